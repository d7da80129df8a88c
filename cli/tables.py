"""Rows as text: aligned for reading, or CSV, JSON and Markdown for other programs."""

from __future__ import annotations

import csv
import io
import itertools
import json
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from cli.visible import visible_line

Row = Sequence[Any]

NULL = "␀"
"""What a null is shown as where a reader could take nothing for an empty text."""
LONGEST_CELL = 200


def aligned_text(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a plain table of aligned columns, one line a row, long values cut: for logs and pipes."""
    cells = [list(map(visible_line, columns))] + [[_one_line(shown(value)) for value in row] for row in rows]
    widths = [max(len(line[index]) for line in cells) for index in range(len(columns))]
    cells.insert(1, ["─" * width for width in widths])
    for line in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()


def csv_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield RFC 4180 CSV row by row; a null is an empty field, a list is JSON."""
    line = io.StringIO()
    # With its usual line ends the writer quotes both of their characters where a text contains them.
    writer = csv.writer(line, lineterminator="\r\n")
    for row in itertools.chain([columns], rows):
        line.seek(0)
        line.truncate()
        writer.writerow(["" if value is None else _plain(value) for value in row])
        yield line.getvalue().removesuffix("\r\n")


def json_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield the lines of a JSON array with one object a row."""
    before = "["
    names = _distinct(columns)
    for row in rows:
        yield before + _json(dict(zip(names, row, strict=True)))
        before = ","
    yield "]" if before == "," else "[]"


def markdown_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    """Yield a Markdown pipe table line by line; a null is an empty cell."""
    yield _markdown_line(columns)
    yield _markdown_line(["---"] * len(columns))
    for row in rows:
        yield _markdown_line(["" if value is None else _plain(value) for value in row])


FORMATS: dict[str, Callable[[Sequence[str], Iterable[Row]], Iterator[str]]] = {
    "table": aligned_text,
    "csv": csv_lines,
    "json": json_lines,
    "markdown": markdown_lines,
}


def shown(value: Any) -> str:
    """Return `value` as people read it, a null as a sign of its own."""
    return NULL if value is None else _plain(value)


def _plain(value: Any) -> str:
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case bytes():
            return value.hex()
        case list() | tuple() | dict():
            return _json(value)
        case _:
            return str(value)


def _json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=_jsonable, allow_nan=False)
    except (TypeError, ValueError):
        # Rare, and slower: keys that are no text, and numbers that JSON does not have.
        return json.dumps(_json_value(value), ensure_ascii=False, default=_jsonable)


def _json_value(value: Any) -> Any:
    match value:
        case dict():
            return {_plain(key): _json_value(item) for key, item in value.items()}
        case list() | tuple():
            return [_json_value(item) for item in value]
        case float() if not math.isfinite(value):
            return None
        case Decimal() if not value.is_finite():
            return None
        case _:
            return value


def _jsonable(value: Any) -> Any:
    match value:
        case Decimal() if value == value.to_integral_value():
            return int(value)
        case Decimal():
            return float(value)
        case date():
            return value.isoformat()
        case bytes():
            return value.hex()
        case _:
            return str(value)


def _distinct(columns: Sequence[str]) -> list[str]:
    """Return the names, a second `a` as a_1: an object has every key once."""
    names: list[str] = []
    for column in columns:
        others = (f"{column}_{number}" for number in itertools.count(1))
        names.append(column if column not in names else next(name for name in others if name not in names))
    return names


def _one_line(text: str) -> str:
    line = visible_line(text)
    return line if len(line) <= LONGEST_CELL else f"{line[: LONGEST_CELL - 1]}…"


def _markdown_line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(visible_line(cell).replace("|", "\\|") for cell in cells) + " |"
