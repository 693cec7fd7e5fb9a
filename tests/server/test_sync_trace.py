"""A trace of the server's system calls: every acknowledgement follows the sync of what it promises."""

import concurrent.futures
import hashlib
import os

from sync_trace import Strace, is_reply, kind_of

RECORD = ["write log", "sync log"]
BLOB = ["write blob", "sync blob", "place blob", "sync folder", *RECORD]
SMALL, LARGE = 1000, 200_000
WRITERS = 8
TABLE = {"Name": "traced", "Parameters": {"a": "b"}}


def acknowledged_steps(calls) -> list[list[str]]:
    """For each successful reply, the kinds of calls since the one before. Fails if something was unsynced at that moment."""
    steps, kinds, unsynced = [], [], set()
    for call in calls:
        kind = kind_of(call)
        if kind:
            kinds.append(kind)
            unsynced.add(call.path) if kind.startswith("write") else unsynced.discard(call.path)
        if is_reply(call):
            assert not unsynced, f"answered while {unsynced} was not synced: {kinds}"
            steps.append(kinds)
            kinds = []
    return steps


def is_in_order(wanted, kinds) -> bool:
    rest = iter(kinds)
    return all(step in rest for step in wanted)


def changes(s3, glue):
    """(what its acknowledgement must follow, the call) for one client after another; [] where nothing is promised."""
    upload = {}

    def begin():
        upload["UploadId"] = s3.create_multipart_upload(Bucket="traced", Key="parts")["UploadId"]

    def part():
        upload["ETag"] = s3.upload_part(Bucket="traced", Key="parts", PartNumber=1, Body=os.urandom(LARGE), UploadId=upload["UploadId"])["ETag"]

    def complete():
        parts = {"Parts": [{"PartNumber": 1, "ETag": upload["ETag"]}]}
        s3.complete_multipart_upload(Bucket="traced", Key="parts", UploadId=upload["UploadId"], MultipartUpload=parts)

    return [
        (RECORD, lambda: s3.create_bucket(Bucket="traced")),
        *[(RECORD, lambda: s3.put_object(Bucket="traced", Key="small", Body=os.urandom(SMALL)))] * 5,
        *[(BLOB, lambda: s3.put_object(Bucket="traced", Key="large", Body=os.urandom(LARGE)))] * 5,
        (RECORD, begin),
        (BLOB, part),
        (RECORD, complete),
        (RECORD, lambda: s3.copy_object(Bucket="traced", Key="copy", CopySource="traced/parts")),
        (RECORD, lambda: s3.delete_object(Bucket="traced", Key="small")),
        (RECORD, lambda: glue.create_database(DatabaseInput={"Name": "traced"})),
        (RECORD, lambda: glue.create_table(DatabaseName="traced", TableInput=TABLE)),
        (RECORD, lambda: glue.update_table(DatabaseName="traced", TableInput=TABLE)),
        (RECORD, lambda: glue.delete_table(DatabaseName="traced", Name="traced")),
        ([], lambda: s3.head_object(Bucket="traced", Key="large")),
    ]


def test_each_change_is_synced_before_its_answer(own_server, tmp_path):
    todo = changes(own_server.client("s3"), own_server.client("glue"))
    with Strace(own_server, tmp_path / "trace") as trace:
        for _, call in todo:
            call()
    steps = acknowledged_steps(trace.calls())
    assert len(steps) == len(todo)
    for (wanted, _), kinds in zip(todo, steps, strict=True):
        assert is_in_order(wanted, kinds), f"{wanted} is not in {kinds}"


def test_puts_that_share_a_sync_wait_for_it(own_server, tmp_path):
    s3 = own_server.client("s3", max_pool_connections=WRITERS)
    s3.create_bucket(Bucket="traced")
    bodies = {f"traced-key-{n:03}": f"body {n}".encode() for n in range(40)}
    with Strace(own_server, tmp_path / "trace") as trace, concurrent.futures.ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda key: s3.put_object(Bucket="traced", Key=key, Body=bodies[key]), bodies))
    calls = trace.calls()
    writes = [call for call in calls if kind_of(call) == "write log"]
    syncs = [call for call in calls if kind_of(call) == "sync log"]
    for key, body in bodies.items():
        etag = hashlib.md5(body).hexdigest()
        answered = next(call for call in calls if is_reply(call) and etag in call.text)
        written = next(call for call in writes if key in call.text)
        assert any(written.ended < sync.begun and sync.ended < answered.begun for sync in syncs), key
    assert len(syncs) <= len(bodies)
