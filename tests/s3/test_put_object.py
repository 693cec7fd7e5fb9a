import base64
import hashlib
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from botocore.exceptions import ClientError

from s3_requests import failure

SIZES = [0, 1, 65_536, 65_537, 1_048_576, 5_000_001]


@pytest.mark.parametrize("size", SIZES)
def test_round_trip(s3, bucket, size):
    body = bytes(i * 7 % 251 for i in range(min(size, 10_000))) * (size // 10_000 + 1)
    body = body[:size]
    put = s3.put_object(Bucket=bucket, Key="k", Body=body)
    assert put["ETag"] == '"' + hashlib.md5(body).hexdigest() + '"'
    got = s3.get_object(Bucket=bucket, Key="k")
    assert got["Body"].read() == body
    assert got["ContentLength"] == size and got["ContentType"] == "binary/octet-stream"


ODD_KEYS = ["with space", "a+b", "%2F", "a//b", "../up", "./here", "trailing/", "/leading", "émoji-🦆", "x" * 1024, "q?x=1&y", "tab\tkey", "#frag"]


@pytest.mark.parametrize("key", ODD_KEYS)
def test_odd_keys_are_kept_as_they_are(s3, bucket, key):
    s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
    assert s3.get_object(Bucket=bucket, Key=key)["Body"].read() == key.encode()
    assert [o["Key"] for o in s3.list_objects_v2(Bucket=bucket)["Contents"]] == [key]


def test_key_too_long(s3, bucket):
    assert failure(s3.put_object, Bucket=bucket, Key="x" * 1025, Body=b"") == ("KeyTooLongError", 400)


def test_headers_and_metadata_come_back(s3, bucket):
    sent = {
        "CacheControl": "no-cache",
        "ContentDisposition": "attachment",
        "ContentEncoding": "gzip",
        "ContentLanguage": "de",
        "ContentType": "text/csv",
        "WebsiteRedirectLocation": "/elsewhere",
        "StorageClass": "STANDARD_IA",
        "Metadata": {"colour": "blue", "owner": "ops"},
    }
    s3.put_object(Bucket=bucket, Key="k", Body=b"x", Tagging="a=1&b=2", **sent)
    for reply in (s3.get_object(Bucket=bucket, Key="k"), s3.head_object(Bucket=bucket, Key="k")):
        assert {name: reply[name] for name in sent} == sent
        assert reply["TagCount"] == 2


def test_too_much_metadata(s3, bucket):
    assert failure(s3.put_object, Bucket=bucket, Key="k", Metadata={"m": "x" * 2048}) == ("MetadataTooLarge", 400)


def test_content_md5(s3, bucket):
    right = base64.b64encode(hashlib.md5(b"x").digest()).decode()
    s3.put_object(Bucket=bucket, Key="k", Body=b"x", ContentMD5=right)
    assert failure(s3.put_object, Bucket=bucket, Key="k", Body=b"y", ContentMD5=right) == ("BadDigest", 400)
    assert failure(s3.put_object, Bucket=bucket, Key="k", Body=b"y", ContentMD5="bm8=") == ("InvalidDigest", 400)
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"x"


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_checksums_of_the_client(s3, bucket, algorithm):
    put = s3.put_object(Bucket=bucket, Key="k", Body=b"hello", ChecksumAlgorithm=algorithm)
    head = s3.head_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")
    assert head["Checksum" + algorithm] == put["Checksum" + algorithm]
    assert head["ChecksumType"] == "FULL_OBJECT"


def test_a_wrong_checksum_changes_nothing(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"old")
    wrong = base64.b64encode(zlib.crc32(b"other").to_bytes(4, "big")).decode()
    assert failure(s3.put_object, Bucket=bucket, Key="k", Body=b"new", ChecksumCRC32=wrong) == ("BadDigest", 400)
    assert s3.get_object(Bucket=bucket, Key="k")["Body"].read() == b"old"


def test_without_a_checksum_crc64nvme_is_computed(raw, s3, bucket):
    assert raw("PUT", f"/{bucket}/k", b"123456789").status_code == 200
    head = s3.head_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")
    assert base64.b64decode(head["ChecksumCRC64NVME"]).hex() == "ae8b14860a799888"


def test_if_none_match_lets_one_of_many_through(server, bucket):
    s3 = server.client("s3", max_pool_connections=32)

    def put(i):
        try:
            s3.put_object(Bucket=bucket, Key="once", Body=str(i).encode(), IfNoneMatch="*")
            return i
        except ClientError as error:
            assert error.response["Error"]["Code"] in ("PreconditionFailed", "ConditionalRequestConflict")
            return None

    with ThreadPoolExecutor(32) as pool:
        winners = [i for i in pool.map(put, range(64)) if i is not None]
    assert len(winners) == 1
    assert s3.get_object(Bucket=bucket, Key="once")["Body"].read() == str(winners[0]).encode()


def test_if_match(s3, bucket):
    assert failure(s3.put_object, Bucket=bucket, Key="k", Body=b"", IfMatch='"0123"') == ("NoSuchKey", 404)
    etag = s3.put_object(Bucket=bucket, Key="k", Body=b"1")["ETag"]
    s3.put_object(Bucket=bucket, Key="k", Body=b"2", IfMatch=etag)
    assert failure(s3.put_object, Bucket=bucket, Key="k", Body=b"3", IfMatch=etag) == ("PreconditionFailed", 412)


def test_what_is_not_served_is_refused_by_name(s3, bucket):
    for extra in ({"ServerSideEncryption": "aws:kms"}, {"StorageClass": "GLACIER"}, {"ObjectLockLegalHoldStatus": "ON"}):
        assert failure(s3.put_object, Bucket=bucket, Key="k", Body=b"", **extra) == ("NotImplemented", 501)
    assert failure(s3.put_object, Bucket=bucket, Key="k", Body=b"", ACL="public-read") == ("AccessControlListNotSupported", 400)
    assert failure(s3.head_object, Bucket=bucket, Key="k")[1] == 404


def test_missing_bucket(s3):
    assert failure(s3.put_object, Bucket="no-such-bucket-here", Key="k", Body=b"x" * 2_000_000) == ("NoSuchBucket", 404)
