"""The seconds of each step of the demo, on a server of its own."""

import json
import os
import pathlib
import subprocess
import sys

from conftest import Server
from table import Row

ROOT = pathlib.Path(__file__).parents[2]


def measure(folder):
    server = Server(folder / "data").start()
    times = folder / "times.json"
    try:
        demo = subprocess.run([sys.executable, ROOT / "demo/pipeline.py", "--times", times], env=os.environ | server.env, cwd=ROOT, capture_output=True, text=True)
    finally:
        server.stop()
    if demo.returncode != 0:
        yield "demo failed: " + (demo.stdout + demo.stderr)[-2000:]
        return
    seconds = json.loads(times.read_text())
    for title, taken in seconds.items():
        yield Row("demo: " + title, taken, "s")
    yield Row("demo: total", sum(seconds.values()), "s")
