"""The demo pipeline, from raw files to row-level security: the first integration test."""

import os
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).parents[2]


def test_every_answer_is_as_pandas_has_it(own_server):
    result = subprocess.run(
        [sys.executable, ROOT / "demo/pipeline.py"], env=os.environ | own_server.env, cwd=ROOT, capture_output=True, text=True, timeout=900
    )
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-4000:]
