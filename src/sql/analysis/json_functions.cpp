// JSON_EXISTS, JSON_VALUE, JSON_QUERY, JSON_OBJECT and JSON_ARRAY. The first three look at what a path finds, once: trino.json_items
// gives STRUCT(error, items (kind, text)[]), bound to a lambda's parameter.
#include "sql/analysis/analysis.h"
#include "sql/emit/layout.h"
#include "sql/functions/coercion.h"
#include "sql/functions/json_path.h"

namespace tarn::sql {

using bound::ExprKind;
using bound::ExprPtr;
using Behaviour = ast::JsonFunction::Behaviour;
using Form = ast::JsonFunction::Form;
using Wrapper = ast::JsonFunction::Wrapper;

namespace {

constexpr const char* kItemText = "struct_extract(list_extract(struct_extract($1, 'items'), 1), 'text')";
constexpr const char* kItemIsString = "struct_extract(list_extract(struct_extract($1, 'items'), 1), 'kind') = 'string'";
constexpr const char* kItemJson =
    "CASE WHEN struct_extract(list_extract(struct_extract($1, 'items'), 1), 'kind') = 'string' "
    "THEN CAST(to_json(struct_extract(list_extract(struct_extract($1, 'items'), 1), 'text')) AS VARCHAR) ELSE struct_extract(list_extract(struct_extract($1, 'items'), 1), 'text') END";
constexpr const char* kWrapped =
    "('[' || coalesce(array_to_string(list_transform(struct_extract($1, 'items'), lambda e: CASE WHEN e.kind = 'string' THEN CAST(to_json(e.text) AS VARCHAR) ELSE e.text END), ','), '') || ']')";

// The forms whose text is JSON already.
bool gives_json(const ast::Expr& expr) {
  const auto* json = ast::try_as<ast::JsonFunction>(&expr);
  return json && (json->form == Form::query || json->form == Form::object || json->form == Form::array);
}

struct ScalarSource {
  const char* kind;    // of the item
  const char* emit;    // its value, as a template over the text
  TypeKind type;
};
constexpr ScalarSource kScalars[] = {{"struct_extract(list_extract(struct_extract($1, 'items'), 1), 'kind') = 'string'", "$1", TypeKind::varchar},
                                     {"struct_extract(list_extract(struct_extract($1, 'items'), 1), 'kind') = 'bigint'", "CAST($1 AS BIGINT)", TypeKind::bigint},
                                     {"struct_extract(list_extract(struct_extract($1, 'items'), 1), 'kind') = 'double'", "CAST($1 AS DOUBLE)", TypeKind::double_},
                                     {"struct_extract(list_extract(struct_extract($1, 'items'), 1), 'kind') = 'boolean'", "CAST($1 AS BOOLEAN)", TypeKind::boolean}};

// CASE WHEN ... THEN ... over what a path found.
class Branches {
 public:
  Branches(Type type, ExprPtr found, const ast::Span& at) : expr_(make_expr(ExprKind::case_, std::move(type), at)), found_(std::move(found)), at_(at) {}

  ExprPtr test(const char* condition) const { return make_call(condition, simple(TypeKind::boolean), {found_}, at_); }
  ExprPtr text(const char* emit) const { return make_call(emit, varchar(), {found_}, at_); }
  void when(const char* condition, ExprPtr result) { when(test(condition), std::move(result)); }
  void when(ExprPtr condition, ExprPtr result) {
    expr_->volatile_ = expr_->volatile_ || result->volatile_;
    expr_->args.push_back(std::move(condition));
    expr_->args.push_back(std::move(result));
  }
  ExprPtr otherwise(ExprPtr result) {
    expr_->args.push_back(std::move(result));
    return expr_;
  }
  ExprPtr null() const { return make_constant("NULL", expr_->type, at_); }
  // Raises what json_items reported, or the text.
  ExprPtr raise_reported() const { return make_call("trino.fail(struct_extract($1, 'error'))", expr_->type, {found_}, at_); }
  ExprPtr raise(const std::string& text) const { return make_call("trino.fail($1)", expr_->type, {make_constant(quote_string(text), varchar(), at_)}, at_); }

 private:
  std::shared_ptr<bound::Expr> expr_;
  ExprPtr found_;
  const ast::Span& at_;
};

// What a clause answers; `error`: what ERROR raises.
ExprPtr behaviour(const Branches& branches, Behaviour how, const ExprPtr& value, ExprPtr error, const ast::Span& at) {
  switch (how) {
    case Behaviour::error: return error;
    case Behaviour::default_: return value;
    case Behaviour::true_: return make_constant("TRUE", simple(TypeKind::boolean), at);
    case Behaviour::false_: return make_constant("FALSE", simple(TypeKind::boolean), at);
    case Behaviour::empty_array: return make_constant("'[]'", varchar(), at);
    case Behaviour::empty_object: return make_constant("'{}'", varchar(), at);
    default: return branches.null();
  }
}

}  // namespace

// The text of an input that is read as JSON.
Result<ExprPtr> Analyzer::json_input(const ast::Expr& expr, const std::string& format, const ExprContext& context) {
  auto value = TRY(expression(expr, context));
  if (value->type.is(TypeKind::unknown) || is_text(value->type)) return coerce(value, varchar());
  if (value->type.is(TypeKind::varbinary) && (format == "json" || format == "json encoding utf8")) return make_call("decode($1)", varchar(), {value}, expr.span);
  return errors::trino(expr.span.position, "TYPE_MISMATCH", "Cannot read input of type " + type_text(value->type) + " as JSON using formatting JSON");
}

// The JSON text of a value of SQL; NULL stays NULL. `form`: "JSON_OBJECT", whose values differ in their errors only.
Result<ExprPtr> Analyzer::json_text(const ast::Expr& expr, const std::string& format, const char* form, const ast::Span& call, const ExprContext& context) {
  if (gives_json(expr)) return json_input(expr, format, context);
  if (!format.empty()) return make_call("trino.json_compact($1)", varchar(), {TRY(json_input(expr, format, context))}, expr.span);
  auto value = TRY(expression(expr, context));
  if (value->type.is(TypeKind::double_) || value->type.is(TypeKind::real)) return make_call("trino.format('%s', CAST($1 AS DOUBLE))", varchar(), {value}, expr.span);
  if (is_numeric(value->type) || value->type.is(TypeKind::boolean)) return make_call("CAST($1 AS VARCHAR)", varchar(), {value}, expr.span);
  if (!can_cast(value->type, varchar(), dialect_))
    return errors::trino(call.position, "NOT_SUPPORTED", std::string("Unsupported type of value passed to ") + form + " function: " + type_text(value->type));
  return make_call("CASE WHEN $1 IS NOT NULL THEN CAST(to_json($1) AS VARCHAR) END", varchar(), {coerce(value, varchar())}, expr.span);
}

// What the path finds in the input.
Result<ExprPtr> Analyzer::json_items(const ast::JsonFunction& node, const ExprContext& context) {
  auto input = TRY(json_input(*node.input, node.input_format, context));
  if (auto path = parse_json_path(node.path); !path.ok()) return errors::trino(node.span.position, path.error().code.c_str(), path.error().message);
  std::vector<ExprPtr> names, values;
  for (const auto& passing : node.passing) {
    names.push_back(make_constant(quote_string(passing.name.value), varchar(), node.span));
    values.push_back(TRY(json_text(*passing.value, passing.format, "JSON path", node.span, context)));
  }
  auto variables = make_constant("'{}'", varchar(), node.span);
  if (!names.empty()) {
    auto lists = std::vector{make_call("[$*]", array_of(varchar()), std::move(names), node.span), make_call("[$*]", array_of(varchar()), std::move(values), node.span)};
    variables = make_call("trino.json_object_text($1, $2, TRUE, FALSE)", varchar(), std::move(lists), node.span);
  }
  return make_call("trino.json_items($1, $2, $3)", varchar(), {input, make_constant(quote_string(node.path), varchar(), node.span), variables}, node.span);
}

// The value of DEFAULT e ON EMPTY / ON ERROR.
Result<ExprPtr> Analyzer::json_default(const ast::ExprPtr& node, const char* clause, const Type& type, const ExprContext& context) {
  if (!node) return ExprPtr();
  auto value = TRY(expression(*node, context));
  if (!coercible(*value, type))
    return errors::trino(node->span.position, "TYPE_MISMATCH", "Function JSON_VALUE default " + std::string(clause) + " result must evaluate to a " + type_text(type) + " (actual: " + type_text(value->type) + ")");
  return coerce(value, type);
}

Result<ExprPtr> Analyzer::json_value(const ast::JsonFunction& node, const ExprPtr& found, const ExprContext& context) {
  const Type type = node.returning ? TRY(resolve_type(*node.returning)) : varchar();
  const bool scalar = is_text(type) || is_numeric(type) || type.is(TypeKind::boolean) || type.is(TypeKind::date) || type.is(TypeKind::time) || type.is(TypeKind::time_tz) ||
                      type.is(TypeKind::timestamp) || type.is(TypeKind::timestamp_tz);
  if (!scalar) return errors::trino(node.span.position, "TYPE_MISMATCH", "Invalid return type of function JSON_VALUE: " + type_text(type));
  const auto empty = TRY(json_default(node.empty_default, "ON EMPTY", type, context)), error = TRY(json_default(node.error_default, "ON ERROR", type, context));
  Branches branches(type, found, node.span);
  const auto on_error = [&](ExprPtr raised) { return behaviour(branches, node.on_error, error, std::move(raised), node.span); };
  branches.when("struct_extract($1, 'items') IS NULL", branches.null());
  branches.when("struct_extract($1, 'error') IS NOT NULL", on_error(branches.raise_reported()));
  branches.when("len(struct_extract($1, 'items')) = 0",
                behaviour(branches, node.on_empty, empty, branches.raise("JSON_VALUE_RESULT_ERROR: cannot extract SQL scalar from JSON: JSON path found no items"), node.span));
  branches.when("len(struct_extract($1, 'items')) > 1", on_error(branches.raise("JSON_VALUE_RESULT_ERROR: cannot extract SQL scalar from JSON: JSON path found multiple items")));
  branches.when("struct_extract(list_extract(struct_extract($1, 'items'), 1), 'kind') = 'null'", branches.null());
  for (const auto& source : kScalars) {
    const Type from = simple(source.type);
    if (!can_cast(from, type, dialect_)) continue;
    ExprPtr value = make_call(source.emit, from, {branches.text(kItemText)}, node.span);
    if (from != type) {
      auto cast = make_expr(ExprKind::cast, type, node.span);
      cast->try_ = true;
      cast->args = {value};
      const auto complaint = "JSON_VALUE_RESULT_ERROR: cannot extract SQL scalar from JSON: Cannot cast value of type " + type_text(from) + " to declared return type of function JSON_VALUE: " + type_text(type);
      auto failed = on_error(branches.raise(complaint));
      value = make_call("coalesce($1, $2)", type, {cast, failed}, node.span);
    }
    branches.when(source.kind, value);
  }
  return branches.otherwise(on_error(branches.raise("JSON_VALUE_RESULT_ERROR: cannot extract SQL scalar from JSON: JSON path found an item that cannot be converted to an SQL value")));
}

Result<ExprPtr> Analyzer::json_exists(const ast::JsonFunction& node, const ExprPtr& found) {
  Branches branches(simple(TypeKind::boolean), found, node.span);
  const auto how = node.on_error == Behaviour::unspecified ? Behaviour::false_ : node.on_error;
  branches.when("struct_extract($1, 'items') IS NULL", branches.null());
  branches.when("struct_extract($1, 'error') IS NOT NULL", behaviour(branches, how, nullptr, branches.raise_reported(), node.span));
  return branches.otherwise(branches.test("len(struct_extract($1, 'items')) > 0"));
}

Result<ExprPtr> Analyzer::json_query(const ast::JsonFunction& node, const ExprPtr& found) {
  if (node.wrapper != Wrapper::unspecified && node.wrapper != Wrapper::without && node.keep_quotes)
    return errors::trino(node.span.position, "INVALID_FUNCTION_ARGUMENT", (*node.keep_quotes ? "KEEP" : "OMIT") + std::string(" QUOTES behavior specified with WITH ") +
                                                                              (node.wrapper == Wrapper::conditional ? "CONDITIONAL" : "UNCONDITIONAL") + " ARRAY WRAPPER behavior");
  Branches branches(varchar(), found, node.span);
  const auto when_empty = branches.raise("JSON_OUTPUT_CONVERSION_ERROR: conversion from JSON failed: JSON path found no items");
  branches.when("struct_extract($1, 'items') IS NULL", branches.null());
  branches.when("struct_extract($1, 'error') IS NOT NULL", behaviour(branches, node.on_error, nullptr, branches.raise_reported(), node.span));
  branches.when("len(struct_extract($1, 'items')) = 0", behaviour(branches, node.on_empty, nullptr, when_empty, node.span));
  if (node.wrapper == Wrapper::unconditional) return branches.otherwise(branches.text(kWrapped));
  const auto several = branches.raise("JSON_OUTPUT_CONVERSION_ERROR: conversion from JSON failed: JSON path found multiple items");
  branches.when("len(struct_extract($1, 'items')) > 1",
                node.wrapper == Wrapper::conditional ? branches.text(kWrapped) : behaviour(branches, node.on_error, nullptr, several, node.span));
  if (node.keep_quotes == false) branches.when(kItemIsString, branches.text(kItemText));
  return branches.otherwise(branches.text(kItemJson));
}

// JSON text as the type of RETURNING.
Result<ExprPtr> Analyzer::json_returned(const ast::JsonFunction& node, ExprPtr text) {
  if (!node.returning) return text;
  const Type type = TRY(resolve_type(*node.returning));
  if (is_text(type)) return coerce(text, type);
  if (type.is(TypeKind::varbinary) && (node.returning_format == "json" || node.returning_format == "json encoding utf8" || node.returning_format.empty()))
    return make_call("encode($1)", type, {text}, node.span);
  return errors::trino(node.span.position, "TYPE_MISMATCH", "Cannot output JSON value as " + type_text(type) + " using formatting JSON");
}

Result<ExprPtr> Analyzer::json_constructor(const ast::JsonFunction& node, const ExprContext& context) {
  const bool object = node.form == Form::object;
  std::vector<ExprPtr> keys, values;
  for (const auto& item : node.items) {
    if (object) {
      auto key = TRY(expression(*item.key, context));
      if (!is_text(key->type))
        return errors::trino(item.key->span.position, "INVALID_FUNCTION_ARGUMENT", "Invalid type of JSON object key: " + type_text(key->type));
      keys.push_back(coerce(key, varchar()));
    }
    values.push_back(TRY(json_text(*item.value, item.format, object ? "JSON_OBJECT" : "JSON_ARRAY", object ? node.span : item.value->span, context)));
  }
  const auto list = [&](std::vector<ExprPtr> items) {
    return items.empty() ? make_constant("CAST([] AS VARCHAR[])", array_of(varchar()), node.span) : make_call("[$*]", array_of(varchar()), std::move(items), node.span);
  };
  const bool nulls = node.null_on_null.value_or(object);
  if (!object) return json_returned(node, make_call(nulls ? "trino.json_array_text($1, TRUE)" : "trino.json_array_text($1, FALSE)", varchar(), {list(std::move(values))}, node.span));
  static constexpr const char* kObject[2][2] = {{"trino.json_object_text($1, $2, FALSE, FALSE)", "trino.json_object_text($1, $2, FALSE, TRUE)"},
                                                {"trino.json_object_text($1, $2, TRUE, FALSE)", "trino.json_object_text($1, $2, TRUE, TRUE)"}};
  return json_returned(node, make_call(kObject[nulls][node.unique_keys.value_or(false)], varchar(), {list(std::move(keys)), list(std::move(values))}, node.span));
}

Result<ExprPtr> Analyzer::json_function(const ast::JsonFunction& node, const ExprContext& context) {
  if (node.form == Form::object || node.form == Form::array) return json_constructor(node, context);
  auto items = TRY(json_items(node, context));
  auto found = make_expr(ExprKind::lambda_parameter, varchar(), node.span);
  found->text = "x" + std::to_string(next_lambda_++);
  ExprPtr body;
  if (node.form == Form::value) body = TRY(json_value(node, found, context));
  else if (node.form == Form::exists) body = TRY(json_exists(node, found));
  else body = TRY(json_query(node, found));
  auto lambda = make_expr(ExprKind::lambda, simple(TypeKind::function), node.span);
  lambda->names = {found->text};
  lambda->args = {body};
  lambda->volatile_ = body->volatile_;
  auto result = make_call("list_extract(list_transform([$1], $2), 1)", body->type, {items, lambda}, node.span);
  return node.form == Form::query ? json_returned(node, result) : Result<ExprPtr>(result);
}

}  // namespace tarn::sql
