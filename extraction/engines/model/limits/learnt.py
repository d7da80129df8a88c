"""The pace that a server was seen to bear, learnt from when it refuses calls and when it takes them again."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

MARGIN = 0.98
"""What of a measured pace is used, and what of a pace that was refused is kept at most."""
ENOUGH = 50
"""From so many calls on a measure is trusted."""
LEAST_KEPT, LEAST_KEPT_IF_FEW = 0.7, 0.9
"""What of a refused pace is kept at least: a pause of our own can make a measure too low, the more so of few calls."""
HELD_S, HELD_FOR = 900.0, 15
"""How long a trusted measure is held; one of few calls, in lengths of the time that it was taken over."""
GROWTH = 1.02
"""By what a pace grows after that, once in each such length."""
REMEMBERED_S = 150.0
"""How far back a measure begins: more than two windows of a minute."""
LATELY_S = 5.0
"""Over how long, or up to twice as long, the pace is measured that met the first refusal."""
_LONG_S, _LONG_INTERVALS = 5.0, 4
_FORGOTTEN_AFTER = 500


@dataclass
class _Mark:
    """How many calls the server had taken at a moment."""

    at: float
    taken: int


class LearntPace:
    """Measures what a server takes between two moments at which it is in the same state.

    A server that soon takes calls again after a refusal counts by a bucket that refills, or by a window that slides:
    it is equally full at every first refusal. One that stays closed for long counts by fixed windows: they are equally
    empty when it opens. The pace that met the first refusal is an upper bound. What was learnt is held, then grows
    slowly until the server refuses again. Times in seconds of one monotonic clock, rates in starts per second.
    """

    def __init__(self) -> None:
        self._taken = 0
        self._lately: deque[_Mark] = deque(maxlen=2)
        self._refusals: deque[_Mark] = deque()
        self._openings: deque[_Mark] = deque()
        self._refused_starts: list[float] = []
        self._told_s = 0.0
        self._rate: float | None = None
        self._grows_each, self._held_until = 1.0, 0.0

    @property
    def opened_at(self) -> float | None:
        """When the server last began to take calls after a long time; None before the first call."""
        return self._openings[-1].at if self._openings else None

    def started(self, now: float) -> None:
        """Count a call; it counts as taken until it is refused."""
        if not self._openings:
            self._openings.append(_Mark(now, self._taken))
        if not self._lately or now - self._lately[-1].at >= LATELY_S:
            self._lately.append(_Mark(now, self._taken))
        self._taken += 1

    def idle(self) -> None:
        """Hear that there was nothing to do for a while: what was taken in that time measures nothing."""
        for marks in (self._lately, self._refusals, self._openings, self._refused_starts):
            marks.clear()

    def refused(self, started_at: float, now: float, told_s: float) -> None:
        """Count a refusal, of a call that began at `started_at`; the server says to wait for `told_s` seconds."""
        self._taken -= 1
        if not self._refused_starts:
            self._refusals.append(_Mark(now, self._taken))
            self._told_s = 0.0
        elif self._refusals and started_at <= self._refusals[-1].at:  # it seemed taken until now
            self._refusals[-1].taken -= 1
        self._refused_starts.append(started_at)
        self._told_s = max(self._told_s, told_s)
        if self._rate is None and self._lately and self._refusals:
            self._set(_rate_between(self._lately[0], self._refusals[-1]), self._lately[0], self._refusals[-1])

    def took(self, started_at: float, later: int) -> bool:
        """Hear that a call was taken that began at `started_at`, and `later` calls began after it.

        Returns whether the server had been closed for long.
        """
        if not self._refused_starts or not self._refusals or started_at <= self._refusals[-1].at:
            return False
        known = self.rate(started_at)
        last_refused = max((start for start in self._refused_starts if start < started_at), default=started_at)
        closed_for = max(last_refused - self._refusals[-1].at, self._told_s)
        self._refused_starts.clear()
        was_long = closed_for > max(_LONG_S, _LONG_INTERVALS / known if known else 0.0)
        if was_long:
            last_closed = max(last_refused, min(self._refusals[-1].at + self._told_s, started_at))
            self._openings.append(_Mark((last_closed + started_at) / 2, self._taken - later - 1))
            self._refusals.clear()
            self._learn_from(self._openings, known, is_bounded=False)
        else:
            self._learn_from(self._refusals, known, is_bounded=True)
        return was_long

    def rate(self, now: float) -> float | None:
        """Return starts per second; None where nothing is known, or not any more."""
        steps = (now - self._held_until) / self._grows_each
        if self._rate is None or steps <= 0:
            return self._rate
        return None if steps > _FORGOTTEN_AFTER else self._rate * GROWTH**steps

    def _learn_from(self, marks: deque[_Mark], known: float | None, *, is_bounded: bool) -> None:
        end = marks[-1]
        while len(marks) > 2 and (marks[0].at < end.at - REMEMBERED_S or end.taken - marks[1].taken >= ENOUGH):
            marks.popleft()
        measured = _rate_between(marks[0], end)
        if measured is None:
            self._rate = None if known is None else MARGIN * known
            self._held_until = end.at + HELD_FOR * self._grows_each
        elif known is None:
            self._set(MARGIN * measured, marks[0], end)
        elif is_bounded:
            if self._lately and end.taken - self._lately[0].taken >= ENOUGH:  # more than before: it had less to do then
                measured = max(measured, _rate_between(self._lately[0], end) or 0.0)
            kept = LEAST_KEPT if end.taken - marks[0].taken >= ENOUGH else LEAST_KEPT_IF_FEW
            self._set(MARGIN * min(known, max(measured, kept * known)), marks[0], end)
        else:
            self._set(min(MARGIN * measured, known), marks[0], end)

    def _set(self, rate: float | None, begin: _Mark, end: _Mark) -> None:
        if rate is not None:
            self._rate, self._grows_each = rate, max(end.at - begin.at, 0.1)
            is_trusted = end.taken - begin.taken >= ENOUGH
            self._held_until = end.at + (HELD_S if is_trusted else HELD_FOR * self._grows_each)


def _rate_between(begin: _Mark, end: _Mark) -> float | None:
    """Return calls per second, None where none was taken: that measures nothing."""
    if end.taken <= begin.taken or end.at <= begin.at:
        return None
    return (end.taken - begin.taken) / (end.at - begin.at)
