"""One query, asked and given out: at the terminal, into a pipe or into a file."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import typer

from cli.tables import FORMATS
from cli.visible import visible
from cli.whole_file import whole_file
from core.errors import UsageError
from warehouse.isolated_query import Request, isolated_query
from warehouse.query_limits import Result

MOST_ROWS_TO_READ = 10_000
READ_BY_PEOPLE = ("table", "markdown")


@dataclass(frozen=True)
class Form:
    """How a result is given: its format, the file, and the most rows (None: what suits the format, 0: all)."""

    format: str = "table"
    output: Path | None = None
    max_rows: int | None = None

    @property
    def most_rows(self) -> int | None:
        """The most rows, None for all. What programs read is never cut unasked."""
        if self.max_rows is None:
            return MOST_ROWS_TO_READ if self.format in READ_BY_PEOPLE else None
        return self.max_rows or None


@dataclass
class Counted:
    """Rows, counted as they pass, at most `most`; `is_cut` says whether there were more."""

    rows: Iterator[tuple[Any, ...]]
    most: int | None
    count: int = 0
    is_cut: bool = False

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield them."""
        for row in self.rows:
            if self.count == self.most:
                self.is_cut = True
                return
            self.count += 1
            yield row


def ask(request: Request, form: Form) -> int:
    """Ask, and print the answer to standard output or into the file; rows and seconds to standard error.

    Returns how many rows were given. Raises what `isolated_query` raises, and UsageError for a file that cannot be
    written.
    """
    started = time.monotonic()
    if form.format == "parquet" and form.output is None:
        raise UsageError("--format parquet needs a file", hint="For instance: --format parquet -o agreements.parquet")
    if form.output is not None:
        with whole_file(form.output, request.warehouse) as file:
            counted = _to_parquet(request, form, file) if form.format == "parquet" else _to_file(request, form, file)
    else:
        with isolated_query(request) as result:
            counted = Counted(result.rows, form.most_rows)
            _print(result, counted, form.format)
    typer.echo(_said(counted, time.monotonic() - started, form), err=True)
    return counted.count


def _to_parquet(request: Request, form: Form, file: Path) -> Counted:
    with isolated_query(replace(request, parquet=file.absolute(), most_rows=form.most_rows)) as result:
        written, is_cut = next(result.rows)
    return Counted(iter(()), None, written, is_cut)


def _to_file(request: Request, form: Form, file: Path) -> Counted:
    with isolated_query(request) as result, file.open("w", encoding="utf-8", errors="replace", newline="") as out:
        counted = Counted(result.rows, form.most_rows)
        out.writelines(f"{line}\n" for line in FORMATS[form.format](result.columns, counted))
    return counted


def _print(result: Result, rows: Counted, form: str) -> None:
    if not sys.stdout.isatty():
        for line in FORMATS[form](result.columns, rows):
            typer.echo(line.encode("utf-8", "replace"))
    elif form == "table":
        from cli.folding import print_folded

        print_folded(result.columns, rows)
    else:
        for line in FORMATS[form](result.columns, rows):
            typer.echo(visible(line))


def _said(counted: Counted, seconds: float, form: Form) -> str:
    if not counted.count:
        return f"no rows: nothing in the warehouse matches ({seconds:.2f} s)"
    said = f"{counted.count:,} {'row' if counted.count == 1 else 'rows'} in {seconds:.2f} s"
    if form.output is not None:
        said += f", written to {form.output}"
    if counted.is_cut:
        said += f"\nThere are more: only {counted.most or counted.count:,} were taken. --max-rows 0 takes all."
    return said
