"""Queries over tables of the lake: formats, partitions, views, metadata, bytes scanned."""

import gzip
import json


def test_csv_with_header_and_bytes_scanned(sql, items):
    answer = sql.ok("SELECT id, name, price FROM items ORDER BY id")
    assert answer.rows == [["1", "apple", "1.5"], ["2", "pear", "2.25"], ["3", "fig", None]]
    assert answer.scanned == len(b"id,name,price\n1,apple,1.5\n2,pear,2.25\n3,fig,\n")
    assert answer.columns[2]["Type"] == "double"


def test_json_lines_compressed(sql, s3, bucket):
    lines = "\n".join(json.dumps(row) for row in ({"Id": 1, "tags": ["a", "b"], "who": {"name": "x"}}, {"id": 2}))
    s3.put_object(Bucket=bucket, Key="json/1.json.gz", Body=gzip.compress(lines.encode()))
    sql.ok(
        f"""CREATE EXTERNAL TABLE j (id int, tags array<string>, who struct<name:string>)
            ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://{bucket}/json/'"""
    )
    assert sql.rows("SELECT id, tags, who.name FROM j ORDER BY id") == [["1", "[a, b]", "x"], ["2", None, None]]


def test_open_csv(sql, s3, bucket):
    s3.put_object(Bucket=bucket, Key="q/1.csv", Body=b'1,"a, b"\n2,"say ""x"""\n')
    sql.ok(
        f"""CREATE EXTERNAL TABLE q (id bigint, t string) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
            LOCATION 's3://{bucket}/q/'"""
    )
    assert sql.rows("SELECT * FROM q ORDER BY id") == [["1", "a, b"], ["2", 'say "x"']]


def test_partitions_are_pruned_before_they_are_read(sql, s3, bucket):
    for day, size in (("2024-01-01", 1000), ("2024-01-02", 10)):
        s3.put_object(Bucket=bucket, Key=f"p/day={day}/f.txt", Body=b"x\n" * size)
    sql.ok(f"CREATE EXTERNAL TABLE p (v string) PARTITIONED BY (day date) LOCATION 's3://{bucket}/p/'")
    assert sql.rows("SELECT count(*) FROM p") == [["0"]]
    repaired = sql.ok("MSCK REPAIR TABLE p")
    assert repaired.execution["SubstatementType"] == "MSCK_REPAIR"
    assert [row[0] for row in sql.ok("SHOW PARTITIONS p").all_rows] == ["day=2024-01-01", "day=2024-01-02"]
    answer = sql.ok("SELECT count(*), max(day) FROM p WHERE day > DATE '2024-01-01'")
    assert answer.rows == [["10", "2024-01-02"]]
    assert answer.scanned == 20
    assert sql.rows('SELECT DISTINCT "$path" FROM p WHERE day = DATE \'2024-01-01\'') == [[f"s3://{bucket}/p/day=2024-01-01/f.txt"]]
    hidden = sql.rows('SELECT DISTINCT "$partition", "$file_size", "$file_modified_time" > TIMESTAMP \'2020-01-01 00:00:00 UTC\' FROM p ORDER BY 1')
    assert hidden == [["day=2024-01-01", "2000", "true"], ["day=2024-01-02", "20", "true"]]
    assert sql.rows('SELECT day FROM "p$partitions" ORDER BY 1') == [["2024-01-01"], ["2024-01-02"]]


def test_views(sql, items):
    created = sql.ok("CREATE VIEW cheap AS SELECT name FROM items WHERE price < 2")
    assert (created.execution["StatementType"], created.execution["SubstatementType"]) == ("DDL", "CREATE_VIEW")
    assert sql.rows("SELECT * FROM cheap") == [["apple"]]
    assert sql.run("CREATE VIEW cheap AS SELECT 1 AS x").state == "FAILED"
    sql.ok("CREATE OR REPLACE VIEW cheap AS SELECT upper(name) AS n FROM items WHERE id = 2")
    assert sql.rows("SELECT n FROM cheap") == [["PEAR"]]
    assert [row[0] for row in sql.ok("SHOW VIEWS").all_rows] == ["cheap"]
    assert [row[0] for row in sql.ok("DESCRIBE cheap").all_rows] == ["n\tvarchar"]
    sql.ok("DROP VIEW cheap")
    assert sql.run("SELECT * FROM cheap").reason.startswith("TABLE_NOT_FOUND")


def test_information_schema(sql, items):
    assert sql.rows(f"SELECT table_name FROM information_schema.tables WHERE table_schema = '{sql.database}'") == [["items"]]
    columns = sql.rows(f"SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = '{sql.database}' ORDER BY ordinal_position")
    assert columns == [["id", "integer"], ["name", "varchar"], ["price", "double"]]


def test_prepared_statements(sql, items, unique):
    sql.ok(f"PREPARE {unique} FROM SELECT name FROM items WHERE id = ?")
    assert sql.rows(f"EXECUTE {unique} USING 2") == [["pear"]]
    assert sql.rows(f"EXECUTE {unique}", ExecutionParameters=["3"]) == [["fig"]]
    sql.ok(f"DEALLOCATE PREPARE {unique}")
    assert sql.run(f"EXECUTE {unique} USING 2").reason == f"PreparedStatement {unique} was not found in workGroup primary"


def test_explain(sql, items):
    answer = sql.ok("EXPLAIN SELECT count(*) FROM items")
    assert answer.execution["SubstatementType"] == "EXPLAIN"
    assert answer.all_rows[0] == ["Query Plan"]
    assert answer.execution["ResultConfiguration"]["OutputLocation"].endswith(".txt")


def test_a_projected_table_is_refused_not_empty(sql, bucket):
    sql.ok(
        f"""CREATE EXTERNAL TABLE projected (id int) PARTITIONED BY (d int) LOCATION 's3://{bucket}/projected/'
            TBLPROPERTIES ('projection.enabled'='true', 'projection.d.type'='integer', 'projection.d.range'='1,9')"""
    )
    execution = sql.wait(sql.start("SELECT * FROM projected"))
    assert execution["Status"]["State"] == "FAILED"
    assert "Partition projection" in execution["Status"]["StateChangeReason"]
