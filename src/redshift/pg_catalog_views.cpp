// pg_catalog: PostgreSQL 8.0's columns with Redshift's own, and those that new psql versions ask for (redshift.md 2.4.1, 2.6).
#include "redshift/system_views.h"

namespace tarn::redshift {
namespace {

constexpr SystemView kViews[] = {
    {"pg_catalog", "pg_database",
     "oid oid, datname name, datdba integer, encoding integer, datcollate name, datctype name, datistemplate boolean, datallowconn boolean, datconnlimit integer, "
     "dattablespace oid, datacl text[]",
     "SELECT 100001, database, 100, 6, 'C', 'C', false, true, -1, 1663, NULL FROM tarn.format"},
    {"pg_catalog", "pg_namespace", "oid oid, nspname name, nspowner integer, nspacl text[]", "SELECT oid, name, owner, NULL FROM tarn.schemas"},
    {"pg_catalog", "pg_class",
     "oid oid, relname name, relnamespace oid, reltype oid, relowner integer, relam oid, relfilenode oid, reltablespace oid, relpages integer, reltuples real, "
     "reltoastrelid oid, relhasindex boolean, relisshared boolean, relkind text, relnatts smallint, relchecks smallint, reltriggers smallint, relhasoids boolean, "
     "relhaspkey boolean, relhasrules boolean, relhassubclass boolean, relacl text[], reldiststyle smallint, releffectivediststyle integer, relpersistence text, "
     "reloftype oid, reloptions text[], relhastriggers boolean",
     "SELECT r.oid, r.name, r.schema_oid, 0, r.owner, 0, r.oid, 0, 1, 0.001, 0, false, false, CASE r.kind WHEN 'm' THEN 'v' ELSE r.kind END, "
     "(SELECT count(*) FROM tarn_view.all_columns c WHERE c.relation = r.oid), 0, 0, false, EXISTS (SELECT 1 FROM tarn.constraints k WHERE k.relation = r.oid AND "
     "k.kind = 'p'), false, false, NULL, r.dist_style, r.dist_style, CASE WHEN r.temporary THEN 't' ELSE 'p' END, 0, NULL, false FROM tarn_view.all_relations r "
     "UNION ALL SELECT k.oid, k.name, r.schema_oid, 0, r.owner, 403, k.oid, 0, 1, 0.001, 0, false, false, 'i', len(k.columns), 0, 0, false, false, false, false, "
     "NULL, 0, 0, 'p', 0, NULL, false FROM tarn.constraints k JOIN tarn.relations r ON r.oid = k.relation WHERE k.kind IN ('p', 'u')"},
    {"pg_catalog", "pg_class_info", "reloid oid, relname name, relnamespace oid, relowner integer, relkind text, relcreationtime timestamp",
     "SELECT oid, name, schema_oid, owner, CASE kind WHEN 'm' THEN 'v' ELSE kind END, created FROM tarn.relations"},
    {"pg_catalog", "pg_attribute",
     "attrelid oid, attname name, atttypid oid, attstattarget integer, attlen smallint, attnum smallint, attndims integer, attcacheoff integer, atttypmod integer, "
     "attbyval boolean, attstorage text, attalign text, attnotnull boolean, atthasdef boolean, attisdropped boolean, attislocal boolean, attinhcount integer, "
     "attisdistkey boolean, attispreloaded boolean, attsortkeyord integer, attencodingtype smallint, attencrypttype smallint, attcollation oid, attacl text[], "
     "attidentity text, attgenerated text",
     "SELECT relation, name, type_oid, -1, type_length, number, 0, -1, type_modifier, false, 'p', 'i', not_null, default_sql IS NOT NULL OR identity_seed IS NOT NULL, "
     "false, true, 0, dist_key, false, sort_ordinal, CASE encoding WHEN 'none' THEN 0 WHEN 'bytedict' THEN 1 WHEN 'delta' THEN 2 WHEN 'lzo' THEN 3 WHEN 'runlength' "
     "THEN 4 WHEN 'delta32k' THEN 128 WHEN 'mostly8' THEN 8 WHEN 'mostly16' THEN 9 WHEN 'mostly32' THEN 10 WHEN 'text255' THEN 256 WHEN 'text32k' THEN 257 WHEN "
     "'zstd' THEN 16 WHEN 'az64' THEN 17 ELSE 0 END, 0, 0, NULL, '', '' FROM tarn_view.all_columns "
     "UNION ALL SELECT k.oid, c.name, c.type_oid, -1, c.type_length, list_position(k.columns, c.number), 0, -1, c.type_modifier, false, 'p', 'i', false, false, false, "
     "true, 0, false, false, 0, 0, 0, 0, NULL, '', '' FROM tarn.constraints k JOIN tarn.columns c ON c.relation = k.relation AND list_contains(k.columns, c.number) "
     "WHERE k.kind IN ('p', 'u')"},
    {"pg_catalog", "pg_attribute_info", "attrelid oid, attname name, atttypid oid, attnum smallint, attnotnull boolean",
     "SELECT relation, name, type_oid, number, not_null FROM tarn.columns"},
    {"pg_catalog", "pg_attrdef", "oid oid, adrelid oid, adnum smallint, adbin text, adsrc text",
     "SELECT relation * 1000 + number, relation, number, text, text FROM (SELECT relation, number, coalesce(default_sql, CASE WHEN identity_by_default THEN 'default_identity' ELSE "
     "'\"identity\"' END || '(' || relation || ', ' || (number - 1) || ', ''' || identity_seed || ',' || identity_step || '''::text)') AS text FROM tarn.columns WHERE default_sql IS "
     "NOT NULL OR identity_seed IS NOT NULL)"},
    {"pg_catalog", "pg_type",
     "oid oid, typname name, typnamespace oid, typowner integer, typlen smallint, typbyval boolean, typtype text, typisdefined boolean, typdelim text, typrelid oid, "
     "typelem oid, typarray oid, typinput text, typnotnull boolean, typbasetype oid, typtypmod integer, typndims integer, typcollation oid, typdefault text",
     "SELECT t.o, t.n, 11, 1, t.l, false, 'b', true, ',', 0, t.e, t.a, CASE WHEN t.e <> 0 AND t.n[1] = '_' THEN 'array_in' ELSE t.n || 'in' END, false, 0, -1, 0, 0, NULL "
     "FROM (VALUES (16, 'bool', 1, 0, 1000), (17, 'bytea', -1, 0, 1001), (18, 'char', 1, 0, 1002), (19, 'name', 128, 18, 1003), (20, 'int8', 8, 0, 1016), (21, 'int2', 2, 0, 1005), "
     "(22, 'int2vector', -1, 21, 1006), (23, 'int4', 4, 0, 1007), (24, 'regproc', 4, 0, 1008), (25, 'text', -1, 0, 1009), (26, 'oid', 4, 0, 1028), (30, 'oidvector', -1, 26, 1013), "
     "(700, 'float4', 4, 0, 1021), (701, 'float8', 8, 0, 1022), (705, 'unknown', -2, 0, 0), (1000, '_bool', -1, 16, 0), (1005, '_int2', -1, 21, 0), (1007, '_int4', -1, 23, 0), "
     "(1009, '_text', -1, 25, 0), (1015, '_varchar', -1, 1043, 0), (1016, '_int8', -1, 20, 0), (1033, 'aclitem', 12, 0, 1034), (1042, 'bpchar', -1, 0, 1014), "
     "(1043, 'varchar', -1, 0, 1015), (1082, 'date', 4, 0, 1182), (1083, 'time', 8, 0, 1183), (1114, 'timestamp', 8, 0, 1115), (1184, 'timestamptz', 8, 0, 1185), "
     "(1186, 'interval', 16, 0, 1187), (1188, 'intervaly2m', 4, 0, 1189), (1190, 'intervald2s', 8, 0, 1191), (1266, 'timetz', 12, 0, 1270), (1700, 'numeric', -1, 0, 1231), "
     "(2205, 'regclass', 4, 0, 2210), (2206, 'regtype', 4, 0, 2211), (2935, 'hllsketch', -1, 0, 0), (3000, 'geometry', -1, 0, 0), (3001, 'geography', -1, 0, 0), "
     "(4000, 'super', -1, 0, 0), (6551, 'varbyte', -1, 0, 0), (27, 'tid', 6, 0, 0), (28, 'xid', 4, 0, 0), (29, 'cid', 4, 0, 0), (1002, '_char', -1, 18, 0), (1003, '_name', -1, 19, 0), "
     "(1028, '_oid', -1, 26, 0), (1034, '_aclitem', -1, 1033, 0), (1790, 'refcursor', -1, 0, 2201), (2249, 'record', -1, 0, 0), (2275, 'cstring', -2, 0, 0), (2276, 'any', 4, 0, 0), "
     "(2277, 'anyarray', -1, 0, 0), (2278, 'void', 4, 0, 0), (2279, 'trigger', 4, 0, 0)) AS t(o, n, l, e, a)"},
    {"pg_catalog", "pg_constraint",
     "oid oid, conname name, connamespace oid, contype text, condeferrable boolean, condeferred boolean, conrelid oid, contypid oid, conindid oid, confrelid oid, "
     "confupdtype text, confdeltype text, confmatchtype text, conkey smallint[], confkey smallint[], conbin text, consrc text",
     "SELECT k.oid, k.name, r.schema_oid, k.kind, false, false, k.relation, 0, CASE WHEN k.kind IN ('p', 'u') THEN k.oid ELSE 0 END, coalesce(k.other_relation, 0), 'a', 'a', 'u', "
     "k.columns, k.other_columns, NULL, NULL FROM tarn.constraints k JOIN tarn.relations r ON r.oid = k.relation"},
    {"pg_catalog", "pg_index",
     "indexrelid oid, indrelid oid, indkey smallint[], indnatts smallint, indisunique boolean, indisprimary boolean, indisclustered boolean, indisvalid boolean, "
     "indimmediate boolean, indexprs text, indpred text",
     "SELECT oid, relation, columns, len(columns), true, kind = 'p', false, true, true, NULL, NULL FROM tarn.constraints WHERE kind IN ('p', 'u')"},
    {"pg_catalog", "pg_description", "objoid oid, classoid oid, objsubid integer, description text",
     "SELECT object, 1259, sub, text FROM tarn.comments"},
    {"pg_catalog", "pg_tables",
     "schemaname name, tablename name, tableowner name, tablespace name, hasindexes boolean, hasrules boolean, hastriggers boolean",
     "SELECT s.name, r.name, u.name, NULL, false, false, false FROM tarn.relations r JOIN tarn.schemas s ON s.oid = r.schema_oid LEFT JOIN tarn.users u ON "
     "u.id = r.owner WHERE r.kind = 'r'"},
    {"pg_catalog", "pg_views", "schemaname name, viewname name, viewowner name, definition text",
     "SELECT s.name, r.name, u.name, r.query FROM tarn.relations r JOIN tarn.schemas s ON s.oid = r.schema_oid LEFT JOIN tarn.users u ON u.id = r.owner WHERE "
     "r.kind IN ('v', 'm')"},
    {"pg_catalog", "pg_table_def",
     "schemaname name, tablename name, column name, type text, encoding text, distkey boolean, sortkey integer, notnull boolean",
     "SELECT s.name, r.name, c.name, c.type, c.encoding, c.dist_key, c.sort_ordinal, c.not_null FROM tarn.columns c JOIN tarn.relations r ON r.oid = c.relation JOIN "
     "tarn.schemas s ON s.oid = r.schema_oid WHERE r.kind = 'r' ORDER BY s.name, r.name, c.number"},
    {"pg_catalog", "pg_external_schema", "esoid oid, eskind smallint, esdbname text, esoptions text",
     "SELECT oid, 1, external_database, '{\"IAM_ROLE\":\"' || external_role || '\"}' FROM tarn.schemas WHERE external_database IS NOT NULL"},
    {"pg_catalog", "pg_depend", "classid oid, objid oid, objsubid integer, refclassid oid, refobjid oid, refobjsubid integer, deptype text",
     // A view depends on what its rule reads, a foreign key on the index of the key that it names.
     "SELECT 2618, dependent, 0, 1259, on_oid, 0, 'n' FROM tarn.dependencies UNION ALL SELECT 2618, oid, 0, 1259, oid, 0, 'i' FROM tarn.relations WHERE kind IN ('v', 'm') UNION ALL "
     "SELECT 2606, f.oid, 0, 1259, k.oid, 0, 'n' FROM tarn.constraints f JOIN tarn.constraints k ON f.kind = 'f' AND k.kind IN ('p', 'u') AND k.relation = f.other_relation AND "
     "list_sort(k.columns) = list_sort(f.other_columns)"},
    {"pg_catalog", "pg_rewrite", "oid oid, rulename name, ev_class oid, ev_type text, is_instead boolean",
     "SELECT oid, '_RETURN', oid, '1', true FROM tarn.relations WHERE kind IN ('v', 'm')"},
    {"pg_catalog", "pg_collation", "oid oid, collname name, collnamespace oid", "SELECT 100, 'default', 11"},
    {"pg_catalog", "pg_tablespace", "oid oid, spcname name, spcowner integer", "SELECT 1663, 'pg_default', 1"},
    {"pg_catalog", "pg_am", "oid oid, amname name", "SELECT 403, 'btree'"},
    {"pg_catalog", "pg_language", "oid oid, lanname name, lanispl boolean, lanpltrusted boolean",
     "SELECT * FROM (VALUES (12, 'internal', false, false), (14, 'sql', false, true), (100125, 'plpgsql', true, true)) AS t"},
};

}  // namespace

std::span<const SystemView> pg_catalog_views() { return kViews; }

}  // namespace tarn::redshift
