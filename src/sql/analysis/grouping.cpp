#include <algorithm>

#include "sql/analysis/select.h"
#include "sql/ast/print.h"
#include "sql/functions/coercion.h"

namespace tarn::sql {

using bound::ExprKind;

namespace {

constexpr size_t kMaxGroupingSets = 2048;  // Trino's query.max-grouping-sets

using Sets = std::vector<std::vector<size_t>>;

// The sets of two elements combine: each of the one with each of the other.
Sets product(const Sets& a, const Sets& b) {
  Sets out;
  for (const auto& x : a)
    for (const auto& y : b) {
      auto both = x;
      both.insert(both.end(), y.begin(), y.end());
      out.push_back(std::move(both));
    }
  return out;
}

Sets rollup(const Sets& groups) {
  Sets out;
  for (size_t n = groups.size() + 1; n-- > 0;) {
    std::vector<size_t> set;
    for (size_t i = 0; i < n; ++i) set.insert(set.end(), groups[i].begin(), groups[i].end());
    out.push_back(std::move(set));
  }
  return out;
}

Sets cube(const Sets& groups) {
  Sets out;
  for (size_t mask = (size_t{1} << groups.size()); mask-- > 0;) {
    std::vector<size_t> set;
    for (size_t i = 0; i < groups.size(); ++i)
      if (mask >> (groups.size() - 1 - i) & 1) set.insert(set.end(), groups[i].begin(), groups[i].end());
    out.push_back(std::move(set));
  }
  return out;
}

void deduplicate(Sets& sets) {
  for (auto& set : sets) {
    std::sort(set.begin(), set.end());
    set.erase(std::unique(set.begin(), set.end()), set.end());
  }
  Sets unique;
  for (auto& set : sets)
    if (std::find(unique.begin(), unique.end(), set) == unique.end()) unique.push_back(std::move(set));
  sets = std::move(unique);
}

}  // namespace

// An ordinal, in Redshift an output alias that FROM does not have, else an expression of the source.
Result<bound::ExprPtr> SelectAnalysis::group_expression(const ast::Expr& expr) {
  const auto* ordinal = ast::try_as<ast::NumberLiteral>(&expr);
  if (ordinal && ordinal->form == ast::NumberLiteral::Form::integer) {
    const long position = ordinal->text.size() > 9 ? 0 : std::stol(ordinal->text);
    if (position < 1 || position > static_cast<long>(select_.items.size())) return errors::position_not_in_select(a_.dialect(), expr.span.position, "GROUP BY", position);
    return select_.items[position - 1].expr;
  }
  const auto* name = ast::try_as<ast::ColumnReference>(&expr);
  if (!a_.trino() && name && name->parts.size() == 1 && scope_.find({}, name->parts[0].value).empty())
    for (size_t i = 0; i < select_.items.size(); ++i)
      if (query_->columns[i].name == name->parts[0].value) return select_.items[i].expr;
  return a_.expression(expr, expr_context("GROUP BY clause", false, false));
}

Result<size_t> SelectAnalysis::group_key(const ast::Expr& expr) {
  auto key = TRY(group_expression(expr));
  if (contains_aggregate(*key) || contains_window(*key))
    return a_.fail(ast::Span{expr.position(), 0, 0}, "EXPRESSION_NOT_SCALAR", "42803",
                   a_.trino() ? "GROUP BY clause cannot contain aggregations, window functions or grouping operations: [" + ast::print(expr, a_.dialect()) + "]" : "aggregates not allowed in GROUP BY clause");
  if (!is_comparable(key->type))
    return a_.fail(expr.span, "TYPE_MISMATCH", "42883", a_.type_text(key->type) + " is not comparable, and therefore cannot be used in GROUP BY");
  for (size_t i = 0; i < select_.group_keys.size(); ++i)
    if (same(*select_.group_keys[i], *key)) return i;
  select_.group_keys.push_back(key);
  return select_.group_keys.size() - 1;
}

Result<void> SelectAnalysis::group_by() {
  if (!node_.group_by) return {};
  if (node_.group_by->all) {
    for (const auto& item : select_.items)
      if (!contains_aggregate(*item.expr) && item.expr->kind != ExprKind::constant) select_.group_keys.push_back(item.expr);
    return {};
  }
  return grouping_sets(*node_.group_by);
}

Result<void> SelectAnalysis::grouping_sets(const ast::GroupBy& group_by) {
  using Kind = ast::GroupingElement::Kind;
  Sets all{{}};
  bool plain = true;
  for (const auto& element : group_by.elements) {
    Sets groups;
    for (const auto& set : element.sets) {
      groups.emplace_back();
      for (const auto& expr : set) groups.back().push_back(TRY(group_key(*expr)));
    }
    plain = plain && element.kind == Kind::simple;
    if (element.kind == Kind::cube && groups.size() > 11) return a_.fail(element.span, "TOO_MANY_GROUPING_SETS", "54001", "GROUP BY has too many grouping sets");
    if (element.kind == Kind::simple) {
      std::vector<size_t> together;
      for (const auto& group : groups) together.insert(together.end(), group.begin(), group.end());
      groups = {together};
    }
    all = product(all, element.kind == Kind::rollup ? rollup(groups) : element.kind == Kind::cube ? cube(groups) : groups);
    if (all.size() > kMaxGroupingSets)
      return a_.fail(element.span, "TOO_MANY_GROUPING_SETS", "54001", "GROUP BY has " + std::to_string(all.size()) + " grouping sets but can contain at most " + std::to_string(kMaxGroupingSets));
  }
  if (group_by.distinct) deduplicate(all);
  if (plain && !(all.size() == 1 && all[0].empty())) return {};
  select_.grouping_sets = std::move(all);
  return {};
}

bool SelectAnalysis::is_local(const bound::Expr& column) const {
  return std::any_of(scope_.fields.begin(), scope_.fields.end(), [&](const Field& field) {
    return contains(*field.expr, [&](const bound::Expr& e) { return e.kind == ExprKind::column && e.relation == column.relation; });
  });
}

Result<void> SelectAnalysis::check_grouped() {
  for (size_t i = 0; i < select_.items.size(); ++i) TRY(check(*select_.items[i].expr, sources_[i], select_.items[i].expr.get()));
  if (select_.having) TRY(check(*select_.having, node_.having.get(), select_.having.get()));
  if (select_.qualify) TRY(check(*select_.qualify, node_.qualify.get(), select_.qualify.get()));
  for (const auto& key : query_->order_by)
    if (key.key) TRY(check(*key.key, nullptr, key.key.get()));
  return {};
}

// Every column outside an aggregate must be part of a grouping expression. Trino names the whole item, PostgreSQL the column.
Result<void> SelectAnalysis::check(const bound::Expr& expr, const ast::Expr* source, const bound::Expr* whole) {
  if (expr.aggregate) return {};
  for (const auto& key : select_.group_keys)
    if (same(*key, expr)) return {};
  if (expr.kind == ExprKind::column && is_local(expr)) {
    std::string text = expr.text;
    for (const auto& field : scope_.fields)
      if (same(*field.expr, expr)) {
        text = field.name;
        if (!a_.trino() && !field.qualifier.empty()) text = field.qualifier.back() + "." + text;
        else if (a_.trino() && !source && !field.qualifier.empty()) text = field.qualifier.back() + "." + text;
      }
    if (!a_.trino()) return errors::not_aggregate(a_.dialect(), whole->position, text);
    if (!source) return Error{"EXPRESSION_NOT_AGGREGATE", "Column '" + text + "' not in GROUP BY clause", 0, {}};  // of a star: Trino tells no position
    return errors::not_aggregate(a_.dialect(), source->position(), ast::print(*source, a_.dialect()));
  }
  for (const auto& arg : expr.args) TRY(check(*arg, source, whole));
  if (expr.window) {
    for (const auto& key : expr.window->partition_by) TRY(check(*key, source, whole));
    for (const auto& key : expr.window->order_by) TRY(check(*key.key, source, whole));
  }
  return {};
}

}  // namespace tarn::sql
