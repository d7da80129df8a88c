"""An engine, by its name, over the goldens: in this process, without Prefect and without a warehouse."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from core.document import Document
from core.lines import CallLine, ExtractionLine
from core.settings import Settings
from evaluation.comparison import compare
from evaluation.golden import DRAFT, Golden, Goldens
from evaluation.outcome import DocumentOutcome, Evaluation, Skipped
from evaluation.reporting import outcome_of
from evaluation.scoring import scores_of
from extraction.engine import Engine, RunContext
from extraction.engines import open_engine
from extraction.pipeline import extract, extraction_id
from schemas.registry import Kind

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Task:
    """A golden, its document, and what is asked of it."""

    golden: Golden
    document: Document


@dataclass(frozen=True)
class Selection:
    """What is evaluated: goldens whose documents this machine has, the kinds asked of them, and what was left out."""

    tasks: tuple[Task, ...]
    kinds: tuple[Kind, ...]
    skipped: tuple[Skipped, ...]


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


def select(goldens: Goldens, names: Sequence[str], kinds: tuple[Kind, ...]) -> Selection:
    """Return the goldens to evaluate; raises UsageError for one that cannot be used.

    Left out, with the reason, are drafts and goldens whose document this machine does not have.
    """
    asked: Collection[str] = {kind.name for kind in kinds}
    tasks: list[Task] = []
    skipped: list[Skipped] = []
    for name in goldens.select(names):
        golden = goldens.load(name)
        if golden.is_draft:
            skipped.append(Skipped(name=name, reason=f"its expectation is a {DRAFT}"))
            continue
        document = goldens.document(golden)
        if document is None:
            skipped.append(Skipped(name=name, reason=f"{golden.source} is not on this machine"))
        else:
            tasks.append(Task(golden.of_kinds(asked), document))
    return Selection(tuple(tasks), kinds, tuple(skipped))


def evaluate(engine: str, selection: Selection, settings: Settings, done: Progress | None = None) -> Evaluation:
    """Return how the engine of this name does on the selected goldens; `done` is called with each finished document.

    A document that the engine cannot answer has nothing found in it; raises PermanentEngineError where none can be
    answered, and UsageError for an engine that cannot be opened.
    """
    opened = open_engine(engine, settings)
    outcomes = asyncio.run(_outcomes(opened, selection, settings.concurrency, done or (lambda _: None)))
    return evaluation_of(engine, opened.identity, selection, outcomes)


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


def document_outcome(task: Task, line: ExtractionLine) -> DocumentOutcome:
    """Return how one extraction compares with its golden."""
    comparison = compare(task.golden, line.records, task.document)
    failure = line.rejects[0].reason if line.status == "failed" else None
    return outcome_of(task.golden, comparison, line.rejects, failure=failure)


async def _outcomes(engine: Engine, selection: Selection, at_once: int, done: Progress) -> list[DocumentOutcome]:
    slots, answers = asyncio.Semaphore(at_once), Answers()

    async def one(task: Task) -> DocumentOutcome:
        async with slots:
            context = RunContext("eval", extraction_id(task.document, selection.kinds, engine), answers)
            line = await extract(task.document, selection.kinds, engine, context)
        outcome = document_outcome(task, line)
        done(task.golden.name)
        return outcome

    try:
        async with asyncio.TaskGroup() as group:
            running = [group.create_task(one(task)) for task in selection.tasks]
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    finally:
        await engine.aclose()
    return [task.result() for task in running]
