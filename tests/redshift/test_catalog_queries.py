"""The catalogs are relations: queries that no driver sends, over what the drivers' queries are made of."""

import psycopg
import pytest

DIMS = "CREATE TABLE {0}.dims (a int, b int, name varchar(20), primary key (a, b))"
FACTS = "CREATE TABLE {0}.facts (id int primary key, x int, y int, parent int references {0}.facts (id), constraint of_dims foreign key (x, y) references {0}.dims (a, b))"


@pytest.fixture
def schema(db, unique):
    db.execute(f"CREATE SCHEMA {unique}")
    for statement in (DIMS, FACTS, "CREATE VIEW {0}.bound AS SELECT id FROM {0}.facts", "CREATE VIEW {0}.late AS SELECT id AS n, 'x'::varchar(7) AS s FROM {0}.facts WITH NO SCHEMA BINDING"):
        db.execute(statement.format(unique))
    return unique


SETS = [
    ("SELECT generate_series(1, 3)", [1, 2, 3]),
    ("SELECT generate_series(3, 1, -1)", [3, 2, 1]),
    ("SELECT generate_series(1, 3) * 10 AS x ORDER BY x DESC", [30, 20, 10]),
    ("SELECT generate_series(1, 0)", []),
    ("SELECT generate_series(1, NULL::int)", []),
    ("SELECT generate_series(1, 3) + generate_series(10, 12)", [11, 13, 15]),
    ("SELECT CASE WHEN i = 1 THEN generate_series(1, 2) ELSE generate_series(6, 8) - 1 END AS n FROM (SELECT 1 AS i UNION ALL SELECT 2) ORDER BY n", [1, 2, 5, 6, 7]),
    ("SELECT DISTINCT generate_series(1, 2) FROM generate_series(1, 3)", [1, 2]),
    ("SELECT count(*) FROM (SELECT generate_series(1, 100000))", [100000]),
    ("SELECT n FROM generate_series(2, 6, 2) AS s(n)", [2, 4, 6]),
    ("SELECT pg_catalog.generate_series FROM pg_catalog.generate_series(1, 2)", None),
    ("SELECT g FROM generate_series(1, 2) g", [1, 2]),
    ("SELECT n FROM (SELECT 2 AS upto) t, generate_series(1, t.upto) AS s(n)", [1, 2]),
    ("SELECT s.r FROM generate_series(1, array_upper(current_schemas(false), 1)) AS s(r)", [1]),
    ("SELECT max(b) FROM generate_series(1::bigint, 5000000000::bigint, 1000000000::bigint) AS s(b)", [4000000001]),
    ("SELECT * FROM current_database()", ["dev"]),
    ("SELECT upper FROM upper('abc')", ["ABC"]),
]


@pytest.mark.parametrize("sql, expected", SETS, ids=[sql for sql, _ in SETS])
def test_functions_that_give_rows(db, sql, expected):
    if expected is None:
        with pytest.raises(psycopg.Error):
            db.execute(sql)
    else:
        assert sorted(row[0] for row in db.execute(sql)) == sorted(expected)


REFUSED = [
    ("SELECT 1 WHERE generate_series(1, 2) = 1", "0A000", "set-valued function called in context that cannot accept a set"),
    ("SELECT sum(generate_series(1, 2))", "0A000", "set-valued function"),
    ("SELECT * FROM generate_series(1)", "42883", "does not exist"),
    ("SELECT * FROM generate_series('a', 'b', 'c', 'd')", "42883", "does not exist"),
    ("SELECT * FROM pg_get_late_binding_view_cols()", "42601", "a column definition list is required"),
    ("SELECT * FROM pg_get_late_binding_view_cols() AS c(a name)", "42804", "do not match"),
    ("SELECT * FROM no_such_function(1)", "42883", "does not exist"),
    ("SELECT 'no_such_relation'::regclass", "42P01", 'relation "no_such_relation" does not exist'),
    ("SELECT 'no_such_type'::regtype", "42704", 'type "no_such_type" does not exist'),
    ("CREATE TABLE refused (oid int)", "42701", "conflicts with a system column name"),
]


@pytest.mark.parametrize("sql, sqlstate, text", REFUSED, ids=[sql for sql, _, _ in REFUSED])
def test_what_is_refused(db, sql, sqlstate, text):
    with pytest.raises(psycopg.Error, match=text) as refused:
        db.execute(sql)
    assert refused.value.sqlstate == sqlstate


def test_columns_of_late_binding_views(db, schema):
    rows = db.execute(
        "SELECT upper(v), c, t || '!', n + 1 FROM (SELECT * FROM pg_get_late_binding_view_cols() AS cols(s name, v name, c name, t varchar, n bigint)) q "
        f"WHERE s = '{schema}' ORDER BY n DESC"
    ).fetchall()
    assert rows == [("LATE", "s", "character varying(7)!", 3), ("LATE", "n", "integer!", 2)]


def test_they_follow_what_the_view_reads(db, schema):
    listing = f"SELECT c FROM pg_get_late_binding_view_cols() x(s name, v name, c name, t varchar, n int) WHERE s = '{schema}'"
    with db.cursor() as cursor:
        cursor.execute(listing, prepare=True)
        assert len(cursor.fetchall()) == 2
        db.execute(f"DROP VIEW {schema}.bound")
        db.execute(f"DROP TABLE {schema}.facts")
        cursor.execute(listing, prepare=True)
        assert cursor.fetchall() == []


def test_columns_of_one_relation(db, schema):
    def columns(name):
        return db.execute(f"SELECT c, t FROM pg_get_cols('{name}') AS x(s name, v name, c name, t varchar, n int) ORDER BY n").fetchall()

    assert columns(f"{schema}.late") == [("n", "integer"), ("s", "character varying(7)")]
    assert columns(f"{schema}.dims") == [("a", "integer"), ("b", "integer"), ("name", "character varying(20)")]


def test_foreign_keys_by_other_words(db, schema):
    rows = db.execute(
        "SELECT k.conname, f.attname, p.attname FROM pg_constraint k "
        "JOIN generate_series(1, 16) AS at(n) ON at.n <= array_upper(k.conkey, 1) "
        "JOIN pg_attribute f ON f.attrelid = k.conrelid AND f.attnum = k.conkey[at.n] "
        "JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = k.confkey[at.n] "
        f"WHERE k.contype = 'f' AND k.conrelid = '{schema}.facts'::regclass ORDER BY k.conname, at.n"
    ).fetchall()
    assert rows == [("facts_parent_fkey", "parent", "id"), ("of_dims", "x", "a"), ("of_dims", "y", "b")]
    [[text]] = db.execute("SELECT pg_get_constraintdef(oid, true) FROM pg_constraint WHERE conname = 'of_dims' AND connamespace = (SELECT oid FROM pg_namespace WHERE nspname = %s)", [schema])
    assert text == "FOREIGN KEY (x, y) REFERENCES dims(a, b)"


def test_what_depends_on_a_table(db, schema):
    """As dbt asks: through the rules of views."""
    rows = db.execute(
        "SELECT DISTINCT v.relname FROM pg_depend d JOIN pg_rewrite r ON r.oid = d.objid JOIN pg_class v ON v.oid = r.ev_class "
        f"WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = '{schema}.facts'::regclass AND v.oid <> d.refobjid"
    ).fetchall()
    assert rows == [("bound",)]


def test_oids_as_names_and_names_as_oids(db, schema):
    row = db.execute(
        f"SELECT '{schema}.facts'::regclass::text, oid::regclass::varchar, oid = '{schema}.facts'::regclass, 'pg_class'::regclass::oid, 23::regtype, 'int4'::regtype::oid, "
        f"'character varying'::regtype::oid FROM pg_class WHERE relname = 'facts' AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = '{schema}')"
    ).fetchone()
    assert row[:4] == (f"{schema}.facts", f"{schema}.facts", True, 1259) and [str(value) for value in row[4:]] == ["integer", "23", "1043"]


def test_sides_of_a_join_using(db):
    sql = "SELECT {} FROM (SELECT 1 AS k, 2 AS a) l {} JOIN (SELECT 3 AS k, 4 AS b) r USING (k) ORDER BY 1"
    assert db.execute(sql.format("k, l.k, r.k", "FULL")).fetchall() == [(1, 1, None), (3, None, 3)]
    assert db.execute(sql.format("*", "LEFT")).fetchall() == [(1, 2, None)]
    assert db.execute(sql.format("l.*, r.*", "LEFT")).fetchall() == [(1, 2, None, None)]


def test_the_catalogs_list_themselves(db):
    rows = db.execute("SELECT n.nspname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relname IN ('pg_class', 'svv_tables', 'columns') ORDER BY 1, 2").fetchall()
    assert rows == [("information_schema", "v"), ("pg_catalog", "r"), ("pg_catalog", "v")]
    [[found]] = db.execute("SELECT count(*) FROM pg_attribute a WHERE a.attrelid = 'pg_class'::regclass AND a.attname IN ('oid', 'relname')")
    assert found == 2
    assert db.execute("SELECT count(*) FROM svv_tables WHERE table_schema = 'pg_catalog' AND table_name = 'pg_class'").fetchone()[0] == 1


def test_arrays_of_the_catalogs(db, schema):
    row = db.execute(
        "SELECT conkey, conkey[2], array_upper(conkey, 1), 2 = ANY (conkey), 9 = ANY (conkey), 0 < ALL (conkey), array_to_string(conkey, '-'), array_upper(conkey, 0) "
        f"FROM pg_constraint WHERE conname = 'of_dims' AND conrelid = '{schema}.facts'::regclass"
    ).fetchone()
    assert row == ([2, 3], 3, 2, True, False, True, "2-3", None)
    assert db.execute("SELECT ARRAY(SELECT 'a b'::text UNION ALL SELECT 'null' UNION ALL SELECT 'c' ORDER BY 1)").fetchone()[0] == ["a b", "c", "null"]
    with pytest.raises(psycopg.Error, match="requires array on right side") as refused:
        db.execute("SELECT 1 = ANY (oid) FROM pg_class")
    assert refused.value.sqlstate == "42809"
