#include "redshift/catalog_schema.h"

#include "redshift/catalog.h"
#include "redshift/catalog_functions.h"
#include "redshift/errors.h"
#include "sql/emit/layout.h"

namespace tarn::redshift {
namespace {

constexpr int kVersion = 1;  // of the tables below; docs/storage-format.md

// `data` holds the rows of permanent tables under opaque names, tarn the catalog, tarn_view the system views.
constexpr const char* kTables[] = {
    "CREATE SCHEMA IF NOT EXISTS tarn",
    "CREATE SCHEMA IF NOT EXISTS data",
    "CREATE TABLE IF NOT EXISTS tarn.format(version INTEGER, database VARCHAR)",
    "CREATE SEQUENCE IF NOT EXISTS tarn.oids START 100000",
    "CREATE TABLE IF NOT EXISTS tarn.users(id BIGINT, name VARCHAR, password VARCHAR, superuser BOOLEAN, create_db BOOLEAN, valid_until VARCHAR, "
    "connection_limit BIGINT, syslog_unrestricted BOOLEAN, session_timeout BIGINT, external_id VARCHAR)",
    "CREATE TABLE IF NOT EXISTS tarn.groups(id BIGINT, name VARCHAR)",
    "CREATE TABLE IF NOT EXISTS tarn.group_members(group_id BIGINT, user_id BIGINT)",
    "CREATE TABLE IF NOT EXISTS tarn.roles(id BIGINT, name VARCHAR, owner BIGINT)",
    "CREATE TABLE IF NOT EXISTS tarn.role_members(role_id BIGINT, member_kind VARCHAR, member_id BIGINT, admin_option BOOLEAN)",
    "CREATE TABLE IF NOT EXISTS tarn.schemas(oid BIGINT, name VARCHAR, owner BIGINT, external_database VARCHAR, external_role VARCHAR, external_region VARCHAR)",
    "CREATE TABLE IF NOT EXISTS tarn.relations(oid BIGINT, name VARCHAR, schema_oid BIGINT, owner BIGINT, kind VARCHAR, physical VARCHAR, query VARCHAR, "
    "query_schema VARCHAR, late_binding BOOLEAN, row_security BOOLEAN, policies_or BOOLEAN, dist_style INTEGER, auto_refresh BOOLEAN, temporary BOOLEAN, "
    "created TIMESTAMP)",
    "CREATE TABLE IF NOT EXISTS tarn.columns(relation BIGINT, number INTEGER, name VARCHAR, type VARCHAR, type_oid INTEGER, type_length INTEGER, "
    "type_modifier INTEGER, characters INTEGER, digits INTEGER, scale INTEGER, not_null BOOLEAN, default_sql VARCHAR, identity_seed BIGINT, "
    "identity_step BIGINT, identity_by_default BOOLEAN, encoding VARCHAR, dist_key BOOLEAN, sort_ordinal INTEGER)",
    "CREATE TABLE IF NOT EXISTS tarn.constraints(oid BIGINT, relation BIGINT, name VARCHAR, kind VARCHAR, columns SMALLINT[], other_relation BIGINT, "
    "other_columns SMALLINT[])",
    "CREATE TABLE IF NOT EXISTS tarn.dependencies(dependent BIGINT, on_oid BIGINT)",
    // object_kind: relation, column (sub = its number), schema, database
    "CREATE TABLE IF NOT EXISTS tarn.privileges(object_kind VARCHAR, object BIGINT, sub INTEGER, grantee_kind VARCHAR, grantee BIGINT, privilege VARCHAR, "
    "grantor BIGINT, grant_option BOOLEAN)",
    "CREATE TABLE IF NOT EXISTS tarn.policies(id BIGINT, name VARCHAR, columns VARCHAR, alias VARCHAR, predicate VARCHAR, modified_by BIGINT, modified TIMESTAMP)",
    "CREATE TABLE IF NOT EXISTS tarn.policy_uses(policy BIGINT, relation BIGINT, grantee_kind VARCHAR, grantee BIGINT, grantor BIGINT)",
    "CREATE TABLE IF NOT EXISTS tarn.comments(object BIGINT, sub INTEGER, text VARCHAR)",
    "CREATE TABLE IF NOT EXISTS tarn.queries(userid BIGINT, query BIGINT, xid BIGINT, pid BIGINT, label VARCHAR, type VARCHAR, text VARCHAR, started TIMESTAMP, "
    "ended TIMESTAMP, aborted INTEGER, error VARCHAR, rows BIGINT)",
    "CREATE TABLE IF NOT EXISTS tarn.load_errors(userid BIGINT, tbl BIGINT, starttime TIMESTAMP, session BIGINT, query BIGINT, filename VARCHAR, "
    "line_number BIGINT, colname VARCHAR, type VARCHAR, col_length VARCHAR, position INTEGER, raw_line VARCHAR, raw_field_value VARCHAR, err_code INTEGER, "
    "err_reason VARCHAR)",
    "CREATE TABLE IF NOT EXISTS tarn.loads(userid BIGINT, query BIGINT, session BIGINT, relation VARCHAR, filename VARCHAR, rows BIGINT, bytes BIGINT, "
    "started TIMESTAMP, ended TIMESTAMP, format VARCHAR, source VARCHAR, errors BIGINT)",
};

Result<void> check_version(Database& database, const std::string& name) {
  auto found = TRY(database.row("SELECT version FROM tarn.format", 1));
  if (!found) {
    TRY(database.execute("INSERT INTO tarn.format VALUES (" + literal(int64_t{kVersion}) + ", " + literal(name) + ")"));
    return {};
  }
  if (std::stoi((*found)[0].value_or("0")) > kVersion) return internal_error("the warehouse file was written by a newer version of Tarn");
  return {};
}

Result<void> first_rows(Database& database, const std::string& admin, const std::string& admin_password) {
  auto users = TRY(database.row("SELECT count(*) FROM tarn.users", 1));
  if ((*users)[0] == "0") {
    TRY(database.execute("INSERT INTO tarn.users VALUES (1, 'rdsdb', '', true, true, NULL, -1, true, 0, NULL), (" + literal(kAdminId) + ", " + literal(admin) +
                         ", '', true, true, NULL, -1, true, 0, NULL)"));
    TRY(database.execute("INSERT INTO tarn.schemas VALUES (11, 'pg_catalog', 1, NULL, NULL, NULL), (12, 'information_schema', 1, NULL, NULL, NULL), "
                         "(2200, 'public', 1, NULL, NULL, NULL)"));
    TRY(database.execute("INSERT INTO tarn.privileges VALUES ('schema', 2200, 0, 'p', 0, 'usage', 1, false), ('schema', 2200, 0, 'p', 0, 'create', 1, false), "
                         "('schema', 11, 0, 'p', 0, 'usage', 1, false), ('schema', 12, 0, 'p', 0, 'usage', 1, false)"));
  }
  TRY(database.execute("UPDATE tarn.users SET name = " + literal(admin) + ", password = " + literal(admin_password) + " WHERE id = " + literal(kAdminId)));
  return {};
}

Result<void> forget_temporary(Database& database) {
  TRY(database.execute("DELETE FROM tarn.columns WHERE relation IN (SELECT oid FROM tarn.relations WHERE temporary)"));
  TRY(database.execute("DELETE FROM tarn.relations WHERE temporary"));
  TRY(database.execute("DELETE FROM tarn.schemas WHERE name LIKE 'pg\\_temp\\_%' ESCAPE '\\'"));
  return {};
}

// The system's own relations, in the form of tarn.relations and tarn.columns: pg_class and its like list both.
Result<void> list_system_relations(Database& database) {
  std::string relations, columns;
  for (const SystemView& view : system_views()) {
    const RelationRecord& record = *find_system_view(view.schema, view.name);
    relations += (relations.empty() ? "" : ", ") + catalog::relation_row(record, "2000-01-01 00:00:00");
    for (const ColumnRecord& column : record.columns) columns += (columns.empty() ? "" : ", ") + catalog::column_row(record.oid, column);
  }
  for (const auto& [table, rows] : {std::pair{"relations", &relations}, std::pair{"columns", &columns}}) {
    const std::string name = table;
    TRY(database.execute("CREATE TABLE tarn_view." + name + " AS SELECT * FROM tarn." + name + " LIMIT 0"));
    TRY(database.execute("INSERT INTO tarn_view." + name + " VALUES " + *rows));
    TRY(database.execute("CREATE VIEW tarn_view.all_" + name + " AS SELECT * FROM tarn." + name + " UNION ALL SELECT * FROM tarn_view." + name));
  }
  return {};
}

Result<void> make_system_views(Database& database) {
  TRY(database.execute("DROP SCHEMA IF EXISTS tarn_view CASCADE"));
  TRY(database.execute("CREATE SCHEMA tarn_view"));
  TRY(list_system_relations(database));
  for (const SystemView& view : system_views()) TRY(database.execute(system_view_sql(view)));
  return {};
}

}  // namespace

Result<void> prepare_catalog(Database& database, const std::string& database_name, const std::string& admin, const std::string& admin_password) {
  TRY(database.execute("BEGIN TRANSACTION"));
  for (const char* statement : kTables) TRY(database.execute(statement));
  TRY(check_version(database, database_name));
  TRY(first_rows(database, admin, admin_password));
  TRY(forget_temporary(database));
  TRY(make_system_views(database));
  TRY(database.execute("COMMIT"));
  TRY(make_catalog_functions(database));
  return {};
}

}  // namespace tarn::redshift
