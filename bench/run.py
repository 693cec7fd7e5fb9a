#!/usr/bin/env python3
"""One table of ratios, measured in one run. See README.md for how to read it.

    TARN_BINARY=build/release/tarn .venv/bin/python bench/run.py [--only start,s3,athena] [--data DIR]
"""

import argparse
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "bench/parts")]

import s3_probe  # noqa: E402
import start  # noqa: E402
import trivial_query  # noqa: E402

PARTS = {"start": start.measure, "s3": s3_probe.measure, "athena": trivial_query.measure}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS), help="comma list of parts: " + ", ".join(PARTS))
    parser.add_argument("--data", help="folder on the disk to be measured (a temporary one)")
    options = parser.parse_args()
    print(f"{'measured':<34}{'Tarn':>12}{'probe':>12}{'ratio':>8}  goal")
    with tempfile.TemporaryDirectory(prefix="tarn-bench-", dir=options.data) as folder:
        for name in options.only.split(","):
            (pathlib.Path(folder) / name).mkdir()
            for row in PARTS[name](pathlib.Path(folder) / name):
                print(row, flush=True)


if __name__ == "__main__":
    main()
