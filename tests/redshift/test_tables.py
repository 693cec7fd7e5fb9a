import decimal

import psycopg
import pytest


def test_tables_keep_their_keys_and_encodings(db, unique):
    db.execute(f"CREATE TABLE {unique} (id int NOT NULL, name varchar(10) ENCODE lzo, at timestamp) DISTKEY(id) SORTKEY(at)")
    rows = db.execute(f"""SELECT "column", type, encoding, distkey, sortkey, "notnull" FROM pg_table_def WHERE tablename = '{unique}'""").fetchall()
    assert rows == [
        ("id", "integer", "az64", True, 0, True),
        ("name", "character varying(10)", "lzo", False, 0, False),
        ("at", "timestamp without time zone", "none", False, 1, False),
    ]


def test_rows_are_inserted_updated_and_deleted(db, unique):
    db.execute(f"CREATE TABLE {unique} (id int identity(1,1), name varchar(5), amount decimal(8,2) DEFAULT 1.5)")
    assert db.execute(f"INSERT INTO {unique} (name) VALUES ('a'), ('b')").rowcount == 2
    assert db.execute(f"INSERT INTO {unique} (name, amount) VALUES ('c', DEFAULT)").rowcount == 1
    assert db.execute(f"UPDATE {unique} SET amount = amount * 2 WHERE name = 'b'").rowcount == 1
    assert db.execute(f"DELETE FROM {unique} USING (SELECT 1 AS id) d WHERE {unique}.id = d.id").rowcount == 1
    assert db.execute(f"SELECT id, name, amount FROM {unique} ORDER BY id").fetchall() == [
        (2, "b", decimal.Decimal("3.00")), (3, "c", decimal.Decimal("1.50"))]


@pytest.mark.parametrize("values, text", [("(NULL, 'a')", "Cannot insert a NULL value into column id"), ("(1, 'toolong')", "value too long for type character varying")])
def test_bad_rows_are_refused(db, unique, values, text):
    db.execute(f"CREATE TABLE {unique} (id int NOT NULL, name varchar(5))")
    with pytest.raises(psycopg.Error, match=text):
        db.execute(f"INSERT INTO {unique} VALUES {values}")


def test_drop_asks_for_cascade_where_views_depend(db, unique):
    db.execute(f"CREATE TABLE {unique} (id int)")
    db.execute(f"CREATE VIEW {unique}_v AS SELECT id FROM {unique}")
    with pytest.raises(psycopg.errors.DependentObjectsStillExist):
        db.execute(f"DROP TABLE {unique}")
    db.execute(f"DROP TABLE {unique} CASCADE")
    with pytest.raises(psycopg.errors.UndefinedTable):
        db.execute(f"SELECT * FROM {unique}_v")


def test_materialized_views_change_when_refreshed(db, unique):
    db.execute(f"CREATE TABLE {unique} (k varchar(5), n int)")
    db.execute(f"INSERT INTO {unique} VALUES ('a', 1)")
    db.execute(f"CREATE MATERIALIZED VIEW {unique}_mv AS SELECT k, sum(n) AS total FROM {unique} GROUP BY k")
    db.execute(f"INSERT INTO {unique} VALUES ('a', 2)")
    assert db.execute(f"SELECT * FROM {unique}_mv").fetchall() == [("a", 1)]
    db.execute(f"REFRESH MATERIALIZED VIEW {unique}_mv")
    assert db.execute(f"SELECT * FROM {unique}_mv").fetchall() == [("a", 3)]


def test_tables_are_altered(db, unique):
    db.execute(f"CREATE TABLE {unique} (id int, name varchar(5))")
    db.execute(f"INSERT INTO {unique} VALUES (1, 'a')")
    db.execute(f"ALTER TABLE {unique} ADD COLUMN n int DEFAULT 7")
    db.execute(f"ALTER TABLE {unique} RENAME COLUMN name TO label")
    db.execute(f"ALTER TABLE {unique} ALTER COLUMN label TYPE varchar(20)")
    db.execute(f"ALTER TABLE {unique} DROP COLUMN id")
    db.execute(f"ALTER TABLE {unique} RENAME TO {unique}_new")
    assert db.execute(f"SELECT label, n FROM {unique}_new").fetchall() == [("a", 7)]
