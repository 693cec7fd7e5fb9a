// Functions that return a set, in the select list of Redshift: an expression around one becomes the list of its values, one row each.
#include <algorithm>

#include "sql/analysis/analysis.h"

namespace tarn::sql {

using bound::ExprKind;

bool returns_set(const FunctionRow* function) {
  const auto sets = redshift_sets();
  return function != nullptr && std::any_of(sets.begin(), sets.end(), [&](const FunctionRow& row) { return &row == function; });
}

namespace {

bool is_set(const bound::Expr& e) { return e.kind == ExprKind::call && returns_set(e.function); }

}  // namespace

bool contains_set(const bound::Expr& expr) { return contains(expr, is_set); }

// Several sets side by side run in step; the shorter one gives NULLs.
Result<bound::ExprPtr> Analyzer::rows_of(ExprPtr value, const ast::Span& at) {
  const Type type = value->type;
  return make_call("unnest($1)", type, {TRY(values_of_set(value, at))}, at);
}

Result<bound::ExprPtr> Analyzer::values_of_set(const ExprPtr& e, const ast::Span& at) {
  if (!contains_set(*e)) return make_call("[$1]", array_of(e->type), {e}, at);
  auto list = std::make_shared<bound::Expr>(*e);
  list->type = array_of(e->type);
  std::vector<size_t> sets;
  for (size_t i = 0; i < e->args.size(); ++i)
    if (contains_set(*e->args[i])) sets.push_back(i);
  if (is_set(*e)) {
    if (!sets.empty()) return not_supported(at, "A set-returning function as an argument of another");
    return ExprPtr(list);
  }
  if (e->window || e->aggregate || e->query) return not_supported(at, "A set-returning function in this place");
  if (e->kind != ExprKind::case_) return mapped_set(*e, sets, at);
  for (size_t i = 0; i < e->args.size(); ++i) {
    const bool is_condition = i % 2 == 0 && i + 1 < e->args.size();
    if (is_condition && contains_set(*e->args[i])) return not_supported(at, "A set-returning function in a condition");
    if (!is_condition) list->args[i] = TRY(values_of_set(e->args[i], at));
  }
  if (e->args.size() % 2 == 0) list->args.push_back(make_constant("[NULL]", list->type, at));
  return ExprPtr(list);
}

Result<bound::ExprPtr> Analyzer::mapped_set(const bound::Expr& e, const std::vector<size_t>& sets, const ast::Span& at) {
  const Type bigint = simple(TypeKind::bigint);
  const bool one = sets.size() == 1;
  auto element = make_expr(ExprKind::lambda_parameter, one ? e.args[sets[0]]->type : bigint, at);
  element->text = "x" + std::to_string(next_lambda_++);
  auto body = std::make_shared<bound::Expr>(e);
  ExprPtr longest, first;
  for (size_t i : sets) {
    auto values = TRY(values_of_set(e.args[i], at));
    if (!first) first = values;
    auto length = make_call("len($1)", bigint, {values}, at);
    longest = longest ? make_call("greatest($1, $2)", bigint, {longest, length}, at) : length;
    body->args[i] = one ? ExprPtr(element) : make_call("($1)[$2]", e.args[i]->type, {values, element}, at);
  }
  auto lambda = make_expr(ExprKind::lambda, simple(TypeKind::function), at);
  lambda->names = {element->text};
  lambda->type.children = {element->type, e.type};
  lambda->args = {body};
  if (one) return make_call("list_transform($1, $2)", array_of(e.type), {first, lambda}, at);
  return make_call("list_transform(range(1, $1 + 1), $2)", array_of(e.type), {longest, lambda}, at);
}

}  // namespace tarn::sql
