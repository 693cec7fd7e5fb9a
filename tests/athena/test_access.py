"""Statements run with the caller's own rights on Glue and S3."""

import json

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def runner_with(server, iam, sql, unique):
    """A Runner of a user who may do what the given statements allow."""

    def make(*statements):
        iam.create_user(UserName=unique)
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": resources} for actions, resources in statements]}
        iam.put_user_policy(UserName=unique, PolicyName="p", PolicyDocument=json.dumps(policy))
        key = iam.create_access_key(UserName=unique)["AccessKey"]
        athena = server.client("athena", (key["AccessKeyId"], key["SecretAccessKey"], None))
        return type(sql)(athena, sql.location, sql.database)

    return make


def everything_on(bucket):
    return ("s3:*", [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"])


def test_glue_is_read_as_the_caller(runner_with, items, bucket, unique):
    answer = runner_with(("athena:*", "*"), everything_on(bucket)).run("SELECT * FROM items")
    assert answer.state == "FAILED"
    assert f"User: arn:aws:iam::000000000000:user/{unique} is not authorized to perform: glue:GetTable" in answer.reason


def test_objects_are_read_as_the_caller(runner_with, items, bucket):
    results = f"arn:aws:s3:::{bucket}/results/*"
    answer = runner_with(("athena:*", "*"), ("glue:*", "*"), ("s3:ListBucket", f"arn:aws:s3:::{bucket}"), ("s3:*", results)).run("SELECT * FROM items")
    assert answer.state == "FAILED"
    assert "PERMISSION_DENIED: Access Denied" in answer.reason and "s3:GetObject" in answer.reason


def test_results_are_written_as_the_caller(runner_with, bucket):
    runner = runner_with(("athena:*", "*"))
    answer = runner.run("SELECT 1")
    assert answer.reason.startswith(f"Access denied when writing output to url: {runner.location}")
    assert answer.execution["Status"]["AthenaError"]["ErrorType"] == 1501


def test_enough_rights(runner_with, items, bucket):
    answer = runner_with(("athena:*", "*"), ("glue:Get*", "*"), everything_on(bucket)).run("SELECT count(*) FROM items")
    assert answer.rows == [["3"]]


def test_ddl_needs_its_own_action(runner_with, items, bucket):
    answer = runner_with(("athena:*", "*"), ("glue:Get*", "*"), everything_on(bucket)).run("DROP TABLE items")
    assert answer.state == "FAILED" and "glue:DeleteTable" in answer.reason


def test_a_workgroup_is_a_resource(runner_with, bucket):
    runner = runner_with(("athena:*", "arn:aws:athena:us-east-1:000000000000:workgroup/other"))
    with pytest.raises(ClientError) as caught:
        runner.start("SELECT 1")
    assert caught.value.response["Error"]["Code"] == "AccessDeniedException"
