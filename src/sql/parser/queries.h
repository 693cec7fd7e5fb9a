// Queries and what stands in FROM.
#pragma once
#include "sql/ast/queries.h"
#include "sql/parser/cursor.h"

namespace tarn::sql {

Result<ast::QueryPtr> parse_query(Cursor& c);
bool begins_query(const Cursor& c, size_t ahead = 0);  // SELECT, WITH, VALUES, TABLE: not '('
Result<ast::With> parse_with(Cursor& c);               // WITH has not been taken yet
Result<ast::RelationPtr> parse_relation(Cursor& c);    // one relation with its joins
Result<ast::RelationPtr> parse_relations(Cursor& c);   // a, b, c as implicit joins
// Words that may be names but begin the next clause where they stand: LIMIT 5, TABLESAMPLE BERNOULLI.
bool at_clause(const Cursor& c);
Result<std::optional<ast::Alias>> parse_alias(Cursor& c);  // [[AS] a [(c, ...)]]

}  // namespace tarn::sql
