"""A result folded to the terminal: a table where its columns have room, else one block of lines a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from cli.paging import print_paged
from cli.tables import shown
from cli.visible import visible_line

GAP = 2
NARROWEST = 14
"""Columns that would have to be narrower than this to fit are shown under each other."""


def print_folded(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a result at the terminal, page by page if it is long."""
    console = Console(highlight=False)
    cells = [[visible_line(shown(value)) for value in row] for row in rows]
    print_paged(console, list(folded([visible_line(name) for name in columns], cells, console)))


def folded(columns: Sequence[str], cells: Sequence[Sequence[str]], console: Console) -> Iterator[Text]:
    """Yield the lines of `cells` below the names of their columns, none wider than the console."""
    widths = [max(map(cell_len, column)) for column in zip(columns, *cells, strict=True)]
    fitting = _fitting(widths, console.width)
    return _blocks(columns, cells, console) if fitting is None else _table(columns, cells, fitting, console)


def _fitting(widths: Sequence[int], room: int) -> list[int] | None:
    """Return `widths`, the widest ones reduced until all fit; None where one would be too narrow to be read."""
    room -= GAP * (len(widths) - 1)
    widest = max(widths, default=0)
    while sum(min(width, widest) for width in widths) > room:
        widest -= 1
        if widest < NARROWEST:
            return None
    return [min(width, widest) for width in widths]


def _table(
    columns: Sequence[str], cells: Sequence[Sequence[str]], widths: Sequence[int], console: Console
) -> Iterator[Text]:
    yield from _row(columns, widths, console, "bold")
    yield Text("  ".join("─" * width for width in widths))
    for row in cells:
        yield from _row(row, widths, console, "")


def _row(row: Sequence[str], widths: Sequence[int], console: Console, style: str) -> Iterator[Text]:
    wrapped = [_wrapped(cell, width, console) for cell, width in zip(row, widths, strict=True)]
    for index in range(max(map(len, wrapped))):
        parts = [lines[index] if index < len(lines) else "" for lines in wrapped]
        filled = (set_cell_size(part, width) for part, width in zip(parts, widths, strict=True))
        yield Text((" " * GAP).join(filled).rstrip(), style)


def _blocks(columns: Sequence[str], cells: Sequence[Sequence[str]], console: Console) -> Iterator[Text]:
    names = min(max(map(cell_len, columns)), console.width // 3)
    room = max(1, console.width - names - GAP)
    for number, row in enumerate(cells, start=1):
        yield Text(f"── {number} ".ljust(console.width, "─"), "dim")
        for name, cell in zip(columns, row, strict=True):
            for index, line in enumerate(_wrapped(cell, room, console)):
                label = set_cell_size("" if index else name, names)
                yield Text.assemble((label, "bold"), " " * GAP, line)


def _wrapped(cell: str, width: int, console: Console) -> list[str]:
    if cell_len(cell) <= width:
        return [cell]
    return [line.plain.rstrip() for line in Text(cell).wrap(console, width, overflow="fold")]
