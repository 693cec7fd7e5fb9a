import pytest

from s3_requests import failure

KEYS = sorted(
    ["a", "a/", "a/1", "a/2/x", "a/2/y", "ab", "b//c", "b/c", "é/1", "é/2", "z z", "z+z"] + [f"deep/{i // 10}/{i:03}" for i in range(60)],
    key=lambda k: k.encode(),
)


@pytest.fixture(scope="module")
def listed(s3):
    s3.create_bucket(Bucket="listing-bucket")
    for key in KEYS:
        s3.put_object(Bucket="listing-bucket", Key=key, Body=b"x")
    return "listing-bucket"


def expected(prefix, delimiter, after=""):
    keys, prefixes = [], []
    for key in KEYS:
        if not key.startswith(prefix) or key.encode() <= after.encode():
            continue
        at = key.find(delimiter, len(prefix)) if delimiter else -1
        if at < 0:
            keys.append(key)
        elif key[: at + len(delimiter)] not in prefixes:
            prefixes.append(key[: at + len(delimiter)])
    return keys, prefixes


@pytest.mark.parametrize("version", ["list_objects", "list_objects_v2"])
@pytest.mark.parametrize("prefix", ["", "a", "a/", "deep/", "é", "none"])
@pytest.mark.parametrize("delimiter", ["", "/", "//", "2"])
@pytest.mark.parametrize("page", [1, 3, 1000])
def test_every_page_size(s3, listed, version, prefix, delimiter, page):
    keys, prefixes, counts = [], [], []
    pages = s3.get_paginator(version).paginate(Bucket=listed, Prefix=prefix, Delimiter=delimiter, PaginationConfig={"PageSize": page})
    for reply in pages:
        keys += [o["Key"] for o in reply.get("Contents", [])]
        prefixes += [p["Prefix"] for p in reply.get("CommonPrefixes", [])]
        counts.append(len(reply.get("Contents", [])) + len(reply.get("CommonPrefixes", [])))
        assert reply.get("KeyCount", counts[-1]) == counts[-1] <= page
    assert (keys, prefixes) == expected(prefix, delimiter)


def test_start_after_and_marker(s3, listed):
    keys, _ = expected("", "", "b/c")
    assert [o["Key"] for o in s3.list_objects_v2(Bucket=listed, StartAfter="b/c")["Contents"]] == keys
    assert [o["Key"] for o in s3.list_objects(Bucket=listed, Marker="b/c")["Contents"]] == keys


def test_a_marker_within_a_common_prefix_goes_past_it(s3, listed):
    reply = s3.list_objects(Bucket=listed, Delimiter="/", Marker="a/1")
    assert "a/" not in [p["Prefix"] for p in reply["CommonPrefixes"]]
    assert reply["Contents"][0]["Key"] == "ab"


def test_fields(s3, listed):
    reply = s3.list_objects_v2(Bucket=listed, Prefix="a/1", FetchOwner=True)
    entry = reply["Contents"][0]
    assert (entry["Size"], entry["StorageClass"], entry["ETag"]) == (1, "STANDARD", '"9dd4e461268c8034f5c8564e155c67a6"')
    assert entry["ChecksumType"] == "FULL_OBJECT" and entry["Owner"]["ID"]
    assert (reply["Name"], reply["Prefix"], reply["MaxKeys"], reply["IsTruncated"]) == (listed, "a/1", 1000, False)
    assert "Owner" not in s3.list_objects_v2(Bucket=listed)["Contents"][0]
    assert "Owner" in s3.list_objects(Bucket=listed)["Contents"][0]


def test_limits(s3, listed):
    assert s3.list_objects_v2(Bucket=listed, MaxKeys=0)["KeyCount"] == 0
    assert s3.list_objects_v2(Bucket=listed, MaxKeys=5000)["MaxKeys"] == 1000
    assert failure(s3.list_objects_v2, Bucket=listed, MaxKeys=-1) == ("InvalidArgument", 400)
    assert failure(s3.list_objects_v2, Bucket=listed, ContinuationToken="nonsense") == ("InvalidArgument", 400)
    assert failure(s3.list_objects_v2, Bucket="no-such-bucket-here") == ("NoSuchBucket", 404)


def test_without_url_encoding_names_are_plain(raw, listed):
    text = raw("GET", f"/{listed}?list-type=2&prefix=z").content.decode()
    assert "<Key>z z</Key>" in text and "<Key>z+z</Key>" in text and "EncodingType" not in text
    text = raw("GET", f"/{listed}?list-type=2&prefix=z&encoding-type=url").content.decode()
    assert "<Key>z%20z</Key>" in text and "<Key>z%2Bz</Key>" in text
