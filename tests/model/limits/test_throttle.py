"""How fast servers of every usual kind are asked, over minutes of a clock that is only counted."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.engines.model.limits.concurrency import Concurrency
from extraction.engines.model.limits.headers import ServerLimits, Told
from extraction.engines.model.limits.quota import Quota
from extraction.engines.model.limits.recent import Start
from extraction.engines.model.limits.throttle import Ceilings, Ending, Held, Throttle
from tests.model.limits.simulation import Bucket, Server, Sliding, Window, traffic

MINUTE = 60.0


def back_off() -> Callable[[int], float]:
    jitter = random.Random(5)  # noqa: S311 - it spreads calls out
    return lambda failures: jitter.uniform(0.0, min(60.0, 2.0 ** (failures - 1)))


def throttle(**ceilings: int) -> Throttle:
    return Throttle(Ceilings(**{"concurrency": 64, **ceilings}), back_off())


def latency(shortest: float, longest: float) -> Callable[[], float]:
    takes = random.Random(7)  # noqa: S311 - it spreads calls out
    return lambda: takes.uniform(shortest, longest)


@pytest.mark.parametrize(
    "server",
    [Bucket(600, 10), Bucket(600, 60), Bucket(600, 600), Window(600), Sliding(600), Bucket(600, 600, tells=True)],
    ids=["bucket-10", "bucket-60", "bucket-600", "window", "sliding", "bucket-that-tells"],
)
@pytest.mark.parametrize("takes", [(0.05, 0.1), (0.2, 0.6)], ids=["fast", "slow"])
def test_a_limit_is_learnt_in_a_minute_used_and_kept(server: Server, takes: tuple[float, float]) -> None:
    fresh = type(server)(**{name: value for name, value in vars(server).items() if name in SETTINGS})

    seen = traffic(throttle(), fresh, 4 * MINUTE, latency(*takes), late=0.003)

    assert seen.taken_between(MINUTE, 4 * MINUTE) >= 0.95 * 3 * 600
    assert seen.refused_between(MINUTE, 4 * MINUTE) <= 3
    assert seen.refused_between(2.5 * MINUTE, 4 * MINUTE) == 0


SETTINGS = {"per_minute", "size", "tells", "offset"}


@pytest.mark.parametrize("server", [Window(600, 30.0), Window(600, 30.0, tells=True)], ids=["silent", "retry-after"])
def test_a_window_that_begins_at_another_second_is_found(server: Window) -> None:
    seen = traffic(throttle(), server, 5 * MINUTE, latency(0.2, 0.6), late=0.003)

    assert seen.taken_between(2 * MINUTE, 5 * MINUTE) >= 0.93 * 3 * 600
    assert seen.refused_between(2 * MINUTE, 5 * MINUTE) <= 2


def test_a_few_requests_a_minute_are_learnt_too() -> None:
    seen = traffic(throttle(), Sliding(3), 10 * MINUTE, latency(1, 5))

    assert seen.taken_between(2 * MINUTE, 10 * MINUTE) >= 0.85 * 8 * 3
    assert seen.refused_between(2 * MINUTE, 10 * MINUTE) <= 2


def test_retry_after_is_obeyed_by_all() -> None:
    limited = throttle()
    first, second = limited.try_start(1, 0.0), limited.try_start(1, 0.0)
    assert isinstance(first, Start)
    assert isinstance(second, Start)
    limited.finish(first, 1, Ending("rate_limited", ServerLimits(retry_after_s=20)), 1.0)

    held = limited.try_start(1, 20.9)
    assert isinstance(held, Held)
    assert held.seconds == held.told == pytest.approx(0.1)
    assert isinstance(limited.try_start(1, 21.0), Start)


def test_concurrency_goes_down_at_once_and_up_slowly() -> None:
    places = Concurrency(64)
    for _ in range(56):
        places.grow()
    assert places.places == 64
    for expected in (32, 16, 8):
        places.cut()
        assert places.places == expected
    for _ in range(8):  # a round of calls
        places.grow()
    assert places.places in (8, 9)


def test_trouble_of_the_server_cuts_once_for_calls_of_the_same_time() -> None:
    limited = throttle()
    starts = [limited.try_start(1, 0.0) for _ in range(8)]
    for start in starts:
        assert isinstance(start, Start)
        limited.finish(start, 1, Ending("server_error"), 1.0)

    begun = [isinstance(limited.try_start(1, 1.0), Start) for _ in range(8)]
    assert begun.count(True) == 4


def test_a_start_of_which_nothing_was_sent_leaves_no_trace() -> None:
    limited = throttle(requests_per_minute=1)
    start = limited.try_start(1, 0.0)
    assert isinstance(start, Start)
    limited.withdraw(start)
    assert isinstance(limited.try_start(1, MINUTE), Start)


@settings(max_examples=40, deadline=None)
@given(ceiling=st.integers(1, 200), places=st.integers(1, 40), slowest=st.floats(0.01, 20), late=st.floats(0, 0.1))
def test_the_users_requests_a_minute_are_never_passed(ceiling: int, places: int, slowest: float, late: float) -> None:
    limited = throttle(requests_per_minute=ceiling, concurrency=places)

    seen = traffic(limited, Bucket(1e9, 1e9), 3 * MINUTE, latency(0.01, slowest), late)

    for begin in seen.sent:
        assert sum(begin <= at < begin + MINUTE for at in seen.sent) <= ceiling
    assert seen.most_in_flight <= places


@settings(max_examples=40, deadline=None)
@given(ceiling=st.integers(1_000, 100_000), size=st.integers(100, 5_000), used=st.integers(50, 2_000))
def test_the_users_tokens_a_minute_are_kept_once_it_is_known_what_a_call_takes(
    ceiling: int, size: int, used: int
) -> None:
    limited, now, taken = throttle(tokens_per_minute=ceiling, concurrency=1), 0.0, list[float]()
    while now < 4 * MINUTE:
        found = limited.try_start(size, now)
        if isinstance(found, Held):
            now += max(found.seconds, 1e-6)
            continue
        taken.append(now)
        now += 0.5
        limited.finish(found, size, Ending("ok", tokens=used), now)

    late = [at for at in taken if at >= 2 * MINUTE]
    for begin in late:
        in_a_minute = sum(begin <= at < begin + MINUTE for at in late)
        assert in_a_minute == 1 or in_a_minute * used <= ceiling * 1.05


@settings(max_examples=100)
@given(remaining=st.integers(0, 50), limit=st.integers(1, 50), resets=st.floats(0.1, 100), amount=st.integers(1, 50))
def test_a_quota_waits_no_longer_than_until_it_is_reset(remaining: int, limit: int, resets: float, amount: int) -> None:
    quota = Quota()
    quota.hear(Told(min(remaining, limit), limit, resets), 0.0, 0, 10.0)

    wait = quota.wait(amount, 10.0)

    assert 0 <= wait <= resets
    assert wait == 0 or remaining < amount
    assert quota.wait(amount, 10.0 + wait + 1e-6) <= 1e-3


def test_what_an_older_call_was_told_is_out_of_date() -> None:
    quota = Quota()
    quota.hear(Told(0, 10, 60), started_at=2.0, taken_since=0, now=3.0)
    quota.hear(Told(9, 10, 1), started_at=1.0, taken_since=0, now=4.0)

    assert quota.wait(1, 4.0) == pytest.approx(5.0)  # a tenth of the minute, less the second that has gone
