"""The tables of a page: the words that stand in each cell of its grids, or in the columns between level rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import eq

from extraction.reading.pdf.box import Box
from extraction.reading.pdf.grid import Grid, grids, joined
from extraction.reading.pdf.page import Line, Page, Word
from extraction.reading.pdf.ruling import Edge

_NARROWEST_GAP = 5.0
"""Points without a letter, in all rows, that divide two columns: the space between words is half of it."""
_MOST_CELLS = 100_000


@dataclass
class Table:
    """A table of one page: in each cell its words in reading order; the words of a merged cell stand in each of its."""

    page: int
    box: Box
    rows: list[list[list[Word]]] = field(default_factory=list)

    @property
    def columns(self) -> int:
        """How many there are."""
        return len(self.rows[0])


def tables_of(page: Page) -> list[Table]:
    """Return the tables that the rules of `page` show; a grid with text in one column only is a frame and none."""
    found, alone = grids(joined(page.edges, vertical=True), joined(page.edges, vertical=False))
    words = [word for line in page.lines for word in line.words]
    ruled = [_in_grid(page.number, grid, words) for grid in found if len(grid.xs) * len(grid.ys) <= _MOST_CELLS]
    return [table for table in [*ruled, *_between_rules(page, alone)] if _relates(table)]


def _relates(table: Table) -> bool:
    """Say whether a table has two columns and two rows with something in them."""
    rows = [row for row in table.rows if any(row)]
    return len(rows) > 1 and sum(any(row[column] for row in rows) for column in range(table.columns)) > 1


def _in_grid(page: int, grid: Grid, words: Iterable[Word]) -> Table:
    inside: dict[int, list[Word]] = {}
    for word in words:
        cell = grid.cell_at(word.box.middle)
        if cell is not None:
            inside.setdefault(cell, []).append(word)
    rows = [[inside.get(cell, []) for cell in row] for row in grid.cells]
    heads = _header_rows(grid)
    for cells, row in zip(grid.cells, rows, strict=True):
        if len(set(cells)) == 1:  # a line over the whole width says what follows, once
            row[1:] = [[] for _ in row[1:]]
    header = [_without_repeats(word for row in rows[:heads] for word in row[column]) for column in range(len(rows[0]))]
    return _without_empty(Table(page, grid.box, [header, *rows[heads:]]))


def _header_rows(grid: Grid) -> int:
    """Return how many rows are headers: the first, and those that a cell of it reaches down into."""
    heads = 1
    while heads < len(grid.cells) and any(map(eq, grid.cells[heads - 1], grid.cells[heads])):
        heads += 1
    return heads if heads < len(grid.cells) else 1


def _without_repeats(words: Iterable[Word]) -> list[Word]:
    """Return the words of cells above each other, those of a merged one once."""
    return list({id(word): word for word in words}.values())


def _without_empty(table: Table) -> Table:
    """Leave out rows and columns without a word: the space between two rules that are drawn for one."""
    table.rows = [row for row in table.rows if any(row)]
    kept = [column for column in range(table.columns if table.rows else 0) if any(row[column] for row in table.rows)]
    table.rows = [[row[column] for column in kept] for row in table.rows] or [[]]
    return table


def _between_rules(page: Page, levels: Sequence[Edge]) -> list[Table]:
    """Return the tables that have level rules only: three or more of the same length, text in columns between them."""
    tables = []
    for group in _stacks(levels):
        box = Box(group[0].start, group[0].at, group[0].end, group[-1].at)
        inside = [line for line in page.lines if box.holds(line.box.middle)]
        words = [word for line in inside for word in line.words]
        columns = _columns(words, box)
        if len(columns) < 2:
            continue
        if len(group) == 3:  # a rule above, one under the headers, one below: a row is a line
            ys = [group[0].at, group[1].at, *_row_tops([line for line in inside if line.box.middle[1] > group[1].at])]
        else:
            ys = [rule.at for rule in group]
        bands = [Box(box.left, top, box.right, bottom) for top, bottom in pairwise([*ys, box.bottom]) if bottom > top]
        rows = [
            [
                [word for word in words if band.holds(word.box.middle) and column.holds(word.box.middle)]
                for column in columns
            ]
            for band in bands
        ]
        table = Table(page.number, box, [row for row in rows if any(row)])
        if table.rows and sum(sum(map(bool, row)) > 1 for row in table.rows) > 0.6 * len(table.rows):
            tables.append(table)
    return tables


def _stacks(levels: Sequence[Edge]) -> list[list[Edge]]:
    """Return the rules of the same length that stand above each other, three or more of them."""
    stacks: list[list[Edge]] = []
    for rule in sorted(levels, key=lambda rule: rule.at):
        for stack in stacks:
            if abs(stack[-1].start - rule.start) <= 4 and abs(stack[-1].end - rule.end) <= 4:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) > 2]


def _columns(words: Sequence[Word], box: Box) -> list[Box]:
    """Return the columns of a table: between them no word of any row stands."""
    dividers = [box.left]
    reach = None
    for left, right in sorted((word.box.left, word.box.right) for word in words):
        if reach is not None and left - reach >= _NARROWEST_GAP:
            dividers.append((reach + left) / 2)
        reach = right if reach is None else max(reach, right)
    return [Box(left, box.top, right, box.bottom) for left, right in pairwise([*dividers, box.right])]


def _row_tops(lines: Sequence[Line]) -> list[float]:
    """Return where each row begins, of lines of which several may stand at one height."""
    tops: list[float] = []
    reach = float("-inf")
    for line in sorted(lines, key=lambda line: line.box.top):
        if line.box.middle[1] > reach:
            tops.append(line.box.top)
        reach = max(reach, line.box.bottom)
    return tops[1:]
