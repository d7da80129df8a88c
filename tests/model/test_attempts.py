"""When a call is made again, and when never."""

from __future__ import annotations

import asyncio
import socket
import time

import pytest
from pydantic import SecretStr

from core.errors import EngineError, PermanentEngineError
from core.landing.log import LandingLog
from extraction.engine import RunContext
from extraction.engines.model import Backoff
from extraction.engines.model.engine import ModelEngine
from extraction.engines.model.failures import Failure
from tests.model.conftest import OpenEngine, landed, request_of
from tests.model_server import Behaviour, Drops, Fails, ModelServer, Says, Waits, nothing_found

EMPTY = Says("{}")


@pytest.mark.parametrize(
    ("trouble", "outcome"),
    [
        (Fails(429, "rate_limit_exceeded"), "rate_limited"),
        (Fails(500), "server_error"),
        (Fails(503), "server_error"),
        (Fails(408), "server_error"),
        (Drops(), "no_response"),
    ],
    ids=["429", "500", "503", "408", "dropped"],
)
async def test_trouble_that_passes_is_waited_out(
    trouble: Behaviour, outcome: str, engine: ModelEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    model_server.then(trouble, trouble, EMPTY)

    reply = await engine.ask(request_of(), run)

    assert [(line.attempt, line.outcome) for line in landed(log)] == [(1, outcome), (2, outcome), (3, "ok")]
    assert reply.calls == tuple(landed(log))
    assert len({line.request_hash for line in reply.calls}) == 1
    assert len(model_server.requests) == 3


async def test_a_server_that_asks_for_patience_gets_it(
    engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    model_server.then(Fails(429, retry_after="0.15"), EMPTY)

    await engine.ask(request_of(), run)

    first, second = model_server.requests
    assert second.at - first.at >= 0.15


async def test_patience_ends(engine: ModelEngine, run: RunContext, model_server: ModelServer) -> None:
    model_server.then(Fails(503))

    with pytest.raises(EngineError, match="503") as failed:
        await engine.ask(request_of(), run)

    assert not isinstance(failed.value, PermanentEngineError)
    assert len(model_server.requests) == model_server.options().backoff.attempts


async def test_a_slow_server_times_out_and_is_asked_again(
    open_engine: OpenEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    model_server.then(Waits(0.3, EMPTY), EMPTY)

    await open_engine(timeout_s=0.1).ask(request_of(), run)

    assert [line.error for line in landed(log)] == ["no response: ReadTimeout", None]


async def test_a_server_that_never_was_there_is_given_up_soon(
    open_engine: OpenEngine, run: RunContext, log: LandingLog
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{unused.getsockname()[1]}/v1"

        with pytest.raises(PermanentEngineError, match="cannot be reached") as failed:
            await open_engine(base_url=address).ask(request_of(), run)

    assert failed.value.message.endswith(f"the server cannot be reached at {address}")
    assert "OPENAI_BASE_URL" in (failed.value.hint or "")
    assert [line.error for line in landed(log)] == ["no response: ConnectError"] * 3


async def test_a_connection_that_breaks_is_no_server_that_is_not_there(
    engine: ModelEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    model_server.then(Drops())

    with pytest.raises(EngineError, match="no response") as failed:
        await engine.ask(request_of(), run)

    assert not isinstance(failed.value, PermanentEngineError)
    assert [line.error for line in landed(log)] == ["no response: ReadError"] * model_server.options().backoff.attempts


async def test_a_document_is_not_sent_on_to_another_server(
    engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    model_server.then(Fails(307, message="elsewhere", location="http://127.0.0.1:1/"))

    with pytest.raises(EngineError, match="307"):
        await engine.ask(request_of(), run)

    assert len(model_server.requests) == 1


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (Fails(401, "invalid_api_key"), "does not accept the key"),
        (Fails(403), "may not use this model"),
        (Fails(404, "model_not_found"), "does not know this model"),
        (Fails(400, "invalid_schema", "nested too deep"), "nested too deep"),
        (Fails(429, "insufficient_quota"), "quota is used up"),
    ],
    ids=["401", "403", "404", "400", "quota"],
)
async def test_what_no_document_can_survive_stops_at_once(
    trouble: Fails, words: str, engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    model_server.then(trouble)

    with pytest.raises(PermanentEngineError, match=words):
        await engine.ask(request_of(), run)

    assert len(model_server.requests) == 1


async def test_where_nobody_knows_the_model_is_said_without_what_else_stands_in_the_address(
    open_engine: OpenEngine, run: RunContext, model_server: ModelServer
) -> None:
    root = model_server.base_url.removesuffix("/v1")

    with pytest.raises(PermanentEngineError) as failed:
        await open_engine(base_url=f"{root}?token=s3cret").ask(request_of(), run)

    assert failed.value.message.endswith(f"does not know this model or address at {root} (404)")
    assert failed.value.hint == (
        "Check OPENAI_BASE_URL and the name in `--engine`; then type the same command again. Most addresses end in /v1."
    )


@pytest.mark.parametrize(
    ("engine", "status", "hint"),
    [
        ("deepseek/m", 404, "Check the name in `--engine`; then type the same command again."),
        ("databricks/m", 404, "Check DATABRICKS_HOST and the name in `--engine`; then type the same command again."),
        ("groq/m", 401, "Check GROQ_API_KEY in the environment or in `.env`; then type the same command again."),
        ("groq/m", 402, "Check the provider's billing; then type the same command again."),
    ],
)
def test_a_hint_names_what_this_provider_is_reached_by(engine: str, status: int, hint: str) -> None:
    assert Failure("rejected", status=status).as_error(engine).hint == hint


@pytest.mark.parametrize(
    "trouble",
    [Fails(400, "context_length_exceeded"), Fails(400, None, "maximum context length is 8192 tokens"), Fails(413)],
    ids=["code", "words", "413"],
)
async def test_a_document_that_is_too_long_does_not_stop_the_others(
    trouble: Fails, engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    model_server.then(trouble)

    with pytest.raises(EngineError) as failed:
        await engine.ask(request_of(), run)

    assert not isinstance(failed.value, PermanentEngineError)
    assert len(model_server.requests) == 1


async def test_a_wrong_key_is_not_repeated_in_the_error(
    open_engine: OpenEngine, run: RunContext, log: LandingLog
) -> None:
    with pytest.raises(PermanentEngineError) as failed:
        await open_engine(api_key=SecretStr("sk-wr0ng")).ask(request_of(), run)

    assert "sk-wr0ng" not in f"{failed.value!r} {failed.value} {landed(log)}"
    assert "OPENAI_API_KEY" in str(failed.value)


async def test_no_more_calls_at_a_time_than_allowed(
    open_engine: OpenEngine, run: RunContext, model_server: ModelServer
) -> None:
    model_server.script = lambda asked: Waits(0.05, EMPTY)
    engine = open_engine(concurrency=2)
    started = time.monotonic()

    await asyncio.gather(*(engine.ask(request_of(f"Text {index}."), run) for index in range(6)))

    assert time.monotonic() - started >= 3 * 0.05


def test_one_engine_serves_one_event_loop_after_another(
    model_server: ModelServer, run: RunContext, log: LandingLog
) -> None:
    from extraction.engines.model import open_model_engine

    engine = open_model_engine("openai/stub", model_server.options())
    model_server.script = nothing_found

    async def once(text: str) -> None:
        await engine.ask(request_of(text), run)
        await engine.aclose()

    asyncio.run(once("One."))
    asyncio.run(once("Two."))

    assert [line.outcome for line in landed(log)] == ["ok", "ok"]


def test_back_off_doubles_up_to_its_ceiling_with_full_jitter() -> None:
    backoff = Backoff(attempts=9, base_s=1.0, ceiling_s=8.0)

    for failures, longest in enumerate([1, 2, 4, 8, 8, 8], start=1):
        delays = [backoff.delay(failures) for _ in range(300)]
        assert 0 <= min(delays) < longest / 4
        assert 3 * longest / 4 < max(delays) <= longest
