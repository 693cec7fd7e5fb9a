"""Secrets Manager by boto3."""

import pytest
from botocore.exceptions import ClientError


@pytest.fixture(scope="session")
def secrets(server):
    return server.client("secretsmanager")


def test_values_and_stages(secrets, unique):
    arn = secrets.create_secret(Name=unique, SecretString='{"username":"a"}')["ARN"]
    assert secrets.get_secret_value(SecretId=unique)["SecretString"] == '{"username":"a"}'
    secrets.put_secret_value(SecretId=arn, SecretBinary=b"\x00\xff")
    assert secrets.get_secret_value(SecretId=arn)["SecretBinary"] == b"\x00\xff"
    assert secrets.get_secret_value(SecretId=arn, VersionStage="AWSPREVIOUS")["SecretString"] == '{"username":"a"}'
    stages = secrets.describe_secret(SecretId=arn)["VersionIdsToStages"].values()
    assert sorted(stages) == [["AWSCURRENT"], ["AWSPREVIOUS"]]


def test_deleting(secrets, unique):
    secrets.create_secret(Name=unique, SecretString="x")
    secrets.delete_secret(SecretId=unique)
    with pytest.raises(ClientError) as failure:
        secrets.get_secret_value(SecretId=unique)
    assert failure.value.response["Error"]["Code"] == "InvalidRequestException"
    secrets.restore_secret(SecretId=unique)
    assert secrets.get_secret_value(SecretId=unique)["SecretString"] == "x"
    secrets.delete_secret(SecretId=unique, ForceDeleteWithoutRecovery=True)
    with pytest.raises(ClientError) as failure:
        secrets.describe_secret(SecretId=unique)
    assert failure.value.response["Error"]["Message"] == "Secrets Manager can't find the specified secret."
