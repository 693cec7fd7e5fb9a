// local_time, at_zone, with_zone: between instants with a zone and local times.
#include <duckdb.hpp>
#include <duckdb/execution/expression_executor_state.hpp>

#include <algorithm>
#include <map>

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
using duckdb::Vector;

struct Zones final : duckdb::FunctionLocalState {
  explicit Zones(duckdb::ClientContext& context) : times(context) {}

  const std::string& checked(const string_t& zone) {
    auto [at, is_new] = known.try_emplace(zone.GetString());
    if (is_new) at->second = check(at->first);
    return at->second;
  }

  ZoneTimes times;

 private:
  std::string check(std::string zone) {
    auto normal = normal_zone(zone);
    if (normal && exists(*normal)) return *normal;
    known.erase(zone);
    fail("INVALID_FUNCTION_ARGUMENT", "'" + zone + "' is not a valid time zone");
  }

  bool exists(const std::string& zone) {
    Vector zones{duckdb::Value(zone)}, instants{duckdb::Value::TIMESTAMPTZ(duckdb::timestamp_tz_t(0))}, local(LogicalType::TIMESTAMP);
    try {
      times.local(zones, instants, 1, local);
      return true;
    } catch (const duckdb::Exception&) {
      return false;
    }
  }

  std::map<std::string, std::string> known;  // as written, as Trino spells it
};

duckdb::unique_ptr<duckdb::FunctionLocalState> start(ExpressionState& state, const duckdb::BoundFunctionExpression&, duckdb::FunctionData*) {
  return duckdb::make_uniq<Zones>(state.GetContext());
}

Zones& zones_of(ExpressionState& state) { return duckdb::ExecuteFunctionState::GetFunctionState(state)->Cast<Zones>(); }

void local_time(DataChunk& args, ExpressionState& state, Vector& result) {
  const bool constant = args.AllConstant();
  auto& zoned = args.data[0];
  zoned.Flatten(args.size());
  auto& parts = duckdb::StructVector::GetEntries(zoned);
  zones_of(state).times.local(*parts[1], *parts[0], args.size(), result);
  for (idx_t row = 0; row < args.size(); ++row)
    if (FlatVector::IsNull(zoned, row)) FlatVector::SetNull(result, row, true);
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

// The zone column of the result, checked; rows of which an argument is NULL become NULL.
void fill_zones(DataChunk& args, Zones& zones, Vector& result) {
  auto& parts = duckdb::StructVector::GetEntries(result);
  for (idx_t row = 0; row < args.size(); ++row) {
    if (FlatVector::IsNull(args.data[0], row) || FlatVector::IsNull(args.data[1], row)) {
      FlatVector::SetNull(result, row, true);
      FlatVector::SetNull(*parts[0], row, true);
      FlatVector::SetNull(*parts[1], row, true);
      continue;
    }
    FlatVector::GetData<string_t>(*parts[1])[row] = StringVector::AddString(*parts[1], zones.checked(FlatVector::GetData<string_t>(args.data[1])[row]));
  }
}

void at_zone(DataChunk& args, ExpressionState& state, Vector& result) {
  const bool constant = args.AllConstant();
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  args.Flatten();
  auto& instants = *duckdb::StructVector::GetEntries(result)[0];
  for (idx_t row = 0; row < args.size(); ++row) FlatVector::GetData<int64_t>(instants)[row] = FlatVector::GetData<int64_t>(args.data[0])[row];
  fill_zones(args, zones_of(state), result);
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

void with_zone(DataChunk& args, ExpressionState& state, Vector& result) {
  const bool constant = args.AllConstant();
  result.SetVectorType(duckdb::VectorType::FLAT_VECTOR);
  args.Flatten();
  auto& zones = zones_of(state);
  fill_zones(args, zones, result);
  auto& parts = duckdb::StructVector::GetEntries(result);
  Vector instants(LogicalType::TIMESTAMP_TZ, std::max<idx_t>(args.size(), 1));
  zones.times.instants(*parts[1], args.data[0], args.size(), instants);
  for (idx_t row = 0; row < args.size(); ++row) FlatVector::GetData<int64_t>(*parts[0])[row] = FlatVector::GetData<int64_t>(instants)[row];
  if (constant) result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
}

}  // namespace

LogicalType zoned_type() { return LogicalType::STRUCT({{"instant", LogicalType::TIMESTAMP_TZ}, {"zone", LogicalType::VARCHAR}}); }

void add_zone_functions(NativeFunctions& functions) {
  auto add = [&](const char* name, duckdb::vector<LogicalType> arguments, LogicalType result, duckdb::scalar_function_t run) {
    ScalarFunction function(name, std::move(arguments), std::move(result), std::move(run));
    function.SetInitStateCallback(start);
    functions.add("trino", function);
  };
  add("local_time", {zoned_type()}, LogicalType::TIMESTAMP, local_time);
  add("at_zone", {LogicalType::TIMESTAMP_TZ, LogicalType::VARCHAR}, zoned_type(), at_zone);
  add("with_zone", {LogicalType::TIMESTAMP, LogicalType::VARCHAR}, zoned_type(), with_zone);
}

}  // namespace tarn::engine
