"""A time in which a server refuses calls."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Closure:
    """From the first call that was refused to the first that is taken again; calls by the moment they began.

    `since` is the first refused call, `heard` when that was heard, `last` the last refused one, `pace` that of the
    moment, in calls per second, `told_s` the longest wait that the server asked for. `refusals` counts calls that were
    sent before it was heard as one. `probe` is the call that tries whether it is over, until its end is known.
    """

    since: float
    heard: float
    last: float
    pace: float
    told_s: float
    refusals: int = 1
    probe: float | None = None

    def refused(self, started_at: float, told_s: float) -> None:
        """Count one more refusal."""
        self.told_s = max(self.told_s, told_s)
        self.last = max(self.last, started_at)
        if started_at > self.heard:
            self.refusals, self.probe = self.refusals + 1, None

    @property
    def until(self) -> float:
        """Return the last moment at which the server is known, by its word or by a refusal, to have been closed."""
        return max(self.last, self.since + self.told_s)
