#include "engine/functions/json_text.h"

#include <duckdb.hpp>
#include <duckdb/common/vector_operations/unary_executor.hpp>

#include "engine/functions/groups.h"
#include "sql/functions/json_extract_path.h"

namespace tarn::engine {
namespace {

using duckdb::DataChunk;
using duckdb::ExpressionState;
using duckdb::LogicalType;
using duckdb::ScalarFunction;
using duckdb::string_t;
using duckdb::Vector;

void json_extract_path(DataChunk& args, ExpressionState&, Vector& result) {
  duckdb::UnaryExecutor::Execute<string_t, string_t>(args.data[0], result, args.size(), [&](string_t path) {
    const auto translated = sql::json_extract_path(path.GetString());
    if (!translated) fail("INVALID_FUNCTION_ARGUMENT", "Invalid JSON path: '" + path.GetString() + "'");
    return duckdb::StringVector::AddString(result, *translated);
  });
}

// The text as it stands, valid or not.
void as_json(DataChunk& args, ExpressionState&, Vector& result) { result.Reinterpret(args.data[0]); }

}  // namespace

void add_json_text_functions(NativeFunctions& functions) {
  functions.add("trino", ScalarFunction("json_extract_path", {LogicalType::VARCHAR}, LogicalType::VARCHAR, json_extract_path));
  functions.add("trino", ScalarFunction("as_json", {LogicalType::VARCHAR}, LogicalType::JSON(), as_json));
}

}  // namespace tarn::engine
