from s3_requests import failure

TAGS = [{"Key": "team", "Value": "lake"}, {"Key": "cost centre", "Value": "a+b@c"}]


def test_objects(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    assert s3.get_object_tagging(Bucket=bucket, Key="k")["TagSet"] == []
    s3.put_object_tagging(Bucket=bucket, Key="k", Tagging={"TagSet": TAGS})
    assert s3.get_object_tagging(Bucket=bucket, Key="k")["TagSet"] == TAGS
    s3.delete_object_tagging(Bucket=bucket, Key="k")
    assert s3.get_object_tagging(Bucket=bucket, Key="k")["TagSet"] == []
    assert failure(s3.get_object_tagging, Bucket=bucket, Key="none") == ("NoSuchKey", 404)


def test_buckets(s3, bucket):
    assert failure(s3.get_bucket_tagging, Bucket=bucket) == ("NoSuchTagSet", 404)
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": TAGS})
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == TAGS
    s3.delete_bucket_tagging(Bucket=bucket)
    assert failure(s3.get_bucket_tagging, Bucket=bucket) == ("NoSuchTagSet", 404)


def test_illegal_tags(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"x")
    put = lambda *tags: s3.put_object_tagging(Bucket=bucket, Key="k", Tagging={"TagSet": [{"Key": k, "Value": v} for k, v in tags]})
    assert failure(put, ("a", "1"), ("a", "2")) == ("InvalidTag", 400)
    assert failure(put, ("aws:x", "1")) == ("InvalidTag", 400)
    assert failure(put, ("a", "x" * 257)) == ("InvalidTag", 400)
    assert failure(put, ("a<", "x")) == ("InvalidTag", 400)
    assert failure(put, *[(str(i), "") for i in range(11)]) == ("BadRequest", 400)
    assert failure(s3.put_object, Bucket=bucket, Key="k", Body=b"", Tagging="a=1&a=2") == ("InvalidArgument", 400)
