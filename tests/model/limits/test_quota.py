"""What is left of a limit that a server tells: never more than there is, in whatever order calls are counted."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.engines.model.limits.headers import Told
from extraction.engines.model.limits.quota import Quota


def told_by(quota: Quota, told: Told, *, started_at: float, now: float) -> None:
    """One call that took 1 began, and ended with these words."""
    quota.take(1)
    quota.ended(1, started_at, told, now)


@settings(max_examples=100)
@given(remaining=st.integers(0, 50), limit=st.integers(1, 50), resets=st.floats(0.1, 100), amount=st.integers(1, 50))
def test_a_quota_waits_no_longer_than_until_it_is_reset(remaining: int, limit: int, resets: float, amount: int) -> None:
    quota = Quota()
    told_by(quota, Told(min(remaining, limit), limit, resets), started_at=0.0, now=10.0)

    wait = quota.wait(amount, 10.0)

    assert 0 <= wait <= resets
    assert wait == 0 or remaining < amount
    assert quota.wait(amount, 10.0 + wait + 1e-6) <= 1e-3


def test_of_calls_that_overlapped_the_least_that_was_said_counts() -> None:
    quota = Quota()
    told_by(quota, Told(0, 10, 60.5), started_at=2.0, now=3.0)
    told_by(quota, Told(9, 10, 1.5), started_at=1.0, now=3.5)  # counted before the other, for all that is known
    assert quota.wait(1, 3.5) > 5.0

    told_by(quota, Told(9, 10, 1.5), started_at=4.0, now=4.5)  # surely counted after both
    assert quota.wait(1, 4.5) == 0.0


def test_what_is_not_answered_yet_may_be_missing_from_what_was_said() -> None:
    quota = Quota()
    for _ in range(8):
        quota.take(1)
    quota.ended(1, 0.0, Told(9, 10, 0.5), 0.5)
    assert quota.wait(1, 0.5) == 0.0  # two are left at the least
    quota.take(2)
    assert quota.wait(1, 0.5) > 0.0
    quota.withdraw(2)
    assert quota.wait(1, 0.5) == 0.0


def test_a_call_that_ended_without_a_word_of_the_limit_was_counted_all_the_same() -> None:
    quota = Quota()
    told_by(quota, Told(1, 10, 55.5), started_at=0.0, now=0.0)
    quota.take(1)
    quota.ended(1, 0.0, None, 0.0)

    assert quota.wait(1, 0.0) > 0.0


def test_a_server_that_says_no_more_is_asked_again_when_all_should_be_there() -> None:
    quota = Quota()
    told_by(quota, Told(0, 5, 30.0, refills=False), started_at=0.0, now=0.0)
    assert quota.wait(1, 0.0) == pytest.approx(30.0)
    assert quota.wait(1, 30.0) == 0.0
    for _ in range(5):
        quota.take(1)
        quota.ended(1, 30.0, None, 31.0)

    assert quota.wait(1, 31.0) == pytest.approx(29.0)
    assert quota.wait(1, 60.0) == 0.0


def test_what_a_call_says_of_a_window_that_is_over_is_not_taken_for_the_next() -> None:
    quota = Quota()
    quota.take(1)
    told_by(quota, Told(0, 100, 5.0, refills=False), started_at=0.0, now=0.1)
    assert quota.wait(1, 5.2) == 0.0
    quota.ended(1, 0.0, Told(1, 100, 5.0, refills=False), 7.0)

    assert quota.wait(1, 7.0) == 0.0


def test_headers_of_a_bucket_that_no_bucket_could_say_are_those_of_a_window() -> None:
    quota = Quota()
    told_by(quota, Told(50, 100, 50.5), started_at=0.0, now=0.0)
    told_by(quota, Told(0, 100, 30.5), started_at=20.0, now=20.0)

    assert quota.wait(1, 20.0) == pytest.approx(30.5)


class Counting:
    """A bucket that tells what is left, over a network that mixes up the order of calls."""

    def __init__(self, per_s: float, size: int, choose: random.Random) -> None:
        self.per_s, self.size, self.level, self.at = per_s, size, float(size), 0.0
        self.choose = choose

    def answer(self, at: float) -> Told | None:
        self.level = min(self.size, self.level + (at - self.at) * self.per_s)
        self.at = at
        if self.level < 1:
            return None
        self.level -= 1
        return Told(int(self.level), self.size, (self.size - self.level) / self.per_s)


@settings(max_examples=25, deadline=None)
@given(per_s=st.floats(0.5, 30), more=st.integers(0, 200), seed=st.integers(0, 1000), slowest=st.floats(0.05, 3.0))
def test_a_bucket_that_tells_what_is_left_never_has_to_refuse(
    per_s: float, more: int, seed: int, slowest: float
) -> None:
    size = 8 + more + int(2 * per_s * slowest)  # as large as what is not answered yet, twice: most are of a minute
    chance = random.Random(seed)  # noqa: S311 - it mixes up the order of calls
    server, quota, now = Counting(per_s, size, chance), Quota(), 0.0
    events: list[tuple[float, int, Callable[[float], None]]] = []
    number = answered = 0

    def later(seconds: float, happens: Callable[[float], None]) -> None:
        nonlocal number
        number += 1
        events.append((now + seconds, number, happens))
        events.sort(key=lambda event: event[:2])

    def begin(started_at: float) -> None:
        quota.take(1)

        def arrives(at: float) -> None:
            told = server.answer(at)
            assert told is not None, f"refused at {at}"
            later(chance.uniform(0.01, slowest), lambda end: ends(told, end))

        def ends(told: Told, at: float) -> None:
            nonlocal answered
            answered += 1
            quota.ended(1, started_at, told, at)

        later(chance.uniform(0.0, 0.2), arrives)

    for _ in range(8):  # before anything was said
        begin(0.0)
    while now < 60.0:
        wait = quota.wait(1, now) if answered else 60.0
        if wait == 0 and len(events) < 64:
            begin(now)
            continue
        if events and events[0][0] <= now + max(wait, 1e-6):
            now, _, happens = events.pop(0)
            happens(now)
        else:
            now += max(wait, 1e-6)
    assert answered >= 0.7 * min(60.0 * per_s, 60 * 64 / slowest)
