"""An engine over the goldens at the terminal: what it will take, within what limits, and where its answers are kept."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from core.landing.log import LandingLog
    from core.settings import Settings
    from evaluation.outcome import Evaluation
    from evaluation.running import Candidate, Terms
    from evaluation.selection import Selection, Task
    from flows.budget import Budget


@dataclass(frozen=True)
class Spending:
    """What an evaluation may spend, into which landing log, and the command that asks for it."""

    settings: Settings
    max_cost: float | None = None
    max_tokens: int | None = None
    fresh: bool = False
    command: str = "dossier eval"

    @cached_property
    def budget(self) -> Budget:
        """The one budget of all engines that the command asks."""
        from flows.budget import Budget

        return Budget(self.max_cost, self.max_tokens)

    @cached_property
    def log(self) -> LandingLog:
        """The landing log of the warehouse, in which the answers of paid engines are kept."""
        from core.landing.log import LandingLog
        from warehouse.layout import layout

        return LandingLog(layout(self.settings.warehouse).landing)


def opened(names: Sequence[str], selection: Selection, spending: Spending, *, to_ask: bool) -> list[Candidate]:
    """Open the engines of these names; raises UsageError for one that cannot be, or whose limits cannot be kept."""
    from evaluation.running import candidate
    from flows.estimate import PaidEngine
    from flows.preflight import check_budget, check_warehouse

    found = [candidate(name, selection, spending.settings, to_ask=to_ask) for name in names]
    for one in found:
        check_budget(spending.budget, one.engine, selection.kinds)
    if to_ask and any(isinstance(one.engine, PaidEngine) for one in found):
        check_warehouse(spending.settings.warehouse)
    return found


def estimated(asked: Candidate, spending: Spending) -> str:
    """Return what asking about these documents will take, beyond what the landing log answers."""
    from flows.estimate import estimate_documents

    documents = [(task.document, task.asked) for task in asked.selection.tasks]
    return str(estimate_documents(documents, asked.engine, spending.log, fresh=spending.fresh))


def evaluated(asked: Candidate, spending: Spending) -> Evaluation:
    """Return how the engine does; a paid one is asked within the limits, and what it will take is said before."""
    from evaluation.running import Terms, evaluate_on
    from flows.estimate import PaidEngine

    done = _counting(len(asked.selection.tasks))
    if not isinstance(asked.engine, PaidEngine):
        return evaluate_on(asked, Terms(done=done))
    typer.echo(estimated(asked, spending), err=True)
    with _accounted(asked, spending, replace(Terms(), done=done)) as (terms, ended):
        run = evaluate_on(asked, terms)
        ended(run)
    return run


@contextmanager
def _accounted(
    asked: Candidate, spending: Spending, terms: Terms
) -> Iterator[tuple[Terms, Callable[[Evaluation], None]]]:
    """Have the calls in the landing log; the second of what is given is told how the evaluation ended."""
    from flows.accounted import Asking, accounted

    kinds = tuple(kind.name for kind in asked.selection.kinds)
    asking = Asking(asked.engine.name, kinds, spending.command)
    with accounted(spending.log, asking, spending.budget, fresh=spending.fresh) as state:

        def ended(run: Evaluation) -> None:
            state.documents = len(run.documents)
            if stopped_by_budget(run) is not None:
                state.outcome = "budget"
            elif run.scores.failed_documents:
                state.outcome = "failed_documents"

        held = state.claims.held
        yield replace(terms, run_id=state.run_id, journal=state.journal, budget=state.budget, claim=held), ended


def stopped_by_budget(run: Evaluation) -> str | None:
    """Return why documents were left out for the budget; None if none were."""
    return next((one.reason for one in run.skipped if one.cause == "budget"), None)


def typed(names: Sequence[str], options: dict[str, str | float | Path | None]) -> str:
    """Return the command that asks for the same; options that are None are left out."""
    given = [part for name, value in options.items() if value is not None for part in (name, str(value))]
    return shlex.join(["dossier", "eval", *names, *given])


def _counting(total: int) -> Callable[[Task], None]:
    """Return what counts documents at a terminal: a model takes its time."""
    finished = 0

    def count(_task: Task) -> None:
        nonlocal finished
        finished += 1
        if sys.stderr.isatty():
            end = "\n" if finished == total else ""
            typer.echo(f"\r{finished} of {total} documents{end}", nl=False, err=True)

    return count
