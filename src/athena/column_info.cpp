#include "athena/column_info.h"

namespace tarn::athena {
namespace {

using sql::TypeKind;

constexpr int kUnbounded = 2147483647;

struct Shape {
  std::string type;
  int precision = 0, scale = 0;
  bool case_sensitive = false;
};

Shape shape(const sql::Type& type) {
  switch (type.kind) {
    case TypeKind::boolean: return {"boolean"};
    case TypeKind::tinyint: return {"tinyint", 3};
    case TypeKind::smallint: return {"smallint", 5};
    case TypeKind::integer: return {"integer", 10};
    case TypeKind::bigint: return {"bigint", 19};
    case TypeKind::real: return {"float", 17};
    case TypeKind::double_: return {"double", 17};
    case TypeKind::decimal: return {"decimal", type.precision, type.scale};
    case TypeKind::varchar: return {"varchar", type.precision ? type.precision : kUnbounded, 0, true};
    case TypeKind::char_: return {"char", type.precision, 0, true};
    case TypeKind::varbinary: return {"varbinary", 1073741824};
    case TypeKind::date: return {"date"};
    case TypeKind::time: return {"time", 3};
    case TypeKind::time_tz: return {"time with time zone", 3};
    case TypeKind::timestamp: return {"timestamp", 3};
    case TypeKind::timestamp_tz: return {"timestamp with time zone", 3};
    case TypeKind::interval_day_time: return {"interval day to second"};
    case TypeKind::interval_year_month: return {"interval year to month"};
    case TypeKind::array: return {"array"};
    case TypeKind::map: return {"map"};
    case TypeKind::row: return {"row"};
    case TypeKind::json: return {"json"};
    case TypeKind::uuid: return {"uuid"};
    case TypeKind::ipaddress: return {"ipaddress"};
    case TypeKind::hyperloglog:
    case TypeKind::tdigest:
    case TypeKind::qdigest:
    case TypeKind::set_digest: return {sql::trino_name(type)};
    default: return {"unknown"};
  }
}

ColumnInfo make(const std::string& name, const Shape& shape) {
  ColumnInfo info;
  info.catalog_name = "hive";
  info.schema_name = "";
  info.table_name = "";
  info.name = name;
  info.label = name;
  info.type = shape.type;
  info.precision = shape.precision;
  info.scale = shape.scale;
  info.nullable = "UNKNOWN";
  info.case_sensitive = shape.case_sensitive;
  return info;
}

// ---- protobuf: key = field << 3 | wire type (0 varint, 2 bytes)

void varint(std::string& out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) out += static_cast<char>(value | 0x80);
  out += static_cast<char>(value);
}
void number(std::string& out, int field, uint64_t value) {
  varint(out, static_cast<uint64_t>(field) << 3);
  varint(out, value);
}
void bytes(std::string& out, int field, std::string_view value) {
  varint(out, static_cast<uint64_t>(field) << 3 | 2);
  varint(out, value.size());
  out += value;
}

enum Presence { kNone, kCaseOnly, kScaleAndCase, kAll };

// Which of precision, scale and case-sensitivity the real service writes for a type.
Presence presence(const std::string& type) {
  if (type == "boolean" || type.starts_with("interval")) return kCaseOnly;
  if (type == "date") return kScaleAndCase;
  for (auto* none : {"array", "map", "row", "json", "uuid", "ipaddress", "string", "unknown"})
    if (type == none) return kNone;
  return kAll;
}

std::string column_message(const ColumnInfo& column) {
  std::string out;
  bytes(out, 1, "hive");
  bytes(out, 4, column.name);
  bytes(out, 5, column.label.value_or(column.name));
  bytes(out, 6, column.type);
  auto present = presence(column.type);
  if (present == kAll) number(out, 7, static_cast<uint64_t>(column.precision.value_or(0)));
  if (present >= kScaleAndCase) number(out, 8, static_cast<uint64_t>(column.scale.value_or(0)));
  number(out, 9, 3);  // nullable: UNKNOWN
  if (present >= kCaseOnly) number(out, 10, column.case_sensitive.value_or(false));
  return out;
}

}  // namespace

ColumnInfo column_info(const sql::ResultColumn& column) { return make(column.name, shape(column.type)); }

ColumnInfo text_column(const std::string& name, const std::string& type) {
  return make(name, type == "varchar" ? Shape{"varchar", kUnbounded, 0, true} : Shape{type});
}

std::string result_metadata(const std::string& query_id, const std::string& update_type, std::optional<int64_t> update_count,
                            const std::vector<ColumnInfo>& columns) {
  std::string out;
  bytes(out, 1, query_id);
  if (!update_type.empty()) bytes(out, 2, update_type);
  if (update_count) number(out, 3, static_cast<uint64_t>(*update_count));
  for (auto& column : columns) bytes(out, 4, column_message(column));
  return out;
}

}  // namespace tarn::athena
