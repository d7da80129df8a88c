"""A client that always has work and a server that limits it, on a clock that is only counted.

Minutes of traffic take milliseconds. Nothing here is real but the throttle: the real HTTP is in `test_limiter.py`.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from core.lines import CallOutcome
from extraction.engines.model.limits.headers import ServerLimits
from extraction.engines.model.limits.recent import Start
from extraction.engines.model.limits.throttle import Ending, Held, Throttle
from tests.model.limits.servers import Server

REFUSAL_S = 0.005


@dataclass
class Traffic:
    """When requests were sent, and when those arrived that were taken and that were refused."""

    sent: list[float] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    refused: list[float] = field(default_factory=list)
    most_in_flight: int = 0

    def taken_between(self, begin: float, end: float) -> int:
        return sum(begin <= moment < end for moment in self.taken)

    def refused_between(self, begin: float, end: float) -> int:
        return sum(begin <= moment < end for moment in self.refused)


@dataclass(frozen=True)
class Machine:
    """How exact the client's machine and the network are: the most that a wake-up and a request take too long.

    `stall` is the longest time for which the whole client stands still, about every ten seconds.
    """

    late: float = 0.0
    network: float = 0.0
    stall: float = 0.0


@dataclass(order=True)
class _Event:
    """A request arrives (`outcome` is None), or its response does."""

    at: float
    number: int
    start: Start = field(compare=False)
    outcome: CallOutcome | None = field(compare=False, default=None)
    told: ServerLimits = field(compare=False, default_factory=ServerLimits)


def traffic(
    throttle: Throttle, server: Server, seconds: float, latency: Callable[[], float], machine: Machine = Machine()
) -> Traffic:
    """Send as much as `throttle` lets through for `seconds`."""
    seen, now, events, number = Traffic(), 0.0, list[_Event](), 0
    chance = random.Random(1)  # noqa: S311 - it spreads wake-ups and requests
    in_flight, stalls_at = 0, 10.0 if machine.stall else seconds
    while now < seconds:
        if now >= stalls_at:
            now += chance.uniform(0, machine.stall)
            stalls_at = now + chance.expovariate(1 / 10)
        while events and events[0].at <= now:
            event = heapq.heappop(events)
            if event.outcome is not None:
                in_flight -= 1
                throttle.finish(event.start, 1000, Ending(event.outcome, event.told), event.at)
                continue
            is_taken, told = server.takes(event.at), server.told(event.at)
            (seen.taken if is_taken else seen.refused).append(event.at)
            end = event.at + chance.uniform(0, machine.network) + (latency() if is_taken else REFUSAL_S)
            outcome: CallOutcome = "ok" if is_taken else "rate_limited"
            heapq.heappush(events, _Event(end, event.number, event.start, outcome, told))
        found = throttle.try_start(1000, now)
        if isinstance(found, Held):
            woken = now + found.seconds + chance.uniform(0, machine.late)
            now = max(min(woken, events[0].at if events else seconds), now + 1e-6)
            continue
        number, in_flight = number + 1, in_flight + 1
        seen.sent.append(now)
        seen.most_in_flight = max(seen.most_in_flight, in_flight)
        heapq.heappush(events, _Event(now + chance.uniform(0, machine.network), number, found))
    return seen
