"""What becomes of each ending of a call: asked again in other words, salvaged, kept, or told as an error."""

from __future__ import annotations

import asyncio
import json
import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from core.errors import EngineError, PermanentEngineError, TooLongError, TruncatedAnswerError
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from extraction.engine import RunContext
from extraction.engines.model import Backoff
from extraction.engines.model.engine import ModelEngine
from extraction.engines.model.salvage import whole_items
from tests.model.conftest import OpenEngine, landed, request_of
from tests.model_server import Asked, Behaviour, Drops, Fails, ModelServer, Refuses, Says, Sends, Waits, nothing_found

EMPTY = Says("{}")
CUT = '{"agreements": [{"name": "a"}, {"name": "b"}], "stances": [{"topic": "c"}, {"topic": "d'


async def test_what_cannot_be_read_is_asked_again_in_other_words(
    engine: ModelEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    model_server.then(Says(""), Says("I found nothing."), Says('{"stances": [{"topic": "t"}]}'))

    reply = await engine.ask(request_of(), run)

    assert reply.raw == {"stances": [{"topic": "t"}]}
    assert [(line.outcome, line.attempt) for line in landed(log)] == [("empty", 1), ("not_json", 1), ("ok", 1)]
    first, second, third = model_server.requests
    assert second.messages[0] == first.messages[0]
    assert second.user.startswith(first.user)
    assert "the answer was empty" in second.user.removeprefix(first.user)
    assert "the answer was empty; then the answer was no JSON object" in third.user
    assert len({line.request_hash for line in landed(log)}) == 3


async def test_a_refusal_and_a_cut_off_answer_are_not_asked_again(
    engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    for behaviour in (Refuses("No."), Says(CUT, finish="length")):
        model_server.then(behaviour)
        asked = len(model_server.requests)
        with pytest.raises(EngineError, match="`--fresh` asks anew"):
            await engine.ask(request_of(str(behaviour)), run)
        assert len(model_server.requests) == asked + 1


@pytest.mark.parametrize(
    ("said", "told"), [("I cannot help with that.", "I cannot help with that;"), ("No!", "No!;"), ("Well…; ", "Well…;")]
)
async def test_the_words_of_a_refusal_stand_in_one_sentence_with_ours(
    said: str, told: str, engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    model_server.then(Refuses(said))

    with pytest.raises(EngineError) as failed:
        await engine.ask(request_of(), run)

    assert (
        failed.value.message
        == f"openai/stub: the model refused to answer: {told} a run keeps that: `--fresh` asks anew"
    )


@pytest.mark.parametrize("api", ["chat", "responses"])
async def test_a_cut_off_answer_carries_what_arrived_whole(
    api: str, open_engine: OpenEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    model_server.then(Says(CUT, finish="length"))

    with pytest.raises(TruncatedAnswerError, match="cut off") as failed:
        await open_engine(api=api).ask(request_of(), run)

    assert failed.value.raw == {"agreements": [{"name": "a"}, {"name": "b"}], "stances": [{"topic": "c"}]}
    assert "a higher DOSSIER_MAX_OUTPUT_TOKENS asks for more" in str(failed.value)
    assert [line.outcome for line in landed(log)] == ["truncated"]


async def test_blanks_without_end_cost_nothing(
    engine: ModelEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    model_server.then(Says('{"stances": []}' + "\n" * 50, finish="length"))

    assert (await engine.ask(request_of(), run)).raw == {"stances": []}
    assert [line.outcome for line in landed(log)] == ["ok"]


async def test_a_fence_is_taken_and_told(
    engine: ModelEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    model_server.then(Says('```json\n{"stances": []}\n```'))

    await engine.ask(request_of(), run)

    assert [line.outcome for line in landed(log)] == ["fenced"]


@pytest.mark.parametrize(
    "behaviour",
    [Refuses("No."), Says(CUT, finish="length"), Says(""), Says("Nothing."), Says("```\n{}\n```")],
    ids=["refused", "truncated", "empty", "not_json", "fenced"],
)
async def test_every_answer_is_served_to_a_later_run(
    behaviour: Behaviour, open_engine: OpenEngine, log: LandingLog, model_server: ModelServer
) -> None:
    model_server.then(behaviour)
    outcomes, asked = list[str](), list[int]()
    for number in range(2):
        with log.writer() as writer:
            context = RunContext(f"run-{number}", "extraction-1", RunJournal(LandingIndex.of(log), writer))
            try:
                outcomes.append(str((await open_engine().ask(request_of(), context)).raw))
            except EngineError as error:
                outcomes.append(f"{error} {getattr(error, 'raw', None)}")
        asked.append(len(model_server.requests))

    assert outcomes[0] == outcomes[1]
    assert asked[0] == asked[1] == len(landed(log))


@pytest.mark.parametrize(
    ("said", "limit"),
    [
        ({"code": "context_length_exceeded", "message": "This model's maximum context length is 8,192 tokens."}, 8192),
        ({"code": 400, "type": "exceed_context_size_error", "message": "too much", "n_ctx": 4096}, 4096),
        ({"type": "invalid_request_error", "message": "prompt is too long: 208310 tokens > 200000 maximum"}, 200_000),
        ({"message": "The input token count (9) exceeds the maximum number of tokens allowed (7)."}, 7),
        ({"message": "Request too large for m on tokens per min (TPM): Limit 6000, Requested 9000."}, 6000),
        ({"message": "the prompt does not fit: it is too long"}, None),
    ],
)
async def test_a_document_that_does_not_fit_is_told_with_the_limit(
    said: dict[str, Any], limit: int | None, engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    model_server.then(Sends(json.dumps({"error": said}), 400))

    with pytest.raises(TooLongError) as failed:
        await engine.ask(request_of(), run)

    assert failed.value.limit == limit
    assert len(model_server.requests) == 1


async def test_a_cancelled_call_leaves_its_line_and_its_place(
    open_engine: OpenEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    engine = open_engine(concurrency=1)
    model_server.then(Waits(5, EMPTY), EMPTY)
    asking = asyncio.ensure_future(engine.ask(request_of("One."), run))
    while not model_server.requests:
        await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking

    await asyncio.wait_for(engine.ask(request_of("Two."), run), 5)
    assert [line.outcome for line in landed(log)] == ["cancelled", "ok"]


async def test_a_call_that_waits_to_be_repeated_holds_no_place(
    open_engine: OpenEngine, run: RunContext, model_server: ModelServer
) -> None:
    engine = open_engine(concurrency=1, backoff=Backoff(3, 30.0, 60.0))
    model_server.script = lambda asked: Fails(503) if "Slow" in asked.user else EMPTY
    slow = asyncio.ensure_future(engine.ask(request_of("Slow."), run))
    while not model_server.requests:
        await asyncio.sleep(0.01)

    await asyncio.wait_for(engine.ask(request_of("Other."), run), 5)
    slow.cancel()
    await asyncio.gather(slow, return_exceptions=True)


async def test_a_server_that_asks_for_hours_stops_the_run(
    engine: ModelEngine, run: RunContext, model_server: ModelServer
) -> None:
    model_server.then(Fails(429, retry_after="14400"))

    with pytest.raises(PermanentEngineError, match=r"no more requests for 4\.0 hours"):
        await engine.ask(request_of(), run)

    assert len(model_server.requests) == 1


async def test_a_server_that_refuses_without_end_stops_the_run(
    open_engine: OpenEngine, run: RunContext, model_server: ModelServer
) -> None:
    model_server.then(Fails(429))

    with pytest.raises(PermanentEngineError, match="goes on refusing"):
        await open_engine(backoff=Backoff(3, 0.01, 0.02, total_s=0.1)).ask(request_of(), run)


async def test_a_permanent_error_turns_away_whoever_waits(
    open_engine: OpenEngine, run: RunContext, model_server: ModelServer
) -> None:
    engine = open_engine(concurrency=1)
    model_server.then(Waits(0.1, Fails(401)))

    found = await asyncio.gather(
        *(engine.ask(request_of(f"Text {number}."), run) for number in range(5)), return_exceptions=True
    )

    assert all(isinstance(error, PermanentEngineError) for error in found)
    assert len(model_server.requests) == 1


async def test_connections_are_reused(open_engine: OpenEngine, run: RunContext, model_server: ModelServer) -> None:
    engine = open_engine(concurrency=1)
    for number in range(5):
        await engine.ask(request_of(f"Text {number}."), run)

    assert len({asked.port for asked in model_server.requests}) == 1


async def test_as_many_connections_as_calls_at_a_time_are_kept(
    open_engine: OpenEngine, run: RunContext, model_server: ModelServer
) -> None:
    at_once = 40
    engine = open_engine(concurrency=at_once)
    model_server.script = lambda asked: Waits(0.3, nothing_found(asked))
    for wave in range(6):
        await asyncio.gather(*(engine.ask(request_of(f"{wave}: {number}."), run) for number in range(at_once)))

    assert 20 < len({asked.port for asked in model_server.requests}) <= at_once


async def test_what_a_server_quotes_of_a_document_is_kept_out(
    engine: ModelEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    text = "Only this document says that the envoy landed in Tegucigalpa."

    def quotes(asked: Asked) -> Behaviour:
        return Fails(422, "invalid", "input 'says that the envoy landed in Teguc' should be shorter")

    model_server.script = quotes
    with pytest.raises(EngineError) as failed:
        await engine.ask(request_of(text), run)

    for seen in (str(failed.value), str(landed(log))):
        assert "envoy" not in seen
        assert "input '…' should be shorter" in seen


async def test_the_ledger_has_every_call_that_the_server_saw(
    open_engine: OpenEngine, run: RunContext, log: LandingLog, model_server: ModelServer
) -> None:
    troubles: list[Behaviour] = [Fails(429), Fails(500), Drops(), Says(""), EMPTY]
    turns: Counter[str] = Counter()

    def one_after_the_other(asked: Asked) -> Behaviour:
        document = re.findall(r"Text \d+\.", asked.user)[0]
        turns[document] += 1
        return troubles[turns[document] - 1]

    model_server.script = one_after_the_other
    engine = open_engine(concurrency=4, backoff=Backoff(20, 0.001, 0.005))

    found = await asyncio.gather(
        *(engine.ask(request_of(f"Text {number}."), run) for number in range(30)), return_exceptions=True
    )

    assert not [error for error in found if isinstance(error, BaseException)]
    assert len(landed(log)) == len(model_server.requests)


ITEMS = st.dictionaries(
    st.sampled_from(["agreements", "stances", "engagements"]),
    st.lists(st.dictionaries(st.text(max_size=3), st.text(max_size=5) | st.integers() | st.lists(st.text(max_size=2)))),
)


@settings(deadline=None)
@example(answer={"stances": [{",": 0}]}, share=0.92, is_fenced=False)
@given(answer=ITEMS, share=st.floats(0, 1), is_fenced=st.booleans())
def test_the_items_before_the_cut_are_kept_and_no_other(
    answer: dict[str, list[Any]], share: float, is_fenced: bool
) -> None:
    text, ends = "{", list[tuple[str, int]]()
    for table, items in answer.items():
        text += f'{"" if text == "{" else ", "}"{table}": ['
        for number, item in enumerate(items):
            text += (", " if number else "") + json.dumps(item, ensure_ascii=False)
            ends.append((table, len(text)))
        text += "]"
    text += "}"
    cut = text[: int(len(text) * share)]

    kept = whole_items(f"```json\n{cut}" if is_fenced else cut)

    for table, items in answer.items():
        whole = sum(name == table and end <= len(cut) for name, end in ends)
        assert list(kept.get(table, [])) == items[:whole]
