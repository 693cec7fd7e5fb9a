import psycopg
import pytest


def test_psycopg_binds_parameters_and_reads_types(db):
    row = db.execute("SELECT %s::int + 1, %s, 2.50::decimal(5,2), date '2020-01-31', true", (41, "x")).fetchone()
    assert [str(v) for v in row] == ["42", "x", "2.50", "2020-01-31", "True"]


@pytest.mark.parametrize("stored", ["Secret1234", "sha256|Secret1234"])
def test_redshift_connector_logs_in_by_md5_and_by_digest(db, warehouse, unique, stored):
    db.execute(f"CREATE USER {unique} PASSWORD '{stored}'")
    with warehouse.redshift_connector(unique, "Secret1234") as client:
        cursor = client.cursor()
        cursor.execute("SELECT current_user, 1::bigint, 2.5::float8")
        assert cursor.fetchall() == ([unique, 1, 2.5],)


def test_a_wrong_password_and_an_unknown_database_are_fatal(warehouse):
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        warehouse.connect(password="wrong")


def test_an_error_fails_the_transaction_until_it_ends(db, unique):
    db.execute(f"CREATE TABLE {unique} (a int)")
    db.execute("BEGIN")
    db.execute(f"INSERT INTO {unique} VALUES (1)")
    with pytest.raises(psycopg.errors.UndefinedTable):
        db.execute("SELECT * FROM nowhere_at_all")
    with pytest.raises(psycopg.errors.InFailedSqlTransaction):
        db.execute("SELECT 1")
    db.execute("ROLLBACK")
    assert db.execute(f"SELECT count(*) FROM {unique}").fetchone() == (0,)


def test_ddl_rolls_back_with_the_data(db, unique):
    db.execute("BEGIN")
    db.execute(f"CREATE TABLE {unique} (a int)")
    db.execute(f"INSERT INTO {unique} VALUES (1)")
    db.execute("ROLLBACK")
    with pytest.raises(psycopg.errors.UndefinedTable):
        db.execute(f"SELECT * FROM {unique}")


def test_writers_of_one_table_wait_for_each_other(db, warehouse, unique):
    import threading

    db.execute(f"CREATE TABLE {unique} (a int)")
    db.execute(f"INSERT INTO {unique} VALUES (1)")
    other = warehouse.connect()
    db.execute("BEGIN")
    db.execute(f"UPDATE {unique} SET a = a + 1")
    waiting = threading.Thread(target=other.execute, args=(f"UPDATE {unique} SET a = a + 10",))
    waiting.start()
    waiting.join(0.3)
    assert waiting.is_alive()
    db.execute("COMMIT")
    waiting.join(30)
    assert db.execute(f"SELECT a FROM {unique}").fetchone() == (12,)


def test_a_running_statement_can_be_cancelled(db, unique):
    import threading

    db.execute(f"CREATE TABLE {unique} AS SELECT 1 AS a UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4")
    for _ in range(6):
        db.execute(f"INSERT INTO {unique} SELECT x.a FROM {unique} x, (SELECT a FROM {unique} LIMIT 4) y")
    threading.Timer(0.5, db.cancel).start()
    with pytest.raises(psycopg.errors.QueryCanceled):
        db.execute(f"SELECT count(*) FROM {unique} a, {unique} b, {unique} c WHERE a.a * b.a * c.a % 7 = 3").fetchone()


def test_cursors_give_rows_in_pieces(db):
    db.execute("BEGIN")
    db.execute("DECLARE c1 CURSOR FOR SELECT 1 AS a UNION ALL SELECT 2 UNION ALL SELECT 3")
    assert len(db.execute("FETCH FORWARD 2 FROM c1").fetchall()) == 2
    assert len(db.execute("FETCH ALL FROM c1").fetchall()) == 1
    db.execute("COMMIT")


def test_psql_describes_tables(warehouse, db, unique):
    import os
    import subprocess

    db.execute(f"CREATE TABLE {unique} (id int NOT NULL, name varchar(20))")
    env = {**os.environ, **{k: v for k, v in warehouse.env.items() if k.startswith("PG")}, "PGSSLMODE": "disable"}
    shown = subprocess.run(["psql", "-c", f"\\d {unique}", "-c", "\\dn"], env=env, capture_output=True, text=True)
    assert "character varying(20)" in shown.stdout and "not null" in shown.stdout and "public" in shown.stdout, shown.stderr
