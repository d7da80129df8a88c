"""What a server's answer holds: the model's text, how the call ended, and what it cost in tokens.

Reads every provider's shape without trusting any: whatever a body holds, reading it never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pydantic_core import from_json

from core.lines import CallOutcome
from extraction.engines.model.shapes import TokenCounts, at, read_body

__all__ = ["Answer", "TokenCounts", "read_answer", "unfenced"]

_FENCED = re.compile(r"```[\w-]*[ \t]*\n(.*)\n[ \t]*```", re.DOTALL)
# The providers' words for why a model stopped, in lower case.
_REFUSING = frozenset(
    {"content_filter", "refusal", "safety", "recitation", "prohibited_content", "blocklist", "spii", "error_toxic"}
)
_CUTTING = frozenset({"length", "max_output_tokens", "max_tokens", "model_context_window_exceeded", "error_limit"})


@dataclass(frozen=True)
class Answer:
    """One answer. `text` is what the model wrote; `detail` says more about an outcome that is not `ok`."""

    outcome: CallOutcome
    text: str = ""
    detail: str | None = None
    tokens: TokenCounts = field(default_factory=TokenCounts)


def read_answer(body: str) -> Answer:
    """Return what the body of a successful HTTP response holds."""
    try:
        data = from_json(body)
    except ValueError:
        return Answer("not_json", detail="the server's response is no JSON")
    said = read_body(data)
    if error := at(data, "error"):
        named = str(at(error, "code") or at(error, "type") or "unknown error")
        return Answer("error", detail=named, tokens=said.tokens)
    outcome, detail = _outcome(said.text, said.refusal, said.ending)
    return Answer(outcome, said.text, detail, said.tokens)


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
    if word in _CUTTING:
        return "truncated", ending
    if not text.strip():
        return "empty", None
    try:
        value = from_json(unfenced(text), allow_inf_nan=False)
    except ValueError as error:
        return "not_json", str(error)
    return ("ok", None) if isinstance(value, dict) else ("not_json", f"a {type(value).__name__} and no object")
