import datetime

import pytest

from s3_requests import failure

BODY = bytes(range(256)) * 1024  # 256 KiB, several blocks


@pytest.fixture
def key(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=BODY)
    return "k"


RANGES = [
    ("bytes=0-0", BODY[:1]),
    ("bytes=100-199", BODY[100:200]),
    ("bytes=65535-65536", BODY[65535:65537]),
    ("bytes=262143-", BODY[-1:]),
    ("bytes=-5", BODY[-5:]),
    ("bytes=-999999999", BODY),
    ("bytes=10-999999999", BODY[10:]),
]


@pytest.mark.parametrize("header,expected", RANGES)
def test_ranges(s3, bucket, key, header, expected):
    got = s3.get_object(Bucket=bucket, Key=key, Range=header)
    assert got["Body"].read() == expected
    assert got["ResponseMetadata"]["HTTPStatusCode"] == 206
    first = len(BODY) - len(expected) if header.startswith("bytes=-") else int(header[6:].split("-")[0])
    assert got["ContentRange"] == f"bytes {first}-{first + len(expected) - 1}/{len(BODY)}"
    head = s3.head_object(Bucket=bucket, Key=key, Range=header)
    assert head["ContentLength"] == len(expected) and head["ContentRange"] == got["ContentRange"]


@pytest.mark.parametrize("header", ["bytes=1-0", "bytes=a-b", "lines=0-1", "bytes=0-1,3-4", "bytes=-"])
def test_senseless_ranges_mean_the_whole(s3, bucket, key, header):
    got = s3.get_object(Bucket=bucket, Key=key, Range=header)
    assert got["ResponseMetadata"]["HTTPStatusCode"] == 200 and got["ContentLength"] == len(BODY)


def test_unsatisfiable_ranges(s3, bucket, key):
    assert failure(s3.get_object, Bucket=bucket, Key=key, Range=f"bytes={len(BODY)}-") == ("InvalidRange", 416)
    assert failure(s3.get_object, Bucket=bucket, Key=key, Range="bytes=-0") == ("InvalidRange", 416)
    s3.put_object(Bucket=bucket, Key="empty", Body=b"")
    assert failure(s3.get_object, Bucket=bucket, Key="empty", Range="bytes=0-0") == ("InvalidRange", 416)


def test_conditions(s3, bucket, key):
    head = s3.head_object(Bucket=bucket, Key=key)
    etag, when = head["ETag"], head["LastModified"]
    earlier, later = when - datetime.timedelta(hours=1), when + datetime.timedelta(seconds=1)
    get = lambda **conditions: s3.get_object(Bucket=bucket, Key=key, **conditions)["ResponseMetadata"]["HTTPStatusCode"]
    fails = lambda **conditions: failure(s3.get_object, Bucket=bucket, Key=key, **conditions)[1]
    assert get(IfMatch=etag) == get(IfMatch="*") == get(IfNoneMatch='"0"') == get(IfUnmodifiedSince=when) == get(IfModifiedSince=earlier) == 200
    assert fails(IfMatch='"0"') == 412
    assert fails(IfNoneMatch=etag) == 304
    assert fails(IfModifiedSince=when) == 304
    assert fails(IfUnmodifiedSince=earlier) == 412
    assert get(IfMatch=etag, IfUnmodifiedSince=earlier) == 200  # If-Match wins
    assert get(IfNoneMatch='"0"', IfModifiedSince=later) == 200  # If-None-Match wins


def test_not_modified_repeats_the_etag(raw, s3, bucket, key):
    etag = s3.head_object(Bucket=bucket, Key=key)["ETag"]
    reply = raw("GET", f"/{bucket}/{key}", headers={"If-None-Match": etag})
    assert (reply.status_code, reply.content, reply.headers["ETag"]) == (304, b"", etag)


def test_overridden_headers(s3, bucket, key):
    got = s3.get_object(Bucket=bucket, Key=key, ResponseContentType="text/html", ResponseCacheControl="no-store",
                        ResponseContentDisposition="inline", ResponseContentEncoding="identity", ResponseContentLanguage="fr")
    assert (got["ContentType"], got["CacheControl"], got["ContentDisposition"], got["ContentLanguage"]) == ("text/html", "no-store", "inline", "fr")


def test_checksums_come_with_the_whole_only(s3, bucket, key):
    assert "ChecksumCRC32" in s3.get_object(Bucket=bucket, Key=key, ChecksumMode="ENABLED")
    assert "ChecksumCRC32" not in s3.get_object(Bucket=bucket, Key=key, ChecksumMode="ENABLED", Range="bytes=0-9")


def test_part_number_of_a_plain_object(s3, bucket, key):
    assert s3.get_object(Bucket=bucket, Key=key, PartNumber=1)["ContentLength"] == len(BODY)
    assert failure(s3.get_object, Bucket=bucket, Key=key, PartNumber=2) == ("InvalidPartNumber", 416)


def test_missing(s3, bucket):
    assert failure(s3.get_object, Bucket=bucket, Key="none") == ("NoSuchKey", 404)
    assert failure(s3.head_object, Bucket=bucket, Key="none") == ("404", 404)
    assert failure(s3.get_object, Bucket="no-such-bucket-here", Key="none") == ("NoSuchBucket", 404)


def test_versions(s3, bucket, key):
    assert s3.get_object(Bucket=bucket, Key=key, VersionId="null")["ContentLength"] == len(BODY)
    assert failure(s3.get_object, Bucket=bucket, Key=key, VersionId="abcdef") == ("NoSuchVersion", 404)


def test_an_overwritten_object_streams_to_its_end(server, bucket):
    s3 = server.client("s3")
    old = bytes(1_000_003) * 20
    s3.put_object(Bucket=bucket, Key="k", Body=old)
    stream = s3.get_object(Bucket=bucket, Key="k")["Body"]
    start = stream.read(1000)
    s3.put_object(Bucket=bucket, Key="k", Body=b"new")
    assert start + stream.read() == old
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"new"


def test_attributes(s3, bucket, key):
    out = s3.get_object_attributes(Bucket=bucket, Key=key, ObjectAttributes=["ETag", "ObjectSize", "StorageClass", "Checksum", "ObjectParts"])
    assert out["ObjectSize"] == len(BODY) and out["StorageClass"] == "STANDARD"
    assert '"' + out["ETag"] + '"' == s3.head_object(Bucket=bucket, Key=key)["ETag"]
    assert out["Checksum"]["ChecksumType"] == "FULL_OBJECT" and "ObjectParts" not in out
