#include "redshift/plans.h"

#include <algorithm>

#include "redshift/errors.h"
#include "redshift/privileges.h"
#include "sql/analysis/analyzer.h"
#include "sql/emit/layout.h"
#include "sql/parser/parser.h"

namespace tarn::redshift {
namespace {

namespace ast = sql::ast;
using sql::Dialect;
using sql::quote_identifier;

sql::AnalysisOptions analysis_options(SqlSession& session, const std::vector<sql::Type>& parameters) {
  sql::AnalysisOptions options;
  options.catalog = session.shared().options.database;
  options.schema = session.current_schema();
  options.now_us = session.now().time_since_epoch().count();
  options.parameter_types = parameters;
  return options;
}

Plan finish(SqlSession& session, WarehouseResolver& resolver, sql::Program program, std::string verb) {
  Plan plan;
  resolver.move_into(plan);
  plan.program = std::move(program);
  plan.verb = std::move(verb);
  plan.changes_rows = plan.verb != "SELECT";
  plan.calls_catalog = plan.program.steps[0].sql.find("tarn.") != std::string::npos;
  plan.catalog_version = session.shared().catalog_version.load();
  return plan;
}

// Only tables take rows; materialized views are refreshed, views and external tables are read.
Result<RelationRecord> writable_target(SqlSession& session, const ast::ObjectName& name, const char* what) {
  RelationRecord relation = TRY(target_relation(session, name));
  if (relation.kind == RelationKind::view) return errors::make("0A000", std::string("cannot ") + what + " a view");
  if (relation.kind == RelationKind::materialized_view) return errors::make("0A000", std::string("cannot ") + what + " a materialized view");
  return relation;
}

// The program's one step becomes `statement`; it gives no rows.
void rewrite(sql::Program& program, std::string statement) {
  program.steps = {{std::move(statement), false}};
  program.columns.clear();
}

// --- INSERT

struct InsertColumns {
  std::vector<const ColumnRecord*> given;    // in the order of the query's columns
  std::vector<const ColumnRecord*> missing;  // of those with a default or an identity
};

Result<InsertColumns> insert_columns(const RelationRecord& relation, const std::vector<std::string>& names) {
  InsertColumns columns;
  for (const std::string& name : names) {
    const ColumnRecord* column = relation.column(name);
    if (column == nullptr) return errors::no_column(name, relation.name);
    if (column->identity && !column->identity->by_default) return errors::make("0A000", "cannot set an identity column to a value");
    if (std::find(columns.given.begin(), columns.given.end(), column) != columns.given.end())
      return errors::make("42701", "column \"" + name + "\" specified more than once");
    columns.given.push_back(column);
  }
  for (const ColumnRecord& column : relation.columns)
    if ((column.default_sql || column.identity) && std::find(columns.given.begin(), columns.given.end(), &column) == columns.given.end())
      columns.missing.push_back(&column);
  return columns;
}

ast::Values* values_of(ast::Query& query) { return query.body ? ast::try_as<ast::Values>(query.body.get()) : nullptr; }

std::vector<ast::ExprPtr>& fields_of(ast::ExprPtr& row) { return ast::as<ast::RowConstructor>(*row).fields; }

bool is_default(const ast::ExprPtr& expr) { return expr->kind == ast::ExprKind::default_value; }

// Takes columns whose value is DEFAULT in every row out of the statement, and writes the default's expression where only some rows ask for it.
Result<void> resolve_defaults(const RelationRecord& relation, ast::Values& values, std::vector<std::string>& names) {
  for (size_t column = names.size(); column-- > 0;) {
    size_t defaults = 0;
    for (auto& row : values.rows)
      if (column < fields_of(row).size() && is_default(fields_of(row)[column])) ++defaults;
    if (defaults == 0) continue;
    if (defaults == values.rows.size()) {
      for (auto& row : values.rows) fields_of(row).erase(fields_of(row).begin() + column);
      names.erase(names.begin() + column);
      continue;
    }
    const ColumnRecord* record = relation.column(names[column]);
    if (record == nullptr) return errors::no_column(names[column], relation.name);
    if (record->identity) return errors::not_supported("DEFAULT of an identity column in some rows only");
    for (auto& row : values.rows)
      if (is_default(fields_of(row)[column])) fields_of(row)[column] = TRY(sql::parse_expression(record->default_sql.value_or("NULL"), Dialect::redshift));
  }
  return {};
}

std::vector<std::string> implied_names(const RelationRecord& relation, const ast::Values* values) {
  std::vector<std::string> all, settable;
  for (const ColumnRecord& column : relation.columns) {
    all.push_back(column.name);
    if (!column.identity) settable.push_back(column.name);
  }
  if (values == nullptr || values->rows.empty()) return settable;
  const size_t count = ast::as<ast::RowConstructor>(*values->rows[0]).fields.size();
  if (count == settable.size()) return settable;
  if (count < all.size()) all.resize(count);  // PostgreSQL 8 lets the last columns take their defaults
  return all;
}

std::string insert_sql(const RelationRecord& relation, const InsertColumns& columns, const std::string& rows, const std::vector<std::string>& defaults) {
  std::string names, values = columns.given.empty() ? "" : "q.*";
  for (const ColumnRecord* column : columns.given) names += (names.empty() ? "" : ", ") + quote_identifier(column->name);
  for (size_t i = 0; i < columns.missing.size(); ++i) {
    names += (names.empty() ? "" : ", ") + quote_identifier(columns.missing[i]->name);
    values += (values.empty() ? "" : ", ") + defaults[i];
  }
  return "INSERT INTO " + relation.physical + " (" + names + ") SELECT " + values + (rows.empty() ? "" : " FROM (" + rows + ") AS q");
}

Result<Plan> plan_insert(SqlSession& session, ast::Insert& node, const std::vector<sql::Type>& parameters) {
  const RelationRecord relation = TRY(writable_target(session, node.table, "insert into"));
  TRY(require_privilege(session.db(), session.user(), relation, "insert"));
  std::vector<std::string> names;
  for (const ast::Identifier& column : node.columns) names.push_back(column.value);
  WarehouseResolver resolver(session);
  sql::Program program;
  ast::Values* values = node.query ? values_of(*node.query) : nullptr;
  if (names.empty() && node.query) names = implied_names(relation, values);
  if (values != nullptr) TRY(resolve_defaults(relation, *values, names));
  const InsertColumns columns = TRY(insert_columns(relation, names));
  std::string rows;
  if (!columns.given.empty()) {
    std::vector<sql::RelationColumn> target;
    for (const ColumnRecord* column : columns.given) target.push_back({column->name, column->type});
    program = TRY(sql::analyze_insert(*node.query, target, {}, Dialect::redshift, resolver, analysis_options(session, parameters)));
    TRY(resolver.check_columns(program));
    rows = program.steps[0].sql;
  } else if (values != nullptr) {  // every value was DEFAULT
    rows = "SELECT 1 FROM range(" + std::to_string(values->rows.size()) + ")";
  }
  std::vector<std::string> defaults;
  bool reads_clock = false;
  for (const ColumnRecord* column : columns.missing) defaults.push_back(TRY(default_in_engine(session, relation, *column, &reads_clock)));
  if (columns.given.empty() && columns.missing.empty()) {  // DEFAULT VALUES of a table without defaults
    rewrite(program, "INSERT INTO " + relation.physical + " DEFAULT VALUES");
  } else {
    rewrite(program, insert_sql(relation, columns, rows, defaults));
  }
  Plan plan = finish(session, resolver, std::move(program), "INSERT 0");
  plan.reads_clock = plan.reads_clock || reads_clock;
  plan.locks = {table_lock(relation.oid)};
  return plan;
}

// --- UPDATE and DELETE: a query finds the rows by number and computes their new values; the engine changes rows by number.

ast::Identifier identifier(const std::string& name) {
  ast::Identifier id;
  id.value = id.text = name;
  id.quoted = true;
  return id;
}

ast::Query rows_to_change(const std::string& target_name, ast::ObjectName& table, std::optional<ast::Alias>& alias, ast::RelationPtr& others, ast::ExprPtr& where,
                          std::optional<ast::With>& with) {
  auto select = std::make_unique<ast::Select>();
  auto row_number = std::make_unique<ast::ColumnReference>();
  row_number->parts = {identifier(alias ? alias->name.value : target_name), identifier("rowid")};
  select->items.emplace_back();
  select->items.back().expr = std::move(row_number);
  auto target = std::make_unique<ast::TableRelation>();
  target->name = std::move(table);
  target->alias = std::move(alias);
  select->from = std::move(target);
  if (others) {
    auto join = std::make_unique<ast::Join>();
    join->type = ast::JoinType::implicit;
    join->left = std::move(select->from);
    join->right = std::move(others);
    select->from = std::move(join);
  }
  select->where = std::move(where);
  ast::Query query;
  query.with = std::move(with);
  query.body = std::move(select);
  return query;
}

const sql::RelationColumn kRowNumber{"rowid", sql::simple(sql::TypeKind::bigint)};

Result<Plan> plan_delete(SqlSession& session, ast::Delete& node, const std::vector<sql::Type>& parameters) {
  const RelationRecord relation = TRY(writable_target(session, node.table, "delete from"));
  TRY(require_privilege(session.db(), session.user(), relation, "delete"));
  WarehouseResolver resolver(session);
  resolver.number_rows_of(relation.oid);
  const ast::Query query = rows_to_change(relation.name, node.table, node.alias, node.using_relations, node.where, node.with);
  sql::Program program = TRY(sql::analyze_insert(query, {kRowNumber}, {}, Dialect::redshift, resolver, analysis_options(session, parameters)));
  TRY(resolver.check_columns(program));
  rewrite(program, "DELETE FROM " + relation.physical + " WHERE rowid IN (SELECT \"rowid\" FROM (" + program.steps[0].sql + ") AS q)");
  Plan plan = finish(session, resolver, std::move(program), "DELETE");
  plan.locks = {table_lock(relation.oid)};
  return plan;
}

Result<Plan> plan_update(SqlSession& session, ast::Update& node, const std::vector<sql::Type>& parameters) {
  const RelationRecord relation = TRY(writable_target(session, node.table, "update"));
  std::vector<sql::RelationColumn> target{kRowNumber};
  std::vector<std::string> names;
  ast::Query query = rows_to_change(relation.name, node.table, node.alias, node.from, node.where, node.with);
  auto& select = ast::as<ast::Select>(*query.body);
  for (ast::Assignment& assignment : node.assignments) {
    const std::string name = assignment.column.back().value;
    const ColumnRecord* column = relation.column(name);
    if (column == nullptr) return errors::no_column(name, relation.name);
    if (column->identity) return errors::make("0A000", "cannot set an identity column to a value");
    if (std::find(names.begin(), names.end(), name) != names.end()) return errors::make("42601", "multiple assignments to same column \"" + name + "\"");
    if (is_default(assignment.value)) assignment.value = TRY(sql::parse_expression(column->default_sql.value_or("NULL"), Dialect::redshift));
    names.push_back(name);
    target.push_back({name, column->type});
    select.items.emplace_back();
    select.items.back().expr = std::move(assignment.value);
  }
  TRY(require_column_privileges(session.db(), session.user(), relation, names, "update"));
  WarehouseResolver resolver(session);
  resolver.number_rows_of(relation.oid);
  sql::Program program = TRY(sql::analyze_insert(query, target, {}, Dialect::redshift, resolver, analysis_options(session, parameters)));
  TRY(resolver.check_columns(program));
  std::string sets;
  for (const std::string& name : names) sets += (sets.empty() ? "" : ", ") + quote_identifier(name) + " = q." + quote_identifier(name);
  rewrite(program, "UPDATE " + relation.physical + " AS target SET " + sets + " FROM (" + program.steps[0].sql + ") AS q WHERE target.rowid = q.\"rowid\"");
  Plan plan = finish(session, resolver, std::move(program), "UPDATE");
  plan.locks = {table_lock(relation.oid)};
  return plan;
}

}  // namespace

Result<Plan> plan_query(SqlSession& session, const ast::Query& query, const std::vector<sql::Type>& parameters) {
  WarehouseResolver resolver(session);
  sql::Program program = TRY(sql::analyze_query(query, Dialect::redshift, resolver, analysis_options(session, parameters)));
  TRY(resolver.check_columns(program));
  return finish(session, resolver, std::move(program), "SELECT");
}

Result<TableQuery> plan_table_query(SqlSession& session, const ast::Query& query) {
  WarehouseResolver resolver(session);
  sql::Program program = TRY(sql::analyze_table_query(query, Dialect::redshift, resolver, analysis_options(session, {})));
  TRY(resolver.check_columns(program));
  TableQuery planned;
  planned.dependencies.assign(resolver.dependencies().begin(), resolver.dependencies().end());
  planned.plan = finish(session, resolver, std::move(program), "SELECT");
  return planned;
}

Result<Plan> plan_stored_query(SqlSession& session, const RelationRecord& view) {
  auto query = TRY(sql::parse_query("SELECT * FROM " + quote_identifier(view.schema) + "." + quote_identifier(view.name), Dialect::redshift));
  WarehouseResolver resolver(session);
  resolver.expand(view.oid);
  sql::Program program = TRY(sql::analyze_query(*query, Dialect::redshift, resolver, analysis_options(session, {})));
  return finish(session, resolver, std::move(program), "SELECT");
}

Result<std::optional<Plan>> make_plan(SqlSession& session, ast::Statement& tree, const std::vector<sql::Type>& parameters) {
  switch (tree.kind) {
    case ast::StatementKind::query: {
      auto& query = *ast::as<ast::QueryStatement>(tree).query;
      const auto* select = query.body ? ast::try_as<ast::Select>(query.body.get()) : nullptr;
      if (select != nullptr && select->into) return std::optional<Plan>();
      return std::optional<Plan>(TRY(plan_query(session, query, parameters)));
    }
    case ast::StatementKind::insert: return std::optional<Plan>(TRY(plan_insert(session, ast::as<ast::Insert>(tree), parameters)));
    case ast::StatementKind::update: return std::optional<Plan>(TRY(plan_update(session, ast::as<ast::Update>(tree), parameters)));
    case ast::StatementKind::delete_: return std::optional<Plan>(TRY(plan_delete(session, ast::as<ast::Delete>(tree), parameters)));
    default: return std::optional<Plan>();
  }
}

Result<std::string> default_in_engine(SqlSession& session, const RelationRecord& relation, const ColumnRecord& column, bool* reads_clock) {
  if (column.identity) return "nextval('" + identity_sequence(relation, column) + "')";
  auto query = TRY(sql::parse_query("SELECT " + column.default_sql.value_or("NULL"), Dialect::redshift));
  WarehouseResolver resolver(session);
  const sql::Program program =
      TRY(sql::analyze_insert(*query, {{column.name, column.type}}, {}, Dialect::redshift, resolver, analysis_options(session, {})));
  if (reads_clock != nullptr) *reads_clock = *reads_clock || resolver.reads_clock();
  return "(" + program.steps[0].sql + ")";
}

std::string identity_sequence(const RelationRecord& relation, const ColumnRecord& column) {
  return std::string(relation.temporary ? "temp.main." : "data.") + "identity_" + std::to_string(relation.oid) + "_" + std::to_string(column.number);
}
std::string table_lock(int64_t oid) { return "table " + std::to_string(oid); }
std::string name_lock(const std::string& schema, const std::string& name) { return "name " + schema + "." + name; }

}  // namespace tarn::redshift
