// Statement parsers of the dialects, and the data-changing statements that they share.
#pragma once
#include "sql/ast/hive.h"
#include "sql/ast/redshift.h"
#include "sql/ast/statements.h"
#include "sql/parser/cursor.h"

namespace tarn::sql {

Result<ast::StatementPtr> parse_trino_statement(Cursor& c);
Result<ast::StatementPtr> parse_hive_statement(Cursor& c);
Result<ast::StatementPtr> parse_redshift_statement(Cursor& c);
Result<ast::StatementPtr> parse_dialect_statement(Cursor& c);

// dml.cpp. `with`: what stood before the word (Redshift).
Result<ast::StatementPtr> parse_insert(Cursor& c);
Result<ast::StatementPtr> parse_update(Cursor& c, std::optional<ast::With> with);
Result<ast::StatementPtr> parse_delete(Cursor& c, std::optional<ast::With> with);
Result<ast::StatementPtr> parse_merge(Cursor& c);
Result<std::vector<ast::Property>> parse_properties(Cursor& c);  // (name = e, ...)

template <class T>
ast::StatementPtr finish(const Cursor& c, Cursor::Mark begin, ast::Ptr<T> node) {
  node->span = c.span_from(begin);
  return node;
}

}  // namespace tarn::sql
