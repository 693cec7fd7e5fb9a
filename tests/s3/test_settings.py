"""The settings that Terraform and others read of every bucket, as they answer where they were never made; digests of XML bodies."""

import pytest
from s3_requests import failure

NEVER_MADE = {
    "get_bucket_cors": "NoSuchCORSConfiguration",
    "get_bucket_lifecycle_configuration": "NoSuchLifecycleConfiguration",
    "get_bucket_website": "NoSuchWebsiteConfiguration",
    "get_bucket_replication": "ReplicationConfigurationNotFoundError",
    "get_bucket_encryption": "ServerSideEncryptionConfigurationNotFoundError",
    "get_object_lock_configuration": "ObjectLockConfigurationNotFoundError",
    "get_bucket_tagging": "NoSuchTagSet",
    "get_bucket_policy": "NoSuchBucketPolicy",
}
DELETES = ["delete_bucket_cors", "delete_bucket_lifecycle", "delete_bucket_website", "delete_bucket_replication", "delete_bucket_encryption"]


@pytest.mark.parametrize("method,code", NEVER_MADE.items())
def test_never_made(s3, bucket, method, code):
    assert failure(getattr(s3, method), Bucket=bucket) == (code, 404)
    assert failure(getattr(s3, method), Bucket="no-such-bucket-at-all") == ("NoSuchBucket", 404)


@pytest.mark.parametrize("method", DELETES)
def test_deleting_what_is_absent(s3, bucket, method):
    assert getattr(s3, method)(Bucket=bucket)["ResponseMetadata"]["HTTPStatusCode"] == 204


def test_empty_ones(s3, bucket):
    assert "LoggingEnabled" not in s3.get_bucket_logging(Bucket=bucket)
    assert not {"TopicConfigurations", "QueueConfigurations"} & s3.get_bucket_notification_configuration(Bucket=bucket).keys()
    assert "Status" not in s3.get_bucket_accelerate_configuration(Bucket=bucket)


def test_one_value_only(s3, bucket):
    s3.put_bucket_request_payment(Bucket=bucket, RequestPaymentConfiguration={"Payer": "BucketOwner"})
    assert s3.get_bucket_request_payment(Bucket=bucket)["Payer"] == "BucketOwner"
    rules = {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]}
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=rules)
    assert s3.get_bucket_ownership_controls(Bucket=bucket)["OwnershipControls"] == rules
    assert failure(s3.put_bucket_request_payment, Bucket=bucket, RequestPaymentConfiguration={"Payer": "Requester"}) == ("NotImplemented", 501)


def test_making_is_refused_by_name(s3, bucket):
    rule = {"AllowedMethods": ["GET"], "AllowedOrigins": ["*"]}
    assert failure(s3.put_bucket_cors, Bucket=bucket, CORSConfiguration={"CORSRules": [rule]}) == ("NotImplemented", 501)
    assert failure(s3.get_bucket_cors, Bucket=bucket) == ("NoSuchCORSConfiguration", 404)


def test_objects_are_the_null_versions_of_their_keys(s3, bucket):
    for key in ("a", "d/1", "d/2", "z"):
        s3.put_object(Bucket=bucket, Key=key, Body=b"x")
    paginator = s3.get_paginator("list_object_versions")
    pages = list(paginator.paginate(Bucket=bucket, Delimiter="/", PaginationConfig={"PageSize": 1}))
    versions = [v for page in pages for v in page.get("Versions", [])]
    assert [(v["Key"], v["VersionId"], v["IsLatest"]) for v in versions] == [("a", "null", True), ("z", "null", True)]
    assert [p["Prefix"] for page in pages for p in page.get("CommonPrefixes", [])] == ["d/"]


def test_digests_of_xml_bodies(s3, raw, bucket):
    s3.put_object(Bucket=bucket, Key="kept", Body=b"x")
    body = b"<Delete><Object><Key>kept</Key></Object></Delete>"
    for headers in ({}, {"Content-MD5": "AAAAAAAAAAAAAAAAAAAAAA=="}, {"x-amz-checksum-crc32": "AAAAAA=="}, {"Content-MD5": "no"}):
        assert raw("POST", f"/{bucket}?delete", body, headers).status_code == 400
        s3.head_object(Bucket=bucket, Key="kept")
    tags = b"<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>"
    assert raw("PUT", f"/{bucket}?tagging", tags, {"x-amz-checksum-sha256": "AAAA"}).status_code == 400
    assert raw("PUT", f"/{bucket}?tagging", tags).status_code in (200, 204)
