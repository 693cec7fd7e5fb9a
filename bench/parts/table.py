"""Rows of the table, and medians of repeated work."""

import statistics
import time
from dataclasses import dataclass


@dataclass
class Row:
    name: str
    tarn: float
    unit: str
    probe: float | None = None
    goal: str = ""

    def __str__(self) -> str:
        probe = f"{self.probe:9.2f} {self.unit}" if self.probe is not None else ""
        ratio = f"{self.tarn / self.probe:7.2f}" if self.probe else ""
        return f"{self.name:<34}{self.tarn:9.2f} {self.unit}{probe:>12}{ratio:>8}  {self.goal}"


def median_ms(times: int, work) -> float:
    """Of `times` calls of work(i), after one that warms up."""
    work(times)
    taken = []
    for i in range(times):
        begun = time.perf_counter()
        work(i)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)
