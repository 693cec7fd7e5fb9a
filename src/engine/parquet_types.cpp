#include "engine/parquet_types.h"

#include <duckdb.hpp>

#include "sql/type.h"

namespace tarn::engine {
namespace {

using duckdb::LogicalType;
using duckdb::LogicalTypeId;
using duckdb::StringUtil;

enum class Family { integer, floating, decimal, text, boolean, date, time, timestamp, list, map, row, other };

Family family(const LogicalType& type) {
  switch (type.id()) {
    case LogicalTypeId::BOOLEAN: return Family::boolean;
    case LogicalTypeId::TINYINT:
    case LogicalTypeId::SMALLINT:
    case LogicalTypeId::INTEGER:
    case LogicalTypeId::BIGINT:
    case LogicalTypeId::UTINYINT:
    case LogicalTypeId::USMALLINT:
    case LogicalTypeId::UINTEGER:
    case LogicalTypeId::UBIGINT: return Family::integer;
    case LogicalTypeId::FLOAT:
    case LogicalTypeId::DOUBLE: return Family::floating;
    case LogicalTypeId::DECIMAL: return Family::decimal;
    case LogicalTypeId::VARCHAR:
    case LogicalTypeId::BLOB:
    case LogicalTypeId::ENUM: return Family::text;
    case LogicalTypeId::DATE: return Family::date;
    case LogicalTypeId::TIME:
    case LogicalTypeId::TIME_TZ: return Family::time;
    case LogicalTypeId::TIMESTAMP:
    case LogicalTypeId::TIMESTAMP_MS:
    case LogicalTypeId::TIMESTAMP_NS:
    case LogicalTypeId::TIMESTAMP_SEC:
    case LogicalTypeId::TIMESTAMP_TZ: return Family::timestamp;
    case LogicalTypeId::LIST: return Family::list;
    case LogicalTypeId::MAP: return Family::map;
    case LogicalTypeId::STRUCT: return Family::row;
    default: return Family::other;
  }
}

bool compatible(const LogicalType& file, const LogicalType& table);

bool compatible_rows(const LogicalType& file, const LogicalType& table) {
  for (auto& field : duckdb::StructType::GetChildTypes(table))
    for (auto& other : duckdb::StructType::GetChildTypes(file))
      if (StringUtil::CIEquals(field.first, other.first) && !compatible(other.second, field.second)) return false;
  return true;
}

bool compatible(const LogicalType& file, const LogicalType& table) {
  auto from = family(file), to = family(table);
  if (from != to) return from == Family::integer && to == Family::decimal;
  switch (from) {
    case Family::floating: return file.id() == table.id() || table.id() == LogicalTypeId::DOUBLE;
    case Family::list: return compatible(duckdb::ListType::GetChildType(file), duckdb::ListType::GetChildType(table));
    case Family::map:
      return compatible(duckdb::MapType::KeyType(file), duckdb::MapType::KeyType(table)) &&
             compatible(duckdb::MapType::ValueType(file), duckdb::MapType::ValueType(table));
    case Family::row: return compatible_rows(file, table);
    default: return true;
  }
}

const char* physical_name(const LogicalType& type) {
  switch (type.id()) {
    case LogicalTypeId::BOOLEAN: return "BOOLEAN";
    case LogicalTypeId::TINYINT:
    case LogicalTypeId::SMALLINT:
    case LogicalTypeId::INTEGER:
    case LogicalTypeId::UTINYINT:
    case LogicalTypeId::USMALLINT:
    case LogicalTypeId::UINTEGER:
    case LogicalTypeId::DATE: return "INT32";
    case LogicalTypeId::FLOAT: return "FLOAT";
    case LogicalTypeId::DOUBLE: return "DOUBLE";
    case LogicalTypeId::DECIMAL: return duckdb::DecimalType::GetWidth(type) <= 9 ? "INT32" : duckdb::DecimalType::GetWidth(type) <= 18 ? "INT64" : "FIXED_LEN_BYTE_ARRAY";
    case LogicalTypeId::VARCHAR:
    case LogicalTypeId::BLOB:
    case LogicalTypeId::ENUM: return "BINARY";
    case LogicalTypeId::LIST:
    case LogicalTypeId::MAP:
    case LogicalTypeId::STRUCT: return "GROUP";
    default: return "INT64";
  }
}

// The table's type in Trino's words; of nested ones the outermost word.
std::string table_name(const LogicalType& type) {
  switch (type.id()) {
    case LogicalTypeId::FLOAT: return "real";
    case LogicalTypeId::BLOB: return "varbinary";
    case LogicalTypeId::TIMESTAMP: return "timestamp(3)";
    case LogicalTypeId::LIST: return "array";
    case LogicalTypeId::STRUCT: return "row";
    default: return StringUtil::Lower(type.ToString());
  }
}

}  // namespace

void check_parquet_type(const duckdb::MultiFileColumnDefinition& table_column, const duckdb::vector<duckdb::MultiFileColumnDefinition>& file_columns,
                        const std::string& path) {
  for (auto& column : file_columns) {
    if (!StringUtil::CIEquals(column.name, table_column.name)) continue;
    if (compatible(column.type, table_column.type)) return;
    throw duckdb::InvalidInputException("HIVE_BAD_DATA: Field %s's type %s in parquet file %s is incompatible with type %s defined in table schema",
                                        table_column.name, physical_name(column.type), path, table_name(table_column.type));
  }
}

}  // namespace tarn::engine
