"""What leaves the machine: one request, one strict schema, the prompt in order, and the key in its header only."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from core.errors import DossierError
from extraction.engine import FailedItem, Request, RunContext
from extraction.engines.model.engine import ModelEngine
from schemas.registry import select_kinds
from schemas.wire import wire_schema, without_descriptions
from tests.model.conftest import OpenEngine, request_of
from tests.model_server import KEY, Fails, ModelServer
from tests.strict_schema import sent_schemas, strict_problems


@pytest.mark.parametrize("api", ["chat", "responses"])
async def test_the_strict_schema_is_sent_exactly_once(
    api: str, open_engine: OpenEngine, run: RunContext, model_server: ModelServer
) -> None:
    reply = await open_engine(api=api).ask(request_of(), run)

    (asked,) = model_server.requests
    assert sent_schemas(asked.body) == [without_descriptions(wire_schema(select_kinds(None)))]
    assert strict_problems(asked.schema) == []
    assert "tools" not in asked.body
    assert json.dumps(asked.body).count("An instrument between states") == 1  # its words are in the prompt only
    assert list(reply.raw) == [kind.table for kind in select_kinds(None)]


async def test_openai_itself_is_asked_by_responses_and_keeps_nothing(
    open_engine: OpenEngine, run: RunContext, model_server: ModelServer
) -> None:
    await open_engine(api="responses").ask(request_of(), run)

    (asked,) = model_server.requests
    assert asked.path == "/v1/responses"
    assert asked.body["text"]["format"]["strict"] is True
    assert asked.body["store"] is False
    assert asked.body["max_output_tokens"] == 16_384


async def test_openai_is_told_what_to_keep_cached_together(
    open_engine: OpenEngine, run: RunContext, model_server: ModelServer
) -> None:
    engine = open_engine(api="responses")
    await engine.ask(request_of("One."), run)
    await engine.ask(request_of("Two."), run)
    await engine.ask(request_of("Two.", "stance"), run)

    first, second, other = (asked.body["prompt_cache_key"] for asked in model_server.requests)
    assert first == second != other
    assert len(first) <= 64


async def test_a_compatible_server_is_asked_by_chat_completions(
    engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    await engine.ask(request_of(), run)

    (asked,) = model_server.requests
    assert asked.path == "/v1/chat/completions"
    assert asked.body["response_format"]["json_schema"]["strict"] is True
    assert asked.body["temperature"] == 0.0


async def test_the_constant_part_comes_first_and_is_the_same_for_every_document(
    engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    await engine.ask(request_of("One text."), run)
    await engine.ask(request_of("Another text."), run)

    first, second = model_server.requests
    assert first.messages[0] == second.messages[0]
    assert [message["role"] for message in first.messages] == ["system", "user"]
    assert "One text." not in first.messages[0]["content"]
    assert f"{first.messages[0]['content']}\n{first.user}" == engine.rendered(request_of("One text."))


async def test_a_template_in_a_document_stays_text(
    engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    await engine.ask(request_of("{{ 7 * 7 }} {% raw %}"), run)

    assert "{{ 7 * 7 }} {% raw %}" in model_server.requests[0].user


async def test_a_reask_sends_the_failed_items_only_and_keeps_the_prefix(
    engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    request = request_of()
    failed = FailedItem(request.kinds[0], {"status": "sgined"}, ("status: 'sgined' is no code",))
    await engine.ask(request, run)
    await engine.ask(Request(request.document, request.kinds, (failed,)), run)

    first, second = model_server.requests
    assert second.messages[0] == first.messages[0]
    assert second.user.startswith(first.user)
    added = second.user.removeprefix(first.user)
    assert '1. in `agreements`: {"status":"sgined"}' in added
    assert "status: 'sgined' is no code" in added


async def test_only_the_kinds_asked_for_are_sent(
    engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    await engine.ask(request_of("Text.", "stance", "engagement"), run)

    (asked,) = model_server.requests
    assert list(asked.schema["properties"]) == ["engagements", "stances"]
    assert "agreement_type" not in json.dumps(asked.body)


async def test_the_key_and_the_document_appear_nowhere_but_on_the_wire(
    open_engine: OpenEngine,
    run: RunContext,
    model_server: ModelServer,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    engine = open_engine()
    model_server.then(
        Fails(500, "internal", f"cannot serve {KEY}"), Fails(400, "invalid_request", f"bad request by {KEY}")
    )
    with pytest.raises(DossierError) as failed:
        await engine.ask(request_of("A sentence that only this document has."), run)
    written = "".join(path.read_text() for path in tmp_path.rglob("*.jsonl"))
    seen = [written, caplog.text, str(failed.value), repr(failed.value), repr(engine), repr(vars(engine))]

    assert model_server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert "HTTP 500" in written
    for text in seen:
        assert KEY not in text
        assert "A sentence that only" not in text
