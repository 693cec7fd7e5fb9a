// Text in, syntax tree out, for the three dialects. Nothing is resolved here. No input makes these functions crash or recurse
// without bound: texts longer than kMaxTextBytes and trees deeper than kMaxDepth are errors.
//
// Errors: Trino and Hive: code SYNTAX_ERROR, message "line 1:8: mismatched input 'x'. Expecting: ..." (Hive's own form where Athena answers
// with it). Statements that Athena knows but refuses: code NOT_SUPPORTED, "Queries of this type are not supported". Redshift: SQLSTATE as code
// (42601 "syntax error at or near "x"", 42704, 0A000) and the detail "Position", 1-based in characters.
#pragma once
#include <string_view>

#include "base/result.h"
#include "sql/ast/hive.h"
#include "sql/ast/redshift.h"
#include "sql/ast/statements.h"

namespace tarn::sql {

constexpr size_t kMaxTextBytes = 16 * 1024 * 1024;  // Redshift's largest statement (Developer Guide, quotas); Athena's is smaller
constexpr int kMaxDepth = 120;                      // nested expressions, queries, types, relations: fits a thread's stack without optimization
constexpr int kMaxChain = 2000;                     // a || b || c ..., q UNION q ...: left-deep operators

struct ParseOptions {
  bool case_sensitive_identifiers = false;  // Redshift: enable_case_sensitive_identifier keeps the case of quoted names
};

// One statement, with or without a final ';'.
Result<ast::StatementPtr> parse_statement(std::string_view text, Dialect dialect, const ParseOptions& options = {});

// Athena's one string: Hive DDL or Trino, chosen by its leading words (spec: athena 2.1).
Dialect athena_dialect(std::string_view text);
Result<ast::StatementPtr> parse_athena(std::string_view text);

Result<ast::QueryPtr> parse_query(std::string_view text, Dialect dialect, const ParseOptions& options = {});
Result<ast::ExprPtr> parse_expression(std::string_view text, Dialect dialect, const ParseOptions& options = {});
Result<ast::DataType> parse_data_type(std::string_view text, Dialect dialect);

// The pieces of a simple-protocol string or a Data API batch: split at ';' outside quotes, comments and dollar quotes; pieces of blanks and
// comments only are left out. Fails on an unterminated quote or comment.
struct StatementText {
  std::string_view text;  // of the input, without the ';' and outer blanks
  size_t offset = 0;
};
Result<std::vector<StatementText>> split_statements(std::string_view text, Dialect dialect);

}  // namespace tarn::sql
