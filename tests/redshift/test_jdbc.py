"""Redshift's own JDBC driver. A small Java program reads SQL from its arguments and prints what the driver gives, one line a row."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).parents[2]
DRIVER = ROOT / ".spark-jars/redshift-jdbc42-2.3.0.jar"
JAVA = pathlib.Path(os.environ.get("JAVA_HOME", "/usr/lib/jvm/java-17-openjdk-amd64")) / "bin"

PROGRAM = r"""
import java.math.BigDecimal;
import java.sql.*;
import java.util.*;

/** Each argument is one step: "do SQL", "insert SQL" (three rows with every type), "query SQL", "tables NAME", "columns NAME", "keys NAME", "begin", "rollback" and so on. */
public class Client {
    static final String[] KEY = {"PKTABLE_NAME", "PKCOLUMN_NAME", "FKTABLE_NAME", "FKCOLUMN_NAME", "KEY_SEQ", "UPDATE_RULE", "DELETE_RULE", "FK_NAME", "PK_NAME", "DEFERRABILITY"};

    static void print(ResultSet rows, String... names) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        while (rows.next()) {
            StringJoiner line = new StringJoiner("|");
            if (names.length == 0) for (int i = 1; i <= meta.getColumnCount(); i++) line.add(String.valueOf(rows.getObject(i)));
            for (String name : names) line.add(String.valueOf(rows.getObject(name)));
            System.out.println(line);
        }
    }

    static void insert(Connection db, String sql) throws SQLException {
        try (PreparedStatement statement = db.prepareStatement(sql)) {
            for (int i = 1; i <= 3; i++) {
                statement.setInt(1, i);
                statement.setLong(2, 10_000_000_000L * i);
                if (i == 2) statement.setNull(3, Types.VARCHAR); else statement.setString(3, "it's \u00fc " + i);
                statement.setBigDecimal(4, new BigDecimal("1.25").multiply(BigDecimal.valueOf(i)));
                statement.setDouble(5, i / 2.0);
                statement.setBoolean(6, i % 2 == 1);
                statement.setDate(7, java.sql.Date.valueOf("2024-02-2" + i));
                statement.setTimestamp(8, Timestamp.valueOf("2024-02-29 12:00:0" + i + ".5"));
                System.out.println("rows " + statement.executeUpdate());
            }
        }
    }

    static void types(ResultSetMetaData meta) throws SQLException {
        StringJoiner line = new StringJoiner("|");
        for (int i = 1; i <= meta.getColumnCount(); i++) line.add(meta.getColumnLabel(i) + " " + meta.getColumnTypeName(i) + " " + meta.getColumnClassName(i));
        System.out.println(line);
    }

    interface Listing { ResultSet of(DatabaseMetaData meta) throws SQLException; }

    /** Every listing of DatabaseMetaData for one schema: its name and how many rows it gave, or its error. */
    static void metadata(DatabaseMetaData meta, String schema) throws SQLException {
        Map<String, Listing> listings = new LinkedHashMap<>();
        listings.put("catalogs", m -> m.getCatalogs());
        listings.put("schemas", m -> m.getSchemas());
        listings.put("schemas like", m -> m.getSchemas(null, schema));
        listings.put("table types", m -> m.getTableTypes());
        listings.put("tables", m -> m.getTables(null, schema, "%", null));
        listings.put("columns", m -> m.getColumns(null, schema, "%", "%"));
        listings.put("primary keys", m -> m.getPrimaryKeys(null, schema, "facts"));
        listings.put("imported keys", m -> m.getImportedKeys(null, schema, "facts"));
        listings.put("exported keys", m -> m.getExportedKeys(null, schema, "dims"));
        listings.put("cross reference", m -> m.getCrossReference(null, schema, "dims", null, schema, "facts"));
        listings.put("index info", m -> m.getIndexInfo(null, schema, "facts", false, false));
        listings.put("best row identifier", m -> m.getBestRowIdentifier(null, schema, "facts", DatabaseMetaData.bestRowSession, true));
        listings.put("version columns", m -> m.getVersionColumns(null, schema, "facts"));
        listings.put("table privileges", m -> m.getTablePrivileges(null, schema, "facts"));
        listings.put("column privileges", m -> m.getColumnPrivileges(null, schema, "facts", "%"));
        listings.put("procedures", m -> m.getProcedures(null, schema, "%"));
        listings.put("procedure columns", m -> m.getProcedureColumns(null, schema, "%", "%"));
        listings.put("functions", m -> m.getFunctions(null, schema, "%"));
        listings.put("function columns", m -> m.getFunctionColumns(null, schema, "%", "%"));
        listings.put("type info", m -> m.getTypeInfo());
        listings.put("user types", m -> m.getUDTs(null, schema, "%", null));
        listings.put("client info", m -> m.getClientInfoProperties());
        for (var listing : listings.entrySet()) {
            String found;
            try (ResultSet rows = listing.getValue().of(meta)) {
                int count = 0;
                while (rows.next()) count++;
                found = count + " rows";
            } catch (SQLException e) {
                found = "error " + e.getSQLState() + " " + e.getMessage().lines().findFirst().orElse("");
            }
            System.out.println(listing.getKey() + ": " + found);
        }
    }

    static void step(Connection db, String verb, String text) throws SQLException {
        DatabaseMetaData meta = db.getMetaData();
        switch (verb) {
            case "do" -> { try (Statement s = db.createStatement()) { s.execute(text); } }
            case "insert" -> insert(db, text);
            case "query" -> { try (Statement s = db.createStatement(); ResultSet rows = s.executeQuery(text)) { print(rows); } }
            case "types" -> { try (Statement s = db.createStatement(); ResultSet rows = s.executeQuery(text)) { types(rows.getMetaData()); } }
            case "find" -> { try (PreparedStatement s = db.prepareStatement(text)) { s.setInt(1, 2); s.setString(2, "it's \u00fc 3"); print(s.executeQuery()); } }
            case "fetch" -> {
                db.setAutoCommit(false);
                int count = 0;
                try (Statement s = db.createStatement()) { s.setFetchSize(100); ResultSet rows = s.executeQuery(text); while (rows.next()) count++; }
                System.out.println("fetched " + count);
                db.setAutoCommit(true);
            }
            case "batch" -> {
                try (PreparedStatement s = db.prepareStatement(text)) {
                    for (int i = 0; i < 5; i++) { s.setInt(1, i); s.addBatch(); }
                    System.out.println(Arrays.toString(s.executeBatch()));
                }
            }
            case "tables" -> print(meta.getTables(null, null, text, new String[] {"TABLE", "VIEW"}), "TABLE_SCHEM", "TABLE_NAME", "TABLE_TYPE");
            case "columns" -> print(meta.getColumns(null, null, text, null), "COLUMN_NAME", "TYPE_NAME", "DATA_TYPE", "COLUMN_SIZE", "DECIMAL_DIGITS", "IS_NULLABLE", "ORDINAL_POSITION");
            case "keys" -> print(meta.getPrimaryKeys(null, null, text), "COLUMN_NAME", "KEY_SEQ");
            case "metadata" -> metadata(meta, text);
            case "columns-of" -> {
                String[] of = text.split(" ");
                print(meta.getColumns(null, of[0], of[1], of[2]), "COLUMN_NAME", "DATA_TYPE", "TYPE_NAME", "COLUMN_SIZE", "DECIMAL_DIGITS", "NULLABLE", "IS_NULLABLE", "ORDINAL_POSITION",
                    "COLUMN_DEF", "IS_AUTOINCREMENT", "TABLE_NAME");
            }
            case "imported" -> print(meta.getImportedKeys(null, text.split(" ")[0], text.split(" ")[1]), KEY);
            case "exported" -> print(meta.getExportedKeys(null, text.split(" ")[0], text.split(" ")[1]), KEY);
            case "cross" -> print(meta.getCrossReference(null, text.split(" ")[0], text.split(" ")[1], null, text.split(" ")[0], text.split(" ")[2]), KEY);
            case "types-known" -> print(meta.getTypeInfo(), "TYPE_NAME", "DATA_TYPE", "PRECISION", "NULLABLE", "CASE_SENSITIVE", "SEARCHABLE", "FIXED_PREC_SCALE", "MAXIMUM_SCALE");
            case "product" -> System.out.println(meta.getDatabaseProductName() + "|" + meta.getDriverName() + "|" + db.isValid(5));
            case "begin" -> db.setAutoCommit(false);
            case "rollback" -> { db.rollback(); db.setAutoCommit(true); }
            default -> throw new IllegalArgumentException(verb);
        }
    }

    public static void main(String[] steps) throws SQLException {
        try (Connection db = DriverManager.getConnection(System.getenv("URL"), System.getenv("PGUSER"), System.getenv("PGPASSWORD"))) {
            for (String step : steps) {
                String[] parts = step.split(" ", 2);
                try {
                    step(db, parts[0], parts.length > 1 ? parts[1] : "");
                } catch (SQLException e) {
                    System.out.println("error " + e.getSQLState() + " " + e.getMessage().lines().findFirst().orElse(""));
                }
            }
        }
    }
}
"""

COLUMNS = "i int not null, l bigint, s varchar(40), d decimal(10,2), f float8, b boolean, day date, at timestamp, primary key (i)"


@pytest.fixture(scope="module")
def classes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("java")
    (folder / "Client.java").write_text(PROGRAM)
    subprocess.run([JAVA / "javac", "-encoding", "UTF-8", "-d", folder, folder / "Client.java"], check=True)
    return folder


@pytest.fixture
def jdbc(server, classes):
    """Runs steps in one connection and gives what they printed."""
    env = server.env

    def run(*steps, password=None, zone="UTC"):
        url = f"jdbc:redshift://{env['PGHOST']}:{env['PGPORT']}/{env['PGDATABASE']}?ssl=false"
        child_env = {"URL": url, "PGUSER": env["PGUSER"], "PGPASSWORD": password or env["PGPASSWORD"], "PATH": os.environ["PATH"], "TZ": zone}
        command = [JAVA / "java", "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8", "-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8", "-cp", f"{DRIVER}:{classes}", "Client", *steps]
        done = subprocess.run(command, env=child_env, capture_output=True, encoding="utf-8", timeout=120)
        return done.stdout.splitlines() if done.returncode == 0 else [done.stderr]

    return run


def test_connects(jdbc):
    [line] = jdbc("product")
    assert line.endswith("|true") and "Redshift" in line


def test_a_wrong_password(jdbc):
    [error] = jdbc("product", password="wrong")
    assert "password authentication failed" in error


def test_prepared_inserts_and_every_type(jdbc, unique):
    lines = jdbc(f"do CREATE TABLE {unique} ({COLUMNS})", f"insert INSERT INTO {unique} VALUES (?, ?, ?, ?, ?, ?, ?, ?)", f"query SELECT * FROM {unique} ORDER BY i")
    assert lines == [
        "rows 1", "rows 1", "rows 1",
        "1|10000000000|it's ü 1|1.25|0.5|true|2024-02-21|2024-02-29 12:00:01.5",
        "2|20000000000|null|2.50|1.0|false|2024-02-22|2024-02-29 12:00:02.5",
        "3|30000000000|it's ü 3|3.75|1.5|true|2024-02-23|2024-02-29 12:00:03.5",
    ]


def test_parameters_in_a_query(jdbc, unique):
    lines = jdbc(
        f"do CREATE TABLE {unique} ({COLUMNS})", f"insert INSERT INTO {unique} VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        f"find SELECT i, d FROM {unique} WHERE i = ? OR s = ? ORDER BY i",
    )
    assert lines[3:] == ["2|2.50", "3|3.75"]


def test_the_types_of_a_result(jdbc, unique):
    [line] = jdbc(f"do CREATE TABLE {unique} ({COLUMNS})", f"types SELECT * FROM {unique}")
    assert line.split("|") == [
        "i int4 java.lang.Integer", "l int8 java.lang.Long", "s varchar java.lang.String", "d numeric java.math.BigDecimal",
        "f float8 java.lang.Double", "b bool java.lang.Boolean", "day date java.sql.Date", "at timestamp java.sql.Timestamp",
    ]


def test_tables_and_views(jdbc, unique):
    lines = jdbc(f"do CREATE SCHEMA {unique}", f"do CREATE TABLE {unique}.{unique}_a (i int)", f"do CREATE VIEW {unique}_v AS SELECT 1 AS one", f"tables {unique}%")
    assert sorted(lines) == [f"public|{unique}_v|VIEW", f"{unique}|{unique}_a|TABLE"]


def test_columns(jdbc, unique):
    assert jdbc(f"do CREATE TABLE {unique} ({COLUMNS})", f"columns {unique}") == [
        "i|int4|4|10|0|NO|1", "l|int8|-5|19|0|YES|2", "s|varchar|12|40|0|YES|3", "d|numeric|2|10|2|YES|4",
        "f|float8|8|17|17|YES|5", "b|bool|-7|1|0|YES|6", "day|date|91|13|0|YES|7", "at|timestamp|93|29|6|YES|8",
    ]


def test_primary_keys(jdbc, unique):
    assert jdbc(f"do CREATE TABLE {unique} ({COLUMNS})", f"keys {unique}") == ["i|1"]


def test_transactions_and_errors(jdbc, unique):
    lines = jdbc(
        f"do CREATE TABLE {unique} (i int)", "begin", f"do INSERT INTO {unique} VALUES (1)", "query SELECT * FROM nowhere_at_all", f"query SELECT * FROM {unique}", "rollback",
        f"query SELECT count(*) FROM {unique}",
    )
    assert [line.split()[:2] for line in lines[:2]] == [["error", "42P01"], ["error", "25P02"]]
    assert lines[2:] == ["0"]


def test_batches_and_fetch_sizes(jdbc, unique):
    lines = jdbc(
        f"do CREATE TABLE {unique} (i int)", f"batch INSERT INTO {unique} VALUES (?)", f"fetch SELECT a.i FROM {unique} a, {unique} b, {unique} c, {unique} d", f"query SELECT count(*) FROM {unique}",
    )
    assert lines == ["[1, 1, 1, 1, 1]", "fetched 625", "5"]


def listings(jdbc, unique):
    lines = jdbc(
        f"do CREATE SCHEMA {unique}", f"do CREATE TABLE {unique}.dims (id int not null primary key, name varchar(20))",
        f"do CREATE TABLE {unique}.facts (id int not null, dim int references {unique}.dims (id), n numeric(8,2), primary key (id))",
        f"do CREATE VIEW {unique}.v AS SELECT id FROM {unique}.facts", f"metadata {unique}",
    )
    return dict(line.split(": ", 1) for line in lines)


def test_listings_of_the_metadata(jdbc, unique):
    found = listings(jdbc, unique)
    assert int(found["schemas"].split()[0]) >= 3 and found["tables"] != "0 rows"
    wanted = {"catalogs": "1 rows", "schemas like": "1 rows", "primary keys": "1 rows", "best row identifier": "1 rows", "procedures": "0 rows", "functions": "0 rows"}
    assert {name: found[name] for name in wanted} == wanted


def test_every_listing_answers(jdbc, unique):
    found = listings(jdbc, unique)
    assert [name for name, answer in found.items() if answer.startswith("error")] == []
    assert {name: found[name] for name in ("procedure columns", "function columns", "user types", "index info")} == {
        "procedure columns": "0 rows", "function columns": "0 rows", "user types": "0 rows", "index info": "0 rows",
    }


EVERY_TYPE = (
    "i2 smallint not null, i4 integer default 7, i8 bigint generated by default as identity(1,1), d numeric(10,2), r real, f float8, b boolean, c char(5), v varchar(40), "
    "day date, t time, tz timetz, at timestamp, atz timestamptz, s super, vb varbyte(16)"
)


def test_columns_of_a_schema(jdbc, unique):
    """Name, DATA_TYPE, TYPE_NAME, COLUMN_SIZE, DECIMAL_DIGITS, NULLABLE, IS_NULLABLE, ORDINAL_POSITION, COLUMN_DEF, IS_AUTOINCREMENT."""
    lines = jdbc(f"do CREATE SCHEMA {unique}", f"do CREATE TABLE {unique}.every ({EVERY_TYPE})", f"columns-of {unique} every %")
    rows = [line.split("|") for line in lines]
    assert [row[0] for row in rows] == [word.split()[0] for word in EVERY_TYPE.split(", ")]
    assert [row[7] for row in rows] == [str(n + 1) for n in range(len(rows))]
    shown = {row[0]: row[1:5] for row in rows}
    assert shown == {
        "i2": ["5", "int2", "5", "0"], "i4": ["4", "int4", "10", "0"], "i8": ["-5", "int8", "19", "0"], "d": ["2", "numeric", "10", "2"], "r": ["7", "float4", "8", "8"],
        "f": ["8", "float8", "17", "17"], "b": ["-7", "bool", "1", "0"], "c": ["1", "bpchar", "5", "0"], "v": ["12", "varchar", "40", "0"], "day": ["91", "date", "13", "0"],
        "t": ["92", "time", "15", "0"], "tz": ["2013", "timetz", "21", "6"], "at": ["93", "timestamp", "29", "6"], "atz": ["2014", "timestamptz", "35", "0"],
        "s": ["-16", "super", "null", "null"], "vb": ["-4", "varbyte", "null", "null"],
    }
    assert {row[0] for row in rows if row[5:7] == ["0", "NO"]} == {"i2", "i8"}
    assert {row[0] for row in rows if row[5:7] == ["1", "YES"]} == {row[0] for row in rows} - {"i2", "i8"}
    assert {row[0]: row[8] for row in rows}["i4"] == "7"
    assert [row[0] for row in rows if row[9] == "YES"] == ["i8"]


def test_columns_of_views_of_both_kinds(jdbc, unique):
    lines = jdbc(
        f"do CREATE SCHEMA {unique}", f"do CREATE TABLE {unique}.t (i int, n numeric(8,2), v varchar(20))", f"do CREATE VIEW {unique}.bound AS SELECT i, n FROM {unique}.t",
        f"do CREATE VIEW {unique}.late AS SELECT i, n, v AS w FROM {unique}.t WITH NO SCHEMA BINDING", f"do CREATE VIEW {unique}.broken AS SELECT * FROM {unique}.nowhere WITH NO SCHEMA BINDING",
        f"columns-of {unique} % %",
    )
    named = {}
    for line in lines:
        row = line.split("|")
        named.setdefault(row[10], []).append(row[:5])
    assert named["bound"] == [["i", "4", "int4", "10", "0"], ["n", "2", "numeric", "8", "2"]]
    assert [row[:2] for row in named["late"]] == [["i", "4"], ["n", "2"], ["w", "12"]]
    assert sorted(named) == ["bound", "late", "t"]


KEYS = [
    "do CREATE SCHEMA {0}", "do CREATE TABLE {0}.dims (a int, b int, name varchar(20), primary key (a, b))", "do CREATE TABLE {0}.days (day date primary key)",
    "do CREATE TABLE {0}.facts (id int primary key, x int, y int, day date references {0}.days, constraint of_dims foreign key (x, y) references {0}.dims (a, b))",
]


def test_foreign_keys(jdbc, unique):
    """The columns of both sides in their order, the rules, and the names of both keys."""
    of_facts = jdbc(*(step.format(unique) for step in KEYS), f"imported {unique} facts", f"exported {unique} days", f"exported {unique} facts", f"cross {unique} dims facts")
    days = "days|day|facts|day|1|3|3|facts_day_fkey|days_pkey|7"
    dims = ["dims|a|facts|x|1|3|3|of_dims|dims_pkey|7", "dims|b|facts|y|2|3|3|of_dims|dims_pkey|7"]
    assert of_facts == [days, *dims, days, *dims]


def test_foreign_keys_are_gone_with_their_table(jdbc, unique):
    assert jdbc(*(step.format(unique) for step in KEYS), f"do DROP TABLE {unique}.facts", f"exported {unique} dims") == []


def test_keys_say_nothing_about_rows(jdbc, unique):
    lines = jdbc(*(step.format(unique) for step in KEYS), f"do INSERT INTO {unique}.facts VALUES (1, 2, 3, '2024-01-01'), (1, 2, 3, '2024-01-01')", f"query SELECT count(*) FROM {unique}.facts")
    assert lines == ["2"]


def test_types(jdbc):
    """TYPE_NAME, DATA_TYPE, PRECISION, NULLABLE, CASE_SENSITIVE, SEARCHABLE, FIXED_PREC_SCALE, MAXIMUM_SCALE."""
    types = {line.split("|")[0]: line.split("|")[1:] for line in jdbc("types-known")}
    assert {"bool", "int2", "int4", "int8", "float4", "float8", "numeric", "bpchar", "varchar", "date", "timestamp", "timestamptz", "super", "varbyte"} <= set(types)
    assert [types[name][0] for name in ("bool", "int2", "int4", "int8", "float4", "numeric", "varchar", "date", "timestamp")] == ["-7", "5", "4", "-5", "7", "2", "12", "91", "93"]


def test_the_clients_zone_is_the_sessions(jdbc):
    assert jdbc("query SELECT '2024-07-01 12:00:00'::timestamptz::varchar, current_setting('timezone')", zone="America/New_York") == ["2024-07-01 12:00:00-04|America/New_York"]
