from s3_requests import failure


def test_appears_in_list_head_and_location(s3, unique):
    made = s3.create_bucket(Bucket=unique, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
    assert made["Location"] == "/" + unique
    assert unique in [b["Name"] for b in s3.list_buckets()["Buckets"]]
    assert s3.head_bucket(Bucket=unique)["BucketRegion"] == "eu-central-1"
    assert s3.get_bucket_location(Bucket=unique)["LocationConstraint"] == "eu-central-1"


def test_us_east_1_is_an_empty_location_and_may_be_created_again(server, unique):
    s3 = server.client("s3", region="us-east-1")
    for _ in range(2):
        s3.create_bucket(Bucket=unique)
    assert s3.get_bucket_location(Bucket=unique)["LocationConstraint"] is None


def test_other_regions_refuse_the_second_time(server, unique):
    s3 = server.client("s3", region="eu-west-1")
    configuration = {"LocationConstraint": "eu-west-1"}
    s3.create_bucket(Bucket=unique, CreateBucketConfiguration=configuration)
    assert failure(s3.create_bucket, Bucket=unique, CreateBucketConfiguration=configuration) == ("BucketAlreadyOwnedByYou", 409)


def test_buckets_answer_in_every_region(server, bucket):
    elsewhere = server.client("s3", region="ap-southeast-2")
    elsewhere.put_object(Bucket=bucket, Key="k", Body=b"x")
    assert elsewhere.get_object(Bucket=bucket, Key="k")["Body"].read() == b"x"


def test_illegal_names(raw):
    for name in ("ab", "UPPER", "a..b", "192.168.0.1", "xn--abc"):
        reply = raw("PUT", "/" + name)
        assert reply.status_code == 400 and b"<Code>InvalidBucketName</Code>" in reply.content, name


def test_list_buckets_in_pages(s3, unique):
    names = sorted(f"{unique}-{i}" for i in range(3))
    for name in names:
        s3.create_bucket(Bucket=name)
    listed, token = [], None
    while True:
        page = s3.list_buckets(Prefix=unique, MaxBuckets=2, **({"ContinuationToken": token} if token else {}))
        listed += [b["Name"] for b in page["Buckets"]]
        token = page.get("ContinuationToken")
        if not token:
            break
    assert listed == names


def test_delete_bucket(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"")
    assert failure(s3.delete_bucket, Bucket=bucket) == ("BucketNotEmpty", 409)
    s3.delete_object(Bucket=bucket, Key="k")
    s3.create_multipart_upload(Bucket=bucket, Key="unfinished")
    s3.delete_bucket(Bucket=bucket)
    assert failure(s3.head_bucket, Bucket=bucket) == ("404", 404)
    assert failure(s3.delete_bucket, Bucket=bucket) == ("NoSuchBucket", 404)


def test_expected_owner(s3, bucket):
    assert failure(s3.head_bucket, Bucket=bucket, ExpectedBucketOwner="999999999999")[1] == 403
    s3.head_bucket(Bucket=bucket, ExpectedBucketOwner="000000000000")


def test_versioning_was_never_enabled(s3, bucket):
    assert "Status" not in s3.get_bucket_versioning(Bucket=bucket)


def test_acls_give_the_owner_full_control(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"")
    for acl in (s3.get_bucket_acl(Bucket=bucket), s3.get_object_acl(Bucket=bucket, Key="k")):
        assert [g["Permission"] for g in acl["Grants"]] == ["FULL_CONTROL"]
        assert acl["Grants"][0]["Grantee"]["ID"] == acl["Owner"]["ID"]
