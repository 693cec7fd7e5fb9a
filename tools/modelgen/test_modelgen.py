"""Golden test of the generator: a tiny model, and exactly what must come out of it.

    pytest tools/modelgen                        compares
    python tools/modelgen/test_modelgen.py --update    rewrites the expected files; the diff is what gets reviewed
"""

import os
import subprocess
import sys

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
EXPECTED = os.path.join(HERE, "golden", "expected")


def generate(out):
    spec = "tiny=" + os.path.join(HERE, "golden", "tiny.json")
    for what in ("tables", "structs", "index"):
        subprocess.run([sys.executable, HERE, what, "--out", out, "--botocore", os.path.join(HERE, "golden", "models"), spec], check=True)


def files_under(folder):
    return {os.path.relpath(os.path.join(path, name), folder) for path, _, names in os.walk(folder) for name in names}


def test_output_is_the_expected(tmp_path):
    generate(str(tmp_path))
    assert files_under(tmp_path) == files_under(EXPECTED)
    for name in sorted(files_under(EXPECTED)):
        with open(os.path.join(EXPECTED, name)) as expected, open(tmp_path / name) as actual:
            assert actual.read() == expected.read(), name


def test_a_second_run_touches_nothing(tmp_path):
    generate(str(tmp_path))
    before = {name: os.stat(tmp_path / name).st_mtime_ns for name in files_under(tmp_path)}
    generate(str(tmp_path))
    assert before == {name: os.stat(tmp_path / name).st_mtime_ns for name in files_under(tmp_path)}


def test_unknown_lookaround_fails_the_build():
    sys.path.insert(0, HERE)
    import patterns

    with pytest.raises(SystemExit, match="needs a predicate"):
        patterns.predicate("(?!x)y(?=z)", "p")


@pytest.mark.parametrize("published, expected", [
    ("DatabaseName", "database_name"), ("ETag", "etag"), ("SSEKMSKeyId", "sse_kms_key_id"), ("ACL", "acl"), ("Default", "default_"),
    ("S3Targets", "s3_targets"), ("ChecksumCRC32", "checksum_crc32"), ("IsDefault", "is_default"), ("logGroupName", "log_group_name")])
def test_member_names(published, expected):
    sys.path.insert(0, HERE)
    import naming

    assert naming.member(published) == expected


if __name__ == "__main__" and "--update" in sys.argv:
    generate(EXPECTED)
