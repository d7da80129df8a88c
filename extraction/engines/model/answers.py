"""What a server's answer holds: the model's text, how the call ended, and what it cost in tokens.

Reads chat completions and Responses alike, without trusting either: whatever a body holds, reading it never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json

from core.lines import CallOutcome

_FENCED = re.compile(r"```[\w-]*[ \t]*\n(.*)\n[ \t]*```", re.DOTALL)
_REFUSING = frozenset({"content_filter", "refusal"})
_CUTTING = frozenset({"length", "max_output_tokens"})


@dataclass(frozen=True)
class TokenCounts:
    """What the provider says that a call took; None where it does not say. `cached` is part of `read`."""

    read: int | None = None
    cached: int | None = None
    written: int | None = None
    reasoning: int | None = None


@dataclass(frozen=True)
class Answer:
    """One answer. `text` is what the model wrote; `detail` says more about an outcome that is not `ok`."""

    outcome: CallOutcome
    text: str = ""
    detail: str | None = None
    tokens: TokenCounts = TokenCounts()


def read_answer(body: str) -> Answer:
    """Return what the body of a successful HTTP response holds."""
    try:
        data = from_json(body)
    except ValueError:
        return Answer("not_json", detail="the server's response is no JSON")
    tokens = _tokens(_at(data, "usage"))
    if error := _at(data, "error"):
        return Answer("error", detail=str(_at(error, "code") or _at(error, "type") or "unknown error"), tokens=tokens)
    is_chat = _at(data, "choices") is not None
    text, refusal, ending = _chat(data) if is_chat else _responses(data)
    outcome, detail = _outcome(text, refusal, ending)
    return Answer(outcome, text, detail, tokens)


def unfenced(text: str) -> str:
    """Return the JSON that a model wrote into a Markdown fence, or the text as it is if it stands bare."""
    bare = text.strip()
    if bare.startswith(("{", "[")):
        return bare
    found = _FENCED.search(bare)
    return found.group(1).strip() if found else bare


def _outcome(text: str, refusal: str | None, ending: str | None) -> tuple[CallOutcome, str | None]:
    if refusal is not None or ending in _REFUSING:
        return "refused", refusal or ending
    if ending in _CUTTING:
        return "truncated", ending
    if not text.strip():
        return "empty", None
    try:
        value = from_json(unfenced(text), allow_inf_nan=False)
    except ValueError as error:
        return "not_json", str(error)
    return ("ok", None) if isinstance(value, dict) else ("not_json", f"a {type(value).__name__} and no object")


def _chat(data: Any) -> tuple[str, str | None, str | None]:
    choice = _at(data, "choices", 0)
    text, refusal = _at(choice, "message", "content"), _at(choice, "message", "refusal")
    return _text(text), _text(refusal) or None, _at(choice, "finish_reason")


def _responses(data: Any) -> tuple[str, str | None, str | None]:
    parts = [
        part
        for item in _list(_at(data, "output"))
        if _at(item, "type") == "message"
        for part in _list(_at(item, "content"))
    ]
    text = "".join(_text(_at(part, "text")) for part in parts if _at(part, "type") == "output_text")
    refusals = [_text(_at(part, "refusal")) for part in parts if _at(part, "type") == "refusal"]
    return text, refusals[0] if refusals else None, _at(data, "incomplete_details", "reason")


def _tokens(usage: Any) -> TokenCounts:
    def count(*paths: tuple[str, ...]) -> int | None:
        found = (_at(usage, *path) for path in paths)
        return next((number for number in found if isinstance(number, int)), None)

    return TokenCounts(
        read=count(("prompt_tokens",), ("input_tokens",)),
        cached=count(("prompt_tokens_details", "cached_tokens"), ("input_tokens_details", "cached_tokens")),
        written=count(("completion_tokens",), ("output_tokens",)),
        reasoning=count(
            ("completion_tokens_details", "reasoning_tokens"), ("output_tokens_details", "reasoning_tokens")
        ),
    )


def _at(value: Any, *path: str | int) -> Any:
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
