"""Reads the system calls of a running server from strace: what it wrote, synced, renamed and answered, in order."""

import re
import subprocess
import time
from dataclasses import dataclass

CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<rest>.*)$")
FD_PATH = re.compile(r"^(?P<fd>\d+)<(?P<path>[^>]*)>")
TRACED = "write,pwrite64,writev,pwritev,fdatasync,fsync,rename,renameat,renameat2,sendto,sendmsg"


@dataclass
class Call:
    name: str
    path: str  # of the descriptor, where there is one
    text: str  # the arguments
    begun: int  # lines of the trace; a call of another thread may lie between
    ended: int


class Strace:
    """Attached to all threads of a server from start() to stop()."""

    def __init__(self, server, file):
        self.server, self.file = server, file

    def __enter__(self):
        pid = str(self.server.process.pid)
        command = ["strace", "-f", "-y", "-s", "4096", "-e", f"trace={TRACED}", "-o", self.file, "-p", pid]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        attached = self.process.stderr.readline()
        assert "attached" in attached, attached
        time.sleep(0.5)  # the threads follow one by one
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.communicate(timeout=60)

    def calls(self) -> list[Call]:
        """In the order in which they ended."""
        found, unfinished = [], {}
        with open(self.file, encoding="latin-1") as trace:
            for number, line in enumerate(trace):
                pid, begun = line.split(" ", 1)[0], number
                if line.rstrip().endswith("<unfinished ...>"):
                    unfinished[pid] = (line.replace("<unfinished ...>", "").rstrip(), number)
                    continue
                if "resumed>" in line:
                    before, begun = unfinished.pop(pid, ("", number))
                    line = before + line.split("resumed>", 1)[1]
                match = CALL.match(line)
                if match:
                    fd = FD_PATH.match(match["rest"])
                    found.append(Call(match["name"], fd["path"] if fd else "", match["rest"], begun, number))
        return found


def is_reply(call: Call) -> bool:
    return call.name.startswith(("send", "write")) and '"HTTP/1.1 2' in call.text


def kind_of(call: Call) -> str | None:
    """What a call on the data folder is for."""
    synced = call.name in ("fdatasync", "fsync")
    if call.name.startswith("rename"):
        return "place blob" if "/blob/incoming/" in call.text else None
    if "/blob/incoming/" in call.path:
        return "sync blob" if synced else "write blob"
    if "/blob/" in call.path and synced:
        return "sync folder"
    if "/kv/" in call.path and call.path.endswith(".log"):
        return "sync log" if synced else "write log"
    return None
