"""The `aws s3` commands, which choose their own requests: multipart, ranged and concurrent."""

import hashlib
import os
import random
import urllib.request

import pytest

from aws_cli import AwsCli

BIG = 20 << 20


@pytest.fixture
def aws(server, tmp_path):
    return AwsCli(server.env, tmp_path)


@pytest.fixture
def tree(tmp_path):
    """A folder of four files, whose names need escapes in URLs and in XML."""
    root = tmp_path / "tree"
    for name in ("a.txt", "deep/b.txt", "deep/er/c & d.txt", "ümläut+plus.txt"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("content of " + name)
        os.utime(root / name, (1_700_000_000, 1_700_000_000))  # a file of this very second is newer than its object, whose time is in whole seconds
    return root


def files(root):
    return {str(p.relative_to(root)): p.read_text() for p in root.rglob("*") if p.is_file()}


def objects(s3, bucket, prefix=""):
    return {o["Key"].removeprefix(prefix) for o in s3.list_objects_v2(Bucket=bucket, Prefix=prefix).get("Contents", [])}


def test_cp_of_a_small_file_and_back(aws, s3, bucket, tmp_path):
    (tmp_path / "small.json").write_text('{"a": 1}')
    aws("s3", "cp", tmp_path / "small.json", f"s3://{bucket}/in/", "--metadata", "owner=me")
    head = s3.head_object(Bucket=bucket, Key="in/small.json")
    assert (head["ContentType"], head["Metadata"]) == ("application/json", {"owner": "me"})
    aws("s3", "cp", f"s3://{bucket}/in/small.json", f"s3://{bucket}/copy.json")
    aws("s3", "cp", f"s3://{bucket}/copy.json", tmp_path / "back.json")
    assert (tmp_path / "back.json").read_text() == '{"a": 1}'


def test_cp_through_pipes(aws, bucket):
    aws("s3", "cp", "-", f"s3://{bucket}/piped", input="from a pipe")
    assert aws("s3", "cp", f"s3://{bucket}/piped", "-") == "from a pipe"


def test_cp_of_a_big_file_goes_in_parts_and_ranges(aws, s3, bucket, tmp_path):
    (tmp_path / "big").write_bytes(random.Random(1).randbytes(BIG))
    aws("s3", "cp", tmp_path / "big", f"s3://{bucket}/big")
    head = s3.head_object(Bucket=bucket, Key="big")
    assert head["ContentLength"] == BIG and head["ETag"].endswith('-3"')
    aws("s3", "cp", f"s3://{bucket}/big", f"s3://{bucket}/copied")
    aws("s3", "cp", f"s3://{bucket}/copied", tmp_path / "back")
    digests = [hashlib.sha256((tmp_path / name).read_bytes()).digest() for name in ("big", "back")]
    assert digests[0] == digests[1]
    assert s3.list_multipart_uploads(Bucket=bucket).get("Uploads", []) == []


def test_cp_mv_and_rm_recursive(aws, s3, bucket, tree, tmp_path):
    aws("s3", "cp", "--recursive", tree, f"s3://{bucket}/up/")
    assert objects(s3, bucket, "up/") == set(files(tree))
    aws("s3", "mv", "--recursive", f"s3://{bucket}/up/", f"s3://{bucket}/moved/")
    assert (objects(s3, bucket, "up/"), objects(s3, bucket, "moved/")) == (set(), set(files(tree)))
    aws("s3", "cp", "--recursive", "--exclude", "deep/*", f"s3://{bucket}/moved/", tmp_path / "some")
    assert files(tmp_path / "some") == {k: v for k, v in files(tree).items() if not k.startswith("deep/")}
    aws("s3", "rm", "--recursive", "--exclude", "*", "--include", "deep/*", f"s3://{bucket}/moved/")
    assert objects(s3, bucket, "moved/") == {"a.txt", "ümläut+plus.txt"}
    aws("s3", "rb", "--force", f"s3://{bucket}")
    assert bucket not in {b["Name"] for b in s3.list_buckets()["Buckets"]}


def test_mv_of_one_file(aws, s3, bucket, tmp_path):
    (tmp_path / "one").write_text("one")
    aws("s3", "mv", tmp_path / "one", f"s3://{bucket}/one")
    assert not (tmp_path / "one").exists() and objects(s3, bucket) == {"one"}
    aws("s3", "mv", f"s3://{bucket}/one", tmp_path / "two")
    assert (tmp_path / "two").read_text() == "one" and objects(s3, bucket) == set()


def test_sync_both_ways_with_delete(aws, s3, bucket, tree, tmp_path):
    there, back = f"s3://{bucket}/sync", tmp_path / "back"
    aws("s3", "sync", tree, there)
    assert aws("s3", "sync", tree, there) == ""
    (tree / "a.txt").write_text("longer than it was before")
    (tree / "deep/b.txt").unlink()
    s3.put_object(Bucket=bucket, Key="sync/only-there", Body=b"x")
    aws("s3", "sync", "--delete", tree, there)
    assert objects(s3, bucket, "sync/") == set(files(tree))

    aws("s3", "sync", there, back)
    assert files(back) == files(tree)
    assert aws("s3", "sync", there, back) == ""
    (back / "only-here").write_text("x")
    s3.delete_object(Bucket=bucket, Key="sync/deep/er/c & d.txt")
    aws("s3", "sync", "--delete", there, back)
    assert set(files(back)) == objects(s3, bucket, "sync/") == {"a.txt", "ümläut+plus.txt"}


def test_ls_and_mb(aws, unique):
    aws("s3", "mb", f"s3://made-{unique}")
    assert f"made-{unique}" in aws("s3", "ls")
    aws("s3", "cp", "-", f"s3://made-{unique}/x/y", input="12345")
    assert aws("s3", "ls", f"s3://made-{unique}/").split() == ["PRE", "x/"]
    assert "Total Size: 5" in aws("s3", "ls", "--recursive", "--summarize", f"s3://made-{unique}")


def test_presign(aws, s3, bucket, tmp_path):
    (tmp_path / "config").write_text("[default]\ns3 =\n    signature_version = s3v4\n")
    aws.env["AWS_CONFIG_FILE"] = str(tmp_path / "config")  # without it botocore signs links by version 2, which Tarn refuses
    s3.put_object(Bucket=bucket, Key="a folder/ü.txt", Body=b"for everybody with the link")
    link = aws("s3", "presign", f"s3://{bucket}/a folder/ü.txt", "--expires-in", "60").strip()
    with urllib.request.urlopen(link) as reply:
        assert reply.read() == b"for everybody with the link"


def test_head_object(aws, s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"hello", ContentType="text/x", Metadata={"m": "1"})
    head = aws.json("s3api", "head-object", "--bucket", bucket, "--key", "k")
    assert (head["ContentLength"], head["ContentType"], head["Metadata"]) == (5, "text/x", {"m": "1"})
    assert head["ETag"] == '"%s"' % hashlib.md5(b"hello").hexdigest()
    missing = aws.run("s3api", "head-object", "--bucket", bucket, "--key", "none")
    assert missing.returncode != 0 and "(404)" in missing.stderr and "HeadObject" in missing.stderr
