"""Connections to the address that was checked, and to no other: names are resolved here, once for each connection.

Whoever runs a name server may answer one thing to who checks and another to who connects. Here both are one: the
address that passed is the one connected to, while the host's name still goes into the request and the certificate.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpcore

from core.errors import FetchError
from extraction.fetching.networks import Network, permitted

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""From a host's name and a port to its internet addresses; raises OSError if it has none."""


async def resolve(host: str, port: int) -> Sequence[str]:
    """Return what this machine's resolver says."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Connects to hosts whose addresses are public, or in one of the `allowed` networks."""

    def __init__(self, allowed: Sequence[Network], resolver: Resolve = resolve) -> None:
        self._allowed = allowed
        self._resolve = resolver
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first of the host's addresses that may be used and answers; raises FetchError if none may."""
        failure: Exception | None = None
        for address in await self._usable(host, port, timeout):
            try:
                return await self._backend.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    async def _usable(self, host: str, port: int, seconds: float | None) -> list[str]:
        try:
            async with asyncio.timeout(seconds):
                addresses = await self._resolve(host, port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"nobody said in time where {host} is") from error
        except OSError as error:
            raise httpcore.ConnectError(f"there is no host {host}") from error
        usable, kind = permitted(addresses, self._allowed)
        if addresses and not usable:
            raise FetchError(
                f"{host} is {addresses[0]}, an address inside a network ({kind}): nothing is fetched from there",
                hint="If you mean it to: DOSSIER_ALLOWED_NETWORKS=" + addresses[0] + " (docs/how-to/fetch.md).",
            )
        return usable

    async def sleep(self, seconds: float) -> None:
        """Wait; httpcore's interface."""
        await asyncio.sleep(seconds)
