// Expressions: one Pratt core for all dialects, switched by the dialect's table.
#pragma once
#include "sql/ast/queries.h"
#include "sql/parser/cursor.h"

namespace tarn::sql {

Result<ast::ExprPtr> parse_expr(Cursor& c);        // booleans and all that binds tighter
Result<ast::ExprPtr> parse_value_expr(Cursor& c);  // no AND, OR, NOT, predicates: what stands at BETWEEN ... AND
Result<ast::ExprPtr> parse_primary(Cursor& c);     // a primary expression with its postfixes
Result<std::vector<ast::ExprPtr>> parse_exprs(Cursor& c);               // a, b, c
Result<std::vector<ast::ExprPtr>> parse_parenthesized_exprs(Cursor& c);
Result<std::vector<ast::SortItem>> parse_sort_items(Cursor& c);
Result<ast::WindowSpec> parse_window_spec(Cursor& c);  // ( ... )

// calls.cpp: f(...) with all that may follow; the name has been read and '(' is next.
Result<ast::ExprPtr> parse_call(Cursor& c, ast::ObjectName name, Cursor::Mark begin);
// special_forms.cpp: CAST(...), EXTRACT(...), ... where the present words begin one; null where they do not.
Result<ast::ExprPtr> parse_special_form(Cursor& c);
// json_functions.cpp: the same for JSON_VALUE(...) and its like.
Result<ast::ExprPtr> parse_json_function(Cursor& c);

// A new node whose span runs from `begin` to the last token taken.
template <class T>
ast::Ptr<T> make(const Cursor& c, Cursor::Mark begin) {
  auto node = std::make_unique<T>();
  node->span = c.span_from(begin);
  return node;
}

}  // namespace tarn::sql
