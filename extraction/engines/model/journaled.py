"""The HTTP client below the client library: every answer is on disk before anything parses it.

A request that was answered before, in this run or an earlier one, is answered from the journal: what lies above it
(openai, instructor, our own parsing) runs for real and cannot tell.
"""

from __future__ import annotations

import dataclasses
from typing import Any

import aiohttp
import httpx2
import openai

from core.errors import DossierError
from core.identity import digest
from core.lines import now
from extraction.engines.model.answers import read_answer
from extraction.engines.model.calls import Call, calling
from extraction.engines.model.exchange import CURRENT, Exchange
from extraction.engines.model.failures import Failure
from extraction.engines.model.limits.headers import read_limits
from extraction.engines.model.refusals import read_refusal

ASKED = "dossier.asked"
"""The extension of a request with what makes it another one beside its body: a tuple of texts."""

UNLIMITED = 0
"""What aiohttp takes for no limit of connections; without a number it sets one of its own."""

KEPT_S = 5.0
"""Seconds that a connection is kept without a call: servers close theirs after as little."""


class JournaledClient(openai.DefaultAioHttpClient):
    """Sends a request unless the journal has its answer; records what comes back before returning it.

    Below it is aiohttp, as openai recommends for many calls at a time: it takes half of our processor time of a call.
    """

    def __init__(self, timeout_s: float, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        """Connect as often as there are calls at a time, which is the limiter's to say, and keep each connection."""
        super().__init__(
            timeout=httpx2.Timeout(timeout_s),
            limits=httpx2.Limits(max_connections=UNLIMITED, keepalive_expiry=KEPT_S),
            follow_redirects=False,  # a document goes to the server that the user named, and nowhere else
            transport=transport,
        )

    async def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """Return the response to `request`, from the journal or from the server."""
        exchange = CURRENT.get()
        # The body alone: neither the key nor a header makes it another request. Where a provider names its model in
        # the address, `ASKED` says it.
        request_hash = digest(*request.extensions.get(ASKED, ()), request.content)
        try:
            known = exchange.known(request_hash)
            if known is not None and exchange.take_known(known):
                return httpx2.Response(200, headers={"content-type": "application/json"}, text=known, request=request)
            async with calling(exchange, request_hash, len(request.content)) as call:
                return await self._asked(request, call, options)
        except DossierError as error:
            exchange.error = error
            raise

    async def _asked(self, request: httpx2.Request, call: Call, options: dict[str, Any]) -> httpx2.Response:
        try:
            response = await super().send(request, **options)
        except httpx2.HTTPError as error:
            await call.failed(Failure("no_response", _named(error)))
            raise
        # Each look into httpx's own headers decodes all of them, and the limits have thirty names.
        told = read_limits(dict(response.headers.items()), now())
        if response.is_success:
            await call.answered(read_answer(response.text), response.text, told)
        else:
            refusal = read_refusal(response.status_code, response.content, told.retry_after_s)
            await call.failed(_cleaned(refusal, call.exchange), told)
        return response


def _named(error: httpx2.HTTPError) -> str:
    """Return httpx's word for what happened: openai's transport calls each connection that broke a `ConnectTimeout`."""
    cause = error.__cause__
    if isinstance(cause, aiohttp.ClientConnectorError):
        return "ConnectError"
    if isinstance(cause, aiohttp.ClientConnectionError) and not isinstance(cause, aiohttp.ServerTimeoutError):
        return "ReadError"
    return type(error).__name__


def _cleaned(failure: Failure, exchange: Exchange) -> Failure:
    return dataclasses.replace(failure, detail=failure.detail and exchange.cleaned(failure.detail))
