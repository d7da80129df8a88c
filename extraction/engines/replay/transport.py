"""What stands in place of the network under the client library, and the journal above it."""

from __future__ import annotations

from collections.abc import Callable

import httpx2

from core.identity import digest
from core.lines import CallLine
from extraction.engine import Journal
from extraction.recordings.format import Exchange

Answers = Callable[[str, str], Exchange]
"""Returns what answers a request, by its hash and content; raises NotRecordedError if nothing does."""


class RecordedTransport(httpx2.AsyncBaseTransport):
    """Answers requests from recordings; opens no connection, ever."""

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the recorded response to `request`; raises NotRecordedError."""
        content = request.content.decode("utf-8")
        said = self._answers(digest(content), content)
        headers = {"content-type": "application/json"}
        return httpx2.Response(said.status, headers=headers, text=said.body, request=request)


class ReplayJournal:
    """Lands replayed calls as what they are, and knows of no earlier answer; matches `extraction.engine.Journal`.

    All cases of one document ask the same first request: an answer that the log holds may be another case's. And no
    replayed answer may ever be taken for one that a model gave to this log: its request hash is one of its own.
    """

    def __init__(self, journal: Journal, engine: str, model: str) -> None:
        self._journal = journal
        self._engine = engine
        self._model = model

    def answered(self, _request_hash: str) -> None:
        """Know of none."""

    def record(self, call: CallLine) -> None:
        """Land one call: nothing was spent on it, whatever the recorded answer took."""
        changes = {
            "engine": self._engine,
            "model": self._model,
            "request_hash": digest(self._engine, call.request_hash),
            "cost_usd": 0.0,
        }
        self._journal.record(call.model_copy(update=changes))
