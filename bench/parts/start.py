"""From the start of the process to the first answer of its health page, and its memory when idle."""

import time

from conftest import Server
from table import Row


def resident_mb(pid: int) -> float:
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def measure(folder):
    for name in ("start of a new folder", "start again"):
        begun = time.perf_counter()
        server = Server(folder / "data").start()
        yield Row(name + " to first answer", (time.perf_counter() - begun) * 1000, "ms", goal="< 1000 ms")
        time.sleep(2)
        yield Row("idle memory", resident_mb(server.process.pid), "MB", goal="< 150 MB")
        server.stop()
