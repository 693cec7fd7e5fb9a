// Columns as a crawl finds them, and how the finds of several files become one schema (glue-crawlers.md section 4). A type of kind
// `unknown` is that of values that were all null.
#pragma once
#include <string>
#include <vector>

#include "sql/type.h"

namespace tarn::glue::crawler {

struct FoundColumn {
  std::string name;  // lower case
  sql::Type type;
  bool operator==(const FoundColumn&) const = default;
};
using Schema = std::vector<FoundColumn>;

// The narrowest type that holds both: numbers widen, structs merge by member, arrays by element; what does not fit is a string.
sql::Type widen(const sql::Type& a, const sql::Type& b);

// Adds the columns of `more`: known ones widen, new ones are appended. Names that differ only in case are one column.
void merge_schema(Schema& into, const Schema& more);

// CSV columns have places: the n-th of one file is the n-th of the other, whatever they are called.
void merge_by_position(Schema& into, const Schema& more);

// How alike two schemas are: shared columns of the same name and type over all columns, 0 to 1.
double similarity(const Schema& a, const Schema& b);

// As the catalog stores it: unknown types are strings.
std::string hive_type_text(const sql::Type& type);

}  // namespace tarn::glue::crawler
