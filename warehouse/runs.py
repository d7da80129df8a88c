"""The runs that a warehouse knows, in the order in which they ended, and the run that a user means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from core.errors import UsageError, WarehouseError

SQL = (Path(__file__).with_name("history") / "runs.sql").read_text(encoding="utf-8")
LISTED = "`dossier diff --list` names the runs."


@dataclass(frozen=True)
class RunState:
    """One run, and when it was over (UTC): what it found is current from then on.

    `has_changed`: it extracted something, or found another document at a source than was there before.
    """

    run_id: str
    started_at: datetime | None
    ended_at: datetime
    engine: str
    command: str
    outcome: str | None
    extractions: int
    records: int
    has_changed: bool


def runs(con: duckdb.DuckDBPyConnection) -> list[RunState]:
    """Return all runs, the first one first; raises WarehouseError where an earlier version has made the file."""
    try:
        return [RunState(*row) for row in con.execute(SQL).fetchall()]
    except duckdb.CatalogException as error:
        raise WarehouseError(
            "this warehouse was made by an earlier version, which kept no history of what sources held",
            hint="`dossier rebuild` makes it anew from the landing log, and so does the next run.",
        ) from error


def find_run(known: list[RunState], beginning: str) -> RunState:
    """Return the run whose id begins so; raises UsageError where there is none, or more than one."""
    found = [run for run in known if run.run_id.startswith(beginning.lower())] if beginning else []
    exact = [run for run in found if run.run_id == beginning.lower()]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if not found:
        raise UsageError(f"no run begins with {beginning!r}", hint=LISTED)
    raise UsageError(f"{len(found)} runs begin with {beginning!r}", hint=f"Type more of it. {LISTED}")


def last_two(known: list[RunState]) -> tuple[RunState | None, RunState]:
    """Return the last run that changed something, after the one before it (None if it is the first).

    Raises UsageError where nothing has changed yet.
    """
    changing = [run for run in known if run.has_changed]
    if not changing:
        raise UsageError("no run has loaded anything yet", hint="For instance: dossier run seeds")
    return before(known, changing[-1]), changing[-1]


def before(known: list[RunState], run: RunState) -> RunState | None:
    """Return the last run that changed something before `run`; None if there is none."""
    earlier = known[: known.index(run)]
    return next((one for one in reversed(earlier) if one.has_changed), None)
