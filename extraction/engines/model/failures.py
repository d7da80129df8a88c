"""Why a call failed, in words that a user can act on: each failure of a server or a model becomes one of our errors."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from core.errors import EngineError, PermanentEngineError
from core.lines import CallOutcome

# What servers call it when one document is too long or not allowed: the others can still succeed.
_ONE_DOCUMENT = frozenset(
    {
        "context_length_exceeded",
        "exceed_context_size_error",
        "string_above_max_length",
        "content_filter",
        "content_policy_violation",
        "invalid_prompt",
    }
)
_TOO_LONG = ("context length", "context size", "context window", "too long")
_UNREACHABLE = ("ConnectError", "ConnectTimeout")
_REACH_HINT = "Check the network, OPENAI_BASE_URL, and that the server runs; then type the same command again."
_PERMANENT = {
    401: ("the server does not accept the key", "Check OPENAI_API_KEY in the environment or in `.env`."),
    403: ("the key may not use this model", "Check the key's permissions, or choose another model with `--engine`."),
    404: ("the server does not know this model or address", "Check the name in `--engine` and OPENAI_BASE_URL."),
}
_OUTCOMES: dict[CallOutcome, str] = {
    "refused": "the model refused to answer",
    "truncated": "the answer was cut off at its token limit",
    "empty": "the answer was empty",
    "not_json": "the answer was no JSON object",
    "error": "the server reported an error",
}


@dataclass(frozen=True)
class Failure:
    """One failed call: `status` is None where no response came, `retry_after` what the server asked us to wait."""

    outcome: CallOutcome
    detail: str | None = None
    status: int | None = None
    code: str | None = None
    retry_after: float | None = None

    @property
    def can_be_repeated(self) -> bool:
        """Say whether the same call may succeed later: no response, too many requests, or a server in trouble."""
        if self.outcome != "error" or self.code == "insufficient_quota":
            return False
        return (
            self.status is None
            or self.status in (408, 409, 425, 429)
            or self.status >= HTTPStatus.INTERNAL_SERVER_ERROR
        )

    @property
    def summary(self) -> str:
        """What the call's line says: no key, no header, no document text."""
        status = "no response" if self.status is None else f"HTTP {self.status}"
        return ": ".join(part for part in (status, self.code, self.detail) if part)

    def as_error(self, engine: str) -> EngineError:
        """Return the error to raise when the call is not repeated."""
        if self.outcome != "error":
            detail = f": {self.detail}" if self.detail else ""
            return EngineError(f"{engine}: {_OUTCOMES[self.outcome]}{detail}")
        if self.detail in _UNREACHABLE:
            return PermanentEngineError(f"{engine}: the server cannot be reached", hint=_REACH_HINT)
        if self.status in _PERMANENT:
            what, hint = _PERMANENT[self.status]
            return PermanentEngineError(f"{engine}: {what} ({self.status})", hint=hint)
        if self.code == "insufficient_quota":
            return PermanentEngineError(
                f"{engine}: the account's quota is used up", hint="Check the provider's billing."
            )
        if self._is_about_the_request:
            return PermanentEngineError(f"{engine}: the server does not accept the request ({self.summary})")
        return EngineError(f"{engine}: {_OUTCOMES['error']} ({self.summary})")

    @property
    def _is_about_the_request(self) -> bool:
        if self.status not in (400, 405, 422) or self.code in _ONE_DOCUMENT:
            return False
        return not any(phrase in (self.detail or "").casefold() for phrase in _TOO_LONG)
