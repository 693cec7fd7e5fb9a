#include "engine/snapshot_values.h"

namespace tarn::engine {

using duckdb::LogicalTypeId;
using duckdb::Value;

std::optional<std::string> snapshot_text(const Value& value) {
  switch (value.type().id()) {
    case LogicalTypeId::DATE: {
      auto date = duckdb::DateValue::Get(value);
      return duckdb::Date::IsFinite(date) ? std::optional(std::to_string(date.days)) : std::nullopt;
    }
    case LogicalTypeId::TIME: return std::to_string(duckdb::TimeValue::Get(value).micros);
    case LogicalTypeId::TIMESTAMP:
    case LogicalTypeId::TIMESTAMP_TZ: {
      auto time = value.GetValueUnsafe<duckdb::timestamp_t>();
      return duckdb::Timestamp::IsFinite(time) ? std::optional(std::to_string(time.value)) : std::nullopt;
    }
    case LogicalTypeId::TIMESTAMP_NS: return std::to_string(value.GetValueUnsafe<int64_t>());
    case LogicalTypeId::BLOB:
    case LogicalTypeId::VARCHAR: return duckdb::StringValue::Get(value);
    default: return value.ToString();
  }
}

Value snapshot_value(const std::optional<std::string>& text, const duckdb::LogicalType& type) {
  if (!text) return Value(type);
  switch (type.id()) {
    case LogicalTypeId::DATE: return Value::DATE(duckdb::date_t(std::stoi(*text)));
    case LogicalTypeId::TIME: return Value::TIME(duckdb::dtime_t(std::stoll(*text)));
    case LogicalTypeId::TIMESTAMP: return Value::TIMESTAMP(duckdb::timestamp_t(std::stoll(*text)));
    case LogicalTypeId::TIMESTAMP_TZ: return Value::TIMESTAMPTZ(duckdb::timestamp_tz_t(std::stoll(*text)));
    case LogicalTypeId::TIMESTAMP_NS: return Value::TIMESTAMPNS(duckdb::timestamp_ns_t(std::stoll(*text)));
    case LogicalTypeId::BLOB: return Value::BLOB_RAW(*text);
    default: return Value(*text).DefaultCastAs(type);
  }
}

}  // namespace tarn::engine
