#include <duckdb.hpp>

#include "engine/functions/groups.h"

namespace tarn::engine {

void fail(const std::string& code, const std::string& message) {
  throw duckdb::InvalidInputException(duckdb::InvalidInputException::ConstructMessage("%s: %s", code, message));
}

namespace {

void raise(duckdb::DataChunk& arguments, duckdb::ExpressionState&, duckdb::Vector& result) {
  if (arguments.size() > 0) {
    auto text = arguments.data[0].GetValue(0);
    if (!text.IsNull()) throw duckdb::InvalidInputException("%s", text.ToString());
  }
  result.SetVectorType(duckdb::VectorType::CONSTANT_VECTOR);
  duckdb::ConstantVector::SetNull(result, true);
}

}  // namespace

void add_error_functions(NativeFunctions& functions) {
  duckdb::ScalarFunction function("fail", {duckdb::LogicalType::VARCHAR}, duckdb::LogicalType::SQLNULL, raise);
  function.null_handling = duckdb::FunctionNullHandling::SPECIAL_HANDLING;
  functions.add("trino", function);
}

}  // namespace tarn::engine
