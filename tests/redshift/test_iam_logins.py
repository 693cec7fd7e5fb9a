"""Passwords for IAM identities: GetClusterCredentials, GetClusterCredentialsWithIAM, Serverless GetCredentials."""

import json

import psycopg
import pytest
from botocore.exceptions import ClientError


def test_the_cluster_and_the_workgroup(server):
    cluster = server.client("redshift").describe_clusters(ClusterIdentifier="tarn")["Clusters"][0]
    assert (cluster["ClusterStatus"], cluster["DBName"], cluster["MasterUsername"]) == ("available", "dev", "admin")
    assert cluster["Endpoint"] == {"Address": "127.0.0.1", "Port": int(server.env["PGPORT"])}
    serverless = server.client("redshift-serverless")
    group = serverless.get_workgroup(workgroupName="default")["workgroup"]
    assert (group["status"], group["endpoint"]["port"]) == ("AVAILABLE", int(server.env["PGPORT"]))
    assert [w["workgroupArn"] for w in serverless.list_workgroups()["workgroups"]] == [group["workgroupArn"]]
    assert serverless.get_namespace(namespaceName="default")["namespace"]["dbName"] == "dev"
    assert [n["namespaceName"] for n in serverless.list_namespaces()["namespaces"]] == ["default"]


@pytest.mark.parametrize("service, call, wanted", [
    ("redshift", lambda api: api.describe_clusters(ClusterIdentifier="other"), "ClusterNotFound"),
    ("redshift", lambda api: api.get_cluster_credentials(ClusterIdentifier="other", DbUser="admin"), "ClusterNotFound"),
    ("redshift", lambda api: api.get_cluster_credentials(ClusterIdentifier="tarn", DbUser="admin", DurationSeconds=60), "InvalidParameterValue"),
    ("redshift-serverless", lambda api: api.get_workgroup(workgroupName="other"), "ResourceNotFoundException"),
    ("redshift-serverless", lambda api: api.get_namespace(namespaceName="other"), "ResourceNotFoundException"),
    ("redshift-serverless", lambda api: api.get_credentials(workgroupName="other"), "ResourceNotFoundException"),
    ("redshift-serverless", lambda api: api.get_credentials(workgroupName="default", durationSeconds=60), "ValidationException"),
    ("redshift-serverless", lambda api: api.get_credentials(workgroupName="default", durationSeconds=1_000_000_000), "ValidationException"),
])
def test_what_there_is_not(server, service, call, wanted):
    with pytest.raises(ClientError) as error:
        call(server.client(service))
    assert error.value.response["Error"]["Code"] == wanted


def test_cluster_credentials_open_a_session_as_the_user(server, warehouse, db, unique):
    db.execute(f"CREATE USER {unique} PASSWORD DISABLE")
    given = server.client("redshift").get_cluster_credentials(ClusterIdentifier="tarn", DbUser=unique, DbName="dev")
    assert given["DbUser"] == f"IAM:{unique}"
    with warehouse.connect(given["DbUser"], given["DbPassword"]) as session:
        assert session.execute("SELECT current_user").fetchone()[0] == unique
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        warehouse.connect(given["DbUser"], "x" + given["DbPassword"][1:])


def test_a_user_that_does_not_exist(server, warehouse, unique):
    api = server.client("redshift")
    given = api.get_cluster_credentials(ClusterIdentifier="tarn", DbUser=unique)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        warehouse.connect(given["DbUser"], given["DbPassword"])
    made = api.get_cluster_credentials(ClusterIdentifier="tarn", DbUser=unique, AutoCreate=True)
    assert made["DbUser"] == f"IAMA:{unique}"
    with warehouse.connect(made["DbUser"], made["DbPassword"]) as session:
        assert session.execute("SELECT current_user").fetchone()[0] == unique


def test_rights_are_given_to_an_iam_identity(server, iam, warehouse, db, unique):
    iam.create_user(UserName=unique)
    key = iam.create_access_key(UserName=unique)["AccessKey"]
    own = (key["AccessKeyId"], key["SecretAccessKey"], None)
    with pytest.raises(ClientError) as error:
        server.client("redshift", own).get_cluster_credentials_with_iam(ClusterIdentifier="tarn", DbName="dev")
    assert error.value.response["Error"]["Code"] == "AccessDenied"
    rights = {"Effect": "Allow", "Action": ["redshift:GetClusterCredentialsWithIAM", "redshift-serverless:GetCredentials"], "Resource": "*"}
    iam.put_user_policy(UserName=unique, PolicyName="login", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [rights]}))
    given = server.client("redshift", own).get_cluster_credentials_with_iam(ClusterIdentifier="tarn", DbName="dev")
    db.execute(f"CREATE TABLE {unique} AS SELECT 1 AS a")
    with warehouse.connect(given["DbUser"], given["DbPassword"]) as session:
        with pytest.raises(psycopg.Error, match="permission denied"):
            session.execute(f"SELECT * FROM {unique}")
        db.execute(f'GRANT SELECT ON {unique} TO "IAM:{unique}"')
        assert session.execute(f"SELECT a FROM {unique}").fetchone() == (1,)
    serverless = server.client("redshift-serverless", own).get_credentials(workgroupName="default", dbName="dev")
    assert serverless["dbUser"] == given["DbUser"] and serverless["dbPassword"] != given["DbPassword"]
    with warehouse.connect(serverless["dbUser"], serverless["dbPassword"]) as session:
        assert session.execute("SELECT current_user").fetchone()[0] == f"IAM:{unique}"
