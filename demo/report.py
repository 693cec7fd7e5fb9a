"""Progress of the demo: a line and a time for each step, and a comparison that stops at the first wrong answer."""

import json
import math
import time
from contextlib import contextmanager


class WrongAnswer(AssertionError):
    """An answer of the lake differs from the one pandas computed."""


class Report:
    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.checks = 0

    @contextmanager
    def step(self, title: str):
        print(f"  {title:<58}", end="", flush=True)
        begun, before = time.perf_counter(), self.checks
        try:
            yield
        except BaseException:
            print("failed", flush=True)
            raise
        self.seconds[title] = time.perf_counter() - begun
        checked = self.checks - before
        print(f"{self.seconds[title]:7.2f} s" + (f"   {checked} answers as pandas has them" if checked else ""), flush=True)

    def expect(self, what: str, got, expected) -> None:
        """Rows are compared as text cell by cell, numbers by value (relative difference 1e-9)."""
        if not same(got, expected):
            raise WrongAnswer(f"{what}:\n  got      {str(got)[:2000]}\n  expected {str(expected)[:2000]}")
        self.checks += 1

    def save(self, path: str) -> None:
        with open(path, "w") as file:
            json.dump(self.seconds, file, indent=1)


def same(got, expected) -> bool:
    if isinstance(got, (list, tuple)) and isinstance(expected, (list, tuple)):
        return len(got) == len(expected) and all(same(g, e) for g, e in zip(got, expected))
    if got is None or expected is None:
        return got is expected
    if isinstance(expected, float) or isinstance(got, float):
        return math.isclose(float(got), float(expected), rel_tol=1e-9, abs_tol=1e-9)
    return str(got) == str(expected)
