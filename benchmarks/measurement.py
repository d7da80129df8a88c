"""One measured number, and how it is printed."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time


@dataclass(frozen=True)
class Measurement:
    """What was measured: `values` in `unit`, beside the budget where the design sets one."""

    name: str
    unit: str
    values: tuple[float, ...]
    budget: str = ""

    @property
    def median(self) -> float:
        """The value in the middle."""
        return statistics.median(self.values)


def seconds(work: Callable[[], object], times: int) -> tuple[float, ...]:
    """Return how long `work` took, each of `times` times, in seconds of elapsed time."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return tuple(taken)


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return how much of a processor `work` took: what else the machine does is not in it."""
    start = process_time()
    work()
    return process_time() - start


def table(measurements: Sequence[Measurement]) -> str:
    """Return the measurements as a Markdown table: median, the lowest and the highest, the budget."""
    lines = ["| what | median | lowest | highest | unit | budget |", "|---|---|---|---|---|---|"]
    for one in measurements:
        figures = " | ".join(f"{value:,.4g}" for value in (one.median, min(one.values), max(one.values)))
        lines.append(f"| {one.name} | {figures} | {one.unit} | {one.budget} |")
    return "\n".join(lines)
