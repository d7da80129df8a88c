"""What the landing log knows of requests that were written to batch files, and of what came of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.landing.log import LandingLog
from core.landing.raw import Place, interpret
from core.lines import CallLine, DocumentLine, ExtractionLine, RequestLine, RunLine
from extraction.engines.model.refusals import read_refusal
from extraction.engines.model.unsent import Refusal

_REQUEST = re.compile(rb'\{"line":"request","request_hash":"[^"\\]+","custom_id":"(?P<id>[^"\\]+)"')
_DOCUMENT = re.compile(rb'\{"line":"document","document_id":"(?P<id>[^"\\]+)"')
_EXTRACTION = re.compile(rb'\{"line":"extraction","extraction_id":"(?P<id>[^"\\]+)"')
_FAILED_CALL = re.compile(
    rb'\{"line":"call",(?:(?!,"raw":)[^\n])*?"outcome":"(?:rejected|rate_limited|server_error|no_response)"'
)
_HTTP = re.compile(r"HTTP (?P<status>\d+)(?:: (?P<told>.*))?", re.DOTALL)


@dataclass
class BatchLog:
    """Where exported requests and their documents stand in the log, and how calls failed."""

    log: LandingLog
    requests: dict[str, Place] = field(default_factory=dict)
    documents: dict[str, Place] = field(default_factory=dict)
    extractions: dict[str, Place] = field(default_factory=dict)
    failures: set[tuple[str, str | None]] = field(default_factory=set)
    refusals: dict[str, Refusal] = field(default_factory=dict)
    exports: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, log: LandingLog) -> BatchLog:
        """Return what `log` holds, by a scan of the beginnings of its lines."""
        found = cls(log)
        for place, data in log.raw():
            found._add(place, data)
        return found

    def request(self, custom_id: str) -> RequestLine | None:
        """Return the newest request that was exported under this name."""
        place = self.requests.get(custom_id)
        line = self.log.read(place) if place else None
        return line if isinstance(line, RequestLine) else None

    def exported(self) -> Iterator[RequestLine]:
        """Yield every request that was exported."""
        for custom_id in self.requests:
            if (line := self.request(custom_id)) is not None:
                yield line

    def text(self, document_id: str) -> str | None:
        """Return the text of a document; None if its line is damaged or not there."""
        place = self.documents.get(document_id)
        line = self.log.read(place) if place else None
        return line.text if isinstance(line, DocumentLine) else None

    def extraction(self, extraction_id: str) -> ExtractionLine | None:
        """Return the last extraction of this id."""
        place = self.extractions.get(extraction_id)
        line = self.log.read(place) if place else None
        return line if isinstance(line, ExtractionLine) else None

    def refused(self, request_hash: str) -> Refusal | None:
        """Return the refusal of a request that was too long for its model."""
        return self.refusals.get(request_hash)

    def _add(self, place: Place, data: bytes) -> None:
        if found := _REQUEST.match(data):
            self.requests[found["id"].decode()] = place
        elif found := _DOCUMENT.match(data):
            self.documents.setdefault(found["id"].decode(), place)
        elif found := _EXTRACTION.match(data):
            self.extractions[found["id"].decode()] = place
        elif _FAILED_CALL.match(data) or data.startswith(b'{"line":"run"'):
            match interpret(data):
                case CallLine() as line:
                    self.failures.add((line.request_hash, line.error))
                    if refusal := _too_long(line.error or ""):
                        self.refusals[line.request_hash] = refusal
                case RunLine(event="started") as line if line.command.startswith("dossier batch export"):
                    self.exports[line.run_id] = line.command


def _too_long(error: str) -> Refusal | None:
    """Read a failed call's line back into the refusal that it was, if the request was too long."""
    found = _HTTP.fullmatch(error)
    if found is None or found["told"] is None:
        return None
    status, told = int(found["status"]), found["told"]
    code = told.partition(": ")[0]
    body = json.dumps({"error": {"code": code, "message": told}}).encode()
    return Refusal(status, code, told) if read_refusal(status, body, None).is_too_long else None
