"""robots.txt: what the owner of a host asks robots to leave alone (RFC 9309), asked for once a run."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from protego import Protego

from core.errors import FetchError
from extraction.fetching.addresses import host_of, origin_of
from extraction.fetching.manners import ROBOT
from extraction.fetching.turns import Turns

LARGEST = 512_000
"""Bytes: what RFC 9309 has every robot read at the least."""
ReadRules = Callable[[str], Awaitable[bytes | None]]
"""Fetches the rules at an address: None if there are none (4xx); raises FetchError if nobody can say."""


class Robots:
    """The rules of the hosts of one run."""

    def __init__(self, read: ReadRules, turns: Turns) -> None:
        self._read = read
        self._turns = turns
        self._rules: dict[str, Protego | FetchError] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def check(self, address: str) -> None:
        """Raise FetchError if the host asks robots not to fetch `address`, or if it cannot be asked.

        A host that wants more time between two requests gets it.
        """
        origin = origin_of(address)
        async with self._locks.setdefault(origin, asyncio.Lock()):
            if origin not in self._rules:
                self._rules[origin] = await self._rules_of(origin)
        rules = self._rules[origin]
        if isinstance(rules, FetchError):
            raise FetchError(f"{address} is left alone: {rules.message}", hint=rules.hint)
        if not rules.can_fetch(address, ROBOT):
            raise FetchError(
                f"{address} is left alone: {origin}/robots.txt asks robots to",
                hint="Ask the owner of the site, or save the page yourself and name the file.",
            )

    async def _rules_of(self, origin: str) -> Protego | FetchError:
        try:
            data = await self._read(f"{origin}/robots.txt")
        except FetchError as error:
            return error
        rules = Protego.parse((data or b"")[:LARGEST].decode("utf-8-sig", "replace"))
        delay = rules.crawl_delay(ROBOT)
        if delay:
            self._turns.slow_down(host_of(origin), float(delay))
        return rules
