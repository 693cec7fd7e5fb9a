// The functions over the warehouse's catalog that clients call, as macros of schema "tarn" in the database file. What belongs to a
// session (who, which pid, its settings) stands in a temp table of the engine that every session has.
#include "redshift/catalog_functions.h"

#include "redshift/sql_session.h"

namespace tarn::redshift {
namespace {

// "setting(name)" is the session's own; the others read tarn.*.
constexpr const char* kMacros[] = {
    "setting(n) AS (SELECT any_value(value) FROM temp.main.session WHERE name = n)",
    "pg_backend_pid() AS CAST(tarn.setting('pid') AS INTEGER)",
    "pg_last_query_id() AS CAST(tarn.setting('query') AS BIGINT)",
    "pg_last_copy_id() AS CAST(tarn.setting('copy') AS BIGINT)",
    "pg_last_copy_count() AS CAST(tarn.setting('copy_rows') AS BIGINT)",
    "current_setting(n) AS tarn.setting('setting.' || lower(n))",
    // Those of the path that exist; without `implicit`, not the system's.
    "current_schemas(implicit) AS (SELECT list(p.name ORDER BY p.at) FROM (SELECT unnest(string_split(tarn.setting('path'), ',')) AS name, "
    "generate_subscripts(string_split(tarn.setting('path'), ','), 1) AS at) p WHERE p.name IN (SELECT s.name FROM tarn.schemas s) AND (implicit OR NOT starts_with(p.name, 'pg_')))",
    "pg_get_userbyid(i) AS coalesce((SELECT any_value(name) FROM tarn.users WHERE id = i), 'unknown (OID=' || i || ')')",
    "pg_get_viewdef(i) AS (SELECT any_value(query) FROM tarn.relations WHERE oid = i)",
    "obj_description(i, c) AS (SELECT any_value(text) FROM tarn.comments WHERE object = i AND sub = 0)",
    "col_description(i, n) AS (SELECT any_value(text) FROM tarn.comments WHERE object = i AND sub = n)",
    "pg_table_is_visible(i) AS (SELECT coalesce(bool_or(list_contains(string_split(tarn.setting('path'), ','), s.name)), false) FROM tarn_view.all_relations r JOIN tarn.schemas s ON "
    "s.oid = r.schema_oid WHERE r.oid = i)",
    "type_name(i) AS CASE i WHEN 16 THEN 'boolean' WHEN 17 THEN 'bytea' WHEN 18 THEN '\"char\"' WHEN 19 THEN 'name' WHEN 20 THEN 'bigint' WHEN 21 THEN 'smallint' WHEN 23 THEN "
    "'integer' WHEN 25 THEN 'text' WHEN 26 THEN 'oid' WHEN 700 THEN 'real' WHEN 701 THEN 'double precision' WHEN 705 THEN 'unknown' WHEN 1042 THEN 'character' WHEN 1043 THEN "
    "'character varying' WHEN 1082 THEN 'date' WHEN 1083 THEN 'time without time zone' WHEN 1114 THEN 'timestamp without time zone' WHEN 1184 THEN 'timestamp with time zone' "
    "WHEN 1266 THEN 'time with time zone' WHEN 1188 THEN 'interval year to month' WHEN 1190 THEN 'interval day to second' WHEN 1700 THEN 'numeric' WHEN 2935 THEN 'hllsketch' "
    "WHEN 4000 THEN 'super' WHEN 6551 THEN 'binary varying' WHEN 3000 THEN 'geometry' WHEN 3001 THEN 'geography' WHEN 24 THEN 'regproc' WHEN 22 THEN 'int2vector' WHEN 30 THEN "
    "'oidvector' WHEN 2205 THEN 'regclass' WHEN 2206 THEN 'regtype' WHEN 1000 THEN 'boolean[]' WHEN 1002 THEN '\"char\"[]' WHEN 1003 THEN 'name[]' WHEN 1005 THEN 'smallint[]' WHEN "
    "1007 THEN 'integer[]' WHEN 1009 THEN 'text[]' WHEN 1015 THEN 'character varying[]' WHEN 1016 THEN 'bigint[]' WHEN 1028 THEN 'oid[]' WHEN 1033 THEN 'aclitem' WHEN 1790 THEN "
    "'refcursor' WHEN 2249 THEN 'record' WHEN 2275 THEN 'cstring' WHEN 2276 THEN '\"any\"' WHEN 2277 THEN 'anyarray' WHEN 2278 THEN 'void' WHEN 2279 THEN 'trigger' ELSE '???' END",
    "format_type(i, m) AS CASE WHEN i IS NULL THEN NULL WHEN i = 1700 AND m >= 4 THEN 'numeric(' || ((m - 4) >> 16) || ',' || ((m - 4) & 65535) || ')' WHEN i IN (1042, 1043) "
    "AND m >= 4 THEN tarn.type_name(i) || '(' || (m - 4) || ')' ELSE tarn.type_name(i) END",
    "key_columns(r, k) AS (SELECT string_agg(c.name, ', ' ORDER BY list_position(k, c.number)) FROM tarn.columns c WHERE c.relation = r AND list_contains(k, c.number))",
    "pg_get_constraintdef(i) AS (SELECT any_value(CASE k.kind WHEN 'p' THEN 'PRIMARY KEY (' WHEN 'u' THEN 'UNIQUE (' ELSE 'FOREIGN KEY (' END || tarn.key_columns(k.relation, "
    "k.columns) || ')' || CASE WHEN k.kind = 'f' THEN ' REFERENCES ' || (SELECT any_value(r.name) FROM tarn.relations r WHERE r.oid = k.other_relation) || '(' || "
    "tarn.key_columns(k.other_relation, k.other_columns) || ')' ELSE '' END) FROM tarn.constraints k WHERE k.oid = i)",
    "user_id(u) AS (SELECT any_value(id) FROM tarn.users WHERE name = u)",
    "grants_to(u, k, o, p) AS (coalesce((SELECT bool_or(superuser) FROM tarn.users WHERE id = u), false) OR EXISTS (SELECT 1 FROM tarn.privileges g WHERE g.object_kind = k AND "
    "g.object = o AND g.privilege = lower(p) AND (g.grantee_kind = 'p' OR (g.grantee_kind = 'u' AND g.grantee = u) OR (g.grantee_kind = 'g' AND g.grantee IN (SELECT group_id FROM "
    "tarn.group_members WHERE user_id = u)) OR (g.grantee_kind = 'r' AND g.grantee IN (SELECT role_id FROM tarn.role_members WHERE member_kind = 'u' AND member_id = u)))))",
    "relation_oid(t) AS (SELECT arg_min(r.oid, coalesce(list_position(string_split(tarn.setting('path'), ','), s.name), 0)) FROM tarn_view.all_relations r JOIN tarn.schemas s ON "
    "s.oid = r.schema_oid WHERE s.name || '.' || r.name = replace(t, '\"', '') OR (r.name = replace(t, '\"', '') AND list_contains(string_split(tarn.setting('path'), ','), s.name)))",
    // What regclass and regtype read and print.
    "relation_oid_of(t) AS CASE WHEN t IS NULL THEN NULL WHEN TRY_CAST(t AS BIGINT) IS NOT NULL THEN CAST(t AS BIGINT) WHEN tarn.relation_oid(t) IS NOT NULL THEN tarn.relation_oid(t) "
    "ELSE CAST(trino.fail('42P01: relation \"' || t || '\" does not exist') AS BIGINT) END",
    "visible_name(t) AS (SELECT arg_min(CASE WHEN list_contains(string_split(tarn.setting('path'), ','), s.name) THEN r.name ELSE s.name || '.' || r.name END, "
    "coalesce(list_position(string_split(tarn.setting('path'), ','), s.name), 0)) FROM tarn_view.all_relations r JOIN tarn.schemas s ON s.oid = r.schema_oid WHERE s.name || '.' || r.name = "
    "replace(t, '\"', '') OR (r.name = replace(t, '\"', '') AND list_contains(string_split(tarn.setting('path'), ','), s.name)) OR CAST(r.oid AS VARCHAR) = t)",
    "regclass(t) AS CASE WHEN t IS NULL THEN NULL WHEN tarn.visible_name(t) IS NOT NULL THEN tarn.visible_name(t) WHEN TRY_CAST(t AS BIGINT) IS NOT NULL THEN t ELSE "
    "CAST(trino.fail('42P01: relation \"' || t || '\" does not exist') AS VARCHAR) END",
    "relation_name_of(i) AS coalesce((SELECT any_value(CASE WHEN list_contains(string_split(tarn.setting('path'), ','), s.name) THEN r.name ELSE s.name || '.' || r.name END) FROM "
    "tarn_view.all_relations r JOIN tarn.schemas s ON s.oid = r.schema_oid WHERE r.oid = i), CAST(i AS VARCHAR))",
    "type_named(t) AS (SELECT any_value(y.oid) FROM tarn_view.pg_type y WHERE y.typname = CASE WHEN starts_with(lower(replace(t, '\"', '')), 'pg_catalog.') THEN lower(replace(t, '\"', "
    "''))[12:] WHEN lower(t) = 'int' THEN 'int4' WHEN lower(t) = 'decimal' THEN 'numeric' ELSE lower(replace(t, '\"', '')) END OR tarn.type_name(y.oid) = lower(t) OR CAST(y.oid AS "
    "VARCHAR) = t)",
    // CASE, not coalesce: DuckDB takes repeated parts out of the latter, and would evaluate the failure always.
    "type_oid_of(t) AS CASE WHEN t IS NULL THEN NULL WHEN tarn.type_named(t) IS NOT NULL THEN tarn.type_named(t) ELSE CAST(trino.fail('42704: type \"' || t || '\" does not exist') AS "
    "BIGINT) END",
    "regtype(t) AS tarn.type_name(tarn.type_oid_of(t))",
    "has_schema_privilege(s, p) AS (tarn.grants_to(CAST(tarn.setting('user_id') AS BIGINT), 'schema', (SELECT any_value(oid) FROM tarn.schemas WHERE name = s), p) OR EXISTS "
    "(SELECT 1 FROM tarn.schemas WHERE name = s AND owner = CAST(tarn.setting('user_id') AS BIGINT))), (u, s, p) AS (tarn.grants_to(tarn.user_id(u), 'schema', (SELECT "
    "any_value(oid) FROM tarn.schemas WHERE name = s), p) OR EXISTS (SELECT 1 FROM tarn.schemas WHERE name = s AND owner = tarn.user_id(u)))",
    "has_table_privilege(t, p) AS (tarn.grants_to(CAST(tarn.setting('user_id') AS BIGINT), 'relation', tarn.relation_oid(t), p) OR EXISTS (SELECT 1 FROM tarn.relations "
    "WHERE oid = tarn.relation_oid(t) AND owner = CAST(tarn.setting('user_id') AS BIGINT))), (u, t, p) AS (tarn.grants_to(tarn.user_id(u), 'relation', "
    "tarn.relation_oid(t), p) OR EXISTS (SELECT 1 FROM tarn.relations WHERE oid = tarn.relation_oid(t) AND owner = tarn.user_id(u)))",
    "pg_get_cols(t) AS TABLE SELECT s.name AS view_schema, r.name AS view_name, c.name AS col_name, c.type AS col_type, c.number AS col_num FROM tarn_view.all_columns c JOIN "
    "tarn_view.all_relations r ON r.oid = c.relation JOIN tarn.schemas s ON s.oid = r.schema_oid WHERE r.oid = tarn.relation_oid_of(t) AND NOT r.late_binding UNION ALL SELECT l.* FROM "
    "temp.main.late_binding_columns l JOIN tarn.relations r ON r.name = l.view_name JOIN tarn.schemas s ON s.oid = r.schema_oid AND s.name = l.view_schema WHERE r.oid = "
    "tarn.relation_oid_of(t)",
    "has_database_privilege(d, p) AS tarn.grants_to(CAST(tarn.setting('user_id') AS BIGINT), 'database', 1, p)",
};

}  // namespace

Result<void> make_catalog_functions(Database& database) {
  TRY(make_session_table(database));  // the macros name it
  for (const char* macro : kMacros) TRY(database.execute(std::string("CREATE OR REPLACE MACRO tarn.") + macro));
  return {};
}

Result<void> make_session_table(Database& database) {
  TRY(database.execute("CREATE TEMP TABLE IF NOT EXISTS session(name VARCHAR, value VARCHAR)"));
  TRY(database.execute("CREATE TEMP TABLE IF NOT EXISTS late_binding_columns(view_schema VARCHAR, view_name VARCHAR, col_name VARCHAR, col_type VARCHAR, col_num INTEGER)"));
  return {};
}

Result<void> publish_session(SqlSession& session) {
  std::string path, rows;
  for (const std::string& schema : session.search_path()) path += (path.empty() ? "" : ",") + schema;
  auto add = [&](const std::string& name, const std::string& value) { rows += (rows.empty() ? "(" : ", (") + literal(name) + ", " + literal(value) + ")"; };
  add("pid", std::to_string(session.pid()));
  add("user_id", std::to_string(session.user().id));
  add("path", path);
  add("query", std::to_string(session.query_id()));
  add("copy", std::to_string(session.last_copy_id));
  add("copy_rows", std::to_string(session.last_copy_count));
  for (const auto& [name, value] : session.settings().all()) add("setting." + name, value);
  TRY(session.db().execute("DELETE FROM temp.main.session"));
  TRY(session.db().execute("INSERT INTO temp.main.session VALUES " + rows));
  return {};
}

}  // namespace tarn::redshift
