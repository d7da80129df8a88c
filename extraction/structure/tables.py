"""Pipe tables, with the exact characters of each cell.

A CommonMark parser finds no table that follows a line of text and has no positions for cells, hence our own: a table
is consecutive lines with a pipe of which the second is a delimiter row, up to the first line without a pipe.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extraction.structure.lines import Line
from extraction.structure.model import Cell, TableRow

MAX_FILLED_CELLS = 500_000
"""Empty cells added to one table, as in GitHub's parser: else a wide header over many short rows takes all memory."""
_PIPE = regex.compile(r"\\.|(?P<pipe>\|)")
_DELIMITER = regex.compile(r"\|?+\s*+:?+-++:?+\s*+(?:\|\s*+:?+-++:?+\s*+)*+\|?+")


def starts_table(line: Line, following: Line | None) -> bool:
    """Say whether `line` is the header of a table: it has a pipe and a delimiter row under it."""
    return (
        "|" in line.text
        and following is not None
        and "|" in following.text
        and _DELIMITER.fullmatch(following.text) is not None
    )


def parse_rows(lines: Sequence[Line]) -> tuple[TableRow, tuple[TableRow, ...]]:
    """Return the header and the rows of the table on `lines`; short rows are filled up with empty cells."""
    header = TableRow(lines[0].span, _cells(lines[0]))
    rows: list[TableRow] = []
    fillable = MAX_FILLED_CELLS
    for line in lines[2:]:
        cells = _cells(line)
        missing = min(len(header.cells) - len(cells), fillable)
        if missing > 0:
            fillable -= missing
            cells += (Cell((line.end, line.end), ""),) * missing
        rows.append(TableRow(line.span, cells))
    return header, tuple(rows)


def _cells(line: Line) -> tuple[Cell, ...]:
    text, start = line.text, line.start
    pipes = [match.start() for match in _PIPE.finditer(text) if match["pipe"]]
    left = 0
    if pipes and pipes[0] == 0:
        left, pipes = 1, pipes[1:]
    if not pipes or pipes[-1] != len(text) - 1:
        pipes.append(len(text))
    cells = []
    for right in pipes:
        raw = text[left:right]
        inner = raw.strip()
        begin = start + left + (len(raw) - len(raw.lstrip()) if inner else 0)
        cells.append(Cell((begin, begin + len(inner)), inner))
        left = right + 1
    return tuple(cells)
