#!/usr/bin/env python3
"""Every test, bench or file that docs/evidence.md names in backquotes must exist: `path`, `path::name` (a test function or a gtest
Suite.Name in that file)."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).parents[1]


def missing(reference: str) -> str | None:
    path, _, name = reference.partition("::")
    file = ROOT / path
    if not file.exists():
        return f"{reference}: no such file"
    if not name:
        return None
    text = file.read_text()
    suite, _, case = name.partition(".")
    if case:
        found = re.search(rf"TEST(_F|_P)?\(\s*{re.escape(suite)}\s*,\s*{re.escape(case)}\s*\)", text)
    else:
        found = re.search(rf"^\s*def {re.escape(name)}\(", text, re.M)
    return None if found else f"{reference}: no such test"


if __name__ == "__main__":
    page = (ROOT / "docs/evidence.md").read_text()
    references = re.findall(r"`((?:src|tests|bench|demo|tools|fuzz|docs|python)/[^`\s]+)`", page)
    problems = [problem for reference in references if (problem := missing(reference))]
    print("\n".join(problems) or f"{len(references)} references, all there")
    sys.exit(1 if problems or not references else 0)
