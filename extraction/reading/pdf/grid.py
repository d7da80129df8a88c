"""From the rules of a page to the grids that they draw: lattices of rows and columns, cells merged where none divides.

The idea is that of every reader of ruled tables (Nurminen's thesis of 2013, tabula, pdfplumber): rules that cross are
one table, the places at which they stand its rows and columns. Time grows with rules times places; both are bounded.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extraction.reading.pdf.box import Box
from extraction.reading.pdf.ruling import Edge

_NEAR = 3.0
"""Points between rules that are one, or that meet: borders of neighbouring cells are drawn side by side."""
_MOST_RULES = 1_500
"""Of a page with more rules on one axis none is taken for a table: that is a drawing."""


@dataclass(frozen=True)
class Grid:
    """`xs` and `ys` are where the dividers stand; `cells` has the number of the merged cell at each row and column."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[int, ...], ...]

    @property
    def box(self) -> Box:
        """What the grid takes up."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def cell_at(self, point: tuple[float, float]) -> int | None:
        """Return the number of the merged cell that a point lies in."""
        if not self.box.holds(point):
            return None
        return self.cells[bisect_right(self.ys, point[1]) - 1][bisect_right(self.xs, point[0]) - 1]


def joined(edges: Iterable[Edge], *, vertical: bool) -> list[Edge]:
    """Return the rules of one axis, those that continue each other as one; none if they are too many for a table."""
    rules: list[Edge] = []
    along = sorted((edge for edge in edges if edge.is_vertical == vertical), key=lambda edge: edge.at)
    start = 0
    for index in range(1, len(along) + 1):
        if index < len(along) and along[index].at - along[start].at <= _NEAR:
            continue
        cluster = sorted(along[start:index], key=lambda edge: edge.start)
        at = sum(edge.at for edge in cluster) / len(cluster)
        begin, end = cluster[0].start, cluster[0].end
        for edge in cluster[1:]:
            if edge.start > end + _NEAR:
                rules.append(Edge(vertical, at, begin, end))
                begin, end = edge.start, edge.end
            end = max(end, edge.end)
        rules.append(Edge(vertical, at, begin, end))
        start = index
    return rules if len(rules) <= _MOST_RULES else []


def grids(uprights: Sequence[Edge], levels: Sequence[Edge]) -> tuple[list[Grid], list[Edge]]:
    """Return the grids of at least two rows and columns that rules draw, and the level rules that no upright meets."""
    found: list[Grid] = []
    alone: list[Edge] = []
    for group_uprights, group_levels in _groups(uprights, levels):
        xs = _places(group_uprights)
        ys = _places(group_levels)
        if len(xs) > 2 and len(ys) > 2:
            found.append(Grid(xs, ys, _cells(xs, ys, group_uprights, group_levels)))
        elif len(xs) <= 2:
            alone += group_levels
    return sorted(found, key=lambda grid: grid.ys[0]), alone


def _groups(uprights: Sequence[Edge], levels: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Return the rules that hang together, by crossing."""
    owner = list(range(len(levels) + len(uprights)))

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    for number, upright in enumerate(uprights, start=len(levels)):
        for index, level in enumerate(levels):
            if (
                level.start - _NEAR <= upright.at <= level.end + _NEAR
                and upright.start - _NEAR <= level.at <= upright.end + _NEAR
            ):
                owner[root(index)] = root(number)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for index, rule in enumerate([*levels, *uprights]):
        groups.setdefault(root(index), ([], []))[0 if rule.is_vertical else 1].append(rule)
    return list(groups.values())


def _places(rules: Iterable[Edge]) -> tuple[float, ...]:
    places: list[float] = []
    for at in sorted({rule.at for rule in rules}):
        if not places or at - places[-1] > _NEAR:
            places.append(at)
    return tuple(places)


def _cells(
    xs: Sequence[float], ys: Sequence[float], uprights: Sequence[Edge], levels: Sequence[Edge]
) -> tuple[tuple[int, ...], ...]:
    """Number the cells of a grid; two that no rule divides are one."""
    width, height = len(xs) - 1, len(ys) - 1
    owner = list(range(width * height))
    walls = _walls(xs, ys, uprights)
    floors = _walls(ys, xs, levels)
    for row in range(height):
        for column in range(width):
            index = row * width + column
            if column and (column, row) not in walls:
                owner[index] = owner[index - 1]
            elif row and (row, column) not in floors:
                owner[index] = owner[index - width]
    return tuple(tuple(owner[row * width : (row + 1) * width]) for row in range(height))


def _walls(places: Sequence[float], others: Sequence[float], rules: Iterable[Edge]) -> set[tuple[int, int]]:
    """Return which stretches between `others` have a rule at which of `places`, by their indices."""
    walls: set[tuple[int, int]] = set()
    for rule in rules:
        place = min(range(len(places)), key=lambda index: abs(places[index] - rule.at))
        for index in range(len(others) - 1):
            middle = (others[index] + others[index + 1]) / 2
            if rule.start <= middle <= rule.end:
                walls.add((place, index))
    return walls
