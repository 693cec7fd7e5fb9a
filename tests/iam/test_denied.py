"""Every registered operation refused in turn: to a stranger, and to an administrator to whom just that action is denied. The error
is the service's own and nothing has changed. The operations are those of the services' tables (read as tools/coverage.py reads
them) and the calls are made from the service models, so an operation is covered as soon as it is registered."""

import importlib.util
import json
import pathlib
import re

import botocore
import pytest
from botocore.exceptions import ClientError

from .conftest import User, deny, trust

ROOT = pathlib.Path(__file__).parents[2]
NEVER_DENIED = {("sts", "GetCallerIdentity"), ("sts", "GetSessionToken")}
# No client of boto3's speaks its paths: its refusals are with its other tests.
ELSEWHERE = {"glue-iceberg"}
# These answer for each item: what is refused stands in the reply.
PER_ITEM = {("s3", "DeleteObjects"): "Errors", ("athena", "BatchGetQueryExecution"): "UnprocessedQueryExecutionIds",
            ("athena", "BatchGetNamedQuery"): "UnprocessedNamedQueryIds",
            ("athena", "BatchGetPreparedStatement"): "UnprocessedPreparedStatementNames"}
# A refused AssumeRole says nothing of why.
WITHOUT_REASON = {("sts", "AssumeRole")}


def operations():
    spec = importlib.util.spec_from_file_location("tarn_coverage", ROOT / "tools/coverage.py")
    coverage = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(coverage)
    for service, source in coverage.SOURCES.items():
        if service in ELSEWHERE:
            continue
        for operation in sorted(set(coverage.REGISTERED.findall((ROOT / source).read_text()))):
            yield service, operation


@pytest.fixture(scope="module")
def world(server):
    """Something of everything, so that calls name what exists; the stranger has no policy, the administrator every right."""
    root = [server.client(name) for name in ("iam", "s3", "glue", "athena", "logs", "secretsmanager", "sqs")]
    iam, s3, glue, athena, logs, secrets, sqs = root
    names = {"Bucket": "denied-bucket", "Key": "k", "UserName": "denied-user", "RoleName": "denied-role", "DatabaseName": "denied_db"}
    iam.create_user(UserName=names["UserName"])
    key = iam.create_access_key(UserName=names["UserName"])["AccessKey"]
    role = iam.create_role(RoleName=names["RoleName"], AssumeRolePolicyDocument=trust({"Service": "glue.amazonaws.com"}))["Role"]
    policy = iam.create_policy(PolicyName="denied-policy", PolicyDocument='{"Version":"2012-10-17","Statement":[]}')["Policy"]
    iam.put_user_policy(UserName=names["UserName"], PolicyName="p", PolicyDocument='{"Version":"2012-10-17","Statement":[]}')
    s3.create_bucket(Bucket=names["Bucket"])
    s3.put_object(Bucket=names["Bucket"], Key="k", Body=b"x")
    upload = s3.create_multipart_upload(Bucket=names["Bucket"], Key="k")["UploadId"]
    glue.create_database(DatabaseInput={"Name": names["DatabaseName"]})
    glue.create_table(DatabaseName=names["DatabaseName"], TableInput={"Name": "t", "StorageDescriptor": {"Columns": []}})
    logs.create_log_group(logGroupName="denied-group")
    logs.create_log_stream(logGroupName="denied-group", logStreamName="s")
    queue = sqs.create_queue(QueueName="denied-queue")["QueueUrl"]
    secret = secrets.create_secret(Name="denied-secret", SecretString="x")["ARN"]
    named_query = athena.create_named_query(Name="denied", Database="d", QueryString="SELECT 1")["NamedQueryId"]
    execution = athena.start_query_execution(
        QueryString="SELECT 1", ResultConfiguration={"OutputLocation": f"s3://{names['Bucket']}/results/"}
    )["QueryExecutionId"]
    statement = server.client("redshift-data").execute_statement(Sql="SELECT 1", WorkgroupName="default", Database="dev")["Id"]
    table_arn = f"arn:aws:glue:us-east-1:{role['Arn'].split(':')[4]}:table/{names['DatabaseName']}/t"
    names |= {
        "ConnectionInput": {"Name": "denied", "ConnectionType": "NETWORK", "ConnectionProperties": {}},
        "AccessKeyId": key["AccessKeyId"], "RoleArn": role["Arn"], "PolicyArn": policy["Arn"], "PermissionsBoundary": policy["Arn"],
        "UploadId": upload, "CopySource": "denied-bucket/k", "TableName": "t", "logGroupName": "denied-group", "logStreamName": "s",
        "SecretId": secret, "QueueUrl": queue, "NamedQueryId": named_query, "QueryExecutionId": execution, "PolicyDocument": policy_text(),
        "AssumeRolePolicyDocument": trust({"Service": "glue.amazonaws.com"}), "WorkGroup": "primary", "ClusterIdentifier": "tarn",
        "ResourceArn": table_arn, "ResourceARN": f"arn:aws:athena:us-east-1:{role['Arn'].split(':')[4]}:workgroup/primary",
        "PolicyName": "p", "Path": "/", "Marker": None, "VersionId": "v1", "Versions": "1", "Policy": policy_text(), "CatalogName": "AwsDataCatalog",
        "PublicAccessBlockConfiguration": {"BlockPublicAcls": True}, "MultipartUpload": {"Parts": [{"PartNumber": 1, "ETag": "x"}]},
        "Delete": {"Objects": [{"Key": "k"}]}, "StatementName": "denied", "PreparedStatementNames": ["denied"], "NamedQueryIds": [named_query], "QueryExecutionIds": [execution], "Database": "dev", "Id": statement,
    }
    stranger, administrator = User(server, iam, "denied-stranger"), User(server, iam, "denied-administrator")
    iam.attach_user_policy(UserName=administrator.name, PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    return {"names": names, "root": root, "stranger": stranger, "administrator": administrator}


def policy_text() -> str:
    return '{"Version":"2012-10-17","Statement":[]}'


# Optional members that name the resource which is checked.
NAMED_THOUGH_OPTIONAL = {"UserName", "WorkGroup", "logGroupName", "ClusterIdentifier", "Database"}


def value_of(shape, names, member=None):
    if names.get(member) is not None:
        return names[member]
    if shape.type_name == "structure":
        wanted = [m for m in shape.members if m in shape.required_members or (member is None and m in NAMED_THOUGH_OPTIONAL)]
        return {m: value_of(shape.members[m], names, m) for m in wanted}
    if shape.type_name == "list":
        return [value_of(shape.member, names)]
    if shape.type_name == "map":
        return {"k": value_of(shape.value, names)}
    if shape.type_name == "string":
        return shape.enum[0] if shape.enum else "x" * max(1, shape.metadata.get("min", 1))
    if shape.type_name == "blob":
        return b"x"
    if shape.type_name == "boolean":
        return False
    if shape.type_name == "timestamp":
        return 1_700_000_000
    return shape.metadata.get("min", 1)


def call(client, operation, names):
    model = client.meta.service_model.operation_model(operation)
    arguments = value_of(model.input_shape, names) if model.input_shape else {}
    method = botocore.xform_name(operation)
    return getattr(client, method)(**arguments)


def state(world) -> dict:
    """What the account holds, as far as a refused call could have changed it."""
    iam, s3, glue, athena, logs, secrets, sqs = world["root"]

    def strip(answer):
        return json.dumps({k: v for k, v in answer.items() if k != "ResponseMetadata"}, default=str, sort_keys=True)

    return {
        "users": strip(iam.list_users()),
        "roles": strip(iam.list_roles()),
        "policies": strip(iam.list_policies(Scope="Local")),
        "keys": strip(iam.list_access_keys(UserName="denied-user")),
        "inline": strip(iam.list_user_policies(UserName="denied-user")),
        "user": strip(iam.get_user(UserName="denied-user")),
        "role": strip(iam.get_role(RoleName="denied-role")),
        "buckets": strip(s3.list_buckets()),
        "objects": strip(s3.list_objects_v2(Bucket="denied-bucket", Prefix="k")),
        "uploads": strip(s3.list_multipart_uploads(Bucket="denied-bucket")),
        "queues": strip(sqs.list_queues()),
        "queue": strip(sqs.get_queue_attributes(QueueUrl=world["names"]["QueueUrl"], AttributeNames=["All"])),
        "databases": strip(glue.get_databases()),
        "tables": strip(glue.get_tables(DatabaseName="denied_db")),
        "crawlers": strip(glue.list_crawlers()),
        "jobs": strip(glue.list_jobs()),
        "queries": strip(athena.list_named_queries()),
        "executions": strip(athena.list_query_executions()),
        "work groups": strip(athena.list_work_groups()),
        "log groups": strip(logs.describe_log_groups(logGroupNamePrefix="denied")),
        "events": strip(logs.filter_log_events(logGroupName="denied-group")),
        "secrets": strip(secrets.list_secrets()),
    }


def refusal(client, service, operation, names):
    """The refusal's message; None where the protocol has no room for one."""
    try:
        answer = call(client, operation, names)
    except ClientError as failure:
        error = failure.response["Error"]
        if operation.startswith("Head"):
            assert error["Code"] == "403"  # replies to HEAD have no body
            return None
        assert error["Code"] in ("AccessDenied", "AccessDeniedException"), error
        return error["Message"]
    assert (service, operation) in PER_ITEM, f"{operation} was not refused: {answer}"
    refused = answer[PER_ITEM[service, operation]]
    assert refused
    return None


@pytest.mark.parametrize(("service", "operation"), [pair for pair in operations() if pair not in NEVER_DENIED])
def test_refused(world, service, operation):
    before = state(world)
    names = world["names"]
    message = refusal(world["stranger"].client(service), service, operation, names)
    assert state(world) == before
    if message is None:
        return
    found = re.search(r"^User: (\S+) is not authorized to perform: (\S+) on resource: (\S+)", message)
    assert found and found[1] == world["stranger"].arn, message
    if (service, operation) in WITHOUT_REASON:
        return
    action = found[2]
    assert message.endswith(f"because no identity-based policy allows the {action} action")

    world["administrator"].may(deny(action))
    message = refusal(world["administrator"].client(service), service, operation, names)
    assert message.startswith(f"User: {world['administrator'].arn} is not authorized to perform: {action} on resource: ")
    assert message.endswith("with an explicit deny in an identity-based policy")
    assert state(world) == before


@pytest.mark.parametrize(("service", "operation"), sorted(NEVER_DENIED))
def test_never_denied(world, service, operation):
    world["administrator"].may(deny("*"))
    call(world["administrator"].client(service), operation, world["names"])
