#!/usr/bin/env python3
"""The differential against a real Trino (tools/trino/README.md), for ./check --all."""

import pathlib
import subprocess
import sys

TOOL = pathlib.Path(__file__).parents[2] / "tools/trino/differential.py"
sys.exit(subprocess.run([sys.executable, TOOL]).returncode)
