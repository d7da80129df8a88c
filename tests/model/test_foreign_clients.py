"""Providers below whose client we cannot stand: raw items are kept, and failures are told by exceptions alone."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import instructor
import openai
import pytest
import pytest_asyncio
from instructor.core.exceptions import IncompleteOutputException

from core.errors import EngineError, PermanentEngineError
from core.landing.log import LandingLog
from extraction.engine import RunContext
from extraction.engines.model.engine import ModelEngine
from extraction.engines.model.foreign_failures import failure_of
from extraction.engines.model.foreign_session import ForeignSession
from tests.model.conftest import landed, request_of
from tests.model_server import KEY, MODEL, Asked, Fails, ModelServer, Sends


@pytest_asyncio.fixture
async def foreign(model_server: ModelServer) -> AsyncIterator[ModelEngine]:
    """An engine over instructor's own client, whose transport is not ours."""
    model_server.is_strict = False
    client = openai.AsyncOpenAI(api_key=KEY, base_url=model_server.base_url, max_retries=0)
    ask: Callable[..., Any] = instructor.from_openai(client, model=MODEL).create_with_completion
    engine = ModelEngine("xai/stub", model_server.options(), lambda: ForeignSession("xai/stub", ask, {}))
    yield engine
    await engine.aclose()
    await client.close()


def call_of_tool(asked: Asked) -> Sends:
    """Answer as a provider does that is asked by a tool's parameters."""
    function = {"name": asked.body["tools"][0]["function"]["name"], "arguments": '{"stances": [{"topic": "t"}, 3]}'}
    call = {"id": "1", "type": "function", "function": function}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
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

    (line,) = landed(log)
    assert first.raw == second.raw == {"stances": [{"topic": "t"}, 3]}
    assert (line.outcome, line.tokens_in, line.tokens_out) == ("ok", 9, 4)
    assert len(model_server.requests) == 1


async def test_our_loop_is_the_only_one(
    foreign: ModelEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    model_server.then(Fails(503))

    with pytest.raises(EngineError, match="503"):
        await foreign.ask(request_of(), run)

    assert len(model_server.requests) == len(landed(log)) == model_server.options().backoff.attempts


async def test_a_key_that_is_not_accepted_stops_the_run(
    foreign: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    model_server.then(Fails(401))

    with pytest.raises(PermanentEngineError, match="does not accept the key") as failed:
        await foreign.ask(request_of(), run)

    assert "XAI_API_KEY" in (failed.value.hint or "")
    assert len(model_server.requests) == 1


class AwsError(Exception):
    """Carries a response as botocore's ClientError does."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(f"secret: {code}")
        self.response = {"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}


class GrpcCode:
    """A status code as gRPC has them."""

    def __init__(self, name: str) -> None:
        self.name = name


class GrpcError(Exception):
    """Carries a status as grpc.aio's AioRpcError does."""

    def __init__(self, name: str) -> None:
        super().__init__(f"secret: {name}")
        self._name = name

    def code(self) -> GrpcCode:
        return GrpcCode(self._name)


@pytest.mark.parametrize(
    ("cause", "status", "can_be_repeated", "is_permanent"),
    [
        (AwsError(429, "ThrottlingException"), 429, True, False),
        (AwsError(403, "AccessDeniedException"), 403, False, True),
        (GrpcError("UNAVAILABLE"), 503, True, False),
        (GrpcError("UNAUTHENTICATED"), 401, False, True),
        (ConnectionResetError("secret"), None, True, False),
        (ValueError("secret"), None, False, False),
    ],
)
def test_a_foreign_exception_becomes_a_failure_of_ours(
    cause: Exception, status: int | None, *, can_be_repeated: bool, is_permanent: bool
) -> None:
    error = instructor.core.exceptions.InstructorError("secret")
    error.__cause__ = cause
    failure = failure_of(error)

    assert (failure.status, failure.can_be_repeated) == (status, can_be_repeated)
    assert "secret" not in failure.summary
    if not can_be_repeated:
        assert isinstance(failure.as_error("xai/m"), PermanentEngineError) == is_permanent


def test_an_answer_that_was_cut_off_is_told() -> None:
    assert failure_of(IncompleteOutputException()).outcome == "truncated"
