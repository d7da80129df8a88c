"""A budget is hard: whatever calls take within their bounds, in whatever order they end, it is never passed."""

from __future__ import annotations

import asyncio
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import BudgetReachedError
from core.lines import CallLine, CallOutcome
from flows.budget import Budget


def a_call(cost: float | None, tokens: int | None, outcome: CallOutcome = "ok") -> CallLine:
    return CallLine(
        request_hash="h", extraction_id="e", document_id="d", run_id="r", engine="openai/m", model="m", attempt=1,
        outcome=outcome, latency_s=0.1, cost_usd=cost, tokens_in=tokens, tokens_out=0 if tokens is not None else None,
    )  # fmt: skip


async def spend(budget: Budget, bound: int, taken: int) -> None:
    async with budget.reserve(bound, bound / 1000):
        await asyncio.sleep(0)
        budget.add(a_call(taken / 1000, taken))


async def test_without_limits_nothing_is_ever_reached() -> None:
    budget = Budget()
    budget.add(a_call(1e9, 10**12))
    async with budget.reserve(None, None):
        pass


async def test_a_call_that_could_pass_a_limit_does_not_begin() -> None:
    by_cost, by_tokens = Budget(max_cost=1.0), Budget(max_tokens=1000)
    for budget in (by_cost, by_tokens):
        await spend(budget, 900, 600)
        await spend(budget, 400, 300)
    with pytest.raises(BudgetReachedError, match=r"0\.9000 of 1 USD spent, and the next call may take 0\.1010"):
        await spend(by_cost, 101, 1)
    with pytest.raises(BudgetReachedError, match="900 of 1,000 tokens spent, and the next call may take 101"):
        await spend(by_tokens, 101, 1)
    await spend(by_tokens, 100, 1)


async def test_a_limit_of_zero_allows_nothing() -> None:
    with pytest.raises(BudgetReachedError):
        await spend(Budget(max_cost=0.0), 1, 1)


async def test_a_call_waits_for_what_others_may_leave() -> None:
    budget = Budget(max_tokens=1000)
    await asyncio.gather(*(spend(budget, 600, 100) for _ in range(5)))
    assert budget.tokens == 500


async def test_a_call_that_nobody_knows_the_end_of_is_counted_at_its_bound() -> None:
    budget = Budget(max_tokens=1000)
    async with budget.reserve(800, None) as reserved:
        budget.add(a_call(None, None, "no_response"))
        reserved.keep()
    with pytest.raises(BudgetReachedError, match="calls without an answer may have taken the rest"):
        await spend(budget, 300, 1)


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        (Budget(max_tokens=100), "type --max-tokens 1200, or more"),
        (Budget(max_cost=0.01), r"type --max-cost 0\.0235, or more"),
    ],
)
async def test_a_limit_that_no_call_keeps_to_is_told_with_one_that_would(budget: Budget, words: str) -> None:
    with pytest.raises(BudgetReachedError, match=words):
        async with budget.reserve(1200, 0.02345):
            pass


async def test_a_limit_that_was_spent_needs_no_other() -> None:
    budget = Budget(max_tokens=1000)
    await spend(budget, 600, 600)
    with pytest.raises(BudgetReachedError) as reached:
        await spend(budget, 600, 1)
    assert reached.value.hint is None


@pytest.mark.parametrize(
    ("budget", "words"),
    [
        (Budget(max_cost=1.0), "nobody knows what a call to this model costs"),
        (Budget(max_tokens=9), "nothing limits"),
    ],
)
async def test_a_limit_that_cannot_be_kept_is_not_ignored(budget: Budget, words: str) -> None:
    with pytest.raises(BudgetReachedError, match=words):
        async with budget.reserve(None, None):
            pass


def test_a_call_that_reached_nobody_costs_nothing() -> None:
    budget = Budget(max_cost=1.0)
    budget.add(a_call(None, None, outcome="server_error"))
    assert budget.known_cost == 0.0


def test_one_unknown_price_makes_the_cost_of_the_run_unknown() -> None:
    budget = Budget()
    budget.add(a_call(0.5, 10))
    budget.add(a_call(None, 10))
    assert budget.known_cost is None


@settings(deadline=None, max_examples=60)
@given(
    calls=st.lists(st.tuples(st.integers(1, 300), st.floats(0, 1)), max_size=30),
    limit=st.integers(0, 1500),
    seed=st.integers(0, 1000),
)
def test_no_order_of_calls_passes_a_limit(calls: list[tuple[int, float]], limit: int, seed: int) -> None:
    budget, order = Budget(max_tokens=limit), random.Random(seed)  # noqa: S311 - it only shuffles
    refused = 0

    async def one(bound: int, share: float) -> None:
        nonlocal refused
        try:
            async with budget.reserve(bound, None):
                for _ in range(order.randrange(4)):
                    await asyncio.sleep(0)
                budget.add(a_call(None, int(bound * share)))
                assert budget.tokens <= limit
        except BudgetReachedError:
            refused += 1

    async def all_at_once() -> None:
        await asyncio.wait_for(asyncio.gather(*(one(bound, share) for bound, share in calls)), 10)

    asyncio.run(all_at_once())
    if refused == 0:
        assert budget.tokens == sum(int(bound * share) for bound, share in calls)
