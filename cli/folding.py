"""A result folded to the terminal: a table where its columns have room, else one block of lines a row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Any

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from cli.paging import print_lines_paged
from cli.tables import shown
from cli.visible import visible_line

Line = tuple[str, str]
"""The beginning of a line that is to stand out, and its rest."""

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
GAP = 2
NARROWEST = 14
"""Columns that would have to be narrower than this to fit are shown under each other."""


def print_folded(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a result at the terminal, page by page if it is long."""
    console = Console(highlight=False)
    cells = [[visible_line(shown(value)) for value in row] for row in rows]
    lines = folded([visible_line(name) for name in columns], cells, console.width)
    print_lines_paged(console, [_styled(line, console) for line in lines])


def folded(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> Iterator[Line]:
    """Yield the lines of `cells` below the names of their columns, none wider than `width`."""
    widths = [max(map(cell_len, column)) for column in zip(columns, *cells, strict=True)]
    fitting = _fitting(widths, width)
    return _blocks(columns, cells, width) if fitting is None else _table(columns, cells, fitting)


def _styled(line: Line, console: Console) -> str:
    emphasised, rest = line
    return f"{BOLD}{emphasised}{PLAIN}{rest}" if emphasised and not console.no_color else f"{emphasised}{rest}"


def _fitting(widths: Sequence[int], room: int) -> list[int] | None:
    """Return `widths`, the widest ones reduced until all fit; None where one would be too narrow to be read."""
    room -= GAP * (len(widths) - 1)
    widest = max(widths, default=0)
    while sum(min(width, widest) for width in widths) > room:
        widest -= 1
        if widest < NARROWEST:
            return None
    return [min(width, widest) for width in widths]


def _table(columns: Sequence[str], cells: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[Line]:
    for header in _row(columns, widths):
        yield header, ""
    yield "", (" " * GAP).join("─" * width for width in widths)
    for row in cells:
        for line in _row(row, widths):
            yield "", line


def _row(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [_wrapped(cell, width) for cell, width in zip(row, widths, strict=True)]
    for parts in zip_longest(*wrapped, fillvalue=""):
        filled = (set_cell_size(part, width) for part, width in zip(parts, widths, strict=True))
        yield (" " * GAP).join(filled).rstrip()


def _blocks(columns: Sequence[str], cells: Sequence[Sequence[str]], width: int) -> Iterator[Line]:
    names = min(max(map(cell_len, columns)), width // 3)
    room = max(1, width - names - GAP)
    for number, row in enumerate(cells, start=1):
        yield "", f"── {number} ".ljust(width, "─")
        for name, cell in zip(columns, row, strict=True):
            for index, line in enumerate(_wrapped(cell, room)):
                yield set_cell_size("" if index else name, names), f"{' ' * GAP}{line}"


def _wrapped(cell: str, width: int) -> list[str]:
    cells = cell_len(cell)
    if cells <= width:
        return [cell]
    if cells == len(cell):
        return wrap(cell, width)
    # Some characters are two cells wide, which the faster function does not know.
    return [line.plain.rstrip() for line in Text(cell).wrap(Console(width=width), width, overflow="fold")]
