// Types from text: the Hive spelling that the Glue catalog stores, and Trino's, which view definitions and DML use. Names are
// case-insensitive and blanks are free, as both services read them.
#pragma once
#include <string_view>

#include "base/result.h"
#include "sql/type.h"

namespace tarn::sql {

// PostgreSQL's types whose values are OIDs and read as names are one kind: Type::precision says of what.
enum class Registry : int8_t { type = 0, relation = 1, function = 2 };  // regtype, regclass, regproc

// "array<struct<a:int,b:string>>", "decimal(10,2)", "varchar(20)". An unknown word or a broken nesting is the error
// HIVE_INVALID_METADATA "Invalid column type: <text>".
Result<Type> parse_hive_type(std::string_view text);

// "array(row(a integer, b varchar))", "timestamp(3) with time zone", "decimal" = decimal(38,0). TYPE_NOT_FOUND "Unknown type: <text>".
Result<Type> parse_trino_type(std::string_view text);

// The kind that a word or phrase without arguments names in a dialect ("bigint", "int8", "double precision"); unknown if none.
TypeKind type_word(std::string_view lower_case_word, Dialect dialect);

}  // namespace tarn::sql
