"""One measured number, and how it is printed."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time

_LIMIT = re.compile(r"([≥≤]) ([\d,]+(?:\.\d+)?)")


@dataclass(frozen=True)
class Measurement:
    """What was measured: `values` in `unit`, beside the budget where the design sets one.

    A budget that begins with `≥ 200` or `≤ 5` is one that the median meets or misses.
    """

    name: str
    unit: str
    values: tuple[float, ...]
    budget: str = ""

    @property
    def median(self) -> float:
        """The value in the middle."""
        return statistics.median(self.values)

    @property
    def limit(self) -> float | None:
        """The budget's number; None where the budget is none that can be missed."""
        found = _LIMIT.match(self.budget)
        return float(found[2].replace(",", "")) if found else None

    @property
    def missed_by(self) -> str:
        """By how much of the budget the median misses it, as `12 %` or `3.4 ×`; empty if it does not.

        Of a budget of nothing it is the median itself.
        """
        if self.limit is None:
            return ""
        low, high = sorted((self.median, self.limit))
        is_missed = self.median < self.limit if self.budget[0] == "≥" else self.median > self.limit
        if not is_missed:
            return ""
        if low <= 0 or high / low >= 2:
            return f"{high / low:,.1f} ×" if low > 0 else shown(self.median) if self.limit == 0 else "all of it"
        return f"{100 * abs(self.median - self.limit) / self.limit:,.0f} %"


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


def shown(value: float, digits: int = 4) -> str:
    """Return a number with the digits that a measurement is good for, and no exponent: "0.5329", "16,640"."""
    rounded = float(f"{value:.{digits}g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 10**digits else f"{rounded:,.{digits}g}"


def table(measurements: Sequence[Measurement]) -> str:
    """Return the measurements as a Markdown table: median, the lowest and the highest, the budget."""
    lines = ["| what | median | lowest | highest | unit | budget |", "|---|---|---|---|---|---|"]
    for one in measurements:
        figures = " | ".join(map(shown, (one.median, min(one.values), max(one.values))))
        missed = f" (missed by {one.missed_by})" if one.missed_by else ""
        lines.append(f"| {one.name} | {figures} | {one.unit} | {one.budget}{missed} |")
    return "\n".join(lines)
