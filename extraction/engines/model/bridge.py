"""A way for client libraries that speak httpx to our own HTTP client: what they ask is journaled like OpenAI's."""

from __future__ import annotations

import httpx
import httpx2

from extraction.engines.model.journaled import ASKED, JournaledClient

_OF_THE_CONNECTION = frozenset({b"content-encoding", b"content-length", b"transfer-encoding"})
"""Headers of a response that no longer hold for its text once it has been read."""


class OverJournal(httpx.AsyncBaseTransport):
    """Sends each request through `client`; `asked` is what makes it another one beside its body."""

    def __init__(self, client: JournaledClient, asked: str) -> None:
        self._client = client
        self._asked = asked

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer from the journal or the server; raises httpx's error for one of our client's."""
        sent = httpx2.Request(
            request.method,
            str(request.url),
            headers=request.headers.raw,
            content=await request.aread(),
            extensions={ASKED: (self._asked,)},
        )
        try:
            answer = await self._client.send(sent)
        except httpx2.HTTPError as error:
            raise httpx.TransportError(type(error).__name__, request=request) from error
        headers = [(name, value) for name, value in answer.headers.raw if name.lower() not in _OF_THE_CONNECTION]
        return httpx.Response(answer.status_code, headers=headers, content=answer.content, request=request)

    async def aclose(self) -> None:
        """Close the client below."""
        await self._client.aclose()
