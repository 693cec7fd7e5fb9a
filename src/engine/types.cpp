#include "engine/types.h"

#include <duckdb.hpp>

#include "sql/emit/layout.h"

namespace tarn::engine {

using duckdb::LogicalType;
using sql::TypeKind;

duckdb::LogicalType to_duckdb(const sql::Type& type) {
  switch (type.kind) {
    case TypeKind::unknown: return LogicalType::INTEGER;
    case TypeKind::boolean: return LogicalType::BOOLEAN;
    case TypeKind::tinyint: return LogicalType::TINYINT;
    case TypeKind::smallint: return LogicalType::SMALLINT;
    case TypeKind::integer: return LogicalType::INTEGER;
    case TypeKind::bigint:
    case TypeKind::oid:
    case TypeKind::regtype: return LogicalType::BIGINT;
    case TypeKind::real: return LogicalType::FLOAT;
    case TypeKind::double_: return LogicalType::DOUBLE;
    case TypeKind::decimal: return LogicalType::DECIMAL(static_cast<uint8_t>(type.precision), static_cast<uint8_t>(type.scale));
    case TypeKind::varchar:
    case TypeKind::char_:
    case TypeKind::name:
    case TypeKind::ipaddress: return LogicalType::VARCHAR;
    case TypeKind::varbinary:
    case TypeKind::hyperloglog:
    case TypeKind::tdigest:
    case TypeKind::qdigest:
    case TypeKind::set_digest: return LogicalType::BLOB;
    case TypeKind::date: return LogicalType::DATE;
    case TypeKind::time: return LogicalType::TIME;
    case TypeKind::time_tz: return LogicalType::TIME_TZ;
    case TypeKind::timestamp: return type.precision > 6 ? LogicalType::TIMESTAMP_NS : LogicalType::TIMESTAMP;
    case TypeKind::timestamp_tz: return LogicalType::TIMESTAMP_TZ;
    case TypeKind::interval_day_time:
    case TypeKind::interval_year_month: return LogicalType::INTERVAL;
    case TypeKind::json:
    case TypeKind::super_: return LogicalType::JSON();
    case TypeKind::uuid: return LogicalType::UUID;
    case TypeKind::array: return LogicalType::LIST(to_duckdb(type.children.at(0)));
    case TypeKind::map: return LogicalType::MAP(to_duckdb(type.children.at(0)), to_duckdb(type.children.at(1)));
    case TypeKind::row: {
      auto names = sql::physical_field_names(type);
      duckdb::child_list_t<LogicalType> fields;
      for (size_t i = 0; i < type.children.size(); ++i) fields.emplace_back(names[i], to_duckdb(type.children[i]));
      return LogicalType::STRUCT(std::move(fields));
    }
    case TypeKind::function:
    case TypeKind::hllsketch: break;
  }
  throw duckdb::NotImplementedException("NOT_SUPPORTED: a value of this type cannot be stored: %s", sql::trino_name(type));
}

}  // namespace tarn::engine
