"""The pace that a server was seen to bear, learnt from when it refuses calls and when it takes them again."""

from __future__ import annotations

from math import inf

from extraction.engines.model.limits.closure import Closure
from extraction.engines.model.limits.history import History
from extraction.engines.model.limits.paces import Hold, Search

MINUTE = 60.0
MARGIN, MARGIN_OF_A_MINUTE = 0.98, 0.01
"""What is used of a measured pace; and what is left, in any minute, of what was counted in one."""
ENOUGH = 60
"""From so many calls on a measure is trusted."""
NEAR, STABLE, NEAR_AT_LAST = 0.93, 1.02, 0.8
"""A bucket is measured when what it surely bears is near what it refused, or the same as the last time."""
SEARCH_S, SEARCH_AT_LEAST_S = 50.0, 10.0
"""How long is searched: until so long after the first call, or after the first refusal if that came late."""
HELD_S, HELD_AT_MOST_S = 3600.0, 12 * 3600.0
"""How long what was found is held before more is tried; twice as long each time that more was refused."""
HELD_IF_UNSURE_S = 120.0
"""And if it may be far below what is allowed: the machine was too busy to send as much as that."""
LEAST_KEPT, LEAST_KEPT_IF_MEASURED = 0.9, 0.5
"""What of it is kept at least when the server refuses nevertheless."""
AGAIN_S, MOST_HEADROOM = 10.0, 32.0
"""Who refuses again so soon is given more and more time at the same pace: how many times as much at most."""
SHORT_S, SHORT_INTERVALS = 5.0, 4
"""Closed for no longer than one of these, seconds or intervals of the pace, is short: a bucket that refills."""
SOON_S = 12.0
"""A window that ends so soon after the first call may be shorter than a minute: that is tried out."""
LATE_S = 45.0
"""Who first refuses so late may count the last minute, though the closure is short."""
_LATELY_S, _A_MOMENT_S = 5.0, 1e-9
_BELOW, _NOT_FAR = 0.97, 1.15
_PATIENCE_S, _REFUSALS_LONG = 0.25, 4
_HEADROOM_CALLS, _HEADROOM_S = 2, 0.25
_SLOWEST = 1e-3
_OF_WHAT_IS_SPARE = 0.5


class LearntPace:
    """Finds out by what a server counts and how much it allows, and keeps below that.

    Who soon takes calls again counts by a bucket that refills: it is asked faster and faster until it has refused often
    enough to be measured. Who stays closed for long counts by windows, fixed or sliding: what it took in the minute
    before it opened is what it allows. While it is closed, one call at a time tries it. Times in seconds of one
    monotonic clock, rates in starts per second.
    """

    def __init__(self) -> None:
        self._history = History()
        self._closure: Closure | None = None
        self._began: float | None = None
        self._opened_at: float | None = None
        self._opened_by, self._last_refused = -inf, -inf
        self._was_long, self._is_guessed = False, False
        self._refusal_s = 0.0
        self._pace: Search | Hold | None = None
        self._borne, self._refused, self._search_until = 0.0, 0.0, inf
        self._held_s, self._held_at = HELD_S, -inf
        self._in_a_minute: int | None = None
        self._headroom, self._resumes_at = 1.0, -inf
        self._at_first: tuple[int, float] | None = None

    @property
    def opened_at(self) -> float | None:
        """When the server last began to take calls after a long time; None before the first call."""
        return self._opened_at

    @property
    def closure(self) -> Closure | None:
        """The closure that lasts; None while the server takes calls."""
        return self._closure

    def rate(self, now: float) -> float | None:
        """Return starts per second; None where nothing is known."""
        if isinstance(self._pace, Search) and now >= self._search_until:
            borne, _ = self._history.surely_borne(now)
            if borne >= NEAR_AT_LAST * self._pace.rate(now):
                self._hold(MARGIN * borne, now, is_sure=borne >= NEAR_AT_LAST * self._refused)
        return None if self._pace is None else self._pace.rate(now)

    def wait(self, now: float) -> float:
        """Return the seconds until the next call may begin, its pace aside."""
        if self._closure is not None and self._closure.probe is not None:
            return max(0.0, self._closure.probe + self._patience() - now)
        until = self._resumes_at
        if self._in_a_minute is not None and (nth := self._history.nth_last(self._in_a_minute)) is not None:
            until = max(until, nth + MINUTE)
        return max(0.0, until - now)

    def spare(self, rate: float) -> float:
        """Return how many calls may be made up for at once that came late, at a pace of `rate`.

        What a server took beyond its pace before it first refused is what its bucket holds. The smallest in use holds
        one call. Half of it is left alone.
        """
        taken, seconds = self._at_first or (0, 0.0)
        return max(1.0, taken - 1 - rate * seconds) * _OF_WHAT_IS_SPARE

    def started(self, now: float) -> None:
        """Count a call; it counts as taken until it is refused."""
        if self._began is None:
            self._began = self._opened_at = now
        self._history.add(now)
        if self._closure is not None:
            self._closure.probe = now

    def withdrawn(self, started_at: float) -> None:
        """Hear that nothing was sent of the call that began at `started_at`."""
        self._history.withdraw(started_at)
        if self._closure is not None and self._closure.probe == started_at:
            self._closure.probe = None

    def idle(self) -> None:
        """Hear that there was nothing to do for a while: what was taken in that time measures nothing."""
        self._history.clear()
        self._began, self._last_refused = None, -inf

    def refused(self, started_at: float, now: float, told_s: float) -> None:
        """Count a refusal, of a call that began at `started_at`; the server says to wait for `told_s` seconds."""
        pace = self.rate(now) or self._lately(started_at)
        self._history.refuse(started_at)
        self._refusal_s += 0.2 * (now - started_at - self._refusal_s)
        if self._closure is not None:
            self._closure.refused(started_at, told_s)
        elif started_at >= self._opened_by:  # not one that was sent into the last closure
            self._closure = Closure(started_at, now, started_at, pace, told_s)

    def took(self, started_at: float, now: float) -> bool:
        """Hear that a call was taken that began at `started_at`; return whether that ends a closure."""
        closure = self._closure
        if closure is None or started_at <= closure.heard:
            return False
        self._open(closure, started_at, now)
        return True

    def look(self, now: float) -> bool:
        """Take the call that tries a closed server for taken if it was not refused in the time that refusals take.

        Its answer may come much later. Returns whether that ends a closure.
        """
        closure = self._closure
        if closure is None or closure.probe is None or now < closure.probe + self._patience():
            return False
        self._open(closure, closure.probe, now)
        return True

    def _patience(self) -> float:
        return max(_PATIENCE_S, _REFUSALS_LONG * self._refusal_s)

    def _lately(self, until: float) -> float:
        begin = max(until if self._began is None else self._began, until - _LATELY_S)
        return max(_SLOWEST, self._history.taken(begin - _A_MOMENT_S, until) / max(until - begin, 0.01))

    def _open(self, closure: Closure, at: float, now: float) -> None:
        """Learn from a closure that has ended: the call that began at `at` was taken."""
        self._closure, self._opened_by = None, at
        if self._at_first is None and self._began is not None:
            taken = self._history.taken(self._began - _A_MOMENT_S, closure.since)
            self._at_first = taken, closure.since - self._began
        closed_for = max((closure.last + at) / 2 - closure.since, closure.told_s)
        if closed_for > max(SHORT_S, SHORT_INTERVALS / closure.pace):
            self._learn_window(closure, at, now)
        elif isinstance(self._pace, Hold) and not self._is_guessed:
            self._keep_less(self._pace, closure, now)
        elif self._pace is None and self._began is not None and closure.since - self._began >= LATE_S:
            self._guess_minute(closure.since, now)
        else:
            self._learn_bucket(closure, now)
        self._last_refused = closure.last
        pause = _HEADROOM_S + _HEADROOM_CALLS / (self.rate(now) or inf)
        self._resumes_at = closure.last + self._headroom * pause

    def _learn_window(self, closure: Closure, at: float, now: float) -> None:
        """Count what was taken from one opening to the next, or in the minute before the first.

        A window that slides lets calls go one by one a minute after they began: then that is kept to, too.
        """
        closed = min(closure.until, at)
        opening = (closed + at) / 2
        before = opening if self._opened_at is None else self._opened_at
        taken = self._history.taken(
            before - _A_MOMENT_S if opening - before < MINUTE + SHORT_S else closed - MINUTE, opening - _A_MOMENT_S
        )
        length = opening - before
        if length > (MINUTE if self._was_long else SOON_S):
            length = MINUTE
        rate = MARGIN * taken / max(length, _A_MOMENT_S)
        if isinstance(self._pace, Hold):
            rate = min(self._pace.base, max(rate, LEAST_KEPT * self._pace.base))
        self._was_long, self._opened_at, self._is_guessed = True, opening, False
        self._hold(rate, now)
        may_slide = self._history.taken(closure.since - MINUTE, at - MINUTE) > 0
        self._in_a_minute = self._less_of_a_minute(closure.since) if may_slide else None
        self._history.forget_refusals()

    def _guess_minute(self, until: float, now: float) -> None:
        """Take what was taken in the last minute for what is allowed in one, until a refusal shows it is a bucket."""
        self._hold(MARGIN * self._history.taken(until - MINUTE, until) / MINUTE, now)
        self._in_a_minute, self._is_guessed = self._less_of_a_minute(until), True

    def _less_of_a_minute(self, until: float) -> int:
        taken = self._history.taken(until - MINUTE, until)
        return max(1, taken - int(MARGIN_OF_A_MINUTE * taken))

    def _learn_bucket(self, closure: Closure, now: float) -> None:
        """Hold what a bucket surely bears if that is known well enough, or else go on to look for it."""
        if not isinstance(self._pace, Search):
            self._is_guessed, self._in_a_minute = False, None
            began = closure.since if self._began is None else self._began
            self._search_until = max(began + SEARCH_S, closure.since + SEARCH_AT_LEAST_S)
        borne, calls = self._history.surely_borne(closure.since)
        refused = self._refused = closure.pace
        bounds = [closure.pace, self._history.hardly_borne(closure.since, closure.last)]
        if calls >= ENOUGH:
            near = NEAR_AT_LAST if now >= self._search_until else NEAR
            if borne >= near * refused or borne <= STABLE * self._borne:
                self._hold(MARGIN * borne, now)
                return
            self._borne, refused = max(self._borne, borne), min(refused, _NOT_FAR * borne)
        if self._last_refused > -inf:
            bounds.append(self._history.hardly_borne(self._last_refused, closure.since))
        begin = _BELOW * max(min(bounds), borne)
        self._pace = Search(begin, max(begin, refused), now, self._search_until)

    def _keep_less(self, held: Hold, closure: Closure, now: float) -> None:
        """Go down from a pace that was refused though it was held."""
        if held.has_grown(closure.since):
            self._held_s = min(2 * self._held_s, HELD_AT_MOST_S) if held.is_sure else self._held_s
            self._hold(held.base if held.is_sure else max(held.base, _BELOW * held.rate(closure.since)), now)
        elif closure.since - self._held_at < AGAIN_S:  # still full from before: that passes
            self._held_at, self._headroom = closure.since, min(2 * self._headroom, MOST_HEADROOM)
        else:
            taken = self._history.taken(self._last_refused, closure.since)
            least = LEAST_KEPT_IF_MEASURED if taken >= ENOUGH else LEAST_KEPT
            measured = MARGIN * (taken - 1) / (closure.since - self._last_refused)
            self._hold(min(MARGIN * held.base, max(measured, least * held.base)), now)

    def _hold(self, rate: float, now: float, *, is_sure: bool = True) -> None:
        self._held_at, self._headroom = now, 1.0
        self._pace = Hold(max(rate, _SLOWEST), now + (self._held_s if is_sure else HELD_IF_UNSURE_S), is_sure)
