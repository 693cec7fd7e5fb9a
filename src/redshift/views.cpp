#include "redshift/catalog.h"
#include "redshift/errors.h"
#include "redshift/plans.h"
#include "redshift/privileges.h"
#include "redshift/resolver.h"
#include "redshift/statements.h"
#include "redshift/tables.h"
#include "sql/ast/print.h"

namespace tarn::redshift {
namespace {

std::vector<ColumnRecord> columns_of(const sql::Program& program, const std::vector<ast::Identifier>& names) {
  std::vector<ColumnRecord> columns;
  for (size_t i = 0; i < program.columns.size(); ++i) {
    ColumnRecord column;
    column.number = static_cast<int>(i + 1);
    column.name = i < names.size() ? names[i].value : program.columns[i].name;
    column.type = stored_type(program.columns[i].type);
    column.encoding = "none";
    columns.push_back(std::move(column));
  }
  return columns;
}

bool same_columns(const std::vector<ColumnRecord>& before, const std::vector<ColumnRecord>& after) {
  if (before.size() > after.size()) return false;
  for (size_t i = 0; i < before.size(); ++i)
    if (before[i].name != after[i].name) return false;
  return true;
}

Result<RelationRecord> new_relation(SqlSession& session, const ast::ObjectName& name, RelationKind kind) {
  const SchemaRecord schema = TRY(schema_for_new(session, name));
  RelationRecord record;
  record.oid = TRY(catalog::next_oid(session.db()));
  record.name = name.last();
  record.schema = schema.name;
  record.schema_oid = schema.oid;
  record.owner = session.user().id;
  record.kind = kind;
  record.query_schema = session.current_schema();
  TRY(session.lock(name_lock(record.schema, record.name)));
  return record;
}

// A late-binding view may name what is not there yet; its columns are known only where its query can be analyzed.
Result<std::vector<int64_t>> analyze_view(SqlSession& session, const ast::CreateView& node, RelationRecord& record) {
  auto planned = plan_table_query(session, *node.query);
  if (!planned.ok()) {
    if (node.no_schema_binding) return std::vector<int64_t>();
    return planned.error();
  }
  if (!node.no_schema_binding && !planned->plan.lake_tables.empty()) return errors::make("0A000", "External tables are not supported in views");
  if (!node.no_schema_binding || !node.columns.empty()) record.columns = columns_of(planned->plan.program, node.columns);
  return node.no_schema_binding ? std::vector<int64_t>() : std::move(planned->dependencies);
}

Result<void> record_dependencies(SqlSession& session, int64_t dependent, const std::vector<int64_t>& on) {
  for (int64_t oid : on) TRY(catalog::insert_dependency(session.db(), dependent, oid));
  return {};
}

Result<uint64_t> recompute(SqlSession& session, const RelationRecord& view, const Plan& plan) {
  TRY(session.lock(table_lock(view.oid)));
  TRY(session.db().execute("DELETE FROM " + view.physical));
  return fill_from(session, view, plan);
}

}  // namespace

Result<Outcome> create_view(SqlSession& session, ast::CreateView& node) {
  if (node.external) return errors::not_supported("CREATE EXTERNAL VIEW");
  RelationRecord record = TRY(new_relation(session, node.name, RelationKind::view));
  record.late_binding = node.no_schema_binding;
  record.query = ast::print(*node.query, sql::Dialect::redshift);
  auto existing = TRY(catalog::find_relation(session.db(), record.schema, record.name));
  if (existing && !node.or_replace) return errors::relation_exists(record.name);
  if (existing && existing->kind != RelationKind::view) return errors::make("42809", "\"" + record.name + "\" is not a view");
  const std::vector<int64_t> dependencies = TRY(analyze_view(session, node, record));
  if (existing) {
    TRY(require_owner(session.user(), *existing));
    if (!existing->late_binding && !record.late_binding && !same_columns(existing->columns, record.columns))
      return errors::make("42P16", "cannot change number of columns in view");
    record.oid = existing->oid;
    record.owner = existing->owner;
    const std::string id = std::to_string(record.oid);
    TRY(session.db().execute("DELETE FROM tarn.relations WHERE oid = " + id));
    TRY(session.db().execute("DELETE FROM tarn.columns WHERE relation = " + id));
    TRY(session.db().execute("DELETE FROM tarn.dependencies WHERE dependent = " + id));
  }
  TRY(catalog::insert_relation(session.db(), record, timestamp_text(session.now())));
  TRY(record_dependencies(session, record.oid, dependencies));
  return done("CREATE VIEW");
}

Result<Outcome> create_materialized_view(SqlSession& session, rs::CreateMaterializedView& node) {
  if (session.in_block()) return errors::in_transaction_block("CREATE MATERIALIZED VIEW");
  RelationRecord record = TRY(new_relation(session, node.name, RelationKind::materialized_view));
  if (TRY(catalog::find_relation(session.db(), record.schema, record.name))) return errors::relation_exists(record.name);
  if (!node.query->order_by.empty()) return errors::make("0A000", "ORDER BY is not supported in the definition of a materialized view");
  record.query = ast::print(*node.query, sql::Dialect::redshift);
  record.auto_refresh = node.auto_refresh.value_or(false);
  TableQuery planned = TRY(plan_table_query(session, *node.query));
  record.columns = columns_of(planned.plan.program, node.columns);
  TRY(apply_attributes(node.attributes, record));
  TRY(make_physical(session, record));
  TRY(catalog::insert_relation(session.db(), record, timestamp_text(session.now())));
  TRY(record_dependencies(session, record.oid, planned.dependencies));
  TRY(fill_from(session, record, planned.plan));
  return done("CREATE MATERIALIZED VIEW");
}

Result<Outcome> refresh_materialized_view(SqlSession& session, const rs::RefreshMaterializedView& node) {
  if (session.in_block()) return errors::in_transaction_block("REFRESH MATERIALIZED VIEW");
  const RelationRecord view = TRY(target_relation(session, node.name));
  if (view.kind != RelationKind::materialized_view) return errors::make("42809", "\"" + view.name + "\" is not a materialized view");
  TRY(require_owner(session.user(), view));
  auto query = TRY(plan_stored_query(session, view));
  TRY(recompute(session, view, query));
  Outcome outcome = done("REFRESH");
  outcome.notices.push_back({"INFO", "Materialized view " + view.name + " was recomputed successfully."});
  return outcome;
}

Result<Outcome> alter_materialized_view(SqlSession& session, const rs::AlterMaterializedView& node) {
  const RelationRecord view = TRY(target_relation(session, node.name));
  if (view.kind != RelationKind::materialized_view) return errors::make("42809", "\"" + view.name + "\" is not a materialized view");
  TRY(require_owner(session.user(), view));
  std::string sets;
  if (node.auto_refresh) sets = "auto_refresh = " + literal(*node.auto_refresh);
  if (node.row_level_security) sets += (sets.empty() ? "" : ", ") + ("row_security = " + literal(*node.row_level_security));
  if (node.conjunction_and) sets += (sets.empty() ? "" : ", ") + ("policies_or = " + literal(!*node.conjunction_and));
  if (!sets.empty()) TRY(session.db().execute("UPDATE tarn.relations SET " + sets + " WHERE oid = " + std::to_string(view.oid)));
  return done("ALTER MATERIALIZED VIEW");
}

}  // namespace tarn::redshift
