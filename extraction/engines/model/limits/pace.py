"""Starts evenly spaced."""

from __future__ import annotations

LATE_S = 0.02
"""How much a start may be early after one that came late: an event loop does not wake up to the millisecond."""


class Pace:
    """Lets starts through at a rate, evenly (the leaky bucket as a meter, GCRA). Times in seconds, rates per second."""

    def __init__(self) -> None:
        self._due = float("-inf")

    def wait(self, rate: float | None, now: float) -> float:
        """Return the seconds until the next start at `rate`; None is no limit."""
        return 0.0 if rate is None else max(0.0, self._due - LATE_S - now)

    def take(self, rate: float | None, now: float) -> None:
        """Count a start."""
        if rate is not None:
            self._due = max(now, self._due) + 1 / rate
