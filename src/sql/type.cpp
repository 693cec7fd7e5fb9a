#include "sql/type.h"

#include <functional>

namespace tarn::sql {
namespace {

std::string with_argument(const char* name, int argument) { return std::string(name) + '(' + std::to_string(argument) + ')'; }

std::string decimal_text(const char* name, const Type& type) {
  return std::string(name) + '(' + std::to_string(type.precision) + ',' + std::to_string(type.scale) + ')';
}

// Joins the children printed by `print`; a field name goes in front where there is one.
std::string joined(const Type& type, const char* separator, const char* after_name, const std::function<std::string(const Type&)>& print) {
  std::string text;
  for (size_t i = 0; i < type.children.size(); ++i) {
    if (i > 0) text += separator;
    if (i < type.field_names.size() && !type.field_names[i].empty()) text += type.field_names[i] + after_name;
    text += print(type.children[i]);
  }
  return text;
}

}  // namespace

std::string trino_name(const Type& type) {
  switch (type.kind) {
    case TypeKind::unknown: return "unknown";
    case TypeKind::boolean: return "boolean";
    case TypeKind::tinyint: return "tinyint";
    case TypeKind::smallint: return "smallint";
    case TypeKind::integer: return "integer";
    case TypeKind::bigint: return "bigint";
    case TypeKind::real: return "real";
    case TypeKind::double_: return "double";
    case TypeKind::decimal: return decimal_text("decimal", type);
    case TypeKind::varchar: return type.precision == 0 ? "varchar" : with_argument("varchar", type.precision);
    case TypeKind::char_: return with_argument("char", type.precision);
    case TypeKind::varbinary: return "varbinary";
    case TypeKind::date: return "date";
    case TypeKind::time: return with_argument("time", type.precision);
    case TypeKind::time_tz: return with_argument("time", type.precision) + " with time zone";
    case TypeKind::timestamp: return with_argument("timestamp", type.precision);
    case TypeKind::timestamp_tz: return with_argument("timestamp", type.precision) + " with time zone";
    case TypeKind::interval_day_time: return "interval day to second";
    case TypeKind::interval_year_month: return "interval year to month";
    case TypeKind::json: return "json";
    case TypeKind::uuid: return "uuid";
    case TypeKind::ipaddress: return "ipaddress";
    case TypeKind::hyperloglog: return "HyperLogLog";
    case TypeKind::tdigest: return "tdigest";
    case TypeKind::qdigest: return "qdigest(" + joined(type, ", ", " ", trino_name) + ")";
    case TypeKind::set_digest: return "SetDigest";
    case TypeKind::array: return "array(" + joined(type, ", ", " ", trino_name) + ")";
    case TypeKind::map: return "map(" + joined(type, ", ", " ", trino_name) + ")";
    case TypeKind::row: return "row(" + joined(type, ", ", " ", trino_name) + ")";
    case TypeKind::function: return "function(" + joined(type, ",", " ", trino_name) + ")";
    case TypeKind::super_: return "super";
    case TypeKind::hllsketch: return "hllsketch";
    case TypeKind::oid: return "oid";
    case TypeKind::name: return "name";
    case TypeKind::regtype: return type.precision == 1 ? "regclass" : type.precision == 2 ? "regproc" : "regtype";
  }
  return {};
}

std::string hive_name(const Type& type) {
  switch (type.kind) {
    case TypeKind::integer: return "int";
    case TypeKind::real: return "float";
    case TypeKind::varchar: return type.precision == 0 ? "string" : with_argument("varchar", type.precision);
    case TypeKind::varbinary: return "binary";
    case TypeKind::timestamp: return "timestamp";
    case TypeKind::array: return "array<" + joined(type, ",", ":", hive_name) + ">";
    case TypeKind::map: return "map<" + joined(type, ",", ":", hive_name) + ">";
    case TypeKind::row: return "struct<" + joined(type, ",", ":", hive_name) + ">";
    default: return trino_name(type);
  }
}

std::string redshift_name(const Type& type) {
  switch (type.kind) {
    case TypeKind::tinyint: return "smallint";
    case TypeKind::double_: return "double precision";
    case TypeKind::decimal: return decimal_text("numeric", type);
    case TypeKind::varchar: return type.precision == 0 ? "character varying" : with_argument("character varying", type.precision);
    case TypeKind::char_: return with_argument("character", type.precision);
    case TypeKind::varbinary: return type.precision == 0 ? "binary varying" : with_argument("binary varying", type.precision);
    case TypeKind::time: return "time without time zone";
    case TypeKind::time_tz: return "time with time zone";
    case TypeKind::timestamp: return "timestamp without time zone";
    case TypeKind::timestamp_tz: return "timestamp with time zone";
    default: return trino_name(type);
  }
}

}  // namespace tarn::sql
