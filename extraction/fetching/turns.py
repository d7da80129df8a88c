"""One request at a time to a host, with a pause after each."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from core.errors import FetchError


@dataclass
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    """By `time.monotonic`: when the pause after the last request is over."""
    delay_s: float = 0.0


class Turns:
    """Whose turn it is at each host. For one event loop."""

    def __init__(self, delay_s: float, longest_wait_s: float) -> None:
        self._delay_s = delay_s
        self._longest_wait_s = longest_wait_s
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait until nobody else asks `host` and its pause is over; raises FetchError if that would be too long."""
        state = self._hosts[host]
        async with state.lock:
            wait = state.free_at - time.monotonic()
            if wait > max(self._longest_wait_s, self._delay_s):
                raise FetchError(
                    f"{host} asks to be left alone for {wait:,.0f} s",
                    hint="The next run tries again.",
                )
            if wait > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                state.free_at = max(state.free_at, time.monotonic() + max(self._delay_s, state.delay_s))

    def slow_down(self, host: str, delay_s: float) -> None:
        """Have at least `delay_s` between two requests to `host`, or as long as we wait at most."""
        self._hosts[host].delay_s = min(delay_s, self._longest_wait_s)

    def put_off(self, host: str, wait_s: float) -> None:
        """Ask `host` nothing for so long."""
        state = self._hosts[host]
        state.free_at = max(state.free_at, time.monotonic() + wait_s)
