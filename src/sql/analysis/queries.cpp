#include <algorithm>

#include "sql/analysis/analysis.h"
#include "sql/analysis/select.h"
#include "sql/functions/coercion.h"

namespace tarn::sql {

using bound::ExprKind;

namespace {

const char* operation_text(const ast::SetOperation& node) {
  switch (node.op) {
    case ast::SetOp::union_: return node.all ? "UNION ALL" : "UNION";
    case ast::SetOp::intersect: return node.all ? "INTERSECT ALL" : "INTERSECT";
    case ast::SetOp::except: return node.all ? "EXCEPT ALL" : "EXCEPT";
  }
  return "";
}

const char* operation_word(ast::SetOp op) { return op == ast::SetOp::union_ ? "UNION" : op == ast::SetOp::intersect ? "INTERSECT" : "EXCEPT"; }

Type anonymous_row(std::vector<Type> types) {
  Type row = simple(TypeKind::row);
  row.field_names.resize(types.size());
  row.children = std::move(types);
  return row;
}

Type row_of(const std::vector<bound::ExprPtr>& values) {
  std::vector<Type> types;
  for (const auto& value : values) types.push_back(value->type);
  return anonymous_row(std::move(types));
}

void rename(bound::CommonTable& table, const std::vector<ast::Identifier>& names) {
  for (size_t i = 0; i < names.size(); ++i) table.columns[i].name = names[i].value;
}

}  // namespace

Result<bound::QueryPtr> Analyzer::query(const ast::Query& node, const QueryContext& context) {
  CommonTableScope tables;
  tables.outer = context.tables;
  QueryContext inner = context;
  if (node.with) {
    TRY(common_tables(*node.with, context, tables));
    inner.tables = &tables;
  }
  std::shared_ptr<bound::Query> out;
  if (const auto* select = ast::try_as<ast::Select>(node.body.get())) {
    out = TRY(SelectAnalysis(*this, *select, inner).run(node.order_by, node.with_ties));
  } else {
    auto body_query = TRY(body(*node.body, inner));
    const bool has_tail = !node.order_by.empty() || node.limit || node.offset;
    const bool is_nested = has_tail && (body_query->limit || body_query->offset || !body_query->order_by.empty() || body_query->with.size() > 0);
    if (is_nested) body_query = wrap(body_query);
    out = std::make_shared<bound::Query>(*body_query);
    TRY(order_outputs(node, inner, *out));
  }
  TRY(limits(node, inner, *out));
  out->with.insert(out->with.begin(), tables.tables.begin(), tables.tables.end());
  return bound::QueryPtr(out);
}

// SELECT its columns FROM (query): a fresh level to order, limit or cast on.
bound::QueryPtr Analyzer::wrap(bound::QueryPtr query) {
  auto item = relation_of_query(query);
  auto out = std::make_shared<bound::Query>();
  out->select.emplace();
  out->select->from = item.relation;
  out->columns = query->columns;
  for (size_t i = 0; i < query->columns.size(); ++i) out->select->items.push_back({item.fields[i].expr, query->columns[i].physical});
  return out;
}

Result<bound::QueryPtr> Analyzer::body(const ast::QueryBody& node, const QueryContext& context) {
  switch (node.kind) {
    case ast::BodyKind::select: return bound::QueryPtr(TRY(SelectAnalysis(*this, ast::as<ast::Select>(node), context).run({}, false)));
    case ast::BodyKind::set_operation: return set_operation(ast::as<ast::SetOperation>(node), context);
    case ast::BodyKind::values: return values(ast::as<ast::Values>(node), context);
    case ast::BodyKind::table: return table_body(ast::as<ast::TableBody>(node), context);
    case ast::BodyKind::nested: return query(*ast::as<ast::NestedQuery>(node).query, context);
  }
  return not_supported(node.span, "This query");
}

Result<std::vector<Type>> Analyzer::unify_columns(const ast::SetOperation& node, const bound::Query& left, const bound::Query& right) {
  const std::string word = operation_word(node.op);
  if (left.columns.size() != right.columns.size())
    return fail(node.word_span, "TYPE_MISMATCH", "42601",
                trino() ? word + " query has different number of fields: " + std::to_string(left.columns.size()) + ", " + std::to_string(right.columns.size())
                        : "each " + word + " query must have the same number of columns");
  std::vector<Type> types;
  for (size_t i = 0; i < left.columns.size(); ++i) {
    const auto type = common_super_type(left.columns[i].type, right.columns[i].type, dialect_);
    if (!type)
      return fail(node.word_span, "TYPE_MISMATCH", "42804",
                  trino() ? "column " + std::to_string(i + 1) + " in " + word + " query has incompatible types: " + type_text(left.columns[i].type) + ", " + type_text(right.columns[i].type)
                          : word + " types " + type_text(left.columns[i].type) + " and " + type_text(right.columns[i].type) + " cannot be matched");
    if (!(node.op == ast::SetOp::union_ && node.all) && !is_comparable(*type))
      return fail(node.span, "TYPE_MISMATCH", "42883", "Type " + type_text(*type) + " is not comparable and therefore cannot be used in " + word);
    types.push_back(type->is(TypeKind::unknown) && !trino() ? varchar() : *type);
  }
  return types;
}

Result<bound::QueryPtr> Analyzer::set_operation(const ast::SetOperation& node, const QueryContext& context) {
  auto left = TRY(body(*node.left, context));
  auto right = TRY(body(*node.right, context));
  const auto types = TRY(unify_columns(node, *left, *right));
  auto out = std::make_shared<bound::Query>();
  out->set = bound::SetOperation{operation_text(node), TRY(coerce_query(left, types)), TRY(coerce_query(right, types))};
  out->columns = out->set->left->columns;
  return bound::QueryPtr(out);
}

Result<bound::QueryPtr> Analyzer::values(const ast::Values& node, const QueryContext& context) {
  auto out = std::make_shared<bound::Query>();
  out->values.emplace();
  std::vector<Type> types;
  Scope scope;
  scope.outer = context.outer;
  ExprContext inner{.scope = &scope, .query = &context, .clause = "VALUES"};
  for (const auto& row_node : node.rows) {
    std::vector<ExprPtr> row;
    if (const auto* constructor = ast::try_as<ast::RowConstructor>(row_node.get())) {
      for (const auto& field : constructor->fields) row.push_back(TRY(expression(*field, inner)));
    } else {
      row.push_back(TRY(expression(*row_node, inner)));
    }
    if (out->values->rows.empty()) types.resize(row.size());
    if (row.size() != types.size()) return fail(node.span, "TYPE_MISMATCH", "42601", trino() ? "Values rows have mismatched sizes: " + std::to_string(types.size()) + " vs " + std::to_string(row.size()) : "VALUES lists must all be the same length");
    for (size_t i = 0; i < row.size(); ++i) {
      const auto type = common_super_type(types[i], row[i]->type, dialect_);
      if (!type) return fail(trino() ? node.span : row_node->span, "TYPE_MISMATCH", "42804", trino() ? "Values rows have mismatched types: " + type_text(anonymous_row(types)) + " vs " + type_text(row_of(row)) : "VALUES types " + type_text(types[i]) + " and " + type_text(row[i]->type) + " cannot be matched");
      types[i] = *type;
    }
    out->values->rows.push_back(std::move(row));
  }
  for (auto& row : out->values->rows)
    for (size_t i = 0; i < row.size(); ++i) row[i] = coerce(row[i], types[i]);
  for (size_t i = 0; i < types.size(); ++i) out->columns.push_back({.name = trino() ? "" : "column" + std::to_string(i + 1), .physical = "_col" + std::to_string(i), .type = types[i]});
  return bound::QueryPtr(out);
}

Result<bound::QueryPtr> Analyzer::table_body(const ast::TableBody& node, const QueryContext& context) {
  ast::TableRelation relation_node;
  relation_node.span = node.span;
  relation_node.name = node.name;
  if (trino()) relation_node.name.span = node.span;
  Scope lateral;
  auto item = TRY(table(relation_node, context, lateral));
  auto out = std::make_shared<bound::Query>();
  out->select.emplace();
  out->select->from = item.relation;
  for (const auto& field : item.fields) {
    if (field.hidden) continue;
    mark_used(*field.expr);
    out->select->items.push_back({field.expr, field.name});
    out->columns.push_back({.name = field.name, .physical = field.name, .type = field.expr->type});
  }
  return bound::QueryPtr(out);
}

Result<void> Analyzer::common_tables(const ast::With& with, const QueryContext& context, CommonTableScope& scope) {
  for (const auto& table : with.tables) {
    if (std::find(scope.names.begin(), scope.names.end(), table.name.value) != scope.names.end())
      return fail(table.span, "DUPLICATE_NAMED_QUERY", "42712", trino() ? "WITH query name '" + table.name.value + "' specified more than once" : "WITH query name \"" + table.name.value + "\" specified more than once");
    bound::CommonTable bound_table;
    if (with.recursive && table.query->body->kind == ast::BodyKind::set_operation && ast::as<ast::SetOperation>(*table.query->body).op == ast::SetOp::union_) {
      bound_table = TRY(recursive_table(table, context, scope));
    } else {
      QueryContext inner = context;
      inner.tables = &scope;
      bound_table.query = settled(TRY(query(*table.query, inner)));
      bound_table.columns = bound_table.query->columns;
      bound_table.name = "w" + std::to_string(next_id_++);
    }
    if (!table.columns.empty() && table.columns.size() != bound_table.columns.size())
      return fail(trino() ? table.columns[0].span : table.span, "MISMATCHED_COLUMN_ALIASES", "42P10", trino() ? "Column alias list has " + std::to_string(table.columns.size()) + " entries but relation has " + std::to_string(bound_table.columns.size()) + " columns"
                                                                            : "WITH query \"" + table.name.value + "\" has " + std::to_string(bound_table.columns.size()) + " columns available but " + std::to_string(table.columns.size()) + " columns specified");
    rename(bound_table, table.columns);
    scope.names.push_back(table.name.value);
    scope.tables.push_back(std::move(bound_table));
  }
  return {};
}

// The left side gives the columns; the right side reads the table itself.
Result<bound::CommonTable> Analyzer::recursive_table(const ast::CommonTable& table, const QueryContext& context, const CommonTableScope& scope) {
  const auto& node = ast::as<ast::SetOperation>(*table.query->body);
  if (table.columns.empty()) return fail(table.span, "MISSING_COLUMN_ALIASES", "42601", trino() ? "missing column aliases in recursive WITH query" : "column alias list is required for recursive WITH query \"" + table.name.value + "\"");
  QueryContext inner = context;
  inner.tables = &scope;
  bound::CommonTable out;
  out.recursive = true;
  out.name = "w" + std::to_string(next_id_++);
  auto base = settled(TRY(body(*node.left, inner)));
  out.columns = base->columns;
  if (table.columns.size() != out.columns.size())
    return fail(table.span, "MISMATCHED_COLUMN_ALIASES", "42P10", "Column alias list has " + std::to_string(table.columns.size()) + " entries but WITH query(" + table.name.value + ") has " + std::to_string(out.columns.size()) + " columns");
  rename(out, table.columns);
  CommonTableScope with_self;
  with_self.outer = &scope;
  with_self.names = {table.name.value};
  with_self.tables = {out};
  inner.tables = &with_self;
  auto step = TRY(body(*node.right, inner));
  if (step->columns.size() != base->columns.size())
    return fail(node.span, "TYPE_MISMATCH", "42601", "UNION query has different number of fields: " + std::to_string(base->columns.size()) + ", " + std::to_string(step->columns.size()));
  std::vector<Type> types;
  for (size_t i = 0; i < base->columns.size(); ++i) {
    const auto& type = base->columns[i].type;
    types.push_back(type);
    if (!can_coerce(step->columns[i].type, type, dialect_))
      return fail(node.right->span, "TYPE_MISMATCH", "42804",
                  trino() ? "recursion step relation output type (" + type_text(step->columns[i].type) + ") is not coercible to recursion base relation output type (" + type_text(type) + ") at column " + std::to_string(i + 1)
                          : "recursive query \"" + table.name.value + "\" column " + std::to_string(i + 1) + " has type " + type_text(type) + " in non-recursive term but type " + type_text(step->columns[i].type) + " overall");
  }
  auto query = std::make_shared<bound::Query>();
  query->set = bound::SetOperation{operation_text(node), base, TRY(coerce_query(step, types))};
  query->columns = base->columns;
  out.query = query;
  return out;
}

// ORDER BY of a set operation, VALUES or TABLE: only its own columns are visible.
Result<void> Analyzer::order_outputs(const ast::Query& node, const QueryContext& context, bound::Query& out) {
  if (node.order_by.empty()) return {};
  auto wrapped = std::make_shared<bound::Query>(*wrap(std::make_shared<bound::Query>(out)));
  Scope scope;
  scope.outer = context.outer;
  for (size_t i = 0; i < wrapped->columns.size(); ++i) scope.fields.push_back({.name = wrapped->columns[i].name, .qualifier = {}, .expr = wrapped->select->items[i].expr});
  ExprContext inner{.scope = &scope, .query = &context, .clause = "ORDER BY clause"};
  for (const auto& item : node.order_by) {
    auto key = sort_direction(item);
    const auto* ordinal = ast::try_as<ast::NumberLiteral>(item.key.get());
    if (ordinal && ordinal->form == ast::NumberLiteral::Form::integer) {
      const long position = ordinal->text.size() > 9 ? 0 : std::stol(ordinal->text);
      if (position < 1 || position > static_cast<long>(out.columns.size())) return errors::position_not_in_select(dialect_, item.key->span.position, "ORDER BY", position);
      key.key = wrapped->select->items[position - 1].expr;
    } else {
      key.key = TRY(expression(*item.key, inner));
    }
    if (!is_orderable(key.key->type)) return fail(item.key->span, "TYPE_MISMATCH", "42883", "Type " + type_text(key.key->type) + " is not orderable, and therefore cannot be used in ORDER BY");
    for (size_t i = 0; i < out.columns.size() && key.ordinal == 0; ++i)
      if (!node.with_ties && same(*wrapped->select->items[i].expr, *key.key)) key.ordinal = static_cast<int>(i) + 1;
    wrapped->order_by.push_back(std::move(key));
  }
  const bool plain = std::all_of(wrapped->order_by.begin(), wrapped->order_by.end(), [](const auto& key) { return key.ordinal > 0; });
  if (plain && out.set) out.order_by = wrapped->order_by;
  else out = *wrapped;
  return {};
}

Result<bound::ExprPtr> Analyzer::row_count(const ast::Expr& expr, const QueryContext& context, const char* clause) {
  ExprContext inner{.query = &context, .clause = clause};
  auto count = TRY(expression(expr, inner));
  if (!coercible(*count, simple(TypeKind::bigint)) || (trino() && count->kind != ExprKind::constant && count->kind != ExprKind::parameter && count->kind != ExprKind::cast))
    return fail(expr.span, "INVALID_LIMIT_CLAUSE", "42601", std::string(clause) + " must be a non-negative integer");
  return coerce(count, simple(TypeKind::bigint));
}

Result<void> Analyzer::limits(const ast::Query& node, const QueryContext& context, bound::Query& out) {
  if (node.with_ties && node.order_by.empty()) return fail(node.fetch_span, "MISSING_ORDER_BY", "42601", "FETCH FIRST WITH TIES clause requires ORDER BY");
  if (node.limit) out.limit = TRY(row_count(*node.limit, context, "LIMIT"));
  if (node.offset) out.offset = TRY(row_count(*node.offset, context, "OFFSET"));
  out.with_ties = node.with_ties;
  return {};
}

}  // namespace tarn::sql
