"""The one limiter of a process for one model and key: calls wait here, in the order they came, from any event loop."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import inf
from weakref import WeakValueDictionary

from core.errors import PermanentEngineError
from core.identity import digest
from extraction.engines.model.limits.recent import Start
from extraction.engines.model.limits.throttle import Ceilings, Ending, Held, Throttle

Clock = Callable[[], float]


@dataclass(frozen=True)
class Permit:
    """Leave to send one request of `size` bytes."""

    start: Start
    size: int


@dataclass(eq=False)
class _Waiter:
    loop: asyncio.AbstractEventLoop
    woken: asyncio.Future[None] | None = None
    error: Exception | None = None

    def wake(self) -> None:
        """Let it look again; from any thread."""
        with suppress(RuntimeError):  # its event loop has been closed
            self.loop.call_soon_threadsafe(self.look_again)

    def look_again(self) -> None:
        """Let it look again; from its own event loop."""
        if self.woken is not None and not self.woken.done():
            self.woken.set_result(None)


class Limiter:
    """Lets calls begin as fast as `throttle` allows. A call that waits, also to be repeated, holds no place."""

    def __init__(self, throttle: Throttle, longest_wait_s: float, clock: Clock = time.monotonic) -> None:
        self._throttle = throttle
        self._longest_wait_s = longest_wait_s
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: deque[_Waiter] = deque()

    def change(self, ceilings: Ceilings, longest_wait_s: float) -> None:
        """Take other limits from now on."""
        with self._lock:
            self._throttle.change(ceilings)
            self._longest_wait_s = longest_wait_s

    async def begin(self, size: int) -> Permit:
        """Wait until a request of `size` bytes may be sent.

        Raises PermanentEngineError if the server wants to be left alone for longer than anybody would wait.
        """
        waiter = _Waiter(asyncio.get_running_loop())
        with self._lock:
            self._waiting.append(waiter)
        try:
            while isinstance(found := self._look(waiter, size), float):
                await _woken(waiter, found)
            return Permit(found, size)
        finally:
            with self._lock:
                with suppress(ValueError):
                    self._waiting.remove(waiter)
                self._wake_first()

    def end(self, permit: Permit, ending: Ending) -> float:
        """Take in how a call ended; return the seconds that all calls now wait."""
        with self._lock:
            pause = self._throttle.finish(permit.start, permit.size, ending, self._clock())
            self._wake_first()
        return pause

    def withdraw(self, permit: Permit) -> None:
        """Give back a permit that was not used."""
        with self._lock:
            self._throttle.withdraw(permit.start)
            self._wake_first()

    def turn_away(self, error: Exception) -> None:
        """Raise `error` in every call that waits at this moment: none of them can succeed."""
        with self._lock:
            for waiter in self._waiting:
                waiter.error = error
                waiter.wake()

    def _look(self, waiter: _Waiter, size: int) -> Start | float:
        """Begin, or return how long to wait; only the first in line may begin."""
        with self._lock:
            waiter.woken = waiter.loop.create_future()
            if waiter.error is not None:
                raise waiter.error
            while self._waiting[0].loop.is_closed():
                self._waiting.popleft()
            if self._waiting[0] is not waiter:
                return inf
            found = self._throttle.try_start(size, self._clock())
            if not isinstance(found, Held):
                return found
            if found.told > self._longest_wait_s:
                raise _asks_for_too_much(found.told)
            return found.seconds

    def _wake_first(self) -> None:
        if self._waiting:
            self._waiting[0].wake()


_LIMITERS: WeakValueDictionary[str, Limiter] = WeakValueDictionary()
_LIMITERS_LOCK = threading.Lock()


def limiter_for(
    place: tuple[str, str, str], ceilings: Ceilings, longest_wait_s: float, back_off: Callable[[int], float]
) -> Limiter:
    """Return the limiter of this process for `place`: address, model and key; the newest `ceilings` hold for all.

    It lives as long as somebody holds it. The key is kept as a hash only.
    """
    name = digest(*place)
    with _LIMITERS_LOCK:
        limiter = _LIMITERS.get(name)
        if limiter is None:
            limiter = _LIMITERS[name] = Limiter(Throttle(ceilings, back_off), longest_wait_s)
        else:
            limiter.change(ceilings, longest_wait_s)
        return limiter


async def _woken(waiter: _Waiter, seconds: float) -> None:
    if waiter.woken is None:
        return
    timer = None if seconds == inf else waiter.loop.call_later(seconds, waiter.look_again)
    try:
        await waiter.woken
    finally:
        if timer is not None:
            timer.cancel()


def _asks_for_too_much(seconds: float) -> PermanentEngineError:
    minutes = seconds / 60
    asked = f"{minutes:.0f} minutes" if minutes < 120 else f"{minutes / 60:.1f} hours"
    return PermanentEngineError(
        f"the server takes no more requests for {asked}",
        hint="Type the same command again after that: what was answered is kept.",
    )
