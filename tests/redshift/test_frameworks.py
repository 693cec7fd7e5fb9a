"""What SQLAlchemy's Redshift dialect and dbt ask the catalogs, in their shape (redshift.md 2.4 and 2.4.2)."""

import pytest


@pytest.fixture
def schema(db, unique):
    db.execute(f"CREATE SCHEMA {unique}")
    db.execute(f"CREATE TABLE {unique}.dims (id int NOT NULL ENCODE raw, name varchar(20) DEFAULT 'none' ENCODE lzo, PRIMARY KEY (id)) DISTSTYLE KEY DISTKEY (id) SORTKEY (name)")
    db.execute(f"CREATE TABLE {unique}.facts (n numeric(8,2), dim int, CONSTRAINT of_dims FOREIGN KEY (dim) REFERENCES {unique}.dims (id))")
    db.execute(f"CREATE VIEW {unique}.bound AS SELECT id FROM {unique}.dims")
    db.execute(f"CREATE VIEW {unique}.late AS SELECT name FROM {unique}.dims WITH NO SCHEMA BINDING")
    db.execute(f"COMMENT ON COLUMN {unique}.dims.name IS 'of people'")
    return unique


SQLALCHEMY_COLUMNS = """
SELECT n.nspname AS "schema", c.relname AS "table_name", att.attname AS "name", format_encoding(att.attencodingtype::integer) AS "encode",
  format_type(att.atttypid, att.atttypmod) AS "type", att.attisdistkey AS "distkey", att.attsortkeyord AS "sortkey", att.attnotnull AS "notnull",
  pg_catalog.col_description(att.attrelid, att.attnum) AS "comment", adsrc, attnum,
  pg_catalog.format_type(att.atttypid, att.atttypmod), pg_catalog.pg_get_expr(ad.adbin, ad.adrelid) AS DEFAULT, n.oid AS "schema_oid", c.oid AS "table_oid"
FROM pg_catalog.pg_class c
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_attribute att ON att.attrelid = c.oid
LEFT JOIN pg_catalog.pg_attrdef ad ON (att.attrelid, att.attnum) = (ad.adrelid, ad.adnum)
WHERE n.nspname !~ '^pg_' AND att.attnum > 0 AND NOT att.attisdropped AND schema = '{0}' AND table_name = '{1}'
UNION
SELECT view_schema AS "schema", view_name AS "table_name", col_name AS "name", null AS "encode", col_type AS "type", null AS "distkey", 0 AS "sortkey", null AS "notnull",
  null AS "comment", null AS "adsrc", col_num AS "attnum", col_type AS "format_type", null AS "default", null AS "schema_oid", null AS "table_oid"
FROM pg_get_late_binding_view_cols() cols(view_schema name, view_name name, col_name name, col_type varchar, col_num int)
WHERE 1 AND schema = '{0}' AND table_name = '{1}'
UNION
SELECT schemaname AS "schema", tablename AS "table_name", columnname AS "name", null AS "encode",
  CASE external_type WHEN 'string' THEN 'character varying(65535)' ELSE external_type END AS "type", null AS "distkey", 0 AS "sortkey", null AS "notnull", null AS "comment",
  null AS "adsrc", columnnum AS "attnum", external_type AS "format_type", null AS "default", s.esoid AS "schema_oid", null AS "table_oid"
FROM svv_external_columns t JOIN svv_external_schemas s USING (schemaname)
WHERE 1 AND schema = '{0}' AND table_name = '{1}'
ORDER BY "schema", "table_name", "attnum"
"""

SQLALCHEMY_CONSTRAINTS = """
SELECT n.nspname AS "schema", c.relname AS "table_name", t.contype, t.conname, t.conkey, a.attnum, a.attname, pg_catalog.pg_get_constraintdef(t.oid, true)::varchar(512) AS "condef",
  n.oid AS "schema_oid", c.oid AS "rel_oid"
FROM pg_catalog.pg_class c
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_constraint t ON t.conrelid = c.oid
JOIN pg_catalog.pg_attribute a ON t.conrelid = a.attrelid AND a.attnum = ANY(t.conkey)
WHERE n.nspname !~ '^pg_' AND schema = '{0}'
ORDER BY n.nspname, c.relname
"""

SQLALCHEMY_RELATIONS = """
SELECT c.relkind, n.oid AS "schema_oid", n.nspname AS "schema", c.oid AS "rel_oid", c.relname,
  CASE c.reldiststyle WHEN 0 THEN 'EVEN' WHEN 1 THEN 'KEY' WHEN 8 THEN 'ALL' END AS "diststyle", c.relowner AS "owner_id", u.usename AS "owner_name",
  TRIM(TRAILING ';' FROM pg_catalog.pg_get_viewdef(c.oid, true)) AS "view_definition", pg_catalog.array_to_string(c.relacl, '\\n') AS "privileges"
FROM pg_catalog.pg_class c
LEFT JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_user u ON u.usesysid = c.relowner
WHERE c.relkind IN ('r', 'v', 'm', 'S', 'f') AND n.nspname !~ '^pg_' AND schema = '{0}'
ORDER BY n.nspname, c.relname
"""

DBT_RELATIONS = """
select table_catalog as database, table_name as name, table_schema as schema, 'table' as type from information_schema.tables where table_schema ilike '{0}' and table_type = 'BASE TABLE'
union all
select table_catalog, table_name, table_schema, case when view_definition ilike '%create materialized view%' then 'materialized_view' else 'view' end
from information_schema.views where table_schema ilike '{0}'
"""

DBT_COLUMNS = """
with bound_views as (
  select ordinal_position, table_schema, column_name, data_type, character_maximum_length, numeric_precision, numeric_scale from information_schema."columns" where table_name = '{1}'
), unbound_views as (
  select ordinal_position, view_schema, col_name, case when col_type ilike 'character varying%' then 'character varying' when col_type ilike 'numeric%' then 'numeric' else col_type end as col_type,
    case when col_type like 'character%' then nullif(REGEXP_SUBSTR(col_type, '[0-9]+'), '')::int else null end as character_maximum_length,
    case when col_type like 'numeric%' then nullif(SPLIT_PART(REGEXP_SUBSTR(col_type, '[0-9,]+'), ',', 1), '')::int else null end as numeric_precision,
    case when col_type like 'numeric%' then nullif(SPLIT_PART(REGEXP_SUBSTR(col_type, '[0-9,]+'), ',', 2), '')::int else null end as numeric_scale
  from pg_get_late_binding_view_cols() cols(view_schema name, view_name name, col_name name, col_type varchar, ordinal_position int) where view_name = '{1}'
), unioned as (select * from bound_views union all select * from unbound_views)
select column_name, data_type, character_maximum_length, numeric_precision, numeric_scale from unioned where table_schema = '{0}' order by ordinal_position
"""

DBT_DEPENDENTS = """
with relation as (select pg_class.oid as id, relname as name, nspname as schema from pg_class join pg_namespace on pg_namespace.oid = pg_class.relnamespace where nspname = '{0}'),
dependency as (select distinct pg_depend.refobjid as id, pg_rewrite.ev_class as ref from pg_depend join pg_rewrite on pg_depend.objid = pg_rewrite.oid)
select distinct referenced.name, dependent.name from dependency join relation referenced on referenced.id = dependency.id join relation dependent on dependent.id = dependency.ref
where referenced.name <> dependent.name
"""


def test_columns_for_sqlalchemy(db, schema):
    rows = db.execute(SQLALCHEMY_COLUMNS.format(schema, "dims")).fetchall()
    assert [row[2:8] for row in rows] == [("id", "none", "integer", True, 0, True), ("name", "lzo", "character varying(20)", False, 1, False)]
    assert [row[8] for row in rows] == [None, "of people"] and [row[12] for row in rows] == [None, "'none'"]
    assert [row[2:5] for row in db.execute(SQLALCHEMY_COLUMNS.format(schema, "late")).fetchall()] == [("name", None, "character varying(20)")]


def test_constraints_for_sqlalchemy(db, schema):
    rows = db.execute(SQLALCHEMY_CONSTRAINTS.format(schema)).fetchall()
    assert [(row[1], row[2], row[6], row[7]) for row in rows] == [("dims", "p", "id", "PRIMARY KEY (id)"), ("facts", "f", "dim", "FOREIGN KEY (dim) REFERENCES dims(id)")]


def test_relations_for_sqlalchemy(db, schema):
    rows = db.execute(SQLALCHEMY_RELATIONS.format(schema)).fetchall()
    assert [(row[4], row[0], row[7]) for row in rows] == [("bound", "v", "admin"), ("dims", "r", "admin"), ("facts", "r", "admin"), ("late", "v", "admin")]
    assert {row[4]: row[5] for row in rows}["dims"] == "KEY" and "SELECT" in {row[4]: row[8] for row in rows}["bound"]


def test_relations_for_dbt(db, schema):
    rows = db.execute(DBT_RELATIONS.format(schema)).fetchall()
    assert sorted((row[1], row[3]) for row in rows) == [("bound", "view"), ("dims", "table"), ("facts", "table"), ("late", "view")]


def test_columns_for_dbt(db, schema):
    assert db.execute(DBT_COLUMNS.format(schema, "facts")).fetchall() == [("n", "numeric", None, 8, 2), ("dim", "integer", None, 32, 0)]
    assert db.execute(DBT_COLUMNS.format(schema, "late")).fetchall() == [("name", "character varying", 20, None, None)]


def test_dependents_for_dbt(db, schema):
    assert db.execute(DBT_DEPENDENTS.format(schema)).fetchall() == [("dims", "bound")]
