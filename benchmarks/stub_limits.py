"""How a server counts what it allows: by a bucket that refills, by fixed windows of a minute, or by the last minute."""

from __future__ import annotations

from collections import deque
from typing import Protocol

MINUTE = 60.0
_PHASE_S = 25.0


class Limit(Protocol):
    """Counts requests. Times in seconds of one monotonic clock."""

    def takes(self, now: float) -> bool:
        """Count one request; False if it is one too many."""
        ...

    def opens_in(self, now: float) -> float:
        """Return the seconds until one more is taken, as the server would say it."""
        ...


class Bucket:
    """A second's requests at once, refilled all the time."""

    def __init__(self, per_minute: float) -> None:
        self.rate, self.size = per_minute / MINUTE, max(1.0, per_minute / MINUTE)
        self.level, self._last = self.size, 0.0

    def takes(self, now: float) -> bool:
        """Count one request; False if it is one too many."""
        self.level, self._last = min(self.size, self.level + (now - self._last) * self.rate), now
        if self.level < 1:
            return False
        self.level -= 1
        return True

    def opens_in(self, now: float) -> float:
        """Return the seconds in which one request is refilled."""
        return 1 / self.rate


class Window:
    """So many in each minute of its own clock, that the first request finds begun."""

    def __init__(self, per_minute: float) -> None:
        self._allowed, self._taken, self._until = per_minute, 0, 0.0

    def takes(self, now: float) -> bool:
        """Count one request; False if it is one too many."""
        if now >= self._until:
            begun = now - _PHASE_S if self._until == 0 else self._until + (now - self._until) // MINUTE * MINUTE
            self._taken, self._until = 0, begun + MINUTE
        self._taken += 1
        return self._taken <= self._allowed

    def opens_in(self, now: float) -> float:
        """Return the seconds until the window's end."""
        return self._until - now


class Sliding:
    """So many in any sixty seconds."""

    def __init__(self, per_minute: float) -> None:
        self._allowed, self._taken = per_minute, deque[float]()

    def takes(self, now: float) -> bool:
        """Count one request; False if it is one too many."""
        while self._taken and self._taken[0] <= now - MINUTE:
            self._taken.popleft()
        if len(self._taken) >= self._allowed:
            return False
        self._taken.append(now)
        return True

    def opens_in(self, now: float) -> float:
        """Return the seconds until the oldest is a minute old."""
        return self._taken[0] + MINUTE - now


LIMITS: dict[str, type[Bucket] | type[Window] | type[Sliding]] = {
    "bucket": Bucket,
    "window": Window,
    "sliding": Sliding,
}
