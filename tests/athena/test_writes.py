"""CTAS, INSERT INTO, UNLOAD: files and catalog change together."""

import gzip
import io
import json

import pyarrow.parquet as parquet


def keys_under(s3, bucket, prefix):
    return [o["Key"] for o in s3.list_objects_v2(Bucket=bucket, Prefix=prefix).get("Contents", [])]


def test_create_table_as_with_partitions(sql, items, s3, glue, bucket):
    answer = sql.ok("CREATE TABLE odd WITH (format = 'PARQUET', partitioned_by = ARRAY['k']) AS SELECT id, name, id % 2 AS k FROM items")
    execution = answer.execution
    assert (execution["StatementType"], execution["SubstatementType"]) == ("DDL", "CREATE_TABLE_AS_SELECT")
    query_id = execution["QueryExecutionId"]
    assert execution["ResultConfiguration"]["OutputLocation"] == f"s3://{bucket}/results/tables/{query_id}"
    assert answer.results["UpdateCount"] == 3
    assert sql.rows("SELECT id, name, k FROM odd ORDER BY id") == [["1", "apple", "1"], ["2", "pear", "0"], ["3", "fig", "1"]]
    files = keys_under(s3, bucket, f"results/tables/{query_id}/")
    assert sorted(key.split("/")[3] for key in files) == ["k=0", "k=1"]
    manifest = execution["Statistics"]["DataManifestLocation"]
    body = s3.get_object(Bucket=bucket, Key=manifest.split("/", 3)[3])["Body"].read().decode()
    assert sorted(body.split()) == sorted(f"s3://{bucket}/{key}" for key in files)
    table = parquet.read_table(io.BytesIO(s3.get_object(Bucket=bucket, Key=files[0])["Body"].read()), partitioning=None)
    assert table.column_names == ["id", "name"]


def test_a_taken_name(sql, items):
    sql.ok("CREATE TABLE once AS SELECT 1 AS x")
    answer = sql.run("CREATE TABLE once AS SELECT 1 AS x")
    assert answer.reason.startswith(f"TABLE_ALREADY_EXISTS: line 1:1: Destination table 'awsdatacatalog.{sql.database}.once' already exists.")
    assert sql.ok("CREATE TABLE IF NOT EXISTS once AS SELECT 2 AS x").results["UpdateCount"] == 0
    assert sql.rows("SELECT x FROM once") == [["1"]]


def test_insert_adds_files_and_partitions(sql, items):
    sql.ok("CREATE TABLE t WITH (partitioned_by = ARRAY['k']) AS SELECT id, name, id % 2 AS k FROM items")
    answer = sql.ok("INSERT INTO t SELECT 10, 'ten', 0 UNION ALL SELECT 11, 'eleven', 7")
    assert (answer.execution["SubstatementType"], answer.results["UpdateCount"]) == ("INSERT", 2)
    assert sql.rows("SELECT k, count(*) FROM t GROUP BY k ORDER BY k") == [["0", "2"], ["1", "2"], ["7", "1"]]
    sql.ok("INSERT INTO t (name, k) VALUES ('nameless', 7)")
    assert sql.rows("SELECT id, name FROM t WHERE k = 7 ORDER BY id NULLS FIRST") == [[None, "nameless"], ["11", "eleven"]]


def test_insert_into_text(sql, items, bucket):
    sql.ok("INSERT INTO items VALUES (4, 'kiwi', 0.5)")
    assert sql.rows("SELECT name FROM items WHERE id = 4") == []  # the first line of each file is its header
    sql.ok(f"CREATE EXTERNAL TABLE plain (id int, t array<string>) LOCATION 's3://{bucket}/plain/'")
    sql.ok("INSERT INTO plain VALUES (1, ARRAY['a', 'b'])")
    assert sql.rows("SELECT * FROM plain") == [["1", "[a, b]"]]


def test_unload(sql, items, s3, bucket):
    target = f"s3://{bucket}/unloaded/"
    sql.ok(f"UNLOAD (SELECT id, name FROM items WHERE id < 3) TO '{target}' WITH (format = 'JSON')")
    files = keys_under(s3, bucket, "unloaded/")
    lines = "".join(gzip.decompress(s3.get_object(Bucket=bucket, Key=key)["Body"].read()).decode() for key in files).split("\n")
    assert sorted(json.loads(line)["name"] for line in lines if line) == ["apple", "pear"]
    again = sql.run(f"UNLOAD (SELECT 1 AS x) TO '{target}' WITH (format = 'PARQUET')")
    assert again.reason.startswith("HIVE_PATH_ALREADY_EXISTS")


def test_a_failed_statement_leaves_nothing_visible(sql, items, s3, bucket):
    answer = sql.run("CREATE TABLE broken AS SELECT 1 / (id - 2) AS x FROM items")
    assert answer.state == "FAILED" and answer.reason.startswith("DIVISION_BY_ZERO: Division by zero.")
    assert keys_under(s3, bucket, f"results/tables/{answer.execution['QueryExecutionId']}") == []
    assert sql.run("SELECT * FROM broken").reason.startswith("TABLE_NOT_FOUND")
