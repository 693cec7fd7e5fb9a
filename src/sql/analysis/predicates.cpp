#include "sql/analysis/analysis.h"
#include "sql/functions/coercion.h"

namespace tarn::sql {

using bound::ExprKind;

namespace {

const char* comparison_template(std::string_view op) {
  if (op == "=") return "($k1 = $k2)";
  if (op == "<>" || op == "!=") return "($k1 <> $k2)";
  if (op == "<") return "($k1 < $k2)";
  if (op == "<=") return "($k1 <= $k2)";
  if (op == ">") return "($k1 > $k2)";
  return "($k1 >= $k2)";
}

bool is_equality(std::string_view op) { return op == "=" || op == "<>" || op == "!="; }

}  // namespace

Result<bound::ExprPtr> Analyzer::comparison(const ast::Span& at, const char* op, ExprPtr left, ExprPtr right) {
  const auto type = super_type(*left, *right);
  if (!type || !(is_equality(op) ? is_comparable(*type) : is_orderable(*type)))
    return errors::operator_mismatch(dialect_, at.position, op, &left->type, right->type);
  const Type common = type->is(TypeKind::unknown) && !trino() ? varchar() : *type;
  return make_call(comparison_template(op), simple(TypeKind::boolean), {coerce(left, common), coerce(right, common)}, at);
}

Result<bound::ExprPtr> Analyzer::is_distinct(const ast::IsDistinctFrom& node, const ExprContext& context) {
  auto left = TRY(expression(*node.left, context));
  auto right = TRY(expression(*node.right, context));
  const auto type = super_type(*left, *right);
  if (!type || !is_comparable(*type)) return errors::operator_mismatch(dialect_, node.span.position, "IS DISTINCT FROM", &left->type, right->type);
  return make_call(node.negated ? "($k1 IS NOT DISTINCT FROM $k2)" : "($k1 IS DISTINCT FROM $k2)", simple(TypeKind::boolean),
                   {coerce(left, *type), coerce(right, *type)}, node.span);
}

Result<bound::ExprPtr> Analyzer::is_boolean(const ast::IsBoolean& node, const ExprContext& context) {
  auto operand = TRY(boolean(*node.operand, context, "IS TRUE operand must evaluate to a boolean", "IS TRUE"));
  const char* text = !node.value ? (node.negated ? "($1 IS NOT NULL)" : "($1 IS NULL)")
                     : *node.value ? (node.negated ? "($1 IS DISTINCT FROM TRUE)" : "($1 IS NOT DISTINCT FROM TRUE)")
                                   : (node.negated ? "($1 IS DISTINCT FROM FALSE)" : "($1 IS NOT DISTINCT FROM FALSE)");
  return make_call(text, simple(TypeKind::boolean), {operand}, node.span);
}

Result<bound::ExprPtr> Analyzer::between(const ast::Between& node, const ExprContext& context) {
  auto value = TRY(expression(*node.operand, context));
  auto low = TRY(expression(*node.low, context));
  auto high = TRY(expression(*node.high, context));
  auto type = super_type(*value, *low);
  if (type) type = common_super_type(*type, high->type, dialect_);
  if (!type || !is_orderable(*type)) {
    if (!trino()) return errors::operator_mismatch(dialect_, node.span.position, ">=", &value->type, low->type);
    return errors::trino(node.span.position, "TYPE_MISMATCH",
                         "Cannot check if " + type_text(value->type) + " is BETWEEN " + type_text(low->type) + " and " + type_text(high->type));
  }
  return make_call(node.negated ? "($k1 NOT BETWEEN $k2 AND $k3)" : "($k1 BETWEEN $k2 AND $k3)", simple(TypeKind::boolean),
                   {coerce(value, *type), coerce(low, *type), coerce(high, *type)}, node.span);
}

Result<bound::ExprPtr> Analyzer::in_list(const ast::InList& node, const ExprContext& context) {
  std::vector<ExprPtr> args{TRY(expression(*node.operand, context))};
  Type type = args[0]->type;
  for (const auto& item : node.items) {
    args.push_back(TRY(expression(*item, context)));
    auto super = common_super_type(type, args.back()->type, dialect_);
    if (!super) {
      if (!trino()) return errors::operator_mismatch(dialect_, node.span.position, "=", &type, args.back()->type);
      return errors::trino(item->span.position, "TYPE_MISMATCH",
                           "IN value and list items must be the same type or coercible to a common type. Cannot find common type between " +
                               type_text(type) + " and " + type_text(args.back()->type) + ", all types (without duplicates): [" + type_text(type) + ", " +
                               type_text(args.back()->type) + "]");
    }
    type = *super;
  }
  if (type.is(TypeKind::unknown) && !trino()) type = varchar();
  for (auto& arg : args) arg = coerce(arg, type);
  auto expr = make_expr(ExprKind::in_list, simple(TypeKind::boolean), node.span);
  for (const auto& arg : args) expr->volatile_ = expr->volatile_ || arg->volatile_;
  expr->negated = node.negated;
  expr->args = std::move(args);
  return bound::ExprPtr(expr);
}

Result<bound::ExprPtr> Analyzer::like(const ast::Like& node, const ExprContext& context) {
  std::vector<ExprPtr> args{TRY(expression(*node.operand, context)), TRY(expression(*node.pattern, context))};
  if (node.escape) args.push_back(TRY(expression(*node.escape, context)));
  static constexpr const char* kWhat[] = {"Left side of LIKE expression", "Pattern for LIKE expression", "Escape for LIKE expression"};
  for (size_t i = 0; i < args.size(); ++i) {
    if (!coercible(*args[i], varchar())) {
      if (!trino()) return errors::operator_mismatch(dialect_, node.span.position, "~~", &args[0]->type, args[1]->type);
      return errors::trino(args[i]->position, "TYPE_MISMATCH", std::string(kWhat[i]) + " must evaluate to a varchar (actual: " + type_text(args[i]->type) + ")");
    }
    args[i] = coerce(args[i], varchar());
  }
  auto call = operator_call(node.form == ast::LikeForm::like ? "like" : node.form == ast::LikeForm::ilike ? "ilike" : "similar to", std::move(args), node.span);
  auto match = TRY(std::move(call));
  return node.negated ? make_call("(NOT $1)", simple(TypeKind::boolean), {match}, node.span) : match;
}

Result<bound::QueryPtr> Analyzer::subquery_of(const ast::Query& node, const ExprContext& context) {
  QueryContext inner = context.query ? *context.query : QueryContext{};
  inner.outer = context.scope;
  return settled(TRY(query(node, inner)));
}

Result<bound::ExprPtr> Analyzer::scalar_subquery(const ast::ScalarSubquery& node, const ExprContext& context) {
  auto inner = TRY(subquery_of(*node.query, context));
  if (inner->columns.size() != 1)
    return fail(node.span, "NOT_SUPPORTED", "42601", trino() ? "Multiple columns returned by subquery are not yet supported. Found " + std::to_string(inner->columns.size())
                                                             : "subquery must return only one column");
  auto expr = make_expr(ExprKind::scalar_subquery, inner->columns[0].type, node.span);
  expr->query = inner;
  return bound::ExprPtr(expr);
}

Result<bound::ExprPtr> Analyzer::exists(const ast::Exists& node, const ExprContext& context) {
  auto expr = make_expr(ExprKind::exists, simple(TypeKind::boolean), node.span);
  expr->query = TRY(subquery_of(*node.query, context));
  return bound::ExprPtr(expr);
}

// (a, b) IN (SELECT c, d ...) compares side by side.
Result<bound::ExprPtr> Analyzer::in_subquery(const ast::InSubquery& node, const ExprContext& context) {
  auto left = TRY(expression(*node.operand, context));
  auto inner = TRY(subquery_of(*node.query, context));
  std::vector<ExprPtr> values{left};
  if (left->kind == ExprKind::row && inner->columns.size() == left->args.size()) values = left->args;
  if (inner->columns.size() != values.size())
    return fail(node.span, "NOT_SUPPORTED", "42601", trino() ? "Multiple columns returned by subquery are not yet supported. Found " + std::to_string(inner->columns.size())
                                                             : "subquery has too many columns");
  std::vector<Type> types;
  for (size_t i = 0; i < values.size(); ++i) {
    const auto type = common_super_type(values[i]->type, inner->columns[i].type, dialect_);
    if (!type) {
      if (!trino()) return errors::operator_mismatch(dialect_, node.span.position, "=", &values[i]->type, inner->columns[i].type);
      return errors::trino(node.span.position, "TYPE_MISMATCH",
                           "Value expression and result of subquery must be of the same type: " + type_text(values[i]->type) + " vs " + type_text(inner->columns[i].type));
    }
    types.push_back(*type);
    values[i] = coerce(values[i], *type);
  }
  auto expr = make_expr(ExprKind::in_subquery, simple(TypeKind::boolean), node.span);
  expr->query = TRY(coerce_query(inner, types));
  expr->negated = node.negated;
  expr->args = std::move(values);
  return bound::ExprPtr(expr);
}

// x = ANY (conkey): over the elements of one of the catalog's arrays.
Result<bound::ExprPtr> Analyzer::quantified_array(const ast::QuantifiedComparison& node, const ExprContext& context) {
  const auto left = TRY(expression(*node.operand, context)), list = TRY(expression(*node.array, context));
  const std::string op = ast::spelling(node.op);
  if (!list->type.is(TypeKind::array)) return fail(node.span, "TYPE_MISMATCH", "42809", "op ANY/ALL (array) requires array on right side");
  const auto type = common_super_type(left->type, list->type.children[0], dialect_);
  if (!type) return errors::operator_mismatch(dialect_, node.span.position, op.c_str(), &left->type, list->type.children[0]);
  static constexpr struct { const char *op, *any, *all; } kForms[] = {
      {"=", "($1 = ANY($2))", "($1 = ALL($2))"}, {"<>", "($1 <> ANY($2))", "($1 <> ALL($2))"}, {"<", "($1 < ANY($2))", "($1 < ALL($2))"},
      {"<=", "($1 <= ANY($2))", "($1 <= ALL($2))"}, {">", "($1 > ANY($2))", "($1 > ALL($2))"}, {">=", "($1 >= ANY($2))", "($1 >= ALL($2))"}};
  const std::vector<ExprPtr> args{coerce(left, *type), coerce(list, array_of(*type))};
  for (const auto& form : kForms)
    if (op == form.op) return make_call(node.quantifier == ast::Quantifier::all ? form.all : form.any, simple(TypeKind::boolean), args, node.span);
  return not_supported(node.span, op + " ANY (array)");
}

Result<bound::ExprPtr> Analyzer::quantified(const ast::QuantifiedComparison& node, const ExprContext& context) {
  if (node.array) return quantified_array(node, context);
  auto left = TRY(expression(*node.operand, context));
  auto inner = TRY(subquery_of(*node.query, context));
  if (inner->columns.size() != 1) return fail(node.span, "NOT_SUPPORTED", "42601", trino() ? "Multiple columns returned by subquery are not yet supported. Found " + std::to_string(inner->columns.size()) : "subquery has too many columns");
  const auto type = common_super_type(left->type, inner->columns[0].type, dialect_);
  const char* op = ast::spelling(node.op);
  if (!type) return errors::operator_mismatch(dialect_, node.span.position, op, &left->type, inner->columns[0].type);
  auto expr = make_expr(ExprKind::quantified, simple(TypeKind::boolean), node.span);
  expr->text = op;
  expr->all = node.quantifier == ast::Quantifier::all;
  expr->query = TRY(coerce_query(inner, {*type}));
  expr->args = {coerce(left, *type)};
  return bound::ExprPtr(expr);
}

}  // namespace tarn::sql
