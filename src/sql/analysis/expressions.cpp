#include <cctype>

#include "sql/analysis/analysis.h"
#include "sql/ast/print.h"
#include "sql/functions/coercion.h"

namespace tarn::sql {

using bound::ExprKind;
using AstKind = ast::ExprKind;

namespace {

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

// What Trino's EXTRACT takes: fields of a time only of what has a time, and of a zone only of what has one.
bool extractable(const std::string& field, const Type& type) {
  const bool instant = type.is(TypeKind::timestamp) || type.is(TypeKind::timestamp_tz);
  const bool time = type.is(TypeKind::time) || type.is(TypeKind::time_tz);
  if (type.is(TypeKind::unknown)) return true;
  if (field.starts_with("timezone_")) return type.is(TypeKind::timestamp_tz) || type.is(TypeKind::time_tz);
  if (field == "hour" || field == "minute" || field == "second") return instant || time || type.is(TypeKind::interval_day_time);
  if (field == "day" && type.is(TypeKind::interval_day_time)) return true;
  if ((field == "year" || field == "month") && type.is(TypeKind::interval_year_month)) return true;
  return instant || type.is(TypeKind::date);
}

}  // namespace

Result<bound::ExprPtr> Analyzer::expression(const ast::Expr& expr, const ExprContext& context) {
  switch (expr.kind) {
    case AstKind::null_literal: return make_constant("NULL", {}, expr.span);
    case AstKind::boolean_literal:
      return make_constant(ast::as<ast::BooleanLiteral>(expr).value ? "TRUE" : "FALSE", simple(TypeKind::boolean), expr.span);
    case AstKind::number_literal: return number(ast::as<ast::NumberLiteral>(expr));
    case AstKind::string_literal: return string(ast::as<ast::StringLiteral>(expr));
    case AstKind::binary_literal: return make_binary_constant(ast::as<ast::BinaryLiteral>(expr));
    case AstKind::typed_literal: return typed_literal(ast::as<ast::TypedLiteral>(expr));
    case AstKind::interval_literal: return interval(ast::as<ast::IntervalLiteral>(expr));
    case AstKind::column_reference: return column_reference(ast::as<ast::ColumnReference>(expr), context);
    case AstKind::dereference: return dereference(ast::as<ast::Dereference>(expr), context);
    case AstKind::subscript: return subscript(ast::as<ast::Subscript>(expr), context);
    case AstKind::parameter: return parameter(ast::as<ast::Parameter>(expr));
    case AstKind::default_value: return not_supported(expr.span, "DEFAULT in this place");
    case AstKind::unary: return unary(ast::as<ast::Unary>(expr), context);
    case AstKind::binary: return binary(ast::as<ast::Binary>(expr), context);
    case AstKind::logical: return logical(ast::as<ast::Logical>(expr), context);
    case AstKind::is_null: {
      const auto& node = ast::as<ast::IsNull>(expr);
      auto operand = TRY(expression(*node.operand, context));
      return make_call(node.negated ? "($1 IS NOT NULL)" : "($1 IS NULL)", simple(TypeKind::boolean), {operand}, expr.span);
    }
    case AstKind::is_boolean: return is_boolean(ast::as<ast::IsBoolean>(expr), context);
    case AstKind::is_distinct_from: return is_distinct(ast::as<ast::IsDistinctFrom>(expr), context);
    case AstKind::between: return between(ast::as<ast::Between>(expr), context);
    case AstKind::in_list: return in_list(ast::as<ast::InList>(expr), context);
    case AstKind::in_subquery: return in_subquery(ast::as<ast::InSubquery>(expr), context);
    case AstKind::like: return like(ast::as<ast::Like>(expr), context);
    case AstKind::exists: return exists(ast::as<ast::Exists>(expr), context);
    case AstKind::quantified_comparison: return quantified(ast::as<ast::QuantifiedComparison>(expr), context);
    case AstKind::scalar_subquery: return scalar_subquery(ast::as<ast::ScalarSubquery>(expr), context);
    case AstKind::case_: return case_(ast::as<ast::Case>(expr), context);
    case AstKind::cast: return cast(ast::as<ast::Cast>(expr), context);
    case AstKind::extract: return extract(ast::as<ast::Extract>(expr), context);
    case AstKind::at_time_zone: {
      const auto& node = ast::as<ast::AtTimeZone>(expr);
      auto operand = TRY(expression(*node.operand, context));
      auto zone = TRY(expression(*node.zone, context));
      if (!trino()) return plain_call("timezone", {zone, operand}, expr.span);
      return plain_call("at_timezone", {operand, zone}, expr.span);
    }
    case AstKind::trim: return trim(ast::as<ast::Trim>(expr), context);
    case AstKind::special_value: return special_value(ast::as<ast::SpecialValue>(expr), context);
    case AstKind::function_call: return function_call(ast::as<ast::FunctionCall>(expr), context);
    case AstKind::lambda:
      return errors::trino(expr.span.position, "TYPE_MISMATCH", "Lambda expression should always be used inside a function");
    case AstKind::array: return array(ast::as<ast::ArrayConstructor>(expr), context);
    case AstKind::row: return row(ast::as<ast::RowConstructor>(expr), context);
    case AstKind::json_function: return json_function(ast::as<ast::JsonFunction>(expr), context);
    case AstKind::outer_join_marker: return not_supported(expr.span, "(+) in this place");
    case AstKind::prior: return not_supported(expr.span, "PRIOR");
  }
  return not_supported(expr.span, "This expression");
}

Result<bound::ExprPtr> Analyzer::boolean(const ast::Expr& expr, const ExprContext& context, const std::string& text, const std::string& redshift_what) {
  auto value = TRY(expression(expr, context));
  if (value->type.is(TypeKind::boolean)) return value;
  if (value->type.is(TypeKind::unknown)) return coerce(value, simple(TypeKind::boolean));
  if (!trino() && is_integer(value->type) && value->kind == ExprKind::constant) return coerce(value, simple(TypeKind::boolean));  // WHERE 1 AND ..., as SQLAlchemy writes
  const auto actual = type_text(value->type);
  const bool in_parentheses = !text.ends_with("actual type");
  return errors::must_be_boolean(dialect_, expr.span.position, in_parentheses ? text + " (actual: " + actual + ")" : text + " " + actual, redshift_what, value->type);
}

Result<bound::ExprPtr> Analyzer::unary(const ast::Unary& node, const ExprContext& context) {
  if (node.op == ast::UnaryOp::not_) {
    auto operand = TRY(boolean(*node.operand, context, "Value of logical NOT expression must evaluate to a boolean", "NOT"));
    return make_call("(NOT $1)", simple(TypeKind::boolean), {operand}, node.span);
  }
  // -9223372036854775808 and its like: the sign belongs to the number.
  const auto* number_node = ast::try_as<ast::NumberLiteral>(node.operand.get());
  if (node.op == ast::UnaryOp::minus && number_node && number_node->form == ast::NumberLiteral::Form::integer) {
    if (number_node->text == "2147483648") return make_constant("CAST(-2147483648 AS INTEGER)", simple(TypeKind::integer), node.span);
    if (number_node->text == "9223372036854775808") return make_constant("CAST(-9223372036854775808 AS BIGINT)", simple(TypeKind::bigint), node.span);
  }
  auto operand = TRY(expression(*node.operand, context));
  if (node.op == ast::UnaryOp::plus && trino() && !is_numeric(operand->type) && !operand->type.is(TypeKind::unknown))
    return errors::trino(node.span.position, "TYPE_MISMATCH", "Unary '+' operator cannot by applied to " + type_text(operand->type) + " type");
  if (node.op == ast::UnaryOp::plus) return operand;
  const std::string op = std::string("unary ") + ast::spelling(node.op);
  return operator_call(op.c_str(), {operand}, node.span);
}

Result<bound::ExprPtr> Analyzer::binary(const ast::Binary& node, const ExprContext& context) {
  auto left = TRY(expression(*node.left, context));
  auto right = TRY(expression(*node.right, context));
  const char* op = ast::spelling(node.op);
  // Trino's positions of these errors are the operator's.
  const auto& at = trino() ? node.operator_span : node.span;
  if (node.op >= ast::BinaryOp::equal && node.op <= ast::BinaryOp::greater_equal) return comparison(at, op, left, right);
  return operator_call(op, {left, right}, at);
}

Result<bound::ExprPtr> Analyzer::logical(const ast::Logical& node, const ExprContext& context) {
  const bool is_and = node.op == ast::LogicalOp::and_;
  bound::ExprPtr out;
  for (const auto& term : node.terms) {
    auto value = TRY(boolean(*term, context, "Logical expression term must evaluate to a boolean", is_and ? "AND" : "OR"));
    out = out ? make_call(is_and ? "($1 AND $2)" : "($1 OR $2)", simple(TypeKind::boolean), {out, value}, node.span) : value;
  }
  return out;
}

Result<bound::ExprPtr> Analyzer::dereference(const ast::Dereference& node, const ExprContext& context) {
  return field_of(TRY(expression(*node.base, context)), node.field);
}

Result<bound::ExprPtr> Analyzer::subscript(const ast::Subscript& node, const ExprContext& context) {
  auto base = TRY(expression(*node.base, context));
  auto index = TRY(expression(*node.index, context));
  if (!base->type.is(TypeKind::row)) return operator_call("[]", {base, index}, node.span);
  const auto* ordinal = ast::try_as<ast::NumberLiteral>(node.index.get());
  if (!ordinal || ordinal->form != ast::NumberLiteral::Form::integer)
    return errors::trino(node.index->span.position, "EXPRESSION_NOT_CONSTANT", "Subscript expression on ROW requires a constant index");
  const long number = ordinal->text.size() > 9 ? 0 : std::stol(ordinal->text);
  if (number < 1) return errors::trino(node.index->span.position, "INVALID_FUNCTION_ARGUMENT", "Invalid subscript index: " + ordinal->text + ". ROW indices start at 1");
  if (number > static_cast<long>(base->type.children.size()))
    return errors::trino(node.index->span.position, "INVALID_FUNCTION_ARGUMENT",
                         "Subscript index out of bounds: " + ordinal->text + ", max value is " + std::to_string(base->type.children.size()));
  auto expr = make_expr(ExprKind::field, base->type.children[number - 1], node.span);
  expr->index = static_cast<int>(number - 1);
  expr->volatile_ = base->volatile_;
  expr->args = {base};
  return bound::ExprPtr(expr);
}

Result<bound::ExprPtr> Analyzer::cast(const ast::Cast& node, const ExprContext& context) {
  auto resolved = resolve_type(node.type);
  if (!resolved.ok() && trino() && resolved.error().code == "TYPE_NOT_FOUND")
    return errors::trino(node.span.position, "TYPE_MISMATCH", "Unknown type: " + ast::print(node.type, dialect_));
  const Type type = TRY(std::move(resolved));
  auto operand = TRY(expression(*node.operand, context));
  if (!can_cast(operand->type, type, dialect_)) return errors::cannot_cast(dialect_, node.span.position, operand->type, type);
  if (node.form != ast::Cast::Form::try_cast || operand->type == type) return coerce(operand, type);
  auto cast = make_expr(ExprKind::cast, type, node.span);
  cast->try_ = true;
  cast->volatile_ = operand->volatile_;
  cast->args = {operand};
  return bound::ExprPtr(cast);
}

Result<bound::ExprPtr> Analyzer::case_(const ast::Case& node, const ExprContext& context) {
  bound::ExprPtr operand;
  if (node.operand) operand = TRY(expression(*node.operand, context));
  std::vector<bound::ExprPtr> conditions, results;
  for (const auto& when : node.whens) {
    if (!operand) {
      conditions.push_back(TRY(boolean(*when.condition, context, "CASE WHEN clause must evaluate to a boolean", "CASE/WHEN")));
    } else {
      auto value = TRY(expression(*when.condition, context));
      if (trino() && !super_type(*operand, *value))
        return errors::trino(when.condition->position(), "TYPE_MISMATCH",
                             "CASE operand type does not match WHEN clause operand type: " + type_text(operand->type) + " vs " + type_text(value->type));
      conditions.push_back(TRY(comparison(when.condition->span, "=", operand, value)));
    }
    results.push_back(TRY(expression(*when.result, context)));
  }
  if (node.otherwise) results.push_back(TRY(expression(*node.otherwise, context)));
  Type type;
  for (const auto& result : results) {
    auto super = common_super_type(type, result->type, dialect_);
    if (!super) {
      if (!trino())
        return errors::redshift(node.span.position, "42804", "CASE types " + type_text(type) + " and " + type_text(result->type) + " cannot be matched");
      return errors::trino(result->position, "TYPE_MISMATCH",
                           "All CASE results must be the same type or coercible to a common type. Cannot find common type between " + type_text(type) +
                               " and " + type_text(result->type) + ", all types (without duplicates): [" + type_text(type) + ", " + type_text(result->type) + "]");
    }
    type = *super;
  }
  if (type.is(TypeKind::unknown) && !trino()) type = varchar();
  auto expr = make_expr(ExprKind::case_, type, node.span);
  for (size_t i = 0; i < results.size(); ++i) {
    if (i < conditions.size()) expr->args.push_back(conditions[i]);
    expr->args.push_back(coerce(results[i], type));
  }
  for (const auto& arg : expr->args) expr->volatile_ = expr->volatile_ || arg->volatile_;
  return bound::ExprPtr(expr);
}

Result<bound::ExprPtr> Analyzer::extract(const ast::Extract& node, const ExprContext& context) {
  auto operand = TRY(expression(*node.operand, context));
  if (!trino()) {
    ast::StringLiteral field;
    field.value = node.field;
    field.span = node.span;
    return plain_call("extract", {string(field), operand}, node.span);
  }
  static constexpr const char* kFields[] = {"year", "quarter", "month", "week", "day", "day_of_month", "day_of_week", "dow", "day_of_year", "doy",
                                            "year_of_week", "yow", "hour", "minute", "second", "timezone_hour", "timezone_minute"};
  for (const char* field : kFields)
    if (node.field == field) {
      if (!extractable(node.field, operand->type)) return errors::trino(operand->position, "TYPE_MISMATCH", "Cannot extract " + upper(node.field) + " from " + type_text(operand->type));
      return plain_call(field, {operand}, node.span);
    }
  return errors::trino(node.span.position, "SYNTAX_ERROR",
                       "Invalid EXTRACT field " + node.field + ", valid fields are: YEAR, QUARTER, MONTH, WEEK, DAY, DAY_OF_MONTH, DAY_OF_WEEK, DOW, DAY_OF_YEAR, DOY, "
                       "YEAR_OF_WEEK, YOW, HOUR, MINUTE, SECOND, TIMEZONE_MINUTE, TIMEZONE_HOUR");
}

Result<bound::ExprPtr> Analyzer::array(const ast::ArrayConstructor& node, const ExprContext& context) {
  std::vector<bound::ExprPtr> items;
  Type element;
  for (const auto& item : node.items) {
    items.push_back(TRY(expression(*item, context)));
    auto super = common_super_type(element, items.back()->type, dialect_);
    if (!super)
      return fail(item->span, "TYPE_MISMATCH", "42804",
                  "All ARRAY elements must be the same type or coercible to a common type. Cannot find common type between " + type_text(element) + " and " +
                      type_text(items.back()->type) + ", all types (without duplicates): [" + type_text(element) + ", " + type_text(items.back()->type) + "]");
    element = *super;
  }
  for (auto& item : items) item = coerce(item, element);
  const Type type = array_of(element);
  const bool empty = items.empty();
  return make_call(empty ? "CAST([] AS $r)" : "[$*]", type, std::move(items), node.span);
}

Result<bound::ExprPtr> Analyzer::row(const ast::RowConstructor& node, const ExprContext& context) {
  auto expr = make_expr(ExprKind::row, simple(TypeKind::row), node.span);
  for (const auto& field : node.fields) {
    expr->args.push_back(TRY(expression(*field, context)));
    expr->type.children.push_back(expr->args.back()->type);
    expr->type.field_names.emplace_back();
    expr->volatile_ = expr->volatile_ || expr->args.back()->volatile_;
  }
  return bound::ExprPtr(expr);
}

Result<bound::ExprPtr> Analyzer::trim(const ast::Trim& node, const ExprContext& context) {
  std::vector<bound::ExprPtr> args{TRY(expression(*node.source, context))};
  if (node.characters) args.push_back(TRY(expression(*node.characters, context)));
  using Side = ast::Trim::Side;
  return plain_call(node.side == Side::both ? "trim" : node.side == Side::leading ? "ltrim" : "rtrim", std::move(args), node.span);
}

}  // namespace tarn::sql
