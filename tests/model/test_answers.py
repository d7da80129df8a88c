"""What comes back: on disk before it is parsed, passed on untouched, and each bad ending told apart."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import EngineError, LandingError, PermanentEngineError
from core.landing.log import LandingLog
from core.lines import CallLine
from extraction.engine import RunContext
from extraction.engines.model.answers import read_answer, unfenced
from extraction.engines.model.engine import ModelEngine
from tests.model.conftest import OpenEngine, landed, request_of
from tests.model_server import Behaviour, ModelServer, Refuses, Says, Sends

APIS = pytest.mark.parametrize("api", ["chat", "responses"])


async def test_raw_items_pass_through_untouched(
    engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    items = {"agreements": [{"quotes": ["x"], "status": "no such code"}, 7, None, "text"], "stances": [{}]}
    model_server.then(Says(json.dumps(items)))

    assert (await engine.ask(request_of(), run)).raw == items


async def test_a_lone_item_and_a_null_list_are_read_as_lists(
    engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    model_server.then(Says('{"agreements": {"status": "signed"}, "stances": null}'))

    assert (await engine.ask(request_of(), run)).raw == {"agreements": [{"status": "signed"}], "stances": []}


@APIS
async def test_a_call_is_accounted_for(
    api: str, open_engine: OpenEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    reply = await open_engine(api=api).ask(request_of(), run)

    (line,) = landed(log)
    assert reply.calls == (line,)
    assert (line.outcome, line.attempt, line.engine, line.model) == ("ok", 1, "openai/stub", "stub")
    assert (line.tokens_in, line.tokens_cached, line.tokens_out, line.tokens_reasoning) == (1000, 800, 50, 20)
    assert line.cost_usd is None  # nobody knows the price of a model on this machine, and unknown is not 0
    assert line.raw is not None
    assert read_answer(line.raw).outcome == "ok"


@APIS
@pytest.mark.parametrize(
    ("behaviour", "outcome", "words"),
    [
        (Refuses("No."), "refused", "refused to answer: No"),
        (Says('{"agreements": [', finish="length"), "truncated", "cut off"),
        (Says(""), "empty", "was empty"),
        (Says("I found no agreements."), "not_json", "no JSON object"),
        (Says("[]"), "not_json", "a list and no object"),
        (Sends("<html>busy</html>"), "server_error", "no JSON"),
        (Sends("{}"), "server_error", "holds no answer"),
        (Sends('{"error": {"code": "overloaded"}}'), "server_error", "overloaded"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
async def test_each_bad_ending_has_its_outcome_and_is_on_disk(
    api: str,
    behaviour: Behaviour,
    outcome: str,
    words: str,
    open_engine: OpenEngine,
    run: RunContext,
    log: LandingLog,
    model_server: ModelServer,
) -> None:
    model_server.then(behaviour)

    with pytest.raises(EngineError) as failed:
        await open_engine(api=api).ask(request_of(), run)

    assert words in failed.value.message
    assert not isinstance(failed.value, PermanentEngineError)
    assert {line.outcome for line in landed(log)} == {outcome}
    assert all(line.raw for line in landed(log))


@APIS
async def test_json_in_a_markdown_fence_is_accepted(
    api: str, open_engine: OpenEngine, run: RunContext, model_server: ModelServer
) -> None:
    model_server.then(Says('Here it is:\n```json\n{"stances": [{"topic": "a ``` fence"}]}\n```\nDone.'))

    reply = await open_engine(api=api).ask(request_of(), run)

    assert reply.raw == {"stances": [{"topic": "a ``` fence"}]}


@pytest.mark.parametrize(
    ("api", "body"),
    [
        ("chat", '{"choices": [{"message": {"content": "{\\"stances\\": []}"}}]}'),
        ("responses", '{"output": [{"type": "message", "content": [{"type": "output_text", "text": "{}"}]}]}'),
    ],
)
async def test_a_server_may_leave_out_what_we_do_not_need(
    api: str, body: str, open_engine: OpenEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    model_server.then(Sends(body))

    await open_engine(api=api).ask(request_of(), run)

    (line,) = landed(log)
    assert (line.outcome, line.tokens_in, line.cost_usd) == ("ok", None, None)


async def test_the_same_request_is_answered_from_the_journal(
    open_engine: OpenEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    model_server.then(Says('{"stances": [{"topic": "first"}]}'), Says('{"stances": []}'))
    first = await open_engine().ask(request_of(), run)
    second = await open_engine().ask(request_of(), run)

    assert second.raw == first.raw
    assert second.calls == ()
    assert len(model_server.requests) == len(landed(log)) == 1


async def test_another_document_and_other_parameters_are_other_requests(
    open_engine: OpenEngine, run: RunContext, model_server: ModelServer
) -> None:
    await open_engine().ask(request_of("One."), run)
    await open_engine().ask(request_of("Two."), run)
    await open_engine(temperature=0.5).ask(request_of("Two."), run)

    assert len(model_server.requests) == 3


class FullDisk:
    """A journal that cannot be written."""

    def answered(self, request_hash: str) -> CallLine | None:
        return None

    def record(self, call: CallLine) -> None:
        raise LandingError("no space left")


async def test_an_answer_that_cannot_be_kept_is_not_used(engine: ModelEngine, model_server: ModelServer) -> None:
    with pytest.raises(LandingError, match="no space left"):
        await engine.ask(request_of(), RunContext("run-1", "extraction-1", FullDisk()))

    assert len(model_server.requests) == 1


@settings(deadline=None)
@given(st.text() | st.recursive(st.none() | st.text() | st.integers(), lambda inner: st.lists(inner)).map(json.dumps))
def test_reading_an_answer_never_raises(body: str) -> None:
    assert read_answer(body).outcome != "ok"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["choices", "output", "usage", "error", "incomplete_details"]), JSON))
def test_reading_an_odd_answer_never_raises(body: dict[str, object]) -> None:
    read_answer(json.dumps(body))


@settings(deadline=None)
@given(st.dictionaries(st.text(), JSON))
def test_a_fence_is_taken_off_whatever_the_json_holds(answer: dict[str, object]) -> None:
    text = json.dumps(answer, ensure_ascii=False)

    assert json.loads(unfenced(f"```json\n{text}\n```")) == json.loads(unfenced(text)) == answer
