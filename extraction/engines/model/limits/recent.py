"""What was started in the last minute, for the ceilings that the user gives."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from dataclasses import dataclass

MINUTE = 60.0


@dataclass(eq=False)
class Start:
    """A call that began, `at` a moment: `tokens` are expected until it has ended, then known."""

    at: float
    tokens: float


class Recent:
    """The starts of the last minute, oldest first. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._starts: deque[Start] = deque()

    def add(self, start: Start) -> None:
        """Count a start."""
        self._starts.append(start)

    def withdraw(self, start: Start) -> None:
        """Forget a start that came to nothing before anything was sent."""
        with suppress(ValueError):  # older than a minute
            self._starts.remove(start)

    def wait_for_requests(self, ceiling: int | None, now: float) -> float:
        """Return the seconds until one more start keeps to `ceiling` a minute."""
        self._forget(now)
        if ceiling is None or len(self._starts) < ceiling:
            return 0.0
        return self._starts[-ceiling].at + MINUTE - now

    def wait_for_tokens(self, ceiling: int | None, expected: float, now: float) -> float:
        """Return the seconds until `expected` more tokens keep to `ceiling` a minute, or until nothing is left."""
        self._forget(now)
        if ceiling is None:
            return 0.0
        total, wait = expected + sum(start.tokens for start in self._starts), 0.0
        for start in self._starts:
            if total <= ceiling:
                break
            total, wait = total - start.tokens, start.at + MINUTE - now
        return wait

    def _forget(self, now: float) -> None:
        while self._starts and self._starts[0].at <= now - MINUTE:
            self._starts.popleft()
