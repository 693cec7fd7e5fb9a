"""Uploads in aws-chunked coding: whole ones arrive, and one flipped byte anywhere is found and changes nothing."""

import pytest

from chunked import ChunkedUpload
from s3_requests import failure

CHUNKS = [b"a" * 65_536, b"b" * 65_536, b"c" * 1000]
KINDS = [dict(signed=True, trailer=False), dict(signed=True, trailer=True), dict(signed=False, trailer=True)]
NAMES = ["signed", "signed-trailer", "unsigned-trailer"]


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_whole(raw, s3, bucket, kind):
    reply = ChunkedUpload(raw, f"/{bucket}/k", CHUNKS, **kind).send()
    assert reply.status_code == 200, reply.content
    got = s3.get_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")
    assert got["Body"].read() == b"".join(CHUNKS)
    assert "ContentEncoding" not in got or got["ContentEncoding"] == ""
    assert ("ChecksumCRC32" in got) == kind["trailer"]


@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
@pytest.mark.parametrize("chunk", range(len(CHUNKS)))
def test_a_flipped_byte_in_each_chunk(raw, s3, bucket, kind, chunk):
    upload = ChunkedUpload(raw, f"/{bucket}/k", CHUNKS, **kind)
    damaged = bytearray(upload.pieces[chunk])
    damaged[-100] ^= 1
    upload.pieces[chunk] = bytes(damaged)
    reply = upload.send()
    expected = (403, b"<Code>SignatureDoesNotMatch</Code>") if kind["signed"] else (400, b"<Code>BadDigest</Code>")
    assert reply.status_code == expected[0] and expected[1] in reply.content, reply.content
    assert failure(s3.head_object, Bucket=bucket, Key="k")[1] == 404


@pytest.mark.parametrize("kind", KINDS[1:], ids=NAMES[1:])
def test_a_changed_trailer(raw, s3, bucket, kind):
    upload = ChunkedUpload(raw, f"/{bucket}/k", CHUNKS, **kind)
    upload.pieces[-1] = upload.pieces[-1].replace(b"crc32:", b"crc32:A", 1)
    assert upload.send().status_code in (400, 403)
    assert failure(s3.head_object, Bucket=bucket, Key="k")[1] == 404


def test_a_wrong_payload_hash(raw, s3, bucket):
    request = raw.signed("PUT", f"/{bucket}/k", b"what was signed")
    request.data = b"what was sent!!"
    reply = raw.send(request)
    assert reply.status_code == 400 and b"<Code>XAmzContentSHA256Mismatch</Code>" in reply.content
    assert failure(s3.head_object, Bucket=bucket, Key="k")[1] == 404
