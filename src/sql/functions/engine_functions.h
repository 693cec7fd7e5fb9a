// What emitted SQL calls and DuckDB does not have: the engine registers each of these natively in schema `trino` (or `redshift`).
// All take and give the physical layouts of emit/layout.h, return NULL when an argument is NULL unless said otherwise, are not
// volatile (DuckDB's TRY refuses volatile functions) and are marked as able to fail.
//
// How emitted SQL raises an error of the dialect: trino.fail('CODE: text'). The engine reports an execution error whose text
// begins with an upper-case code and ": " under that code (DIVISION_BY_ZERO, INVALID_FUNCTION_ARGUMENT, ...; Redshift: a SQLSTATE).
#pragma once
#include <span>

namespace tarn::sql {

struct EngineFunction {
  const char* name;       // schema-qualified
  const char* signature;  // DuckDB types; T stands for any type
  const char* semantics;
};

std::span<const EngineFunction> engine_functions();

}  // namespace tarn::sql
