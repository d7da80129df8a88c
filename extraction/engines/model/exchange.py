"""One request and its answer, accounted for: what is known about a call, from the wire to the landing log."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

from pydantic import SecretStr

from core.lines import CallLine
from extraction.engine import RunContext
from extraction.engines.model.answers import Answer, TokenCounts
from extraction.engines.model.failures import Failure


@dataclass(frozen=True)
class Caller:
    """Who calls, for the line of each call. `cost` is the price of a call's tokens."""

    engine: str
    model: str
    key: SecretStr | None
    cost: Callable[[TokenCounts], float | None]

    def scrubbed(self, text: str) -> str:
        """Return `text` without the key, should a server have echoed it."""
        key = self.key.get_secret_value() if self.key else ""
        return text.replace(key, "[key]") if key else text


@dataclass
class Exchange:
    """The calls that one request takes, attempt by attempt.

    The client library below wraps whatever goes wrong in exceptions of its own, so what happened is noted here:
    `failure` for a call that did not succeed, `error` for what failed on our side (a full disk).
    """

    caller: Caller
    run: RunContext
    document_id: str
    attempt: int = 1
    failure: Failure | None = None
    error: Exception | None = None
    calls: list[CallLine] = field(default_factory=list)

    def begin(self) -> None:
        """Forget how the last attempt went."""
        self.failure = None
        self.error = None

    def known(self, request_hash: str) -> str | None:
        """Return the answer that this very request already got, or None."""
        line = self.run.journal.answered(request_hash)
        return None if line is None else line.raw

    def record_answer(self, request_hash: str, answer: Answer, raw: str, latency_s: float) -> None:
        """Put a model's answer on disk as it came."""
        line = self._line(request_hash, latency_s).model_copy(
            update={
                "outcome": answer.outcome,
                "error": answer.detail and self.caller.scrubbed(answer.detail),
                "raw": self.caller.scrubbed(raw),
                "tokens_in": answer.tokens.read,
                "tokens_cached": answer.tokens.cached,
                "tokens_out": answer.tokens.written,
                "tokens_reasoning": answer.tokens.reasoning,
                "cost_usd": self.caller.cost(answer.tokens),
            }
        )
        self._record(line)

    def record_failure(self, request_hash: str, failure: Failure, latency_s: float) -> None:
        """Put a call on disk that brought no answer; what the server said beyond its code stays out of the line."""
        self._record(self._line(request_hash, latency_s).model_copy(update={"error": failure.summary}))

    def _line(self, request_hash: str, latency_s: float) -> CallLine:
        return CallLine(
            request_hash=request_hash,
            extraction_id=self.run.extraction_id,
            document_id=self.document_id,
            run_id=self.run.run_id,
            engine=self.caller.engine,
            model=self.caller.model,
            attempt=self.attempt,
            outcome="error",
            latency_s=latency_s,
        )

    def _record(self, line: CallLine) -> None:
        self.run.journal.record(line)
        self.calls.append(line)


CURRENT: ContextVar[Exchange] = ContextVar("exchange")
"""The exchange that the call in hand belongs to: the client library hands nothing of ours down to the wire."""
