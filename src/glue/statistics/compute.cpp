#include "glue/statistics/compute.h"

#include <algorithm>
#include <cmath>

#include "base/encoding.h"
#include "lake/object_files.h"
#include "sql/analysis/analyzer.h"
#include "sql/ast/statements.h"
#include "sql/emit/layout.h"
#include "sql/parser/parser.h"
#include "sql/type_text.h"

namespace tarn::glue::statistics {
namespace {

using sql::TypeKind;

enum class Kind { boolean, date, decimal, floating, integer, timestamp, text, binary };

std::optional<Kind> kind_of(TypeKind type) {
  switch (type) {
    case TypeKind::boolean: return Kind::boolean;
    case TypeKind::tinyint:
    case TypeKind::smallint:
    case TypeKind::integer:
    case TypeKind::bigint: return Kind::integer;
    case TypeKind::real:
    case TypeKind::double_: return Kind::floating;
    case TypeKind::decimal: return Kind::decimal;
    case TypeKind::varchar:
    case TypeKind::char_: return Kind::text;
    case TypeKind::varbinary: return Kind::binary;
    case TypeKind::date: return Kind::date;
    case TypeKind::timestamp: return Kind::timestamp;
    default: return std::nullopt;
  }
}

struct Measured {
  std::string name;
  std::string hive_type;
  sql::Type type;
  Kind kind;
  size_t first = 0;  // its first cell in the result
};

// The one relation of the query.
class OneTable final : public sql::Resolver {
 public:
  explicit OneTable(sql::Relation relation) : relation_(std::move(relation)) {}
  Result<std::optional<sql::Relation>> find_relation(const sql::QualifiedName&) override { return std::optional(relation_); }
  Result<bool> schema_exists(const std::string&, const std::string&) override { return true; }
  std::optional<std::string> session_value(const std::string&) const override { return std::nullopt; }

 private:
  sql::Relation relation_;
};

std::vector<Measured> measured_columns(const Question& question) {
  std::vector<Measured> out;
  for (const auto* columns : {&question.table.storage.columns, &question.table.partition_keys}) {
    for (const catalog::Column& column : *columns) {
      const bool wanted = question.columns.empty() || std::any_of(question.columns.begin(), question.columns.end(), [&](const std::string& name) { return equals_ignoring_case(name, column.name); });
      const auto type = sql::parse_hive_type(column.type);
      if (!wanted || !type.ok()) continue;
      if (const auto kind = kind_of(type->kind)) out.push_back({column.name, column.type, *type, *kind});
    }
  }
  return out;
}

// What each column asks of the query, behind the count of rows.
std::vector<std::string> expressions_of(const Measured& column) {
  const std::string name = sql::quote_identifier(to_lower(column.name));
  switch (column.kind) {
    case Kind::boolean: return {"count(" + name + ")", "count_if(" + name + ")", "count_if(NOT " + name + ")"};
    case Kind::binary: return {"count(" + name + ")", "max(length(" + name + "))", "avg(length(" + name + "))"};
    case Kind::text: return {"count(" + name + ")", "max(length(" + name + "))", "avg(length(" + name + "))", "approx_distinct(" + name + ")"};
    default: return {"count(" + name + ")", "min(" + name + ")", "max(" + name + ")", "approx_distinct(" + name + ")"};
  }
}

std::string query_text(std::vector<Measured>& columns, const Question& question) {
  std::string text = "SELECT count(*)";
  size_t cell = 1;
  for (Measured& column : columns) {
    column.first = cell;
    for (const std::string& expression : expressions_of(column)) {
      text += ", " + expression;
      ++cell;
    }
  }
  text += " FROM measured";
  if (question.sample_percent < 100) text += " TABLESAMPLE BERNOULLI (" + std::to_string(question.sample_percent) + ")";
  return text;
}

// "-12.30" as the big-endian two's complement of -1230, as short as it can be.
std::string unscaled(const std::string& text) {
  __int128 number = 0;
  for (char c : text)
    if (c >= '0' && c <= '9') number = number * 10 + (c - '0');
  if (text.starts_with('-')) number = -number;
  std::string bytes;
  do {
    bytes.insert(bytes.begin(), static_cast<char>(number & 0xff));
    number >>= 8;
  } while (!(number == 0 && !(bytes.front() & 0x80)) && !(number == -1 && (bytes.front() & 0x80)));
  return bytes;
}

// The single row of the result.
class Row {
 public:
  Row(const engine::Batch& batch, double sample_percent) : batch_(batch), factor_(100 / sample_percent) {}

  bool is_null(size_t cell) const { return batch_.is_null(cell, 0); }
  int64_t integer(size_t cell) const { return is_null(cell) ? 0 : batch_.integer(cell, 0); }
  double floating(size_t cell) const { return is_null(cell) ? 0 : batch_.floating(cell, 0); }
  // A count of rows, scaled from the sample to the table.
  int64_t count(size_t cell) const { return scaled(integer(cell)); }
  int64_t nulls(size_t cell) const { return scaled(integer(0) - integer(cell)); }
  DecimalNumber decimal(size_t cell, int scale) const {
    std::string text;
    batch_.print(cell, 0, text);
    DecimalNumber out;
    out.unscaled_value = unscaled(text);
    out.scale = scale;
    return out;
  }

 private:
  int64_t scaled(int64_t rows) const { return std::llround(static_cast<double>(rows) * factor_); }

  const engine::Batch& batch_;
  const double factor_;
};

constexpr int64_t kMicrosInSecond = 1'000'000;
constexpr int64_t kSecondsInDay = 86'400;

ColumnStatisticsData data_of(const Measured& column, const Row& row) {
  const size_t at = column.first;
  const bool empty = row.is_null(at + 1);
  ColumnStatisticsData out;
  auto bounded = [&](auto& data, const char* type, auto value) {
    out.type = type;
    data.emplace();
    data->number_of_nulls = row.nulls(at);
    data->number_of_distinct_values = row.integer(at + 3);
    if (empty) return;
    data->minimum_value = value(at + 1);
    data->maximum_value = value(at + 2);
  };
  auto lengths = [&](auto& data, const char* type) {
    out.type = type;
    data.emplace();
    data->number_of_nulls = row.nulls(at);
    data->maximum_length = row.integer(at + 1);
    data->average_length = row.floating(at + 2);
  };
  switch (column.kind) {
    case Kind::boolean: {
      out.type = "BOOLEAN";
      auto& data = out.boolean_column_statistics_data.emplace();
      data.number_of_nulls = row.nulls(at);
      data.number_of_trues = row.count(at + 1);
      data.number_of_falses = row.count(at + 2);
      break;
    }
    case Kind::integer: bounded(out.long_column_statistics_data, "LONG", [&](size_t cell) { return row.integer(cell); }); break;
    case Kind::timestamp:  // Hive's own: seconds
      bounded(out.long_column_statistics_data, "LONG", [&](size_t cell) { return static_cast<int64_t>(std::floor(static_cast<double>(row.integer(cell)) / kMicrosInSecond)); });
      break;
    case Kind::floating: bounded(out.double_column_statistics_data, "DOUBLE", [&](size_t cell) { return row.floating(cell); }); break;
    case Kind::decimal: bounded(out.decimal_column_statistics_data, "DECIMAL", [&](size_t cell) { return row.decimal(cell, column.type.scale); }); break;
    case Kind::date:
      bounded(out.date_column_statistics_data, "DATE", [&](size_t cell) { return TimePoint{Duration{row.integer(cell) * kSecondsInDay * kMicrosInSecond}}; });
      break;
    case Kind::text:
      lengths(out.string_column_statistics_data, "STRING");
      out.string_column_statistics_data->number_of_distinct_values = row.integer(at + 3);
      break;
    case Kind::binary: lengths(out.binary_column_statistics_data, "BINARY"); break;
  }
  return out;
}

Result<sql::Program> program_of(const std::string& text, const sql::Relation& relation) {
  const auto parsed = TRY(sql::parse_athena(text));
  const auto* query = sql::ast::try_as<sql::ast::QueryStatement>(parsed.get());
  if (!query) return internal_error("the query of a statistics task is none: " + text);
  OneTable resolver(relation);
  return sql::analyze_query(*query->query, sql::Dialect::trino, resolver, {});
}

}  // namespace

bool has_statistics(const std::string& hive_type) {
  const auto type = sql::parse_hive_type(hive_type);
  return type.ok() && kind_of(type->kind).has_value();
}

Result<std::vector<ColumnStatistics>> compute(const ComputeNeeds& needs, const aws::AccessContext& who, const Question& question,
                                              const std::shared_ptr<std::atomic<bool>>& cancelled, const std::function<void(engine::Session*)>& running) {
  if (question.table.table_type == "VIRTUAL_VIEW") return Error{"NOT_SUPPORTED", "Column statistics of a view are not supported.", 0, {}};
  std::vector<Measured> columns = measured_columns(question);
  std::vector<ColumnStatistics> out;
  if (columns.empty()) return out;
  const lake::Tables tables{needs.store, needs.objects.authorizer};
  auto pinned = TRY(lake::pin_table(tables, who, question.table, "measured", "awsdatacatalog"));

  lake::ObjectFiles files(needs.objects, who);
  engine::QueryRequest request;
  request.program = TRY(program_of(query_text(columns, question), pinned.relation));
  request.tables.push_back(std::move(pinned.pinned));
  request.files = &files;
  request.metrics = std::make_shared<engine::QueryMetrics>();
  request.cancelled = cancelled;
  auto session = TRY(needs.engine.connect());
  running(session.get());
  auto outcome = [&]() -> Result<std::vector<ColumnStatistics>> {
    auto stream = TRY(session->run(std::move(request)));
    const auto batch = TRY(stream->next());
    if (!batch || batch->rows() != 1) return internal_error("a statistics query gave no row");
    const Row row(*batch, question.sample_percent);
    for (const Measured& column : columns) out.push_back({.column_name = column.name, .column_type = column.hive_type, .analyzed_time = who.now, .statistics_data = data_of(column, row)});
    return out;
  }();
  running(nullptr);
  return outcome;
}

}  // namespace tarn::glue::statistics
