#include <algorithm>

#include "sql/analysis/analysis.h"
#include "sql/emit/emit.h"
#include "sql/functions/coercion.h"
#include "sql/parser/parser.h"

namespace tarn::sql {

using bound::ExprKind;

namespace {

bound::ExprPtr column_expr(int relation, const bound::Column& column) {
  auto expr = std::make_shared<bound::Expr>();
  expr->kind = ExprKind::column;
  expr->relation = relation;
  expr->text = column.physical;
  expr->type = column.type;
  return expr;
}

std::vector<Field> fields_of(const bound::Relation& relation, const std::vector<std::string>& qualifier) {
  std::vector<Field> fields;
  for (const auto& column : relation.columns)
    fields.push_back({.name = column.name, .qualifier = qualifier, .expr = column_expr(relation.id, column), .hidden = column.hidden});
  return fields;
}

}  // namespace

Analyzer::FromItem Analyzer::relation_of_query(bound::QueryPtr query) {
  auto relation = std::make_shared<bound::Relation>();
  relation->kind = bound::Relation::Kind::query;
  relation->id = next_id_++;
  relation->columns = query->columns;
  relation->query = std::move(query);
  return {relation, fields_of(*relation, {})};
}

Result<Analyzer::FromItem> Analyzer::relation(const ast::Relation& node, const QueryContext& context, const Scope& lateral) {
  FromItem item;
  switch (node.kind) {
    case ast::RelationKind::table: item = TRY(table(ast::as<ast::TableRelation>(node), context, lateral)); break;
    case ast::RelationKind::subquery: item = TRY(subquery(*ast::as<ast::SubqueryRelation>(node).query, context, nullptr)); break;
    case ast::RelationKind::join: item = TRY(join(ast::as<ast::Join>(node), context, lateral)); break;
    case ast::RelationKind::unnest: item = TRY(unnest(ast::as<ast::Unnest>(node), context, lateral)); break;
    case ast::RelationKind::lateral: item = TRY(subquery(*ast::as<ast::Lateral>(node).query, context, &lateral)); break;
    case ast::RelationKind::table_function: item = TRY(table_function(ast::as<ast::TableFunction>(node), context, lateral)); break;
    case ast::RelationKind::parenthesized: item = TRY(relation(*ast::as<ast::ParenthesizedRelation>(node).inner, context, lateral)); break;
    case ast::RelationKind::match_recognize: return not_supported(node.span, "MATCH_RECOGNIZE");
    case ast::RelationKind::pivot: return not_supported(node.span, "PIVOT");
    case ast::RelationKind::unpivot: return not_supported(node.span, "UNPIVOT");
    case ast::RelationKind::object_unpivot: return not_supported(node.span, "UNPIVOT of an object");
  }
  if (node.sample) TRY(sample(*node.sample, context, item));
  if (node.alias) item = TRY(with_alias(std::move(item), *node.alias, trino() ? node.span : node.alias->span));
  return item;
}

Result<Analyzer::FromItem> Analyzer::with_alias(FromItem item, const ast::Alias& alias, const ast::Span& at) {
  std::erase_if(item.fields, [&](const Field& f) { return f.qualified_only || (f.hidden && !alias.columns.empty()); });
  if (!alias.columns.empty() && alias.columns.size() != item.fields.size()) {
    if (!trino() && alias.columns.size() < item.fields.size()) {
      // PostgreSQL lets a shorter list name the first columns.
    } else {
      return fail(at, "MISMATCHED_COLUMN_ALIASES", "42P10",
                  trino() ? "Column alias list has " + std::to_string(alias.columns.size()) + " entries but '" + alias.name.value + "' has " + std::to_string(item.fields.size()) + " columns available"
                          : "table \"" + alias.name.value + "\" has " + std::to_string(item.fields.size()) + " columns available but " + std::to_string(alias.columns.size()) + " columns specified");
    }
  }
  for (size_t i = 0; i < item.fields.size(); ++i) {
    item.fields[i].qualifier = {alias.name.value};
    if (i < alias.columns.size()) item.fields[i].name = alias.columns[i].value;
  }
  return item;
}

Result<void> Analyzer::sample(const ast::Sample& node, const QueryContext& context, FromItem& item) {
  ExprContext inner{.query = &context, .clause = "TABLESAMPLE"};
  auto percentage = TRY(expression(*node.percentage, inner));
  if (!is_numeric(percentage->type) || percentage->kind != ExprKind::constant)
    return fail(node.percentage->span, "EXPRESSION_NOT_CONSTANT", "42601", "Sample percentage should be a constant number");
  auto relation = std::make_shared<bound::Relation>(*item.relation);
  const auto text = emit_expression(*percentage, dialect_);
  const size_t open = text.find('('), as = text.find(" AS");
  const auto number = open == std::string::npos ? text : text.substr(open + 1, as - open - 1);
  relation->sample = "TABLESAMPLE " + number + " PERCENT (" + (node.bernoulli ? "bernoulli" : "system") + ")";
  item.relation = relation;
  return {};
}

Result<QualifiedName> Analyzer::full_name(const ast::ObjectName& name, const QueryContext& context) {
  auto qualified = name.qualified();
  if (qualified.parts.size() > 3) return fail(name.span, "SYNTAX_ERROR", "0A000", "Too many dots in table name: " + qualified.str());
  if (qualified.parts.size() == 1 && !context.schema.empty()) qualified.parts.insert(qualified.parts.begin(), context.schema);
  if (qualified.parts.size() == 2 && !context.catalog.empty()) qualified.parts.insert(qualified.parts.begin(), context.catalog);
  return qualified;
}

Result<Relation> Analyzer::find_relation(const ast::ObjectName& name, const QueryContext& context) {
  const auto asked = TRY(full_name(name, context));
  auto found_or_error = resolver_.find_relation(asked);
  if (!found_or_error.ok()) {
    auto error = std::move(found_or_error).error();
    if (trino() && !error.message.starts_with("line ")) return errors::trino(name.span.position, error.code.c_str(), error.message);
    return error;
  }
  if (*found_or_error) return std::move(**found_or_error);
  if (!trino()) return errors::relation_not_found(dialect_, name.span.position, name.str());
  auto full = asked.parts;
  if (full.size() == 1) full.insert(full.begin(), options_.schema);
  if (full.size() == 2) full.insert(full.begin(), options_.catalog);
  if (!TRY(resolver_.schema_exists(full[0], full[1]))) return errors::schema_not_found(dialect_, name.span.position, full[1]);
  return errors::relation_not_found(dialect_, name.span.position, QualifiedName{full}.str());
}

Result<Analyzer::FromItem> Analyzer::table(const ast::TableRelation& node, const QueryContext& context, const Scope& lateral) {
  if (node.path) return super_path(node, context, lateral);
  if (node.travel != ast::TableRelation::Travel::none) return not_supported(node.span, "Time travel on this table");
  if (node.name.parts.size() == 1 && context.tables) {
    if (const auto* common = context.tables->find(node.name.last())) {
      auto relation = std::make_shared<bound::Relation>();
      relation->kind = bound::Relation::Kind::cte;
      relation->id = next_id_++;
      relation->text = common->name;
      relation->columns = common->columns;
      return FromItem{relation, fields_of(*relation, {node.name.last()})};
    }
  }
  if (!trino() && node.name.parts.size() > 1 && lateral.has_relation({node.name.parts[0].value})) return super_path(node, context, lateral);
  const auto found = TRY(find_relation(node.name, context));
  if (found.kind == Relation::Kind::view) return view(found, node, context);
  if (found.is_protected) return protected_scan(found, node, context);
  return scan(found, node);
}

Result<Analyzer::FromItem> Analyzer::scan(const Relation& found, const ast::TableRelation&) {
  auto relation = std::make_shared<bound::Relation>();
  relation->id = next_id_++;
  for (const auto& column : found.columns)
    relation->columns.push_back({.name = column.name, .physical = column.name, .type = column.type, .hidden = column.hidden});
  relation->program_relation = static_cast<int>(program_.relations.size());
  if (found.kind == Relation::Kind::warehouse_table) {
    relation->kind = bound::Relation::Kind::table;
    relation->text = found.physical_name;
  }
  scans_[relation->id] = relation->program_relation;
  program_.relations.push_back({.pin = found.pin, .columns = {}});
  std::vector<std::string> qualifier;
  for (const auto* part : {&found.catalog, &found.schema, &found.name})
    if (!part->empty()) qualifier.push_back(*part);
  auto fields = fields_of(*relation, qualifier);
  for (auto& field : fields) {
    // A lake scan gives instants without a zone of their own.
    if (!trino() || !field.expr->type.is(TypeKind::timestamp_tz)) continue;
    auto raw = std::make_shared<bound::Expr>(*field.expr);
    raw->raw_instant = true;
    field.expr = raw;
  }
  return FromItem{relation, std::move(fields)};
}

// A relation with a policy is its own query behind a barrier: no expression of the user's meets a row that the policy hides.
Result<Analyzer::FromItem> Analyzer::protected_scan(const Relation& found, const ast::TableRelation& node, const QueryContext& context) {
  auto inner = TRY(scan(found, node));
  Scope scope;
  scope.fields = inner.fields;
  auto query = std::make_shared<bound::Query>();
  query->select.emplace();
  query->select->from = inner.relation;
  ExprContext expr_context{.scope = &scope, .query = &context, .clause = "Row filter"};
  for (const auto& text : found.row_filters) {
    const auto parsed = TRY(parse_expression(text, dialect_));
    auto filter = TRY(boolean(*parsed, expr_context, "Row filter must evaluate to a boolean: actual type", "row filter"));
    auto& where = query->select->where;
    where = where ? make_call("($1 OR $2)", simple(TypeKind::boolean), {where, filter}, node.span) : filter;
  }
  for (size_t i = 0; i < inner.fields.size(); ++i) {
    query->select->items.push_back({inner.fields[i].expr, inner.relation->columns[i].physical});
    query->columns.push_back(inner.relation->columns[i]);
  }
  auto outer = relation_of_query(query);
  auto barrier = std::make_shared<bound::Relation>(*outer.relation);
  barrier->barrier = true;
  outer.relation = barrier;
  scans_[barrier->id] = inner.relation->program_relation;
  for (size_t i = 0; i < outer.fields.size(); ++i) outer.fields[i].qualifier = inner.fields[i].qualifier;
  return outer;
}

Result<Analyzer::FromItem> Analyzer::view(const Relation& found, const ast::TableRelation& node, const QueryContext& context) {
  const auto full = QualifiedName{{found.catalog, found.schema, found.name}}.str();
  if (context.view_depth >= options_.max_view_depth) return fail(node.span, "INVALID_VIEW", "54001", "View '" + full + "' is nested too deeply");
  const auto parsed = TRY(parse_query(found.view_sql, found.view_dialect));
  QueryContext inner;
  inner.catalog = found.view_catalog;
  inner.schema = found.view_schema;
  inner.view_depth = context.view_depth + 1;
  auto analyzed = query(*parsed, inner);
  if (!analyzed.ok()) {
    const auto& error = analyzed.error();
    if (!trino()) return error;
    return errors::trino(node.span.position, "INVALID_VIEW", "Failed analyzing stored view '" + full + "': " + error.message);
  }
  auto body = settled(*analyzed);
  std::vector<Type> types;
  for (const auto& column : found.columns) types.push_back(column.type);
  const auto stale = [&](size_t i, const std::string& why) {
    return fail(node.span, "INVALID_VIEW", "42P16", "View '" + full + "' is stale or in invalid state: " + why + (i < types.size() ? " at position " + std::to_string(i) : ""));
  };
  if (!types.empty() && types.size() != body->columns.size()) return stale(types.size(), "stored view column count (" + std::to_string(types.size()) + ") does not match column count derived from the view query analysis (" + std::to_string(body->columns.size()) + ")");
  for (size_t i = 0; i < types.size(); ++i)
    if (!can_coerce(body->columns[i].type, types[i], dialect_))
      return errors::trino(node.span.position, "INVALID_VIEW", "View '" + full + "' is stale or in invalid state: column [" + found.columns[i].name + "] of type " + type_text(body->columns[i].type) + " projected from query view at position " + std::to_string(i) + " cannot be coerced to column [" + found.columns[i].name + "] of type " + type_text(types[i]) + " stored in view definition");
  if (!types.empty()) body = TRY(coerce_query(body, types));
  auto item = relation_of_query(body);
  for (size_t i = 0; i < item.fields.size(); ++i) {
    if (i < found.columns.size()) item.fields[i].name = found.columns[i].name;
    item.fields[i].qualifier = {found.catalog, found.schema, found.name};
  }
  if (found.is_protected) {
    auto barrier = std::make_shared<bound::Relation>(*item.relation);
    barrier->barrier = true;
    item.relation = barrier;
  }
  return item;
}

Result<Analyzer::FromItem> Analyzer::subquery(const ast::Query& node, const QueryContext& context, const Scope* lateral) {
  QueryContext inner = context;
  if (lateral) inner.outer = lateral;
  auto item = relation_of_query(settled(TRY(query(node, inner))));
  if (lateral) {
    auto relation = std::make_shared<bound::Relation>(*item.relation);
    relation->lateral = true;
    item.relation = relation;
  }
  return item;
}

Result<Analyzer::FromItem> Analyzer::unnest(const ast::Unnest& node, const QueryContext& context, const Scope& lateral) {
  auto relation = std::make_shared<bound::Relation>();
  relation->kind = bound::Relation::Kind::unnest;
  relation->id = next_id_++;
  relation->lateral = true;
  relation->with_ordinality = node.with_ordinality || node.with_offset;
  const auto add = [&](const std::string& name, const Type& type) {
    relation->columns.push_back({.name = name, .physical = "c" + std::to_string(relation->columns.size() + 1), .type = type});
  };
  ExprContext inner{.scope = &lateral, .query = &context, .clause = "UNNEST"};
  for (const auto& argument : node.arguments) {
    auto value = TRY(expression(*argument, inner));
    if (value->type.is(TypeKind::array)) {
      const auto& element = value->type.children[0];
      if (element.is(TypeKind::row) && trino()) {
        for (size_t i = 0; i < element.children.size(); ++i) add(element.field_names[i], element.children[i]);
      } else {
        add("", element);
      }
    } else if (value->type.is(TypeKind::map)) {
      add("", value->type.children[0]);
      add("", value->type.children[1]);
    } else {
      const auto text = "Cannot unnest type: " + type_text(value->type);
      if (trino()) return Error{"INVALID_FUNCTION_ARGUMENT", text, 0, {}};  // one of Trino's few errors without a position
      return fail(argument->span, "", "42804", text);
    }
    relation->arguments.push_back(std::move(value));
  }
  if (relation->with_ordinality) add("", simple(TypeKind::bigint));
  return FromItem{relation, fields_of(*relation, {})};
}

// FROM t, t.items AS i: Redshift's navigation into a SUPER column.
Result<Analyzer::FromItem> Analyzer::super_path(const ast::TableRelation& node, const QueryContext& context, const Scope& lateral) {
  ExprContext inner{.scope = &lateral, .query = &context, .clause = "FROM"};
  ExprPtr value;
  if (node.path) {
    value = TRY(expression(*node.path, inner));
  } else {
    ast::ColumnReference reference;
    reference.span = node.span;
    reference.parts = node.name.parts;
    value = TRY(column_reference(reference, inner));
  }
  if (value->type.is(TypeKind::super_)) value = make_call("CAST($1 AS JSON[])", array_of(simple(TypeKind::super_)), {value}, node.span);
  if (!value->type.is(TypeKind::array)) return fail(node.span, "TYPE_MISMATCH", "42804", "cannot iterate over type " + type_text(value->type));
  auto relation = std::make_shared<bound::Relation>();
  relation->kind = bound::Relation::Kind::unnest;
  relation->id = next_id_++;
  relation->lateral = true;
  relation->columns.push_back({.name = node.name.last(), .physical = "c1", .type = value->type.children[0]});
  if (node.alias) relation->columns[0].name = node.alias->name.value;
  relation->with_ordinality = node.alias && node.alias->at;
  if (relation->with_ordinality) relation->columns.push_back({.name = node.alias->at->value, .physical = "c2", .type = simple(TypeKind::bigint)});
  relation->arguments = {std::move(value)};
  return FromItem{relation, fields_of(*relation, {})};
}

Result<Analyzer::FromItem> Analyzer::join(const ast::Join& node, const QueryContext& context, const Scope& lateral) {
  auto left = TRY(relation(*node.left, context, lateral));
  Scope beside = lateral;
  beside.fields.insert(beside.fields.end(), left.fields.begin(), left.fields.end());
  auto right = TRY(relation(*node.right, context, beside));
  if (node.natural) {
    if (trino()) return errors::trino(node.span.position, "NOT_SUPPORTED", "Natural join not supported");
    std::vector<std::string> shared;
    for (const auto& field : left.fields)
      if (!field.qualified_only && std::any_of(right.fields.begin(), right.fields.end(), [&](const Field& f) { return f.name == field.name && !f.qualified_only; })) shared.push_back(field.name);
    return join_using(node, std::move(left), std::move(right), std::move(shared));
  }
  if (!node.using_columns.empty()) {
    std::vector<std::string> names;
    for (const auto& column : node.using_columns) names.push_back(column.value);
    return join_using(node, std::move(left), std::move(right), std::move(names), &node.using_columns);
  }
  auto join = std::make_shared<bound::Relation>();
  join->kind = bound::Relation::Kind::join;
  static constexpr bound::JoinType kTypes[] = {bound::JoinType::cross, bound::JoinType::cross, bound::JoinType::inner, bound::JoinType::left, bound::JoinType::right, bound::JoinType::full};
  join->join = kTypes[static_cast<int>(node.type)];
  join->left = left.relation;
  join->right = right.relation;
  FromItem out{join, std::move(left.fields)};
  out.fields.insert(out.fields.end(), right.fields.begin(), right.fields.end());
  if (node.on) {
    Scope scope;
    scope.outer = context.outer;
    scope.fields = out.fields;
    ExprContext inner{.scope = &scope, .query = &context, .clause = "JOIN clause", .clause_position = node.on->position()};
    join->on = TRY(boolean(*node.on, inner, "JOIN ON clause must evaluate to a boolean: actual type", "JOIN/ON"));
  }
  return out;
}

// The shared columns come first, once, and belong to neither side.
Result<Analyzer::FromItem> Analyzer::join_using(const ast::Join& node, FromItem left, FromItem right, std::vector<std::string> names,
                                                       const std::vector<ast::Identifier>* written) {
  auto join = std::make_shared<bound::Relation>();
  join->kind = bound::Relation::Kind::join;
  static constexpr bound::JoinType kTypes[] = {bound::JoinType::inner, bound::JoinType::inner, bound::JoinType::inner, bound::JoinType::left, bound::JoinType::right, bound::JoinType::full};
  join->join = kTypes[static_cast<int>(node.type)];
  join->left = left.relation;
  join->right = right.relation;
  FromItem out{join, {}};
  const auto side = [&](FromItem& item, const std::string& name, const char* which, const ast::Span& at) -> Result<Field> {
    std::vector<const Field*> found;
    for (const auto& field : item.fields)
      if (field.name == name && !field.qualified_only) found.push_back(&field);
    if (found.empty())
      return fail(at, "COLUMN_NOT_FOUND", "42703", trino() ? "Column '" + name + "' is missing from " + which + " side of join" : "column \"" + name + "\" specified in USING clause does not exist in " + which + " table");
    if (found.size() > 1) return errors::column_ambiguous(dialect_, at.position, name);
    return *found[0];
  };
  for (size_t i = 0; i < names.size(); ++i) {
    const auto& name = names[i];
    const auto& at = written ? (*written)[i].span : node.span;
    const auto a = TRY(side(left, name, "left", at)), b = TRY(side(right, name, "right", at));
    mark_used(*a.expr);
    mark_used(*b.expr);
    auto equal = TRY(comparison(at, "=", a.expr, b.expr));
    join->on = join->on ? make_call("($1 AND $2)", simple(TypeKind::boolean), {join->on, equal}, node.span) : equal;
    ExprPtr value = join->join == bound::JoinType::right ? b.expr : a.expr;
    if (join->join == bound::JoinType::full) value = make_call("coalesce($1, $2)", equal->args[0]->type, {equal->args[0], equal->args[1]}, node.span);
    out.fields.push_back({.name = name, .qualifier = {}, .expr = value});
  }
  const auto rest = [&](const FromItem& item) {
    for (const auto& field : item.fields) {
      const bool is_shared = std::find(names.begin(), names.end(), field.name) != names.end();
      if (is_shared && (trino() || field.qualifier.empty())) continue;
      out.fields.push_back(field);
      out.fields.back().qualified_only = field.qualified_only || is_shared;  // PostgreSQL still knows each side's own by its qualifier
    }
  };
  rest(left);
  rest(right);
  return out;
}

}  // namespace tarn::sql
