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

// DuckDB holds NaN equal to itself and above all numbers; for Trino it is neither equal to, below nor above anything. A constant
// is no NaN: then at most one side needs the test, and often none.
const char* floating_template(std::string_view op, bool left_is_constant, bool right_is_constant) {
  const bool any_constant = left_is_constant || right_is_constant;
  if (op == "=") return any_constant ? "($1 = $2)" : "($1 = $2 AND NOT isnan($1))";
  if (op == "<>" || op == "!=") return any_constant ? "($1 <> $2)" : "($1 <> $2 OR isnan($1))";
  if (op == "<") return right_is_constant ? "($1 < $2)" : "($1 < $2 AND NOT isnan($2))";
  if (op == "<=") return right_is_constant ? "($1 <= $2)" : "($1 <= $2 AND NOT isnan($2))";
  if (op == ">") return left_is_constant ? "($1 > $2)" : "($1 > $2 AND NOT isnan($1))";
  return left_is_constant ? "($1 >= $2)" : "($1 >= $2 AND NOT isnan($1))";
}

// Of a type that has no NaN, or written down.
bool is_constant(const bound::Expr& expr) {
  return expr.kind == ExprKind::constant || (expr.kind == ExprKind::cast && is_constant(*expr.args[0])) || is_integer(expr.type) ||
         (expr.kind == ExprKind::cast && (is_integer(expr.args[0]->type) || expr.args[0]->type.is(TypeKind::decimal)));
}

// DuckDB holds NULLs inside arrays equal; for Trino they leave open whether the arrays are, unless other elements differ.
#define TARN_NO_NULLS(list) "len(list_filter(" list ", lambda e: e IS NULL)) = 0"
#define TARN_ARRAYS_EQUAL                                                                                                           \
  "CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN len($1) <> len($2) THEN FALSE "                                               \
  "WHEN " TARN_NO_NULLS("$1") " AND " TARN_NO_NULLS("$2") " THEN $1 = $2 "                                                         \
  "WHEN len(list_filter(list_zip($1, $2), lambda p: p[1] <> p[2])) > 0 THEN FALSE ELSE NULL END"
constexpr const char* kArraysEqual = "(" TARN_ARRAYS_EQUAL ")";
constexpr const char* kArraysDiffer = "(NOT (" TARN_ARRAYS_EQUAL "))";

bool is_equality(std::string_view op) { return op == "=" || op == "<>" || op == "!="; }

}  // namespace

Result<bound::ExprPtr> Analyzer::comparison(const ast::Span& at, const char* op, ExprPtr left, ExprPtr right) {
  const auto type = super_type(*left, *right);
  if (!type || !(is_equality(op) ? is_comparable(*type) : is_orderable(*type)))
    return errors::operator_mismatch(dialect_, at.position, op, &left->type, right->type);
  const Type common = type->is(TypeKind::unknown) && !trino() ? varchar() : *type;
  if (trino() && is_equality(op) && left->kind == ExprKind::row && right->kind == ExprKind::row) {
    ExprPtr all;  // field by field, so that a NULL inside leaves the answer open
    for (size_t i = 0; i < left->args.size(); ++i) {
      auto one = TRY(comparison(at, "=", left->args[i], right->args[i]));
      all = all ? make_call("($1 AND $2)", simple(TypeKind::boolean), {all, one}, at) : one;
    }
    return std::string_view(op) == "=" ? all : make_call("(NOT $1)", simple(TypeKind::boolean), {all}, at);
  }
  if (trino() && is_equality(op) && common.is(TypeKind::array) && common.children[0].children.empty())
    return make_call(std::string_view(op) == "=" ? kArraysEqual : kArraysDiffer, simple(TypeKind::boolean), {coerce(left, common), coerce(right, common)}, at);
  const auto a = coerce(left, common), b = coerce(right, common);
  const bool floating = trino() && (common.is(TypeKind::double_) || common.is(TypeKind::real));
  const char* text = floating && !a->volatile_ && !b->volatile_ ? floating_template(op, is_constant(*a), is_constant(*b)) : comparison_template(op);
  return make_call(text, simple(TypeKind::boolean), {a, b}, at);
}

Result<bound::ExprPtr> Analyzer::is_distinct(const ast::IsDistinctFrom& node, const ExprContext& context) {
  auto left = TRY(expression(*node.left, context));
  auto right = TRY(expression(*node.right, context));
  const auto type = super_type(*left, *right);
  if (!type || !is_comparable(*type)) {
    if (!trino()) return errors::operator_mismatch(dialect_, node.span.position, "IS DISTINCT FROM", &left->type, right->type);
    return errors::trino(node.position(), "TYPE_MISMATCH", "Cannot check if " + type_text(left->type) + " is identical to " + type_text(right->type));
  }
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
    return errors::trino(node.position(), "TYPE_MISMATCH",
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

// Trino's message about a value and the columns it is compared with: both as rows.
Error Analyzer::subquery_mismatch(const ast::Span& at, const std::vector<ExprPtr>& values, const bound::Query& query) const {
  Type left = simple(TypeKind::row), right = simple(TypeKind::row);
  for (const auto& value : values) left.children.push_back(value->type);
  left.field_names.resize(values.size());
  for (const auto& column : query.columns) {
    right.children.push_back(column.type);
    right.field_names.push_back(column.name);
  }
  return errors::trino(at.position, "TYPE_MISMATCH", "Value expression and result of subquery must be of the same type: " + type_text(left) + " vs " + type_text(right));
}

// Several columns are one row in Trino.
Result<bound::ExprPtr> Analyzer::scalar_subquery(const ast::ScalarSubquery& node, const ExprContext& context) {
  auto inner = TRY(subquery_of(*node.query, context));
  if (inner->columns.size() != 1 && !trino()) return errors::redshift(node.span.position, "42601", "subquery must return only one column");
  if (inner->columns.size() > 1) {
    auto item = relation_of_query(inner);
    auto row = make_expr(ExprKind::row, simple(TypeKind::row), node.span);
    for (const auto& field : item.fields) {
      row->args.push_back(field.expr);
      row->type.children.push_back(field.expr->type);
      row->type.field_names.push_back(field.name);
    }
    auto rows = std::make_shared<bound::Query>();
    rows->select.emplace();
    rows->select->from = item.relation;
    rows->select->items.push_back({row, "_col0"});
    rows->columns.push_back({.name = "", .physical = "_col0", .type = row->type});
    inner = rows;
  }
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
  const ast::Span at{node.position(), node.span.offset, node.span.end};
  if (inner->columns.size() != values.size())
    return trino() ? subquery_mismatch(at, values, *inner) : errors::redshift(node.span.position, "42601", "subquery has too many columns");
  std::vector<Type> types;
  for (size_t i = 0; i < values.size(); ++i) {
    const auto type = common_super_type(values[i]->type, inner->columns[i].type, dialect_);
    if (!type) {
      if (!trino()) return errors::operator_mismatch(dialect_, node.span.position, "=", &values[i]->type, inner->columns[i].type);
      return subquery_mismatch(at, values, *inner);
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
  const ast::Span at{node.position(), node.span.offset, node.span.end};
  if (inner->columns.size() != 1)
    return trino() ? subquery_mismatch(at, {left}, *inner) : errors::redshift(node.span.position, "42601", "subquery has too many columns");
  const auto type = common_super_type(left->type, inner->columns[0].type, dialect_);
  const char* op = ast::spelling(node.op);
  if (!type) return trino() ? subquery_mismatch(at, {left}, *inner) : errors::operator_mismatch(dialect_, node.span.position, op, &left->type, inner->columns[0].type);
  auto expr = make_expr(ExprKind::quantified, simple(TypeKind::boolean), node.span);
  expr->text = op;
  expr->all = node.quantifier == ast::Quantifier::all;
  expr->query = TRY(coerce_query(inner, {*type}));
  expr->args = {coerce(left, *type)};
  return bound::ExprPtr(expr);
}

}  // namespace tarn::sql
