"""From raw answers to the line that is landed: what holds is kept, what fails is asked for again, alone."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.document import Document
from core.errors import EngineError, PermanentEngineError
from core.lines import ExtractionLine
from extraction.engine import RunContext
from extraction.pipeline import extract, extraction_id
from schemas.registry import select_kinds
from tests.pipeline.engines import Journal, Scripted

TEXT = """Honduras and Guatemala talk
On Monday, Honduras signed a joint declaration with the United States on returns.
The United States deported 80 people to Guatemala on a charter flight in May.
"""
SIGNED = "On Monday, Honduras signed a joint declaration with the United States on returns."
FLOWN = "The United States deported 80 people to Guatemala on a charter flight in May."
DECLARATION: dict[str, Any] = {
    "quotes": [SIGNED],
    "modality": "asserted",
    "agreement_type": "joint_declaration",
    "status": "signed",
    "parties": [{"country": "HND"}, {"country": "USA"}],
}
FLIGHT: dict[str, Any] = {
    "quotes": [FLOWN],
    "modality": "asserted",
    "sending_country": "USA",
    "destination_country": "GTM",
    "status": "departed",
    "passengers": "80 people",
}
KINDS = select_kinds(["agreement", "deportation_flight"])


async def extracted(engine: Scripted) -> ExtractionLine:
    document = Document(TEXT, "talks.txt")
    context = RunContext("run-1", extraction_id(document, KINDS, engine), Journal())
    return await extract(document, KINDS, engine, context)


def statuses(line: ExtractionLine) -> list[tuple[str, Any]]:
    return [(record.kind, record.data["status"]) for record in line.records]


async def test_what_holds_is_landed_with_evidence_for_every_leaf() -> None:
    line = await extracted(Scripted({"agreements": [DECLARATION], "deportation_flights": [FLIGHT]}))
    assert line.status == "ok"
    assert line.rejects == []
    assert statuses(line) == [("agreement", "signed"), ("deportation_flight", "departed")]
    flight = line.records[1]
    assert flight.data["passengers"]["min"] == 80
    assert {"passengers.text", "passengers.min", "passengers.max", "status", "quotes.0"} <= {
        row.field for row in flight.evidence
    }
    assert all(TEXT[row.char_start : row.char_end] == row.quote for record in line.records for row in record.evidence)


async def test_only_the_failing_item_is_asked_for_again_with_its_reasons() -> None:
    invented = FLIGHT | {"quotes": ["The United States deported 95 people to Guatemala on a charter flight in May."]}
    engine = Scripted(
        {"agreements": [DECLARATION], "deportation_flights": [invented]}, {"deportation_flights": [FLIGHT]}
    )
    line = await extracted(engine)
    assert statuses(line) == [("agreement", "signed"), ("deportation_flight", "departed")]
    assert line.rejects == []
    again = engine.asked[1]
    assert [kind.name for kind in again.kinds] == ["deportation_flight"]
    assert [item.payload for item in again.failed] == [invented]
    assert "quotes.0" in again.failed[0].reasons[0]


async def test_what_still_fails_is_a_reject_with_its_payload_and_costs_nothing_else() -> None:
    invented = FLIGHT | {"quotes": ["Nothing of the kind is written anywhere in this document."]}
    answers = [{"deportation_flights": [invented], "agreements": [DECLARATION]}, {"deportation_flights": [invented]}]
    engine = Scripted(*answers, {"deportation_flights": [invented]})
    line = await extracted(engine)
    assert len(engine.asked) == 3
    assert statuses(line) == [("agreement", "signed")]
    assert {reject.stage for reject in line.rejects} == {"ground"}
    lost = [json.loads(str(reject.payload)) for reject in line.rejects if reject.field is None]
    assert lost == [invented], "as the engine gave it"


async def test_a_value_that_stands_nowhere_is_nulled_and_the_record_stays() -> None:
    engine = Scripted({"deportation_flights": [FLIGHT | {"operator": "Omni Air"}]}, reask_rounds=0)
    line = await extracted(engine)
    assert line.records[0].data["operator"] is None
    assert [(reject.field, reject.payload) for reject in line.rejects] == [("operator", '"Omni Air"')]


async def test_a_worse_second_answer_does_not_replace_the_first() -> None:
    first = FLIGHT | {"operator": "Omni Air"}
    engine = Scripted({"deportation_flights": [first]}, {"deportation_flights": ["no"]}, {"deportation_flights": []})
    line = await extracted(engine)
    assert statuses(line) == [("deportation_flight", "departed")]


async def test_a_failing_second_request_keeps_the_first_answer() -> None:
    first = FLIGHT | {"operator": "Omni Air"}
    engine = Scripted({"deportation_flights": [first]}, EngineError("timed out"), EngineError("timed out"))
    line = await extracted(engine)
    assert line.status == "ok"
    assert statuses(line) == [("deportation_flight", "departed")]


async def test_one_fact_answered_twice_is_one_record() -> None:
    line = await extracted(Scripted({"deportation_flights": [FLIGHT, FLIGHT | {"mode": "air"}]}))
    assert len(line.records) == 1
    assert line.records[0].data["mode"] == "air"
    assert "mode" in {row.field for row in line.records[0].evidence}


async def test_an_engine_that_cannot_answer_fails_the_document_alone() -> None:
    line = await extracted(Scripted(EngineError("the answer was cut off")))
    assert line.status == "failed"
    assert [(reject.stage, reject.reason) for reject in line.rejects] == [("engine", "the answer was cut off")]


async def test_a_permanent_error_stops_everything() -> None:
    with pytest.raises(PermanentEngineError):
        await extracted(Scripted(PermanentEngineError("the key is wrong")))


def test_the_extraction_is_identified_by_document_engine_and_kinds_not_by_the_path() -> None:
    engine = Scripted()
    one, moved = Document(TEXT, "a.txt"), Document(TEXT, "b/c.txt")
    assert extraction_id(one, KINDS, engine) == extraction_id(moved, KINDS, engine)
    assert extraction_id(one, KINDS, engine) != extraction_id(one, KINDS[:1], engine)
    assert extraction_id(one, KINDS, engine) != extraction_id(Document(TEXT + "!", "a.txt"), KINDS, engine)
