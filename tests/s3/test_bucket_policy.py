import json

import pytest

from s3_requests import failure

ACCOUNT = "000000000000"


def policy(bucket, principal, action="s3:GetObject", effect="Allow", **more):
    statement = {"Effect": effect, "Principal": principal, "Action": action, "Resource": f"arn:aws:s3:::{bucket}/*", **more}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_put_get_delete(s3, bucket):
    assert failure(s3.get_bucket_policy, Bucket=bucket) == ("NoSuchBucketPolicy", 404)
    text = policy(bucket, {"AWS": f"arn:aws:iam::{ACCOUNT}:root"})
    s3.put_bucket_policy(Bucket=bucket, Policy=text)
    assert json.loads(s3.get_bucket_policy(Bucket=bucket)["Policy"]) == json.loads(text)
    assert s3.get_bucket_policy_status(Bucket=bucket)["PolicyStatus"]["IsPublic"] is False
    s3.delete_bucket_policy(Bucket=bucket)
    s3.delete_bucket_policy(Bucket=bucket)
    assert failure(s3.get_bucket_policy, Bucket=bucket) == ("NoSuchBucketPolicy", 404)


def test_malformed_ones(s3, bucket):
    elsewhere = policy("another-bucket", {"AWS": ACCOUNT})
    no_principal = json.dumps({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": f"arn:aws:s3:::{bucket}"}})
    for text in ("{", "[]", elsewhere, no_principal, policy(bucket, {"AWS": ACCOUNT}, "glue:GetTable"), policy(bucket, {"AWS": f"arn:aws:iam::{ACCOUNT}:user/nobody-here"})):
        assert failure(s3.put_bucket_policy, Bucket=bucket, Policy=text) == ("MalformedPolicy", 400), text


def test_a_new_bucket_takes_no_public_policy(s3, server, unsigned, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    text = policy(bucket, "*")
    assert failure(s3.put_bucket_policy, Bucket=bucket, Policy=text) == ("AccessDenied", 403)
    url = f"{server.endpoint}/{bucket}/k"
    assert unsigned("GET", url).status_code == 403

    s3.delete_public_access_block(Bucket=bucket)
    assert failure(s3.get_public_access_block, Bucket=bucket) == ("NoSuchPublicAccessBlockConfiguration", 404)
    s3.put_bucket_policy(Bucket=bucket, Policy=text)
    assert s3.get_bucket_policy_status(Bucket=bucket)["PolicyStatus"]["IsPublic"] is True
    reply = unsigned("GET", url)
    assert (reply.status_code, reply.content) == (200, b"x")
    assert unsigned("PUT", url, b"y").status_code == 403

    restrict = {"RestrictPublicBuckets": True, "BlockPublicPolicy": False, "BlockPublicAcls": False, "IgnorePublicAcls": False}
    s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=restrict)
    assert s3.get_public_access_block(Bucket=bucket)["PublicAccessBlockConfiguration"] == restrict
    assert unsigned("GET", url).status_code == 403
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"x"


@pytest.fixture
def user(server, iam, unique):
    iam.create_user(UserName=unique)
    key = iam.create_access_key(UserName=unique)["AccessKey"]
    return unique, server.client("s3", key=(key["AccessKeyId"], key["SecretAccessKey"], None))


def test_grants_and_denies_users(s3, bucket, user):
    name, as_user = user
    arn = f"arn:aws:iam::{ACCOUNT}:user/{name}"
    s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    assert failure(as_user.get_object, Bucket=bucket, Key="k") == ("AccessDenied", 403)
    s3.put_bucket_policy(Bucket=bucket, Policy=policy(bucket, {"AWS": arn}))
    assert as_user.get_object(Bucket=bucket, Key="k")["Body"].read() == b"x"
    assert failure(as_user.put_object, Bucket=bucket, Key="k", Body=b"y") == ("AccessDenied", 403)
    # Who may not list does not learn which keys are missing.
    assert failure(as_user.get_object, Bucket=bucket, Key="none") == ("AccessDenied", 403)
    s3.put_bucket_policy(Bucket=bucket, Policy=policy(bucket, {"AWS": arn}, effect="Deny"))
    assert failure(as_user.get_object, Bucket=bucket, Key="k") == ("AccessDenied", 403)


def test_delete_objects_is_checked_key_by_key(s3, iam, bucket, user):
    name, as_user = user
    for key in ("mine/a", "theirs/a"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    statement = {"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": f"arn:aws:s3:::{bucket}/mine/*"}
    iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    out = as_user.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "mine/a"}, {"Key": "theirs/a"}]})
    assert [d["Key"] for d in out["Deleted"]] == ["mine/a"]
    assert [(e["Key"], e["Code"]) for e in out["Errors"]] == [("theirs/a", "AccessDenied")]
    assert [o["Key"] for o in s3.list_objects_v2(Bucket=bucket)["Contents"]] == ["theirs/a"]


def test_existing_tags_decide(s3, bucket, user):
    name, as_user = user
    s3.put_object(Bucket=bucket, Key="open", Body=b"x", Tagging="level=open")
    s3.put_object(Bucket=bucket, Key="shut", Body=b"x", Tagging="level=shut")
    condition = {"StringEquals": {"s3:ExistingObjectTag/level": "open"}}
    s3.put_bucket_policy(Bucket=bucket, Policy=policy(bucket, {"AWS": f"arn:aws:iam::{ACCOUNT}:user/{name}"}, Condition=condition))
    assert as_user.get_object(Bucket=bucket, Key="open")["Body"].read() == b"x"
    assert failure(as_user.get_object, Bucket=bucket, Key="shut") == ("AccessDenied", 403)


def test_prefixes_decide_listings(s3, iam, bucket, user):
    name, as_user = user
    s3.put_object(Bucket=bucket, Key="mine/a", Body=b"x")
    statement = {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": f"arn:aws:s3:::{bucket}", "Condition": {"StringLike": {"s3:prefix": "mine/*"}}}
    iam.put_user_policy(UserName=name, PolicyName="p", PolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    assert as_user.list_objects_v2(Bucket=bucket, Prefix="mine/")["KeyCount"] == 1
    assert failure(as_user.list_objects_v2, Bucket=bucket) == ("AccessDenied", 403)
