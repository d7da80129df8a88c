"""One request and its answer, accounted for: what is known about a call, from the wire to the landing log."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

from pydantic import SecretStr

from core.lines import ANSWERED, CallLine
from extraction.engine import RunContext
from extraction.engines.model.answers import Answer, TokenCounts, read_answer
from extraction.engines.model.failures import Failure
from extraction.engines.model.limits.limiter import Limiter

_QUOTED = 16
"""So many characters in a row that stand in the document too are taken for a quotation of it."""


@dataclass(frozen=True)
class Caller:
    """Who calls, for the line of each call. `cost` is the price of a call's tokens.

    `output_tokens` is the limit of an answer that is sent with each request; None where none is.
    """

    engine: str
    model: str
    key: SecretStr | None
    cost: Callable[[TokenCounts], float | None]
    output_tokens: int | None = None

    def scrubbed(self, text: str) -> str:
        """Return `text` without the key, should a server have echoed it."""
        key = self.key.get_secret_value() if self.key else ""
        return text.replace(key, "[key]") if key else text


@dataclass
class Exchange:
    """The calls that one request takes, attempt by attempt.

    The client library below wraps whatever goes wrong in exceptions of its own, so what happened is noted here:
    `answer` for one that arrived, `failure` for a call that brought nothing to load, `error` for what failed on our
    side (a full disk, a spent budget). `paused_s` is how long the last call made all others wait.
    """

    caller: Caller
    run: RunContext
    document_id: str
    limiter: Limiter
    said: str = field(default="", repr=False)
    bytes_in: int | None = None
    attempt: int = 1
    answer: Answer | None = None
    failure: Failure | None = None
    error: Exception | None = None
    paused_s: float = 0.0
    calls: list[CallLine] = field(default_factory=list)

    def begin(self) -> None:
        """Forget how the last attempt went."""
        self.answer, self.failure, self.error, self.paused_s = None, None, None, 0.0

    def known(self, request_hash: str) -> str | None:
        """Return the answer that this very request already got, or None."""
        line = self.run.journal.answered(request_hash)
        return None if line is None else line.raw

    def take(self, answer: Answer, status: int = 200) -> None:
        """Note the answer that arrived, and the failure that it is if nothing can be loaded from it."""
        self.answer = answer
        detail = answer.detail and self.cleaned(answer.detail)
        self.failure = None if answer.outcome in ("ok", "fenced") else Failure(answer.outcome, detail, status)

    def take_known(self, raw: str) -> bool:
        """Note an answer from the journal; False for one that a log of an earlier version took for an answer."""
        answer = read_answer(raw)
        if answer.outcome not in ANSWERED:
            return False
        self.take(answer)
        return True

    def cleaned(self, text: str) -> str:
        """Return a server's words without the key and without what they quote of the document."""
        return _unquoted(self.caller.scrubbed(text), self.said)

    def record_answer(self, request_hash: str, answer: Answer, raw: str, latency_s: float) -> None:
        """Put a model's answer on disk as it came."""
        line = self._line(request_hash, latency_s).model_copy(
            update={
                "outcome": answer.outcome,
                "error": answer.detail and self.cleaned(answer.detail),
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
        update = {"outcome": failure.outcome, "error": failure.summary}
        self._record(self._line(request_hash, latency_s).model_copy(update=update))

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
            bytes_in=self.bytes_in,
        )

    def _record(self, line: CallLine) -> None:
        self.run.journal.record(line)
        self.calls.append(line)


CURRENT: ContextVar[Exchange] = ContextVar("exchange")
"""The exchange that the call in hand belongs to: the client library hands nothing of ours down to the wire."""


def _unquoted(text: str, source: str) -> str:
    kept, at = [], 0
    while at < len(text):
        end = at + _QUOTED
        if len(text) < end or text[at:end] not in source:
            kept.append(text[at])
            at += 1
            continue
        while end < len(text) and text[at : end + 1] in source:
            end += 1
        kept.append("…")
        at = end
    return "".join(kept)
