"""An engine, by its name, over the goldens: in this process, without Prefect and without a warehouse."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from core.errors import BudgetReachedError
from core.lines import CallLine, ExtractionLine
from core.settings import Settings
from evaluation.comparison import compare
from evaluation.outcome import DocumentOutcome, Evaluation, Skipped
from evaluation.reporting import outcome_of
from evaluation.scoring import scores_of
from evaluation.selection import Selection, Task
from extraction.engine import Budget, Claim, Engine, Journal, RunContext, Unlimited, unclaimed
from extraction.engines import open_engine
from extraction.pipeline import extract, extraction_id


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


@dataclass(frozen=True)
class Terms:
    """On what terms an engine is asked: where its answers are kept, what they may take, and who hears of a document."""

    run_id: str = "eval"
    journal: Journal = field(default_factory=Answers)
    budget: Budget = field(default_factory=Unlimited)
    claim: Claim = unclaimed
    done: Callable[[Task], None] = lambda _task: None


@dataclass(frozen=True)
class Candidate:
    """An opened engine by the name it was asked for by, and what of a selection it can be asked."""

    name: str
    engine: Engine
    selection: Selection
    at_once: int


def candidate(engine: str, selection: Selection, settings: Settings, *, to_ask: bool = True) -> Candidate:
    """Open the engine of this name; raises UsageError for one that cannot be.

    If it is not `to_ask` anything, it needs no key.
    """
    settings = settings.model_copy(update={"goldens": selection.goldens.folder})
    opened = open_engine(engine, settings, to_ask=to_ask)
    return Candidate(engine, opened, selection.of_engine(engine), settings.concurrency)


def evaluate(engine: str, selection: Selection, settings: Settings) -> Evaluation:
    """Return how the engine of this name does on the selected goldens; raises what `evaluate_on` and `candidate` do."""
    return evaluate_on(candidate(engine, selection, settings), Terms())


def evaluate_on(asked: Candidate, terms: Terms) -> Evaluation:
    """Return how an engine does on the selected goldens.

    A document that the engine cannot answer has nothing found in it; one that the budget leaves nothing for is left
    out, with the reason. Raises PermanentEngineError where none can be answered, LandingError where no answer can be
    kept; nothing is begun then, and what is under way ends by itself, as it is paid for.
    """
    found = asyncio.run(_Asking(asked, terms).outcomes())
    outcomes = [one for one in found if isinstance(one, DocumentOutcome)]
    skipped = (*asked.selection.skipped, *(one for one in found if isinstance(one, Skipped)))
    return evaluation_of(asked.name, asked.engine.identity, replace(asked.selection, skipped=skipped), outcomes)


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


class _Asking:
    """One engine asked about its documents, some at a time."""

    def __init__(self, asked: Candidate, terms: Terms) -> None:
        self._asked = asked
        self._terms = terms
        self._slots = asyncio.Semaphore(asked.at_once)
        self._scored = frozenset(kind.name for kind in asked.selection.kinds)
        self._errors: list[Exception] = []

    async def outcomes(self) -> list[DocumentOutcome | Skipped | None]:
        """Ask about every document; raises what ended it, once all that was under way has."""
        try:
            found = await asyncio.gather(*(self._when_free(task) for task in self._asked.selection.tasks))
        finally:
            await self._asked.engine.aclose()
        if self._errors:
            raise self._errors[0]
        return found

    async def _when_free(self, task: Task) -> DocumentOutcome | Skipped | None:
        async with self._slots:
            if self._errors:
                return None
            try:
                outcome = await self._outcome(task)
            except BudgetReachedError as error:
                return Skipped(name=task.golden.name, cause="budget", reason=error.message)
            except Exception as error:  # noqa: BLE001 - raised again when the others have ended
                self._errors.append(error)
                return None
        self._terms.done(task)
        return outcome

    async def _outcome(self, task: Task) -> DocumentOutcome:
        identity = extraction_id(task.document, task.asked, self._asked.engine)
        context = RunContext(self._terms.run_id, identity, self._terms.journal, self._terms.budget)
        async with self._terms.claim(identity):
            line = await extract(task.document, task.asked, self._asked.engine, context)
        return document_outcome(task, line, self._scored)
