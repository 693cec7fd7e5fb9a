#include "sql/analysis/select.h"

#include <algorithm>
#include <set>

#include "sql/ast/print.h"
#include "sql/functions/coercion.h"

namespace tarn::sql {

using bound::ExprKind;

Result<std::shared_ptr<bound::Query>> SelectAnalysis::run(const std::vector<ast::SortItem>& order, bool with_ties) {
  first_id_ = a_.next_id_;
  if (node_.into) return a_.not_supported(node_.span, "SELECT INTO in this place");
  if (node_.connect_by) return a_.not_supported(node_.span, "CONNECT BY");
  TRY(from());
  if (a_.trino()) TRY(where());
  TRY(items());
  if (!a_.trino()) TRY(where());  // aliases of the items may stand in it
  TRY(group_by());
  if (node_.having)
    select_.having = TRY(a_.boolean(*node_.having, expr_context("HAVING clause", true, false), "HAVING clause must evaluate to a boolean: actual type", "HAVING"));
  if (node_.qualify)
    select_.qualify = TRY(a_.boolean(*node_.qualify, expr_context("QUALIFY clause", true, true), "QUALIFY clause must evaluate to a boolean: actual type", "QUALIFY"));
  select_.distinct = node_.distinct;
  TRY(order_by(order, with_ties));
  select_.grouped = node_.group_by.has_value() || select_.having ||
                    std::any_of(select_.items.begin(), select_.items.end(), [](const auto& item) { return contains_aggregate(*item.expr); }) ||
                    std::any_of(query_->order_by.begin(), query_->order_by.end(), [](const auto& key) { return key.key && contains_aggregate(*key.key); });
  if (select_.grouped) TRY(check_grouped());
  if (node_.top) query_->limit = TRY(a_.row_count(*node_.top, context_, "TOP"));
  query_->select = std::move(select_);
  return query_;
}

Result<void> SelectAnalysis::where() {
  if (!node_.where) return {};
  auto context = expr_context("WHERE clause", false, false);
  context.clause_position = node_.where->position();
  // Redshift: what FROM does not know may be an item's alias.
  Scope beyond, with_aliases = scope_;
  for (const Field& alias : aliases_.fields)
    if (!contains_aggregate(*alias.expr) && !contains_window(*alias.expr) && !contains_set(*alias.expr)) beyond.fields.push_back(alias);
  if (!beyond.fields.empty()) {
    beyond.outer = scope_.outer;
    with_aliases.outer = &beyond;
    context.scope = &with_aliases;
  }
  select_.where = TRY(a_.boolean(*node_.where, context, "WHERE clause must evaluate to a boolean: actual type", "WHERE"));
  return {};
}

ExprContext SelectAnalysis::expr_context(const char* clause, bool aggregates, bool windows) const {
  return {.scope = &scope_, .query = &context_, .aggregates = aggregates, .windows = windows, .clause = clause, .named_windows = &node_.windows, .select_position = node_.span.position};
}

Result<void> SelectAnalysis::from() {
  scope_.outer = context_.outer;
  if (!node_.from) return {};
  Scope lateral;
  lateral.outer = context_.outer;
  auto item = TRY(a_.relation(*node_.from, context_, lateral));
  select_.from = item.relation;
  scope_.fields = std::move(item.fields);
  return {};
}

std::string SelectAnalysis::item_name(const ast::Expr& expr) const {
  if (const auto* column = ast::try_as<ast::ColumnReference>(&expr)) return column->parts.back().value;
  if (const auto* field = ast::try_as<ast::Dereference>(&expr)) {
    // Trino names an output only by a chain of names: f(x).y has none.
    return a_.trino() && item_name(*field->base).empty() ? std::string() : field->field.value;
  }
  if (a_.trino()) return {};
  // PostgreSQL names a call by its function and a cast by what it casts.
  if (const auto* call = ast::try_as<ast::FunctionCall>(&expr)) return call->name.last();
  if (const auto* special = ast::try_as<ast::SpecialValue>(&expr)) return special->name == "current_timestamp" ? "now" : special->name;
  if (const auto* cast = ast::try_as<ast::Cast>(&expr)) {
    const auto inner = item_name(*cast->operand);
    return inner == "?column?" ? cast->type.name : inner;
  }
  if (expr.kind == ast::ExprKind::case_) return "case";
  if (expr.kind == ast::ExprKind::extract) return "date_part";
  if (expr.kind == ast::ExprKind::exists) return "exists";
  if (const auto* trim = ast::try_as<ast::Trim>(&expr)) return trim->side == ast::Trim::Side::both ? "btrim" : trim->side == ast::Trim::Side::leading ? "ltrim" : "rtrim";
  return "?column?";
}

void SelectAnalysis::add_item(ExprPtr expr, std::string name, const ast::Expr* source) {
  if (expr->kind == ExprKind::parameter && expr->type.is(TypeKind::unknown)) expr = a_.coerce(expr, varchar());
  std::string physical = name.empty() ? "_col" + std::to_string(select_.items.size()) : name;
  std::set<std::string> taken;
  for (const auto& column : query_->columns) taken.insert(column.physical);
  const auto base = physical;
  for (int n = 1; taken.contains(physical); ++n) physical = base + "_" + std::to_string(n);
  query_->columns.push_back({.name = std::move(name), .physical = physical, .type = expr->type});
  select_.items.push_back({std::move(expr), physical});
  sources_.push_back(source);
}

Result<void> SelectAnalysis::items() {
  // Redshift: an alias may be used by later items, unless FROM has a column of that name.
  for (const auto& item : node_.items) {
    if (item.kind != ast::SelectItem::Kind::expression) {
      TRY(star(item));
      continue;
    }
    auto context = expr_context("SELECT clause", true, true);
    Scope with_aliases = scope_;
    Scope beyond = aliases_;
    if (!aliases_.fields.empty()) {
      beyond.outer = scope_.outer;
      with_aliases.outer = &beyond;
      context.scope = &with_aliases;
    }
    context.sets = !a_.trino();
    const auto expr = TRY(a_.expression(*item.expr, context));
    const auto name = item.alias ? item.alias->value : item_name(*item.expr);
    add_item(contains_set(*expr) ? TRY(a_.rows_of(expr, item.span)) : expr, name, item.expr.get());
    if (item.alias && !a_.trino()) aliases_.fields.push_back({.name = name, .qualifier = {}, .expr = expr});
  }
  if (a_.trino() && select_.items.empty()) return errors::trino(node_.span.position, "COLUMN_NOT_FOUND", "SELECT * not allowed from relation that has no columns");
  if (node_.distinct)
    for (size_t i = 0; i < select_.items.size(); ++i)
      if (!is_comparable(select_.items[i].expr->type))
        return a_.fail(node_.span, "TYPE_MISMATCH", "42883", "DISTINCT can only be applied to comparable types (actual: " + a_.type_text(select_.items[i].expr->type) + ")");
  return {};
}

Result<void> SelectAnalysis::star(const ast::SelectItem& item) {
  std::vector<const Field*> fields;
  if (item.kind == ast::SelectItem::Kind::all) {
    if (!node_.from) return a_.fail(item.span, "COLUMN_NOT_FOUND", "42601", a_.trino() ? "SELECT * not allowed in queries without FROM clause" : "SELECT * with no tables specified is not valid");
    for (const auto& field : scope_.fields)
      if (!field.hidden && !field.qualified_only) fields.push_back(&field);
    return expand(item, fields);
  }
  const auto* name = ast::try_as<ast::ColumnReference>(item.expr.get());
  if (name) {
    std::vector<std::string> qualifier;
    for (const auto& part : name->parts) qualifier.push_back(part.value);
    for (const Scope* scope = &scope_; scope; scope = scope->outer) {
      if (!scope->has_relation(qualifier)) continue;
      for (const auto& field : scope->fields)
        if (!field.hidden && !field.qualifier.empty() && qualifier.size() <= field.qualifier.size() && std::equal(qualifier.rbegin(), qualifier.rend(), field.qualifier.rbegin()))
          fields.push_back(&field);
      return expand(item, fields);
    }
  }
  auto row = a_.expression(*item.expr, expr_context("SELECT clause", true, true));
  // Trino takes a lone name for a relation, even where it is a column.
  if (!row.ok() || (a_.trino() && name && name->parts.size() == 1)) {
    if (name && name->parts.size() == 1)
      return a_.fail(item.span, "TABLE_NOT_FOUND", "42P01", a_.trino() ? "Unable to resolve reference " + name->parts[0].value : "relation \"" + name->parts[0].value + "\" does not exist");
    return row.ok() ? row_star(item, *row) : std::move(row).error();
  }
  return row_star(item, *row);
}

Result<void> SelectAnalysis::row_star(const ast::SelectItem& item, const ExprPtr& row) {
  if (!row->type.is(TypeKind::row)) return a_.fail(item.expr->span, "TYPE_MISMATCH", "42601", "Expression " + ast::print(*item.expr, a_.dialect()) + " is not of type ROW");
  for (size_t i = 0; i < row->type.children.size(); ++i) {
    auto field = make_expr(ExprKind::field, row->type.children[i], item.span);
    field->index = static_cast<int>(i);
    field->args = {row};
    add_item(field, i < item.aliases.size() ? item.aliases[i].value : row->type.field_names[i], nullptr);
  }
  return {};
}

Result<void> SelectAnalysis::expand(const ast::SelectItem& item, const std::vector<const Field*>& fields) {
  if (!item.aliases.empty() && item.aliases.size() != fields.size())
    return a_.fail(item.span, "MISMATCHED_COLUMN_ALIASES", "42601", "Column alias list has " + std::to_string(item.aliases.size()) + " entries but relation has " + std::to_string(fields.size()) + " columns");
  for (size_t i = 0; i < fields.size(); ++i) {
    const auto excluded = [&](const ast::Identifier& name) { return name.value == fields[i]->name; };
    if (std::any_of(item.exclude.begin(), item.exclude.end(), excluded)) continue;
    a_.mark_used(*fields[i]->expr);
    auto expr = std::make_shared<bound::Expr>(*fields[i]->expr);
    expr->position = item.span.position;
    add_item(expr, i < item.aliases.size() ? item.aliases[i].value : fields[i]->name, nullptr);
  }
  return {};
}

Result<void> SelectAnalysis::order_by(const std::vector<ast::SortItem>& items, bool with_ties) {
  Scope outputs;
  outputs.outer = &scope_;
  outputs.query_boundary = false;
  for (size_t i = 0; i < select_.items.size(); ++i) outputs.fields.push_back({.name = query_->columns[i].name, .qualifier = {}, .expr = select_.items[i].expr});
  // The same column selected twice under one name is not ambiguous.
  for (size_t i = 0; i < outputs.fields.size(); ++i)
    for (size_t j = i + 1; j < outputs.fields.size();)
      if (outputs.fields[j].name == outputs.fields[i].name && same(*outputs.fields[i].expr, *outputs.fields[j].expr)) outputs.fields.erase(outputs.fields.begin() + j);
      else ++j;
  auto context = expr_context("ORDER BY clause", true, true);
  context.scope = &outputs;
  for (const auto& item : items) {
    auto key = a_.sort_direction(item);
    const auto* ordinal = ast::try_as<ast::NumberLiteral>(item.key.get());
    if (ordinal && ordinal->form == ast::NumberLiteral::Form::integer) {
      const long position = ordinal->text.size() > 9 ? 0 : std::stol(ordinal->text);
      if (position < 1 || position > static_cast<long>(select_.items.size())) return errors::position_not_in_select(a_.dialect(), item.key->span.position, "ORDER BY", position);
      key.key = select_.items[position - 1].expr;
    } else {
      key.key = TRY(a_.expression(*item.key, context));
    }
    if (!is_orderable(key.key->type))
      return a_.fail(item.key->span, "TYPE_MISMATCH", "42883", "Type " + a_.type_text(key.key->type) + " is not orderable, and therefore cannot be used in ORDER BY");
    for (size_t i = 0; i < select_.items.size() && key.ordinal == 0; ++i)
      if (same(*select_.items[i].expr, *key.key)) key.ordinal = static_cast<int>(i) + 1;
    if (select_.distinct && key.ordinal == 0)
      return a_.fail(a_.trino() ? node_.span : item.key->span, "EXPRESSION_NOT_IN_DISTINCT", "42P10", "For SELECT DISTINCT, ORDER BY expressions must appear in select list");
    const bool zoned = a_.trino() && key.key->type.is(TypeKind::timestamp_tz);
    if (with_ties || (zoned && !select_.distinct)) key.ordinal = 0;
    if (key.ordinal == 0 && key.key->kind == ExprKind::constant) continue;  // orders nothing
    query_->order_by.push_back(std::move(key));
  }
  return {};
}

}  // namespace tarn::sql
