"""Each provider's body is read by its shape: the text, how the call ended, and what it took."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.engines.model.answers import TokenCounts, read_answer

ANTHROPIC = {
    "type": "message",
    "content": [{"type": "text", "text": "Here."}, {"type": "tool_use", "name": "Answer", "input": {"stances": []}}],
    "stop_reason": "tool_use",
    "usage": {
        "input_tokens": 10,
        "cache_read_input_tokens": 800,
        "cache_creation_input_tokens": 100,
        "output_tokens": 7,
    },
}
GOOGLE = {
    "candidates": [
        {
            "content": {"parts": [{"text": "Let me see.", "thought": True}, {"text": '{"stances"'}, {"text": ": []}"}]},
            "finishReason": "STOP",
        }
    ],
    "usageMetadata": {
        "promptTokenCount": 910,
        "cachedContentTokenCount": 800,
        "candidatesTokenCount": 7,
        "thoughtsTokenCount": 5,
    },
}
COHERE = {
    "message": {"role": "assistant", "content": [{"type": "text", "text": '{"stances": []}'}]},
    "finish_reason": "COMPLETE",
    "usage": {"billed_units": {"input_tokens": 1}, "tokens": {"input_tokens": 910, "output_tokens": 7}},
}
MISTRAL = {
    "choices": [
        {
            "message": {"content": "", "tool_calls": [{"function": {"name": "Answer", "arguments": {"stances": []}}}]},
            "finish_reason": "tool_calls",
        }
    ],
    "usage": {"prompt_tokens": 910, "completion_tokens": 7},
}


@pytest.mark.parametrize(
    ("body", "tokens"),
    [
        (ANTHROPIC, TokenCounts(read=910, cached=800, cache_written=100, written=7)),
        (GOOGLE, TokenCounts(read=910, cached=800, written=12, reasoning=5)),
        (COHERE, TokenCounts(read=910, written=7)),
        (MISTRAL, TokenCounts(read=910, written=7)),
    ],
    ids=["anthropic", "google", "cohere", "mistral"],
)
def test_what_a_model_said_and_what_it_took(body: dict[str, Any], tokens: TokenCounts) -> None:
    answer = read_answer(json.dumps(body))

    assert (answer.outcome, json.loads(answer.text), answer.tokens) == ("ok", {"stances": []}, tokens)


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ({**ANTHROPIC, "stop_reason": "max_tokens"}, "truncated"),
        ({**ANTHROPIC, "stop_reason": "refusal", "content": []}, "refused"),
        ({**ANTHROPIC, "content": [{"type": "text", "text": "I would rather not."}]}, "not_json"),
        ({"candidates": [{"finishReason": "MAX_TOKENS"}]}, "truncated"),
        ({"candidates": [{"finishReason": "PROHIBITED_CONTENT"}]}, "refused"),
        ({"candidates": [{"finishReason": "STOP"}]}, "empty"),
        ({"promptFeedback": {"blockReason": "SAFETY"}}, "refused"),
        ({**COHERE, "finish_reason": "MAX_TOKENS"}, "truncated"),
    ],
)
def test_each_bad_ending_has_its_outcome(body: dict[str, Any], outcome: str) -> None:
    assert read_answer(json.dumps(body)).outcome == outcome


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["content", "text"]), inner),
    max_leaves=5,
)
KEYS = ["content", "stop_reason", "candidates", "promptFeedback", "message", "usage", "usageMetadata", "finish_reason"]


@settings(deadline=None)
@given(body=st.dictionaries(st.sampled_from(KEYS), JSON))
def test_reading_an_odd_body_never_raises(body: dict[str, object]) -> None:
    read_answer(json.dumps(body))
