"""Everything that an engine is asked about one document: at once or in parts, and again where an answer failed.

A document is asked in parts if the engine knows that it does not fit, if the server says so, or if the answer was cut
off. Each part is answered, validated, grounded and asked again by itself, all of them at the same time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.document import Document
from core.errors import EngineError, NotRecordedError, PermanentEngineError, TooLongError, TruncatedAnswerError
from core.lines import Reject
from extraction.checking import CheckedItem, check
from extraction.correction import corrected, failing
from extraction.engine import Engine, FailedItem, Part, RawAnswer, Request, RunContext
from extraction.parts import size_of, split, whole
from extraction.validation import Item, validate_answer
from schemas.registry import Kind

SMALLEST_PART = 1_000
"""Bytes of text: a model that cannot read so little at once is not helped by less."""
CUT_OFF = "the answer was cut off, and what it was asked about is too small to be asked in parts; it may have held more"

NO_ROOM = "Smaller parts do not fit either: ask for fewer kinds with `--kinds`, or use a model with a larger context."


@dataclass(frozen=True)
class Answer:
    """What came of one part: its items, what belongs to none of them, and why there is no more, if there is not."""

    part: Part | None
    checked: list[CheckedItem] = field(default_factory=list, repr=False)
    others: list[Reject] = field(default_factory=list, repr=False)
    error: EngineError | None = None

    @property
    def rejects(self) -> list[Reject]:
        """Everything that was wrong with it."""
        missing = [] if self.error is None else [_at_engine(str(self.error), self.part)]
        return [*missing, *self.others, *(reject for entry in self.checked for reject in entry.rejects)]


def planned_requests(document: Document, kinds: tuple[Kind, ...], engine: Engine) -> list[Request]:
    """Return what `engine` is asked to begin with: one request, or one a part of a `document` that surely is too long.

    What a server says to them may add to these.
    """
    request = Request(document, kinds)
    room = engine.text_room(request)
    if room is None or room < SMALLEST_PART:
        return [request]
    return [replace(request, part=_named(part)) for part in split(document, whole(document), room)]


@dataclass(frozen=True)
class Conversation:
    """One document, what is asked of it, and who is asked."""

    document: Document
    kinds: tuple[Kind, ...]
    engine: Engine
    run: RunContext

    async def answers(self) -> list[Answer]:
        """Ask, and return what came of every part, in the document's order; a failed part does not fail the others.

        Raises what is no matter of this document alone (a wrong key, a spent budget, a full disk) once everything
        that was under way has ended: an answer that is on its way is paid for.
        """
        requests = planned_requests(self.document, self.kinds, self.engine)
        return await self._all([request.part or whole(self.document) for request in requests])

    async def _all(self, parts: Sequence[Part]) -> list[Answer]:
        if len(parts) == 1:  # as mostly: it needs no task of its own
            return await self._answers(parts[0])
        found = await asyncio.gather(*(self._answers(part) for part in parts), return_exceptions=True)
        answers: list[Answer] = []
        for one in found:
            if isinstance(one, BaseException):
                raise one
            answers += one
        return answers

    async def _answers(self, part: Part) -> list[Answer]:
        try:
            return await self._asked(part)
        except TooLongError as error:
            return await self._in_smaller_parts(part, error)

    async def _asked(self, part: Part) -> list[Answer]:
        """Ask for one part; raises TooLongError."""
        try:
            reply = await self.engine.ask(Request(self.document, self.kinds, part=_named(part)), self.run)
            answer = await self._settled(part, reply.raw)
            return [replace(answer, others=[*reply.rejects, *answer.others])]
        except (PermanentEngineError, TooLongError):
            raise
        except TruncatedAnswerError as error:
            return await self._cut_off(part, error)
        except EngineError as error:
            return [Answer(_named(part), error=error)]

    async def _in_smaller_parts(self, part: Part, error: TooLongError) -> list[Answer]:
        """Split by what the server said, or in halves, until the first part fits; only then ask for the others."""
        size = size_of(self.document, part) * 3 // 2
        while size > SMALLEST_PART:
            size = max(size // 2, SMALLEST_PART)
            room = self._room(error)
            pieces = split(self.document, part, size if room is None else min(size, room))
            if len(pieces) == 1:
                break
            try:
                first = await self._asked(pieces[0])
            except TooLongError as again:
                error = again
            else:
                return [*first, *await self._all(pieces[1:])]
        return [Answer(_named(part), error=EngineError(error.message, hint=NO_ROOM))]

    def _room(self, error: TooLongError) -> int | None:
        """Return how many bytes fit by what the server said; None if it did not say, or by our estimate none do."""
        room = self.engine.text_room(Request(self.document, self.kinds), error.limit) if error.limit else None
        return None if room is None or room < SMALLEST_PART else room

    async def _cut_off(self, part: Part, error: TruncatedAnswerError) -> list[Answer]:
        """Keep the items that arrived whole, and ask in halves; if there are none, for what failed of the items."""
        size = size_of(self.document, part)
        halves = split(self.document, part, size * 3 // 4) if size >= 2 * SMALLEST_PART else [part]
        if len(halves) > 1:
            return [*await self._all(halves), self._checked(part, error.raw)]
        if not any(error.raw.values()):
            return [Answer(_named(part), error=error)]
        kept = await self._settled(part, error.raw)
        return [replace(kept, others=[_at_engine(CUT_OFF, _named(part)), *kept.others])]

    async def _settled(self, part: Part, raw: RawAnswer) -> Answer:
        """Check an answer, and ask again for what failed of it, as often as the engine is asked again."""
        answer = self._checked(part, raw)
        for _ in range(self.engine.reask_rounds):
            failed = failing(answer.checked)
            if not failed:
                break
            answer = await self._asked_again(part, answer, failed)
        return answer

    def _checked(self, part: Part, raw: RawAnswer) -> Answer:
        items, others = validate_answer(raw, self.kinds)
        return Answer(_named(part), [self._check(part, item) for item in items], others)

    def _check(self, part: Part, item: Item) -> CheckedItem:
        return check(self.document, item, _named(part))

    async def _asked_again(self, part: Part, answer: Answer, failed: Sequence[CheckedItem]) -> Answer:
        kinds = tuple(dict.fromkeys(entry.item.kind for entry in failed))
        items = tuple(FailedItem(entry.item.kind, entry.item.payload, _reasons(entry)) for entry in failed)
        is_whole = True
        try:
            raw = (await self.engine.ask(Request(self.document, kinds, items, _named(part)), self.run)).raw
        except (PermanentEngineError, NotRecordedError):
            raise
        except TruncatedAnswerError as error:
            raw, is_whole = error.raw, False
        except EngineError:  # the first answer is good without the second; its rejects say what is missing
            return answer
        again, others = validate_answer(raw, kinds)
        correction = corrected(answer.checked, again, lambda item: self._check(part, item), is_whole=is_whole)
        return replace(answer, checked=correction.checked, others=[*answer.others, *others, *correction.strangers])


def _named(part: Part) -> Part | None:
    """Return what a request says of its part: nothing, if that is the whole document."""
    return part if part.of > 1 else None


def _reasons(entry: CheckedItem) -> tuple[str, ...]:
    return tuple(f"{reject.field}: {reject.reason}" if reject.field else reject.reason for reject in entry.rejects)


def _at_engine(reason: str, part: Part | None) -> Reject:
    where = f"part {part.number} of {part.of}: " if part else ""
    return Reject(kind=None, field=None, stage="engine", reason=f"{where}{reason}")
