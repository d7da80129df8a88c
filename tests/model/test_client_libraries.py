"""Providers with a client library of their own, on the wire: what each sends, and what becomes of what comes back."""

from __future__ import annotations

import importlib.util
import json
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from pydantic import SecretStr

from cli.prompt_text import prompt_text
from core.errors import EngineError, PermanentEngineError
from core.landing.log import LandingLog
from extraction.engine import RunContext
from extraction.engines.model import Backoff, ModelOptions
from extraction.engines.model.engine import ModelEngine
from extraction.engines.model.known_providers import PROVIDERS
from extraction.engines.model.providers import library_engine
from extraction.engines.model.sdk_session import CLIENTS
from extraction.engines.model.unsent import first_requests, shown_engine
from schemas.wire import wire_schema, without_descriptions
from tests.model.conftest import landed, request_of
from tests.model.provider_server import Answers, ProviderServer, provider_server

__all__ = ["provider_server"]

KEY = "sk-theirs-5ecret"
MODEL = "model-1"
ITEMS = {"stances": [{"topic": "a"}, 3]}


@dataclass(frozen=True)
class Wire:
    """How one provider is spoken to: where its key, model, messages and schema stand, and how it answers."""

    answer: Callable[[dict[str, Any]], dict[str, Any]]
    system: Callable[[dict[str, Any]], str]
    user: Callable[[dict[str, Any]], str]
    schema: Callable[[dict[str, Any]], dict[str, Any]]
    limit: str = "max_tokens"
    header: str = "authorization"
    path: str = "/v1/chat/completions"


def _chat(message: dict[str, Any], finish: str = "stop") -> dict[str, Any]:
    return {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": MODEL,
        "choices": [{"index": 0, "finish_reason": finish, "message": {"role": "assistant", **message}}],
        "usage": {"prompt_tokens": 910, "completion_tokens": 7, "total_tokens": 917},
        "time_info": {"queue_time": 0.1, "prompt_time": 0.1, "completion_time": 0.1, "total_time": 0.3, "created": 1},
        "system_fingerprint": "f",
    }


def _by_tool(items: dict[str, Any]) -> dict[str, Any]:
    call = {"id": "1", "type": "function", "function": {"name": "Answer", "arguments": json.dumps(items)}}
    return _chat({"content": None, "tool_calls": [call]}, "tool_calls")


def _by_text(items: dict[str, Any]) -> dict[str, Any]:
    return _chat({"content": json.dumps(items)})


def _anthropic(items: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "1",
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": [{"type": "tool_use", "id": "t", "name": "Answer", "input": items}],
        "stop_reason": "tool_use",
        "usage": {
            "input_tokens": 10,
            "cache_read_input_tokens": 800,
            "cache_creation_input_tokens": 100,
            "output_tokens": 7,
        },
    }


def _google(items: dict[str, Any]) -> dict[str, Any]:
    content = {"role": "model", "parts": [{"text": json.dumps(items)}]}
    return {
        "candidates": [{"content": content, "finishReason": "STOP"}],
        "usageMetadata": {"promptTokenCount": 910, "candidatesTokenCount": 7},
    }


def _cohere(items: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "1",
        "message": {"role": "assistant", "content": [{"type": "text", "text": json.dumps(items)}]},
        "finish_reason": "COMPLETE",
        "usage": {"tokens": {"input_tokens": 910, "output_tokens": 7}},
    }


def _first(body: dict[str, Any]) -> str:
    return str(body["messages"][0]["content"])


def _last(body: dict[str, Any]) -> str:
    return str(body["messages"][-1]["content"])


BY_TOOL = Wire(_by_tool, _first, _last, lambda body: body["tools"][0]["function"]["parameters"])
BY_SCHEMA = Wire(_by_text, _first, _last, lambda body: body["response_format"]["json_schema"]["schema"])
WIRES = {
    "anthropic": Wire(
        _anthropic,
        lambda body: body["system"][0]["text"],
        _last,
        lambda body: body["tools"][0]["input_schema"],
        header="x-api-key",
        path="/v1/messages",
    ),
    "cerebras": BY_TOOL,
    "cohere": Wire(_cohere, _first, _last, lambda body: body["response_format"]["schema"], path="/v2/chat"),
    "google": Wire(
        _google,
        lambda body: body["systemInstruction"]["parts"][0]["text"],
        lambda body: body["contents"][0]["parts"][0]["text"],
        lambda body: body["generationConfig"]["responseJsonSchema"],
        limit="maxOutputTokens",
        header="x-goog-api-key",
        path=f"/v1/models/{MODEL}:generateContent",
    ),
    "groq": Wire(_by_tool, _first, _last, BY_TOOL.schema, path="/openai/v1/chat/completions"),
    "mistral": BY_SCHEMA,
    "writer": Wire(_by_text, _first, _last, BY_SCHEMA.schema, path="/v1/chat"),
}
INSTALLED = [name for name in WIRES if importlib.util.find_spec(PROVIDERS[name].module.partition(".")[0])]
EACH = pytest.mark.parametrize("name", INSTALLED)

OpenLibrary = Callable[..., ModelEngine]


@pytest_asyncio.fixture
async def open_library(provider_server: ProviderServer) -> AsyncIterator[OpenLibrary]:
    opened: list[ModelEngine] = []

    def open_it(name: str, model: str = MODEL) -> ModelEngine:
        options = ModelOptions(api_key=SecretStr(KEY), backoff=Backoff(3, 0.001, 0.01), timeout_s=5)
        opened.append(library_engine(f"{name}/{model}", PROVIDERS[name], options, provider_server.transport()))
        return opened[-1]

    yield open_it
    for engine in opened:
        await engine.aclose()


def test_every_client_library_that_we_stand_below_is_driven_here() -> None:
    assert set(WIRES) == set(CLIENTS)
    assert len(INSTALLED) >= 6  # all but cohere come with the dev extra


@EACH
async def test_what_is_sent_is_our_prompt_and_our_schema_once(
    name: str, open_library: OpenLibrary, run: RunContext, provider_server: ProviderServer
) -> None:
    wire, request = WIRES[name], request_of("Peru refused. {{ 7 * 7 }}")
    provider_server.answers = [Answers(wire.answer(ITEMS))]
    engine = open_library(name)
    await engine.ask(request, run)

    (sent,) = provider_server.sent
    schema = wire.schema(sent.body)
    ours = without_descriptions(wire_schema(request.kinds))
    schema["required"].sort(key=ours["required"].index)  # instructor sorts the tables by name
    assert {key: value for key, value in schema.items() if key not in ("title", "description")} == ours
    assert json.dumps(sent.body).count('"deportation_flights": {') == 1
    assert f"{wire.system(sent.body)}\n{wire.user(sent.body)}" == engine.rendered(request)
    assert sent.path.partition("?")[0] == wire.path
    assert KEY in sent.headers[wire.header]
    assert KEY not in json.dumps(sent.body) + sent.path
    assert sent.body.get("generationConfig", sent.body)[wire.limit] == 8192
    assert MODEL in (sent.body.get("model") or sent.path)


@EACH
async def test_what_is_shown_is_what_is_sent_and_shows_no_key(
    name: str, open_library: OpenLibrary, run: RunContext, provider_server: ProviderServer
) -> None:
    provider_server.answers = [Answers(WIRES[name].answer(ITEMS))]
    engine, request = open_library(name), request_of("Peru refused.", "stance")
    shown = shown_engine(engine)
    try:
        (unsent,) = await first_requests(request.document, request.kinds, shown)
    finally:
        await shown.aclose()
    assert provider_server.sent == []
    await engine.ask(request, run)
    (sent,) = provider_server.sent
    assert json.loads(unsent.body) == sent.body
    assert unsent.url.endswith(sent.path)
    assert KEY not in unsent.body + unsent.url
    assert "Peru refused." in prompt_text(unsent)


@EACH
async def test_what_comes_back_is_on_disk_as_it_came_and_accounted_for(
    name: str, open_library: OpenLibrary, run: RunContext, log: LandingLog, provider_server: ProviderServer
) -> None:
    provider_server.answers = [Answers(WIRES[name].answer(ITEMS))]
    first = await open_library(name).ask(request_of("Text.", "stance"), run)
    second = await open_library(name).ask(request_of("Text.", "stance"), run)
    other = await open_library(name, "model-2").ask(request_of("Text.", "stance"), run)

    lines = landed(log)
    assert first.raw == second.raw == other.raw == ITEMS
    assert second.calls == ()
    assert [json.loads(line.raw or "") for line in lines] == [WIRES[name].answer(ITEMS)] * 2
    assert {line.outcome for line in lines} == {"ok"}
    assert [line.model for line in lines] == ["model-1", "model-2"]
    assert {(line.tokens_in, line.tokens_out, line.cost_usd) for line in lines} == {(910, 7, None)}
    assert len(provider_server.sent) == 2


def _fails(status: int, **headers: str) -> Answers:
    error = {"code": status, "status": "TROUBLE", "type": "trouble", "message": f"no: {KEY}"}
    return Answers({"type": "error", "error": error, "message": f"no: {KEY}"}, status, headers)


@EACH
async def test_our_loop_is_the_only_one(
    name: str, open_library: OpenLibrary, run: RunContext, log: LandingLog, provider_server: ProviderServer
) -> None:
    answer = Answers(WIRES[name].answer(ITEMS))
    provider_server.answers = [_fails(503), _fails(429, **{"retry-after": "0.01"}), answer]

    await open_library(name).ask(request_of("Text.", "stance"), run)

    assert [(line.attempt, line.outcome) for line in landed(log)] == [
        (1, "server_error"),
        (2, "rate_limited"),
        (3, "ok"),
    ]
    assert len(provider_server.sent) == 3


@EACH
async def test_patience_ends_after_as_many_requests_as_were_allowed(
    name: str, open_library: OpenLibrary, run: RunContext, provider_server: ProviderServer
) -> None:
    provider_server.answers = [_fails(500)]

    with pytest.raises(EngineError, match="500") as failed:
        await open_library(name).ask(request_of("Text.", "stance"), run)

    assert not isinstance(failed.value, PermanentEngineError)
    assert len(provider_server.sent) == 3


@EACH
@pytest.mark.parametrize("status", [401, 403, 404])
async def test_what_no_document_can_survive_stops_at_once_without_the_key(
    name: str,
    status: int,
    open_library: OpenLibrary,
    run: RunContext,
    provider_server: ProviderServer,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    provider_server.answers = [_fails(status)]
    engine = open_library(name)

    with pytest.raises(PermanentEngineError) as failed:
        await engine.ask(request_of("A sentence that only this document has.", "stance"), run)

    written = "".join(path.read_text() for path in tmp_path.rglob("*.jsonl"))
    assert len(provider_server.sent) == 1
    assert (PROVIDERS[name].keys[0] in (failed.value.hint or "")) == (status == 401)
    for text in (written, caplog.text, str(failed.value), repr(failed.value), repr(vars(engine))):
        assert KEY not in text
        assert "A sentence that only" not in text


@EACH
@pytest.mark.parametrize("text", ["I would rather not.", "[1, 2]"])
async def test_an_answer_that_is_no_answer_fails_one_document(
    name: str, text: str, open_library: OpenLibrary, run: RunContext, log: LandingLog, provider_server: ProviderServer
) -> None:
    body = json.loads(json.dumps(WIRES[name].answer(ITEMS)).replace(json.dumps(json.dumps(ITEMS)), json.dumps(text)))
    if name == "anthropic":
        body["content"] = [{"type": "text", "text": text}]
    provider_server.answers = [Answers(body)]

    with pytest.raises(EngineError) as failed:
        await open_library(name).ask(request_of("Text.", "stance"), run)

    assert not isinstance(failed.value, PermanentEngineError)
    for line in landed(log):
        assert (line.outcome, json.loads(line.raw or "")) == ("not_json", body)


async def test_anthropic_is_told_where_the_constant_part_ends(
    open_library: OpenLibrary, run: RunContext, provider_server: ProviderServer
) -> None:
    provider_server.answers = [Answers(_anthropic(ITEMS))]
    await open_library("anthropic").ask(request_of("One.", "stance"), run)
    await open_library("anthropic").ask(request_of("Two.", "stance"), run)

    first, second = (sent.body["system"] for sent in provider_server.sent)
    assert first == second
    assert [part["cache_control"] for part in first] == [{"type": "ephemeral"}]
