"""Roles, sessions and their tokens, by boto3."""

import pytest
from botocore.exceptions import ClientError

from .conftest import allow, deny, policy, trust


def error(call, **arguments):
    with pytest.raises(ClientError) as failure:
        call(**arguments)
    return failure.value.response["Error"]


@pytest.fixture
def role(iam, user, unique):
    arn = iam.create_role(RoleName=unique, AssumeRolePolicyDocument=trust({"AWS": user.arn}))["Role"]["Arn"]
    iam.attach_role_policy(RoleName=unique, PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess")
    return arn


def session_key(answer):
    credentials = answer["Credentials"]
    return (credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"])


def test_a_session_acts_with_the_role(server, user, role, bucket, unique):
    answer = user.client("sts").assume_role(RoleArn=role, RoleSessionName="s1")
    assert answer["AssumedRoleUser"]["Arn"].endswith(f":assumed-role/{unique}/s1")
    key = session_key(answer)
    assert server.client("sts", key=key).get_caller_identity()["Arn"] == answer["AssumedRoleUser"]["Arn"]
    server.client("s3", key=key).put_object(Bucket=bucket, Key="k", Body=b"x")
    assert error(server.client("glue", key=key).list_crawlers)["Code"] == "AccessDeniedException"


def test_a_session_policy_narrows(server, user, role, bucket):
    narrow = policy(allow("s3:GetObject"))
    key = session_key(user.client("sts").assume_role(RoleArn=role, RoleSessionName="s1", Policy=narrow))
    message = error(server.client("s3", key=key).put_object, Bucket=bucket, Key="k", Body=b"x")["Message"]
    assert message.endswith("because no session policy allows the s3:PutObject action")


def test_a_token_belongs_to_its_key(server, user, role):
    sts = user.client("sts")
    one, two = (session_key(sts.assume_role(RoleArn=role, RoleSessionName="s1")) for _ in range(2))
    mixed = (one[0], one[1], two[2])
    assert error(server.client("sts", key=mixed).get_caller_identity)["Code"] == "InvalidClientTokenId"
    assert error(server.client("sts", key=(one[0], one[1], None)).get_caller_identity)["Code"] == "InvalidClientTokenId"


def test_who_may_not(server, iam, user, role, unique):
    assert error(server.client("sts").assume_role, RoleArn=role, RoleSessionName="s1")["Message"] == "Roles may not be assumed by root accounts."
    iam.update_assume_role_policy(RoleName=unique, PolicyDocument=trust({"Service": "glue.amazonaws.com"}))
    refused = error(user.client("sts").assume_role, RoleArn=role, RoleSessionName="s1")
    assert refused == {
        "Type": "Sender",
        "Code": "AccessDenied",
        "Message": f"User: {user.arn} is not authorized to perform: sts:AssumeRole on resource: {role}",
    }
    assert error(user.client("sts").assume_role, RoleArn=role + "x", RoleSessionName="s1")["Code"] == "AccessDenied"


def test_an_external_id_is_asked_for(iam, user, role, unique):
    condition = {"StringEquals": {"sts:ExternalId": "secret"}}
    statement = {"Effect": "Allow", "Principal": {"AWS": user.arn}, "Action": "sts:AssumeRole", "Condition": condition}
    iam.update_assume_role_policy(RoleName=unique, PolicyDocument=policy(statement))
    sts = user.client("sts")
    assert error(sts.assume_role, RoleArn=role, RoleSessionName="s1")["Code"] == "AccessDenied"
    sts.assume_role(RoleArn=role, RoleSessionName="s1", ExternalId="secret")


def test_a_session_ends_with_its_role(server, iam, user, role, bucket, unique):
    key = session_key(user.client("sts").assume_role(RoleArn=role, RoleSessionName="s1"))
    s3 = server.client("s3", key=key)
    s3.list_objects_v2(Bucket=bucket)
    iam.detach_role_policy(RoleName=unique, PolicyArn="arn:aws:iam::aws:policy/AmazonS3FullAccess")
    iam.delete_role(RoleName=unique)
    assert error(s3.list_objects_v2, Bucket=bucket)["Code"] == "AccessDenied"


def test_get_session_token_keeps_the_users_rights(server, user, bucket):
    user.may(allow("s3:*"), deny("s3:DeleteObject"))
    key = session_key(user.client("sts").get_session_token())
    server.client("s3", key=key).put_object(Bucket=bucket, Key="k", Body=b"x")
    assert error(server.client("s3", key=key).delete_object, Bucket=bucket, Key="k")["Code"] == "AccessDenied"


def test_sessions_survive_a_restart(own_server, unique):
    iam = own_server.client("iam")
    user = iam.create_user(UserName="u")["User"]["Arn"]
    key = iam.create_access_key(UserName="u")["AccessKey"]
    role = iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust({"AWS": user}))["Role"]["Arn"]
    sts = own_server.client("sts", key=(key["AccessKeyId"], key["SecretAccessKey"], None))
    session = session_key(sts.assume_role(RoleArn=role, RoleSessionName="s1"))
    own_server.kill()
    own_server.start()
    assert own_server.client("sts", key=session).get_caller_identity()["Arn"].endswith(":assumed-role/r/s1")
