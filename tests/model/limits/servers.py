"""Servers that limit requests in every usual way, and say as much of it as they like, on a clock that is passed in."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import Literal, Protocol

from extraction.engines.model.limits.headers import ServerLimits, Told

MINUTE = 60.0


class Server(Protocol):
    """Takes a request at a moment or refuses it, and says what it says of its limits."""

    @property
    def per_minute(self) -> float: ...

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
        self.level = min(self.size, self.level + (at - self.last) * self.per_minute / MINUTE)
        self.last = at
        if self.level < 1:
            return False
        self.level -= 1
        return True

    def told(self, at: float) -> ServerLimits:
        if not self.tells:
            return ServerLimits()
        to_full = (self.size - self.level) / (self.per_minute / MINUTE)
        return ServerLimits(requests=Told(int(self.level), self.size, to_full))


@dataclass
class HastyBucket(Bucket):
    """A bucket that says in whole seconds when it has room again, as most servers that say it do."""

    def told(self, at: float) -> ServerLimits:
        return ServerLimits(retry_after_s=float(max(1, round(60 / self.per_minute))))


@dataclass
class Window:
    """`per_minute` requests in each minute of its own clock.

    It `says` nothing, `retry-after`, or what is left: in OpenAI's `headers`, as if it were a bucket, or a `draft`'s.
    """

    per_minute: int
    offset: float = 0.0
    says: Literal["nothing", "retry-after", "headers", "draft"] = "nothing"
    counts: Counter[int] = field(default_factory=Counter)

    def takes(self, at: float) -> bool:
        minute = int((at + self.offset) // MINUTE)
        self.counts[minute] += 1
        return self.counts[minute] <= self.per_minute

    def told(self, at: float) -> ServerLimits:
        minute, gone = divmod(at + self.offset, MINUTE)
        left = max(0, self.per_minute - self.counts[int(minute)])
        match self.says:
            case "nothing":
                return ServerLimits()
            case "retry-after":
                return ServerLimits(retry_after_s=MINUTE - gone)
            case "headers":
                return ServerLimits(requests=Told(left, self.per_minute, MINUTE - gone))
            case "draft":
                return ServerLimits(requests=Told(left, None, MINUTE - gone, refills=False))


@dataclass
class Sliding:
    """`per_minute` requests in any sixty seconds; with `tells`, Retry-After."""

    per_minute: int
    tells: bool = False
    taken: deque[float] = field(default_factory=deque)

    def takes(self, at: float) -> bool:
        while self.taken and self.taken[0] <= at - MINUTE:
            self.taken.popleft()
        if len(self.taken) >= self.per_minute:
            return False
        self.taken.append(at)
        return True

    def told(self, at: float) -> ServerLimits:
        return ServerLimits(retry_after_s=self.taken[0] + MINUTE - at) if self.tells else ServerLimits()


@dataclass
class Weighted:
    """Two windows, the older one counted by what of it is less than a minute ago: as the large networks do it."""

    per_minute: int
    offset: float = 0.0
    counts: Counter[int] = field(default_factory=Counter)

    def takes(self, at: float) -> bool:
        minute, gone = divmod((at + self.offset) / MINUTE, 1.0)
        if self.counts[int(minute) - 1] * (1 - gone) + self.counts[int(minute)] + 1 > self.per_minute:
            return False
        self.counts[int(minute)] += 1
        return True

    def told(self, at: float) -> ServerLimits:
        return ServerLimits()
