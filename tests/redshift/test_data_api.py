"""The Data API with boto3 and awswrangler: statements, batches, results in both formats, sessions, whose they are, and the objects."""

import json
import os
import time

import awswrangler
import boto3
import pytest
from botocore.exceptions import ClientError

TARGET = {"ClusterIdentifier": "tarn", "Database": "dev", "DbUser": "admin"}
ENDED = ("FINISHED", "FAILED", "ABORTED")


@pytest.fixture(scope="session")
def api(server):
    return server.client("redshift-data")


def wait(api, id):
    for _ in range(400):
        shown = api.describe_statement(Id=id)
        if shown["Status"] in ENDED:
            return shown
        time.sleep(0.02)
    raise AssertionError(f"statement {id} does not end")


def run(api, sql, **options):
    return wait(api, api.execute_statement(**{**TARGET, **options}, Sql=sql)["Id"])


def code(error):
    return error.value.response["Error"]["Code"]


def test_a_query_and_its_typed_fields(api):
    sql = "SELECT 1::int AS n, 2.5::float8 AS f, true AS b, 'x'::varchar(5) AS t, 1.50::numeric(5,2) AS d, date '2024-02-29' AS day, NULL::int AS nothing"
    shown = run(api, sql)
    assert (shown["Status"], shown["HasResultSet"], shown["ResultRows"], shown["QueryString"]) == ("FINISHED", True, 1, sql)
    assert shown["Duration"] > 0 and shown["RedshiftPid"] > 0 and shown["RedshiftQueryId"] > 0
    result = api.get_statement_result(Id=shown["Id"])
    assert result["Records"] == [[
        {"longValue": 1}, {"doubleValue": 2.5}, {"booleanValue": True}, {"stringValue": "x"}, {"stringValue": "1.50"}, {"stringValue": "2024-02-29"}, {"isNull": True}]]
    assert [(c["name"], c["typeName"], c["precision"], c["scale"]) for c in result["ColumnMetadata"]] == [
        ("n", "int4", 10, 0), ("f", "float8", 17, 17), ("b", "bool", 1, 0), ("t", "varchar", 5, 0), ("d", "numeric", 5, 2), ("day", "date", 13, 0), ("nothing", "int4", 10, 0)]
    assert result["TotalNumRows"] == 1


def test_named_parameters(api, unique):
    run(api, f"CREATE TABLE {unique} (a int, b varchar(40))")
    inserted = run(api, f"INSERT INTO {unique} VALUES (:a, :b), (:a + 1, ':b is no parameter here')", Parameters=[{"name": "a", "value": "1"}, {"name": "b", "value": "it's"}])
    assert (inserted["Status"], inserted["HasResultSet"], inserted["ResultRows"]) == ("FINISHED", False, 2)
    shown = run(api, f"SELECT a::bigint, b FROM {unique} WHERE a >= :a ORDER BY a", Parameters=[{"name": "a", "value": "1"}])
    assert api.get_statement_result(Id=shown["Id"])["Records"] == [
        [{"longValue": 1}, {"stringValue": "it's"}], [{"longValue": 2}, {"stringValue": ":b is no parameter here"}]]


def doubled(api, table, times):
    """A table of 2**times rows."""
    wait(api, api.batch_execute_statement(**TARGET, Sqls=[f"CREATE TABLE {table} AS SELECT 1 AS n"] + [f"INSERT INTO {table} SELECT n FROM {table}"] * times)["Id"])


def test_many_pages(api, unique):
    doubled(api, unique, 15)
    shown = run(api, f"SELECT n, repeat('x', 100) AS t FROM {unique}")
    pages = list(api.get_paginator("get_statement_result").paginate(Id=shown["Id"]))
    assert len(pages) > 1 and sum(len(page["Records"]) for page in pages) == 2**15 == shown["ResultRows"]


def test_csv(api):
    shown = run(api, "SELECT 1 AS a, 'with, comma' AS b UNION ALL SELECT 2, NULL ORDER BY 1", ResultFormat="CSV")
    result = api.get_statement_result_v2(Id=shown["Id"])
    assert result["Records"] == [{"CSVRecords": 'a,b\r\n1,"with, comma"\r\n2,\r\n'}] and result["ResultFormat"] == "CSV"
    with pytest.raises(ClientError) as error:
        api.get_statement_result(Id=shown["Id"])
    assert code(error) == "ValidationException"


@pytest.mark.parametrize("sql, text", [
    ("SELECT * FROM nowhere_at_all", 'ERROR: relation "nowhere_at_all" does not exist'),
    ("SELEC 1", "ERROR: syntax error at or near"),
    ("SELECT 1/0", "ERROR: "),
])
def test_errors_of_sql_are_told_by_describe(api, sql, text):
    shown = run(api, sql)
    assert shown["Status"] == "FAILED" and shown["Error"].startswith(text)
    with pytest.raises(ClientError) as error:
        api.get_statement_result(Id=shown["Id"])
    assert code(error) == "ResourceNotFoundException"


def test_a_batch_is_all_or_nothing(api, unique):
    sqls = [f"CREATE TABLE {unique} (a int)", f"INSERT INTO {unique} VALUES (1)", f"SELECT count(*) FROM {unique}"]
    shown = wait(api, api.batch_execute_statement(**TARGET, Sqls=sqls)["Id"])
    assert [part["Status"] for part in shown["SubStatements"]] == ["FINISHED"] * 3
    assert api.get_statement_result(Id=shown["Id"] + ":3")["Records"] == [[{"longValue": 1}]]
    failed = wait(api, api.batch_execute_statement(**TARGET, Sqls=[f"INSERT INTO {unique} VALUES (2)", "SELECT 1 FROM nowhere", "SELECT 2"])["Id"])
    assert failed["Status"] == "FAILED" and [part["Status"] for part in failed["SubStatements"]] == ["FINISHED", "FAILED", "ABORTED"]
    one_by_one = wait(api, api.batch_execute_statement(**TARGET, Sqls=[f"INSERT INTO {unique} VALUES (3)", "SELECT 1 FROM nowhere"], ExecutionMode="AUTO_COMMIT")["Id"])
    assert one_by_one["Status"] == "FAILED"
    shown = run(api, f"SELECT a::int FROM {unique} ORDER BY a")
    assert api.get_statement_result(Id=shown["Id"])["Records"] == [[{"longValue": 1}], [{"longValue": 3}]]


def test_a_session_keeps_its_temporary_tables(api):
    first = api.execute_statement(**TARGET, Sql="CREATE TEMP TABLE kept (a int)", SessionKeepAliveSeconds=60)
    wait(api, first["Id"])
    session = first["SessionId"]
    wait(api, api.execute_statement(SessionId=session, Sql="INSERT INTO kept VALUES (7)", SessionKeepAliveSeconds=60)["Id"])
    shown = wait(api, api.execute_statement(SessionId=session, Sql="SELECT a FROM kept")["Id"])
    assert api.get_statement_result(Id=shown["Id"])["Records"] == [[{"longValue": 7}]]
    with pytest.raises(ClientError) as error:
        api.execute_statement(SessionId=session, Sql="SELECT 1")  # the last statement kept it no longer
    assert code(error) == "ResourceNotFoundException"


def test_cancel(api, unique):
    doubled(api, unique, 12)
    id = api.execute_statement(**TARGET, Sql=f"SELECT sum(a.n * b.n + c.n) FROM {unique} a, {unique} b, {unique} c WHERE a.n + b.n <> c.n + 7")["Id"]
    assert api.cancel_statement(Id=id)["Status"] is True
    assert wait(api, id)["Status"] == "ABORTED"
    with pytest.raises(ClientError) as error:
        api.cancel_statement(Id=id)
    assert code(error) == "ValidationException"


def test_a_client_token_is_answered_with_the_same_statement(api, unique):
    ask = {**TARGET, "Sql": "SELECT 1", "ClientToken": unique}
    assert api.execute_statement(**ask)["Id"] == api.execute_statement(**ask)["Id"]
    with pytest.raises(ClientError) as error:
        api.execute_statement(**{**ask, "Sql": "SELECT 2"})
    assert code(error) == "ValidationException"


def test_lists_statements_by_name(api, unique):
    ids = [run(api, f"SELECT {n}", StatementName=unique)["Id"] for n in range(3)]
    first = api.list_statements(StatementName=unique, MaxResults=2)
    second = api.list_statements(StatementName=unique, MaxResults=2, NextToken=first["NextToken"])
    assert [s["Id"] for s in first["Statements"] + second["Statements"]] == ids[::-1] and "NextToken" not in second


def test_wait_time(api):
    answer = api.execute_statement(**TARGET, Sql="SELECT 1", WaitTimeSeconds=20)
    assert (answer["Status"], answer["HasResultSet"]) == ("FINISHED", True)


@pytest.mark.parametrize("change, wanted", [
    ({"ClusterIdentifier": "other"}, "ValidationException"),
    ({"WorkgroupName": "default"}, "ValidationException"),
    ({"ClusterIdentifier": None}, "ValidationException"),
    ({"SecretArn": "nothing"}, "ValidationException"),
])
def test_targets_that_are_none(api, change, wanted):
    ask = {key: value for key, value in {**TARGET, "Sql": "SELECT 1", **change}.items() if value is not None}
    with pytest.raises(ClientError) as error:
        api.execute_statement(**ask)
    assert code(error) == wanted


def test_logins_that_fail(api):
    assert run(api, "SELECT 1", DbUser="nobody_here")["Error"] == 'ERROR: user "nobody_here" does not exist'
    assert run(api, "SELECT 1", Database="other")["Error"] == 'FATAL: database "other" does not exist'


def test_with_a_secret(api, server, warehouse, unique):
    secrets = server.client("secretsmanager")
    with warehouse.connect() as db:
        db.execute(f"CREATE USER {unique} PASSWORD 'Secret12'")
    arns = {}
    for password in ("Secret12", "Wrong123"):
        value = json.dumps({"username": unique, "password": password})
        arns[password] = secrets.create_secret(Name=unique + password, SecretString=value)["ARN"]
    ask = {"WorkgroupName": "default", "Database": "dev", "Sql": "SELECT current_user"}
    shown = wait(api, api.execute_statement(**ask, SecretArn=arns["Secret12"])["Id"])
    assert api.get_statement_result(Id=shown["Id"])["Records"] == [[{"stringValue": unique}]]
    assert wait(api, api.execute_statement(**ask, SecretArn=arns["Wrong123"])["Id"])["Error"] == f'FATAL: password authentication failed for user "{unique}"'


def test_an_iam_user_sees_its_own_statements_only(api, server, iam, unique):
    iam.create_user(UserName=unique)
    key = iam.create_access_key(UserName=unique)["AccessKey"]
    mine = server.client("redshift-data", (key["AccessKeyId"], key["SecretAccessKey"], None))
    ask = {"WorkgroupName": "default", "Database": "dev", "Sql": "SELECT current_user"}
    with pytest.raises(ClientError) as error:
        mine.execute_statement(**ask)
    assert code(error) == "AccessDeniedException"
    rights = {"Effect": "Allow", "Action": ["redshift-data:*", "redshift-serverless:GetCredentials"], "Resource": "*"}
    iam.put_user_policy(UserName=unique, PolicyName="data", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [rights]}))
    shown = wait(mine, mine.execute_statement(**ask)["Id"])
    assert mine.get_statement_result(Id=shown["Id"])["Records"] == [[{"stringValue": f"IAM:{unique}"}]]
    for call in (api.describe_statement, api.get_statement_result, api.cancel_statement):
        with pytest.raises(ClientError) as error:
            call(Id=shown["Id"])
        assert code(error) == "ResourceNotFoundException"
    with pytest.raises(ClientError) as error:
        mine.execute_statement(**TARGET, Sql="SELECT 1")  # DbUser needs redshift:GetClusterCredentials
    assert code(error) == "AccessDeniedException"


def test_objects(api, unique):
    run(api, f"CREATE SCHEMA {unique}")
    run(api, f"CREATE TABLE {unique}.one (a int not null, b varchar(20) default 'x', c numeric(8,2))")
    run(api, f"CREATE VIEW {unique}.two AS SELECT a FROM {unique}.one")
    assert api.list_databases(**TARGET)["Databases"] == ["dev"]
    assert api.list_schemas(**TARGET, SchemaPattern=unique)["Schemas"] == [unique]
    assert api.list_tables(**TARGET, SchemaPattern=unique)["Tables"] == [
        {"name": "one", "type": "TABLE", "schema": unique}, {"name": "two", "type": "VIEW", "schema": unique}]
    first = api.list_tables(**TARGET, SchemaPattern=unique, MaxResults=1)
    assert [t["name"] for t in api.list_tables(**TARGET, SchemaPattern=unique, MaxResults=1, NextToken=first["NextToken"])["Tables"]] == ["two"]
    columns = api.describe_table(**TARGET, Schema=unique, Table="one")["ColumnList"]
    assert [(c["name"], c["typeName"], c["nullable"], c["length"], c["precision"], c["scale"]) for c in columns] == [
        ("a", "integer", 0, 0, 32, 0), ("b", "character varying", 1, 20, 20, 0), ("c", "numeric", 1, 0, 8, 2)]


def test_statements_outlive_a_restart(own_server):
    api = own_server.client("redshift-data")
    shown = run(api, "SELECT 42 AS n")
    own_server.kill()
    own_server.start()
    api = own_server.client("redshift-data")
    assert api.describe_statement(Id=shown["Id"])["Status"] == "FINISHED"
    assert api.get_statement_result(Id=shown["Id"])["Records"] == [[{"longValue": 42}]]


def test_awswrangler(server, unique, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_ENDPOINT_URL", "AWS_REGION"):
        monkeypatch.setenv(name, server.env[name])
    session = boto3.Session(region_name=server.env["AWS_REGION"])
    connection = awswrangler.data_api.redshift.connect(cluster_id="tarn", database="dev", db_user="admin", boto3_session=session)
    awswrangler.data_api.redshift.read_sql_query(f"CREATE TABLE {unique} (a int, b varchar(10))", con=connection)
    awswrangler.data_api.redshift.read_sql_query(f"INSERT INTO {unique} VALUES (1, 'x'), (2, NULL)", con=connection)
    frame = awswrangler.data_api.redshift.read_sql_query(f"SELECT * FROM {unique} ORDER BY a", con=connection)
    assert frame["a"].tolist() == [1, 2] and frame["b"].fillna("NULL").tolist() == ["x", "NULL"]
