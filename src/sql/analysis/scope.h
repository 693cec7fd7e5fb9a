// What names mean at a point of a query: the columns of FROM, output aliases, lambda parameters, and common tables.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sql/analysis/bound.h"
#include "sql/ast/queries.h"

namespace tarn::sql {

struct Field {
  std::string name;                    // empty: anonymous, cannot be referred to
  std::vector<std::string> qualifier;  // [catalog, schema,] relation name or alias
  bound::ExprPtr expr;
  bool hidden = false;                 // not part of *
  bool qualified_only = false;         // of a side of JOIN USING: t.a is known, and part of t.*; a alone is the join's
};

struct Scope {
  const Scope* outer = nullptr;
  std::vector<Field> fields;
  bool query_boundary = true;  // names found beyond it are correlated

  // Fields called `name` whose qualifier ends with `qualifier`.
  std::vector<const Field*> find(const std::vector<std::string>& qualifier, const std::string& name) const;
  bool has_relation(const std::vector<std::string>& qualifier) const;
};

struct CommonTableScope {
  const CommonTableScope* outer = nullptr;
  std::vector<bound::CommonTable> tables;
  std::vector<std::string> names;  // as written, one for each table
  const bound::CommonTable* find(const std::string& name) const;
};

// Where a query stands: its surroundings, and where unqualified names of tables resolve.
struct QueryContext {
  const Scope* outer = nullptr;
  const CommonTableScope* tables = nullptr;
  std::string catalog, schema;  // of a view; empty: the session's
  int view_depth = 0;
};

}  // namespace tarn::sql
