import psycopg
import pytest


@pytest.fixture
def alice(db, warehouse, unique):
    db.execute(f"CREATE USER {unique} PASSWORD 'Secret1234'")
    with warehouse.connect(unique, "Secret1234") as connection:
        connection.user = unique
        yield connection


@pytest.fixture
def table(db, unique):
    name = "secure_" + unique
    db.execute(f"CREATE TABLE {name} (id int, name varchar(5), salary int)")
    db.execute(f"INSERT INTO {name} VALUES (1, 'a', 10), (2, 'b', 20)")
    return name


def test_columns_are_granted_one_by_one(db, alice, table):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        alice.execute(f"SELECT id FROM {table}")
    db.execute(f"GRANT SELECT (id, name) ON {table} TO {alice.user}")
    assert alice.execute(f"SELECT id, name FROM {table} ORDER BY id").fetchall() == [(1, "a"), (2, "b")]
    for query in (f"SELECT salary FROM {table}", f"SELECT * FROM {table}", f"SELECT id FROM {table} WHERE salary > 10"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            alice.execute(query)
    db.execute(f"REVOKE SELECT (id, name) ON {table} FROM {alice.user}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        alice.execute(f"SELECT id FROM {table}")


def test_row_policies_hide_rows_from_those_they_are_attached_to(db, alice, table, unique):
    db.execute(f"GRANT SELECT, UPDATE, DELETE ON {table} TO {alice.user}")
    db.execute(f"CREATE RLS POLICY p_{unique} WITH (name varchar(5)) AS t USING (t.name = 'a')")
    db.execute(f"ALTER TABLE {table} ROW LEVEL SECURITY ON")
    assert alice.execute(f"SELECT * FROM {table}").fetchall() == []
    db.execute(f"ATTACH RLS POLICY p_{unique} ON {table} TO {alice.user}")
    assert alice.execute(f"SELECT id FROM {table}").fetchall() == [(1,)]
    assert alice.execute(f"UPDATE {table} SET salary = 99").rowcount == 1
    assert alice.execute(f"DELETE FROM {table} WHERE name = 'b'").rowcount == 0
    assert db.execute(f"SELECT id, salary FROM {table} ORDER BY id").fetchall() == [(1, 99), (2, 20)]


def test_groups_and_roles_carry_privileges(db, alice, table, unique):
    db.execute(f"CREATE GROUP g_{unique} WITH USER {alice.user}")
    db.execute(f"GRANT SELECT ON {table} TO GROUP g_{unique}")
    assert alice.execute(f"SELECT count(*) FROM {table}").fetchone() == (2,)
    db.execute(f"CREATE ROLE r_{unique}")
    db.execute(f"GRANT ROLE r_{unique} TO {alice.user}")
    db.execute(f"GRANT INSERT ON {table} TO ROLE r_{unique}")
    alice.execute(f"INSERT INTO {table} VALUES (3, 'c', 30)")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        alice.execute(f"DROP TABLE {table}")
