"""The metadata calls of redshift_connector's cursor."""

import pytest


@pytest.fixture
def cursor(warehouse, db, unique):
    db.execute(f"CREATE SCHEMA {unique}")
    db.execute(f"CREATE TABLE {unique}.one (a int not null, b varchar(20) default 'x', c numeric(8,2), primary key (a))")
    db.execute(f"CREATE VIEW {unique}.two AS SELECT a FROM {unique}.one")
    db.execute(f"CREATE VIEW {unique}.late AS SELECT c FROM {unique}.one WITH NO SCHEMA BINDING")
    with warehouse.redshift_connector() as connection:
        yield connection.cursor()


def column(cursor, rows, name):
    at = [description[0].lower() for description in cursor.description].index(name)
    return [row[at] for row in rows]


def test_schemas(cursor, unique):
    assert unique in column(cursor, cursor.get_schemas(), "table_schem")
    assert column(cursor, cursor.get_schemas(schema_pattern=unique), "table_schem") == [unique]


def test_tables(cursor, unique):
    assert column(cursor, cursor.get_tables(schema_pattern=unique, table_name_pattern="one"), "table_name") == ["one"]
    assert {"one", "two"} <= set(column(cursor, cursor.get_tables(schema_pattern=unique), "table_name"))


def test_tables_of_all_schemas(cursor, unique):
    assert unique in column(cursor, cursor.get_tables(), "table_schem")


def test_primary_keys(cursor, unique):
    rows = cursor.get_primary_keys(schema=unique, table="one")
    assert column(cursor, rows, "column_name") == ["a"]


def test_procedures(cursor, unique):
    assert list(cursor.get_procedures(schema_pattern=unique)) == []


def test_columns(cursor, unique):
    rows = cursor.get_columns(schema_pattern=unique, tablename_pattern="%")
    names = [description[0].lower() for description in cursor.description]
    wanted = ("table_name", "column_name", "type_name", "column_size", "decimal_digits", "is_nullable", "ordinal_position")
    # The driver does not ask for relkind: columns of the key's index come too.
    found = {tuple(row[names.index(name)] for name in wanted) for row in rows if row[names.index("table_name")] != "one_pkey"}
    assert found == {
        ("one", "a", "int4", 10, 0, "NO", 1), ("one", "b", "varchar", 20, 0, "YES", 2), ("one", "c", "numeric", 8, 2, "YES", 3), ("two", "a", "int4", 10, 0, "YES", 1),
        next(row for row in found if row[0] == "late"),
    }
    assert [row[1] for row in found if row[0] == "late"] == ["c"]
    assert column(cursor, cursor.get_columns(schema_pattern=unique, tablename_pattern="one", columnname_pattern="b"), "column_name") == ["b"]


def test_catalogs_and_table_types(cursor):
    assert column(cursor, cursor.get_catalogs(), "table_cat") == ["dev"]
    assert {"TABLE", "VIEW"} <= {row[0] for row in cursor.get_table_types()}
