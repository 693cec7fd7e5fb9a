#include <algorithm>

#include "sql/analysis/analysis.h"
#include "sql/ast/print.h"
#include "sql/emit/layout.h"
#include "sql/functions/coercion.h"
#include "sql/functions/overloads.h"

namespace tarn::sql {

using bound::ExprKind;

namespace {

// Names that schema-qualified calls may carry: pg_catalog.version() is version().
std::string function_name(const ast::FunctionCall& node) { return node.name.last(); }

// DATEADD(day, 1, t): Redshift's date parts are words, which read as columns.
bool takes_date_part(const std::string& name) {
  static constexpr const char* kNames[] = {"dateadd", "date_add", "datediff", "date_diff", "date_part", "pgdate_part"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

std::optional<ast::StringLiteral> date_part_word(const ast::Expr& expr) {
  const auto* column = ast::try_as<ast::ColumnReference>(&expr);
  if (!column || column->parts.size() != 1) return std::nullopt;
  ast::StringLiteral word;
  word.value = column->parts[0].value;
  word.span = expr.span;
  return word;
}

Type lambda_placeholder(const ast::Lambda& lambda) {
  Type type = simple(TypeKind::function);
  type.children.resize(lambda.parameters.size());
  return type;
}

std::vector<std::string> candidate_texts(const std::vector<const Function*>& candidates) {
  std::vector<std::string> texts;
  for (const auto* candidate : candidates) texts.push_back(candidate->signature.text);
  std::sort(texts.begin(), texts.end());
  return texts;
}

std::shared_ptr<bound::Expr> build_call(const Overload& overload, std::vector<bound::ExprPtr> args, const ast::Span& at) {
  Type result = overload.match.result_type();
  if (overload.function->row->result) {
    std::vector<Type> types;
    for (const auto& arg : args) types.push_back(arg->type);
    if (auto computed = overload.function->row->result(types)) result = std::move(*computed);
  }
  auto call = make_expr(ExprKind::call, std::move(result), at);
  call->function = overload.function->row;
  call->volatile_ = overload.function->row->is_volatile;
  for (const auto& arg : args) call->volatile_ = call->volatile_ || arg->volatile_;
  call->args = std::move(args);
  return call;
}

}  // namespace

Result<bound::ExprPtr> Analyzer::function_call(const ast::FunctionCall& node, const ExprContext& context) {
  if (auto special = TRY(special_call(node, context))) return *special;
  const auto name = function_name(node);
  if (node.approximate && name == "count" && node.distinct && node.arguments.size() == 1) return approximate_count(node, context);
  if (name == "count" && node.star) return resolved_call(node, context, "count");
  if (node.star) return fail(node.span, "FUNCTION_NOT_FOUND", "42601", "Function '" + name + "' not registered");
  return resolved_call(node, context, name);
}

// COALESCE is a form of Trino's grammar, with errors of its own.
Error Analyzer::no_common_type(const std::string& name, const std::vector<ExprPtr>& args) const {
  Type common = args[0]->type;
  for (const auto& arg : args) {
    if (auto super = common_super_type(common, arg->type, dialect_)) {
      common = *super;
      continue;
    }
    return errors::trino(arg->position, "TYPE_MISMATCH",
                         "All COALESCE operands must be the same type or coercible to a common type. Cannot find common type between " + type_text(common) + " and " +
                             type_text(arg->type) + ", all types (without duplicates): [" + type_text(common) + ", " + type_text(arg->type) + "]");
  }
  return errors::trino(args[0]->position, "TYPE_MISMATCH", "COALESCE operands have no common type");
}

Result<bound::ExprPtr> Analyzer::approximate_count(const ast::FunctionCall& node, const ExprContext& context) {
  auto exact = std::make_shared<bound::Expr>(*TRY(resolved_call(node, context, "count")));
  static constexpr FunctionRow kApproximate{"count", "[T] (T) -> bigint", "CAST(approx_count_distinct{$1} AS BIGINT)"};
  exact->function = &kApproximate;
  exact->distinct = false;
  return bound::ExprPtr(exact);
}

Result<bound::ExprPtr> Analyzer::resolved_call(const ast::FunctionCall& node, const ExprContext& context, const std::string& name) {
  const auto candidates = FunctionTable::functions(dialect_).find(name);
  std::vector<ExprPtr> args;
  std::vector<Type> types;
  const bool is_aggregate = !candidates.empty() && candidates[0]->kind == FunctionKind::aggregate;
  ExprContext inner = context;
  if (is_aggregate && !node.over) {
    inner.inside_aggregate = name.c_str();
    inner.aggregate_position = node.span.position;
  }
  if (is_aggregate || (!candidates.empty() && candidates[0]->kind == FunctionKind::window)) inner.windows = inner.sets = false;
  for (const auto& argument : node.arguments) {
    if (args.empty() && !trino() && takes_date_part(name)) {
      if (auto word = date_part_word(*argument)) {
        args.push_back(string(*word));
        types.push_back(args.back()->type);
        continue;
      }
    }
    const auto* lambda_node = ast::try_as<ast::Lambda>(argument.get());
    args.push_back(lambda_node ? nullptr : TRY(expression(*argument, inner)));
    types.push_back(lambda_node ? lambda_placeholder(*lambda_node) : args.back()->type);
  }
  if (candidates.empty()) return errors::no_function(dialect_, node.span.position, name, types, {});
  if (trino() && (name == "format" || name == "coalesce") && args.size() < 2)
    return errors::trino(node.span.position, "SYNTAX_ERROR", "The '" + name + "' function must have at least two arguments");
  if (trino() && name == "format")
    for (const auto& arg : args)
      if (arg && !arg->type.children.empty()) return errors::trino(arg->position, "NOT_SUPPORTED", "Type not supported for formatting: " + type_text(arg->type));
  if (name == "concat" && trino()) {
    if (auto special = concatenation_with_null(args, node.span)) return std::move(*special);
    concatenate_as_char(args);
    for (size_t i = 0; i < args.size(); ++i) types[i] = args[i]->type;
  }
  auto overload = choose_overload(candidates, types, dialect_);
  if (!overload && trino())
    if (auto error = wrong_lambda(node, candidates)) return *error;
  if (!overload) return trino() && name == "coalesce" && args.size() > 1 ? no_common_type(name, args) : errors::no_function(dialect_, node.span.position, name, types, candidate_texts(candidates));
  if (returns_set(overload->function->row) && !context.sets)
    return errors::redshift(node.span.position, "0A000", "set-valued function called in context that cannot accept a set");
  for (size_t i = 0; i < args.size(); ++i) {
    const auto* lambda_node = ast::try_as<ast::Lambda>(node.arguments[i].get());
    if (!lambda_node) continue;
    // The result of a lambda may widen a variable that its own parameters have (reduce's state): then it is read again.
    for (int round = 0; round < 2; ++round) {
      const auto parameters = overload->match.lambda_parameters(i);
      args[i] = TRY(lambda(*lambda_node, parameters, inner));
      if (!overload->match.bind_lambda_result(i, args[i]->type.children.back()))
        return errors::no_function(dialect_, node.span.position, name, types, candidate_texts(candidates));
      if (overload->match.lambda_parameters(i) == parameters) break;
    }
  }
  for (size_t i = 0; i < args.size(); ++i) {
    if (overload->match.signature().parameter(i).any_row) continue;
    const Type parameter = overload->match.parameter_type(i);
    if (!args[i]->type.is(TypeKind::function)) {
      args[i] = coerce(args[i], parameter.is(TypeKind::unknown) && !trino() ? varchar() : parameter);
    } else if (args[i]->type.children.back() != parameter.children.back()) {
      auto widened = std::make_shared<bound::Expr>(*args[i]);
      widened->args[0] = coerce(widened->args[0], parameter.children.back());
      widened->type.children.back() = parameter.children.back();
      args[i] = widened;
    }
  }
  auto call = build_call(*overload, std::move(args), node.span);
  TRY(decorate_call(node, context, overload->function->kind, *call));
  return bound::ExprPtr(call);
}

Result<bound::ExprPtr> Analyzer::plain_call(const std::string& name, std::vector<ExprPtr> args, const ast::Span& at) {
  std::vector<Type> types;
  for (const auto& arg : args) types.push_back(arg->type);
  const auto candidates = FunctionTable::functions(dialect_).find(name);
  auto overload = choose_overload(candidates, types, dialect_);
  if (!overload) return errors::no_function(dialect_, at.position, name, types, candidate_texts(candidates));
  for (size_t i = 0; i < args.size(); ++i)
    if (!overload->match.signature().parameter(i).any_row) args[i] = coerce(args[i], overload->match.parameter_type(i));
  return bound::ExprPtr(build_call(*overload, std::move(args), at));
}

// Trino's concatenation takes NULL for an array of the other operand, which only text of a known length decides.
std::optional<Result<bound::ExprPtr>> Analyzer::concatenation_with_null(const std::vector<ExprPtr>& args, const ast::Span& at) {
  if (!trino() || args.size() != 2) return std::nullopt;
  const bool left_null = args[0]->type.is(TypeKind::unknown), right_null = args[1]->type.is(TypeKind::unknown);
  if (left_null == right_null) return std::nullopt;
  const Type& other = args[left_null ? 1 : 0]->type;
  if (other.is(TypeKind::varchar) && other.precision > 0) return Result<ExprPtr>(make_call("CASE WHEN FALSE THEN [$1] END", array_of(other), {args[left_null ? 1 : 0]}, at));
  const auto line = [&](const Type& left, const Type& right, const Type& result) {
    std::string text = "\t * (" + type_text(left) + "," + type_text(right) + "):" + type_text(result) + "\n";
    for (size_t blank; (blank = text.find(", ")) != std::string::npos;) text.erase(blank + 1, 1);
    return text;
  };
  const Type wider = array_of(other);
  std::string lines;
  if (other.is(TypeKind::array)) {
    const Type& element = other.children[0];
    lines = left_null ? line(wider, other, wider) + line(element, other, other) : line(other, element, other) + line(other, wider, wider);
  } else {
    lines = left_null ? line(wider, other, wider) : line(other, wider, wider);
  }
  return Result<ExprPtr>(errors::trino(at.position, "AMBIGUOUS_FUNCTION_CALL",
                                       "Could not choose a best candidate operator. Explicit type casts must be added.\nCandidates are:\n" + lines + line(other, other, other)));
}

// CHAR with VARCHAR(n) concatenates as CHAR(n).
void Analyzer::concatenate_as_char(std::vector<ExprPtr>& args) {
  if (!trino() || args.size() != 2 || args[0]->type.is(TypeKind::char_) == args[1]->type.is(TypeKind::char_)) return;
  auto& text = args[args[0]->type.is(TypeKind::char_) ? 1 : 0];
  if (text->type.is(TypeKind::varchar) && text->type.precision > 0) text = coerce(text, {.kind = TypeKind::char_, .precision = text->type.precision});
}

Result<bound::ExprPtr> Analyzer::operator_call(const char* op, std::vector<ExprPtr> args, const ast::Span& at) {
  if (std::string_view(op) == "||") {
    if (auto special = concatenation_with_null(args, at)) return std::move(*special);
    concatenate_as_char(args);
  }
  std::vector<Type> types;
  for (const auto& arg : args) types.push_back(arg->type);
  const auto candidates = FunctionTable::operators(dialect_).find(op);
  std::optional<Overload> overload;
  // PostgreSQL reads an untyped literal beside a typed operand as that type, if there is such an operator.
  if (!trino() && args.size() == 2 && types[0].is(TypeKind::unknown) != types[1].is(TypeKind::unknown)) {
    const Type known = types[0].is(TypeKind::unknown) ? types[1] : types[0];
    overload = choose_overload(candidates, {known, known}, dialect_);
  }
  if (!overload) overload = choose_overload(candidates, types, dialect_);
  if (!overload) {
    const std::string_view spelled(op);
    const bool is_unary = spelled.starts_with("unary ");
    const bool binary = args.size() == 2 && !is_unary;
    if (spelled == "[]") return fail(at, "TYPE_MISMATCH", "42804", trino() ? "Cannot use " + type_text(types[1]) + " for subscript of " + type_text(types[0]) : "cannot subscript type " + type_text(types[0]));
    if (is_unary && trino()) return errors::trino(at.position, "TYPE_MISMATCH", "Cannot negate " + type_text(types[0]));
    if (spelled == "||" && trino()) return errors::no_function(dialect_, at.position, "concat", types, candidate_texts(FunctionTable::functions(dialect_).find("concat")));
    return errors::operator_mismatch(dialect_, at.position, is_unary ? std::string(spelled.substr(6)) : std::string(spelled), binary ? &types[0] : nullptr, types.back());
  }
  for (size_t i = 0; i < args.size(); ++i) args[i] = coerce(args[i], overload->match.parameter_type(i));
  return bound::ExprPtr(build_call(*overload, std::move(args), at));
}

Result<bound::ExprPtr> Analyzer::lambda(const ast::Lambda& node, const std::vector<Type>& types, const ExprContext& context) {
  Scope scope;
  scope.outer = context.scope;
  scope.query_boundary = false;
  auto expr = make_expr(ExprKind::lambda, simple(TypeKind::function), node.span);
  for (size_t i = 0; i < node.parameters.size(); ++i) {
    auto variable = make_expr(ExprKind::lambda_parameter, types[i], node.parameters[i].span);
    variable->text = "x" + std::to_string(next_lambda_++);
    expr->names.push_back(variable->text);
    scope.fields.push_back({.name = node.parameters[i].value, .qualifier = {}, .expr = variable});
  }
  ExprContext inner = context;
  inner.scope = &scope;
  inner.aggregates = inner.windows = false;
  inner.clause = "Lambda expression";
  auto body = TRY(expression(*node.body, inner));
  const bool has_subquery = contains(*body, [](const bound::Expr& e) { return e.query != nullptr; });
  if (has_subquery) return errors::trino(node.body->span.position, "NOT_SUPPORTED", "Lambda expression cannot contain subqueries");
  expr->type.children = types;
  expr->type.children.push_back(body->type);
  expr->volatile_ = body->volatile_;
  expr->args = {body};
  return bound::ExprPtr(expr);
}

Result<bound::ExprPtr> Analyzer::grouping_call(const ast::FunctionCall& node, const ExprContext& context) {
  if (!context.aggregates)
    return fail(node.span, "EXPRESSION_NOT_SCALAR", "42803", std::string(context.clause) + " cannot contain aggregations, window functions or grouping operations: [" + ast::print(node, dialect_) + "]");
  std::vector<ExprPtr> args;
  for (const auto& argument : node.arguments) args.push_back(TRY(expression(*argument, context)));
  auto call = std::make_shared<bound::Expr>(*make_call("CAST(grouping($*) AS $r)", simple(args.size() > 31 ? TypeKind::bigint : TypeKind::integer), std::move(args), node.span));
  call->aggregate = true;
  return bound::ExprPtr(call);
}

// NULLIF keeps the type of its first operand, whatever the two are compared as.
Result<bound::ExprPtr> Analyzer::nullif_call(const ast::FunctionCall& node, const ExprContext& context) {
  auto left = TRY(expression(*node.arguments[0], context)), right = TRY(expression(*node.arguments[1], context));
  const auto type = super_type(*left, *right);
  if (!type || !is_comparable(*type))
    return errors::trino(node.span.position, "TYPE_MISMATCH", "Types are not comparable with NULLIF: " + type_text(left->type) + " vs " + type_text(right->type));
  const Type result = left->type;
  if (*type == result) return make_call("nullif($1, $2)", result, {left, coerce(right, *type)}, node.span);
  auto compared = coerce(left, *type);
  return make_call("CASE WHEN $k2 = $k3 THEN NULL ELSE $1 END", result, {left, compared, coerce(right, *type)}, node.span);
}

// A lambda of the wrong number of parameters, where the function takes one at all.
std::optional<Error> Analyzer::wrong_lambda(const ast::FunctionCall& node, const std::vector<const Function*>& candidates) const {
  for (const auto* candidate : candidates)
    for (size_t i = 0; i < node.arguments.size() && candidate->signature.takes(node.arguments.size()); ++i) {
      const auto* lambda = ast::try_as<ast::Lambda>(node.arguments[i].get());
      const auto& parameter = candidate->signature.parameter(i);
      if (!lambda || parameter.kind != TypeKind::function || parameter.children.size() == lambda->parameters.size() + 1) continue;
      return errors::trino(lambda->span.position, "INVALID_PARAMETER_USAGE",
                           "Expected a lambda that takes " + std::to_string(parameter.children.size() - 1) + " argument(s) but got " + std::to_string(lambda->parameters.size()));
    }
  return std::nullopt;
}

// PERCENTILE_CONT(p) WITHIN GROUP (ORDER BY e): the ordered value is the argument of DuckDB's quantile.
Result<bound::ExprPtr> Analyzer::percentile_call(const ast::FunctionCall& node, const ExprContext& context) {
  static constexpr FunctionRow kContinuous{"percentile_cont", "(double, double) -> double", "quantile_cont{$1, $2}"};
  static constexpr FunctionRow kDiscrete{"percentile_disc", "[T] (T, double) -> T", "quantile_disc{$1, $2}"};
  if (!context.aggregates && !node.over) return errors::redshift(node.span.position, "42803", "aggregates not allowed in " + std::string(context.clause));
  const bool continuous = node.name.last() == "percentile_cont";
  ExprContext inner = context;
  inner.inside_aggregate = continuous ? "percentile_cont" : "percentile_disc";
  auto value = TRY(expression(*node.within_group[0].key, inner));
  auto fraction = TRY(expression(*node.arguments[0], inner));
  if (!coercible(*fraction, simple(TypeKind::double_)) || (continuous && !coercible(*value, simple(TypeKind::double_))))
    return errors::no_function(dialect_, node.span.position, node.name.last(), {fraction->type, value->type}, {});
  if (continuous) value = coerce(value, simple(TypeKind::double_));
  auto call = make_expr(ExprKind::call, value->type, node.span);
  call->function = continuous ? &kContinuous : &kDiscrete;
  auto share = coerce(fraction, simple(TypeKind::double_));
  if (node.within_group[0].order == ast::SortOrder::descending) share = make_call("(1 - $1)", simple(TypeKind::double_), {share}, node.span);
  call->args = {value, share};
  if (node.over) call->window = TRY(window(*node.over, context));
  else call->aggregate = true;
  return bound::ExprPtr(call);
}

// Forms whose typing no signature can say. nullopt: an ordinary call.
Result<std::optional<bound::ExprPtr>> Analyzer::special_call(const ast::FunctionCall& node, const ExprContext& context) {
  const auto name = function_name(node);
  const size_t count = node.arguments.size();
  const auto some = [](ExprPtr expr) { return std::optional<ExprPtr>(std::move(expr)); };
  if ((name == "grouping" || (name == "grouping_id" && !trino())) && count > 0) return some(TRY(grouping_call(node, context)));
  if (trino() && name == "if" && (count == 2 || count == 3)) {
    auto condition = TRY(boolean(*node.arguments[0], context, "IF condition must evaluate to a boolean", "IF"));
    std::vector<ExprPtr> results;
    for (size_t i = 1; i < count; ++i) results.push_back(TRY(expression(*node.arguments[i], context)));
    auto type = std::optional(results[0]->type);
    if (count == 3) type = super_type(*results[0], *results[1]);
    if (!type)
      return errors::trino(node.span.position, "TYPE_MISMATCH", "Result types for IF must be the same: " + type_text(results[0]->type) + " vs " + type_text(results[1]->type));
    auto expr = make_expr(ExprKind::case_, *type, node.span);
    expr->args.push_back(condition);
    for (auto& result : results) expr->args.push_back(coerce(result, *type));
    for (const auto& arg : expr->args) expr->volatile_ = expr->volatile_ || arg->volatile_;
    return some(bound::ExprPtr(expr));
  }
  if (trino() && name == "nullif" && count == 2) return some(TRY(nullif_call(node, context)));
  if (name == "typeof" && trino() && count == 1) {
    auto argument = TRY(expression(*node.arguments[0], context));
    return some(make_constant(quote_string(trino_name(argument->type)), varchar(), node.span));
  }
  if (!trino() && name == "array" && count == 1 && node.arguments[0]->kind == ast::ExprKind::scalar_subquery) {  // of the catalog: psql's ARRAY(SELECT ...)
    const auto rows = TRY(expression(*node.arguments[0], context));
    return some(make_call("ARRAY$1", array_of(default_type(*rows)), {rows}, node.span));
  }
  if (!trino() && (name == "percentile_cont" || name == "percentile_disc") && count == 1 && node.within_group.size() == 1) return some(TRY(percentile_call(node, context)));
  static constexpr const char* kClocks[] = {"now", "getdate", "current_date", "current_timestamp", "sysdate", "current_catalog", "current_schema", "current_user", "current_database", "session_user", "user", "current_user_id"};
  if (count == 0 && !node.star && !node.over && std::find(std::begin(kClocks), std::end(kClocks), name) != std::end(kClocks)) {
    ast::SpecialValue value;
    value.name = name;
    value.span = node.span;
    return some(TRY(special_value(value, context)));
  }
  return std::optional<ExprPtr>();
}

}  // namespace tarn::sql
