"""An engine recorded at the terminal: what it will take, within what limits, and what came of each document."""

from __future__ import annotations

import asyncio
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import typer

from core.wording import counted, from_here

if TYPE_CHECKING:
    from core.errors import DossierError
    from core.landing.log import LandingLog
    from core.settings import Settings
    from extraction.engine import Engine
    from extraction.recordings.making import Made, Terms
    from extraction.recordings.plan import Task
    from flows.run_lines import Outcome
    from schemas.registry import Kind


@dataclass(frozen=True)
class Limits:
    """What a recording may take: US dollars, tokens; nothing at all in a dry run."""

    max_cost: float | None = None
    max_tokens: int | None = None
    dry_run: bool = False


@dataclass(frozen=True)
class Typed:
    """What was typed: which engine is recorded for which documents, as which case."""

    engine: str
    sources: list[str]
    case: str | None
    replace: bool
    limits: Limits

    @property
    def is_fresh(self) -> bool:
        """Whether another answer is wanted than the one that the landing log may have."""
        return self.replace or self.case is not None

    def command(self, sources: list[str]) -> str:
        """Return the command that records these documents."""
        given = {"--case": self.case, "--max-cost": self.limits.max_cost, "--max-tokens": self.limits.max_tokens}
        options = [part for name, value in given.items() if value is not None for part in (name, f"{value}")]
        replace = ["--replace"] if self.replace else []
        return shlex.join(["dossier", "record", "--engine", self.engine, *options, *replace, *sources])


@dataclass
class Recorded:
    """What became of the documents, said as it becomes known."""

    failed: list[Task] = field(default_factory=list)
    left: list[Task] = field(default_factory=list)
    stopped: DossierError | None = None

    def say(self, task: Task, made: Made | DossierError) -> None:
        """Take in what became of one document, and print it."""
        from core.errors import BudgetReachedError, DossierError

        if isinstance(made, BudgetReachedError):
            self.left.append(task)
            self.stopped = self.stopped or made
        elif isinstance(made, DossierError):
            typer.echo(f"error: {made}", err=True)
            self.failed.append(task)
        else:
            came = f"{counted(len(made.line.records), 'record')}, {counted(len(made.line.rejects), 'reject')}"
            typer.echo(f"{from_here(task.path)}: {counted(len(made.recording.exchanges), 'answer')}, {came}")

    @property
    def outcome(self) -> Outcome:
        """How it ended, for the landing log."""
        return "budget" if self.left else "failed_documents" if self.failed else "done"


def record_engine(typed: Typed, settings: Settings) -> None:
    """Record the engine for the documents; ends the command with 1 if some could not be.

    Raises BudgetReachedError where the budget left nothing for some, with the command that goes on.
    """
    from core.errors import BudgetReachedError, UsageError
    from extraction.engines import REPLAY, open_engine
    from extraction.recordings.plan import plan
    from schemas.registry import select_kinds

    if typed.engine.partition(":")[0] == REPLAY:
        raise UsageError("a replay is a recording already", hint="Name the engine that is to be asked.")
    planned = plan(settings.goldens, typed.engine, typed.sources, case=typed.case, replace=typed.replace)
    for reason in planned.left_out:
        typer.echo(reason, err=True)
    if not planned.tasks:
        return
    engine, kinds = open_engine(typed.engine, settings, to_ask=not typed.limits.dry_run), select_kinds(None)
    recorded = Recorded()
    with _terms(typed, settings, (engine, kinds), planned.tasks, recorded) as terms:
        if terms is None:
            return
        asyncio.run(_made(planned.tasks, (engine, kinds), settings.concurrency, terms, recorded))
    if recorded.stopped is not None:
        left = [task.document.source for task in recorded.left] if typed.is_fresh else typed.sources
        raise BudgetReachedError(
            f"{recorded.stopped.message}; {counted(len(recorded.left), 'document')} not recorded",
            hint=f"To go on from here: {typed.command(left)}",
        )
    if recorded.failed:
        raise typer.Exit(1)


@contextmanager
def _terms(
    typed: Typed, settings: Settings, asked: tuple[Engine, tuple[Kind, ...]], tasks: tuple[Task, ...], to: Recorded
) -> Iterator[Terms | None]:
    """Say what it will take, and give the terms on which the engine is asked; None where nothing is to be asked.

    The calls of a paid engine are landed within the limits; `to` tells how it ended when the context ends.
    """
    from extraction.recordings.making import Terms
    from flows.accounted import Asking, accounted
    from flows.budget import Budget
    from flows.estimate import PaidEngine, estimate_documents
    from flows.preflight import check_budget, check_warehouse

    engine, kinds = asked
    budget = Budget(typed.limits.max_cost, typed.limits.max_tokens)
    check_budget(budget, engine, kinds)
    log = _log(settings)
    if typed.limits.dry_run or isinstance(engine, PaidEngine):
        documents = [(task.document, kinds) for task in tasks]
        estimate = str(estimate_documents(documents, engine, log, fresh=typed.is_fresh))
        if typed.limits.dry_run:
            typer.echo(f"{engine.name}: {estimate}")
            yield None
            return
        typer.echo(estimate, err=True)
    if not isinstance(engine, PaidEngine):
        yield Terms()
        return
    check_warehouse(settings.warehouse)
    asking = Asking(engine.name, tuple(kind.name for kind in kinds), typed.command(typed.sources))
    with accounted(log, asking, budget, fresh=typed.is_fresh) as state:
        yield Terms(state.run_id, state.journal, state.budget, state.claims.held)
        state.documents, state.outcome = len(tasks) - len(to.left), to.outcome


def _log(settings: Settings) -> LandingLog:
    from core.landing.log import LandingLog
    from warehouse.layout import layout

    return LandingLog(layout(settings.warehouse).landing)


async def _made(
    tasks: tuple[Task, ...], asked: tuple[Engine, tuple[Kind, ...]], at_once: int, terms: Terms, recorded: Recorded
) -> None:
    from extraction.recordings.making import Asking, make_all

    engine, kinds = asked
    try:
        await make_all(tasks, Asking(engine, kinds, at_once, terms), recorded.say)
    finally:
        await engine.aclose()
