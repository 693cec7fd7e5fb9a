"""The `aws` command with Athena and with the services beside it."""

import time

import pytest

from aws_cli import AwsCli


@pytest.fixture
def aws(server, tmp_path):
    return AwsCli(server.env, tmp_path)


def finished(aws, query_id):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        execution = aws.json("athena", "get-query-execution", "--query-execution-id", query_id)["QueryExecution"]
        if execution["Status"]["State"] not in ("QUEUED", "RUNNING"):
            return execution
    raise TimeoutError(query_id)


def start(aws, sql, text):
    return aws(
        "athena", "start-query-execution", "--query-string", text, "--query-execution-context", f"Database={sql.database}",
        "--result-configuration", f"OutputLocation={sql.location}", "--query", "QueryExecutionId", "--output", "text",
    ).strip()


def test_a_query_from_start_to_results(aws, sql, items):
    query_id = start(aws, sql, "SELECT name, price FROM items ORDER BY id")
    execution = finished(aws, query_id)
    assert execution["Status"]["State"] == "SUCCEEDED", execution
    results = aws.json("athena", "get-query-results", "--query-execution-id", query_id)["ResultSet"]
    rows = [[datum.get("VarCharValue") for datum in row["Data"]] for row in results["Rows"]]
    assert rows == [["name", "price"], ["apple", "1.5"], ["pear", "2.25"], ["fig", None]]
    assert aws("s3", "cp", execution["ResultConfiguration"]["OutputLocation"], "-") == '"name","price"\n"apple","1.5"\n"pear","2.25"\n"fig",\n'


def test_a_query_that_fails_says_why(aws, sql):
    status = finished(aws, start(aws, sql, "SELECT nothing FROM nowhere"))["Status"]
    assert status["State"] == "FAILED" and "TABLE_NOT_FOUND" in status["StateChangeReason"]


def test_errors_reach_the_shell(aws):
    failed = aws.run("athena", "get-query-execution", "--query-execution-id", "00000000-0000-0000-0000-000000000000")
    assert failed.returncode != 0 and "(InvalidRequestException)" in failed.stderr


def test_glue_get_tables(aws, sql, items):
    tables = aws.json("glue", "get-tables", "--database-name", sql.database)["TableList"]
    assert [t["Name"] for t in tables] == ["items"]
    assert [(c["Name"], c["Type"]) for c in tables[0]["StorageDescriptor"]["Columns"]] == [("id", "int"), ("name", "string"), ("price", "double")]
    missing = aws.run("glue", "get-tables", "--database-name", "no_" + sql.database)
    assert missing.returncode != 0 and "(EntityNotFoundException)" in missing.stderr


def test_logs_describe_log_groups(aws, unique):
    aws("logs", "create-log-group", "--log-group-name", f"/cli/{unique}")
    groups = aws.json("logs", "describe-log-groups", "--log-group-name-prefix", f"/cli/{unique}")["logGroups"]
    assert [g["logGroupName"] for g in groups] == [f"/cli/{unique}"]


def test_sts_get_caller_identity(aws, sts):
    told = aws.json("sts", "get-caller-identity")
    assert told == {k: sts.get_caller_identity()[k] for k in ("UserId", "Account", "Arn")}
