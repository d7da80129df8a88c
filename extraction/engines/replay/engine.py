"""Recorded answers behind the real client: everything above the network runs as it does for a model.

`ReplayEngine` gives each request to a model engine whose transport answers from a recording. What an engine without
HTTP answered (the rules; another provider's own client) was recorded as its raw items, and is served as these.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from contextvars import ContextVar
from typing import Any, Protocol

from pydantic_core import from_json

from core.document import Document
from core.errors import EngineError, TooLongError
from core.identity import canonical_json, digest
from extraction.engine import Reply, Request, RunContext
from extraction.engines.model.engine import ModelEngine
from extraction.engines.model.exchange import CURRENT
from extraction.engines.model.failures import KEPT, MORE_ROOM
from extraction.engines.model.options import Backoff, ModelOptions
from extraction.engines.model.session import Endpoint, Session
from extraction.engines.replay.transport import RecordedTransport, ReplayJournal
from extraction.recordings.format import Exchange, Recording
from schemas.registry import Kind

# Where requests would go if anything sent them: no name of this domain can exist (RFC 2606).
NOWHERE = "http://replay.invalid/v1"


_COUNTED: ContextVar[Recording | None] = ContextVar("counted", default=None)
"""The recording of an engine that counted the tokens of the request in hand, before it sent it or split the text."""


class Recordings(Protocol):
    """Which recording answers for a document."""

    def of(self, document: Document) -> Recording:
        """Return it; raises NotRecordedError that says why there is none and what to type."""

    def all(self) -> Sequence[Recording]:
        """Return all that may be asked for; at least one."""

    def answer(self, document_id: str, request_hash: str, request: str) -> Exchange:
        """Return what answers this request; raises NotRecordedError."""


class ReplayEngine:
    """Answers with recordings of one engine; satisfies `extraction.engine.Engine`."""

    def __init__(self, name: str, recordings: Recordings) -> None:
        self.name = name
        self._recordings = recordings
        self._first = recordings.all()[0]
        self._clients: dict[str, ModelEngine] = {}

    @property
    def identity(self) -> str:
        """Whose answers they are and which: an edited or exchanged answer is another extraction."""
        recordings = self._recordings.all()
        engines = sorted({recording.identity for recording in recordings})
        return f"replay of {canonical_json(engines)} {digest(sorted(each.integrity for each in recordings))}"

    @property
    def prompt_version(self) -> str | None:
        """The version that was asked with."""
        return self._first.prompt_version

    @property
    def reask_rounds(self) -> int:
        """As often as the recorded engine: the rules are never asked again."""
        return ModelEngine.reask_rounds if self._first.prompt_version else 0

    def kinds_answered(self, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
        """Return those of `kinds` that were asked for when it was recorded."""
        return tuple(kind for kind in kinds if kind.name in self._first.kinds)

    def rendered(self, request: Request) -> str:
        """Return what the recorded engine was asked."""
        if self._first.level == "items":
            return asked_for_items(request)
        return self._client(self._first).rendered(request)

    def text_room(self, request: Request, context_tokens: int | None = None) -> int | None:
        """Return what the recorded engine would: a document is asked in the same parts again."""
        if self._first.level == "items":
            return None
        return self._client(self._first).text_room(request, context_tokens)

    async def ask(self, request: Request, run: RunContext) -> Reply:
        """Answer one request; raises NotRecordedError for what no fresh recording answers."""
        recording = self._recordings.of(request.document)
        if recording.level == "items":
            said = asked_for_items(request)
            exchange = self._recordings.answer(request.document.document_id, digest(said), said)
            return Reply(from_json(exchange.body))
        journal = ReplayJournal(run.journal, self.name, recording.model or recording.engine)
        client = self._client(recording)
        is_counted = recording.counted_tokens and not request.failed and not client.surely_fits(request)
        token = _COUNTED.set(recording if is_counted else None)
        try:
            return await client.ask(request, dataclasses.replace(run, journal=journal))
        except EngineError as error:
            if error.message.endswith(KEPT):  # nothing asks a recording anew
                said = error.message.removesuffix(KEPT).removesuffix(MORE_ROOM)
                error.message = f"{said}; so it was recorded"
            raise
        finally:
            _COUNTED.reset(token)

    async def aclose(self) -> None:
        """Close the clients of this event loop."""
        for client in self._clients.values():
            await client.aclose()

    def _client(self, recording: Recording) -> ModelEngine:
        """Return the engine that asks as the recorded one did: one for each set of parameters."""
        known = [recording.api, recording.model, recording.parameters, recording.context_tokens]
        key = canonical_json([*known, recording.counted_tokens])
        if key not in self._clients:
            options = ModelOptions(
                base_url=NOWHERE,
                api=recording.api,
                max_output_tokens=recording.max_output_tokens,
                context_tokens=recording.context_tokens,
                backoff=Backoff(attempts=1),
            )
            client = ModelEngine(self.name, options, lambda: self._session(recording))
            client.counts_tokens = recording.counted_tokens
            self._clients[key] = client
        return self._clients[key]

    def _session(self, recording: Recording) -> Session:
        endpoint = Endpoint(
            model=recording.model or recording.engine,
            base_url=NOWHERE,
            key="none",
            api=recording.api or "chat",
            timeout_s=60.0,
            parameters=recording.parameters,
        )
        return Session(endpoint, RecordedTransport(self._answer))

    def _answer(self, request_hash: str, content: str) -> Exchange:
        """Return what is recorded for a request; what the recorded engine counted and did not send is too long."""
        counted = _COUNTED.get()
        if counted is not None and not any(each.request_hash == request_hash for each in counted.exchanges):
            raise TooLongError(f"{self.name}: the text was too long for the recorded model", counted.context_tokens)
        return self._recordings.answer(CURRENT.get().document_id, request_hash, content)


def asked_for_items(request: Request) -> str:
    """Return a request as data, where no HTTP body stands for it: the document, the kinds, what failed."""
    document = request.document
    said: dict[str, Any] = {
        "document_id": document.document_id,
        "known": [document.title, document.published_on and document.published_on.isoformat(), document.language],
        "metadata": [[item.name, item.text] for item in document.metadata],
        "part": request.part and request.part.span,
        "kinds": [kind.name for kind in request.kinds],
        "failed": [[item.kind.name, item.payload, list(item.reasons)] for item in request.failed],
    }
    return canonical_json(said)
