"""What a server says when it does not answer: an HTTP error, or a 200 that holds none, read into a `Failure`."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from pydantic_core import from_json

from core.lines import CallOutcome
from extraction.engines.model.failures import Failure
from extraction.engines.model.shapes import at

DETAIL_LENGTH = 200
_TOO_LONG_CODES = frozenset({"context_length_exceeded", "exceed_context_size_error", "string_above_max_length"})
_TOO_LONG = re.compile(
    r"context (?:length|size|window)|too long|(?:request|input|prompt) (?:is )?too large|inputs` tokens"
    r"|maximum number of tokens allowed",
    re.IGNORECASE,
)
# What the model takes, as the providers print it; the first is what was sent against it.
_LIMITS = re.compile(
    r"(?:maximum context length (?:is|of)|maximum number of tokens allowed \(|must be <=|Limit:?|>) ?(\d[\d,]*)"
    r"|(\d[\d,]*) (?:maximum context length|maximum)",
    re.IGNORECASE,
)
# Passing troubles with a 4xx: the request timed out, met another one, came too early.
_PASSING = frozenset({408, 409, 425})


def outcome_of(status: int) -> CallOutcome:
    """Return what the outcome of a call with this HTTP status, not a success, is called."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "rate_limited"
    return "server_error" if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _PASSING else "rejected"


def read_refusal(status: int, body: bytes, retry_after: float | None) -> Failure:
    """Return what a response says that is not a success; its detail is the server's own words, to be cleaned."""
    data = _json(body)
    code, message = _error_in(data)
    # A server that refuses a key likes to repeat part of it, so nothing of what it says is kept.
    detail = None if status in (401, 403) or message is None else message[:DETAIL_LENGTH]
    is_too_long = status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE or (
        status in (400, 422, 429) and (code in _TOO_LONG_CODES or bool(_TOO_LONG.search(message or "")))
    )
    context = _context_tokens(data, message) if is_too_long else None
    return Failure(outcome_of(status), detail, status, code, retry_after, is_too_long, context)


def _error_in(data: Any) -> tuple[str | None, str | None]:
    """Return the code and the message of an error, as the providers write it: under `error`, or the body itself."""
    error = data.get("error", data) if isinstance(data, dict) else None
    if not isinstance(error, dict):
        return None, error if isinstance(error, str) else None
    # Some put the HTTP status, a number, where others name what is wrong.
    code = next((name for key in ("code", "type", "status") if isinstance(name := error.get(key), str)), None)
    message = error.get("message", error.get("detail"))
    return code, message if isinstance(message, str) else None


def _context_tokens(data: Any, message: str | None) -> int | None:
    told = at(data, "error", "n_ctx") or at(data, "n_ctx")
    if isinstance(told, int) and told > 0:
        return told
    found = [int((match[1] or match[2]).replace(",", "")) for match in _LIMITS.finditer(message or "")]
    return min((number for number in found if number > 0), default=None)


def _json(body: bytes) -> Any:
    try:
        return from_json(body)
    except ValueError:
        return None
