"""The one interface of everything that turns a document into a raw answer.

The rest of the pipeline cannot tell engines apart: it gives a `Request`, gets a `Reply`, and validates, grounds and
asks again by the same code for all of them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

from core.document import Document, Span
from core.lines import CallLine, Reject
from schemas.registry import Kind

RawAnswer = Mapping[str, Sequence[Any]]
"""Raw items by table name (`{"agreements": [{…}, …]}`): JSON values, validated one by one by the pipeline."""


@dataclass(frozen=True)
class FailedItem:
    """An item of an earlier answer that did not hold: asked for again, alone, with the reasons."""

    kind: Kind
    payload: Any = field(repr=False)
    reasons: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True)
class Part:
    """A stretch of a document that is asked by itself: number `number` of `of`, in the document's order.

    `span` counts characters of the whole document. `headings` are what the part stands under without holding it: the
    headings above its beginning, outermost first, and the sentence that introduces the list or table it begins in.
    `carried` are the header rows of the table that it begins in the middle of: they are shown above its own text.
    """

    span: Span
    number: int = 1
    of: int = 1
    headings: tuple[str, ...] = field(default=(), repr=False)
    carried: Span | None = None

    def text_of(self, document: Document) -> str:
        """Return the text to be read: the header rows that are carried along, and the part's own characters."""
        own = document.text[self.span[0] : self.span[1]]
        return f"{document.text[self.carried[0] : self.carried[1]]}\n{own}" if self.carried else own


@dataclass(frozen=True)
class Request:
    """One document, or a `part` of it, and the kinds asked of it. With `failed`, only these items are asked again."""

    document: Document
    kinds: tuple[Kind, ...]
    failed: tuple[FailedItem, ...] = ()
    part: Part | None = None

    @property
    def text(self) -> str:
        """The text to be read: the whole document's, or the part's."""
        return self.document.text if self.part is None else self.part.text_of(self.document)


@dataclass(frozen=True)
class Reply:
    """What came back; `calls` are the calls to a model that it took, none for the rules.

    `rejects` say what of the document the engine did not read, and why: the rest is answered.
    """

    raw: RawAnswer = field(repr=False)
    calls: tuple[CallLine, ...] = ()
    rejects: tuple[Reject, ...] = ()


class Journal(Protocol):
    """Where calls to a model are kept: whatever is recorded is on disk before `record` returns."""

    def answered(self, request_hash: str) -> CallLine | None:
        """Return the answer that this very request already got, in this run or an earlier one."""

    def record(self, call: CallLine) -> None:
        """Keep one call, successful or not."""


class NoJournal:
    """A journal that knows of no earlier answer and keeps nothing; matches `Journal`."""

    def answered(self, _request_hash: str) -> CallLine | None:
        """Know of none."""
        return None

    def record(self, call: CallLine) -> None:
        """Keep nothing."""


class Reservation(Protocol):
    """What a call may take at most, set aside until it has ended."""

    def keep(self) -> None:
        """Count it as spent: the call may have taken that much, and nobody says what it took."""


class Budget(Protocol):
    """What calls may take. What they took is counted from the lines that the journal gets."""

    def reserve(self, tokens: int | None, cost_usd: float | None) -> AbstractAsyncContextManager[Reservation]:
        """Set aside what a call takes at most, None where that is not known, for as long as the call lasts.

        Waits while calls in flight may leave enough; raises BudgetReachedError if nothing will.
        """


class Unlimited:
    """A budget without limits; matches `Budget`, and its own reservations `Reservation`."""

    @asynccontextmanager
    async def reserve(self, _tokens: int | None, _cost_usd: float | None) -> AsyncIterator[Reservation]:
        """Let every call begin."""
        yield self

    def keep(self) -> None:
        """Count nothing."""


Claim = Callable[[str], AbstractAsyncContextManager[None]]
"""Holds the right to one extraction, by its id, where other processes may ask about it, too."""


@asynccontextmanager
async def unclaimed(_extraction_id: str) -> AsyncIterator[None]:
    """Hold nothing: nobody else asks; matches `Claim`."""
    yield


class Engine(Protocol):
    """Anything that answers requests.

    `name` is what the user types (`rules`, `openai/gpt-5`). `identity` is what makes two engines the same for
    `extraction_id`: version and lexicons of the rules, name and parameters of a model. `reask_rounds` is how often
    failed items are asked for again (0 for a deterministic engine).
    """

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def identity(self) -> str: ...  # noqa: D102

    @property
    def prompt_version(self) -> str | None: ...  # noqa: D102

    @property
    def reask_rounds(self) -> int: ...  # noqa: D102

    def kinds_answered(self, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
        """Return those of `kinds` that this engine can yield anything for."""

    def rendered(self, request: Request) -> str:
        """Return the request as this engine reads it, the document's metadata included: part of `extraction_id`."""

    def text_room(self, request: Request, context_tokens: int | None = None) -> int | None:
        """Return how many bytes of text (UTF-8) fit into one request like this one, by a careful estimate.

        `context_tokens` is what a server has said that its model takes; without it, what the engine itself knows.
        None where neither is known, or where there is no limit.
        """

    async def ask(self, request: Request, run: RunContext) -> Reply:
        """Answer one request; raises EngineError for this document, PermanentEngineError for all of them.

        A TooLongError or a TruncatedAnswerError says that the same document can be asked in smaller parts.
        """

    async def aclose(self) -> None:
        """Give back connections and child processes."""


@dataclass(frozen=True)
class RunContext:
    """What an engine needs to account for its calls: the run and the extraction they belong to, journal and budget."""

    run_id: str
    extraction_id: str
    journal: Journal
    budget: Budget = field(default_factory=Unlimited)
