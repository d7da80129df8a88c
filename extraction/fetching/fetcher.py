"""`Fetcher.fetch`: one address to what is there, politely and safely. Each redirect is checked like an address."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self

import httpcore
import httpx

from core.errors import FetchError
from extraction.fetching.addresses import host_of, normal_address
from extraction.fetching.answers import Answer, Fetched, Unchanged, Validators, Vanished
from extraction.fetching.body import read_body
from extraction.fetching.connecting import CheckedBackend, Resolve, resolve
from extraction.fetching.manners import Manners
from extraction.fetching.robots import LARGEST, Robots
from extraction.fetching.turns import Turns

FOR_EVER = frozenset({301, 308})
FOR_NOW = frozenset({302, 303, 307})
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
GONE = frozenset({404, 410})
WORTH_READING = 16_000
"""Bytes of an answer that is of no use, read nevertheless: its connection can be used again."""
_Headers = dict[str | bytes, str | bytes]


@dataclass(frozen=True)
class _Reply:
    """What one request brought; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(default=b"", repr=False)


class Fetcher:
    """Fetches for one run, on one event loop; an async context manager.

    Only http and https, only from public addresses or allowed networks, without cookies, and past any proxy: a proxy
    would resolve the names that have to be checked.
    """

    def __init__(self, manners: Manners, *, resolver: Resolve = resolve, tls: ssl.SSLContext | None = None) -> None:
        self._manners = manners
        self._turns = Turns(manners.delay_s, manners.longest_wait_s)
        self._robots = Robots(self._read_rules, self._turns)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=tls or httpx.create_ssl_context(),
            network_backend=CheckedBackend(manners.allowed, resolver),
            max_keepalive_connections=10,
            keepalive_expiry=15.0,
        )

    async def __aenter__(self) -> Self:
        """Return the fetcher itself."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close its connections."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close its connections."""
        await self._pool.aclose()

    async def fetch(self, address: str, known: Validators | None = None) -> Fetched | Unchanged | Vanished:
        """Return what is at `address`, a normal address; with `known`, only if it is another page than that.

        Raises FetchError, with the address and the reason, for everything else.
        """
        where, permanent = address, True
        seen = {address}
        for _ in range(self._manners.redirects + 1):
            await self._robots.check(where)
            reply = await self._reply(where, self._conditions(where, known))
            if reply.status not in FOR_EVER | FOR_NOW:
                return _answer(Answer(address, where, permanent, reply.status, datetime.now(UTC)), reply)
            permanent = permanent and reply.status in FOR_EVER
            where = _next(where, reply)
            if where in seen:
                raise FetchError(f"{address} leads in a circle: {where} was there before")
            seen.add(where)
        raise FetchError(f"{address} leads on and on: more than {self._manners.redirects} redirects")

    async def _read_rules(self, address: str) -> bytes | None:
        """Return a robots.txt: None where there is none. RFC 9309: 4xx allows everything, 5xx nothing."""
        where = address
        for _ in range(5):
            reply = await self._reply(where, {}, max_bytes=LARGEST)
            if reply.status == 200:
                return reply.body
            if reply.status >= 500:
                raise FetchError(f"{where} answers HTTP {reply.status}", hint="The next run tries again.")
            if reply.status not in FOR_EVER | FOR_NOW:
                return None
            where = _next(where, reply)
        return None

    @staticmethod
    def _conditions(where: str, known: Validators | None) -> _Headers:
        if known is None or known.final_address != where:
            return {}
        conditions: dict[str, str | None] = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in conditions.items() if value}

    async def _reply(self, where: str, conditions: _Headers, max_bytes: int | None = None) -> _Reply:
        """Ask until there is an answer that is one, as often as is decent."""
        problem = ""
        for attempt in range(self._manners.tries):
            if attempt:
                self._turns.put_off(host_of(where), self._manners.backoff_s * 2 ** (attempt - 1))
            try:
                async with self._turns.turn(host_of(where)), asyncio.timeout(self._manners.whole_s):
                    reply = await self._send(where, conditions, max_bytes or self._manners.max_bytes)
            except (httpcore.TimeoutException, TimeoutError) as error:
                problem = str(error) or "it did not answer in time"
            except (httpcore.NetworkError, httpcore.ProtocolError) as error:
                problem = str(error) or type(error).__name__
                if "CERTIFICATE_VERIFY_FAILED" in problem:
                    break
            else:
                if reply.status not in AGAIN:
                    return reply
                problem = f"HTTP {reply.status}"
                self._heed(where, reply)
        raise FetchError(f"{where} could not be fetched: {problem}", hint="The next run tries again.")

    def _heed(self, where: str, reply: _Reply) -> None:
        wait = _retry_after(reply.headers.get("retry-after", ""))
        if wait is not None:
            self._turns.put_off(host_of(where), wait)

    async def _send(self, where: str, conditions: _Headers, max_bytes: int) -> _Reply:
        headers: _Headers = {
            "User-Agent": self._manners.agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.7",
            "Accept-Encoding": "gzip",
            **conditions,
        }
        seconds = self._manners
        timeouts = {"connect": seconds.connect_s, "read": seconds.read_s, "write": seconds.read_s, "pool": None}
        async with self._pool.stream("GET", where, headers=headers, extensions={"timeout": timeouts}) as response:
            found = _headers(response.headers)
            if response.status != 200:
                if found.get("content-length", "").isdigit() and int(found["content-length"]) <= WORTH_READING:
                    await response.aread()
                return _Reply(response.status, found)
            body = await read_body(where, response.aiter_stream(), found.get("content-encoding", ""), max_bytes)
        return _Reply(200, found, body)


def _headers(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1").strip() for name, value in raw}


def _next(where: str, reply: _Reply) -> str:
    location = reply.headers.get("location", "")
    if not location:
        raise FetchError(f"{where} answers HTTP {reply.status} and does not say where to go")
    try:
        # Servers send the bytes of UTF-8 here, which a header cannot say.
        return normal_address(location.encode("latin-1").decode("utf-8", "replace"), where)
    except FetchError as error:
        raise FetchError(f"{where} leads where nobody is sent: {error.message}") from error


def _answer(answer: Answer, reply: _Reply) -> Fetched | Unchanged | Vanished:
    said = vars(answer)
    if reply.status == 304:
        return Unchanged(**said)
    if reply.status in GONE:
        return Vanished(**said)
    if reply.status != 200:
        raise FetchError(f"{answer.final_address} answers HTTP {reply.status}", hint="Look at it in a browser.")
    content_type = Message()
    content_type["content-type"] = reply.headers.get("content-type", "")
    charset = content_type.get_param("charset")
    return Fetched(
        **said,
        media_type=content_type.get_content_type() if "content-type" in reply.headers else None,
        charset=charset if isinstance(charset, str) else None,
        etag=reply.headers.get("etag"),
        last_modified=reply.headers.get("last-modified"),
        body=reply.body,
    )


def _retry_after(text: str) -> float | None:
    """Return the seconds that a Retry-After asks for, which may be a number or a date."""
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return max(0.0, (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() - datetime.now(UTC).timestamp())
