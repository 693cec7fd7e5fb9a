// date_format, date_parse, format_datetime, parse_datetime, from_iso8601_timestamp, casts to timestamp with time zone.
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/binary_executor.hpp>
#include <duckdb/function/function_binder.hpp>

#include <algorithm>
#include <functional>

#include "engine/field_values.h"
#include "engine/functions/date_fields.h"
#include "engine/functions/groups.h"
#include "engine/functions/zone_names.h"
#include "engine/zone_times.h"

namespace tarn::engine {
namespace {

using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::FlatVector;
using duckdb::idx_t;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::string_t;
using duckdb::StringVector;
using duckdb::timestamp_t;
using duckdb::Vector;

std::string_view view(const string_t& text) { return {text.GetData(), text.GetSize()}; }

[[noreturn]] void malformed(std::string_view text, size_t bad_at) {
  auto tail = std::string(text.substr(std::min(bad_at, text.size())));
  fail("INVALID_FUNCTION_ARGUMENT", "Invalid format: \"" + std::string(text) + "\"" +
                                        (bad_at == 0 ? "" : tail.empty() ? " is too short" : " is malformed at \"" + tail + "\""));
}

// The instant that a local time is in a named zone, as DuckDB's ICU knows it.
int64_t instant_in_zone(duckdb::ClientContext& context, int64_t local, const std::string& zone) {
  duckdb::vector<duckdb::unique_ptr<duckdb::Expression>> arguments;
  arguments.push_back(duckdb::make_uniq<duckdb::BoundConstantExpression>(duckdb::Value(zone)));
  arguments.push_back(duckdb::make_uniq<duckdb::BoundConstantExpression>(duckdb::Value::TIMESTAMP(timestamp_t(local))));
  duckdb::FunctionBinder binder(context);
  duckdb::ErrorData error;
  auto call = binder.BindScalarFunction(DEFAULT_SCHEMA, "timezone", std::move(arguments), error);
  if (!call) error.Throw();
  return duckdb::ExpressionExecutor::EvaluateScalar(context, *call).GetValueUnsafe<int64_t>();
}

struct Zoned {
  int64_t instant = 0;
  std::string zone = "UTC";
};

Zoned zoned(const DateFields& f) { return {f.micros_since_1970() - f.offset_seconds.value_or(0) * int64_t{1'000'000}, f.zone.empty() ? "UTC" : f.zone}; }

// A result of STRUCT(instant, zone), row by row; NULL where an argument is NULL.
void fill_zoned(DataChunk& args, Vector& result, const std::function<Zoned(idx_t)>& run) {
  auto& parts = duckdb::StructVector::GetEntries(result);
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  args.Flatten();
  for (idx_t row = 0; row < args.size(); ++row) {
    bool null = false;
    for (auto& argument : args.data) null = null || FlatVector::IsNull(argument, row);
    if (null) {
      FlatVector::SetNull(result, row, true);
      FlatVector::SetNull(*parts[0], row, true);
      FlatVector::SetNull(*parts[1], row, true);
      continue;
    }
    auto value = run(row);
    FlatVector::GetData<int64_t>(*parts[0])[row] = value.instant;
    FlatVector::GetData<string_t>(*parts[1])[row] = StringVector::AddString(*parts[1], value.zone);
  }
}

std::string_view text_at(DataChunk& args, size_t column, idx_t row) { return view(FlatVector::GetData<string_t>(args.data[column])[row]); }

void date_format(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::BinaryExecutor::Execute<timestamp_t, string_t, string_t>(args.data[0], args.data[1], result, args.size(), [&](timestamp_t time, string_t format) {
    auto text = format_mysql(DateFields::of(time.value), view(format));
    if (!text) fail("INVALID_FUNCTION_ARGUMENT", "Date format not supported: " + std::string(view(format)));
    return StringVector::AddString(result, *text);
  });
}

void date_parse(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::BinaryExecutor::Execute<string_t, string_t, timestamp_t>(args.data[0], args.data[1], result, args.size(), [](string_t text, string_t format) {
    size_t bad_at = 0;
    auto fields = parse_mysql(view(text), view(format), bad_at);
    if (!fields) malformed(view(text), bad_at);
    return timestamp_t(fields->micros_since_1970());
  });
}

// The fields of the local times of a zoned column, with their offsets.
class LocalFields {
 public:
  LocalFields(duckdb::ClientContext& context, Vector& zoned, idx_t count) : local_(LogicalType::TIMESTAMP, std::max<idx_t>(count, 1)) {
    zoned.Flatten(count);
    auto& parts = duckdb::StructVector::GetEntries(zoned);
    instants_ = parts[0].get();
    zones_ = parts[1].get();
    ZoneTimes(context).local(*zones_, *instants_, count, local_);
  }
  bool is_null(idx_t row) const { return FlatVector::IsNull(*instants_, row); }
  DateFields at(idx_t row) {
    const auto local = FlatVector::GetData<int64_t>(local_)[row];
    auto fields = DateFields::of(local);
    fields.zone = view(FlatVector::GetData<string_t>(*zones_)[row]);
    fields.offset_seconds = static_cast<int>((local - FlatVector::GetData<int64_t>(*instants_)[row]) / 1'000'000);
    return fields;
  }

 private:
  Vector local_;
  Vector *instants_, *zones_;
};

void format_datetime(DataChunk& args, ExpressionState& state, Vector& result) {
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  bool constant = args.AllConstant();
  args.Flatten();
  LocalFields times(state.GetContext(), args.data[0], args.size());
  for (idx_t row = 0; row < args.size(); ++row) {
    if (FlatVector::IsNull(args.data[0], row) || times.is_null(row) || FlatVector::IsNull(args.data[1], row)) {
      FlatVector::SetNull(result, row, true);
      continue;
    }
    auto text = format_joda(times.at(row), text_at(args, 1, row));
    if (!text) fail("INVALID_FUNCTION_ARGUMENT", "Illegal pattern: " + std::string(text_at(args, 1, row)));
    FlatVector::GetData<string_t>(result)[row] = StringVector::AddString(result, *text);
  }
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

void parse_datetime(DataChunk& args, ExpressionState&, Vector& result) {
  bool constant = args.AllConstant();
  fill_zoned(args, result, [&](idx_t row) {
    size_t bad_at = 0;
    auto fields = parse_joda(text_at(args, 0, row), text_at(args, 1, row), bad_at);
    if (!fields) malformed(text_at(args, 0, row), bad_at);
    return zoned(*fields);
  });
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

// yyyy[-MM[-dd[THH[:mm[:ss[.f]]][zone]]]]
std::optional<DateFields> parse_iso(std::string_view text) {
  constexpr const char* kPatterns[] = {"yyyy-MM-dd'T'HH:mm:ss.SSS", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH", "yyyy-MM-dd", "yyyy-MM", "yyyy"};
  auto local = text;
  std::optional<int> offset;
  auto time = text.find('T');
  auto mark = time == std::string_view::npos ? time : text.find_first_of("Zz+-", time);
  if (mark != std::string_view::npos) {
    size_t length = 0;
    offset = parse_offset(text.substr(mark), length);
    if (!offset || mark + length != text.size()) return std::nullopt;
    local = text.substr(0, mark);
  }
  for (auto* pattern : kPatterns) {
    size_t bad_at = 0;
    auto fields = parse_joda(local, pattern, bad_at);
    if (!fields) continue;
    fields->offset_seconds = offset;
    if (offset) fields->zone = offset_name(*offset);
    return fields;
  }
  return std::nullopt;
}

void from_iso8601_timestamp(DataChunk& args, ExpressionState&, Vector& result) {
  bool constant = args.AllConstant();
  fill_zoned(args, result, [&](idx_t row) {
    auto fields = parse_iso(text_at(args, 0, row));
    if (!fields) malformed(text_at(args, 0, row), 0);
    return zoned(*fields);
  });
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

// 'yyyy-MM-dd[ HH:mm:ss[.f]][ zone]'
Zoned cast_to_zoned(duckdb::ClientContext& context, std::string_view text) {
  std::string zone;
  auto local_text = text;
  auto local = parse_timestamp(local_text);
  if (!local) {
    auto blank = text.rfind(' ');
    if (blank != std::string_view::npos) {
      zone = text.substr(blank + 1);
      local = parse_timestamp(text.substr(0, blank));
    }
  }
  if (!local) fail("INVALID_CAST_ARGUMENT", "Value cannot be cast to timestamp: " + std::string(text));
  if (zone.empty()) return {local->value, "UTC"};
  auto normal = normal_zone(zone);
  if (!normal) fail("INVALID_CAST_ARGUMENT", "Value cannot be cast to timestamp: " + std::string(text));
  size_t length = 0;
  if (auto offset = parse_offset(*normal, length)) return {local->value - *offset * int64_t{1'000'000}, *normal};
  try {
    return {instant_in_zone(context, local->value, *normal), *normal};
  } catch (const duckdb::Exception&) {
    fail("INVALID_CAST_ARGUMENT", "Value cannot be cast to timestamp: " + std::string(text));
  }
}

void varchar_to_timestamp_tz(DataChunk& args, ExpressionState& state, Vector& result) {
  bool constant = args.AllConstant();
  fill_zoned(args, result, [&](idx_t row) { return cast_to_zoned(state.GetContext(), text_at(args, 0, row)); });
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

}  // namespace

void add_time_functions(NativeFunctions& functions) {
  auto text = LogicalType::VARCHAR;
  auto time = LogicalType::TIMESTAMP;
  auto add = [&](const char* name, duckdb::vector<LogicalType> arguments, LogicalType result, duckdb::scalar_function_t run) {
    functions.add("trino", ScalarFunction(name, std::move(arguments), std::move(result), std::move(run)));
  };
  add("date_format", {time, text}, text, date_format);
  add("date_parse", {text, text}, time, date_parse);
  add("format_datetime", {zoned_type(), text}, text, format_datetime);
  add("parse_datetime", {text, text}, zoned_type(), parse_datetime);
  add("from_iso8601_timestamp", {text}, zoned_type(), from_iso8601_timestamp);
  add("varchar_to_timestamp_tz", {text}, zoned_type(), varchar_to_timestamp_tz);
}

}  // namespace tarn::engine
