#!/usr/bin/env python3
"""One table of ratios, measured in one run. See README.md for how to read it.

    TARN_BINARY=build/release/tarn .venv/bin/python bench/run.py [--only start,s3,athena,tpch,demo] [--scale 1] [--data DIR]
"""

import argparse
import os
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "bench/parts")]

import demo_steps  # noqa: E402
import s3_probe  # noqa: E402
import start  # noqa: E402
import tpch  # noqa: E402
import trivial_query  # noqa: E402
from conftest import find_binary  # noqa: E402

PARTS = {
    "start": lambda folder, _: start.measure(folder),
    "s3": lambda folder, _: s3_probe.measure(folder),
    "athena": lambda folder, _: trivial_query.measure(folder),
    "tpch": lambda folder, options: tpch.measure(folder, options.scale),
    "demo": lambda folder, _: demo_steps.measure(folder),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS), help="comma list of parts: " + ", ".join(PARTS))
    parser.add_argument("--data", help="folder on the disk to be measured (a temporary one)")
    parser.add_argument("--scale", type=float, default=1, help="scale factor of TPC-H")
    options = parser.parse_args()
    print(f"binary {os.path.relpath(find_binary(), ROOT)}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the start")
    print(f"{'measured':<34}{'Tarn':>12}{'probe':>12}{'ratio':>8}  goal")
    with tempfile.TemporaryDirectory(prefix="tarn-bench-", dir=options.data) as folder:
        for name in options.only.split(","):
            (pathlib.Path(folder) / name).mkdir()
            for row in PARTS[name](pathlib.Path(folder) / name, options):
                print(row, flush=True)


if __name__ == "__main__":
    main()
