import base64
import hashlib
import zlib

import pytest

from s3_requests import failure

PART = 5 << 20
FIRST, SECOND, LAST = b"1" * PART, b"2" * (PART + 7), b"end"


def begin(s3, bucket, key="big", **options):
    return s3.create_multipart_upload(Bucket=bucket, Key=key, **options)["UploadId"]


def send(s3, bucket, upload, number, body, key="big", **options):
    reply = s3.upload_part(Bucket=bucket, Key=key, UploadId=upload, PartNumber=number, Body=body, **options)
    return {"PartNumber": number, "ETag": reply["ETag"], **{k: v for k, v in reply.items() if k.startswith("Checksum") and k != "ChecksumType"}}


def complete(s3, bucket, upload, parts, key="big", **options):
    return s3.complete_multipart_upload(Bucket=bucket, Key=key, UploadId=upload, MultipartUpload={"Parts": parts}, **options)


def etag_of(*parts):
    return '"%s-%d"' % (hashlib.md5(b"".join(hashlib.md5(p).digest() for p in parts)).hexdigest(), len(parts))


def test_whole_story(s3, bucket):
    upload = begin(s3, bucket, ContentType="text/plain", Metadata={"m": "1"}, Tagging="t=1")
    parts = [send(s3, bucket, upload, n, body) for n, body in ((1, FIRST), (3, SECOND), (9, LAST))]
    assert s3.list_objects_v2(Bucket=bucket)["KeyCount"] == 0
    done = complete(s3, bucket, upload, parts)
    assert done["ETag"] == etag_of(FIRST, SECOND, LAST)
    got = s3.get_object(Bucket=bucket, Key="big")
    assert got["Body"].read() == FIRST + SECOND + LAST
    assert (got["ContentType"], got["Metadata"], got["TagCount"]) == ("text/plain", {"m": "1"}, 1)
    again = complete(s3, bucket, upload, parts)
    assert again["ETag"] == done["ETag"]
    assert failure(s3.upload_part, Bucket=bucket, Key="big", UploadId=upload, PartNumber=1, Body=b"x") == ("NoSuchUpload", 404)


def test_parts_can_be_read_by_number(s3, bucket):
    upload = begin(s3, bucket)
    complete(s3, bucket, upload, [send(s3, bucket, upload, 2, FIRST), send(s3, bucket, upload, 4, LAST)])
    got = s3.get_object(Bucket=bucket, Key="big", PartNumber=2)
    assert (got["Body"].read(), got["PartsCount"], got["ContentRange"]) == (LAST, 2, f"bytes {PART}-{PART + 2}/{PART + 3}")
    assert s3.head_object(Bucket=bucket, Key="big", PartNumber=1)["ContentLength"] == PART
    assert failure(s3.get_object, Bucket=bucket, Key="big", PartNumber=3) == ("InvalidPartNumber", 416)


def test_wrong_lists(s3, bucket):
    upload = begin(s3, bucket)
    one, two = send(s3, bucket, upload, 1, b"small"), send(s3, bucket, upload, 2, LAST)
    assert failure(complete, s3, bucket, upload, [two, one]) == ("InvalidPartOrder", 400)
    assert failure(complete, s3, bucket, upload, [{**one, "ETag": two["ETag"]}]) == ("InvalidPart", 400)
    assert failure(complete, s3, bucket, upload, [{**one, "PartNumber": 7}]) == ("InvalidPart", 400)
    assert failure(complete, s3, bucket, upload, [one, two]) == ("EntityTooSmall", 400)
    assert failure(complete, s3, bucket, upload, []) == ("MalformedXML", 400)
    assert failure(complete, s3, bucket, "nonsense", [one]) == ("NoSuchUpload", 404)
    for number in (0, 10_001):
        assert failure(s3.upload_part, Bucket=bucket, Key="big", UploadId=upload, PartNumber=number, Body=b"") == ("InvalidArgument", 400)
    assert complete(s3, bucket, upload, [one])["ETag"] == etag_of(b"small")


def test_conditions_at_completion(s3, bucket):
    upload = begin(s3, bucket)
    part = send(s3, bucket, upload, 1, LAST)
    etag = s3.put_object(Bucket=bucket, Key="big", Body=b"first")["ETag"]
    assert failure(complete, s3, bucket, upload, [part], IfNoneMatch="*") == ("PreconditionFailed", 412)
    complete(s3, bucket, upload, [part], IfMatch=etag)


def test_composite_checksum(s3, bucket):
    upload = begin(s3, bucket, ChecksumAlgorithm="SHA256")
    parts = [send(s3, bucket, upload, n, b, ChecksumAlgorithm="SHA256") for n, b in ((1, FIRST), (2, LAST))]
    done = complete(s3, bucket, upload, parts)
    whole = hashlib.sha256(hashlib.sha256(FIRST).digest() + hashlib.sha256(LAST).digest()).digest()
    assert (done["ChecksumSHA256"], done["ChecksumType"]) == (base64.b64encode(whole).decode() + "-2", "COMPOSITE")
    attributes = s3.get_object_attributes(Bucket=bucket, Key="big", ObjectAttributes=["ObjectParts"])["ObjectParts"]
    assert attributes["TotalPartsCount"] == 2
    assert [p["ChecksumSHA256"] for p in attributes["Parts"]] == [p["ChecksumSHA256"] for p in parts]


def test_full_object_checksum(s3, bucket):
    upload = begin(s3, bucket, ChecksumAlgorithm="CRC32", ChecksumType="FULL_OBJECT")
    parts = [send(s3, bucket, upload, n, b, ChecksumAlgorithm="CRC32") for n, b in ((1, FIRST), (2, LAST))]
    right = base64.b64encode(zlib.crc32(FIRST + LAST).to_bytes(4, "big")).decode()
    wrong = base64.b64encode(b"\0\0\0\0").decode()
    assert failure(complete, s3, bucket, upload, parts, ChecksumCRC32=wrong, ChecksumType="FULL_OBJECT") == ("BadDigest", 400)
    done = complete(s3, bucket, upload, parts, ChecksumCRC32=right, ChecksumType="FULL_OBJECT")
    assert (done["ChecksumCRC32"], done["ChecksumType"]) == (right, "FULL_OBJECT")


def test_another_algorithm_than_the_uploads(s3, bucket):
    upload = begin(s3, bucket, ChecksumAlgorithm="CRC32")
    assert failure(send, s3, bucket, upload, 1, LAST, ChecksumAlgorithm="SHA1") == ("InvalidRequest", 400)


def test_upload_part_copy(s3, bucket):
    s3.put_object(Bucket=bucket, Key="source", Body=FIRST + SECOND)
    upload = begin(s3, bucket)
    parts = []
    for number, (first, last) in enumerate([(0, PART - 1), (PART, 2 * PART + 6)], 1):
        reply = s3.upload_part_copy(Bucket=bucket, Key="big", UploadId=upload, PartNumber=number, CopySource=f"{bucket}/source", CopySourceRange=f"bytes={first}-{last}")
        parts.append({"PartNumber": number, "ETag": reply["CopyPartResult"]["ETag"]})
    assert complete(s3, bucket, upload, parts)["ETag"] == etag_of(FIRST, SECOND)
    assert s3.get_object(Bucket=bucket, Key="big")["Body"].read() == FIRST + SECOND
    copy = lambda text: s3.upload_part_copy(Bucket=bucket, Key="x", UploadId=begin(s3, bucket, "x"), PartNumber=1, CopySource=f"{bucket}/source", CopySourceRange=text)
    for text in ("bytes=5-1", "bytes=0-", f"bytes=0-{3 * PART}", "0-1"):
        assert failure(copy, text) == ("InvalidArgument", 400)


def test_list_parts_and_uploads(s3, bucket):
    upload = begin(s3, bucket)
    for number in (1, 2, 5):
        send(s3, bucket, upload, number, LAST)
    pages = list(s3.get_paginator("list_parts").paginate(Bucket=bucket, Key="big", UploadId=upload, PaginationConfig={"PageSize": 2}))
    assert [p["PartNumber"] for page in pages for p in page["Parts"]] == [1, 2, 5]
    other = begin(s3, bucket, "dir/other")
    listed = s3.list_multipart_uploads(Bucket=bucket)["Uploads"]
    assert [(u["Key"], u["UploadId"]) for u in listed] == [("big", upload), ("dir/other", other)]
    assert [p["Prefix"] for p in s3.list_multipart_uploads(Bucket=bucket, Delimiter="/")["CommonPrefixes"]] == ["dir/"]
    first = s3.list_multipart_uploads(Bucket=bucket, MaxUploads=1)
    assert first["IsTruncated"]
    second = s3.list_multipart_uploads(Bucket=bucket, KeyMarker=first["NextKeyMarker"], UploadIdMarker=first["NextUploadIdMarker"])
    assert [u["UploadId"] for u in second["Uploads"]] == [other]


def test_abort(s3, bucket):
    upload = begin(s3, bucket)
    send(s3, bucket, upload, 1, FIRST)
    s3.abort_multipart_upload(Bucket=bucket, Key="big", UploadId=upload)
    assert failure(s3.abort_multipart_upload, Bucket=bucket, Key="big", UploadId=upload) == ("NoSuchUpload", 404)
    assert "Uploads" not in s3.list_multipart_uploads(Bucket=bucket)


def test_upload_file_and_download_file(s3, bucket, tmp_path):
    body = bytes(i % 251 for i in range(1 << 20)) * 20
    (tmp_path / "up").write_bytes(body)
    s3.upload_file(str(tmp_path / "up"), bucket, "file")
    s3.download_file(bucket, "file", str(tmp_path / "down"))
    assert (tmp_path / "down").read_bytes() == body
    assert s3.head_object(Bucket=bucket, Key="file")["ETag"].endswith('-3"')


@pytest.mark.parametrize("type_,algorithm", [("FULL_OBJECT", "SHA256"), ("COMPOSITE", "CRC64NVME")])
def test_impossible_checksum_types(s3, bucket, type_, algorithm):
    assert failure(begin, s3, bucket, ChecksumAlgorithm=algorithm, ChecksumType=type_) == ("InvalidRequest", 400)
