"""`dossier diff`: what changed between two runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import WarehouseOption
from core.errors import UsageError

if TYPE_CHECKING:
    from warehouse.diff import Diff, RecordChange
    from warehouse.runs import RunState

CHANGED = 1
SHOWN_ID = 8


class Format(StrEnum):
    """How the differences are printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def diff(
    runs: Annotated[
        list[str] | None, typer.Argument(metavar="RUN", help="The earlier run and the later one: how their ids begin.")
    ] = None,
    *,
    last: Annotated[
        bool, typer.Option("--last", help="The last run that changed something; so it is without RUN.")
    ] = False,
    list_runs: Annotated[bool, typer.Option("--list", help="List the runs, the last one last.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit with 1 if something changed.")] = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Show what changed between two runs, field by field.

    What was current after the one is held against what was current after the other: records were added, are gone, or
    say something else. They are the same if their key fields are. Without RUN, it is the last run that changed
    something, held against the one before it; with one RUN, that run against the one before it.

    \b
    Examples:
      dossier diff
      dossier diff --list
      dossier diff 3f2a 9b1c
      dossier diff 9b1c --format markdown
      dossier diff --last --format json --exit-code

    \b
    Exit codes: 0; with --exit-code 1 if something changed; 2 bad usage.
    """
    from core.settings import load_settings
    from warehouse.diff import diff_runs
    from warehouse.query import open_warehouse
    from warehouse.runs import runs as known_runs

    given = runs or []
    if len(given) > 2 or (last and given):
        raise UsageError(
            "give two runs, one, or none", hint="For instance: dossier diff 3f2a 9b1c; or: dossier diff --list"
        )
    with open_warehouse(warehouse or load_settings().warehouse) as con:
        known = known_runs(con)
        if list_runs:
            _print(LIST, [_listed(run) for run in known], form)
            return
        found = diff_runs(con, *_meant(known, given))
    _show(found, form)
    raise typer.Exit(CHANGED if exit_code and found.records else 0)


def _meant(known: list[RunState], given: list[str]) -> tuple[RunState | None, RunState]:
    from warehouse.runs import before, find_run, last_two

    match given:
        case []:
            return last_two(known)
        case [one]:
            run = find_run(known, one)
            return before(known, run), run
        case _:
            return find_run(known, given[0]), find_run(known, given[1])


LIST = ["run", "ended", "engine", "extractions", "records", "outcome", "command"]


def _listed(run: RunState) -> list[Any]:
    ended = run.ended_at.isoformat(sep=" ", timespec="seconds")
    return [run.run_id, ended, run.engine, run.extractions, run.records, run.outcome, run.command]


def _show(found: Diff, form: Format) -> None:
    if form is Format.JSON:
        typer.echo(json.dumps(_as_json(found), ensure_ascii=False, indent=1, default=str))
        return
    for line in _head(found):
        typer.echo(f"- {line}" if form is Format.MARKDOWN else line)
    if found.records:
        typer.echo()
        _print(["", "kind", "source", "about", "field", "before", "after"], list(_rows(found)), form)


def _head(found: Diff) -> Iterator[str]:
    from cli.visible import visible_line

    yield f"from {_named(found.before)} to {_named(found.after)}"
    counts = ", ".join(f"{found.count(what):,} {what}" for what in ("added", "gone", "changed"))
    yield f"records: {counts}; {found.unchanged:,} read anew and the same"
    for cause, documents in found.causes.most_common():
        yield visible_line(f"{documents:,} {'document' if documents == 1 else 'documents'}: {cause}")
    if found.not_found:
        listed = ", ".join(found.not_found[:5]) + (", …" if len(found.not_found) > 5 else "")
        yield visible_line(f"no longer found, its facts stay current: {listed}")


def _named(run: RunState | None) -> str:
    from cli.visible import visible_line

    if run is None:
        return "the empty warehouse"
    return visible_line(f"run {run.run_id[:SHOWN_ID]} ({run.ended_at:%Y-%m-%d %H:%M}, {run.engine})")


def _rows(found: Diff) -> Iterator[list[Any]]:
    for change in found.records:
        head = [change.what, change.kind, change.source, _about(change)]
        if not change.fields:
            yield [*head, "", "", ""]
        for place, one in enumerate(change.fields):
            yield [*(head if place == 0 else [""] * len(head)), one.path, _value(one.before), _value(one.after)]


def _about(change: RecordChange) -> str:
    from evaluation.sameness import key_line

    record = change.after or change.before
    return key_line(change.kind, record.data) if record else ""


def _value(value: Any) -> Any:
    return "" if value is None else value


def _as_json(found: Diff) -> dict[str, Any]:
    return {
        "before": _run_json(found.before),
        "after": _run_json(found.after),
        "added": found.count("added"),
        "gone": found.count("gone"),
        "changed": found.count("changed"),
        "unchanged": found.unchanged,
        "causes": dict(found.causes),
        "not_found": found.not_found,
        "records": [_record_json(change) for change in found.records],
    }


def _run_json(run: RunState | None) -> dict[str, Any] | None:
    return None if run is None else {"run_id": run.run_id, "ended_at": run.ended_at.isoformat(), "engine": run.engine}


def _record_json(change: RecordChange) -> dict[str, Any]:
    return {
        "what": change.what,
        "kind": change.kind,
        "source": change.source,
        "keys": change.keys,
        "before": change.before and {"record_id": change.before.record_id, "document_id": change.before.document_id},
        "after": change.after and {"record_id": change.after.record_id, "document_id": change.after.document_id},
        "fields": [{"path": one.path, "before": one.before, "after": one.after} for one in change.fields],
    }


def _print(columns: list[str], rows: list[list[Any]], form: Format) -> None:
    from cli.tables import FORMATS

    if form is Format.TABLE and sys.stdout.isatty():
        from cli.folding import print_folded

        print_folded(columns, rows)
        return
    for line in FORMATS[form.value](columns, rows):
        typer.echo(line)
