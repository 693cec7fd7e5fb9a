// Prints an analyzed query as explicit DuckDB SQL.
#pragma once
#include <string>

#include "sql/analysis/bound.h"

namespace tarn::sql {

std::string emit_query(const bound::Query& query, Dialect dialect);
std::string emit_expression(const bound::Expr& expr, Dialect dialect);

// How an expression is compared, grouped and sorted.
std::string emit_key(const bound::Expr& expr, Dialect dialect);

// Expands a function's emission template (function_table.h).
std::string expand_template(const char* text, const bound::Expr& call, const std::vector<std::string>& args, Dialect dialect);

}  // namespace tarn::sql
