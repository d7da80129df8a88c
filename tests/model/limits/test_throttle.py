"""How fast servers of every usual kind are asked, over minutes of a clock that is only counted."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.engines.model.limits.concurrency import Concurrency
from extraction.engines.model.limits.headers import ServerLimits
from extraction.engines.model.limits.paces import Hold
from extraction.engines.model.limits.recent import Start
from extraction.engines.model.limits.throttle import Ceilings, Ending, Held, Throttle
from tests.model.limits.servers import MINUTE, Bucket, HastyBucket, Server, Sliding, Weighted, Window
from tests.model.limits.simulation import Machine, traffic

EXACT = Machine(late=0.003, network=0.002)
BUSY = Machine(late=0.02, network=0.03, stall=0.4)


def back_off() -> Callable[[int], float]:
    jitter = random.Random(5)  # noqa: S311 - it spreads calls out
    return lambda failures: jitter.uniform(0.0, min(60.0, 2.0 ** (failures - 1)))


def throttle(**ceilings: int) -> Throttle:
    return Throttle(Ceilings(**{"concurrency": 64, **ceilings}), back_off())


def latency(shortest: float, longest: float) -> Callable[[], float]:
    takes = random.Random(7)  # noqa: S311 - it spreads calls out
    return lambda: takes.uniform(shortest, longest)


LIMITS: dict[str, Callable[[], Server]] = {
    "bucket-10": lambda: Bucket(600, 10),
    "bucket-60": lambda: Bucket(600, 60),
    "bucket-600": lambda: Bucket(600, 600),
    "bucket-fast": lambda: Bucket(3000, 50),
    "bucket-retry-after": lambda: HastyBucket(600, 10),
    "bucket-headers": lambda: Bucket(600, 600, tells=True),
    "bucket-10-headers": lambda: Bucket(600, 10, tells=True),
    "window-headers": lambda: Window(600, 20.0, says="headers"),
    "window-draft": lambda: Window(600, 20.0, says="draft"),
    "window": lambda: Window(600),
    "window-offset": lambda: Window(600, 20.0),
    "window-opens-soon": lambda: Window(600, 45.0),
    "window-retry-after": lambda: Window(600, 20.0, says="retry-after"),
    "sliding": lambda: Sliding(600),
    "sliding-retry-after": lambda: Sliding(600, tells=True),
    "weighted": lambda: Weighted(600, 25.0),
}


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("takes", [(0.05, 0.1), (0.5, 0.5)], ids=["fast", "slow"])
def test_a_limit_is_learnt_in_a_minute_then_used_and_never_passed(limit: str, takes: tuple[float, float]) -> None:
    server = LIMITS[limit]()

    seen = traffic(throttle(), server, 4 * MINUTE, latency(*takes), EXACT)

    assert seen.refused_between(MINUTE, 4 * MINUTE) == 0
    # Whole seconds of Retry-After let a bucket of one second run over.
    least = 0.94 if isinstance(server, HastyBucket) else 0.95
    assert seen.taken_between(MINUTE, 4 * MINUTE) >= least * 3 * server.per_minute


@pytest.mark.parametrize("machine", [EXACT, BUSY], ids=["exact", "busy"])
@pytest.mark.parametrize("limit", ["bucket-headers", "bucket-10-headers", "window-headers", "window-draft"])
def test_a_server_that_says_what_is_left_never_has_to_refuse(limit: str, machine: Machine) -> None:
    server = LIMITS[limit]()

    seen = traffic(throttle(), server, 3 * MINUTE, latency(0.3, 3), machine)

    assert seen.refused == []
    # A bucket of one second that stays nearly full says little of how fast it refills.
    least = 0.9 if limit == "bucket-10-headers" else 0.95
    assert seen.taken_between(MINUTE, 3 * MINUTE) >= least * 2 * server.per_minute


@pytest.mark.parametrize("limit", LIMITS)
def test_a_model_that_thinks_for_seconds_hides_a_limit_for_longer(limit: str) -> None:
    server = LIMITS[limit]()

    seen = traffic(throttle(), server, 4 * MINUTE, latency(1, 5), EXACT)

    assert seen.refused_between(2.5 * MINUTE, 4 * MINUTE) <= 1
    assert seen.taken_between(2.5 * MINUTE, 4 * MINUTE) >= 0.85 * 1.5 * min(server.per_minute, 64 / 3 * 60)


@pytest.mark.parametrize("slow_ones", [200, 330], ids=["closed-for-long", "closed-for-a-moment"])
def test_a_crowd_at_the_end_of_a_minute_counts_for_the_next_one_too(slow_ones: int) -> None:
    """An even pace would run over: what the server counts is still full of the crowd when its first minute is over."""
    number = count()

    def takes() -> float:
        one = next(number)
        return 8.0 + 0.37 * one % 6 if one < slow_ones else 0.05

    seen = traffic(throttle(), Sliding(600), 4 * MINUTE, takes, EXACT)

    opened = next(at for at in seen.taken if at > seen.refused[0])
    assert seen.refused_between(opened + 1.0, 4 * MINUTE) == 0
    assert seen.taken_between(2 * MINUTE, 4 * MINUTE) >= 0.85 * 2 * 600


@settings(max_examples=10, deadline=None)
@given(
    server=st.one_of(
        st.builds(Bucket, st.integers(120, 900), st.integers(15, 600), st.booleans()),
        st.builds(
            Window, st.integers(120, 900), st.floats(0, 60), st.sampled_from(["nothing", "retry-after", "headers"])
        ),
        st.builds(Sliding, st.integers(120, 900), st.booleans()),
        st.builds(Weighted, st.integers(120, 900), st.floats(0, 60)),
    ),
    slowest=st.floats(0.05, 1.0),
)
def test_whatever_the_limit_it_is_found_and_hardly_ever_passed(server: Server, slowest: float) -> None:
    seen = traffic(throttle(), server, 5 * MINUTE, latency(0.05, slowest), BUSY)

    assert seen.refused_between(2 * MINUTE, 5 * MINUTE) <= 3
    assert seen.taken_between(2 * MINUTE, 5 * MINUTE) >= 0.8 * 3 * server.per_minute


def test_a_limit_that_was_found_is_held_for_an_hour_then_a_little_more_is_tried() -> None:
    server = Bucket(60, 10)

    seen = traffic(throttle(), server, 80 * MINUTE, latency(0.5, 0.5), EXACT)

    assert seen.refused_between(MINUTE, 60 * MINUTE) == 0
    assert 1 <= seen.refused_between(60 * MINUTE, 80 * MINUTE) <= 4


def test_more_is_used_when_more_is_allowed() -> None:
    server = Bucket(600, 10)
    limited = throttle()
    traffic(limited, server, 2 * MINUTE, latency(0.5, 0.5), EXACT)
    before = limited.rate(2 * MINUTE)
    assert before is not None

    later = limited.rate(2 * 60 * MINUTE)

    assert later is not None
    assert later > 1.5 * before


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

    seen = traffic(limited, Bucket(1e9, 1e9), 3 * MINUTE, latency(0.01, slowest), Machine(late))

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


def test_a_measure_that_may_be_far_too_low_is_not_held_for_an_hour() -> None:
    sure, unsure = Hold(5.0, until=120.0), Hold(5.0, until=120.0, is_sure=False)

    assert sure.rate(100.0) == unsure.rate(100.0) == 5.0
    assert sure.rate(15 * MINUTE) == pytest.approx(5.0 * 1.02**13)
    assert unsure.rate(15 * MINUTE) == pytest.approx(5.0 * 1.05**13)
