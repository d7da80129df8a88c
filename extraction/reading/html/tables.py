"""HTML tables to pipe tables: one header row, every row with a cell under each header."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex
from lxml.etree import _Element

MOST_FILLED = 100_000
"""Cells and characters that spans may add to one table; beyond it a span fills nothing."""
MOST_CELLS = 500_000
"""Of one table with all rows filled up; in a larger one they are left as they are."""
_LONGEST_CELL = 1_500
"""Characters: a cell without a table header that is longer holds the page's text, not a value."""
_LAYOUT_ROLES = frozenset({"presentation", "none"})
_PIPE = regex.compile(r"(\\*+)(\||$)")


@dataclass(frozen=True)
class PipeTable:
    """The lines of a table, and what it prints above its headers."""

    captions: tuple[str, ...]
    lines: tuple[str, ...]


def is_data_table(table: _Element) -> bool:
    """Say whether `table` relates rows to columns; others only place text on the page."""
    if (
        table.get("role", "").lower() in _LAYOUT_ROLES
        or next(table.iterdescendants("table", "h1", "h2"), None) is not None
    ):
        return False
    rows = [_cells(row) for row in table.iter("tr")]
    if sum(map(bool, rows)) < 2 or max(map(len, rows)) < 2:
        return False
    if next(table.iter("th"), None) is not None:
        return True
    return all(len(" ".join(cell.itertext())) <= _LONGEST_CELL for row in rows for cell in row)


def pipe_table(table: _Element, text_of: Callable[[_Element], str]) -> PipeTable:
    """Return `table` as Markdown; `text_of` gives the text of a cell on one line.

    A value that spans rows or columns stands in each of them; one that spans the whole width stands in the first.
    Several rows of headers become one.
    """
    rows = [row for row in table.iter("tr") if _cells(row)]
    grid = _grid(rows, text_of)
    width = max(map(len, grid))
    if width * len(grid) > MOST_CELLS:
        lines = [_line(row) for row in grid]
        return PipeTable((), (lines[0], "|" + " --- |" * len(grid[0]), *lines[1:]))
    grid = [row + [""] * (width - len(row)) for row in grid]
    caption = next(table.iter("caption"), None)
    captions = [text_of(caption)] if caption is not None else []
    heads = _header_rows(rows)
    above, body = grid[:heads], grid[heads:]
    while len(above) > 1 and _is_one_value(above[0]):
        captions.append(above.pop(0)[0])
    header = [_joined([row[column] for row in above]) for column in range(width)]
    body = [row for row in body if any(row)]
    kept = [column for column in range(width) if header[column] or any(row[column] for row in body)]
    body = [[row[column] for column in kept] for row in body]
    lines = [_line([header[column] for column in kept]), "|" + " --- |" * len(kept), *map(_line, body)]
    return PipeTable(tuple(filter(None, captions)), tuple(lines) if kept else ())


def _grid(rows: Sequence[_Element], text_of: Callable[[_Element], str]) -> list[list[str]]:
    """Return the text of each cell, spans filled in."""
    grid: list[list[str]] = []
    hanging: dict[int, tuple[str, int]] = {}
    left = MOST_FILLED
    for number, row in enumerate(rows):
        cells = _cells(row)
        texts: list[str] = []
        for cell in cells:
            _hang(texts, hanging)
            text = text_of(cell)
            across = min(_span(cell, "colspan"), 1_000)
            down = min(_span(cell, "rowspan") or len(rows), len(rows) - number)
            added = (max(across, 1) * down - 1) * (len(text) + 1)
            if added > left:
                across = down = 1
            else:
                left -= added
            whole_width = len(cells) == 1 and down == 1 and not hanging and cell.tag == "td"
            for offset in range(max(across, 1)):
                if down > 1:
                    hanging[len(texts)] = (text, down - 1)
                texts.append("" if whole_width and offset else text)
        _hang(texts, hanging)
        while hanging and max(hanging) >= len(texts):  # a short row above the end of a value from further right
            texts.append("")
            _hang(texts, hanging)
        grid.append(texts)
    return grid


def _hang(texts: list[str], hanging: dict[int, tuple[str, int]]) -> None:
    """Add to the row `texts` the values that hang down into its next columns from rows above."""
    # What a cell of this very row hangs up is at columns that the row has already passed.
    while (column := len(texts)) in hanging:
        text, rows = hanging.pop(column)
        texts.append(text)
        if rows > 1:
            hanging[column] = (text, rows - 1)


def _header_rows(rows: Sequence[_Element]) -> int:
    """Return how many rows hold headers: those marked so, none if only the first column does, else the first."""
    marked = 0
    for row in rows[:-1]:
        parent = row.getparent()
        if not (parent is not None and parent.tag == "thead") and not all(cell.tag == "th" for cell in _cells(row)):
            break
        marked += 1
    if marked:
        return marked
    return 0 if all(_cells(row)[0].tag == "th" for row in rows) else 1


def _is_one_value(row: Sequence[str]) -> bool:
    return len(row) > 1 and len(set(filter(None, row))) == 1


def _joined(texts: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, texts)))


def _line(row: Sequence[str]) -> str:
    return "| " + " | ".join(_PIPE.sub(_escaped, text) for text in row) + " |"


def _escaped(match: regex.Match[str]) -> str:
    slashes, pipe = match[1] * 2, match[2]
    return slashes + "\\|" if pipe else slashes


def _cells(row: _Element) -> list[_Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: _Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 6 else 1
