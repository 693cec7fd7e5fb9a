// Written types: words, arguments in parentheses or angle brackets, several-word names.
#pragma once
#include "sql/parser/cursor.h"

namespace tarn::sql {

Result<ast::DataType> parse_type(Cursor& c);

}  // namespace tarn::sql
