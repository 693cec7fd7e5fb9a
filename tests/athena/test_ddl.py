"""Hive DDL on the catalog, and its texts."""

import pytest
from botocore.exceptions import ClientError


def lines(answer):
    return [row[0] for row in answer.all_rows]


def test_databases(sql, unique):
    name = unique + "_2"
    sql.ok(f"CREATE DATABASE {name} COMMENT 'c'")
    assert sql.ok(f"CREATE DATABASE IF NOT EXISTS {name}").execution["SubstatementType"] == "CREATE_DATABASE"
    assert "AlreadyExistsException" in sql.run(f"CREATE DATABASE {name}").reason
    assert lines(sql.ok(f"SHOW DATABASES LIKE '{name}'")) == [name]
    sql.ok(f"DROP DATABASE {name}")
    assert sql.run(f"DROP DATABASE {name}").reason == f"FAILED: SemanticException [Error 10072]: Database does not exist: {name}"


def test_describe_and_show(sql, s3, bucket):
    sql.ok(f"CREATE EXTERNAL TABLE d (id int COMMENT 'key', name string) PARTITIONED BY (day date) STORED AS PARQUET LOCATION 's3://{bucket}/d/'")
    described = sql.ok("DESCRIBE d")
    assert (described.execution["StatementType"], described.execution["SubstatementType"]) == ("UTILITY", "DESCRIBE_TABLE")
    assert [c["Name"] for c in described.columns] == ["col_name", "data_type", "comment"]
    pad = "{:<20}".format
    assert lines(described) == [
        f"{pad('id')}\t{pad('int')}\t{pad('key')}",
        f"{pad('name')}\t{pad('string')}\t{pad('')}",
        f"{pad('day')}\t{pad('date')}\t{pad('')}",
        "\t \t ",
        "# Partition Information\t \t ",
        f"{pad('# col_name')}\t{pad('data_type')}\t{pad('comment')}",
        "\t \t ",
        f"{pad('day')}\t{pad('date')}\t{pad('')}",
    ]
    assert lines(sql.ok("SHOW COLUMNS IN d")) == [pad("id"), pad("name"), pad("day")]
    assert lines(sql.ok("SHOW TABLES")) == ["d"]
    created = lines(sql.ok("SHOW CREATE TABLE d"))
    assert created[0] == f"CREATE EXTERNAL TABLE `{sql.database}.d`("
    assert "  's3://" + bucket + "/d/'" in created


def test_alter_table(sql, bucket):
    sql.ok(f"CREATE EXTERNAL TABLE a (id int) PARTITIONED BY (k string) LOCATION 's3://{bucket}/a/'")
    sql.ok(f"ALTER TABLE a ADD PARTITION (k = 'x') LOCATION 's3://{bucket}/elsewhere/' PARTITION (k = 'y')")
    assert lines(sql.ok("SHOW PARTITIONS a")) == ["k=x", "k=y"]
    assert "AlreadyExistsException" in sql.run("ALTER TABLE a ADD PARTITION (k = 'x')").reason
    sql.ok("ALTER TABLE a ADD IF NOT EXISTS PARTITION (k = 'x')")
    sql.ok("ALTER TABLE a DROP PARTITION (k > 'x')")
    assert lines(sql.ok("SHOW PARTITIONS a")) == ["k=x"]
    sql.ok("ALTER TABLE a ADD COLUMNS (name string)")
    sql.ok("ALTER TABLE a SET TBLPROPERTIES ('note' = 'hello')")
    assert lines(sql.ok("SHOW TBLPROPERTIES a ('note')")) == ["note\thello"]
    assert [line.split("\t")[0].strip() for line in lines(sql.ok("DESCRIBE a"))][:3] == ["id", "name", "k"]
    sql.ok("DROP TABLE a")
    assert sql.run("DROP TABLE a").reason == f"FAILED: SemanticException [Error 10001]: Table not found {sql.database}.a"
    sql.ok("DROP TABLE IF EXISTS a")


def test_a_failed_hive_statement_answers_an_empty_result(sql):
    answer = sql.run("DROP TABLE nowhere")
    assert answer.state == "FAILED"
    results = sql.athena.get_query_results(QueryExecutionId=answer.execution["QueryExecutionId"])
    assert results["ResultSet"]["Rows"] == []


def test_describe_of_a_missing_table_is_refused_at_once(sql):
    with pytest.raises(ClientError) as caught:
        sql.start("DESCRIBE nowhere")
    assert "Error Code: EntityNotFoundException" in str(caught.value)
