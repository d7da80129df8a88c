"""Long documents against a real server: what it is sent, and what it refuses or cuts off."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.document import Document
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.lines import CallLine, ExtractionLine
from extraction.conversation import planned_requests
from extraction.engine import RunContext
from extraction.engines.model import open_model_engine
from extraction.pipeline import extract, extraction_id
from schemas.registry import select_kinds
from tests.model_server import MODEL, Asked, Behaviour, Fails, ModelServer, Says
from tests.pipeline.test_parts import COUNTRIES, FILLER, FLIGHT, sentence

KINDS = select_kinds(["deportation_flight"])
LONG = Document(
    "# Flights\n\n"
    + "".join(
        f"## On {country}\n\n{FILLER * 9}{sentence(80 + number, country)}\n\n{FILLER * 9}\n\n"
        for number, country in enumerate(COUNTRIES)
    ),
    "a.md",
    title="Flights of May",
    media_type="text/markdown",
)


def text_of(asked: Asked) -> str:
    mark = asked.user.partition("BEGIN DOCUMENT ")[2].partition("\n")[0]
    return asked.user.partition(f"BEGIN DOCUMENT {mark}\n")[2].partition(f"\nEND DOCUMENT {mark}")[0]


def reads(asked: Asked) -> Says:
    flights = [
        {
            "quotes": [match.group()],
            "modality": "asserted",
            "sending_country": "USA",
            "destination_country": COUNTRIES[match[2]],
            "status": "departed",
            "passengers": f"{match[1]} people",
        }
        for match in FLIGHT.finditer(text_of(asked))
    ]
    return Says(json.dumps({"deportation_flights": flights}))


async def run(server: ModelServer, folder: Path, **options: Any) -> ExtractionLine:
    engine = open_model_engine(f"openai/{MODEL}", server.options(**options))
    log = LandingLog(folder / "landing")
    try:
        with log.writer() as writer:
            identity = extraction_id(LONG, KINDS, engine)
            context = RunContext("run-1", identity, RunJournal(LandingIndex.of(log), writer))
            return await extract(LONG, KINDS, engine, context)
    finally:
        await engine.aclose()


def calls(folder: Path) -> list[CallLine]:
    return [entry.line for entry in LandingLog(folder / "landing").entries() if isinstance(entry.line, CallLine)]


async def test_a_server_without_a_known_limit_gets_the_whole_document(
    model_server: ModelServer, tmp_path: Path
) -> None:
    model_server.script = reads
    line = await run(model_server, tmp_path)
    assert [text_of(asked) for asked in model_server.requests] == [LONG.text]
    assert "part" not in model_server.requests[0].user.partition("BEGIN DOCUMENT")[0]
    assert len(line.records) == len(COUNTRIES)


async def test_a_context_that_the_user_gives_is_kept_and_each_part_says_where_it_stands(
    model_server: ModelServer, tmp_path: Path
) -> None:
    model_server.script = reads
    line = await run(model_server, tmp_path, context_tokens=6_000)
    asked = model_server.requests
    assert len(asked) > 1
    assert sorted("".join(text_of(one) for one in asked)) == sorted(LONG.text)
    assert all(f"of {len(asked)}" in one.user for one in asked)
    assert all('"Flights of May"' in one.user for one in asked), "metadata is carried along"
    later = next(one for one in asked if "# Flights\n" not in text_of(one))
    fenced = later.user.partition("BEGIN METADATA ")[2].partition("END METADATA ")[0]
    assert '"the part stands under": "Flights"' in fenced, "the document's own words stand nowhere but inside the marks"
    assert later.user.replace(fenced, "").replace(text_of(later), "").count("Flights") == 0
    assert line.status == "ok"
    assert {record.data["destination_country"] for record in line.records} == set(COUNTRIES.values())


async def test_a_server_that_says_too_long_is_asked_in_parts(model_server: ModelServer, tmp_path: Path) -> None:
    def script(asked: Asked) -> Behaviour:
        if len(text_of(asked)) > 6_000:
            return Fails(400, "context_length_exceeded", "This model's maximum context length is 6000 tokens.")
        return reads(asked)

    model_server.script = script
    line = await run(model_server, tmp_path)
    assert line.status == "ok", line.rejects
    assert len(line.records) == len(COUNTRIES)


async def test_an_answer_that_is_cut_off_is_asked_in_halves(model_server: ModelServer, tmp_path: Path) -> None:
    def script(asked: Asked) -> Behaviour:
        whole = reads(asked).text
        return Says(whole) if len(whole) < 700 else Says(whole[:500], finish="length")

    model_server.script = script
    line = await run(model_server, tmp_path)
    assert line.status == "ok", line.rejects
    assert len(line.records) == len(COUNTRIES)
    assert {call.outcome for call in calls(tmp_path)} == {"ok", "truncated"}


@pytest.mark.parametrize("options", [{"context_tokens": 6_000}, {}], ids=["known", "told"])
async def test_a_run_taken_up_again_pays_for_no_part_twice(
    options: dict[str, Any], model_server: ModelServer, tmp_path: Path
) -> None:
    refused = "Panama"

    def script(asked: Asked) -> Behaviour:
        text = text_of(asked)
        if len(text) > 9_000:
            return Fails(400, "context_length_exceeded", "This model's maximum context length is 6000 tokens.")
        return Fails(400, "content_filter", "not allowed") if refused and refused in text else reads(asked)

    model_server.script = script
    first = await run(model_server, tmp_path, **options)
    assert first.status == "failed"
    assert first.records
    refused, before = "", len(model_server.requests)
    second = await run(model_server, tmp_path, **options)
    assert second.status == "ok"
    assert second.extraction_id == first.extraction_id
    assert len(second.records) == len(COUNTRIES)
    answered = {call.request_hash for call in calls(tmp_path)[:before] if call.outcome == "ok"}
    assert answered.isdisjoint(call.request_hash for call in calls(tmp_path)[before:])


def test_room_is_what_the_context_leaves_beside_prompt_and_answer() -> None:
    options = ModelServer("http://127.0.0.1:1/v1").options
    plain = open_model_engine(f"openai/{MODEL}", options())
    small, large = (open_model_engine(f"openai/{MODEL}", options(context_tokens=n)) for n in (8_000, 32_000))
    (request,) = planned_requests(LONG, KINDS, plain)
    assert plain.text_room(request) is None
    room, more = small.text_room(request), large.text_room(request)
    assert room is not None
    assert more is not None
    assert 1_000 < room < more < 32_000 * 3
    assert plain.text_room(request, 8_000) == room, "what a server says counts like what a user says"
    longer = open_model_engine(f"openai/{MODEL}", options(context_tokens=32_000, max_output_tokens=2_000))
    assert (longer.text_room(request) or 0) - more == (8_000 - 2_000) * 3
    assert open_model_engine(f"openai/{MODEL}", options(context_tokens=500)).text_room(request) == 0


async def test_a_cut_off_answer_is_not_paid_for_again(model_server: ModelServer, tmp_path: Path) -> None:
    broken = "Panama"

    def script(asked: Asked) -> Behaviour:
        whole = reads(asked).text
        if len(whole) >= 700:
            return Says(whole[:500], finish="length")
        return Fails(400, "content_filter", "not allowed") if broken and broken in text_of(asked) else Says(whole)

    model_server.script = script
    first = await run(model_server, tmp_path)
    assert first.status == "failed"
    broken, before = "", len(model_server.requests)
    second = await run(model_server, tmp_path)
    assert second.status == "ok"
    assert len(second.records) == len(COUNTRIES)
    sent = [text_of(asked) for asked in model_server.requests]
    assert LONG.text in sent[:before]
    assert all("Panama" in text for text in sent[before:])
    assert LONG.text not in sent[before:]
