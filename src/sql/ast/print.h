// The tree as text again: what a view stores and SHOW prints. parse(print(tree)) equals tree in all but positions.
#pragma once
#include <string>

#include "sql/ast/hive.h"
#include "sql/ast/redshift.h"
#include "sql/ast/statements.h"

namespace tarn::sql::ast {

std::string print(const Statement& statement, Dialect dialect);
std::string print(const Query& query, Dialect dialect);
std::string print(const Expr& expr, Dialect dialect);
std::string print(const DataType& type, Dialect dialect);
std::string print_identifier(const Identifier& name, Dialect dialect);  // quoted only where it must be

}  // namespace tarn::sql::ast
