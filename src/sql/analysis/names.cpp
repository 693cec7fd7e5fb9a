#include <algorithm>

#include "sql/analysis/analysis.h"

namespace tarn::sql {

using bound::ExprKind;

namespace {

std::string joined(const std::vector<ast::Identifier>& parts) {
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : ".") + part.value;
  return text;
}

}  // namespace

// The longest leading chain that names a column wins; what is left are fields of rows.
Result<bound::ExprPtr> Analyzer::column_reference(const ast::ColumnReference& node, const ExprContext& context) {
  for (size_t length = node.parts.size(); length > 0; --length) {
    std::vector<std::string> qualifier;
    for (size_t i = 0; i + 1 < length; ++i) qualifier.push_back(node.parts[i].value);
    const auto& name = node.parts[length - 1].value;
    for (const Scope* scope = context.scope; scope; scope = scope->outer) {
      const auto found = scope->find(qualifier, name);
      if (found.empty()) continue;
      if (found.size() > 1) return errors::column_ambiguous(dialect_, node.span.position, joined(node.parts));
      auto expr = found[0]->expr;
      mark_used(*expr);
      if (expr->kind == ExprKind::column) {
        auto here = std::make_shared<bound::Expr>(*expr);
        here->position = node.span.position;
        expr = here;
      }
      for (size_t i = length; i < node.parts.size(); ++i) expr = TRY(field_of(std::move(expr), node.parts[i], joined({node.parts.begin(), node.parts.begin() + static_cast<long>(i)})));
      return expr;
    }
  }
  return errors::column_not_found(dialect_, node.span.position, joined(node.parts), node.parts.size() > 1);
}

// `chain`: the names before the field, where there are only names; for error texts.
Result<bound::ExprPtr> Analyzer::field_of(ExprPtr base, const ast::Identifier& field, const std::string& chain) {
  if (base->type.is(TypeKind::super_)) {
    auto path = make_constant("'$.\"" + field.value + "\"'", varchar(), field.span);
    return make_call("json_extract($1, $2)", simple(TypeKind::super_), {std::move(base), path}, field.span);
  }
  if (!base->type.is(TypeKind::row)) {
    if (!trino()) return errors::column_not_found(dialect_, field.span.position, field.value, false);
    return errors::trino(base->position, "TYPE_MISMATCH", "Expression " + (chain.empty() ? field.value : chain) + " is not of type ROW");
  }
  for (size_t i = 0; i < base->type.children.size(); ++i) {
    if (base->type.field_names[i] != field.value) continue;
    auto expr = make_expr(ExprKind::field, base->type.children[i], field.span);
    expr->position = base->position;
    expr->index = static_cast<int>(i);
    expr->volatile_ = base->volatile_;
    expr->args = {std::move(base)};
    return bound::ExprPtr(expr);
  }
  if (!trino()) return errors::column_not_found(dialect_, base->position, field.value, true);
  return errors::trino(base->position, "INVALID_COLUMN_REFERENCE", "Column reference '" + (chain.empty() ? field.value : chain + "." + field.value) + "' is invalid");
}

// Authorization and the scan need the columns that a query reads.
void Analyzer::mark_used(const bound::Expr& expr) {
  contains(expr, [&](const bound::Expr& e) {
    if (e.kind != ExprKind::column) return false;
    const auto scan = scans_.find(e.relation);
    if (scan == scans_.end()) return false;
    auto& columns = program_.relations[scan->second].columns;
    if (std::find(columns.begin(), columns.end(), e.text) == columns.end()) columns.push_back(e.text);
    return false;
  });
}

}  // namespace tarn::sql
