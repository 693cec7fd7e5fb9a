#include "engine/zone_times.h"

#include <duckdb.hpp>
#include <duckdb/common/vector_operations/vector_operations.hpp>
#include <duckdb/function/function_binder.hpp>

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/functions/date_fields.h"

namespace tarn::engine {

using duckdb::FlatVector;
using duckdb::idx_t;
using duckdb::LogicalType;
using duckdb::string_t;
using duckdb::Vector;

namespace {

constexpr int64_t kMicros = 1'000'000;

// Seconds east of UTC; nullopt: a name for ICU.
std::optional<int> offset_of(const string_t& zone) {
  std::string_view text(zone.GetData(), zone.GetSize());
  size_t length = 0;
  auto offset = parse_offset(text, length);
  return offset && length == text.size() ? offset : std::nullopt;
}

}  // namespace

ZoneTimes::ZoneTimes(duckdb::ClientContext& context)
    : context_(context), to_local_{LogicalType::TIMESTAMP_TZ, LogicalType::TIMESTAMP, 1, nullptr}, to_instant_{LogicalType::TIMESTAMP, LogicalType::TIMESTAMP_TZ, -1, nullptr} {
  bind(to_local_);
  bind(to_instant_);
}

void ZoneTimes::bind(Conversion& conversion) {
  duckdb::vector<duckdb::unique_ptr<duckdb::Expression>> arguments;
  arguments.push_back(duckdb::make_uniq<duckdb::BoundReferenceExpression>(LogicalType::VARCHAR, 0));
  arguments.push_back(duckdb::make_uniq<duckdb::BoundReferenceExpression>(conversion.from, 1));
  duckdb::FunctionBinder binder(context_);
  duckdb::ErrorData error;
  conversion.expression = binder.BindScalarFunction(DEFAULT_SCHEMA, "timezone", std::move(arguments), error);
  if (!conversion.expression) error.Throw();
}

void ZoneTimes::local(Vector& zones, Vector& instants, idx_t count, Vector& result) { convert(to_local_, zones, instants, count, result); }
void ZoneTimes::instants(Vector& zones, Vector& locals, idx_t count, Vector& result) { convert(to_instant_, zones, locals, count, result); }

void ZoneTimes::convert(const Conversion& conversion, Vector& zones, Vector& times, idx_t count, Vector& result) {
  zones.Flatten(count);
  times.Flatten(count);
  if (count <= STANDARD_VECTOR_SIZE) return convert_chunk(conversion, zones, times, count, result);
  for (idx_t done = 0; done < count; done += STANDARD_VECTOR_SIZE) {  // nested values may be more than a chunk
    idx_t n = std::min<idx_t>(STANDARD_VECTOR_SIZE, count - done);
    Vector some_zones(zones, done, done + n), some_times(times, done, done + n), some(conversion.to, n);
    convert_chunk(conversion, some_zones, some_times, n, some);
    duckdb::VectorOperations::Copy(some, result, n, 0, done);
  }
}

// Times of offsets are shifted here; the others go to ICU, which is slow.
void ZoneTimes::convert_chunk(const Conversion& conversion, Vector& zones, Vector& times, idx_t count, Vector& result) {
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  auto* out = FlatVector::GetData<int64_t>(result);
  std::vector<idx_t> named;
  for (idx_t row = 0; row < count; ++row) {
    if (FlatVector::IsNull(times, row)) {
      FlatVector::SetNull(result, row, true);
      continue;
    }
    auto offset = FlatVector::IsNull(zones, row) ? std::optional(0) : offset_of(FlatVector::GetData<string_t>(zones)[row]);
    auto time = FlatVector::GetData<int64_t>(times)[row];
    if (!offset) named.push_back(row);
    else out[row] = duckdb::Timestamp::IsFinite(duckdb::timestamp_t(time)) ? time + conversion.sign * *offset * kMicros : time;
  }
  if (named.empty()) return;
  duckdb::SelectionVector rows(named.size());
  for (idx_t i = 0; i < named.size(); ++i) rows.set_index(i, named[i]);
  duckdb::DataChunk input;
  input.InitializeEmpty({LogicalType::VARCHAR, conversion.from});
  input.data[0].Slice(zones, rows, named.size());
  input.data[1].Slice(times, rows, named.size());
  input.SetCardinality(named.size());
  Vector converted(conversion.to, named.size());
  duckdb::ExpressionExecutor executor(context_, *conversion.expression);
  executor.ExecuteExpression(input, converted);
  converted.Flatten(named.size());
  for (idx_t i = 0; i < named.size(); ++i) out[named[i]] = FlatVector::GetData<int64_t>(converted)[i];
}

}  // namespace tarn::engine
