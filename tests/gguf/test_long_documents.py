"""A document that may fit or not is counted by the model's own tokeniser: what fits is never split."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.document import Document
from core.errors import NotRecordedError, TooLongError
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.lines import CallLine, ExtractionLine
from extraction.conversation import planned_requests
from extraction.engine import NoJournal, Request, RunContext
from extraction.engines.gguf import open_gguf_engine
from extraction.engines.gguf.counting import tokens_of
from extraction.engines.gguf.engine import GgufEngine
from extraction.engines.model import ModelOptions
from extraction.engines.replay.engine import ReplayEngine
from extraction.pipeline import extract
from extraction.recordings.format import Exchange, Recording
from extraction.recordings.making import make_recording
from schemas.registry import select_kinds

KINDS = select_kinds(["stance"])
CONTEXT = 20_000
# By the estimate there is room for about 38 kB beside the prompt and the answer.
DENSE = Document("\n\n".join(["mmmmmmmm" * 100] * 50), "dense.txt")
"""40 kB that take some 5,000 tokens of this model."""
LOOSE = Document("\n\n".join(["abcdefg " * 100] * 50), "loose.txt")
"""As long, and a token a byte."""


@pytest.fixture
def engine(tiny_model: Path) -> GgufEngine:
    options = ModelOptions(context_tokens=CONTEXT)
    opened = open_gguf_engine(f"gguf:{tiny_model}", options, threads=1)
    assert isinstance(opened, GgufEngine)
    return opened


@pytest.fixture
def run(tmp_path: Path) -> Iterator[RunContext]:
    log = LandingLog(tmp_path / "landing")
    with log.writer() as writer:
        yield RunContext("run-1", "extraction-1", RunJournal(LandingIndex.of(log), writer))


def calls(folder: Path) -> list[CallLine]:
    lines = (entry.line for entry in LandingLog(folder / "landing").entries())
    return [line for line in lines if isinstance(line, CallLine)]


async def test_a_document_that_fits_by_its_tokens_is_asked_as_a_whole(
    engine: GgufEngine, run: RunContext, tmp_path: Path
) -> None:
    careful = engine.text_room(Request(DENSE, KINDS), CONTEXT)
    assert careful is not None
    assert careful < len(DENSE.text), "by the estimate it does not fit"
    assert planned_requests(DENSE, KINDS, engine) == [Request(DENSE, KINDS)]
    try:
        await engine.ask(Request(DENSE, KINDS), run)
    finally:
        await engine.aclose()
    (call,) = calls(tmp_path)
    assert (call.bytes_in or 0) > len(DENSE.text)
    assert (call.tokens_in or CONTEXT) < CONTEXT * 3 // 4, "the answer has its quarter"


async def test_a_document_that_does_not_fit_is_not_sent_to_find_that_out(
    engine: GgufEngine, run: RunContext, tmp_path: Path
) -> None:
    assert planned_requests(LOOSE, KINDS, engine) == [Request(LOOSE, KINDS)], "it may fit"
    try:
        with pytest.raises(TooLongError, match="tokens") as refused:
            await engine.ask(Request(LOOSE, KINDS), run)
    finally:
        await engine.aclose()
    assert refused.value.limit == CONTEXT, "what it is split by"
    assert calls(tmp_path) == []


def test_a_document_that_cannot_fit_is_split_before_anything_is_asked(engine: GgufEngine) -> None:
    far_too_long = Document(LOOSE.text * 2, "far.txt")
    assert len(planned_requests(far_too_long, KINDS, engine)) > 1


async def test_tokens_are_counted_as_the_server_counts_them(
    engine: GgufEngine, run: RunContext, tmp_path: Path
) -> None:
    request = Request(Document("Peru spoke. " + "mmmmmmmm" * 20, "a.txt"), KINDS)
    try:
        await engine.ask(request, run)
        server = engine._server
        counted = await tokens_of(engine._messages(request), server.base_url(), server.key)
    finally:
        await engine.aclose()
    assert [call.tokens_in for call in calls(tmp_path)][:1] == [counted]


class Kept:
    """One recording; satisfies `extraction.engines.replay.engine.Recordings`."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self.served: list[str] = []

    def of(self, _document: Document) -> Recording:
        return self._recording

    def all(self) -> list[Recording]:
        return [self._recording]

    def answer(self, _document_id: str, request_hash: str, _request: str) -> Exchange:
        self.served.append(request_hash)
        try:
            return next(each for each in self._recording.exchanges if each.request_hash == request_hash)
        except StopIteration:
            raise NotRecordedError("nothing is recorded for this request") from None


@pytest.mark.parametrize(
    ("document", "requests"),
    [pytest.param(DENSE, 1, id="fits"), pytest.param(LOOSE, 2, id="does not", marks=pytest.mark.soak)],
)
async def test_a_replay_asks_what_was_asked(engine: GgufEngine, document: Document, requests: int) -> None:
    """By our estimate both would be split, and otherwise than the model's own count had it."""
    try:
        made = await make_recording(document, KINDS, engine)
    finally:
        await engine.aclose()
    assert len(made.recording.exchanges) >= requests
    kept = Kept(made.recording)
    replay = ReplayEngine("replay:tiny", kept)
    line = await extract(document, KINDS, replay, RunContext("run-1", "extraction-1", NoJournal()))
    assert set(kept.served) == {each.request_hash for each in made.recording.exchanges}
    assert (line.status, line.records, reasons(line)) == (made.line.status, made.line.records, reasons(made.line))


def reasons(line: ExtractionLine) -> list[str]:
    return [reject.reason.replace("replay:tiny", "").replace(line.engine, "") for reject in line.rejects]
