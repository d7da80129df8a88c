"""Why a call failed, in words that a user can act on: each failure of a server or a model becomes one of our errors."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

from core.errors import EngineError, PermanentEngineError, TooLongError, TruncatedAnswerError
from core.lines import ANSWERED, CallOutcome
from extraction.engine import RawAnswer
from extraction.engines.model.known_providers import address_variable, key_variable

# What servers call it when one document is not allowed: the others can still succeed.
_ONE_DOCUMENT = frozenset({"content_filter", "content_policy_violation", "invalid_prompt"})
_UNREACHABLE = ("ConnectError", "ConnectTimeout")
_NOT_SENT = frozenset({*_UNREACHABLE, "PoolTimeout", "ProxyError", "UnsupportedProtocol", "LocalProtocolError"})
_REACH_HINT = "Check {variable}the network, and that the server runs; then {again}."
_OUT_OF_CREDIT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "insufficient_balance"})
_PERMANENT = {
    401: ("the server does not accept the key", "Check {key} in the environment or in `.env`; then {again}."),
    403: ("the key may not use this model", "Check the key's permissions, or type another model: `--engine`."),
    404: (
        "the server does not know this model or address",
        "Check {variable}the name in `--engine`; then {again}.{ending}",
    ),
}
_AGAIN = "type the same command again"
_ABOUT_THE_REQUEST = (400, 405, 422)
_REQUEST_HINT = (
    "Not every model and server takes a JSON schema: try another with `--engine`. What is sent: "
    "dossier extract FILE --engine … --show-prompt"
)
_REPEATABLE = frozenset({"rate_limited", "server_error", "no_response"})
_ANSWERS: dict[CallOutcome, str] = {
    "refused": "the model refused to answer",
    "truncated": "the answer was cut off at its token limit",
    "empty": "the answer was empty",
    "not_json": "the answer was no JSON object",
}
KEPT = "; a run keeps that: `--fresh` asks anew"
"""How the message of a call ends whose answer cannot be used: it is answered, and not asked again."""
MORE_ROOM = ", and a higher DOSSIER_MAX_OUTPUT_TOKENS asks for more"
"""What stands before that if the answer was cut off."""
_ENDS = " .;,"  # of what a model says where our sentence goes on


@dataclass(frozen=True)
class Failure:
    """One call that brought nothing to load.

    `status` is None where no response came, `retry_after` is what the server asked us to wait, in seconds.
    `is_too_long` if the request does not fit the model's context, of `context_tokens` where the server says so.
    """

    outcome: CallOutcome
    detail: str | None = None
    status: int | None = None
    code: str | None = None
    retry_after: float | None = None
    is_too_long: bool = False
    context_tokens: int | None = None

    @property
    def can_be_repeated(self) -> bool:
        """Say whether the same call may succeed later: no response, too many requests, or a server in trouble."""
        return self.outcome in _REPEATABLE and not self.is_too_long and not self._is_out_of_credit

    @property
    def may_have_cost(self) -> bool:
        """Say whether the call may be billed though nothing came back that tells."""
        if self.outcome == "no_response":
            return self.detail not in _NOT_SENT
        return self.outcome == "cancelled" or self.outcome in ANSWERED

    @property
    def summary(self) -> str:
        """What the call's line says: no key, no header, no document text."""
        status = "no response" if self.status is None else f"HTTP {self.status}"
        return ": ".join(part for part in (status, self.code, self.detail) if part)

    def as_error(self, engine: str, raw: RawAnswer | None = None, address: str | None = None) -> EngineError:
        """Return the error to raise when the call is not repeated.

        `raw` is what arrived whole of a cut-off answer, `address` where the server was asked.
        """
        if self.outcome in ANSWERED:
            message = f"{engine}: {self.reason.rstrip(_ENDS)}"
            if self.outcome == "truncated":
                return TruncatedAnswerError(f"{message}{MORE_ROOM}{KEPT}", raw or {})
            return EngineError(f"{message}{KEPT}")
        if self.is_too_long:
            return TooLongError(
                f"{engine}: the document is too long for the model ({self.summary})", self.context_tokens
            )
        return self._permanent(engine, address) or EngineError(
            f"{engine}: the server reported an error ({self.summary})"
        )

    @property
    def reason(self) -> str:
        """What was wrong with an answer, as the model is told it too."""
        return _ANSWERS[self.outcome] + (f": {self.detail}" if self.detail else "")

    @property
    def is_unreachable(self) -> bool:
        """Say whether nobody took the call at the server's address."""
        return self.outcome == "no_response" and self.detail in _UNREACHABLE

    def _permanent(self, engine: str, address: str | None) -> PermanentEngineError | None:
        where = f" at {_shown(address)}" if address else ""
        variable = address_variable(engine)
        named = {
            "variable": f"{variable} and " if variable else "",
            "ending": "" if address is None or _shown(address).endswith("/v1") else " Most addresses end in /v1.",
            "key": key_variable(engine),
            "again": _AGAIN,
        }
        if self.is_unreachable:
            return PermanentEngineError(
                f"{engine}: the server cannot be reached{where}", hint=_REACH_HINT.format(**named)
            )
        if self._is_out_of_credit:
            return PermanentEngineError(
                f"{engine}: the account's quota is used up", hint=f"Check the provider's billing; then {_AGAIN}."
            )
        if self.status in _PERMANENT:
            what, hint = _PERMANENT[self.status]
            told = where if self.status == HTTPStatus.NOT_FOUND else ""
            return PermanentEngineError(f"{engine}: {what}{told} ({self.status})", hint=hint.format(**named))
        if self.outcome == "rate_limited":
            hint = "Type the same command again later: what was answered is kept."
            return PermanentEngineError(f"{engine}: the server goes on refusing requests ({self.summary})", hint=hint)
        if self.status in _ABOUT_THE_REQUEST and self.code not in _ONE_DOCUMENT:
            return PermanentEngineError(
                f"{engine}: the server does not accept the request ({self.summary})", hint=_REQUEST_HINT
            )
        return None

    @property
    def _is_out_of_credit(self) -> bool:
        return self.status == 402 or self.code in _OUT_OF_CREDIT


def _shown(address: str) -> str:
    """Return a server's address without name and password, and without what else a query may hold."""
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path.rstrip("/"), "", ""))
