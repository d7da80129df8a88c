"""What earlier runs have made of the same bytes: the landing log says it, and nobody needs to read them again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from core.document import Document, Metadata
from core.identity import digest
from core.landing.index import KnownReading, LandingIndex
from core.lines import ReadDocument, ReadingLine
from core.settings import Settings
from extraction.reading import Found
from extraction.reading.identity import reader_identity
from flows.request import RunRequest

PROBE = Document(
    "Text.",
    "probe.txt",
    title="Title",
    published_on=date(2000, 1, 1),
    language="en",
    metadata=(Metadata("title", "Title"),),
)
"""A document of which only the extraction_id is of use: it changes with everything that is asked beside a document."""


@dataclass
class Reading:
    """A source as it is now, and what comes of it. Without an `identity`, nobody will know it again."""

    source: str
    identity: str | None = None
    found: Iterator[Found] = field(default_factory=lambda: iter(()))
    takes_long: Callable[[], bool] = lambda: False
    is_still: Callable[[], bool] = lambda: True
    """Says, of what was not read at once, whether it is what it was at first."""
    documents: list[ReadDocument] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    is_whole: bool = True
    """Whether everything in it could be read."""

    def add(self, document: Document, extraction_id: str) -> None:
        """Keep that `document` came of it, and what was asked of that."""
        one = ReadDocument(source=document.source, document_id=document.document_id, extraction_id=extraction_id)
        self.documents.append(one)


class Readings:
    """What the log knows of readings with one `question`: the extraction_id that `PROBE` has in this run."""

    def __init__(self, index: LandingIndex, request: RunRequest, settings: Settings, question: str) -> None:
        self._index = index
        self._is_fresh = request.fresh
        self._how = digest(reader_identity(), [settings.max_document_bytes, request.language], question)

    def identity(self, source: str, content: str) -> str:
        """Return what identifies `content`, a hash, at `source`, and all that decides what comes of it in this run."""
        return digest(source, content, self._how)

    def known(self, reading: Reading) -> KnownReading | None:
        """Return what an earlier run made of it, if the log holds all of that and nothing of it is to be asked."""
        known = self._index.readings.get(reading.identity) if reading.identity and not self._is_fresh else None
        if known is None:
            return None
        index = self._index
        there = all(document in index.documents and work in index.done for _, document, work in known.documents)
        return known if there else None

    def remembered(self, reading: Reading, run_id: str) -> ReadingLine | None:
        """Take in what came of a source that was read to its end; return the line that says it, if there is need."""
        if reading.identity is None or reading.identity in self._index.readings:
            return None
        if not (reading.is_whole and reading.documents and reading.is_still()):
            return None
        line = ReadingLine(
            reading_id=reading.identity,
            source=reading.source,
            run_id=run_id,
            documents=reading.documents,
            left_out=dict(reading.left_out),
        )
        self._index.add_reading(line)
        return line
