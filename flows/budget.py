"""What a run may spend, what it has spent, and the journal that counts it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from math import ceil

from core.errors import BudgetReachedError
from core.landing.journal import RunJournal
from core.lines import ANSWERED, CallLine


@dataclass(eq=False)
class Reserved:
    """What one call in flight takes at most; matches `extraction.engine.Reservation`."""

    tokens: int
    cost: float
    is_kept: bool = False

    def keep(self) -> None:
        """Count it as spent: the call may have taken that much, and nobody says what it took."""
        self.is_kept = True


class Budget:
    """The limits that the user set, and what the calls have taken so far. `None` is no limit.

    The limits are hard: a call that could pass them does not begin. Matches `extraction.engine.Budget`; safe to use
    from several threads and event loops.
    """

    def __init__(self, max_cost: float | None = None, max_tokens: int | None = None) -> None:
        self.max_cost = max_cost
        self.max_tokens = max_tokens
        self.cost = 0.0
        self.tokens = 0
        self.unpriced_calls = 0
        self._unseen = Reserved(0, 0.0)
        self._in_flight: list[Reserved] = []
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = []
        self._lock = threading.Lock()

    def add(self, call: CallLine) -> None:
        """Count one call to a model as its line tells it."""
        with self._lock:
            if call.cost_usd is not None:
                self.cost += call.cost_usd
            elif call.outcome in ANSWERED:
                self.unpriced_calls += 1
            self.tokens += (call.tokens_in or 0) + (call.tokens_out or 0)

    @property
    def known_cost(self) -> float | None:
        """What the calls cost in US dollars; None if the price of one is not known."""
        return None if self.unpriced_calls else self.cost

    @asynccontextmanager
    async def reserve(self, tokens: int | None, cost_usd: float | None) -> AsyncIterator[Reserved]:
        """Set aside what a call takes at most, for as long as it lasts.

        Waits while calls in flight may leave enough of what was set aside for them; raises BudgetReachedError if that
        is not enough either, or if a limit is set and nobody knows what the call takes at most.
        """
        reserved = self._measured(tokens, cost_usd)
        while (left := self._taken(reserved)) is not None:
            await left
        try:
            yield reserved
        finally:
            self._give_back(reserved)

    def _measured(self, tokens: int | None, cost_usd: float | None) -> Reserved:
        if self.max_cost is not None and cost_usd is None:
            raise _unmeasurable("nobody knows what a call to this model costs at most", "--max-cost", "--max-tokens")
        if self.max_tokens is not None and tokens is None:
            raise _unmeasurable("nothing limits the answers of this model", "--max-tokens", "--limit")
        return Reserved(tokens or 0, cost_usd or 0.0)

    def _taken(self, reserved: Reserved) -> asyncio.Future[None] | None:
        """Set `reserved` aside, or return what to wait for."""
        with self._lock:
            error = self._too_much(reserved)
            if error is None:
                self._in_flight.append(reserved)
                return None
            if not self._in_flight:
                raise error
            loop = asyncio.get_running_loop()
            self._waiting.append((loop, loop.create_future()))
            return self._waiting[-1][1]

    def _too_much(self, reserved: Reserved) -> BudgetReachedError | None:
        cost = self.cost + self._unseen.cost + sum(call.cost for call in self._in_flight)
        if self.max_cost is not None and cost + reserved.cost > self.max_cost:
            spent = f"{self.cost:.4f} of {self.max_cost:g} USD"
            enough = f"--max-cost {ceil(reserved.cost * 1e4) / 1e4:g}" if reserved.cost > self.max_cost else None
            return _reached(spent, f"{reserved.cost:.4f}", self._unseen.cost, enough)
        tokens = self.tokens + self._unseen.tokens + sum(call.tokens for call in self._in_flight)
        if self.max_tokens is not None and tokens + reserved.tokens > self.max_tokens:
            spent = f"{self.tokens:,} of {self.max_tokens:,} tokens"
            enough = f"--max-tokens {reserved.tokens}" if reserved.tokens > self.max_tokens else None
            return _reached(spent, f"{reserved.tokens:,}", self._unseen.tokens, enough)
        return None

    def _give_back(self, reserved: Reserved) -> None:
        with self._lock:
            self._in_flight.remove(reserved)
            if reserved.is_kept:
                self._unseen.tokens += reserved.tokens
                self._unseen.cost += reserved.cost
            waiting, self._waiting = self._waiting, []
        for loop, left in waiting:
            with suppress(RuntimeError):  # its event loop has been closed
                loop.call_soon_threadsafe(_wake, left)


class AccountedJournal:
    """The journal of a run with a budget. A fresh run does not reuse what earlier runs were answered.

    Matches `extraction.engine.Journal`.
    """

    def __init__(self, journal: RunJournal, budget: Budget, *, fresh: bool) -> None:
        self._journal = journal
        self._budget = budget
        self._fresh = fresh
        self._answered: set[str] = set()

    def answered(self, request_hash: str) -> CallLine | None:
        """Return the answer that this very request already got, unless it is to be asked afresh."""
        if self._fresh and request_hash not in self._answered:
            return None
        return self._journal.answered(request_hash)

    def record(self, call: CallLine) -> None:
        """Put one call on disk, then count it."""
        self._journal.record(call)
        if call.outcome in ANSWERED:
            self._answered.add(call.request_hash)
        self._budget.add(call)


def _wake(left: asyncio.Future[None]) -> None:
    if not left.done():
        left.set_result(None)


def _reached(spent: str, needed: str, unseen: float, enough: str | None) -> BudgetReachedError:
    """Return the error of a spent budget; `enough` is the option that the next call needs if it can never fit in."""
    lost = "; calls without an answer may have taken the rest" if unseen else ""
    return BudgetReachedError(
        f"stopped at the budget: {spent} spent, and the next call may take {needed}{lost}",
        hint=enough and f"Not even one call fits into that: type {enough}, or more.",
    )


def _unmeasurable(reason: str, option: str, instead: str) -> BudgetReachedError:
    return BudgetReachedError(f"{reason}, so {option} cannot be kept", hint=f"Use {instead} instead.")
