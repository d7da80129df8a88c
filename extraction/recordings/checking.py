"""Whether a recording still answers all that is asked today, found by replaying it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.document import Document
from core.errors import DocumentError, NotRecordedError
from core.lines import ExtractionLine
from extraction.engine import NoJournal, RunContext
from extraction.engines.replay.engine import ReplayEngine
from extraction.pipeline import extract
from extraction.reading import read_document
from extraction.recordings.format import Exchange, Recording
from extraction.recordings.restamping import come_to
from extraction.recordings.store import Stored
from schemas.registry import select_kinds

FIRST_REQUEST = (
    "the request is put otherwise, with the same prompt, schema and text: the document's metadata, "
    "the engine's parameters or the client library have changed"
)
LATER_REQUEST = "what is asked again has changed: the reasons that are given for what failed, or what fails"
OTHER_RESULT = "it comes to something else than it says"


@dataclass(frozen=True)
class Replayed:
    """One recording replayed. `why_not` says why it could not be, None if it was; `line` is what it came to."""

    line: ExtractionLine
    why_not: str | None


class Only:
    """One recording; satisfies `extraction.engines.replay.engine.Recordings`, and notes what it cannot answer."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._served = 0
        self.why_not: str | None = None

    def of(self, _document: Document) -> Recording:
        """Return it."""
        return self._recording

    def all(self) -> Sequence[Recording]:
        """Return it alone."""
        return [self._recording]

    def answer(self, _document_id: str, request_hash: str, _request: str) -> Exchange:
        """Return what answers a request; raises NotRecordedError."""
        for exchange in self._recording.exchanges:
            if exchange.request_hash == request_hash:
                self._served += 1
                return exchange
        self.why_not = LATER_REQUEST if self._served else FIRST_REQUEST
        raise NotRecordedError(self.why_not)


async def replayed(name: str, recording: Recording, document: Document) -> Replayed:
    """Replay one recording as the engine `name`."""
    only = Only(recording)
    engine = ReplayEngine(name, only)
    kinds = select_kinds(recording.kinds)
    try:
        line = await extract(document, kinds, engine, RunContext("check", "", NoJournal()))
    finally:
        await engine.aclose()
    return Replayed(line, only.why_not)


async def checked(each: Stored) -> Stored:
    """Return `each` with what a replay brings to light; as it is if it is not fresh or its document is not here."""
    if each.recording is None or not each.is_fresh:
        return each
    try:
        document = read_document(each.golden.path)
    except DocumentError:
        return each
    result = await replayed(each.engine_name, each.recording, document)
    if result.why_not is not None:
        return replace(each, problems=(result.why_not,))
    if each.recording.by_hand and come_to(result.line) != each.recording.expected:
        return replace(each, problems=(OTHER_RESULT,))
    return each
