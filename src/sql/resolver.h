// How analysis asks for names. The caller pins each relation: (table, version) is looked up once, and authorization, emission
// and the scan use that pin.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "sql/program.h"
#include "sql/type.h"

namespace tarn::sql {

struct QualifiedName {
  std::vector<std::string> parts;  // as written, unquoted parts already folded to lower case: [catalog.][schema.]table
  std::string str() const;         // joined by '.'
};

struct RelationColumn {
  std::string name;  // lower case in the lake
  Type type;
  bool hidden = false;         // "$path" and friends: resolved by name, not part of *
  bool partition_key = false;
};

struct Relation {
  enum class Kind { lake_table, warehouse_table, view } kind = Kind::lake_table;
  std::string pin;                      // the caller's handle for this (table, version)
  std::string catalog, schema, name;    // fully qualified, for error texts and RowDescription
  std::vector<RelationColumn> columns;  // of a view: as declared
  std::string physical_name;            // warehouse tables: quoted DuckDB name
  std::string view_sql;                 // views: the text, in `view_dialect`
  Dialect view_dialect = Dialect::trino;
  std::string view_catalog, view_schema;  // unqualified names inside the view resolve here
  // Row policy and column masks, as expressions of the relation's own dialect over its columns; any of them makes the relation protected
  // (DESIGN 4: a barrier, nothing of the user's is evaluated on a hidden row).
  std::vector<std::string> row_filters;  // OR-ed
  bool is_protected = false;
};

class Resolver {
 public:
  virtual ~Resolver() = default;
  // nullopt: no such relation (analysis words the error). Errors (access denied, broken metadata) are passed on.
  virtual Result<std::optional<Relation>> find_relation(const QualifiedName& name) = 0;
  virtual Result<bool> schema_exists(const std::string& catalog, const std::string& schema) = 0;
  // current_user, current_schema(), session parameters: what a dialect's session functions return.
  virtual std::optional<std::string> session_value(const std::string& name) const = 0;
  // The rows of a function that reads the catalog, as a warehouse table; `arguments` as DuckDB expressions. nullopt: no such function.
  virtual Result<std::optional<Relation>> find_rows(const std::string& function, const std::vector<std::string>& arguments);
  // The program holds the instant of AnalysisOptions::now_us: it means another later.
  virtual void clock_was_read() {}
};

}  // namespace tarn::sql
