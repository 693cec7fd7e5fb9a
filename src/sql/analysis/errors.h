// The errors of analysis, one function for each kind, in the dialect's code and words.
#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "sql/program.h"
#include "sql/type.h"

namespace tarn::sql::errors {

// "line L:C: text" under a Trino error name; for Redshift the bare text under a SQLSTATE.
Error trino(const Position& at, const char* code, const std::string& text);
Error redshift(const Position& at, const char* sqlstate, const std::string& text);

std::string type_text(const Type& type, Dialect dialect);

Error not_supported(Dialect dialect, const Position& at, const std::string& what);
Error column_not_found(Dialect dialect, const Position& at, const std::string& name, bool qualified);
Error column_ambiguous(Dialect dialect, const Position& at, const std::string& name);
Error relation_not_found(Dialect dialect, const Position& at, const std::string& name);
Error schema_not_found(Dialect dialect, const Position& at, const std::string& schema);
Error operator_mismatch(Dialect dialect, const Position& at, const std::string& op, const Type* left, const Type& right);
Error must_be_boolean(Dialect dialect, const Position& at, const std::string& what, const std::string& redshift_what, const Type& actual);
Error cannot_cast(Dialect dialect, const Position& at, const Type& from, const Type& to);
Error not_aggregate(Dialect dialect, const Position& at, const std::string& text);
Error unknown_type(Dialect dialect, const Position& at, const std::string& name);
Error position_not_in_select(Dialect dialect, const Position& at, const char* clause, long position);
Error no_function(Dialect dialect, const Position& at, const std::string& name, const std::vector<Type>& arguments, const std::vector<std::string>& candidates);

}  // namespace tarn::sql::errors
