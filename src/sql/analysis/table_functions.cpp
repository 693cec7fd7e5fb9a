// Functions in FROM: series of numbers, functions that give rows of the warehouse's catalog, and in Redshift any function of one value.
#include "sql/analysis/analysis.h"
#include "sql/emit/emit.h"
#include "sql/functions/coercion.h"

namespace tarn::sql {

using bound::ExprKind;

namespace {

// Whether DuckDB's table function can take it: nothing of a row, a parameter or a query in it.
bool is_fixed(const bound::Expr& expr) {
  return !contains(expr, [](const bound::Expr& e) { return e.kind == ExprKind::column || e.kind == ExprKind::parameter || e.kind == ExprKind::call || e.query; });
}

}  // namespace

Result<Analyzer::FromItem> Analyzer::table_function(const ast::TableFunction& node, const QueryContext& context, const Scope& lateral) {
  const auto& name = node.name.last();
  if (name == (trino() ? "sequence" : "generate_series")) return series(node, context, lateral);
  if (trino()) return fail(node.span, "FUNCTION_NOT_FOUND", "42883", "Table function '" + name + "' not registered");
  std::vector<ExprPtr> args;
  std::vector<std::string> texts;
  ExprContext inner{.scope = &lateral, .query = &context, .clause = "FROM"};
  for (const auto& argument : node.arguments) {
    if (!argument.value) return not_supported(node.span, "This argument of " + name);
    args.push_back(TRY(expression(*argument.value, inner)));
    texts.push_back(emit_expression(*coerce(args.back(), default_type(*args.back())), dialect_));
  }
  if (name == "unnest" && args.size() == 1 && args[0]->type.is(TypeKind::array)) {  // of the catalog's arrays; a bare UNNEST is a form of the grammar
    auto relation = std::make_shared<bound::Relation>();
    relation->kind = bound::Relation::Kind::unnest;
    relation->id = next_id_++;
    relation->lateral = true;
    relation->columns.push_back({.name = name, .physical = "c1", .type = args[0]->type.children[0]});
    relation->arguments = {args[0]};
    auto value = make_expr(ExprKind::column, relation->columns[0].type, node.span);
    value->relation = relation->id;
    value->text = "c1";
    return named_by_function(node, FromItem{relation, {{.name = name, .qualifier = {}, .expr = value}}});
  }
  if (const auto found = TRY(resolver_.find_rows(name, texts))) return catalog_rows(node, *found);
  FromItem item = relation_of_query(one_value(TRY(value_of(node, std::move(args), inner)), name));
  auto relation = std::make_shared<bound::Relation>(*item.relation);
  relation->lateral = !node.arguments.empty();
  item.relation = relation;
  return named_by_function(node, std::move(item));
}

Result<bound::ExprPtr> Analyzer::value_of(const ast::TableFunction& node, std::vector<ExprPtr> args, const ExprContext& context) {
  if (!args.empty()) return plain_call(node.name.last(), std::move(args), node.span);
  ast::FunctionCall call;
  call.name = node.name;
  call.span = node.span;
  return function_call(call, context);
}

bound::QueryPtr Analyzer::one_value(ExprPtr value, const std::string& name) {
  auto query = std::make_shared<bound::Query>();
  query->columns.push_back({.name = name, .physical = name, .type = value->type});
  query->select.emplace();
  query->select->items.push_back({std::move(value), name});
  return query;
}

// The one column of a function of a plain type is called as the alias, if there is one.
Analyzer::FromItem Analyzer::named_by_function(const ast::TableFunction& node, FromItem item) {
  item.fields[0].qualifier = {node.name.last()};
  if (node.alias && node.alias->columns.empty()) item.fields[0].name = node.alias->name.value;
  return item;
}

// f() AS x(a int, b name): the definitions say what the function's columns are called and read as.
Result<Analyzer::FromItem> Analyzer::catalog_rows(const ast::TableFunction& node, const Relation& found) {
  if (!node.alias || node.alias->column_types.empty())
    return errors::redshift(node.span.position, "42601", "a column definition list is required for functions returning \"record\"");
  const auto& types = node.alias->column_types;
  if (types.size() != found.columns.size())
    return errors::redshift(node.span.position, "42804", "query-specified return row and actual function return row do not match");
  auto relation = std::make_shared<bound::Relation>();
  relation->kind = bound::Relation::Kind::table;
  relation->id = next_id_++;
  relation->text = found.physical_name;
  auto query = std::make_shared<bound::Query>();
  query->select.emplace();
  for (size_t i = 0; i < types.size(); ++i) {
    const auto& column = found.columns[i];
    relation->columns.push_back({.name = column.name, .physical = column.name, .type = column.type});
    auto value = make_expr(ExprKind::column, column.type, node.span);
    value->relation = relation->id;
    value->text = column.name;
    const Type type = TRY(resolve_type(types[i]));
    if (!can_cast(column.type, type, dialect_)) return errors::cannot_cast(dialect_, types[i].span.position, column.type, type);
    query->columns.push_back({.name = column.name, .physical = column.name, .type = type});
    query->select->items.push_back({coerce(value, type), column.name});
  }
  query->select->from = relation;
  return relation_of_query(query);
}

// Constant bounds are DuckDB's table function, which makes its rows as they are read; others a list for each row beside.
Result<Analyzer::FromItem> Analyzer::series(const ast::TableFunction& node, const QueryContext& context, const Scope& lateral) {
  const auto& name = node.name.last();
  static constexpr const char* kNames[] = {"start", "stop", "step"};
  if (!trino() && (node.arguments.size() < 2 || node.arguments.size() > 3)) return errors::no_function(dialect_, node.span.position, name, std::vector<Type>(node.arguments.size()), {});
  const Type bigint = simple(TypeKind::bigint);
  std::vector<ExprPtr> bounds{make_constant("0", bigint, node.span), make_constant("0", bigint, node.span), make_constant("1", bigint, node.span)};
  ExprContext inner{.scope = &lateral, .query = &context, .clause = "Table function"};
  bool fixed = true, small = true;
  for (size_t i = 0; i < node.arguments.size() && i < bounds.size(); ++i) {
    const auto& argument = node.arguments[i];
    if (!argument.value) return not_supported(node.span, "This argument of " + name);
    size_t at = i;
    for (size_t n = 0; argument.name && n < 3; ++n)
      if (argument.name->value == kNames[n]) at = n;
    auto value = TRY(expression(*argument.value, inner));
    if (!is_integer(value->type) && (trino() || !value->type.is(TypeKind::unknown)))
      return fail(argument.value->span, "INVALID_FUNCTION_ARGUMENT", "42883", "Expected an integer for " + std::string(kNames[at]));
    small = small && !value->type.is(TypeKind::bigint) && !value->type.is(TypeKind::unknown);
    fixed = fixed && is_fixed(*value);
    bounds[at] = coerce(value, bigint);
  }
  if (!trino() && !fixed) {
    auto rows = make_call("unnest(generate_series($1, $2, $3))", bigint, bounds, node.span);
    FromItem item = relation_of_query(one_value(small ? coerce(rows, simple(TypeKind::integer)) : rows, name));
    auto relation = std::make_shared<bound::Relation>(*item.relation);
    relation->lateral = true;
    item.relation = relation;
    return named_by_function(node, std::move(item));
  }
  auto relation = std::make_shared<bound::Relation>();
  relation->kind = bound::Relation::Kind::function;
  relation->id = next_id_++;
  relation->text = "generate_series(" + emit_expression(*bounds[0], dialect_) + ", " + emit_expression(*bounds[1], dialect_) + ", " + emit_expression(*bounds[2], dialect_) + ")";
  const auto column = trino() ? "sequential_number" : name;
  relation->columns.push_back({.name = column, .physical = column, .type = bigint});
  auto value = make_expr(ExprKind::column, bigint, node.span);
  value->relation = relation->id;
  value->text = column;
  if (trino() || !small) return named_by_function(node, FromItem{relation, {{.name = column, .qualifier = {name}, .expr = value}}});
  auto query = std::make_shared<bound::Query>(*one_value(coerce(value, simple(TypeKind::integer)), name));
  query->select->from = relation;
  return named_by_function(node, relation_of_query(query));
}

}  // namespace tarn::sql
