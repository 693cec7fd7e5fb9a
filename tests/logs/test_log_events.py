"""CloudWatch Logs by boto3 and by the AWS CLI."""

import os
import pathlib
import subprocess
import sys
import time

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def stream(logs, unique):
    logs.create_log_group(logGroupName="/test/" + unique)
    logs.create_log_stream(logGroupName="/test/" + unique, logStreamName="s")
    return {"logGroupName": "/test/" + unique, "logStreamName": "s"}


def put(logs, stream, *messages):
    now = int(time.time() * 1000)
    logs.put_log_events(**stream, logEvents=[{"timestamp": now, "message": message} for message in messages])


def test_walk_forward(logs, stream):
    put(logs, stream, *[f"line {i}" for i in range(25)])
    seen, token = [], None
    while True:
        more = {"nextToken": token} if token else {}
        page = logs.get_log_events(**stream, startFromHead=True, limit=10, **more)
        seen += [event["message"] for event in page["events"]]
        if page["nextForwardToken"] == token:
            break
        token = page["nextForwardToken"]
    assert seen == [f"line {i}" for i in range(25)]


def test_groups_and_streams(logs, stream, unique):
    put(logs, stream, "x")
    groups = logs.describe_log_groups(logGroupNamePrefix="/test/" + unique)["logGroups"]
    assert groups[0]["arn"].endswith(f":log-group:/test/{unique}:*") and groups[0]["storedBytes"] == 27
    logs.put_retention_policy(logGroupName="/test/" + unique, retentionInDays=7)
    assert logs.describe_log_groups(logGroupNamePrefix="/test/" + unique)["logGroups"][0]["retentionInDays"] == 7
    newest = logs.describe_log_streams(logGroupName="/test/" + unique, orderBy="LastEventTime", descending=True)["logStreams"]
    assert newest[0]["logStreamName"] == "s" and "lastEventTimestamp" in newest[0]
    logs.delete_log_group(logGroupName="/test/" + unique)
    with pytest.raises(ClientError) as failure:
        logs.get_log_events(**stream)
    assert failure.value.response["Error"]["Code"] == "ResourceNotFoundException"


def test_filter(logs, stream):
    put(logs, stream, "ERROR one", "INFO two", "ERROR three")
    found = logs.filter_log_events(logGroupName=stream["logGroupName"], filterPattern="ERROR")["events"]
    assert [event["message"] for event in found] == ["ERROR one", "ERROR three"]


def test_the_aws_cli_reads_them(server, logs, stream):
    put(logs, stream, "hello from the command line")
    aws = pathlib.Path(sys.executable).with_name("aws")
    command = [str(aws), "logs", "filter-log-events", "--log-group-name", stream["logGroupName"], "--output", "text"]
    shown = subprocess.run(command, env={**os.environ, **server.env}, capture_output=True, text=True, timeout=60)
    assert "hello from the command line" in shown.stdout, shown.stderr
