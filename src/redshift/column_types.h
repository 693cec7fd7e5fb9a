// Types of columns as DDL writes them and the catalog keeps them.
#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "sql/ast/node.h"
#include "sql/type.h"

namespace tarn::redshift {

// Errors: 42704 type "x" does not exist; 22023 for lengths and digits out of bounds (Developer Guide, Data types).
Result<sql::Type> column_type(const sql::ast::DataType& written);
Result<sql::Type> column_type(std::string_view text);  // what sql::redshift_name printed, or a client wrote

}  // namespace tarn::redshift
