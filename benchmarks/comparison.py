"""Where another tool is better than ours: looked for in every figure, so that the page says it by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.measurement import shown
from benchmarks.page import Table


@dataclass(frozen=True)
class Figure:
    """One figure of every tool, by its label; `is_more_better` is how it is judged."""

    name: str
    values: Mapping[str, float]
    is_more_better: bool

    def better_than(self, own: str) -> list[str]:
        """Return the labels of the tools that are better than `own`, the best first."""
        sign = -1 if self.is_more_better else 1
        found = [label for label, value in self.values.items() if sign * value < sign * self.values[own]]
        return sorted(found, key=lambda label: sign * self.values[label])


def where_others_are_better(figures: Iterable[Figure], own: str) -> Table:
    """Return each figure in which another tool is better than `own`, with both values, or one that says none is."""
    rows = [
        (
            figure.name,
            shown(figure.values[own], 3),
            "; ".join(f"{one}: {shown(figure.values[one], 3)}" for one in better),
        )
        for figure in figures
        if (better := figure.better_than(own))
    ]
    return Table(("figure", own, "better"), rows or [("none of these", "", "")], "Where another tool is better")
