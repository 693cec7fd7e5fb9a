// Redshift's to_char and to_timestamp.
#include <duckdb.hpp>
#include <duckdb/common/vector_operations/binary_executor.hpp>

#include "engine/functions/groups.h"
#include "engine/functions/postgres_patterns.h"

namespace tarn::engine {
namespace {

using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::string_t;
using duckdb::StringVector;
using duckdb::timestamp_t;
using duckdb::Vector;

std::string_view view(const string_t& text) { return {text.GetData(), text.GetSize()}; }

void to_char(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::BinaryExecutor::Execute<timestamp_t, string_t, string_t>(args.data[0], args.data[1], result, args.size(), [&](timestamp_t time, string_t pattern) {
    return StringVector::AddString(result, format_postgres(DateFields::of(time.value), view(pattern)));
  });
}

void to_char_number(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::BinaryExecutor::Execute<double, string_t, string_t>(args.data[0], args.data[1], result, args.size(), [&](double number, string_t pattern) {
    auto text = format_number_postgres(number, view(pattern));
    if (!text) fail("0A000", "Tarn does not know this numeric pattern yet: " + std::string(view(pattern)));
    return StringVector::AddString(result, *text);
  });
}

void to_timestamp(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::BinaryExecutor::Execute<string_t, string_t, timestamp_t>(args.data[0], args.data[1], result, args.size(), [](string_t text, string_t pattern) {
    auto fields = parse_postgres(view(text), view(pattern));
    if (!fields) fail("22007", "invalid value \"" + std::string(view(text)) + "\" for \"" + std::string(view(pattern)) + "\"");
    return timestamp_t(fields->micros_since_1970() - fields->offset_seconds.value_or(0) * int64_t{1'000'000});
  });
}

}  // namespace

void add_redshift_functions(NativeFunctions& functions) {
  auto text = LogicalType::VARCHAR;
  functions.add("redshift", ScalarFunction("to_char", {LogicalType::TIMESTAMP, text}, text, to_char));
  functions.add("redshift", ScalarFunction("to_char_number", {LogicalType::DOUBLE, text}, text, to_char_number));
  functions.add("redshift", ScalarFunction("to_timestamp", {text, text}, LogicalType::TIMESTAMP, to_timestamp));
}

}  // namespace tarn::engine
