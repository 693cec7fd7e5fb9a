#include <algorithm>

#include "sql/analysis/analysis.h"
#include "sql/functions/coercion.h"

namespace tarn::sql {

using bound::Expr;
using bound::ExprKind;

std::shared_ptr<Expr> make_expr(ExprKind kind, Type type, const ast::Span& at) {
  auto expr = std::make_shared<Expr>();
  expr->kind = kind;
  expr->type = std::move(type);
  expr->position = at.position;
  return expr;
}

bound::ExprPtr make_constant(std::string text, Type type, const ast::Span& at) {
  auto expr = make_expr(ExprKind::constant, std::move(type), at);
  expr->text = std::move(text);
  return expr;
}

bound::ExprPtr make_call(const char* emit, Type type, std::vector<bound::ExprPtr> args, const ast::Span& at) {
  auto expr = make_expr(ExprKind::call, std::move(type), at);
  expr->emit = emit;
  for (const auto& arg : args) expr->volatile_ = expr->volatile_ || arg->volatile_;
  expr->args = std::move(args);
  return expr;
}

bool contains(const Expr& expr, const std::function<bool(const Expr&)>& test) {
  if (test(expr)) return true;
  const auto inside = [&](const bound::ExprPtr& e) { return e && contains(*e, test); };
  if (std::any_of(expr.args.begin(), expr.args.end(), inside) || inside(expr.filter)) return true;
  if (!expr.window) return false;
  const auto in_key = [&](const bound::SortKey& key) { return inside(key.key); };
  return std::any_of(expr.window->partition_by.begin(), expr.window->partition_by.end(), inside) ||
         std::any_of(expr.window->order_by.begin(), expr.window->order_by.end(), in_key);
}

bool contains_aggregate(const Expr& expr) {
  return contains(expr, [](const Expr& e) { return e.aggregate; });
}

bool contains_window(const Expr& expr) {
  return contains(expr, [](const Expr& e) { return e.window.has_value(); });
}

// A parameter takes the type of the first place that tells one; an untyped literal of Redshift is read as the type wanted.
bound::ExprPtr Analyzer::coerce(ExprPtr expr, const Type& type) {
  if (expr->type == type || type.is(TypeKind::unknown)) return expr;
  if (expr->kind == ExprKind::parameter && expr->type.is(TypeKind::unknown)) {
    auto typed = std::make_shared<Expr>(*expr);
    program_.parameters[typed->index] = type;
    typed->type = type;
    return typed;
  }
  auto operand = expr;
  if (expr->type.is(TypeKind::unknown) && expr->string_value) {
    auto text = std::make_shared<Expr>(*expr);
    text->type = varchar();
    operand = text;
    if (type.is(TypeKind::varchar) && type.precision == 0) return operand;
  }
  auto cast = std::make_shared<Expr>();
  cast->kind = ExprKind::cast;
  cast->type = type;
  cast->position = expr->position;
  cast->volatile_ = expr->volatile_;
  cast->args = {std::move(operand)};
  if (is_text(type)) cast->string_value = expr->string_value;
  return cast;
}

bool Analyzer::coercible(const Expr& expr, const Type& type) const {
  if (expr.type.is(TypeKind::unknown)) return true;
  return can_coerce(expr.type, type, dialect_);
}

std::optional<Type> Analyzer::super_type(const Expr& a, const Expr& b) const { return common_super_type(a.type, b.type, dialect_); }

Type Analyzer::default_type(const Expr& expr) const {
  if (!expr.type.is(TypeKind::unknown)) return expr.type;
  if (expr.string_value) return varchar(static_cast<int>(expr.string_value->size()));
  return trino() && expr.kind != ExprKind::parameter ? expr.type : varchar();
}

// Casts the outputs. A plain SELECT takes the casts in its items; anything else is wrapped, so that DISTINCT, ORDER BY and set
// operations keep working on what they saw.
Result<bound::QueryPtr> Analyzer::coerce_query(bound::QueryPtr query, const std::vector<Type>& types) {
  bool same = true;
  for (size_t i = 0; i < types.size(); ++i) same = same && query->columns[i].type == types[i];
  if (same) return query;
  auto out = std::make_shared<bound::Query>();
  if (query->select && !query->select->distinct && query->order_by.empty()) {
    *out = *query;
    for (size_t i = 0; i < types.size(); ++i) out->select->items[i].expr = coerce(out->select->items[i].expr, types[i]);
  } else {
    auto item = relation_of_query(query);
    out->select.emplace();
    out->select->from = item.relation;
    out->columns = query->columns;
    for (size_t i = 0; i < types.size(); ++i) {
      const auto column = item.fields[i].expr;
      out->select->items.push_back({coerce(column, types[i]), query->columns[i].physical});
    }
  }
  for (size_t i = 0; i < types.size(); ++i) out->columns[i].type = types[i];
  return bound::QueryPtr(out);
}

bound::QueryPtr Analyzer::settled(bound::QueryPtr query) {
  if (trino()) return query;
  std::vector<Type> types;
  for (size_t i = 0; i < query->columns.size(); ++i) {
    const auto& type = query->columns[i].type;
    types.push_back(!type.is(TypeKind::unknown) ? type : query->select ? default_type(*query->select->items[i].expr) : varchar());
  }
  return *coerce_query(std::move(query), types);
}

Error Analyzer::fail(const ast::Span& at, const char* trino_code, const char* sqlstate, const std::string& text) const {
  return trino() ? errors::trino(at.position, trino_code, text) : errors::redshift(at.position, sqlstate, text);
}

}  // namespace tarn::sql
