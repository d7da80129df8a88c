"""Rows as text: aligned for reading, or CSV, JSON and Markdown for other programs."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

Row = Sequence[Any]

NULL = "␀"
"""What a null is shown as where a reader could take nothing for an empty text."""
LONGEST_CELL = 200


def aligned_text(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a plain table of aligned columns, one line a row, long values cut: for logs and pipes."""
    cells = [list(columns)] + [[_one_line(_shown(value)) for value in row] for row in rows]
    widths = [max(len(line[index]) for line in cells) for index in range(len(columns))]
    cells.insert(1, ["─" * width for width in widths])
    for line in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def csv_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield RFC 4180 CSV row by row; a null is an empty field, a list is JSON."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="")
    for row in itertools.chain([columns], rows):
        line.seek(0)
        line.truncate()
        writer.writerow(["" if value is None else _plain(value) for value in row])
        yield line.getvalue()


def json_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a JSON array with one object a row."""
    before = "["
    for row in rows:
        item = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=_jsonable)
        yield before + item
        before = ","
    yield "]" if before == "," else "[]"


def markdown_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a Markdown pipe table line by line; a null is an empty cell."""
    yield _markdown_line(columns)
    yield _markdown_line(["---"] * len(columns))
    for row in rows:
        yield _markdown_line(["" if value is None else _plain(value) for value in row])


def print_for_terminal(columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Print a table that is folded to the width of the terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(value), style="dim" if value is None else "") for value in row))
    Console().print(table)


FORMATS: dict[str, Callable[[Sequence[str], Iterable[Row]], Iterator[str]]] = {
    "table": aligned_text,
    "csv": csv_lines,
    "json": json_lines,
    "markdown": markdown_lines,
}


def _shown(value: Any) -> str:
    return NULL if value is None else _plain(value)


def _plain(value: Any) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case list() | dict():
            return json.dumps(value, ensure_ascii=False, default=_jsonable)
        case _:
            return str(value)


def _jsonable(value: Any) -> Any:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_CELL else f"{line[: LONGEST_CELL - 1]}…"


def _markdown_line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
