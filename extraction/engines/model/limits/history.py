"""Which calls a server took lately and which it refused, and what that says of its limit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from math import inf

REMEMBERED_S = 200.0
"""How far back it goes: more than three windows of a minute."""
_MARKS = 64
_FEWEST, _SHORTEST_S = 5, 3.0
_FORGET_EACH = 1000


class History:
    """Calls by the moment at which they began. Times in seconds of one monotonic clock, rates in calls per second."""

    def __init__(self) -> None:
        self._taken: list[float] = []
        self._refused: list[float] = []

    def add(self, at: float) -> None:
        """Count a call that begins; it counts as taken until it is refused."""
        self._taken.append(at)
        if len(self._taken) % _FORGET_EACH == 0:
            del self._taken[: bisect_left(self._taken, at - REMEMBERED_S)]

    def withdraw(self, at: float) -> None:
        """Forget a call that began at that moment: it never reached the server."""
        place = bisect_left(self._taken, at)
        if place < len(self._taken) and self._taken[place] == at:
            del self._taken[place]

    def refuse(self, at: float) -> None:
        """Hear that a call was refused that began at that moment."""
        self.withdraw(at)
        insort(self._refused, at)
        del self._refused[:-_MARKS]

    def forget_refusals(self) -> None:
        """Measure nothing any more from what was refused until now."""
        self._refused.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._taken.clear()
        self._refused.clear()

    def taken(self, begin: float, end: float) -> int:
        """Return how many calls were taken that began after `begin`, and at `end` at the latest."""
        return bisect_right(self._taken, end) - bisect_right(self._taken, begin)

    def nth_last(self, number: int) -> float | None:
        """Return when the call began that is the `number`-th last of those taken."""
        return self._taken[-number] if 0 < number <= len(self._taken) else None

    def surely_borne(self, until: float) -> tuple[float, int]:
        """Return a rate that a bucket surely bears, and of how many calls that was measured; 0.0 if of too few.

        A bucket is empty when it refuses, and lets through afterwards what has run into it since, or less. So every
        refusal gives a lower bound, too low by one call at most; the greatest one counts.
        """
        counted = [(self.taken(at, until), until - at) for at in self._refused if until - at >= _SHORTEST_S]
        return max((((n - 1) / length, n) for n, length in counted if n >= _FEWEST), default=(0.0, 0))

    def hardly_borne(self, begin: float, end: float) -> float:
        """Return a rate that a bucket does not bear that refused at both moments, if it was never full in between."""
        return (self.taken(begin, end) + 1) / (end - begin) if end > begin else inf
