"""The waiting: in order, across event loops and threads, and never for longer than anybody would wait."""

from __future__ import annotations

import asyncio
import threading

import pytest

from core.errors import PermanentEngineError
from extraction.engines.model.limits.headers import ServerLimits, Told
from extraction.engines.model.limits.limiter import Limiter, limiter_for
from extraction.engines.model.limits.throttle import Ceilings, Ending, Throttle

OK = Ending("ok")


def limiter(places: int, longest_wait_s: float = 60.0) -> Limiter:
    return Limiter(Throttle(Ceilings(places), lambda _: 0.0), longest_wait_s)


class Passing:
    """Counts who is inside at the same time, from whatever thread."""

    def __init__(self, limited: Limiter) -> None:
        self.limited = limited
        self.inside = self.most = self.passed = 0
        self.lock = threading.Lock()

    async def once(self) -> None:
        permit = await self.limited.begin(1)
        with self.lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        await asyncio.sleep(0.001)
        with self.lock:
            self.inside -= 1
            self.passed += 1
        self.limited.end(permit, OK)


def test_event_loops_in_several_threads_share_the_places() -> None:
    passing = Passing(limiter(3))

    async def many() -> None:
        await asyncio.wait_for(asyncio.gather(*(passing.once() for _ in range(40))), 20)

    threads = [threading.Thread(target=asyncio.run, args=(many(),)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert passing.passed == 160
    assert 1 < passing.most <= 3


async def test_first_come_first_served() -> None:
    limited, order = limiter(1), list[int]()

    async def one(number: int) -> None:
        permit = await limited.begin(1)
        order.append(number)
        await asyncio.sleep(0)
        limited.end(permit, OK)

    await asyncio.gather(*(one(number) for number in range(20)))

    assert order == list(range(20))


async def test_one_that_gives_up_waiting_is_out_of_the_way() -> None:
    limited = limiter(1)
    permit = await limited.begin(1)
    impatient, patient = asyncio.ensure_future(limited.begin(1)), asyncio.ensure_future(limited.begin(1))
    await asyncio.sleep(0)
    impatient.cancel()
    limited.end(permit, OK)

    limited.end(await asyncio.wait_for(patient, 5), OK)
    assert impatient.cancelled()


async def test_a_permit_given_back_is_free_again() -> None:
    limited = limiter(1)
    limited.withdraw(await limited.begin(1))
    limited.withdraw(await asyncio.wait_for(limited.begin(1), 5))


@pytest.mark.parametrize(
    "told",
    [
        ServerLimits(retry_after_s=4 * 3600),
        ServerLimits(requests=Told(0, 100, 4 * 3600, refills=False)),
    ],
    ids=["retry-after", "headers"],
)
async def test_nobody_waits_for_hours(told: ServerLimits) -> None:
    limited = limiter(2)
    permit = await limited.begin(1)
    waiting = [asyncio.ensure_future(limited.begin(1)) for _ in range(3)]
    await asyncio.sleep(0)
    limited.end(permit, Ending("rate_limited", told))

    found = await asyncio.wait_for(asyncio.gather(*waiting, return_exceptions=True), 5)

    assert "takes no more requests for 4.0 hours" in str(found[-1])
    assert isinstance(found[-1], PermanentEngineError)
    assert "same command again" in (found[-1].hint or "")


async def test_who_waits_is_turned_away_at_once_and_who_comes_later_is_not() -> None:
    limited = limiter(1)
    permit = await limited.begin(1)
    waiting = [asyncio.ensure_future(limited.begin(1)) for _ in range(3)]
    await asyncio.sleep(0)
    limited.turn_away(PermanentEngineError("wrong key"))

    found = await asyncio.gather(*waiting, return_exceptions=True)
    assert [str(error) for error in found] == ["wrong key"] * 3
    limited.end(permit, OK)
    limited.end(await asyncio.wait_for(limited.begin(1), 5), OK)


def test_one_limiter_a_process_for_each_address_model_and_key() -> None:
    def of(*place: str) -> Limiter:
        address, model, key = place
        return limiter_for((address, model, key), Ceilings(), 60.0, lambda _: 0.0)

    one = of("http://a", "m", "k")

    assert of("http://a", "m", "k") is one
    others = [of("http://b", "m", "k"), of("http://a", "n", "k"), of("http://a", "m", "l")]
    assert len({id(limited) for limited in (one, *others)}) == 4
