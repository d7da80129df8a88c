"""The HTTP client below the client library: every answer is on disk before anything parses it.

A request that was answered before, in this run or an earlier one, is answered from the journal: what lies above it
(openai, instructor, our own parsing) runs for real and cannot tell.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
from pydantic_core import from_json

from core.errors import DossierError
from core.identity import digest
from core.lines import now
from extraction.engines.model.answers import Answer, read_answer
from extraction.engines.model.exchange import CURRENT, Exchange
from extraction.engines.model.failures import Failure

DETAIL_LENGTH = 200
ASKED = "dossier.asked"
"""The extension of a request with what makes it another one beside its body: a tuple of texts."""


class JournaledClient(httpx2.AsyncClient):
    """Sends a request unless the journal has its answer; records what comes back before returning it."""

    async def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """Return the response to `request`, from the journal or from the server."""
        exchange = CURRENT.get()
        # The body alone: neither the key nor a header makes it another request. Where a provider names its model in
        # the address, `ASKED` says it.
        request_hash = digest(*request.extensions.get(ASKED, ()), request.content.decode("utf-8"))
        try:
            known = await asyncio.to_thread(exchange.known, request_hash)
            if known is not None:
                return _served(request, known, exchange)
            return await self._asked(request, request_hash, exchange, options)
        except DossierError as error:
            exchange.error = error
            raise

    async def _asked(
        self, request: httpx2.Request, request_hash: str, exchange: Exchange, options: dict[str, Any]
    ) -> httpx2.Response:
        started = time.monotonic()
        try:
            response = await super().send(request, **options)
        except httpx2.HTTPError as error:
            exchange.failure = Failure("error", type(error).__name__)
            latency = time.monotonic() - started
            await asyncio.to_thread(exchange.record_failure, request_hash, exchange.failure, latency)
            raise
        latency = time.monotonic() - started
        if response.is_success:
            answer = read_answer(response.text)
            exchange.failure = _failure(answer, response.status_code)
            await asyncio.to_thread(exchange.record_answer, request_hash, answer, response.text, latency)
        else:
            exchange.failure = _http_failure(response, exchange)
            await asyncio.to_thread(exchange.record_failure, request_hash, exchange.failure, latency)
        return response


def _served(request: httpx2.Request, body: str, exchange: Exchange) -> httpx2.Response:
    exchange.failure = _failure(read_answer(body), 200)
    return httpx2.Response(200, headers={"content-type": "application/json"}, text=body, request=request)


def _failure(answer: Answer, status: int) -> Failure | None:
    return None if answer.outcome == "ok" else Failure(answer.outcome, answer.detail, status)


def _http_failure(response: httpx2.Response, exchange: Exchange) -> Failure:
    code, message = _error_in(response.content)
    # A server that refuses a key likes to repeat part of it, so nothing of what it says is kept.
    detail = None if response.status_code in (401, 403) else message
    return Failure(
        "error",
        exchange.caller.scrubbed(detail)[:DETAIL_LENGTH] if detail else None,
        response.status_code,
        code,
        retry_after(response.headers),
    )


def _error_in(body: bytes) -> tuple[str | None, str | None]:
    """Return the code and the message of an error, as the providers write it: under `error`, or the body itself."""
    try:
        data = from_json(body)
    except ValueError:
        return None, None
    error = data.get("error", data) if isinstance(data, dict) else None
    if not isinstance(error, dict):
        return None, error if isinstance(error, str) else None
    # Some put the HTTP status, a number, where others name what is wrong.
    code = next((name for key in ("code", "type", "status") if isinstance(name := error.get(key), str)), None)
    message = error.get("message")
    return code, message if isinstance(message, str) else None


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a server asks us to wait, from a number or a date; None if it does not say."""
    value = headers.get("retry-after")
    if value is None:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - now()).total_seconds())
    except (ValueError, TypeError):
        return None
