"""An engine, by its name, over the goldens: in this process, without Prefect and without a warehouse."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from core.lines import CallLine, ExtractionLine
from core.settings import Settings
from evaluation.comparison import compare
from evaluation.outcome import DocumentOutcome, Evaluation
from evaluation.reporting import outcome_of
from evaluation.scoring import scores_of
from evaluation.selection import Selection, Task
from extraction.engine import Engine, RunContext
from extraction.engines import open_engine
from extraction.pipeline import extract, extraction_id


class Progress(Protocol):
    """Who is told how an evaluation goes."""

    def begin(self, engine: Engine, tasks: Sequence[Task]) -> None:
        """Hear what is about to be asked of which engine."""

    def finish(self, task: Task) -> None:
        """Hear that a document is done."""


class Answers:
    """A journal that lasts as long as the evaluation: no question is paid for twice within it."""

    def __init__(self) -> None:
        self._calls: dict[str, CallLine] = {}

    def answered(self, request_hash: str) -> CallLine | None:
        """Return the answer that this request already got."""
        return self._calls.get(request_hash)

    def record(self, call: CallLine) -> None:
        """Keep a call for this evaluation."""
        if call.outcome == "ok":
            self._calls[call.request_hash] = call


def evaluate(engine: str, selection: Selection, settings: Settings, progress: Progress | None = None) -> Evaluation:
    """Return how the engine of this name does on the selected goldens.

    A document that the engine cannot answer has nothing found in it; raises PermanentEngineError where none can be
    answered, and UsageError for an engine that cannot be opened.
    """
    selected = selection.of_engine(engine)
    opened = open_engine(engine, settings.model_copy(update={"goldens": selection.goldens.folder}))
    if progress is not None:
        progress.begin(opened, selected.tasks)
    outcomes = asyncio.run(_outcomes(opened, selected, settings.concurrency, progress))
    return evaluation_of(engine, opened.identity, selected, outcomes)


def evaluation_of(engine: str, identity: str, selection: Selection, outcomes: Sequence[DocumentOutcome]) -> Evaluation:
    """Return the outcomes of documents as one evaluation with its scores."""
    return Evaluation(
        engine=engine,
        identity=identity,
        kinds=tuple(kind.name for kind in selection.kinds),
        documents=tuple(outcomes),
        skipped=selection.skipped,
        scores=scores_of(outcomes),
    )


def document_outcome(task: Task, line: ExtractionLine, scored: frozenset[str]) -> DocumentOutcome:
    """Return how one extraction compares with its golden, as far as the kinds `scored` are concerned."""
    records = [record for record in line.records if record.kind in scored]
    rejects = [reject for reject in line.rejects if reject.kind is None or reject.kind in scored]
    failure = line.rejects[0].reason if line.status == "failed" else None
    return outcome_of(task.golden, compare(task.golden, records, task.document), rejects, failure=failure)


async def _outcomes(
    engine: Engine, selection: Selection, at_once: int, progress: Progress | None
) -> list[DocumentOutcome]:
    slots, answers = asyncio.Semaphore(at_once), Answers()
    scored = frozenset(kind.name for kind in selection.kinds)

    async def one(task: Task) -> DocumentOutcome:
        async with slots:
            context = RunContext("eval", extraction_id(task.document, task.asked, engine), answers)
            line = await extract(task.document, task.asked, engine, context)
        outcome = document_outcome(task, line, scored)
        if progress is not None:
            progress.finish(task)
        return outcome

    try:
        async with asyncio.TaskGroup() as group:
            running = [group.create_task(one(task)) for task in selection.tasks]
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    finally:
        await engine.aclose()
    return [task.result() for task in running]
