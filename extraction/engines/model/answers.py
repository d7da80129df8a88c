"""What a server's answer holds: the model's text, how the call ended, and what it cost in tokens.

Reads every provider's shape without trusting any: whatever a body holds, reading it never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from pydantic_core import from_json

from core.lines import CallOutcome
from extraction.engines.model.refusals import outcome_of
from extraction.engines.model.shapes import TokenCounts, at, read_body

__all__ = ["Answer", "TokenCounts", "read_answer", "unfenced"]

_FENCED = re.compile(r"```[\w-]*[ \t]*\n(.*)\n[ \t]*```", re.DOTALL)
# The providers' words for why a model stopped, in lower case.
_REFUSING = frozenset(
    {"content_filter", "refusal", "safety", "recitation", "prohibited_content", "blocklist", "spii", "error_toxic"}
)
_CUTTING = frozenset({"length", "max_output_tokens", "max_tokens", "model_context_window_exceeded", "error_limit"})

# What the providers' bodies hold an answer in.
_ANSWERING = ("choices", "output", "candidates", "promptFeedback", "content", "message")


@dataclass(frozen=True)
class Answer:
    """One answer. `text` is what the model wrote; `detail` says more about an outcome that is not `ok`."""

    outcome: CallOutcome
    text: str = field(default="", repr=False)
    detail: str | None = field(default=None, repr=False)
    tokens: TokenCounts = field(default_factory=TokenCounts)


def read_answer(body: str) -> Answer:
    """Return what the body of a successful HTTP response holds; `server_error` if that is no answer of a model."""
    try:
        data = from_json(body)
    except ValueError:
        return Answer("server_error", detail="the server's response is no JSON")
    said = read_body(data)
    if error := at(data, "error"):
        return _reported(error, said.tokens)
    if not said.text and said.tokens == TokenCounts() and not any(at(data, name) is not None for name in _ANSWERING):
        return Answer("server_error", detail="the server's response holds no answer")
    outcome, detail = _outcome(said.text, said.refusal, said.ending)
    return Answer(outcome, said.text, detail, said.tokens)


def _reported(error: Any, tokens: TokenCounts) -> Answer:
    """Read an error that a server reports with a 200, as gateways do that have begun to answer."""
    code = at(error, "code")
    outcome = outcome_of(code) if isinstance(code, int) and code >= HTTPStatus.BAD_REQUEST else "server_error"
    return Answer(outcome, detail=str(code or at(error, "type") or "unknown error"), tokens=tokens)


def unfenced(text: str) -> str:
    """Return the JSON that a model wrote into a Markdown fence, or the text as it is if it stands bare."""
    bare = text.strip()
    if bare.startswith(("{", "[")):
        return bare
    found = _FENCED.search(bare)
    return found.group(1).strip() if found else bare


def _outcome(text: str, refusal: str | None, ending: str | None) -> tuple[CallOutcome, str | None]:
    word = ending.casefold() if isinstance(ending, str) else None
    if refusal is not None or word in _REFUSING:
        return "refused", refusal or ending
    problem = _problem(text)
    # A tool's parameters are whole JSON also where they were cut off. But some models write blanks after the end for
    # ever: nothing is missing then.
    if word in _CUTTING and (problem or not text[-1:].isspace()):
        return "truncated", ending
    if problem is None:
        return ("ok" if text.lstrip().startswith("{") else "fenced"), None
    return ("not_json", problem) if text.strip() else ("empty", None)


def _problem(text: str) -> str | None:
    """Return why `text` holds no JSON object; None if it does."""
    try:
        value = from_json(unfenced(text), allow_inf_nan=False)
    except ValueError as error:
        return str(error)
    return None if isinstance(value, dict) else f"a {type(value).__name__} and no object"
