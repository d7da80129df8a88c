"""Answers from files into the landing log, and then the documents they belong to, extracted as in a run.

Every answer is on disk before anything is made of it. From then on the log answers the requests, as it does for a run
that is taken up again; what it does not answer stays pending, and is in the next export.
"""

from __future__ import annotations

import asyncio
import dataclasses
import shlex
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from core.document import Document
from core.landing.log import LandingLog
from core.lines import CallLine, ExtractionLine, RequestLine
from core.settings import Settings, load_settings
from core.wording import counted
from extraction.batch.requests import custom_id
from extraction.batch.results import Answered, Failed, as_api, read_results
from extraction.engines import open_engine
from extraction.engines.model.engine import ModelEngine
from extraction.engines.model.failures import Failure
from extraction.engines.model.options import OPENAI_BASE_URL
from extraction.engines.model.unsent import Unsent, UnsentEngine, unsent_engine
from extraction.pipeline import extraction_id
from flows.batch_log import BatchLog
from flows.batch_plan import ImportRequest, group_of
from flows.documents import asked_document
from flows.line_notes import LineNotes
from flows.run import Run, open_run
from schemas.wire import schema_hash
from warehouse.layout import layout

# Where a compatible server is that nobody names any more: no name of this domain can exist (RFC 2606).
NOWHERE = "http://imported.invalid/v1"
ANSWERED_TWICE = "the request has another answer already, which is kept"
PUT_OTHERWISE = (
    "the request is put otherwise today, with the same prompt and schema: Dossier or a library of it has changed"
)
NO_DOCUMENT = "the text of the document is not in the landing log any more"


@dataclass(frozen=True)
class Origin:
    """The line of a file that an answer came from."""

    file: str
    number: int


@dataclass
class Import:
    """One import: what its lines said, and what is to be made of them."""

    run: Run
    engine: UnsentEngine
    paid: ModelEngine
    batch: BatchLog
    problems: LineNotes = field(default_factory=LineNotes)
    asked: dict[str, RequestLine] = field(default_factory=dict)
    """A request of each extraction that an answer came for."""
    origins: dict[str, dict[str, Origin]] = field(default_factory=dict)
    """Where the answers of each extraction stand, by custom_id."""
    failed: dict[str, str] = field(default_factory=dict)
    """Why a request has no answer, by its hash."""
    repeated: int = 0
    waiting: int = 0
    partial: int = 0

    def land_answers(self) -> None:
        """Put every answer of the files on disk that is not yet, each as a call with what it took."""
        for file in self.run.request.sources:
            for result in read_results(Path(file)):
                if isinstance(result, Answered | Failed):
                    self._land(result, Origin(file, result.number))

    async def extract_answered(self) -> None:
        """Extract the documents whose answers have arrived, now or in an import that was broken off."""
        for line in self.batch.exported():
            if group_of(line) == self._group and self.run.answered(line.request_hash):
                self.asked.setdefault(line.extraction_id, line)
        self.run.progress.begin(len(self.asked))
        for line in self.asked.values():
            if self.run.stop.reason:
                break
            await self._extract(line)
            self.run.counts.documents += 1
            self.run.progress.show(self.run.counts)
            await asyncio.sleep(0)  # a signal is heard between two documents
        self.run.progress.end()

    def notes(self) -> list[str]:
        """Return what is no problem, and worth knowing."""
        again = self._next_export()
        said = {
            f"{counted(self.repeated, 'answer')} had been imported before, or in the files twice": self.repeated,
            f"{counted(self.waiting, 'document')} without all answers in the file; the next export has what is "
            f"missing: {again}": self.waiting,
            f"{counted(self.partial, 'document')} loaded, but for some records that did not hold; the next export asks "
            f"for these again: {again}": self.partial,
        }
        return [text for text, count in said.items() if count]

    @property
    def _group(self) -> tuple[str, str, tuple[str, ...]]:
        request = self.run.request
        assert isinstance(request, ImportRequest)  # noqa: S101 - it is what the import was opened for
        return request.group

    def _land(self, result: Answered | Failed, origin: Origin) -> None:
        line = self.batch.request(result.custom_id)
        if line is None or group_of(line) != self._group:
            return
        if isinstance(result, Failed):
            self._land_failure(result, line, origin)
            return
        self.asked[line.extraction_id] = line
        self.origins.setdefault(line.extraction_id, {})[line.custom_id] = origin
        raw, known = as_api(line.api, result), self.run.journal.answered(line.request_hash)
        if known is None:
            self.run.journal.record(self._call(line, result, raw))
        elif known.raw == raw:
            self.repeated += 1
        else:
            self.problems.add(origin.file, origin.number, ANSWERED_TWICE)

    def _call(self, line: RequestLine, result: Answered, raw: str) -> CallLine:
        tokens = result.answer.tokens
        return self._blank_call(line).model_copy(
            update={
                "model": result.model or line.model,
                "outcome": result.answer.outcome,
                "error": result.answer.detail if result.answer.outcome != "refused" else None,
                "raw": raw,
                "tokens_in": tokens.read,
                "tokens_cached": tokens.cached,
                "tokens_out": tokens.written,
                "tokens_reasoning": tokens.reasoning,
                "cost_usd": self.paid.cost(tokens, in_batch=True),
            }
        )

    def _land_failure(self, result: Failed, line: RequestLine, origin: Origin) -> None:
        if self.run.answered(line.request_hash):
            return  # an earlier try, of which nothing is left to be done
        failure = _without_words(result.failure)
        error = failure.summary + (f" ({result.batch_request})" if result.batch_request else "")
        if (line.request_hash, error) not in self.batch.failures:
            self.batch.failures.add((line.request_hash, error))
            call = self._blank_call(line).model_copy(update={"outcome": failure.outcome, "error": failure.summary})
            self.run.journal.record(call.model_copy(update={"error": error}))
        self.asked.setdefault(line.extraction_id, line)
        self.failed[line.request_hash] = failure.summary
        self.problems.add(
            origin.file, origin.number, f"the request failed: {failure.summary}", f"Ask again: {self._export_of(line)}"
        )

    def _blank_call(self, line: RequestLine) -> CallLine:
        return CallLine(
            request_hash=line.request_hash,
            extraction_id=line.extraction_id,
            document_id=line.document_id,
            run_id=self.run.run_id,
            engine=line.engine,
            model=line.model,
            attempt=1,
            outcome="no_response",
            latency_s=0.0,
            bytes_in=line.bytes_in,
        )

    async def _extract(self, line: RequestLine) -> None:
        if self.run.done(line.extraction_id):
            self.run.counts.skipped += 1
            return
        text = self.batch.text(line.document_id)
        if text is None:
            self._all_lines(line, NO_DOCUMENT)
            return
        document = asked_document(line, text)
        if extraction_id(document, self.run.kinds, self.engine) != line.extraction_id:
            self._all_lines(line, self._change(line))
            return
        extracted = await self.run.extract(document, line.extraction_id)
        self._settle(line, document, extracted, self.engine.unsent(line.extraction_id))

    def _settle(self, line: RequestLine, document: Document, extracted: ExtractionLine, pending: list[Unsent]) -> None:
        """Land what came of a document, as far as it can be said before the rest is answered."""
        missing = [unsent for unsent in pending if not unsent.request.failed]
        reasons = sorted({self.failed[u.request_hash] for u in missing if u.request_hash in self.failed})
        if reasons:
            self._land_once(self.run.failure(document, line.extraction_id, f"{line.engine}: {'; '.join(reasons)}"))
        elif missing:
            self.waiting += 1
            for name in {custom_id(line.extraction_id, u) for u in missing} & set(self._origins(line)):
                self._one_line(self._origins(line)[name], line, PUT_OTHERWISE)
        elif pending and extracted.status == "ok":
            self.partial += 1
            self._land_once(extracted.model_copy(update={"status": "partial"}))
        else:
            self._land_once(extracted)

    def _land_once(self, extracted: ExtractionLine) -> None:
        """Land an extraction, unless the last one of this id came to the very same."""
        before = self.batch.extraction(extracted.extraction_id)
        if before is not None and _came_to(before) == _came_to(extracted):
            self.run.counts.skipped += 1
        else:
            self.run.land(extracted)

    def _change(self, line: RequestLine) -> str:
        if line.prompt_version != self.engine.prompt_version:
            return f"asked with the prompt {line.prompt_version}, and now that is {self.engine.prompt_version}"
        if line.schema_hash != schema_hash(self.run.kinds):
            return "asked for another schema: that of these kinds has changed since"
        if line.identity != self.engine.identity:
            return f"asked with other parameters: {line.identity}, and now {self.engine.identity}"
        return PUT_OTHERWISE

    def _all_lines(self, line: RequestLine, reason: str) -> None:
        for origin in self._origins(line).values():
            self._one_line(origin, line, reason)

    def _one_line(self, origin: Origin, line: RequestLine, reason: str) -> None:
        told = f"{reason}; the answer is kept, and not used"
        self.problems.add(origin.file, origin.number, told, f"Ask anew: {self._export_of(line)}")

    def _origins(self, line: RequestLine) -> dict[str, Origin]:
        return self.origins.get(line.extraction_id, {})

    def _export_of(self, line: RequestLine) -> str:
        return _to_a_new_file(self.batch.exports.get(line.run_id, "dossier batch export"))

    def _next_export(self) -> str:
        return next((self._export_of(line) for line in self.asked.values()), "dossier batch export")


def _to_a_new_file(command: str) -> str:
    """Return the command of an export with another file to write than those that are there: it writes over none."""
    words = shlex.split(command)
    if "--output" not in words:
        return command
    place = words.index("--output") + 1
    first = Path(words[place])
    again = (first.with_stem(f"{first.stem}-again{number}") for number in ("", *range(2, 10_000)))
    words[place] = str(next((file for file in (first, *again) if not file.exists()), first))
    return shlex.join(words)


@asynccontextmanager
async def open_import(request: ImportRequest, run_id: str) -> AsyncIterator[Import]:
    """Open landing log and engine for one import, and close them; raises UsageError."""
    settings = load_settings()
    batch = BatchLog.read(LandingLog(layout(request.warehouse_path(settings)).landing))
    paid = open_engine(request.engine or "", _reached(request, settings), to_ask=False)
    engine = unsent_engine(paid, batch.refused)
    assert isinstance(paid, ModelEngine)  # noqa: S101 - `unsent_engine` has seen to it
    async with open_run(request, run_id, engine) as run:
        yield Import(run, engine, paid, batch)


def _reached(request: ImportRequest, settings: Settings) -> Settings:
    """Return the settings under which the engine speaks as it did when the requests were exported."""
    own = settings.base_url if settings.base_url and settings.base_url.rstrip("/") != OPENAI_BASE_URL else None
    return settings.model_copy(update={"base_url": None if request.api == "responses" else own or NOWHERE})


def _without_words(failure: Failure) -> Failure:
    """Return `failure` without what the server said, which may quote the document; a limit that it told stays."""
    if failure.status is None:
        return failure
    limit = f"maximum context length is {failure.context_tokens}" if failure.context_tokens else None
    code = "context_length_exceeded" if failure.is_too_long else failure.code
    return dataclasses.replace(failure, detail=limit, code=code)


def _came_to(line: ExtractionLine) -> object:
    return line.status, line.records, line.rejects
