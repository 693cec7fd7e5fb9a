"""Tasks that compute column statistics (glue-catalog.md 8)."""

import datetime
import json
import time

import pytest

from .catalog_requests import error_of

GLUE_TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "glue.amazonaws.com"}, "Action": "sts:AssumeRole"}]}
COLUMNS = [("id", "bigint"), ("small", "int"), ("price", "double"), ("amount", "decimal(10,2)"), ("name", "string"), ("flag", "boolean"),
           ("day", "date"), ("at", "timestamp"), ("tags", "array<string>")]
ROWS = [
    "1,10,1.5,-12.30,apple,true,2024-01-02,2024-01-02 03:04:05.0",
    "2,20,2.5,1234.56,fig,false,2023-12-31,2024-01-02 03:04:06.5",
    "3,,0.5,0.00,,true,,",
]


@pytest.fixture
def role(iam, unique):
    iam.create_role(RoleName=unique, AssumeRolePolicyDocument=json.dumps(GLUE_TRUST))
    for policy in ("service-role/AWSGlueServiceRole", "AmazonS3ReadOnlyAccess"):
        iam.attach_role_policy(RoleName=unique, PolicyArn="arn:aws:iam::aws:policy/" + policy)
    return unique


def make_table(glue, database, bucket, name="t", columns=COLUMNS, keys=()):
    glue.create_table(DatabaseName=database, TableInput={
        "Name": name, "TableType": "EXTERNAL_TABLE", "PartitionKeys": [{"Name": key, "Type": type} for key, type in keys],
        "StorageDescriptor": {
            "Columns": [{"Name": column, "Type": type} for column, type in columns], "Location": f"s3://{bucket}/{name}/",
            "InputFormat": "org.apache.hadoop.mapred.TextInputFormat",
            "OutputFormat": "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            "SerdeInfo": {"SerializationLibrary": "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                          "Parameters": {"field.delim": ",", "serialization.null.format": ""}}}})
    return {"DatabaseName": database, "TableName": name}


@pytest.fixture
def measured(glue, s3, bucket, database):
    s3.put_object(Bucket=bucket, Key="t/rows.csv", Body="\n".join(ROWS).encode() + b"\n")
    return make_table(glue, database, bucket)


def wait(glue, run_id, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        run = glue.get_column_statistics_task_run(ColumnStatisticsTaskRunId=run_id)["ColumnStatisticsTaskRun"]
        if run["Status"] in ("SUCCEEDED", "FAILED", "STOPPED") or time.monotonic() > deadline:
            return run
        time.sleep(0.02)


def statistics_of(glue, where, columns=None):
    names = columns or [name for name, _ in COLUMNS]
    found = glue.get_column_statistics_for_table(**where, ColumnNames=names)["ColumnStatisticsList"]
    out = {}
    for column in found:
        data = column["StatisticsData"]
        kind = data.pop("Type")
        (values,) = data.values()
        out[column["ColumnName"]] = (kind, values)
    return out


def date(year, month, day):
    return datetime.datetime(year, month, day, tzinfo=datetime.timezone.utc)


def test_every_kind_of_column(glue, measured, role):
    run_id = glue.start_column_statistics_task_run(**measured, Role=role)["ColumnStatisticsTaskRunId"]
    run = wait(glue, run_id)
    assert run["Status"] == "SUCCEEDED", run
    assert run["ComputationType"] == "FULL" and run["StartTime"] <= run["EndTime"] and run["TableName"] == measured["TableName"]
    found = statistics_of(glue, measured)
    assert found.pop("id") == ("LONG", {"MinimumValue": 1, "MaximumValue": 3, "NumberOfNulls": 0, "NumberOfDistinctValues": 3})
    assert found.pop("small") == ("LONG", {"MinimumValue": 10, "MaximumValue": 20, "NumberOfNulls": 1, "NumberOfDistinctValues": 2})
    assert found.pop("price") == ("DOUBLE", {"MinimumValue": 0.5, "MaximumValue": 2.5, "NumberOfNulls": 0, "NumberOfDistinctValues": 3})
    kind, amount = found.pop("amount")
    unscaled = {key: int.from_bytes(amount[key]["UnscaledValue"], "big", signed=True) for key in ("MinimumValue", "MaximumValue")}
    assert kind == "DECIMAL" and unscaled == {"MinimumValue": -1230, "MaximumValue": 123456} and amount["MinimumValue"]["Scale"] == 2
    assert found.pop("name") == ("STRING", {"MaximumLength": 5, "AverageLength": 4.0, "NumberOfNulls": 1, "NumberOfDistinctValues": 2})
    assert found.pop("flag") == ("BOOLEAN", {"NumberOfTrues": 2, "NumberOfFalses": 1, "NumberOfNulls": 0})
    assert found.pop("day") == ("DATE", {"MinimumValue": date(2023, 12, 31), "MaximumValue": date(2024, 1, 2), "NumberOfNulls": 1, "NumberOfDistinctValues": 2})
    assert found.pop("at")[1]["MinimumValue"] == 1704164645
    assert found == {}  # there are none of arrays


def test_columns_and_partition_keys(glue, s3, bucket, database, role):
    where = make_table(glue, database, bucket, "p", columns=[("id", "int"), ("other", "int")], keys=[("year", "int")])
    for year in (2023, 2024):
        s3.put_object(Bucket=bucket, Key=f"p/year={year}/x.csv", Body=b"1,2\n3,4\n")
        descriptor = glue.get_table(DatabaseName=database, Name="p")["Table"]["StorageDescriptor"] | {"Location": f"s3://{bucket}/p/year={year}/"}
        glue.create_partition(**where, PartitionInput={"Values": [str(year)], "StorageDescriptor": descriptor})
    run = wait(glue, glue.start_column_statistics_task_run(**where, Role=role, ColumnNameList=["ID", "year"])["ColumnStatisticsTaskRunId"])
    assert run["Status"] == "SUCCEEDED", run
    found = statistics_of(glue, where, ["id", "year", "other"])
    assert found["year"][1]["MinimumValue"] == 2023 and found["id"][1]["MaximumValue"] == 3 and "other" not in found


def test_an_empty_table(glue, bucket, database, role):
    where = make_table(glue, database, bucket, "empty")
    assert wait(glue, glue.start_column_statistics_task_run(**where, Role=role)["ColumnStatisticsTaskRunId"])["Status"] == "SUCCEEDED"
    found = statistics_of(glue, where)
    assert found["id"] == ("LONG", {"NumberOfNulls": 0, "NumberOfDistinctValues": 0})
    assert found["name"] == ("STRING", {"MaximumLength": 0, "AverageLength": 0.0, "NumberOfNulls": 0, "NumberOfDistinctValues": 0})


def test_a_sample_is_scaled_up(glue, s3, bucket, database, role):
    s3.put_object(Bucket=bucket, Key="many/x.csv", Body=b"".join(b"%d,\n" % n for n in range(20000)))
    where = make_table(glue, database, bucket, "many", columns=[("id", "int"), ("nothing", "int")])
    run = wait(glue, glue.start_column_statistics_task_run(**where, Role=role, SampleSize=50)["ColumnStatisticsTaskRunId"])
    assert run["Status"] == "SUCCEEDED" and run["SampleSize"] == 50
    assert 18000 < statistics_of(glue, where, ["nothing"])["nothing"][1]["NumberOfNulls"] < 22000


def test_runs_are_listed(glue, measured, role):
    ids = []
    for _ in range(3):
        ids.insert(0, glue.start_column_statistics_task_run(**measured, Role=role)["ColumnStatisticsTaskRunId"])
        wait(glue, ids[0])
    first = glue.get_column_statistics_task_runs(**measured, MaxResults=2)
    second = glue.get_column_statistics_task_runs(**measured, MaxResults=2, NextToken=first["NextToken"])
    assert [run["ColumnStatisticsTaskRunId"] for run in first["ColumnStatisticsTaskRuns"] + second["ColumnStatisticsTaskRuns"]] == ids
    assert "NextToken" not in second
    listed = glue.list_column_statistics_task_runs()["ColumnStatisticsTaskRunIds"]
    assert set(ids) <= set(listed) or len(listed) == 100


def test_the_role_decides(glue, iam, s3, measured, unique):
    iam.create_role(RoleName=f"{unique}-no-s3", AssumeRolePolicyDocument=json.dumps(GLUE_TRUST))
    iam.attach_role_policy(RoleName=f"{unique}-no-s3", PolicyArn="arn:aws:iam::aws:policy/service-role/AWSGlueServiceRole")
    iam.put_role_policy(RoleName=f"{unique}-no-s3", PolicyName="p", PolicyDocument=json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}]}))
    run = wait(glue, glue.start_column_statistics_task_run(**measured, Role=f"{unique}-no-s3")["ColumnStatisticsTaskRunId"])
    assert run["Status"] == "FAILED" and "s3:GetObject" in run["ErrorMessage"]
    assert statistics_of(glue, measured) == {}


def test_errors(glue, measured, role, unique):
    start = glue.start_column_statistics_task_run
    assert error_of(start, DatabaseName=measured["DatabaseName"], TableName="nothing", Role=role)[0] == "EntityNotFoundException"
    assert error_of(start, **measured, Role=role, ColumnNameList=["nothing"])[0] == "InvalidInputException"
    assert error_of(start, **measured, Role=role, ColumnNameList=["tags"])[0] == "InvalidInputException"
    assert error_of(start, **measured, Role=role, SampleSize=0)[0] == "InvalidInputException"
    assert error_of(start, **measured, Role=f"{unique}-nobody")[0] == "InvalidInputException"
    assert error_of(glue.stop_column_statistics_task_run, **measured)[0] == "ColumnStatisticsTaskNotRunningException"
    assert error_of(glue.get_column_statistics_task_run, ColumnStatisticsTaskRunId=unique)[0] == "EntityNotFoundException"


def test_one_run_at_a_time_and_stop(glue, s3, bucket, database, role):
    s3.put_object(Bucket=bucket, Key="big/x.csv", Body=b"".join(b"%d,word%d\n" % (n, n) for n in range(600_000)))
    where = make_table(glue, database, bucket, "big", columns=[("id", "bigint"), ("name", "string")])
    run_id = glue.start_column_statistics_task_run(**where, Role=role)["ColumnStatisticsTaskRunId"]
    assert error_of(glue.start_column_statistics_task_run, **where, Role=role)[0] == "ColumnStatisticsTaskRunningException"
    glue.stop_column_statistics_task_run(**where)
    assert wait(glue, run_id)["Status"] == "STOPPED"
    assert statistics_of(glue, where, ["id"]) == {}


def test_settings_and_schedules(glue, measured, role):
    glue.create_column_statistics_task_settings(**measured, Role=role, Schedule="cron(0 12 * * ? *)", ColumnNameList=["id"], SampleSize=10)
    settings = glue.get_column_statistics_task_settings(**measured)["ColumnStatisticsTaskSettings"]
    assert settings["Schedule"] == {"ScheduleExpression": "cron(0 12 * * ? *)", "State": "SCHEDULED"}
    assert settings["ScheduleType"] == "CRON" and settings["SettingSource"] == "TABLE" and settings["SampleSize"] == 10
    assert settings["Role"].endswith(f":role/{role}")
    assert error_of(glue.create_column_statistics_task_settings, **measured, Role=role)[0] == "AlreadyExistsException"

    glue.stop_column_statistics_task_run_schedule(**measured)
    assert glue.get_column_statistics_task_settings(**measured)["ColumnStatisticsTaskSettings"]["Schedule"]["State"] == "NOT_SCHEDULED"
    assert error_of(glue.stop_column_statistics_task_run_schedule, **measured)[0] == "InvalidInputException"
    glue.start_column_statistics_task_run_schedule(**measured)
    glue.update_column_statistics_task_settings(**measured, Schedule="", SampleSize=20)
    updated = glue.get_column_statistics_task_settings(**measured)["ColumnStatisticsTaskSettings"]
    assert "Schedule" not in updated and updated["SampleSize"] == 20 and updated["ColumnNameList"] == ["id"]
    assert error_of(glue.start_column_statistics_task_run_schedule, **measured)[0] == "InvalidInputException"
    assert error_of(glue.update_column_statistics_task_settings, **measured, Schedule="every day")[0] == "InvalidInputException"

    glue.delete_column_statistics_task_settings(**measured)
    assert error_of(glue.get_column_statistics_task_settings, **measured)[0] == "EntityNotFoundException"
