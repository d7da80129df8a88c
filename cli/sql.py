"""`dossier sql`: read-only questions to the published warehouse."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import WarehouseOption
from core.errors import UsageError

if TYPE_CHECKING:
    from warehouse.query import Result


class Format(StrEnum):
    """How the result is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


def sql(
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="The SQL; - reads standard input.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the SQL from this file.")] = None,
    output: Annotated[
        Format, typer.Option("--format", help="How to print: table cuts long values in a pipe, the others do not.")
    ] = Format.TABLE,
    warehouse: WarehouseOption = None,
) -> None:
    """Ask the published warehouse in SQL. Nothing can be changed, and no other file can be reached.

    \b
    Examples:
      dossier sql "SELECT kind, value, quote, source FROM citations LIMIT 10"
      dossier sql "FROM agreements" --format csv > agreements.csv
      dossier sql -f question.sql --format markdown
      dossier sql "SHOW TABLES"
    """
    from core.settings import load_settings
    from warehouse.query import run_query

    text = _query(query, file)
    started = time.monotonic()
    with run_query(warehouse or load_settings().warehouse, text) as result:
        count = _print(result, output)
    seconds = time.monotonic() - started
    typer.echo(f"{count:,} {'row' if count == 1 else 'rows'} in {seconds:.2f} s", err=True)


def _print(result: Result, output: Format) -> int:
    """Print the rows as they come, and return how many there were."""
    from cli.tables import FORMATS, print_for_terminal

    count = 0

    def counted() -> Iterator[tuple[Any, ...]]:
        nonlocal count
        for count, row in enumerate(result.rows, start=1):  # noqa: B007 - read when the rows are through
            yield row

    if output is Format.TABLE and sys.stdout.isatty():
        print_for_terminal(result.columns, counted())
    else:
        for line in FORMATS[output](result.columns, counted()):
            typer.echo(line)
    return count


def _query(query: str | None, file: Path | None) -> str:
    if (query is None) == (file is None):
        raise UsageError("give a query or --file, one of them", hint='For instance: dossier sql "SHOW TABLES"')
    if file is not None:
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"cannot read {file}: {error}", hint=f"Look at it: ls -l {file}") from error
    return sys.stdin.read() if query == "-" else str(query)
