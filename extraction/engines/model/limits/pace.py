"""Starts evenly spaced."""

from __future__ import annotations

LATE_S, LATE_MOST_S = 0.02, 1.0
"""How much a start may be early after one that came late, in seconds, at least and at most.

An event loop does not wake up to the millisecond, and on a busy machine not to the tenth of a second.
"""


class Pace:
    """Lets starts through at a rate, evenly (the leaky bucket as a meter, GCRA). Times in seconds, rates per second."""

    def __init__(self) -> None:
        self._due = float("-inf")

    def wait(self, rate: float, spare: float, now: float) -> float:
        """Return the seconds until the next start at `rate`; as many as `spare` may be made up for."""
        return max(0.0, self._due - _early(rate, spare) - now)

    def begin(self, rate: float, spare: float, at: float) -> None:
        """Begin anew `at` a moment at which the server has room for no more than the next: nothing is to be made up."""
        self._due = at + _early(rate, spare)

    def take(self, rate: float | None, now: float) -> None:
        """Count a start."""
        if rate is not None:
            self._due = max(now, self._due) + 1 / rate


def _early(rate: float, spare: float) -> float:
    return max(LATE_S, min(LATE_MOST_S, spare / rate))
