#!/usr/bin/env python3
"""Shows from a trace of system calls that every acknowledgement follows a sync of the bytes that it promises.

  trace_syncs.py PROGRAM [COUNT]     PROGRAM is build/*/tests/durable_puts

Runs PROGRAM under strace with one writer. For each "ack" line it writes to standard output, the calls since the line before must
hold, in this order: fdatasync of the blob file, its rename into place, fsync of the folder, then the write to the log of the
store and its fdatasync. And nothing written to the log or a blob file may be unsynced at the time. Exits 1 with the first
acknowledgement that does not.
"""

import os
import re
import subprocess
import sys
import tempfile

CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<rest>.*)$")
FD_PATH = re.compile(r"^(?P<fd>\d+)<(?P<path>[^>]*)>")
TRACED = "write,pwrite64,writev,fdatasync,fsync,rename,renameat,renameat2"


def calls(trace_path):
    """(name, path, text) of each completed call, in order; a call that strace split over two lines counts at its end."""
    unfinished = {}
    with open(trace_path, encoding="latin-1") as trace:
        for line in trace:
            pid = line.split(" ", 1)[0]
            if line.rstrip().endswith("<unfinished ...>"):
                unfinished[pid] = line.replace("<unfinished ...>", "").rstrip()
                continue
            if "resumed>" in line:
                line = unfinished.pop(pid, "") + line.split("resumed>", 1)[1]
            match = CALL.match(line)
            if match:
                fd = FD_PATH.match(match["rest"])
                yield match["name"], fd["path"] if fd else "", match["rest"]


def kind_of(name, path, text, root):
    if name in ("rename", "renameat", "renameat2"):
        return "place blob" if "/incoming/" in text else None
    if not path.startswith(root):
        return None
    synced = name in ("fdatasync", "fsync")
    if "/blobs/incoming/" in path:
        return "sync blob" if synced else "write blob"
    if "/blobs/" in path and synced:
        return "sync folder"
    if path.endswith(".log"):
        return "sync log" if synced else "write log"
    return None


def is_in_order(kinds):
    wanted = iter(["sync blob", "place blob", "sync folder", "write log", "sync log"])
    step = next(wanted)
    for kind in kinds:
        if kind == step:
            step = next(wanted, None)
    return step is None


def check(trace_path, root):
    """The number of acknowledgements that were found in order; raises on one that was not."""
    acknowledged, kinds, unsynced = 0, [], set()
    for name, path, text in calls(trace_path):
        kind = kind_of(name, path, text, root)
        if kind:
            kinds.append(kind)
            if kind.startswith("write"):
                unsynced.add(path)
            if kind in ("sync blob", "sync log"):
                unsynced.discard(path)
        if name == "write" and text.startswith("1<") and '"ack ' in text:
            if unsynced or not is_in_order(kinds):
                raise SystemExit(f"acknowledgement {acknowledged + 1} came too early: {kinds}, unsynced: {sorted(unsynced)}")
            acknowledged, kinds = acknowledged + 1, []
    return acknowledged


def main():
    program, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with tempfile.TemporaryDirectory(prefix="tarn-trace-") as folder:
        root, trace = os.path.join(os.path.realpath(folder), "data"), os.path.join(folder, "trace")
        os.mkdir(root)
        command = ["strace", "-f", "-y", "-s", "16", "-e", f"trace={TRACED}", "-o", trace, program, root, str(count), "1"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found = check(trace, root)
    if found != count:
        raise SystemExit(f"{found} acknowledgements in the trace, not {count}")
    print(f"{found} of {count} acknowledgements came after the syncs of blob, folder and log")


if __name__ == "__main__":
    main()
