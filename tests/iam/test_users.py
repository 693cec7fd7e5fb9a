"""Users, their keys and their policies, by boto3."""

import pytest
from botocore.exceptions import ClientError

from .conftest import allow, deny, policy


def code(call, **arguments):
    with pytest.raises(ClientError) as failure:
        call(**arguments)
    return failure.value.response["Error"]["Code"]


def test_life_of_a_user(iam, unique):
    made = iam.create_user(UserName=unique, Path="/team/", Tags=[{"Key": "k", "Value": "v"}])["User"]
    assert made["Arn"].endswith(f":user/team/{unique}") and made["UserId"].startswith("AIDA")
    assert code(iam.create_user, UserName=unique.upper()) == "EntityAlreadyExists"
    assert iam.get_user(UserName=unique)["User"]["Tags"] == [{"Key": "k", "Value": "v"}]
    assert unique in [u["UserName"] for u in iam.list_users(PathPrefix="/team/")["Users"]]
    iam.update_user(UserName=unique, NewUserName=unique + "2", NewPath="/")
    assert iam.get_user(UserName=unique + "2")["User"]["UserId"] == made["UserId"]
    iam.put_user_policy(UserName=unique + "2", PolicyName="p", PolicyDocument=policy(allow("s3:*")))
    assert iam.get_user_policy(UserName=unique + "2", PolicyName="p")["PolicyDocument"]["Statement"][0]["Action"] == "s3:*"
    assert code(iam.delete_user, UserName=unique + "2") == "DeleteConflict"
    iam.delete_user_policy(UserName=unique + "2", PolicyName="p")
    iam.delete_user(UserName=unique + "2")
    assert code(iam.get_user, UserName=unique + "2") == "NoSuchEntity"


def test_pages(iam, unique):
    for i in range(5):
        iam.create_user(UserName=f"{unique}-{i}", Path=f"/{unique}/")
    pages = list(iam.get_paginator("list_users").paginate(PathPrefix=f"/{unique}/", PaginationConfig={"PageSize": 2}))
    assert [len(page["Users"]) for page in pages] == [2, 2, 1]


def test_keys_work_until_they_are_switched_off(user, iam):
    sts = user.client("sts")
    assert sts.get_caller_identity()["Arn"] == user.arn
    iam.update_access_key(UserName=user.name, AccessKeyId=user.key[0], Status="Inactive")
    assert code(sts.get_caller_identity) == "InvalidClientTokenId"
    iam.update_access_key(UserName=user.name, AccessKeyId=user.key[0], Status="Active")
    sts.get_caller_identity()
    iam.create_access_key(UserName=user.name)
    assert code(iam.create_access_key, UserName=user.name) == "LimitExceeded"
    iam.delete_access_key(UserName=user.name, AccessKeyId=user.key[0])
    assert code(sts.get_caller_identity) == "InvalidClientTokenId"


def test_policies_decide_the_next_request(user, bucket):
    s3 = user.client("s3")
    assert code(s3.list_objects_v2, Bucket=bucket) == "AccessDenied"
    user.may(allow("s3:*", [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/home/${{aws:username}}/*"]), deny("s3:DeleteObject"))
    s3.put_object(Bucket=bucket, Key=f"home/{user.name}/k", Body=b"x")
    assert code(s3.put_object, Bucket=bucket, Key="home/other/k", Body=b"x") == "AccessDenied"
    with pytest.raises(ClientError) as failure:
        s3.delete_object(Bucket=bucket, Key=f"home/{user.name}/k")
    key = f"arn:aws:s3:::{bucket}/home/{user.name}/k"
    assert failure.value.response["Error"]["Message"] == (
        f"User: {user.arn} is not authorized to perform: s3:DeleteObject on resource: {key} with an explicit deny in an identity-based policy"
    )


def test_bad_policies_are_refused(iam, user):
    for document in ("{", '{"Statement":[{"Effect":"Allow"}]}', policy(allow("GetObject")), policy(allow("s3:*", "bucket"))):
        assert code(iam.put_user_policy, UserName=user.name, PolicyName="p", PolicyDocument=document) == "MalformedPolicyDocument"


def test_managed_policies(iam, user, unique):
    arn = iam.create_policy(PolicyName=unique, PolicyDocument=policy(allow("glue:*")))["Policy"]["Arn"]
    iam.attach_user_policy(UserName=user.name, PolicyArn=arn)
    user.client("glue").list_crawlers()
    iam.create_policy_version(PolicyArn=arn, PolicyDocument=policy(allow("s3:*")), SetAsDefault=True)
    assert code(user.client("glue").list_crawlers) == "AccessDeniedException"
    assert [v["VersionId"] for v in iam.list_policy_versions(PolicyArn=arn)["Versions"]] == ["v2", "v1"]
    assert iam.get_policy_version(PolicyArn=arn, VersionId="v1")["PolicyVersion"]["Document"]["Statement"][0]["Action"] == "glue:*"
    attached = iam.list_attached_user_policies(UserName=user.name)["AttachedPolicies"]
    assert attached == [{"PolicyName": unique, "PolicyArn": arn}]
    assert code(iam.delete_policy, PolicyArn=arn) == "DeleteConflict"
    assert code(iam.attach_user_policy, UserName=user.name, PolicyArn="arn:aws:iam::aws:policy/NoSuch") == "NoSuchEntity"
