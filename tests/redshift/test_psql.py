"""psql's commands that describe the database. With server_version 8.0.2 psql sends the SQL of its oldest branch, which still asks for later catalogs (redshift.md 2.4.1)."""

import os
import subprocess

import pytest


@pytest.fixture
def psql(warehouse):
    env = {**os.environ, **{k: v for k, v in warehouse.env.items() if k.startswith("PG")}, "PGSSLMODE": "disable"}

    def run(*commands):
        arguments = [word for command in commands for word in ("-c", command)]
        done = subprocess.run(["psql", "-X", "-v", "ON_ERROR_STOP=1", *arguments], env=env, capture_output=True, text=True)
        assert done.returncode == 0 and "ERROR" not in done.stderr, done.stderr
        return done.stdout

    return run


@pytest.fixture
def schema(db, unique):
    """A schema on nobody's path, with a table of each kind of key, a view, a comment and a grant."""
    db.execute(f"CREATE SCHEMA {unique}")
    db.execute(f"CREATE TABLE {unique}.dims (id int NOT NULL, name varchar(20) DEFAULT 'none', PRIMARY KEY (id))")
    db.execute(f"CREATE TABLE {unique}.facts (n numeric(8,2), dim int REFERENCES {unique}.dims (id))")
    db.execute(f"CREATE VIEW {unique}.both_of_them AS SELECT n, name FROM {unique}.facts JOIN {unique}.dims ON dim = id")
    db.execute(f"COMMENT ON TABLE {unique}.facts IS 'what happened'")
    db.execute(f"CREATE USER {unique}_u PASSWORD 'Passw0rd'")
    db.execute(f"GRANT SELECT ON {unique}.facts TO {unique}_u")
    db.execute(f"CREATE GROUP {unique}_g WITH USER {unique}_u")
    return unique


COMMANDS = [
    # command ({0} is the schema), what its output has, what it has not
    (r"\d {0}.*", ["dims", "facts", "both_of_them", "character varying(20)", "not null", "'none'", "numeric(8,2)"], []),
    (r"\d {0}.dims", ['Table "{0}.dims"', "id", "integer", "not null"], ["facts"]),
    (r"\d+ {0}.facts", ["numeric(8,2)", "plain"], []),
    (r"\d {0}.both_of_them", ['View "{0}.both_of_them"', "name"], []),
    (r"\d+ {0}.both_of_them", ["View definition"], []),
    (r"\dt {0}.*", ["dims", "facts", "table", "admin"], ["both_of_them"]),
    (r"\dv {0}.*", ["both_of_them", "view"], ["facts"]),
    (r"\di {0}.*", ["dims_pkey", "index"], []),
    (r"\dS pg_class", ["pg_class", "pg_catalog"], []),
    (r"\d pg_class", ["relname", "relkind"], []),
    (r"\dn", ["public", "{0}"], ["pg_catalog"]),
    (r"\dn+", ["public", "{0}"], []),
    (r"\l", ["dev", "admin"], []),
    (r"\df", ["List of functions"], []),
    (r"\du", ["admin", "{0}_u", "Superuser"], []),
    (r"\dg {0}_u", ["{0}_g"], []),
    (r"\dp {0}.*", ["facts", "table"], []),
    (r"\z {0}.facts", ["facts"], []),
    (r"\dT", ["List of data types"], []),
    (r"\conninfo", ['database "dev"', 'user "admin"'], []),
]


@pytest.mark.parametrize("command, expected, unexpected", COMMANDS, ids=[command for command, _, _ in COMMANDS])
def test_commands(psql, schema, command, expected, unexpected):
    shown = psql(command.format(schema))
    assert [text for text in expected if text.format(schema) not in shown] == [], shown
    assert [text for text in unexpected if text in shown] == [], shown


def test_the_path_decides_what_is_listed(psql, schema):
    assert "facts" not in psql(r"\dt")
    assert "facts" in psql(f"SET search_path TO {schema}", r"\dt")


def test_switches_that_send_statements(psql, schema):
    assert "Timing is on" in psql(r"\timing on", f"SELECT count(*) FROM {schema}.dims")
