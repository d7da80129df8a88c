"""Writing what is not answered yet into batch files: what a run would send, to be answered elsewhere."""

from __future__ import annotations

import asyncio
import shlex
import uuid
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from core.document import Document
from core.landing.log import LandingLog
from core.lines import RequestLine
from core.settings import Settings
from extraction.batch.requests import BatchFiles, batch_line, custom_id
from extraction.conversation import planned_requests
from extraction.engines import open_engine
from extraction.engines.model.unsent import Unsent, UnsentEngine, unsent_engine
from extraction.pipeline import extraction_id
from extraction.reading import discover
from flows.batch_log import BatchLog
from flows.documents import metadata_items
from flows.estimate import Expectation, PaidEngine, RunEstimate
from flows.ledger import ledger_of
from flows.passed_over import why_not_asked
from flows.preflight import check_warehouse
from flows.request import RunRequest
from flows.run import Run, open_run
from schemas.registry import select_kinds
from schemas.wire import schema_hash
from warehouse.layout import layout


class ExportRequest(RunRequest):
    """Which documents, asked of which model, into which file."""

    output: Path = Field(description="The batch file to write.")

    def command(self) -> str:
        """Return the command that asks for the same."""
        return self.typed("batch export", [("--output", self.output)])

    def import_command(self) -> str:
        """Return the command for the file of the answers."""
        where = ["--warehouse", str(self.warehouse)] if self.warehouse else []
        return shlex.join(["dossier", "batch", "import", "FILE", *where])


@dataclass
class ExportReport:
    """What was written, and what was not and why."""

    estimate: RunEstimate
    files: list[Path] = field(default_factory=list)
    parts: int = 0
    reasks: int = 0
    answered: int = 0
    """Documents whose answers have all arrived, and wait to be extracted."""
    unusable: list[str] = field(default_factory=list)
    """Documents whose answers have arrived, and cannot be used: each with its reason."""


def export_batch(request: ExportRequest, settings: Settings) -> ExportReport:
    """Write what the model would be asked about the documents of `request`, and land what that takes to be imported.

    Needs no key and sends nothing. Raises UsageError for what cannot be exported at all.
    """
    kinds = select_kinds(request.kinds)
    warehouse = request.warehouse_path(settings)
    check_warehouse(warehouse)
    engine = open_engine(request.engine_name(settings), settings, to_ask=False)
    log = LandingLog(layout(warehouse).landing)
    unsent = unsent_engine(engine, BatchLog.read(log).refused)
    estimate = RunEstimate()
    if isinstance(engine, PaidEngine):
        estimate.expectation = Expectation(engine, ledger_of(log, engine.name), in_batch=True)
    export = _Export(request, unsent, ExportReport(estimate), schema_hash(kinds))
    asyncio.run(export.write(list(discover(request.sources, addresses=True))))
    return export.report


@dataclass
class _Export:
    request: ExportRequest
    engine: UnsentEngine
    report: ExportReport
    schema: str
    taken: set[str] = field(default_factory=set)

    async def write(self, sources: Sequence[str]) -> None:
        """Write all files, or none: they get their names when the log holds what they ask for."""
        with BatchFiles(self.request.output) as files:
            async with open_run(self.request, str(uuid.uuid4()), self.engine) as run:
                for source in await run.follow(sources):
                    if self._is_full:
                        break
                    await self._add_all(run, source, files)
            self.report.files = files.paths

    @property
    def _is_full(self) -> bool:
        return self.request.limit is not None and self.report.estimate.to_extract >= self.request.limit

    async def _add_all(self, run: Run, source: str, files: BatchFiles) -> None:
        reading = await run.intake.open(source)
        async with aclosing(run.intake.read(reading)) as documents:
            async for document in documents:
                self.report.estimate.documents += 1
                run.counts.documents += 1
                if document is None:
                    self.report.estimate.unreadable += 1
                else:
                    await self._add(run, document, files)
                if self._is_full:
                    return

    async def _add(self, run: Run, document: Document, files: BatchFiles) -> None:
        estimate = self.report.estimate
        run.intake.sight(document)
        identity = extraction_id(document, run.kinds, self.engine)
        if run.done(identity) or identity in self.taken:
            estimate.done += 1
            run.counts.skipped += 1
            return
        self.taken.add(identity)
        why = why_not_asked(document, run.kinds) if self.request.triage else None
        if why is not None:
            run.pass_over(document, identity, why)
            estimate.passed_over.add(planned_requests(document, run.kinds, self.engine), estimate.expectation)
            return
        line = await run.extract(document, identity)
        pending = self.engine.unsent(identity)
        if pending:
            for unsent in pending:
                self._write(run, document, identity, unsent, files)
        elif line.status == "failed":
            self.report.unusable.append(f"{document.source}: {line.rejects[0].reason}")
        else:
            self.report.answered += 1

    def _write(self, run: Run, document: Document, identity: str, unsent: Unsent, files: BatchFiles) -> None:
        name = custom_id(identity, unsent)
        files.add(batch_line(name, self.engine.api, unsent.body))
        run.append(self._line(run, document, identity, name, unsent))
        self.report.estimate.add(unsent.request)
        self.report.parts += unsent.request.part is not None
        self.report.reasks += bool(unsent.request.failed)

    def _line(self, run: Run, document: Document, identity: str, name: str, unsent: Unsent) -> RequestLine:
        return RequestLine(
            request_hash=unsent.request_hash,
            custom_id=name,
            extraction_id=identity,
            document_id=document.document_id,
            run_id=run.run_id,
            engine=self.engine.name,
            model=self.engine.model,
            identity=self.engine.identity,
            api=self.engine.api,
            kinds=[kind.name for kind in run.kinds],
            prompt_version=self.engine.prompt_version,
            schema_hash=self.schema,
            bytes_in=len(unsent.body.encode()),
            source=document.source,
            title=document.title,
            published_on=document.published_on,
            language=document.language,
            media_type=document.media_type,
            metadata=metadata_items(document),
        )
