"""What a run may spend, what it has spent, and the journal that counts it."""

from __future__ import annotations

from dataclasses import dataclass

from core.errors import BudgetReachedError
from core.landing import RunJournal
from core.lines import CallLine


@dataclass
class Budget:
    """The limits that the user set, and the sum of the calls so far. `None` is no limit."""

    max_cost: float | None = None
    max_tokens: int | None = None
    cost: float = 0.0
    tokens: int = 0
    unpriced_calls: int = 0
    uncounted_calls: int = 0

    def add(self, call: CallLine) -> None:
        """Count one call to a model, successful or not: both are billed."""
        if call.cost_usd is not None:
            self.cost += call.cost_usd
        elif call.outcome != "error":
            self.unpriced_calls += 1
        if call.tokens_in is not None or call.tokens_out is not None:
            self.tokens += (call.tokens_in or 0) + (call.tokens_out or 0)
        elif call.outcome != "error":
            self.uncounted_calls += 1

    @property
    def known_cost(self) -> float | None:
        """What the calls cost in US dollars; None if the price of one is not known."""
        return None if self.unpriced_calls else self.cost

    def check(self) -> None:
        """Raise BudgetReachedError when nothing more may be spent, or when a limit cannot be kept."""
        if self.max_cost is not None:
            if self.unpriced_calls:
                raise _unmeasurable("the price of this model is not known", "--max-cost", "--max-tokens")
            if self.cost >= self.max_cost:
                raise BudgetReachedError(f"stopped at the budget: {self.cost:.4f} of {self.max_cost:g} USD are spent")
        if self.max_tokens is not None:
            if self.uncounted_calls:
                raise _unmeasurable("this server does not report tokens", "--max-tokens", "--limit")
            if self.tokens >= self.max_tokens:
                raise BudgetReachedError(f"stopped at the budget: {self.tokens:,} of {self.max_tokens:,} tokens used")


class AccountedJournal:
    """The journal of a run with a budget. A fresh run does not reuse what earlier runs were answered.

    Matches `extraction.engine.Journal`.
    """

    def __init__(self, journal: RunJournal, budget: Budget, *, fresh: bool) -> None:
        self._journal = journal
        self._budget = budget
        self._fresh = fresh
        self._recorded: set[str] = set()

    def answered(self, request_hash: str) -> CallLine | None:
        """Return the answer that this very request already got, unless it is to be asked afresh."""
        if self._fresh and request_hash not in self._recorded:
            return None
        return self._journal.answered(request_hash)

    def record(self, call: CallLine) -> None:
        """Put one call on disk, then count it."""
        self._journal.record(call)
        self._recorded.add(call.request_hash)
        self._budget.add(call)


def _unmeasurable(reason: str, option: str, instead: str) -> BudgetReachedError:
    return BudgetReachedError(f"{reason}, so {option} cannot be kept", hint=f"Use {instead} instead.")
