// Analysis: an AST and a resolver in, a Program out. It resolves every name and type as the dialect's own analyzer does, so the
// errors are the real ones, and emits explicit DuckDB SQL. It does no I/O beyond asking the resolver.
//
// Errors: Error::code is Trino's error name (COLUMN_NOT_FOUND, TYPE_MISMATCH, ...) with "line L:C: text" as the message, or for
// Redshift a SQLSTATE with the bare text. A construct that Tarn does not implement is NOT_SUPPORTED (0A000) and names itself.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "sql/program.h"
#include "sql/resolver.h"
#include "sql/type.h"

namespace tarn::sql {

namespace ast {
struct Query;
}  // namespace ast

struct AnalysisOptions {
  std::string catalog = "awsdatacatalog";  // of the session; for error texts and current_catalog
  std::string schema = "default";
  int64_t now_us = 0;  // UTC microseconds of current_timestamp and now(): one instant for the whole statement
  // Redshift: the declared parameter types of an extended-protocol Parse; kind unknown = to be inferred. Trino infers all.
  std::vector<Type> parameter_types;
  int max_view_depth = 32;
};

// A query: one step that returns rows.
Result<Program> analyze_query(const ast::Query& query, Dialect dialect, Resolver& resolver, const AnalysisOptions& options);

// The rows that INSERT INTO target (named...) query writes: one column for each column of `target`, in its order and types, NULL
// for those not named. `named` empty: all columns. TYPE_MISMATCH "Insert query has mismatched column types: Table: [..], Query: [..]".
Result<Program> analyze_insert(const ast::Query& query, const std::vector<RelationColumn>& target, const std::vector<std::string>& named,
                               Dialect dialect, Resolver& resolver, const AnalysisOptions& options);

// The query of CREATE TABLE AS: as analyze_query, and each column has a name that is used once (MISSING_COLUMN_NAME,
// DUPLICATE_COLUMN_NAME).
Result<Program> analyze_table_query(const ast::Query& query, Dialect dialect, Resolver& resolver, const AnalysisOptions& options);

}  // namespace tarn::sql
