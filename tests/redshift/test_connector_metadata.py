"""The metadata calls of redshift_connector's cursor."""

import pytest


@pytest.fixture
def cursor(warehouse, db, unique):
    db.execute(f"CREATE SCHEMA {unique}")
    db.execute(f"CREATE TABLE {unique}.one (a int not null, b varchar(20) default 'x', c numeric(8,2), primary key (a))")
    db.execute(f"CREATE VIEW {unique}.two AS SELECT a FROM {unique}.one")
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
