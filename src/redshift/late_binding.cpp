#include "redshift/late_binding.h"

#include "redshift/catalog.h"
#include "redshift/plans.h"
#include "redshift/sql_session.h"
#include "redshift/tables.h"

namespace tarn::redshift {
namespace {

Result<void> list_late_binding_columns(SqlSession& session) {
  if (session.lists_late_binding()) return {};  // of a view that reads this very listing
  session.lists_late_binding() = true;
  Database& db = session.db();
  std::string rows;
  auto views = db.rows("SELECT oid FROM tarn.relations WHERE kind = 'v' AND late_binding ORDER BY oid", 1);
  for (const Row& row : views.ok() ? *views : std::vector<Row>()) {
    auto view = catalog::find_relation(db, std::stoll(row[0].value_or("0")));
    if (!view.ok() || !*view) continue;
    auto plan = plan_stored_query(session, **view);
    if (!plan.ok()) continue;
    for (size_t i = 0; i < plan->program.columns.size(); ++i) {
      const auto& column = plan->program.columns[i];
      const std::string name = i < (*view)->columns.size() ? (*view)->columns[i].name : column.name;
      rows += (rows.empty() ? "(" : ", (") + literal((*view)->schema) + ", " + literal((*view)->name) + ", " + literal(name) + ", " +
              literal(sql::redshift_name(stored_type(column.type))) + ", " + std::to_string(i + 1) + ")";
    }
  }
  session.lists_late_binding() = false;
  if (!views.ok()) return views.error();
  TRY(db.execute("DELETE FROM temp.main.late_binding_columns"));
  if (!rows.empty()) TRY(db.execute("INSERT INTO temp.main.late_binding_columns VALUES " + rows));
  return {};
}

}  // namespace

Result<std::optional<sql::Relation>> find_column_listing(SqlSession& session, const std::string& function, const std::vector<std::string>& arguments) {
  sql::Relation relation;
  if (function == "pg_get_late_binding_view_cols" && arguments.empty()) relation.physical_name = "temp.main.late_binding_columns";
  else if (function == "pg_get_cols" && arguments.size() == 1) relation.physical_name = "tarn.pg_get_cols(" + arguments[0] + ")";
  else return std::optional<sql::Relation>();
  TRY(list_late_binding_columns(session));
  const sql::Type name = sql::simple(sql::TypeKind::name);
  relation.kind = sql::Relation::Kind::warehouse_table;
  relation.columns = {{"view_schema", name}, {"view_name", name}, {"col_name", name}, {"col_type", sql::varchar()}, {"col_num", sql::simple(sql::TypeKind::integer)}};
  return std::optional<sql::Relation>(std::move(relation));
}

}  // namespace tarn::redshift
