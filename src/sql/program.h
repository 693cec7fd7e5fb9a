// What sql/ hands to the engine: explicit DuckDB SQL in ordered steps, the types of the result, and the relations that the text
// refers to. A lake relation is printed as the table function tarn_scan(N), N being its index in `relations`; a warehouse
// relation by the physical name that the resolver gave.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "sql/type.h"

namespace tarn::sql {

// Where in the text: 1-based, as the real errors print them.
struct Position {
  int line = 1;
  int column = 1;
};

// An analysis error carries AWS's code in Error::code (COLUMN_NOT_FOUND, SYNTAX_ERROR, ...) and the full text, "line 1:8: Column
// 'x' cannot be resolved", in Error::message.

struct ResultColumn {
  std::string name;
  Type type;
  bool nullable = true;
};

struct RelationUse {
  std::string pin;                    // the resolver's handle: the engine is given a PinnedTable of this name
  std::vector<std::string> columns;   // columns read, for authorization and for the scan
};

struct Step {
  std::string sql;
  bool returns_rows = false;  // at most one step of a program does: the one whose rows are the result
};

struct Program {
  std::vector<Step> steps;
  std::vector<ResultColumn> columns;
  std::vector<RelationUse> relations;
  std::vector<Type> parameters;  // of ? and $1 placeholders, in order
};

}  // namespace tarn::sql
