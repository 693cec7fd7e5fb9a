// Pieces that several function tables emit with.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "sql/functions/function_table.h"

namespace tarn::sql {

std::string duckdb_name(const Type& type, Dialect dialect);

// NULL if any argument is NULL, where DuckDB's own function skips NULLs: CASE WHEN a IS NULL OR b IS NULL THEN NULL ELSE f(...) END.
std::string null_propagating(const CallText& call, const std::string& text);

// The printed body of a lambda with its parameters replaced. Their names ("x12") are the analyzer's own and unique in a statement.
std::string bind_names(const std::string& text, const std::vector<std::pair<std::string, std::string>>& values);

// The texts of a list joined, NULLs left out; '' for an empty list. DuckDB's array_to_string takes constant separators only.
std::string joined_list(const std::string& list, const std::string& separator, bool constant_separator);

// The value of a constant string argument; nullptr: not constant.
const std::string* constant_string(const CallText& call, size_t argument);

// The local wall clock of a timestamp with time zone, as a template over $1.
#define TARN_LOCAL_1 "trino.local_time($1)"
#define TARN_LOCAL_2 "trino.local_time($2)"

}  // namespace tarn::sql
