"""What is left of a limit that the server told: a lower bound, whatever the order in which calls reached the server."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from extraction.engines.model.limits.headers import Told

_SHORTEST_S = 1.0
_CONTRADICTION = 2.0
"""Refills that differ by so much are those of no bucket."""


@dataclass
class _Said:
    """What some responses said, taken together: the least that is left, and when all is there again."""

    least: float = inf
    full_at: float | None = None

    def add(self, told: Told, now: float, *, is_window: bool) -> None:
        """Take in one more: a window ends when the first says, for each was some time on its way; a bucket fills up."""
        self.least = min(self.least, told.remaining)
        full_at = now + (told.resets_in_s or 0.0)
        self.full_at = full_at if self.full_at is None else (min if is_window else max)(self.full_at, full_at)


class Quota:
    """One limit of the server, of requests or of tokens. Times are seconds of one monotonic clock.

    Each response says what was left when its call was counted. Calls are counted in an order that nobody knows, so the
    least that was said lately stands, and every call that is not answered yet may be missing from it. What a call says
    that began after another's response was heard is newer than that. From there it is counted on here: what is taken,
    and what runs in, at a rate that is a lower bound, too, for what is left is rounded down. So nothing is asked for
    that is not there, unless somebody else uses the same key: then no more is left than any response allows.
    """

    def __init__(self) -> None:
        self._told: Told | None = None
        self._lately, self._newest, self._newest_since = _Said(), _Said(), -inf
        self._at, self._was_full_at = -inf, -inf
        self._left, self._unanswered = -inf, 0.0
        self._refill, self._refill_at_most, self._longest_s = 0.0, inf, _SHORTEST_S
        self._is_window = False

    def take(self, amount: float) -> None:
        """Count what a call takes that begins."""
        self._unanswered += amount
        self._left -= amount

    def withdraw(self, amount: float) -> None:
        """Forget a call that never reached the server."""
        self._unanswered -= amount
        self._left += amount

    def ended(self, amount: float, started_at: float, told: Told | None, now: float) -> None:
        """Take in that a call ended which took `amount`, and what the response said of this limit, if anything."""
        self._unanswered -= amount
        self._settle(now)
        if told is None:
            self._lately.least -= amount
            self._newest.least -= amount
        elif told.resets_in_s is not None:
            self._hear(told, started_at, now)

    def refused(self) -> None:
        """Hear that the server refused a call though something should have been left: it counts in whole windows."""
        self._is_window = True

    def wait(self, amount: float, now: float) -> float:
        """Return the seconds until `amount` is left; 0 where the server told nothing that would forbid it."""
        self._settle(now)
        told, full_at = self._told, self._lately.full_at
        if told is None or full_at is None:
            return 0.0
        lacking = min(amount, told.limit or amount) - self._left
        if lacking <= 0:
            return 0.0
        return min(full_at - now, inf if self._counts_by_window(told) or not self._refill else lacking / self._refill)

    def _hear(self, told: Told, started_at: float, now: float) -> None:
        if self._told is None or told.limit != self._told.limit:
            self._forget()
            self._refill, self._refill_at_most, self._longest_s = 0.0, inf, _SHORTEST_S
        self._told = told
        self._measure(told)
        is_window = self._counts_by_window(told)
        if is_window and self._is_of_another(told, started_at):
            return
        for said in (self._lately, self._newest):
            said.add(told, now, is_window=is_window)
        if started_at >= self._newest_since:
            self._lately, self._newest, self._newest_since = self._newest, _Said(), now
        at_most = told.remaining + (0.0 if is_window else self._refill_at_most * (now - started_at))
        self._left = max(min(self._left, at_most), self._lately.least - self._unanswered)

    def _is_of_another(self, told: Told, started_at: float) -> bool:
        """Say whether a call was counted in a window that is over; forget the last one if it was in the next."""
        surely_full_at = started_at + (told.resets_in_s or 0.0)
        if self._lately.full_at is not None and surely_full_at > self._lately.full_at:
            self._forget()
        return surely_full_at <= self._was_full_at

    def _forget(self) -> None:
        self._lately, self._newest, self._newest_since = _Said(), _Said(), -inf
        self._left = -inf

    def _measure(self, told: Told) -> None:
        """Bound what runs in each second from what is missing and how long it takes; seconds may be rounded, too."""
        missing, seconds = (told.limit or 0.0) - told.remaining, float(told.resets_in_s or 0.0)
        self._longest_s = max(self._longest_s, seconds)
        if missing < 1:
            return
        rounding = 1.0 if seconds.is_integer() else 0.0
        self._refill = max(self._refill, (missing - 1) / (seconds + rounding))
        if seconds > rounding:
            self._refill_at_most = min(self._refill_at_most, missing / (seconds - rounding))
        self._is_window = self._is_window or self._refill > _CONTRADICTION * self._refill_at_most

    def _counts_by_window(self, told: Told) -> bool:
        return self._is_window or not told.refills or told.limit is None

    def _settle(self, now: float) -> None:
        """Let run in what has run in until `now`."""
        told, full_at = self._told, self._lately.full_at
        if told is not None and full_at is not None:
            limit = inf if told.limit is None else told.limit
            gained = 0.0 if self._counts_by_window(told) else self._refill * (now - self._at)
            self._lately.least = min(limit, self._lately.least + gained)
            self._newest.least += gained
            self._left = min(limit, self._left + gained)
            if now >= full_at:
                self._is_full(told, full_at, now)
        self._at = now

    def _is_full(self, told: Told, since: float, now: float) -> None:
        """Begin anew with all that is allowed, if that was told; and again after as long, should nothing be said."""
        self._was_full_at = since
        if told.limit is None:
            self._forget()
            return
        self._lately, self._newest, self._newest_since = _Said(told.limit, now + self._longest_s), _Said(), now
        self._left = max(self._left, told.limit - self._unanswered)
