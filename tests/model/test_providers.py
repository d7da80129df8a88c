"""Providers other than OpenAI: asked like any server where they speak its protocol, else by instructor's own client."""

from __future__ import annotations

import json

import instructor
import openai
import pytest

from core.errors import EngineError, UsageError
from core.landing import LandingLog
from extraction.engine import RunContext
from extraction.engines.model import open_model_engine
from extraction.engines.model.engine import ModelEngine
from extraction.engines.model.providers import ProviderSession
from tests.model.conftest import landed, request_of
from tests.model_server import KEY, MODEL, Asked, Fails, ModelServer, Sends


def test_a_missing_package_is_said_with_what_to_type() -> None:
    with pytest.raises(UsageError, match=r"cohere/command-a: .*pip install"):
        open_model_engine("cohere/command-a")


def test_a_missing_key_names_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEEPSEEK_API_KEY", raising=False)

    with pytest.raises(UsageError, match="DEEPSEEK_API_KEY is not set"):
        open_model_engine("deepseek/deepseek-chat")


def test_an_unknown_provider_is_named() -> None:
    with pytest.raises(UsageError, match="nobody/model: Unsupported provider"):
        open_model_engine("nobody/model")


def test_a_provider_that_speaks_openais_protocol_is_asked_with_its_own_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", "sk-deepseek")

    engine = open_model_engine("deepseek/deepseek-chat")

    assert (engine.api, engine.base_url) == ("chat", "https://api.deepseek.com")
    assert engine.identity.startswith("deepseek/deepseek-chat ")


@pytest.fixture
def foreign(model_server: ModelServer) -> ModelEngine:
    """An engine over instructor's client for a provider, whose transport is not ours."""
    model_server.is_strict = False

    def connect() -> ProviderSession:
        client = openai.AsyncOpenAI(api_key=KEY, base_url=model_server.base_url)
        return ProviderSession("foreign/stub", instructor.from_openai(client, model=MODEL))

    return ModelEngine("foreign/stub", model_server.options(), connect)


def call_of_tool(asked: Asked) -> Sends:
    """Answer as a provider does that is asked by a tool's parameters."""
    function = {"name": asked.body["tools"][0]["function"]["name"], "arguments": '{"stances": [{"topic": "t"}, 3]}'}
    message = {
        "role": "assistant",
        "content": None,
        "tool_calls": [{"id": "1", "type": "function", "function": function}],
    }
    choice = {"index": 0, "finish_reason": "tool_calls", "message": message}
    usage = {"prompt_tokens": 9, "completion_tokens": 4, "total_tokens": 13}
    completion = {"id": "1", "object": "chat.completion", "created": 1, "model": MODEL, "choices": [choice]}
    return Sends(json.dumps({**completion, "usage": usage}))


async def test_raw_items_are_recorded_and_served_again(
    foreign: ModelEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    model_server.script = call_of_tool
    first = await foreign.ask(request_of(), run)
    second = await foreign.ask(request_of(), run)
    await foreign.aclose()

    (line,) = landed(log)
    assert first.raw == second.raw == {"stances": [{"topic": "t"}, 3]}
    assert (line.outcome, line.tokens_in, line.tokens_out) == ("ok", 9, 4)
    assert len(model_server.requests) == 1


async def test_our_loop_is_the_only_one(foreign: ModelEngine, run: RunContext, model_server: ModelServer) -> None:
    model_server.then(Fails(503))

    with pytest.raises(EngineError, match="503"):
        await foreign.ask(request_of(), run)
    await foreign.aclose()

    assert len(model_server.requests) == model_server.options().backoff.attempts
