"""One run: what it is made of, and what it does with each document. Knows nothing of Prefect."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import aclosing, asynccontextmanager, nullcontext
from functools import cached_property

from core.document import Document
from core.errors import BudgetReachedError, LandingError, PermanentEngineError
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.lines import AnyLine, ExtractionLine
from core.settings import Settings, load_settings
from extraction.conversation import planned_requests
from extraction.engine import Engine, RunContext
from extraction.engines import open_engine
from extraction.fetching.addresses import is_address
from extraction.pipeline import extract, extraction_id
from flows.budget import AccountedJournal, Budget
from flows.claims import Claims, claims
from flows.estimate import Expectation, PaidEngine
from flows.intake import Intake, Landing, defect
from flows.ledger import ledger_of
from flows.passed_over import why_not_asked
from flows.progress import Progress, current_progress
from flows.readings import PROBE
from flows.request import RunRequest
from flows.run_lines import Outcome, RunLines
from flows.stopping import Stop
from schemas.registry import Kind, select_kinds
from warehouse.layout import layout

UNCHANGED_AT_ONCE = 100
"""Unchanged sources between two looks at whether somebody wants the run to end: a few milliseconds."""


class Run:
    """The state of one run, and the way of one document through it."""

    def __init__(self, run_id: str, request: RunRequest, settings: Settings, engine: Engine, landing: Landing) -> None:
        self.run_id = run_id
        self.request = request
        self.settings = settings
        self.engine = engine
        self.kinds: tuple[Kind, ...] = select_kinds(request.kinds)
        self.warehouse = request.warehouse_path(settings)
        self.budget = Budget(request.max_cost, request.max_tokens)
        question = extraction_id(PROBE, self.kinds, engine)
        self.intake = Intake(run_id, request, settings, landing, question)
        self.counts = self.intake.counts
        self.stop = Stop()
        self.progress: Progress = current_progress()
        self._landing = landing
        self._lines = RunLines(run_id, request.command(), engine, self.kinds)
        self.journal = AccountedJournal(RunJournal(landing.index, landing.writer), self.budget, fresh=request.fresh)
        self.claims: Claims | None = None
        """Where a document costs something, so that no other run asks about it meanwhile."""
        self._taken: set[str] = set()
        self._passed_over: set[str] = set()
        self.touched: frozenset[str] | None = None

    async def follow(self, sources: Sequence[str]) -> list[str]:
        """Return `sources` with every feed, sitemap and list among them replaced by what it leads to."""
        found = [source for source in sources if not is_address(source)]

        async def follow() -> None:
            found.extend(await self.intake.follow([source for source in sources if is_address(source)]))

        try:
            await self.stop.guard(follow())
        except LandingError as error:
            self.stop.request("stopped", error)
        return found

    @property
    def outcome(self) -> Outcome:
        """How the run ended."""
        return self.stop.reason or ("failed_documents" if self.counts.failed else "done")

    async def pass_unchanged(self, sources: Sequence[str]) -> list[str]:
        """Land of every file that it holds what it held, where that is all done, and return the other sources.

        That a file has changed is seen by its bytes alone: times and sizes can stay the same.
        """
        others = []
        for number, source in enumerate(sources):
            if number % UNCHANGED_AT_ONCE == 0:
                await asyncio.sleep(0)
            if not self.may_begin():
                break
            try:
                is_known = not is_address(source) and self.intake.is_known(await self.intake.open(source))
            except LandingError as error:
                self.stop.request("stopped", error)
                break
            if is_known:
                self.progress.show(self.counts)
            else:
                others.append(source)
        return others

    async def process_all(self, sources: Iterable[str], places: asyncio.Semaphore) -> None:
        """Process `sources`, as many at a time as there are free `places`, until all are done or the run stops."""
        async with asyncio.TaskGroup() as group:
            for source in sources:
                group.create_task(self._process_when_free(source, places))

    async def _process_when_free(self, source: str, places: asyncio.Semaphore) -> None:
        async with places:
            await self.stop.guard(self.process(source))

    async def process(self, source: str) -> None:
        """Read one source, extract what is not yet extracted, and land both; does nothing once the run has stopped."""
        if not self.may_begin():
            return
        try:
            reading = await self.intake.open(source)
            if self.intake.is_known(reading):
                self.progress.show(self.counts)
                return
            async with aclosing(self.intake.read(reading)) as documents:
                async for document in documents:
                    if document is not None:
                        self.intake.sight(document)
                        reading.add(document, await self._extract_once(document))
                    self.counts.documents += 1
                    self.progress.show(self.counts)
                    if not self.may_begin():
                        return
            self.intake.remember(reading)
        except BudgetReachedError as error:  # nothing of the document is landed: its answers wait in the log
            self.stop.request("budget", error)
        except (LandingError, PermanentEngineError) as error:
            self.stop.request("stopped", error)

    def done(self, extraction_id: str) -> bool:
        """Return whether the log holds this extraction, and nothing of it waits to be asked again."""
        return extraction_id in self._landing.index.done

    def answered(self, request_hash: str) -> bool:
        """Return whether the log holds an answer to this request."""
        return request_hash in self._landing.index.answers

    def append(self, line: AnyLine) -> None:
        """Land any other line."""
        self._landing.writer.append(line)

    def land_start(self) -> None:
        """Land that the run began."""
        self._landing.writer.append(self._lines.started())

    def land_end(self) -> None:
        """Land what the run did, and how it ended."""
        line = self._lines.finished(self.counts, self.budget.known_cost, self.outcome)
        self._landing.writer.append(line, sync=True)

    def may_begin(self) -> bool:
        """Return whether one more document may be begun: nothing has stopped the run, and there are not enough yet."""
        limit = self.request.limit
        return self.stop.reason is None and (limit is None or len(self._taken) < limit)

    async def _extract_once(self, document: Document) -> str:
        """Have a document extracted, unless that is done, and return its extraction_id."""
        identity = extraction_id(document, self.kinds, self.engine)
        done = identity in self._landing.index.done and not self.request.fresh
        if done or identity in self._taken:
            self.counts.skipped += 1
            return identity
        why = why_not_asked(document, self.kinds) if self.request.triage else None
        if why is not None:
            self.pass_over(document, identity, why)
            return identity
        self._taken.add(identity)
        async with self.claims.held(identity) if self.claims else nullcontext():
            if identity in self._landing.index.done and not self.request.fresh:  # another run was at it
                self._taken.discard(identity)
                self.counts.skipped += 1
            else:
                self.land(await self.extract(document, identity))
        return identity

    def pass_over(self, document: Document, identity: str, why: str) -> None:
        """Land, once, that a document is not asked and why; it is not done, and a run without triage asks it."""
        if identity in self._passed_over:
            return
        self._passed_over.add(identity)
        self.counts.passed_over.add(planned_requests(document, self.kinds, self.engine), self._expectation)
        if identity not in self._landing.index.skipped:
            self._landing.writer.append(self._lines.unanswered(document, identity, "skipped", "triage", why))

    @cached_property
    def _expectation(self) -> Expectation | None:
        """What requests of this engine take, by what earlier ones took: only estimates need it."""
        log = self._landing.index.log
        return (
            Expectation(self.engine, ledger_of(log, self.engine.name)) if isinstance(self.engine, PaidEngine) else None
        )

    def land(self, line: ExtractionLine) -> None:
        """Land an extraction, and count what is in it."""
        self._landing.writer.append(line)
        if line.status == "failed":
            self.counts.failed += 1
        else:
            self.counts.extracted += 1
        if line.status == "ok":
            self._landing.index.done.add(line.extraction_id)
        self.counts.records += len(line.records)
        self.counts.rejects += len(line.rejects)

    async def extract(self, document: Document, identity: str) -> ExtractionLine:
        """Return the extraction of a document, whatever comes of it; raises what no document can survive."""
        context = RunContext(self.run_id, identity, self.journal, self.budget)
        try:
            return await extract(document, self.kinds, self.engine, context)
        except (LandingError, PermanentEngineError, BudgetReachedError):
            raise
        except Exception as error:  # noqa: BLE001 - a defect that one document brings out costs only that one
            return self.failure(document, identity, defect(document.source, error))

    def failure(self, document: Document, identity: str, reason: str) -> ExtractionLine:
        """Return the extraction of a document that failed as a whole."""
        return self._lines.unanswered(document, identity, "failed", "engine", reason)


@asynccontextmanager
async def open_run(request: RunRequest, run_id: str, engine: Engine | None = None) -> AsyncIterator[Run]:
    """Open engine and landing log for one run, and close them; the log then tells how the run ended.

    The engine is the one that the request names, if none is given. Raises UsageError for what cannot be run at all.
    """
    settings = load_settings()
    engine = engine or open_engine(request.engine_name(settings), settings)
    log = LandingLog(layout(request.warehouse_path(settings)).landing)
    try:
        with log.writer() as writer:
            index = LandingIndex.of(log)
            run = Run(run_id, request, settings, engine, Landing(index, writer))
            run.land_start()
            try:
                with claims(index) if isinstance(engine, PaidEngine) else nullcontext() as run.claims:
                    yield run
                run.land_end()
            finally:
                await run.intake.aclose()
                index.forget()  # the load that follows needs the memory
    finally:
        await engine.aclose()


def unanswered(kinds: Sequence[Kind], engine: Engine) -> list[str]:
    """Return the names of the kinds that `engine` cannot yield anything for."""
    answered = engine.kinds_answered(kinds)
    return [kind.name for kind in kinds if kind not in answered]
