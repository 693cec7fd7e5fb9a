#include "sql/emit/layout.h"

#include <algorithm>
#include <set>

namespace tarn::sql {
namespace {

std::string struct_type(const Type& row, Dialect dialect) {
  const auto names = physical_field_names(row);
  std::string text = "STRUCT(";
  for (size_t i = 0; i < row.children.size(); ++i) {
    if (i > 0) text += ", ";
    text += quote_identifier(names[i]) + " " + duckdb_type(row.children[i], dialect);
  }
  return text + ")";
}

}  // namespace

std::vector<std::string> physical_field_names(const Type& row) {
  std::set<std::string> seen;
  bool usable = row.field_names.size() == row.children.size();
  for (const auto& name : row.field_names) usable = usable && !name.empty() && seen.insert(name).second;
  if (usable) return row.field_names;
  std::vector<std::string> names;
  for (size_t i = 1; i <= row.children.size(); ++i) names.push_back("_" + std::to_string(i));
  return names;
}

std::string quote_identifier(std::string_view name) {
  std::string text = "\"";
  for (char c : name) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

std::string quote_string(std::string_view value) {
  std::string text = "'";
  for (char c : value) {
    if (c == '\'') text += '\'';
    text += c;
  }
  return text + "'";
}

std::string duckdb_type(const Type& type, Dialect dialect) {
  switch (type.kind) {
    case TypeKind::unknown: return "INTEGER";
    case TypeKind::boolean: return "BOOLEAN";
    case TypeKind::tinyint: return "TINYINT";
    case TypeKind::smallint: return "SMALLINT";
    case TypeKind::integer: return "INTEGER";
    case TypeKind::bigint: return "BIGINT";
    case TypeKind::real: return "FLOAT";
    case TypeKind::double_: return "DOUBLE";
    case TypeKind::decimal: return "DECIMAL(" + std::to_string(type.precision) + "," + std::to_string(type.scale) + ")";
    case TypeKind::varchar:
    case TypeKind::char_:
    case TypeKind::name:
    case TypeKind::ipaddress:
    case TypeKind::regtype: return "VARCHAR";
    case TypeKind::varbinary:
    case TypeKind::hyperloglog:
    case TypeKind::tdigest:
    case TypeKind::qdigest:
    case TypeKind::set_digest:
    case TypeKind::hllsketch: return "BLOB";
    case TypeKind::date: return "DATE";
    case TypeKind::time: return "TIME";
    case TypeKind::time_tz: return "TIMETZ";
    case TypeKind::timestamp: return type.precision > 6 ? "TIMESTAMP_NS" : "TIMESTAMP";
    case TypeKind::timestamp_tz: return dialect == Dialect::redshift ? "TIMESTAMPTZ" : "STRUCT(\"instant\" TIMESTAMPTZ, \"zone\" VARCHAR)";
    case TypeKind::interval_day_time:
    case TypeKind::interval_year_month: return "INTERVAL";
    case TypeKind::json:
    case TypeKind::super_: return "JSON";
    case TypeKind::uuid: return "UUID";
    case TypeKind::oid: return "BIGINT";
    case TypeKind::array: return duckdb_type(type.children[0], dialect) + "[]";
    case TypeKind::map: return "MAP(" + duckdb_type(type.children[0], dialect) + ", " + duckdb_type(type.children[1], dialect) + ")";
    case TypeKind::row: return struct_type(type, dialect);
    case TypeKind::function: return "LAMBDA";
  }
  return {};
}

}  // namespace tarn::sql
