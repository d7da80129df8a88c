"""Paces that change with time: one that looks for what a server bears, one that holds what was found."""

from __future__ import annotations

from dataclasses import dataclass

STEPS, BEYOND = 8, 1.02
"""In how many steps a search grows to what was refused before, and by what it grows then in each."""
GROWTH, GROWTH_IF_UNSURE = 1.02, 1.05
"""By what a held pace grows, each minute, once it was held for long enough."""
_CALLS_A_STEP = 5
_MINUTE = 60.0
_MOST_STEPS = 500


@dataclass(frozen=True)
class Search:
    """Begins below what a server may bear, grows in some steps to the pace that it `refused`, and beyond it slowly.

    After `until` it does not go beyond it. A step takes a second, or the time of a few calls if that is longer. Rates
    in starts per second, times in seconds.
    """

    begins_with: float
    refused: float
    since: float
    until: float

    def rate(self, now: float) -> float:
        """Return the pace of this moment."""
        step = max(1.0, _CALLS_A_STEP / self.refused)
        steps, late = (max(0.0, min(now, self.until) - self.since) / step, max(0.0, now - self.since) / step)
        below = self.begins_with * (self.refused / self.begins_with) ** min(late / STEPS, 1.0)
        return float(below * BEYOND ** max(0.0, min(steps, _MOST_STEPS) - STEPS))


@dataclass(frozen=True)
class Hold:
    """Holds a pace until a moment, then grows: more may be allowed by now, or was all along if it `is_sure` not."""

    base: float
    until: float
    is_sure: bool = True

    def rate(self, now: float) -> float:
        """Return the pace of this moment."""
        growth = GROWTH if self.is_sure else GROWTH_IF_UNSURE
        return float(self.base * growth ** min(self._steps(now), _MOST_STEPS))

    def has_grown(self, now: float) -> bool:
        """Say whether more than what was found is tried."""
        return self._steps(now) > 0

    def _steps(self, now: float) -> float:
        return max(0.0, (now - self.until) / _MINUTE)
