"""One run: what it is made of, and what it does with each document. Knows nothing of Prefect."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Sequence
from contextlib import aclosing, asynccontextmanager, nullcontext
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal

from core.defects import named, traced
from core.document import Document
from core.errors import BudgetReachedError, DocumentError, LandingError, PermanentEngineError
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.landing.writer import LandingWriter
from core.lines import AnyLine, ExtractionLine, Reject, RejectLine, RunLine, SightingLine
from core.settings import Settings, load_settings
from extraction.conversation import planned_requests
from extraction.engine import Engine, RunContext
from extraction.engines import open_engine
from extraction.fetching.addresses import is_address
from extraction.pipeline import extract, extraction_id
from extraction.reading import Found, LeftOut, Unread
from flows.budget import AccountedJournal, Budget
from flows.claims import Claims, claims
from flows.documents import document_line, with_metadata
from flows.estimate import Expectation, PaidEngine
from flows.ledger import ledger_of
from flows.passed_over import why_not_asked
from flows.progress import Counts, Progress, current_progress
from flows.reading import documents_of
from flows.request import RunRequest
from flows.stopping import Stop
from schemas.registry import Kind, select_kinds
from schemas.wire import models_hash, schema_hash
from warehouse.layout import layout

if TYPE_CHECKING:
    from flows.web import Web

Outcome = Literal["done", "failed_documents", "stopped", "interrupted", "budget"]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Landing:
    """The landing log as a run uses it: what it holds, and where this run writes."""

    index: LandingIndex
    writer: LandingWriter


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
        self.counts = Counts()
        self.stop = Stop()
        self.progress: Progress = current_progress()
        self._landing = landing
        self.journal = AccountedJournal(RunJournal(landing.index, landing.writer), self.budget, fresh=request.fresh)
        self.claims: Claims | None = None
        """Where a document costs something, so that no other run asks about it meanwhile."""
        self._taken: set[str] = set()
        self._passed_over: set[str] = set()
        self.touched: frozenset[str] | None = None
        self._web: Web | None = None

    @property
    def web(self) -> Web:
        """What the run fetches; made when the first address comes up."""
        if self._web is None:
            from flows.web import Web  # imports what speaks HTTP, which a run over files does not need

            log, archive = self._landing.index.log, layout(self.warehouse).archive
            self._web = Web(log, archive, self.settings, self.run_id, self.append)
        return self._web

    async def follow(self, sources: Sequence[str]) -> list[str]:
        """Return `sources` with every feed, sitemap and list among them replaced by what it leads to."""
        found = [source for source in sources if not is_address(source)]

        async def follow() -> None:
            found.extend(await self.web.follow([source for source in sources if is_address(source)]))

        try:
            await self.stop.guard(follow())
        except LandingError as error:
            self.stop.request("stopped", error)
        return found

    @property
    def vanished(self) -> list[str]:
        """The pages that were there in an earlier run and are not any more."""
        return sorted(self._web.vanished) if self._web is not None else []

    @property
    def unchanged(self) -> int:
        """How many pages and lists are as they were."""
        return self._web.unchanged if self._web is not None else 0

    async def aclose(self) -> None:
        """Close what it fetched by."""
        if self._web is not None:
            await self._web.aclose()

    @property
    def outcome(self) -> Outcome:
        """How the run ended."""
        return self.stop.reason or ("failed_documents" if self.counts.failed else "done")

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
            async with aclosing(self.read(source)) as documents:
                async for document in documents:
                    if document is not None:
                        self.sight(document)
                        await self._extract_once(document)
                    self.counts.documents += 1
                    self.progress.show(self.counts)
                    if not self.may_begin():
                        return
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
        self._landing.writer.append(self._line("started"))

    def land_end(self) -> None:
        """Land what the run did, and how it ended."""
        counts = self.counts
        line = self._line("finished").model_copy(
            update={
                "documents": counts.documents,
                "extracted": counts.extracted,
                "skipped": counts.skipped,
                "failed": counts.failed,
                "records": counts.records,
                "rejects": counts.rejects,
                "cost_usd": self.budget.known_cost,
                "outcome": self.outcome,
            }
        )
        self._landing.writer.append(line, sync=True)

    def may_begin(self) -> bool:
        """Return whether one more document may be begun: nothing has stopped the run, and there are not enough yet."""
        limit = self.request.limit
        return self.stop.reason is None and (limit is None or len(self._taken) < limit)

    async def read(self, source: str) -> AsyncGenerator[Document | None]:
        """Yield the documents that a source holds; None for what cannot be read, and the log then says why."""
        is_first = True
        async for found in self._found(source):
            if isinstance(found, LeftOut):
                self.counts.left_out[PurePath(found.source).suffix.lower()] += 1
                continue
            self.counts.further += not is_first
            is_first = False
            if isinstance(found, Unread):
                self._reject(found.source, found.error.message)
                yield None
            else:
                yield found

    async def _found(self, source: str) -> AsyncIterator[Found]:
        try:
            limit = self.settings.max_document_bytes
            here = self.web.documents(source) if is_address(source) else documents_of(source, max_bytes=limit)
            async for found in here:
                told = self.request.language
                yield with_metadata(found, language=told) if isinstance(found, Document) else found
        except LandingError:
            raise
        except Exception as error:  # noqa: BLE001 - a defect that one document brings out costs only that one
            yield Unread(source, DocumentError(_defect(source, error)))

    def _reject(self, source: str, reason: str) -> None:
        self._landing.writer.append(RejectLine(source=source, run_id=self.run_id, reason=reason))
        self.counts.failed += 1
        self.counts.rejects += 1

    def sight(self, document: Document) -> None:
        """Land that a source holds this document, and the document if it is new."""
        if document.document_id not in self._landing.index.documents:
            self._landing.writer.append(document_line(document))
            self._landing.index.documents.add(document.document_id)
        archived = self._web.archived(document.source) if self._web is not None else None
        for source in self._web.sources(document.source) if self._web is not None else [document.source]:
            self._landing.writer.append(
                SightingLine(
                    document_id=document.document_id,
                    source=source,
                    run_id=self.run_id,
                    archived=archived,
                    tags=self.request.tags,
                )
            )

    async def _extract_once(self, document: Document) -> None:
        identity = extraction_id(document, self.kinds, self.engine)
        done = identity in self._landing.index.done and not self.request.fresh
        if done or identity in self._taken:
            self.counts.skipped += 1
            return
        why = why_not_asked(document, self.kinds) if self.request.triage else None
        if why is not None:
            self.pass_over(document, identity, why)
            return
        self._taken.add(identity)
        async with self.claims.held(identity) if self.claims else nullcontext():
            if identity in self._landing.index.done and not self.request.fresh:  # another run was at it
                self._taken.discard(identity)
                self.counts.skipped += 1
                return
            self.land(await self.extract(document, identity))

    def pass_over(self, document: Document, identity: str, why: str) -> None:
        """Land, once, that a document is not asked and why; it is not done, and a run without triage asks it."""
        if identity in self._passed_over:
            return
        self._passed_over.add(identity)
        self.counts.passed_over.add(planned_requests(document, self.kinds, self.engine), self._expectation)
        if identity not in self._landing.index.skipped:
            reject = Reject(kind=None, field=None, stage="triage", reason=why)
            self._landing.writer.append(self._unanswered(document, identity, "skipped", reject))

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
        except Exception as error:  # noqa: BLE001 - the same
            return self.failure(document, identity, _defect(document.source, error))

    def failure(self, document: Document, identity: str, reason: str) -> ExtractionLine:
        """Return the extraction of a document that failed as a whole."""
        return self._unanswered(
            document, identity, "failed", Reject(kind=None, field=None, stage="engine", reason=reason)
        )

    def _unanswered(
        self, document: Document, identity: str, status: Literal["failed", "skipped"], reject: Reject
    ) -> ExtractionLine:
        return ExtractionLine(
            extraction_id=identity,
            status=status,
            document_id=document.document_id,
            source=document.source,
            run_id=self.run_id,
            engine=self.engine.name,
            kinds=[kind.name for kind in self.kinds],
            prompt_version=self.engine.prompt_version,
            schema_hash=schema_hash(self.kinds),
            models_hash=models_hash(self.kinds),
            records=[],
            rejects=[reject],
        )

    def _line(self, event: str) -> RunLine:
        return RunLine.model_validate(
            {
                "run_id": self.run_id,
                "event": event,
                "engine": self.engine.name,
                "kinds": [kind.name for kind in self.kinds],
                "command": self.request.command(),
            }
        )


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
                await run.aclose()
    finally:
        await engine.aclose()


def _defect(source: str, error: Exception) -> str:
    """Log a defect of ours that one document brings out, so that it costs only that one, and return it as a reason."""
    logger.warning("%s: %s\n%s", source, named(error), traced(error))
    return f"{named(error)}: `dossier extract` shows the whole of it"


def unanswered(kinds: Sequence[Kind], engine: Engine) -> list[str]:
    """Return the names of the kinds that `engine` cannot yield anything for."""
    answered = engine.kinds_answered(kinds)
    return [kind.name for kind in kinds if kind not in answered]
