"""The shapes that answers come in: where each provider's body holds the text, how the call ended, and the tokens.

OpenAI's two interfaces and those that follow them, Anthropic's, Google's and Cohere's. A model that is asked by a
tool's parameters gives them in place of text. Nothing is trusted: whatever a body holds, reading it never raises.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.identity import canonical_json


@dataclass(frozen=True)
class TokenCounts:
    """What the provider says that a call took; None where it does not say.

    `cached` (read from the provider's cache) and `cache_written` are part of `read`, and `reasoning` of `written`.
    """

    read: int | None = None
    cached: int | None = None
    cache_written: int | None = None
    written: int | None = None
    reasoning: int | None = None


@dataclass(frozen=True)
class Said:
    """What a model said. `ending` is the provider's own word for why it stopped."""

    text: str = ""
    refusal: str | None = None
    ending: str | None = None
    tokens: TokenCounts = TokenCounts()


def read_body(data: Any) -> Said:
    """Return what a response's JSON says, by the shape that it has."""
    if at(data, "choices") is not None:
        return _chat(data)
    if at(data, "candidates") is not None or at(data, "promptFeedback") is not None:
        return _google(data)
    if at(data, "stop_reason") is not None:
        return _anthropic(data)
    if at(data, "message", "content") is not None:
        return _cohere(data)
    return _responses(data)


def at(value: Any, *path: str | int) -> Any:
    """Return what stands at `path`, or None."""
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _chat(data: Any) -> Said:
    message = at(data, "choices", 0, "message")
    text = _text(at(message, "content")) or _arguments(at(message, "tool_calls", 0, "function", "arguments"))
    tokens = TokenCounts(
        read=_count(data, "usage", "prompt_tokens"),
        cached=_count(data, "usage", "prompt_tokens_details", "cached_tokens"),
        written=_count(data, "usage", "completion_tokens"),
        reasoning=_count(data, "usage", "completion_tokens_details", "reasoning_tokens"),
    )
    return Said(text, _text(at(message, "refusal")) or None, at(data, "choices", 0, "finish_reason"), tokens)


def _responses(data: Any) -> Said:
    parts = [
        part
        for item in _list(at(data, "output"))
        if at(item, "type") == "message"
        for part in _list(at(item, "content"))
    ]
    refusals = [_text(at(part, "refusal")) for part in parts if at(part, "type") == "refusal"]
    tokens = TokenCounts(
        read=_count(data, "usage", "input_tokens"),
        cached=_count(data, "usage", "input_tokens_details", "cached_tokens"),
        written=_count(data, "usage", "output_tokens"),
        reasoning=_count(data, "usage", "output_tokens_details", "reasoning_tokens"),
    )
    ending = at(data, "incomplete_details", "reason")
    return Said(_joined(parts, "output_text"), refusals[0] if refusals else None, ending, tokens)


def _anthropic(data: Any) -> Said:
    parts = _list(at(data, "content"))
    arguments = [_arguments(at(part, "input")) for part in parts if at(part, "type") == "tool_use"]
    cached = _count(data, "usage", "cache_read_input_tokens")
    cache_written = _count(data, "usage", "cache_creation_input_tokens")
    tokens = TokenCounts(
        # What is read from the cache and what is written to it is not in `input_tokens` here.
        read=_sum([_count(data, "usage", "input_tokens"), cached, cache_written]),
        cached=cached,
        cache_written=cache_written,
        written=_count(data, "usage", "output_tokens"),
    )
    return Said(arguments[0] if arguments else _joined(parts, "text"), None, at(data, "stop_reason"), tokens)


def _google(data: Any) -> Said:
    parts = [part for part in _list(at(data, "candidates", 0, "content", "parts")) if not at(part, "thought")]
    reasoning = _count(data, "usageMetadata", "thoughtsTokenCount")
    tokens = TokenCounts(
        read=_count(data, "usageMetadata", "promptTokenCount"),
        cached=_count(data, "usageMetadata", "cachedContentTokenCount"),
        written=_sum([_count(data, "usageMetadata", "candidatesTokenCount"), reasoning]),
        reasoning=reasoning,
    )
    ending = at(data, "candidates", 0, "finishReason")
    text = "".join(_text(at(part, "text")) for part in parts)
    return Said(text, _text(at(data, "promptFeedback", "blockReason")) or None, ending, tokens)


def _cohere(data: Any) -> Said:
    arguments = _arguments(at(data, "message", "tool_calls", 0, "function", "arguments"))
    tokens = TokenCounts(
        read=_count(data, "usage", "tokens", "input_tokens"), written=_count(data, "usage", "tokens", "output_tokens")
    )
    text = _joined(_list(at(data, "message", "content")), "text")
    return Said(text or arguments, None, at(data, "finish_reason"), tokens)


def _joined(parts: list[Any], kind: str) -> str:
    return "".join(_text(at(part, "text")) for part in parts if at(part, "type") == kind)


def _arguments(value: Any) -> str:
    """Return a tool's arguments as JSON text: some providers write them as text, some as an object."""
    return canonical_json(value) if isinstance(value, dict) else _text(value)


def _count(data: Any, *path: str) -> int | None:
    number = at(data, *path)
    return number if isinstance(number, int) else None


def _sum(counts: list[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
