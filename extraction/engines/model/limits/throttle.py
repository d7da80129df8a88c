"""When the next call may begin: everything that holds calls back, without any waiting. The clock is passed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from core.lines import CallOutcome
from extraction.engines.model.limits.concurrency import Concurrency
from extraction.engines.model.limits.headers import ServerLimits
from extraction.engines.model.limits.learnt import LearntPace
from extraction.engines.model.limits.pace import Pace
from extraction.engines.model.limits.quota import Quota
from extraction.engines.model.limits.recent import MINUTE, Recent, Start

_TROUBLE = frozenset({"server_error", "no_response"})
_NOTHING_LEARNT = frozenset({"cancelled"})
# English prose and JSON take a quarter to a third of a token a byte; the answer comes on top. Corrected by every call.
_TOKENS_A_BYTE = 0.4
_WEIGHT_OF_THE_NEWEST = 0.2
_SLACK = 1.25
_IDLE_S = 5.0
_A_MOMENT_S = 0.25
_SHORTEST_S = 0.05
_NEARLY_OPEN_S, _LONGEST_MISS_S = 75.0, 3.0


@dataclass(frozen=True)
class Ceilings:
    """What the user allows: calls at a time, requests and tokens a minute. None is no limit."""

    concurrency: int = 8
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None


@dataclass(frozen=True)
class Ending:
    """How a call ended, for the limiter: `tokens` are None where the server did not say."""

    outcome: CallOutcome
    told: ServerLimits = field(default_factory=ServerLimits)
    tokens: int | None = None


@dataclass(frozen=True)
class Held:
    """No call may begin for `seconds` (inf: until one ends); `told` is what of it the server itself asks for."""

    seconds: float
    told: float = 0.0


class Throttle:
    """The limits of one model for one key. `back_off` gives the seconds to wait after the nth refusal in a row.

    Times are seconds of one monotonic clock. Not safe for threads: `Limiter` is.
    """

    def __init__(self, ceilings: Ceilings, back_off: Callable[[int], float]) -> None:
        self.ceilings = ceilings
        self._back_off = back_off
        self._concurrency = Concurrency(ceilings.concurrency)
        self._pace, self._learnt = Pace(), LearntPace()
        self._requests, self._tokens = Quota(), Quota()
        self._recent = Recent()
        self._in_flight = 0
        self._is_awaited = False
        self._last_ended = -inf
        self._paused_until, self._told_until = -inf, -inf
        self._cut_at = -inf
        self._latency: float | None = None
        self._tokens_a_byte, self._is_measured = _TOKENS_A_BYTE, False

    def change(self, ceilings: Ceilings) -> None:
        """Take other ceilings from now on."""
        self.ceilings = ceilings
        self._concurrency.ceiling = ceilings.concurrency

    def rate(self, now: float) -> float | None:
        """Return the starts per second that are allowed now, by the user and by what was learnt; None is no limit."""
        asked = self.ceilings.requests_per_minute
        rates = [asked / MINUTE if asked else None, self._learnt.rate(now)]
        return min((rate for rate in rates if rate is not None), default=None)

    def try_start(self, size: int, now: float) -> Start | Held:
        """Begin a call of `size` bytes, or say how long none may begin."""
        expected = size * self._tokens_a_byte
        if self._learnt.look(now):
            self._opened(now)
        told = max(self._told_until - now, self._requests.wait(1, now), self._tokens.wait(expected, now), 0.0)
        own = max(
            inf if self._in_flight >= self._concurrency.places else 0.0,
            self._paused_until - now,
            self._learnt.wait(now),
            self._paced(now),
            self._recent.wait_for_requests(self.ceilings.requests_per_minute, now),
            self._recent.wait_for_tokens(self.ceilings.tokens_per_minute, expected, now),
        )
        if max(told, own) > 0:
            self._is_awaited = True
            return Held(max(told, own), told)
        return self._started(expected, now)

    def finish(self, start: Start, size: int, ending: Ending, now: float) -> float:
        """Take in how a call ended; return the seconds that it makes all calls wait."""
        self._in_flight -= 1
        self._last_ended = now
        self._requests.ended(1, start.at, ending.told.requests, now)
        self._tokens.ended(start.tokens, start.at, ending.told.tokens, now)
        if ending.tokens is not None:
            start.tokens = ending.tokens
            self._measure(ending.tokens / max(size, 1))
        if ending.outcome in _NOTHING_LEARNT:
            return 0.0
        if ending.outcome == "rate_limited":
            return self._refused(start, ending.told, now)
        if ending.outcome in _TROUBLE:
            return self._troubled(start, ending.told, now)
        self._went_well(start, now)
        return 0.0

    def withdraw(self, start: Start) -> None:
        """Take back a start of which nothing was sent."""
        self._in_flight -= 1
        self._recent.withdraw(start)
        self._requests.withdraw(1)
        self._tokens.withdraw(start.tokens)
        self._learnt.withdrawn(start.at)

    def _measure(self, tokens_a_byte: float) -> None:
        weight = _WEIGHT_OF_THE_NEWEST if self._is_measured else 1.0
        self._tokens_a_byte += weight * (tokens_a_byte - self._tokens_a_byte)
        self._is_measured = True

    def _started(self, expected: float, now: float) -> Start:
        if not self._is_awaited and self._in_flight == 0 and now - self._last_ended > _IDLE_S:
            self._learnt.idle()
        self._is_awaited = False
        start = Start(now, expected)
        self._in_flight += 1
        self._pace.take(self.rate(now), now)
        self._learnt.started(now)
        self._requests.take(1)
        self._tokens.take(expected)
        self._recent.add(start)
        return start

    def _went_well(self, start: Start, now: float) -> None:
        taken = now - start.at
        self._latency = taken if self._latency is None else self._latency + 0.2 * (taken - self._latency)
        if self._learnt.took(start.at, now):
            self._opened(now)
        self._concurrency.grow()

    def _paced(self, now: float) -> float:
        rate = self.rate(now)
        return 0.0 if rate is None else self._pace.wait(rate, self._learnt.spare(rate), now)

    def _opened(self, now: float) -> None:
        self._concurrency.regain(self._needed(now))
        if (rate := self.rate(now)) is not None:
            self._pace.begin(rate, self._learnt.spare(rate), now + self._learnt.wait(now))

    def _refused(self, start: Start, told: ServerLimits, now: float) -> float:
        self._learnt.refused(start.at, now, told.retry_after_s or 0.0)
        if start.at < self._cut_at:  # sent before we slowed down
            return self._pause(told, 0.0, now)
        self._cut_at = now
        refusals = self._learnt.closure.refusals if self._learnt.closure else 0
        if refusals == 1:
            self._concurrency.cut(self._needed(now))
        for quota, said, needed in ((self._requests, told.requests, 1.0), (self._tokens, told.tokens, start.tokens)):
            if said is not None and said.remaining < needed and refusals > 1:
                quota.refused()
        return self._pause(told, self._own_pause(now), now)

    def _troubled(self, start: Start, told: ServerLimits, now: float) -> float:
        if start.at >= self._cut_at:
            self._cut_at = now
            self._concurrency.cut()
        return self._pause(told, 0.0, now)

    def _own_pause(self, now: float) -> float:
        """Return the seconds to pause after a refusal: steps of the pace, twice as many each time, or our back-off.

        Most limits are by the minute: a minute after the server began to take calls is worth a try.
        """
        closure, opened_at, rate = self._learnt.closure, self._learnt.opened_at, self.rate(now)
        if closure is None:
            return 0.0
        step = max(_SHORTEST_S, 1 / (rate or closure.pace))
        seconds = min(self._back_off(closure.refusals), step * 2.0 ** min(closure.refusals - 1, 30))
        if now - closure.heard < _NEARLY_OPEN_S:  # what limits by the minute opens within one: miss little of it
            seconds = min(seconds, _LONGEST_MISS_S)
        to_the_minute = inf if opened_at is None else opened_at + MINUTE + _A_MOMENT_S - now
        return min(seconds, to_the_minute) if to_the_minute > 0 else seconds

    def _pause(self, told: ServerLimits, own: float, now: float) -> float:
        if told.retry_after_s is None:
            self._paused_until = max(self._paused_until, now + own)
        else:
            self._told_until = max(self._told_until, now + told.retry_after_s)
        return max(0.0, self._paused_until - now, self._told_until - now)

    def _needed(self, now: float) -> float | None:
        """Return how many calls are in flight at the learnt pace (Little's law), with some slack."""
        rate = self._learnt.rate(now)
        return None if rate is None or self._latency is None else _SLACK * rate * self._latency + 1
