"""Documents in batches: one Prefect task each, so that its bookkeeping is paid per batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

MOST_TASKS = 100
"""A task run costs Prefect 5 to 40 ms: with more of them a second run over many documents would do nothing else."""


@dataclass(frozen=True)
class Batch:
    """Some of the sources of a run; `first` counts from 1."""

    first: int
    sources: tuple[str, ...]

    def __str__(self) -> str:
        """Name it as Prefect shows it."""
        return f"documents {self.first}-{self.first + len(self.sources) - 1}"


def batches(sources: Sequence[str], size: int) -> list[Batch]:
    """Cut `sources` into batches of `size`, or into larger ones where that would make more than MOST_TASKS."""
    size = max(size, -(-len(sources) // MOST_TASKS))
    return [Batch(start + 1, tuple(sources[start : start + size])) for start in range(0, len(sources), size)]
