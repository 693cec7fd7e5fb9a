import hashlib

from s3_requests import failure


def test_copies_bytes_headers_and_tags(s3, bucket, unique):
    body = b"x" * 300_000
    s3.put_object(Bucket=bucket, Key="a b+c", Body=body, ContentType="text/plain", Metadata={"m": "1"}, Tagging="t=1", StorageClass="STANDARD_IA")
    other = "second-" + unique
    s3.create_bucket(Bucket=other)
    out = s3.copy_object(Bucket=other, Key="copy", CopySource={"Bucket": bucket, "Key": "a b+c"})
    assert out["CopyObjectResult"]["ETag"] == '"' + hashlib.md5(body).hexdigest() + '"'
    got = s3.get_object(Bucket=other, Key="copy")
    assert got["Body"].read() == body
    assert (got["ContentType"], got["Metadata"], got["TagCount"]) == ("text/plain", {"m": "1"}, 1)
    assert "StorageClass" not in got  # not inherited
    s3.delete_object(Bucket=bucket, Key="a b+c")
    assert s3.get_object(Bucket=other, Key="copy")["Body"].read() == body


def test_replaces_metadata_and_tags(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"x", Metadata={"old": "1"}, Tagging="old=1")
    s3.copy_object(Bucket=bucket, Key="k", CopySource=f"{bucket}/k", MetadataDirective="REPLACE", Metadata={"new": "2"}, ContentType="text/css",
                   TaggingDirective="REPLACE", Tagging="new=2")
    head = s3.head_object(Bucket=bucket, Key="k")
    assert (head["Metadata"], head["ContentType"]) == ({"new": "2"}, "text/css")
    assert s3.get_object_tagging(Bucket=bucket, Key="k")["TagSet"] == [{"Key": "new", "Value": "2"}]


def test_onto_itself_must_change_something(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    assert failure(s3.copy_object, Bucket=bucket, Key="k", CopySource=f"{bucket}/k") == ("InvalidRequest", 400)


def test_conditions_on_the_source(s3, bucket):
    etag = s3.put_object(Bucket=bucket, Key="k", Body=b"x")["ETag"]
    copy = lambda **conditions: s3.copy_object(Bucket=bucket, Key="c", CopySource=f"{bucket}/k", **conditions)
    copy(CopySourceIfMatch=etag)
    assert failure(copy, CopySourceIfMatch='"0"') == ("PreconditionFailed", 412)
    assert failure(copy, CopySourceIfNoneMatch=etag) == ("PreconditionFailed", 412)
    assert failure(copy, IfNoneMatch="*") == ("PreconditionFailed", 412)


def test_missing_sources(s3, bucket):
    assert failure(s3.copy_object, Bucket=bucket, Key="c", CopySource=f"{bucket}/none") == ("NoSuchKey", 404)
    assert failure(s3.copy_object, Bucket=bucket, Key="c", CopySource="no-such-bucket-here/none") == ("NoSuchBucket", 404)
    assert failure(s3.copy_object, Bucket=bucket, Key="c", CopySource="nothing") == ("InvalidArgument", 400)


def test_the_copy_of_an_upload_has_a_plain_etag(s3, bucket):
    upload = s3.create_multipart_upload(Bucket=bucket, Key="big")["UploadId"]
    parts = [b"a" * (5 << 20), b"end"]
    done = [{"PartNumber": n, "ETag": s3.upload_part(Bucket=bucket, Key="big", UploadId=upload, PartNumber=n, Body=p)["ETag"]} for n, p in enumerate(parts, 1)]
    s3.complete_multipart_upload(Bucket=bucket, Key="big", UploadId=upload, MultipartUpload={"Parts": done})
    out = s3.copy_object(Bucket=bucket, Key="copy", CopySource=f"{bucket}/big")
    assert out["CopyObjectResult"]["ETag"] == '"' + hashlib.md5(b"".join(parts)).hexdigest() + '"'
