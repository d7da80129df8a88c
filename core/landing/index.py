"""What the landing log already holds, by the beginnings of its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from core.landing.log import LandingLog
from core.landing.raw import Place, cannot, interpret, raw_lines
from core.lines import ANSWERED, CallLine, DocumentLine, ExtractionLine, ReadingLine

# A quotation mark inside a JSON string is always escaped: the names of fields below cannot be met inside a value.
_BEGINNING = re.compile(
    rb'\{"line":(?:'
    rb'"document","document_id":"(?P<document>[^"\\]+)",'
    rb'|"extraction","extraction_id":"(?P<extraction>[^"\\]+)","status":"(?P<status>ok|skipped)",'
    rb'|"call","request_hash":"(?P<request>[^"\\]+)",(?:(?!,"raw":)[^\n])*?,"outcome":"(?:%b)",'
    rb")" % "|".join(sorted(ANSWERED)).encode()
)
_NOTHING_TO_ADD = re.compile(
    rb'\{"line":(?:"(?:run|fetch|reject|call|request)"|"extraction","extraction_id":"[^"\\]+","status":)'
)
_SIGHTING = b'{"line":"sighting",'
"""How most lines of an old log begin: every run adds one for each of its documents."""


class KnownReading(NamedTuple):
    """What came of a source: (source, document_id, extraction_id) of each document, and what was left out by suffix."""

    documents: tuple[tuple[str, str, str], ...]
    left_out: Mapping[str, int]


@dataclass
class LandingIndex:
    """What the log already holds: landed documents, finished extractions, and where the models' answers stand."""

    log: LandingLog
    documents: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)
    """Extractions that triage kept from being asked; some of them may be done by now."""
    answers: dict[str, Place] = field(default_factory=dict)
    readings: dict[str, KnownReading] = field(default_factory=dict)
    """By reading_id what came of sources that were read to their end."""
    unfinished: int = 0
    reached: dict[str, int] = field(default_factory=dict)
    """How far each file is known, in bytes."""

    @classmethod
    def of(cls, log: LandingLog) -> Self:
        """Return what `log` already holds, by a scan of the beginnings of its lines."""
        index = cls(log)
        for place, data in log.raw():
            index.add(place, data)
            if data.endswith(b"\n"):
                index.reached[place.file] = place.end
        return index

    def refresh(self) -> None:
        """Take in what has been landed since, by whomever; a line that is being written waits for the next time."""
        for path in self.log.files():
            known = self.reached.get(path.name, 0)
            try:
                if path.stat().st_size <= known:
                    continue
            except OSError as error:
                raise cannot("read", path, error) from error
            for place, data in raw_lines(path, known):
                if data.endswith(b"\n"):
                    self.add(place, data)
                    self.reached[place.file] = place.end

    def add(self, place: Place, data: bytes) -> None:
        """Take in one raw line, from its beginning where that is enough."""
        if not data.endswith(b"\n"):
            self.unfinished += 1
        elif data.startswith(_SIGHTING):
            pass
        elif start := _BEGINNING.match(data):
            if document := start["document"]:
                self.documents.add(document.decode())
            elif extraction := start["extraction"]:
                (self.done if start["status"] == b"ok" else self.skipped).add(extraction.decode())
            elif request := start["request"]:
                self.answers[request.decode()] = place
        elif not _NOTHING_TO_ADD.match(data):
            self._add_parsed(place, data)

    def forget(self) -> None:
        """Let go of all it knows: a kilobyte a document, which is of no use once nothing more is asked."""
        for known in (self.documents, self.done, self.skipped, self.answers, self.readings, self.reached):
            known.clear()

    def answer(self, request_hash: str) -> CallLine | None:
        """Return the call that answered this request, read from its file."""
        place = self.answers.get(request_hash)
        if place is None:
            return None
        line = self.log.read(place)
        return line if isinstance(line, CallLine) else None

    def add_reading(self, line: ReadingLine) -> None:
        """Take in what came of a source."""
        documents = tuple((one.source, one.document_id, one.extraction_id) for one in line.documents)
        self.readings[line.reading_id] = KnownReading(documents, line.left_out)

    def _add_parsed(self, place: Place, data: bytes) -> None:
        match interpret(data):
            case DocumentLine() as line:
                self.documents.add(line.document_id)
            case ExtractionLine(status="ok") as line:
                self.done.add(line.extraction_id)
            case ExtractionLine(status="skipped") as line:
                self.skipped.add(line.extraction_id)
            case ReadingLine() as line:
                self.add_reading(line)
            case CallLine() as line if line.outcome in ANSWERED:
                self.answers[line.request_hash] = place
