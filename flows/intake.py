"""What a run takes in: its sources as they are now, the documents in them, and the word in the log that they hold them.

A source whose bytes an earlier run has read, by the same reader and with the same question, is not read again.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from core.defects import named, traced
from core.document import Document
from core.errors import DocumentError, FetchError, LandingError
from core.landing.index import KnownReading, LandingIndex
from core.landing.writer import LandingWriter
from core.lines import RejectLine, SightingLine
from core.settings import Settings
from extraction.fetching.addresses import is_address
from extraction.reading import Found, LeftOut, SourceFile, Unread, documents_of, takes_long, with_metadata
from flows.documents import document_line
from flows.progress import Counts
from flows.reading import one_by_one
from flows.readings import Reading, Readings
from flows.request import RunRequest
from warehouse.layout import layout

if TYPE_CHECKING:
    from flows.web import Web

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Landing:
    """The landing log as a run uses it: what it holds, and where this run writes."""

    index: LandingIndex
    writer: LandingWriter


class Intake:
    """What one run takes in; `question` is what it asks of every document (`flows.readings.PROBE`)."""

    def __init__(self, run_id: str, request: RunRequest, settings: Settings, landing: Landing, question: str) -> None:
        self.counts = Counts()
        self._run_id = run_id
        self._request = request
        self._settings = settings
        self._landing = landing
        self._readings = Readings(landing.index, request, settings, question)
        self._web: Web | None = None

    @property
    def web(self) -> Web:
        """What the run fetches; made when the first address comes up."""
        if self._web is None:
            from flows.web import Web  # imports what speaks HTTP, which a run over files does not need

            log, archive = self._landing.index.log, layout(self._request.warehouse_path(self._settings)).archive
            self._web = Web(log, archive, self._settings, self._run_id, self._landing.writer.append)
        return self._web

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

    async def follow(self, addresses: Sequence[str]) -> list[str]:
        """Return `addresses` with every feed, sitemap and list among them replaced by what it leads to."""
        return await self.web.follow(addresses)

    async def open(self, source: str) -> Reading:
        """Return what is at `source` now, of which nothing is read yet; addresses are fetched."""
        try:
            return await self._open_page(source) if is_address(source) else self._open_file(source)
        except LandingError:
            raise
        except Exception as error:  # noqa: BLE001 - a defect that one source brings out costs only that one
            return Reading(source, found=iter([Unread(source, DocumentError(defect(source, error)))]))

    def is_known(self, reading: Reading) -> bool:
        """Say whether the log holds all that comes of a source; if so, it is landed that it does, and counted."""
        known = self._readings.known(reading)
        if known is None:
            return False
        for source, document_id, _ in known.documents:
            self._sighted(document_id, source)
        self._count(known)
        return True

    async def read(self, reading: Reading) -> AsyncGenerator[Document | None]:
        """Yield the documents of a source; None for what cannot be read, and the log then says why."""
        is_first = True
        async for found in self._found(reading):
            if isinstance(found, LeftOut):
                suffix = PurePath(found.source).suffix.lower()
                reading.left_out[suffix] += 1
                self.counts.left_out[suffix] += 1
                continue
            self.counts.further += not is_first
            is_first = False
            if isinstance(found, Unread):
                reading.is_whole = False
                self._reject(found.source, found.error.message)
                yield None
            else:
                yield found

    def sight(self, document: Document) -> None:
        """Land that a source holds this document, and the document if it is new."""
        if document.document_id not in self._landing.index.documents:
            self._landing.writer.append(document_line(document))
            self._landing.index.documents.add(document.document_id)
        self._sighted(document.document_id, document.source)

    def remember(self, reading: Reading) -> None:
        """Land what came of a source that was read to its end, so that nobody needs to read the same again."""
        line = self._readings.remembered(reading, self._run_id)
        if line is not None:
            self._landing.writer.append(line)

    def _open_file(self, source: str) -> Reading:
        file = SourceFile(source, self._settings.max_document_bytes)
        sha256 = file.sha256()
        return Reading(
            source,
            self._readings.identity(source, sha256) if sha256 else None,
            documents_of(file),
            takes_long=lambda: takes_long(source),
            is_still=lambda: not file.is_archive or file.sha256() == sha256,
        )

    async def _open_page(self, address: str) -> Reading:
        page = await self.web.page(address)
        if page is None:  # it was there once, and has vanished
            return Reading(address)
        if isinstance(page, FetchError):
            return Reading(address, found=iter([Unread(address, page)]))
        identity = self._readings.identity(address, page.identity())
        found = page.documents(self._settings.max_document_bytes)
        return Reading(address, identity, found, takes_long=lambda: page.takes_long)

    async def _found(self, reading: Reading) -> AsyncIterator[Found]:
        language = self._request.language
        try:
            async for found in one_by_one(reading.found, beside=reading.takes_long()):
                yield with_metadata(found, language=language) if isinstance(found, Document) else found
        except LandingError:
            raise
        except Exception as error:  # noqa: BLE001 - the same
            yield Unread(reading.source, DocumentError(defect(reading.source, error)))

    def _sighted(self, document_id: str, source: str) -> None:
        archived = self._web.archived(source) if self._web is not None else None
        for each in self._web.sources(source) if self._web is not None else [source]:
            line = SightingLine(
                document_id=document_id,
                source=each,
                run_id=self._run_id,
                archived=archived,
                tags=self._request.tags,
            )
            self._landing.writer.append(line)

    def _count(self, known: KnownReading) -> None:
        documents = len(known.documents)
        self.counts.documents += documents
        self.counts.further += documents - 1
        self.counts.skipped += documents
        self.counts.left_out.update(known.left_out)

    def _reject(self, source: str, reason: str) -> None:
        self._landing.writer.append(RejectLine(source=source, run_id=self._run_id, reason=reason))
        self.counts.failed += 1
        self.counts.rejects += 1


def defect(source: str, error: Exception) -> str:
    """Log a defect of ours that one document brings out, so that it costs only that one, and return it as a reason."""
    logger.warning("%s: %s\n%s", source, named(error), traced(error))
    return f"{named(error)}: `dossier extract` shows the whole of it"
