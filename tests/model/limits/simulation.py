"""Servers that limit requests in every usual way, and a client that always has work, on a clock that is only counted.

Minutes of traffic take milliseconds. Nothing here is real but the throttle: the real HTTP is in `test_limiter.py`.
"""

from __future__ import annotations

import heapq
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from core.lines import CallOutcome
from extraction.engines.model.limits.headers import ServerLimits, Told
from extraction.engines.model.limits.recent import Start
from extraction.engines.model.limits.throttle import Ending, Held, Throttle

REFUSAL_S = 0.005


class Server(Protocol):
    """Takes a request at a moment or refuses it, and says what it says of its limits."""

    def takes(self, at: float) -> bool: ...

    def told(self, at: float) -> ServerLimits: ...


@dataclass
class Bucket:
    """`size` requests at once, refilled at `per_minute`; with `tells`, OpenAI's headers."""

    per_minute: float
    size: float
    tells: bool = False
    level: float = field(init=False)
    last: float = 0.0

    def __post_init__(self) -> None:
        self.level = self.size

    def takes(self, at: float) -> bool:
        self.level = min(self.size, self.level + (at - self.last) * self.per_minute / 60)
        self.last = at
        if self.level < 1:
            return False
        self.level -= 1
        return True

    def told(self, at: float) -> ServerLimits:
        if not self.tells:
            return ServerLimits()
        to_full = (self.size - self.level) / (self.per_minute / 60)
        return ServerLimits(requests=Told(int(self.level), self.size, to_full))


@dataclass
class Window:
    """`per_minute` requests in each minute of its own clock; with `tells`, Retry-After."""

    per_minute: int
    offset: float = 0.0
    tells: bool = False
    counts: dict[int, int] = field(default_factory=dict)

    def takes(self, at: float) -> bool:
        minute = int((at + self.offset) // 60)
        self.counts[minute] = self.counts.get(minute, 0) + 1
        return self.counts[minute] <= self.per_minute

    def told(self, at: float) -> ServerLimits:
        return ServerLimits(retry_after_s=60 - (at + self.offset) % 60) if self.tells else ServerLimits()


@dataclass
class Sliding:
    """`per_minute` requests in any sixty seconds."""

    per_minute: int
    taken: deque[float] = field(default_factory=deque)

    def takes(self, at: float) -> bool:
        while self.taken and self.taken[0] <= at - 60:
            self.taken.popleft()
        if len(self.taken) >= self.per_minute:
            return False
        self.taken.append(at)
        return True

    def told(self, at: float) -> ServerLimits:
        return ServerLimits()


@dataclass
class Traffic:
    """When requests were sent, and which of them were refused."""

    sent: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    most_in_flight: int = 0

    def taken_between(self, begin: float, end: float) -> int:
        return self._between(self.sent, begin, end) - self.refused_between(begin, end)

    def refused_between(self, begin: float, end: float) -> int:
        return self._between(self.refused, begin, end)

    @staticmethod
    def _between(moments: list[float], begin: float, end: float) -> int:
        return sum(begin <= moment < end for moment in moments)


@dataclass(order=True)
class _Ended:
    at: float
    number: int
    start: Start = field(compare=False)
    outcome: CallOutcome = field(compare=False)
    told: ServerLimits = field(compare=False)


def traffic(
    throttle: Throttle, server: Server, seconds: float, latency: Callable[[], float], late: float = 0.0
) -> Traffic:
    """Send as much as `throttle` lets through for `seconds`; wake-ups come up to `late` seconds too late."""
    seen, now, ended = Traffic(), 0.0, list[_Ended]()
    lateness = random.Random(1)  # noqa: S311 - it spreads wake-ups
    while now < seconds:
        while ended and ended[0].at <= now:
            call = heapq.heappop(ended)
            throttle.finish(call.start, 1000, Ending(call.outcome, call.told), call.at)
        found = throttle.try_start(1000, now)
        if isinstance(found, Held):
            now = max(min(now + found.seconds, ended[0].at if ended else seconds), now + 1e-6)
            now += lateness.uniform(0, late)
            continue
        is_taken, told = server.takes(now), server.told(now)
        seen.sent.append(now)
        if not is_taken:
            seen.refused.append(now)
        outcome: CallOutcome = "ok" if is_taken else "rate_limited"
        end = now + (latency() if is_taken else REFUSAL_S)
        heapq.heappush(ended, _Ended(end, len(seen.sent), found, outcome, told))
        seen.most_in_flight = max(seen.most_in_flight, len(ended))
    return seen
