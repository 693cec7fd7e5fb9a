import base64
import hashlib

from s3_requests import failure


def test_delete_object(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    for _ in range(2):  # absent keys count as deleted
        assert s3.delete_object(Bucket=bucket, Key="k")["ResponseMetadata"]["HTTPStatusCode"] == 204
    assert failure(s3.get_object, Bucket=bucket, Key="k") == ("NoSuchKey", 404)


def test_delete_object_if_match(s3, bucket):
    assert failure(s3.delete_object, Bucket=bucket, Key="k", IfMatch="*") == ("NoSuchKey", 404)
    etag = s3.put_object(Bucket=bucket, Key="k", Body=b"x")["ETag"]
    assert failure(s3.delete_object, Bucket=bucket, Key="k", IfMatch='"0"') == ("PreconditionFailed", 412)
    s3.delete_object(Bucket=bucket, Key="k", IfMatch=etag)


def test_many(s3, bucket):
    keys = [f"k/{i:04}" for i in range(1000)]
    for key in keys[:30]:
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    out = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": k} for k in keys]})
    assert [d["Key"] for d in out["Deleted"]] == keys and "Errors" not in out
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0


def test_quiet_and_errors(s3, bucket):
    s3.put_object(Bucket=bucket, Key="a", Body=b"x")
    s3.put_object(Bucket=bucket, Key="b", Body=b"x")
    out = s3.delete_objects(Bucket=bucket, Delete={"Quiet": True, "Objects": [{"Key": "a"}, {"Key": "b", "ETag": '"0"'}]})
    assert "Deleted" not in out
    assert [(e["Key"], e["Code"]) for e in out["Errors"]] == [("b", "PreconditionFailed")]


def test_odd_keys(s3, bucket):
    keys = ["cr\rkey", "<xml>&amp;", " lead", "trail ", "ü"]
    for key in keys:
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    out = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": k} for k in keys]})
    assert [d["Key"] for d in out["Deleted"]] == keys
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0


def test_too_many_and_none(raw, bucket):
    bodies = [b"<Delete>" + b"<Object><Key>k</Key></Object>" * count + b"</Delete>" for count in (0, 1001)]
    for body in (*bodies, b"<Delete><Object>"):
        digest = base64.b64encode(hashlib.md5(body).digest()).decode()
        reply = raw("POST", f"/{bucket}?delete", body, {"Content-MD5": digest})
        assert reply.status_code == 400 and b"<Code>MalformedXML</Code>" in reply.content
