#include "redshift/database.h"

#include "sql/emit/layout.h"

namespace tarn::redshift {

Result<std::vector<Row>> Database::rows(const std::string& sql, size_t columns) {
  engine::QueryRequest request;
  request.dialect = sql::Dialect::redshift;
  request.program.steps.push_back({"SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (" + sql + ") AS q", true});
  request.program.columns.assign(columns, {"", sql::varchar(), true});
  auto stream = TRY(session_.run(std::move(request)));
  std::vector<Row> rows;
  for (;;) {
    auto batch = TRY(stream->next());
    if (!batch) return rows;
    for (size_t r = 0; r < batch->rows(); ++r) {
      Row& row = rows.emplace_back(columns);
      for (size_t c = 0; c < columns; ++c)
        if (!batch->is_null(c, r)) batch->print(c, r, row[c].emplace());
    }
  }
}

Result<std::optional<Row>> Database::row(const std::string& sql, size_t columns) {
  auto all = TRY(rows(sql, columns));
  if (all.empty()) return std::optional<Row>();
  return std::optional<Row>(std::move(all[0]));
}

Result<uint64_t> Database::execute(const std::string& sql) {
  engine::QueryRequest request;
  request.dialect = sql::Dialect::redshift;
  request.program.steps.push_back({sql, false});
  auto stream = TRY(session_.run(std::move(request)));
  while (TRY(stream->next())) {
  }
  return stream->rows_changed();
}

std::string literal(std::string_view text) { return sql::quote_string(text); }
std::string literal(const char* text) { return sql::quote_string(text); }
std::string literal_or_null(const std::optional<std::string>& text) { return text ? sql::quote_string(*text) : "NULL"; }
std::string literal(int64_t number) { return std::to_string(number); }
std::string literal(bool value) { return value ? "true" : "false"; }

}  // namespace tarn::redshift
