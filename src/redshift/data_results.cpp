#include "redshift/data_results.h"

#include <boost/json.hpp>

#include "redshift/copy_values.h"
#include "redshift/errors.h"

namespace tarn::redshift {
namespace {

namespace json = boost::json;
using sql::TypeKind;

constexpr size_t kPageBytes = 1024 * 1024;          // a page ends with the row that reaches this
constexpr int64_t kMaxResultBytes = 500 * 1024 * 1024;  // Data API, considerations: the result's size

struct Measures {
  int precision, scale;
  bool is_signed;
};

// What the JDBC driver behind the service reports for a type.
Measures measures_of(const sql::Type& type) {
  switch (type.kind) {
    case TypeKind::boolean: return {1, 0, false};
    case TypeKind::tinyint:
    case TypeKind::smallint: return {5, 0, true};
    case TypeKind::integer: return {10, 0, true};
    case TypeKind::bigint: return {19, 0, true};
    case TypeKind::real: return {8, 8, true};
    case TypeKind::double_: return {17, 17, true};
    case TypeKind::decimal: return {type.precision, type.scale, true};
    case TypeKind::date: return {13, 0, false};
    case TypeKind::time: return {15, 6, false};
    case TypeKind::time_tz: return {21, 6, false};
    case TypeKind::timestamp: return {29, 6, false};
    case TypeKind::timestamp_tz: return {35, 6, false};
    default: return {type.precision, 0, false};
  }
}

json::object field(const sql::Type& type, const std::optional<std::string>& text) {
  if (!text) return {{"isNull", true}};
  switch (type.kind) {
    case TypeKind::boolean: return {{"booleanValue", *text == "t" || *text == "true"}};
    case TypeKind::tinyint:
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint:
    case TypeKind::oid: return {{"longValue", static_cast<int64_t>(std::stoll(*text))}};
    case TypeKind::real:
    case TypeKind::double_: return {{"doubleValue", std::stod(*text)}};
    default: return {{"stringValue", *text}};
  }
}

std::string csv_field(const std::optional<std::string>& text) {
  if (!text) return "";
  if (!text->empty() && text->find_first_of(",\"\r\n") == std::string::npos) return *text;
  std::string quoted = "\"";
  for (char c : *text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + "\"";
}

// Collects rows and hands full pages on.
class Pages {
 public:
  Pages(const std::vector<sql::ResultColumn>& columns, bool csv, const std::function<Result<void>(uint64_t, const std::string&)>& put)
      : columns_(columns), csv_(csv), put_(put) {
    if (!csv_) return;
    std::vector<std::optional<std::string>> names;
    for (const sql::ResultColumn& column : columns) names.emplace_back(column.name);
    add_text(names);
  }

  Result<void> add(const Row& row) {
    if (csv_) {
      add_text(row);
    } else {
      json::array record;
      for (size_t c = 0; c < row.size(); ++c) record.push_back(field(columns_[c].type, row[c]));
      page_ += (page_.empty() ? "[" : ",") + json::serialize(record);
    }
    for (const Cell& cell : row) written_.bytes += cell ? static_cast<int64_t>(cell->size()) : 0;
    if (written_.bytes > kMaxResultBytes) return errors::make("54000", "The result exceeds the maximum size of 500 MB");
    ++written_.rows;
    return page_.size() >= kPageBytes ? flush() : Result<void>();
  }

  Result<WrittenRows> end() {
    if (!page_.empty() || written_.pages == 0) TRY(flush());
    return written_;
  }

 private:
  void add_text(const std::vector<std::optional<std::string>>& cells) {
    for (size_t c = 0; c < cells.size(); ++c) page_ += (c == 0 ? "" : ",") + csv_field(cells[c]);
    page_ += "\r\n";
  }

  Result<void> flush() {
    TRY(put_(written_.pages++, csv_ ? page_ : page_.empty() ? "[]" : page_ + "]"));
    page_.clear();
    return {};
  }

  const std::vector<sql::ResultColumn>& columns_;
  const bool csv_;
  const std::function<Result<void>(uint64_t, const std::string&)>& put_;
  std::string page_;
  WrittenRows written_;
};

}  // namespace

data::ColumnMetadata column_metadata(const sql::ResultColumn& column) {
  const Measures measures = measures_of(column.type);
  data::ColumnMetadata out;
  out.name = out.label = column.name;
  out.type_name = load_type_name(column.type);
  out.precision = measures.precision;
  out.scale = measures.scale;
  out.is_signed = measures.is_signed;
  out.length = 0;
  out.nullable = 1;
  out.is_currency = false;
  out.is_case_sensitive = column.type.is(TypeKind::varchar) || column.type.is(TypeKind::char_);
  out.schema_name = out.table_name = "";
  return out;
}

Result<WrittenRows> write_rows(Outcome& outcome, bool csv, const std::function<Result<void>(uint64_t page, const std::string& content)>& put) {
  Pages pages(outcome.columns, csv, put);
  for (const Row& row : outcome.rows) TRY(pages.add(row));
  while (outcome.stream) {
    auto batch = TRY(outcome.stream->next());
    if (!batch) break;
    for (size_t r = 0; r < batch->rows(); ++r) {
      Row row(outcome.columns.size());
      for (size_t c = 0; c < row.size(); ++c)
        if (!batch->is_null(c, r)) batch->print(c, r, row[c].emplace());
      TRY(pages.add(row));
    }
  }
  return pages.end();
}

}  // namespace tarn::redshift
