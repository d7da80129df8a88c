"""Pipe tables, with the exact characters of each cell.

A CommonMark parser finds no table that follows a line of text and has no positions for cells, hence our own: a table
is consecutive lines with a pipe of which the second is a delimiter row, up to the first line without a pipe.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extraction.structure.lines import Line
from extraction.structure.model import Cell, TableRow

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
    header = _row(lines[0], width=0)
    return header, tuple(_row(line, width=len(header.cells)) for line in lines[2:])


def _row(line: Line, width: int) -> TableRow:
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
    missing = Cell((line.end, line.end), "")
    return TableRow(line.span, (*cells, *[missing] * (width - len(cells))))
