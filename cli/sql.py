"""`dossier sql`: read-only questions to the published warehouse."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import WarehouseOption
from core.errors import QueryError, UsageError

if TYPE_CHECKING:
    from cli.asking import Form
    from warehouse.isolated_query import Request
    from warehouse.query_limits import Limits

INTERRUPTED = 130
MEMORY_UNITS = {"MB": 10**6, "GB": 10**9, "TB": 10**12}
LEAST_MEMORY = 100 * 10**6


class Format(StrEnum):
    """How the result is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"
    PARQUET = "parquet"


def sql(
    query: Annotated[str | None, typer.Argument(metavar="QUERY", help="The SQL; - reads standard input.")] = None,
    file: Annotated[Path | None, typer.Option("--file", "-f", help="Read the SQL from this file.")] = None,
    name: Annotated[str | None, typer.Option("--question", "-q", metavar="NAME", help="Ask a ready question.")] = None,
    given: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", metavar="KEY=VALUE", help="A parameter of that question.")
    ] = None,
    *,
    list_questions: Annotated[bool, typer.Option("--list", help="Name the ready questions.")] = False,
    show: Annotated[
        str | None, typer.Option("--show", metavar="NAME", help="Explain a ready question: caveat, parameters, SQL.")
    ] = None,
    form: Annotated[
        Format, typer.Option("--format", help="How to print: table cuts long values in a pipe, the others do not.")
    ] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the result here; parquet needs it.")
    ] = None,
    max_rows: Annotated[
        int | None,
        typer.Option("--max-rows", min=0, metavar="N", help="0: all. Default: 10000 for table and markdown, else all."),
    ] = None,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="Stop a query after so long.")] = 60,
    memory: Annotated[str, typer.Option(metavar="SIZE", help="The most memory for a query: 500MB, 4GB.")] = "1GB",
    threads: Annotated[int, typer.Option(min=1, max=256, metavar="N", help="The most processors for a query.")] = 2,
    warehouse: WarehouseOption = None,
) -> None:
    """Ask the published warehouse in SQL. Nothing can be changed, and no other file can be reached.

    Without a query, at a terminal, it asks for queries one after the other: .help explains. Ctrl-C cancels a query.

    \b
    Examples:
      dossier sql --list
      dossier sql -q who_is_negotiating -p country=USA
      dossier sql "SELECT kind, value, quote, source FROM citations LIMIT 10"
      dossier sql "FROM agreements" --format csv -o agreements.csv
      dossier sql -f question.sql --format markdown
      dossier sql "SHOW TABLES"
      dossier sql
    """
    from cli.asking import Form
    from core.settings import load_settings
    from warehouse.isolated_query import Request

    if list_questions or show:
        _explain(show)
        return
    limits = _limits(timeout, memory, threads)
    path = warehouse or load_settings().warehouse
    if query is None and file is None and name is None and sys.stdin.isatty() and sys.stdout.isatty():
        from cli.shell import Shell

        if output is not None:
            raise UsageError("--output needs a query", hint='For instance: dossier sql "FROM agreements" -o FILE')
        Shell(path, limits, Form(form.value, None, max_rows)).run()
        return
    text, parameters = _asked(query, file, name, given or [])
    _ask(Request(path, text, parameters, limits), Form(form.value, output, max_rows))


def _ask(request: Request, form: Form) -> None:
    from cli.asking import ask
    from cli.visible import visible

    try:
        ask(request, form)
    except QueryError as error:
        # DuckDB names values in its messages, and values are the words of documents.
        raise QueryError(visible(error.message), hint=error.hint) from error
    except KeyboardInterrupt:
        typer.echo("cancelled", err=True)
        raise typer.Exit(INTERRUPTED) from None


def _asked(query: str | None, file: Path | None, name: str | None, given: list[str]) -> tuple[str, dict[str, object]]:
    """Return the SQL and its parameters. Raises UsageError unless there is exactly one query."""
    if sum(source is not None for source in (query, file, name)) != 1:
        raise UsageError(
            "give a query, --file or --question, one of them", hint='For instance: dossier sql "SHOW TABLES"'
        )
    if name is None:
        if given:
            raise UsageError(
                "--parameter is for ready questions", hint="For instance: dossier sql -q NAME -p country=HND"
            )
        return _text(query, file), {}
    from warehouse.questions import bind, question

    text, parameters = bind(question(name), parsed_parameters(given))
    return text, dict(parameters)


def parsed_parameters(given: list[str]) -> dict[str, str]:
    """Return `key=value` texts as a mapping; raises UsageError for another form, and for a key given twice."""
    parsed: dict[str, str] = {}
    for text in given:
        key, equals, value = text.partition("=")
        if not equals or not key.strip():
            raise UsageError(f"{text!r} is no parameter", hint="Write it as KEY=VALUE: -p country=HND")
        if key.strip() in parsed:
            raise UsageError(f"the parameter {key.strip()} is given twice", hint="Give it once.")
        parsed[key.strip()] = value
    return parsed


def _text(query: str | None, file: Path | None) -> str:
    if file is not None:
        try:
            return file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"cannot read {file}: {error}", hint=f"Look at it: ls -l {file}") from error
    if query != "-":
        return str(query)
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise UsageError(f"standard input is no text: {error}", hint="The SQL has to come as UTF-8.") from error


def _limits(timeout: float, memory: str, threads: int) -> Limits:
    import re

    from warehouse.query_limits import Limits

    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(MB|GB|TB)", memory.strip().upper())
    size = int(float(match[1]) * MEMORY_UNITS[match[2]]) if match else 0
    if size < LEAST_MEMORY:
        raise UsageError(
            f"--memory {memory} is no size from 100MB on", hint="For instance: --memory 500MB or --memory 4GB"
        )
    return Limits(size, threads, timeout)


def _explain(name: str | None) -> None:
    from cli.question_text import explained, listed

    typer.echo(listed() if name is None else explained(name))
