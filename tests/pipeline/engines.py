"""Engines at the boundary of the pipeline: one that says what it is told to, and one that reads by the sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.document import Document
from core.lines import CallLine, ExtractionLine
from extraction.engine import RawAnswer, Reply, Request, RunContext
from extraction.pipeline import extract, extraction_id
from schemas.registry import Kind


class Journal:
    """Keeps nothing: these engines make no calls."""

    def answered(self, request_hash: str) -> CallLine | None:
        return None

    def record(self, call: CallLine) -> None:
        return None


class Answering:
    """An engine that answers by a function, and keeps what it was asked. `room` is its text_room without a limit."""

    name = identity = "scripted"
    prompt_version = None

    def __init__(
        self, answer: Callable[[Request], RawAnswer | Exception], *, reask_rounds: int = 2, room: int | None = None
    ) -> None:
        self.reask_rounds = reask_rounds
        self.answer = answer
        self.room = room
        self.asked: list[Request] = []

    def kinds_answered(self, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
        return tuple(kinds)

    def rendered(self, request: Request) -> str:
        return request.text

    def text_room(self, request: Request, context_tokens: int | None = None) -> int | None:
        return context_tokens or self.room

    async def ask(self, request: Request, run: RunContext) -> Reply:
        self.asked.append(request)
        answer = self.answer(request)
        if isinstance(answer, Exception):
            raise answer
        return Reply(answer)

    async def aclose(self) -> None:
        return None


class Scripted(Answering):
    """An engine that gives one prepared answer after another."""

    def __init__(self, *answers: RawAnswer | Exception, reask_rounds: int = 2) -> None:
        self.answers = list(answers)
        super().__init__(lambda _: self.answers.pop(0), reask_rounds=reask_rounds)


async def extracted(document: Document, kinds: tuple[Kind, ...], engine: Answering) -> ExtractionLine:
    """Return the line that is landed, its evidence held against the document."""
    context = RunContext("run-1", extraction_id(document, kinds, engine), Journal())
    line = await extract(document, kinds, engine, context)
    for record in line.records:
        for row in record.evidence:
            if row.char_start is not None:
                assert document.text[row.char_start : row.char_end] == row.quote
    return line
