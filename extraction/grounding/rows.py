"""Quotes of table rows whose pipes or spaces are not the document's: found by their cells."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from core.document import Span
from extraction.lexicons.folding import fold
from extraction.structure import Cell, Structure, Table

_PIPE = regex.compile(r"(?<!\\)\|")
_DELIMITER = regex.compile(r"[\s|:-]*-[\s|:-]*")

CellTexts = tuple[str, ...]


def row_occurrences(structure: Structure, quote: str) -> Iterator[Span]:
    """Yield the stretch of each table whose lines have the cells of the lines of `quote`, delimiter rows left out.

    A header that is quoted above rows from further down is left out too: where it stands, other rows follow it.
    """
    wanted = [cells for line in quote.splitlines() if (cells := _cells_of(line))]
    for table in structure.tables:
        lines = table_lines(table)
        found = list(_stretches(lines, wanted))
        if not found and wanted[1:] and wanted[0] == lines[0][1]:
            found = list(_stretches(lines[1:], wanted[1:]))
        yield from found


def _stretches(lines: list[tuple[Span, CellTexts]], wanted: list[CellTexts]) -> Iterator[Span]:
    if not wanted:
        return
    for first in range(len(lines) - len(wanted) + 1):
        taken = lines[first : first + len(wanted)]
        if [cells for _, cells in taken] == wanted:
            yield taken[0][0][0], taken[-1][0][1]


def table_lines(table: Table) -> list[tuple[Span, CellTexts]]:
    """Return the lines of `table`, header first, with their folded cells; the delimiter row has none."""
    header = (table.header_span, _folded(table.headers))
    return [header, *((row.span, _folded(row.cells)) for row in table.rows)]


def _folded(cells: tuple[Cell, ...]) -> CellTexts:
    return tuple(fold(cell.text).text.strip() for cell in cells)


def _cells_of(line: str) -> CellTexts:
    if _DELIMITER.fullmatch(line):
        return ()
    inner = line.strip()
    inner = inner.removeprefix("|")
    inner = inner.removesuffix("|")
    return tuple(fold(cell).text.strip() for cell in _PIPE.split(inner))
