// What BI tools and drivers list: svv_ views and information_schema, over the warehouse's relations and the external schemas.
#include "redshift/system_views.h"

namespace tarn::redshift {
namespace {

// External tables live in the Data Catalog; the session lists them into temp tables before a statement that reads these views.
constexpr SystemView kViews[] = {
    {"pg_catalog", "svv_tables", "table_catalog text, table_schema text, table_name text, table_type text, remarks text",
     "SELECT f.database, s.name, r.name, CASE r.kind WHEN 'r' THEN 'BASE TABLE' ELSE 'VIEW' END, c.text FROM tarn_view.all_relations r JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS "
     "JOIN tarn.format f LEFT JOIN tarn.comments c ON c.object = r.oid AND c.sub = 0"},
    {"pg_catalog", "svv_columns",
     "table_catalog text, table_schema text, table_name text, column_name text, ordinal_position integer, column_default text, is_nullable text, data_type text, "
     "character_maximum_length integer, numeric_precision integer, numeric_precision_radix integer, numeric_scale integer, datetime_precision integer, interval_type text, "
     "interval_precision text, character_set_catalog text, character_set_schema text, character_set_name text, collation_catalog text, collation_schema text, collation_name text, "
     "domain_name text, remarks text",
     "SELECT f.database, s.name, r.name, c.name, c.number, c.default_sql, CASE WHEN c.not_null THEN 'NO' ELSE 'YES' END, regexp_replace(c.type, '\\(.*\\)', ''), c.characters, "
     "c.digits, CASE WHEN c.digits IS NULL THEN NULL WHEN c.type_oid = 1700 THEN 10 ELSE 2 END, c.scale, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, k.text FROM "
     "tarn_view.all_columns c JOIN tarn_view.all_relations r ON r.oid = c.relation JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS JOIN tarn.format f LEFT JOIN tarn.comments k ON k.object = "
     "r.oid AND k.sub = c.number"},
    {"pg_catalog", "svv_all_tables", "database_name text, schema_name text, table_name text, table_type text, table_acl text, remarks text",
     "SELECT f.database, s.name, r.name, CASE r.kind WHEN 'r' THEN 'TABLE' ELSE 'VIEW' END, NULL, c.text FROM tarn.relations r JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS "
     "JOIN tarn.format f LEFT JOIN tarn.comments c ON c.object = r.oid AND c.sub = 0"},
    {"pg_catalog", "svv_all_columns",
     "database_name text, schema_name text, table_name text, column_name text, ordinal_position integer, column_default text, is_nullable text, data_type text, "
     "character_maximum_length integer, numeric_precision integer, numeric_scale integer, remarks text",
     "SELECT f.database, s.name, r.name, c.name, c.number, c.default_sql, CASE WHEN c.not_null THEN 'NO' ELSE 'YES' END, c.type, c.characters, c.digits, c.scale, NULL FROM "
     "tarn.columns c JOIN tarn.relations r ON r.oid = c.relation JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS JOIN tarn.format f"},
    {"pg_catalog", "svv_all_schemas",
     "database_name text, schema_name text, schema_owner integer, schema_type text, schema_acl text, source_database text, schema_option text",
     "SELECT f.database, s.name, s.owner, CASE WHEN s.external_database IS NULL THEN 'local' ELSE 'external' END, NULL, s.external_database, NULL FROM tarn.schemas s CROSS JOIN "
     "tarn.format f"},
    {"pg_catalog", "svv_redshift_databases",
     "database_name text, database_owner integer, database_type text, database_acl text, database_options text, database_isolation_level text",
     "SELECT database, 100, 'local', NULL, NULL, 'Snapshot Isolation' FROM tarn.format"},
    {"pg_catalog", "svv_redshift_schemas",
     "database_name text, schema_name text, schema_owner integer, schema_type text, schema_acl text, schema_option text",
     "SELECT f.database, s.name, s.owner, 'local', NULL, NULL FROM tarn.schemas s CROSS JOIN tarn.format f WHERE s.external_database IS NULL"},
    {"pg_catalog", "svv_redshift_tables",
     "database_name text, schema_name text, table_name text, table_type text, table_acl text, remarks text, table_owner text",
     "SELECT f.database, s.name, r.name, CASE r.kind WHEN 'r' THEN 'TABLE' ELSE 'VIEW' END, NULL, NULL, u.name FROM tarn.relations r JOIN tarn.schemas s ON s.oid = r.schema_oid "
     "CROSS JOIN tarn.format f LEFT JOIN tarn.users u ON u.id = r.owner"},
    {"pg_catalog", "svv_redshift_columns",
     "database_name text, schema_name text, table_name text, column_name text, ordinal_position integer, data_type text, column_default text, is_nullable text, encoding text, "
     "distkey boolean, sortkey integer, column_acl text, remarks text",
     "SELECT f.database, s.name, r.name, c.name, c.number, c.type, c.default_sql, CASE WHEN c.not_null THEN 'NO' ELSE 'YES' END, c.encoding, c.dist_key, c.sort_ordinal, NULL, "
     "NULL FROM tarn.columns c JOIN tarn.relations r ON r.oid = c.relation JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS JOIN tarn.format f"},
    {"pg_catalog", "svv_external_schemas", "esoid oid, eskind smallint, schemaname name, esowner integer, databasename text, esoptions text",
     "SELECT oid, 1, name, owner, external_database, '{\"IAM_ROLE\":\"' || external_role || '\"}' FROM tarn.schemas WHERE external_database IS NOT NULL"},
    {"pg_catalog", "svv_table_info",
     "database text, schema text, table_id oid, table text, encoded text, diststyle text, sortkey1 text, max_varchar integer, sortkey1_enc text, sortkey_num integer, size bigint, "
     "pct_used numeric(10,4), empty bigint, unsorted numeric(5,2), stats_off numeric(5,2), tbl_rows numeric(38,0), skew_sortkey1 numeric(19,2), skew_rows numeric(19,2), "
     "estimated_visible_rows numeric(38,0), risk_event text, vacuum_sort_benefit numeric(12,2), create_time timestamp",
     "SELECT f.database, s.name, r.oid, r.name, 'Y', CASE r.dist_style WHEN 0 THEN 'EVEN' WHEN 1 THEN 'KEY(' || (SELECT any_value(c.name) FROM tarn.columns c WHERE c.relation = "
     "r.oid AND c.dist_key) || ')' WHEN 8 THEN 'ALL' ELSE 'AUTO(EVEN)' END, (SELECT any_value(c.name) FROM tarn.columns c WHERE c.relation = r.oid AND abs(c.sort_ordinal) = 1), "
     "(SELECT max(c.characters) FROM tarn.columns c WHERE c.relation = r.oid), NULL, (SELECT count(*) FROM tarn.columns c WHERE c.relation = r.oid AND c.sort_ordinal <> 0), 1, "
     "0, 0, 0, 0, (SELECT estimated_size FROM duckdb_tables() t WHERE '\"' || t.table_name || '\"' = split_part(r.physical, '.', 2)), NULL, NULL, NULL, NULL, NULL, r.created "
     "FROM tarn.relations r JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS JOIN tarn.format f WHERE r.kind IN ('r', 'm')"},
    {"pg_catalog", "svv_mv_info",
     "database_name text, schema_name text, user_name text, name text, is_stale text, owner_user_name text, state integer, autorewrite text, autorefresh text",
     "SELECT f.database, s.name, u.name, r.name, 'f', u.name, 0, 'f', CASE WHEN r.auto_refresh THEN 't' ELSE 'f' END FROM tarn.relations r JOIN tarn.schemas s ON s.oid = "
     "r.schema_oid CROSS JOIN tarn.format f LEFT JOIN tarn.users u ON u.id = r.owner WHERE r.kind = 'm'"},
    {"information_schema", "tables", "table_catalog text, table_schema text, table_name text, table_type text",
     "SELECT f.database, s.name, r.name, CASE r.kind WHEN 'r' THEN 'BASE TABLE' ELSE 'VIEW' END FROM tarn_view.all_relations r JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS JOIN "
     "tarn.format f"},
    {"information_schema", "columns",
     "table_catalog text, table_schema text, table_name text, column_name text, ordinal_position integer, column_default text, is_nullable text, data_type text, "
     "character_maximum_length integer, numeric_precision integer, numeric_precision_radix integer, numeric_scale integer, datetime_precision integer, udt_name text",
     "SELECT f.database, s.name, r.name, c.name, c.number, c.default_sql, CASE WHEN c.not_null THEN 'NO' ELSE 'YES' END, regexp_replace(c.type, '\\(.*\\)', ''), c.characters, "
     "c.digits, CASE WHEN c.digits IS NULL THEN NULL WHEN c.type_oid = 1700 THEN 10 ELSE 2 END, c.scale, NULL, NULL FROM tarn_view.all_columns c JOIN tarn_view.all_relations r ON r.oid = "
     "c.relation JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS JOIN tarn.format f"},
    {"information_schema", "schemata", "catalog_name text, schema_name text, schema_owner text",
     "SELECT f.database, s.name, u.name FROM tarn.schemas s CROSS JOIN tarn.format f LEFT JOIN tarn.users u ON u.id = s.owner"},
    {"information_schema", "views",
     "table_catalog text, table_schema text, table_name text, view_definition text, check_option text, is_updatable text, is_insertable_into text",
     "SELECT f.database, s.name, r.name, r.query, 'NONE', 'NO', 'NO' FROM tarn.relations r JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS JOIN tarn.format f WHERE r.kind IN "
     "('v', 'm')"},
    {"information_schema", "table_constraints",
     "constraint_catalog text, constraint_schema text, constraint_name text, table_catalog text, table_schema text, table_name text, constraint_type text, is_deferrable text, "
     "initially_deferred text",
     "SELECT f.database, s.name, k.name, f.database, s.name, r.name, CASE k.kind WHEN 'p' THEN 'PRIMARY KEY' WHEN 'u' THEN 'UNIQUE' ELSE 'FOREIGN KEY' END, 'NO', 'NO' FROM "
     "tarn.constraints k JOIN tarn.relations r ON r.oid = k.relation JOIN tarn.schemas s ON s.oid = r.schema_oid CROSS JOIN tarn.format f"},
    {"information_schema", "key_column_usage",
     "constraint_catalog text, constraint_schema text, constraint_name text, table_catalog text, table_schema text, table_name text, column_name text, ordinal_position integer",
     "SELECT f.database, s.name, k.name, f.database, s.name, r.name, c.name, list_position(k.columns, c.number) FROM tarn.constraints k JOIN tarn.relations r ON r.oid = "
     "k.relation JOIN tarn.schemas s ON s.oid = r.schema_oid JOIN tarn.columns c ON c.relation = r.oid AND list_contains(k.columns, c.number) CROSS JOIN tarn.format f"},
};

}  // namespace

std::span<const SystemView> svv_views() { return kViews; }

}  // namespace tarn::redshift
