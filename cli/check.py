"""`dossier check`: the data checks, on the published warehouse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import WarehouseOption
from cli.sql import Format
from core.errors import UsageError
from core.wording import counted

if TYPE_CHECKING:
    from warehouse.checks import Check, Finding

FOUND = 1


def check(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Print the rows that this check finds.")] = None,
    *,
    list_checks: Annotated[bool, typer.Option("--list", help="Name the checks, and run none.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print; parquet is not for this.")] = Format.TABLE,
    warehouse: WarehouseOption = None,
) -> None:
    """Look for rows that are wrong, by the queries in a folder.

    The queries are in warehouse/checks/: one of your own is one more file there. An error is a defect of ours or a
    damaged file: `dossier rebuild` may mend it. A warning is what a document says and what is odd, or was misread: look
    at its rows. Every run reports the same.

    \b
    Examples:
      dossier check
      dossier check --list
      dossier check event_in_the_future
      dossier check quote_is_not_the_text --format json

    \b
    Exit codes: 0 no check for errors found anything; 1 one did, or could not be asked; 2 bad usage.
    """
    from core.settings import load_settings

    if form is Format.PARQUET:
        raise UsageError("checks are not written as parquet", hint="For instance: dossier check --format json")
    path = warehouse or load_settings().warehouse
    if list_checks:
        _list(form)
    elif name is not None:
        _rows(path, name, form)
    else:
        _all(path, form)


def _list(form: Format) -> None:
    from warehouse.checks import checks

    _print(["check", "severity", "finds"], [[one.name, one.severity, one.title] for one in checks()], form)


def _rows(path: Path, name: str, form: Format) -> None:
    from cli.asking import Form, ask
    from warehouse.checks import check as named
    from warehouse.isolated_query import Request
    from warehouse.query_limits import Limits

    asked = named(name)
    typer.echo(f"{asked.severity}: {asked.title}. {asked.note}".rstrip(), err=True)
    found = ask(Request(path, asked.sql, {}, Limits()), Form(form.value))
    raise typer.Exit(FOUND if found and asked.severity == "error" else 0)


def _all(path: Path, form: Format) -> None:
    from warehouse.checks import run_checks
    from warehouse.query import open_in_bounds

    with open_in_bounds(path, is_only_read=True) as con:
        findings = run_checks(con)
    found = [finding for finding in findings if finding.rows or finding.problem]
    if found or form is not Format.TABLE:
        rows = [[finding.check.name, finding.check.severity, _said(finding), finding.check.title] for finding in found]
        _print(["check", "severity", "rows", "finds"], rows, form)
    typer.echo(_summed_up(findings, found), err=True)
    raise typer.Exit(FOUND if any(_is_bad(finding) for finding in found) else 0)


def _is_bad(finding: Finding) -> bool:
    return finding.problem is not None or finding.check.severity == "error"


def _said(finding: Finding) -> str | int:
    return f"cannot be asked: {finding.problem}" if finding.problem else finding.rows


def _summed_up(findings: list[Finding], found: list[Finding]) -> str:
    if not found:
        return f"{counted(len(findings), 'check')} found nothing"
    first: Check = found[0].check
    return f"{len(found)} of {len(findings)} checks found something; the rows of one: dossier check {first.name}"


def _print(columns: list[str], rows: list[list[str | int]], form: Format) -> None:
    from cli.tables import FORMATS

    for line in FORMATS[form.value](columns, rows):
        typer.echo(line)
