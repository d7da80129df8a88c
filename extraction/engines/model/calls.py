"""One call on the wire: it waits for leave, keeps to the budget, and leaves exactly one line in the journal."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from core.errors import DossierError
from core.lines import CallOutcome
from extraction.engine import Reservation
from extraction.engines.model.answers import Answer, TokenCounts
from extraction.engines.model.exchange import Caller, Exchange
from extraction.engines.model.failures import Failure
from extraction.engines.model.limits.headers import ServerLimits
from extraction.engines.model.limits.throttle import Ending


@dataclass
class Call:
    """A request that may be sent now. Exactly one of `answered` and `failed` is called with what came of it."""

    exchange: Exchange
    request_hash: str
    reservation: Reservation
    began: float = field(default_factory=time.monotonic)
    ending: Ending | None = None

    async def answered(self, answer: Answer, raw: str, told: ServerLimits) -> None:
        """Put an answer on disk as it came: when this returns, it is never lost."""
        tokens = answer.tokens
        known = tokens.read is not None and tokens.written is not None
        if not known and answer.outcome != "server_error":
            self.reservation.keep()
        self.ending = Ending(answer.outcome, told, _total(tokens) if known else None)
        self.exchange.take(answer)
        await asyncio.to_thread(self.exchange.record_answer, self.request_hash, answer, raw, self._latency)

    async def failed(self, failure: Failure, told: ServerLimits | None = None) -> None:
        """Put on disk that no answer came."""
        self._note(failure, told)
        await asyncio.to_thread(self.exchange.record_failure, self.request_hash, failure, self._latency)

    def broken_off(self, outcome: CallOutcome, name: str) -> None:
        """Put on disk that nobody waited for the answer; at once, as there may be no time left for anything else."""
        failure = Failure(outcome, name)
        self._note(failure, None)
        self.exchange.record_failure(self.request_hash, failure, self._latency)

    def _note(self, failure: Failure, told: ServerLimits | None) -> None:
        if failure.may_have_cost:
            self.reservation.keep()
        self.ending = Ending(failure.outcome, told or ServerLimits())
        self.exchange.failure = failure

    @property
    def _latency(self) -> float:
        return time.monotonic() - self.began


@asynccontextmanager
async def calling(exchange: Exchange, request_hash: str, size: int) -> AsyncIterator[Call]:
    """Wait until a request of `size` bytes may be sent, by the budget and the limiter, and account for it.

    Raises BudgetReachedError, and PermanentEngineError if the server wants to be left alone for too long.
    """
    exchange.bytes_in = size
    output = exchange.caller.output_tokens
    tokens = None if output is None else size + output  # no token is shorter than one byte
    cost = None if output is None else _most(exchange.caller, size, output)
    async with exchange.run.budget.reserve(tokens, cost) as reservation:
        permit = await exchange.limiter.begin(size)
        call = Call(exchange, request_hash, reservation)
        try:
            yield call
        except DossierError:  # ours: nothing was sent, or what came could not be kept
            raise
        except asyncio.CancelledError:
            if call.ending is None:
                call.broken_off("cancelled", "CancelledError")
            raise
        except Exception as error:
            if call.ending is None:
                call.broken_off("no_response", type(error).__name__)
            raise
        finally:
            if call.ending is None:
                exchange.limiter.withdraw(permit)
            else:
                exchange.paused_s = exchange.limiter.end(permit, call.ending)


def _most(caller: Caller, size: int, output: int) -> float | None:
    """Return what a call costs at most: some providers take more for what they put into their cache."""
    costs = [caller.cost(TokenCounts(read=size, written=output, cache_written=cached)) for cached in (None, size)]
    return max((cost for cost in costs if cost is not None), default=None)


def _total(tokens: TokenCounts) -> int:
    return (tokens.read or 0) + (tokens.written or 0)
