import time
import uuid

import pytest
from botocore.exceptions import ClientError


def error_of(call):
    with pytest.raises(ClientError) as caught:
        call()
    return caught.value.response


def test_a_literal_query_from_start_to_result(sql):
    answer = sql.ok("SELECT 1 AS a, CAST(NULL AS varchar) AS b;  ")
    execution = answer.execution
    assert execution["Query"] == "SELECT 1 AS a, CAST(NULL AS varchar) AS b"
    assert (execution["StatementType"], execution["SubstatementType"]) == ("DML", "SELECT")
    assert execution["ResultConfiguration"]["OutputLocation"] == sql.location + execution["QueryExecutionId"] + ".csv"
    assert execution["WorkGroup"] == "primary"
    assert execution["Statistics"]["DataScannedInBytes"] == 0
    assert answer.all_rows == [["a", "b"], ["1", None]]
    assert answer.results["UpdateCount"] == 0
    first, second = answer.columns
    assert (first["Name"], first["Type"], first["Precision"], first["CaseSensitive"]) == ("a", "integer", 10, False)
    assert (second["Type"], second["Precision"], second["CaseSensitive"]) == ("varchar", 2147483647, True)


def test_a_syntax_error_makes_no_execution(athena, sql):
    response = error_of(lambda: sql.start("SELEC 1"))
    assert response["Error"]["Code"] == "InvalidRequestException"
    assert response["AthenaErrorCode"] == "MALFORMED_QUERY"
    assert response["Error"]["Message"].startswith("line 1:1: mismatched input 'SELEC'. Expecting: 'ALTER', 'ANALYZE'")


def test_an_output_location_is_required(athena):
    response = error_of(lambda: athena.start_query_execution(QueryString="SELECT 1"))
    assert response["Error"]["Message"].startswith("No output location provided.")


def test_an_unknown_workgroup(sql):
    response = error_of(lambda: sql.start("SELECT 1", WorkGroup="nowhere"))
    assert response["AthenaErrorCode"] == "INVALID_INPUT"
    assert response["Error"]["Message"] == "WorkGroup is not found."


def test_the_same_token_is_the_same_execution(sql, token):
    first = sql.start("SELECT 1", ClientRequestToken=token)
    assert sql.start("SELECT 1", ClientRequestToken=token) == first
    sql.wait(first)
    assert sql.start("SELECT 1", ClientRequestToken=token) == first
    response = error_of(lambda: sql.start("SELECT 2", ClientRequestToken=token))
    assert response["AthenaErrorCode"] == "IDEMPOTENT_PARAMETER_MISMATCH"
    assert response["Error"]["Message"] == "Idempotent parameters do not match"


def test_a_failing_query(sql):
    answer = sql.run("SELECT 1 / 0")
    assert (answer.state, answer.reason) == ("FAILED", "DIVISION_BY_ZERO: Division by zero")
    error = answer.execution["Status"]["AthenaError"]
    assert (error["ErrorCategory"], error["ErrorType"], error["Retryable"]) == (2, 1001, False)
    response = error_of(lambda: sql.athena.get_query_results(QueryExecutionId=answer.execution["QueryExecutionId"]))
    assert response["AthenaErrorCode"] == "INVALID_QUERY_EXECUTION_STATE"


@pytest.mark.parametrize(
    "query, reason, number",
    [
        ("SELECT * FROM nowhere", "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.{db}.nowhere' does not exist", 1301),
        ("SELECT * FROM nodb.t", "SCHEMA_NOT_FOUND: line 1:15: Schema 'nodb' does not exist", 1301),
        ("SELECT * FROM x.y.z", "CATALOG_NOT_FOUND: line 1:15: Catalog 'x' does not exist", 1006),
        ("SELECT c FROM (SELECT 1 AS a)", "COLUMN_NOT_FOUND: line 1:8: Column 'c' cannot be resolved or requester is not authorized to access requested resources", 1006),
        ("SELECT CAST('abc' AS integer)", "INVALID_CAST_ARGUMENT: Cannot cast 'abc' to INT", 1100),
    ],
)
def test_errors_of_analysis_and_execution(sql, query, reason, number):
    answer = sql.run(query)
    assert answer.reason == reason.format(db=sql.database)
    assert answer.execution["Status"]["AthenaError"]["ErrorType"] == number


def test_stopping_a_running_query(sql):
    slow = "SELECT count(*) FROM UNNEST(sequence(1, 9000)) AS a (x), UNNEST(sequence(1, 9000)) AS b (y), UNNEST(sequence(1, 9000)) AS c (z) WHERE x * y + z < 0"
    query_id = sql.start(slow)
    sql.athena.stop_query_execution(QueryExecutionId=query_id)
    execution = sql.wait(query_id)
    assert execution["Status"]["State"] == "CANCELLED"
    assert execution["Status"]["StateChangeReason"] == "Query cancelled by user"
    assert "AthenaError" not in execution["Status"]
    sql.athena.stop_query_execution(QueryExecutionId=query_id)
    response = error_of(lambda: sql.athena.get_query_results(QueryExecutionId=query_id))
    assert response["AthenaErrorCode"] == "RESULT_NOT_FOUND"


def test_history_and_batches(athena, sql, unique):
    athena.create_work_group(Name=unique, Configuration={"EnforceWorkGroupConfiguration": False})
    ids = [sql.wait(sql.start(f"SELECT {n}", WorkGroup=unique))["QueryExecutionId"] for n in range(3)]
    page = athena.list_query_executions(WorkGroup=unique, MaxResults=2)
    assert page["QueryExecutionIds"] == [ids[2], ids[1]]
    rest = athena.list_query_executions(WorkGroup=unique, NextToken=page["NextToken"])
    assert rest["QueryExecutionIds"] == [ids[0]] and "NextToken" not in rest
    batch = athena.batch_get_query_execution(QueryExecutionIds=[ids[0], str(uuid.uuid4())])
    assert len(batch["QueryExecutions"]) == 1 and len(batch["UnprocessedQueryExecutionIds"]) == 1


def test_parameters_are_literals_or_text(sql, items):
    query = "SELECT name FROM items WHERE id = ? OR name = ? ORDER BY id"
    assert sql.rows(query, ExecutionParameters=["1", "'fig'"]) == [["apple"], ["fig"]]
    assert sql.rows(query, ExecutionParameters=["1 + 1", "it is text"]) == [["pear"]]
    answer = sql.run(query, ExecutionParameters=["1"])
    assert answer.reason == "INVALID_PARAMETER_USAGE: line 1:1: Incorrect number of parameters: expected 2 but found 1"


def test_interrupted_executions_fail_after_a_restart(own_server):

    client = own_server.client("athena")
    own_server.client("s3").create_bucket(Bucket="results")
    slow = "SELECT count(*) FROM UNNEST(sequence(1, 9000)) AS a (x), UNNEST(sequence(1, 9000)) AS b (y), UNNEST(sequence(1, 9000)) AS c (z) WHERE x * y + z < 0"
    query_id = client.start_query_execution(QueryString=slow, ResultConfiguration={"OutputLocation": "s3://results/"})["QueryExecutionId"]
    own_server.stop()
    own_server.start()
    execution = own_server.client("athena").get_query_execution(QueryExecutionId=query_id)["QueryExecution"]
    assert execution["Status"]["State"] == "FAILED"
