from __future__ import annotations

import pytest

from core.errors import BudgetReachedError
from core.lines import CallLine, CallOutcome
from flows.budget import Budget


def a_call(cost: float | None, tokens: int | None, outcome: CallOutcome = "ok") -> CallLine:
    return CallLine(
        request_hash="h", extraction_id="e", document_id="d", run_id="r", engine="openai/m", model="m", attempt=1,
        outcome=outcome, latency_s=0.1, cost_usd=cost, tokens_in=tokens, tokens_out=0 if tokens is not None else None,
    )  # fmt: skip


def test_without_limits_nothing_is_ever_reached() -> None:
    budget = Budget()
    budget.add(a_call(1e9, 10**12))
    budget.check()


def test_money_is_reached_exactly_at_the_limit() -> None:
    budget = Budget(max_cost=1.0)
    budget.add(a_call(0.75, 10))
    budget.check()
    budget.add(a_call(0.25, 10))
    with pytest.raises(BudgetReachedError, match=r"1\.0000 of 1 USD"):
        budget.check()


def test_tokens_are_reached() -> None:
    budget = Budget(max_tokens=100)
    budget.add(a_call(None, 100))
    with pytest.raises(BudgetReachedError, match="100 of 100 tokens"):
        budget.check()


def test_a_limit_of_zero_allows_nothing() -> None:
    with pytest.raises(BudgetReachedError):
        Budget(max_cost=0.0).check()


def test_a_limit_that_cannot_be_measured_stops_instead_of_being_ignored() -> None:
    by_cost, by_tokens = Budget(max_cost=1.0), Budget(max_tokens=10)
    for budget in (by_cost, by_tokens):
        budget.add(a_call(None, None))
    with pytest.raises(BudgetReachedError, match="price of this model is not known"):
        by_cost.check()
    with pytest.raises(BudgetReachedError, match="does not report tokens"):
        by_tokens.check()


def test_a_call_that_reached_nobody_costs_nothing() -> None:
    budget = Budget(max_cost=1.0)
    budget.add(a_call(None, None, outcome="error"))
    budget.check()
    assert budget.known_cost == 0.0


def test_one_unknown_price_makes_the_cost_of_the_run_unknown() -> None:
    budget = Budget()
    budget.add(a_call(0.5, 10))
    budget.add(a_call(None, 10))
    assert budget.known_cost is None
