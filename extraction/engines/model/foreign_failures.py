"""What went wrong below a client library that is not ours: its exceptions, as the failures that our loop knows."""

from __future__ import annotations

from typing import Any

from instructor.core.exceptions import IncompleteOutputException
from pydantic import ValidationError

from core.lines import now
from extraction.engines.model.failures import Failure
from extraction.engines.model.limits.headers import read_limits
from extraction.engines.model.refusals import outcome_of

_OF_THE_ANSWER = (ValidationError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError)
"""What parsing raises when a model answered in another form than it was asked for."""

_GRPC = {
    "INVALID_ARGUMENT": 400,
    "UNAUTHENTICATED": 401,
    "PERMISSION_DENIED": 403,
    "NOT_FOUND": 404,
    "RESOURCE_EXHAUSTED": 429,
    "INTERNAL": 500,
    "UNAVAILABLE": 503,
    "DEADLINE_EXCEEDED": 504,
}


def failure_of(error: BaseException) -> Failure:
    """Return the failure that `error`, or what it was raised from, stands for; nothing of its words is kept."""
    if isinstance(error, IncompleteOutputException):
        return Failure("truncated")
    cause = error.__cause__ or error
    status, code = _status(cause)
    if status is None and isinstance(cause, _OF_THE_ANSWER) and not isinstance(cause, OSError):
        return Failure("not_json", type(cause).__name__)
    headers: Any = getattr(getattr(cause, "response", None), "headers", None)
    outcome = "no_response" if status is None else outcome_of(status)
    return Failure(outcome, type(cause).__name__, status, code, read_limits(headers or {}, now()).retry_after_s)


def _status(cause: BaseException) -> tuple[int | None, str | None]:
    """Return the HTTP status that the cause carries or corresponds to, and the provider's word for it."""
    response: Any = getattr(cause, "response", None)
    if isinstance(response, dict):  # AWS
        error, meta = response.get("Error", {}), response.get("ResponseMetadata", {})
        return meta.get("HTTPStatusCode"), error.get("Code")
    if (code := getattr(cause, "code", None)) is not None and callable(code):  # gRPC
        name = getattr(code(), "name", None)
        return _GRPC.get(str(name)), name
    status = getattr(cause, "status_code", None)
    return (status if isinstance(status, int) else None), None
