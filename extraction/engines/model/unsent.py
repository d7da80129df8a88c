"""What would be sent, without sending it: the real client over a transport that leads nowhere.

Whatever lies above the network runs as it does for a run, so what is kept here is what a run would send, byte for byte.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import httpx2

from core.document import Document
from core.errors import UnsentError, UsageError
from core.identity import digest
from core.lines import CallLine
from extraction.conversation import planned_requests
from extraction.engine import Engine, Journal, NoJournal, Reply, Request, RunContext
from extraction.engines.model.engine import ModelEngine
from schemas.registry import Kind


@dataclasses.dataclass(frozen=True)
class Refusal:
    """What a server said to a request that is too long for its model."""

    status: int
    code: str | None
    detail: str | None


Refused = Callable[[str], Refusal | None]


def _nothing_refused(_request_hash: str) -> Refusal | None:
    return None


@dataclasses.dataclass(frozen=True)
class Unsent:
    """One request as it would go over the wire, and what it asks.

    `is_repetition`: it was asked before, in other words, and the answer could not be read.
    """

    request: Request
    method: str
    url: str
    body: str
    is_repetition: bool = False

    @property
    def request_hash(self) -> str:
        """What the landing log knows the request by."""
        return digest(self.body)


class UnsentEngine:
    """A model's engine that sends nothing; satisfies `extraction.engine.Engine`.

    What the journal answers is answered as ever. To the rest the answer is that there is nothing, so that all that can
    be asked today comes up in one pass, and `unsent` has it: whoever finds something there must not take the
    extraction for done. `refused` returns the refusal that a request got, by its hash: a document that was too long
    comes in parts.
    """

    def __init__(self, engine: ModelEngine, refused: Refused | None = None) -> None:
        self.name = engine.name
        self.identity = engine.identity
        self.prompt_version = engine.prompt_version
        self.reask_rounds = engine.reask_rounds
        self.api = engine.api
        self.model = engine.model
        self._engine = engine.over(_Nowhere(refused or _nothing_refused))
        self.served = 0
        self._unsent: dict[str, dict[str, Unsent]] = {}

    def kinds_answered(self, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
        """Return what the engine does."""
        return self._engine.kinds_answered(kinds)

    def rendered(self, request: Request) -> str:
        """Return what the engine does."""
        return self._engine.rendered(request)

    def text_room(self, request: Request, context_tokens: int | None = None) -> int | None:
        """Return what the engine does."""
        return self._engine.text_room(request, context_tokens)

    async def ask(self, request: Request, run: RunContext) -> Reply:
        """Answer from the journal; what it does not know is kept, and answered with nothing."""
        journal = _Unwritten(run.journal)
        try:
            return await self._engine.ask(request, dataclasses.replace(run, journal=journal))
        except UnsentError as error:
            found = Unsent(request, error.method, error.url, error.body, is_repetition=journal.served > 0)
            self._unsent.setdefault(run.extraction_id, {})[found.request_hash] = found
            return Reply({})
        finally:
            self.served += journal.served

    def unsent(self, extraction_id: str) -> list[Unsent]:
        """Return what an extraction was not answered, each request once, part after part, and forget it."""
        return sorted(self._unsent.pop(extraction_id, {}).values(), key=_place)

    async def aclose(self) -> None:
        """Give back the client of this event loop."""
        await self._engine.aclose()


def _place(unsent: Unsent) -> int:
    return unsent.request.part.number if unsent.request.part else 0


def shown_engine(engine: Engine) -> UnsentEngine:
    """Return `engine` as one that sends nothing; raises UsageError for one whose requests are not ours to show."""
    if not isinstance(engine, ModelEngine):
        raise UsageError(f"{engine.name} sends nothing to anybody", hint="A model is asked by --engine openai/<model>.")
    if not engine.can_be_shown:
        raise UsageError(
            f"{engine.name} is asked by its provider's own client, over connections of its own",
            hint="What it is asked is what openai/<model> is: type --engine openai/gpt-5-mini --show-prompt.",
        )
    return UnsentEngine(engine)


def unsent_engine(engine: Engine, refused: Refused | None = None) -> UnsentEngine:
    """Return `engine` as one that sends nothing, for batches; raises UsageError for one that has no such batches."""
    if not isinstance(engine, ModelEngine):
        raise UsageError(f"{engine.name} sends nothing to anybody", hint="A model is asked by --engine openai/<model>.")
    if not engine.speaks_http:
        raise UsageError(
            f"{engine.name} is asked by its provider's own client, which makes the requests",
            hint="This takes openai/<model>, or a provider that speaks OpenAI's protocol.",
        )
    return UnsentEngine(engine, refused)


async def first_requests(document: Document, kinds: tuple[Kind, ...], engine: UnsentEngine) -> list[Unsent]:
    """Return what `engine` would send for `document` to begin with, whatever was answered before."""
    run = RunContext("", "", NoJournal())
    for request in planned_requests(document, kinds, engine):
        await engine.ask(request, run)
    return engine.unsent("")


class _Unwritten:
    """A journal that is read only: nothing happened that could be recorded."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self.served = 0

    def answered(self, request_hash: str) -> CallLine | None:
        answer = self._journal.answered(request_hash)
        self.served += answer is not None
        return answer

    def record(self, call: CallLine) -> None:
        pass


class _Nowhere(httpx2.AsyncBaseTransport):
    def __init__(self, refused: Refused) -> None:
        self._refused = refused

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = request.content.decode("utf-8")
        if (refusal := self._refused(digest(body))) is not None:
            error = {"code": refusal.code, "message": refusal.detail}
            return httpx2.Response(refusal.status, json={"error": error}, request=request)
        raise UnsentError(request.method, str(request.url), body)
