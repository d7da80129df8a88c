"""Asking again: what failed is corrected, what was good stays, what was not asked for does not come in."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.document import Document
from core.errors import EngineError, TruncatedAnswerError
from core.lines import ExtractionLine
from extraction.engine import RawAnswer
from schemas.registry import select_kinds
from tests.pipeline.engines import Scripted, extracted

KINDS = select_kinds(["agreement", "deportation_flight"])
FLOWN = "The United States deported 80 people to Guatemala on a charter flight in May."
REFUSED = "Honduras refused a flight from the United States in June because of missing papers."
MOVED = "The United States deported 40 people to Panama on a military aircraft in July."
SIGNED = "Honduras, Guatemala and the United States signed a joint declaration on returns, paid with 5 million dollars."
DOCUMENT = Document(f"{FLOWN}\n\n{REFUSED}\n\n{MOVED}\n\n{SIGNED}\n", "talks.txt")
INVENTED = "The United States deported 95 people to Mexico on ten charter flights."


def flight(quote: str = FLOWN, to: str = "GTM", **changes: Any) -> dict[str, Any]:
    known = {"sending_country": "USA", "destination_country": to, "status": "departed", "mode": "air"}
    return {"quotes": [quote], "modality": "asserted", **known, **changes}


FIRST = flight(passengers="80 people")
SECOND = flight(REFUSED, "HND", status="refused", status_reason="missing papers")
THIRD = flight(MOVED, "PAN", passengers="40 people")
DECLARATION: dict[str, Any] = {
    "quotes": [SIGNED],
    "modality": "asserted",
    "agreement_type": "joint_declaration",
    "status": "signed",
    "parties": [{"country": "HND"}, {"country": "GTM"}, {"country": "USA"}],
    "payments": [{"text": "5 million dollars"}],
}


def flights(*items: Any) -> RawAnswer:
    return {"deportation_flights": list(items)}


async def line_of(*answers: RawAnswer | Exception) -> tuple[ExtractionLine, Scripted]:
    engine = Scripted(*answers)
    return await extracted(DOCUMENT, KINDS, engine), engine


def destinations(line: ExtractionLine) -> list[str]:
    return [record.data["destination_country"] for record in line.records]


async def test_round_two_asks_only_for_what_round_one_did_not_correct() -> None:
    first, third = FIRST | {"operator": "Omni Air"}, flight(INVENTED, "PAN", passengers="40 people")
    line, engine = await line_of(flights(first, SECOND, third), flights(FIRST, third), flights(THIRD))
    assert [[item.payload for item in request.failed] for request in engine.asked] == [[], [first, third], [third]]
    assert destinations(line) == ["GTM", "HND", "PAN"]
    assert line.rejects == []


async def test_corrections_are_matched_by_what_they_tell_not_by_their_place() -> None:
    wrong = [item | {"operator": "Omni Air"} for item in (FIRST, SECOND, THIRD)]
    line, _ = await line_of(flights(*wrong), flights(THIRD, FIRST, SECOND))
    assert destinations(line) == ["GTM", "HND", "PAN"]
    assert [record.data["quotes"] for record in line.records] == [[FLOWN], [REFUSED], [MOVED]]
    assert line.rejects == []


async def test_an_item_left_out_goes_and_the_others_are_not_doubled() -> None:
    made_up = flight(INVENTED, "MEX")
    line, engine = await line_of(flights(made_up, FIRST | {"operator": "Omni Air"}), flights(FIRST))
    assert len(engine.asked) == 2, "what was left out is not asked for again"
    assert destinations(line) == ["GTM"]
    assert {json.loads(str(reject.payload))["destination_country"] for reject in line.rejects if not reject.field} == {
        "MEX"
    }
    assert not any(reject.field == "operator" for reject in line.rejects)


async def test_what_holds_of_an_item_that_is_left_out_stays() -> None:
    line, engine = await line_of(flights(FIRST | {"operator": "Omni Air"}), flights())
    assert destinations(line) == ["GTM"]
    assert [(reject.field, reject.payload) for reject in line.rejects] == [("operator", '"Omni Air"')]
    assert len(engine.asked) == 2


async def test_what_was_not_asked_for_does_not_come_in() -> None:
    line, _ = await line_of(flights(FIRST | {"operator": "Omni Air"}), flights(THIRD, FIRST))
    assert destinations(line) == ["GTM"]
    assert [(reject.stage, json.loads(str(reject.payload))) for reject in line.rejects] == [("validate", THIRD)]


async def test_an_unrelated_record_alone_corrects_nothing() -> None:
    line, _ = await line_of(flights(flight(INVENTED, "MEX")), flights(THIRD))
    assert destinations(line) == []
    assert any("not asked for" in reject.reason for reject in line.rejects)


async def test_an_answer_that_repeats_everything_doubles_nothing_and_rejects_nothing() -> None:
    wrong = SECOND | {"operator": "Omni Air"}
    line, _ = await line_of(flights(FIRST, wrong, THIRD), flights(FIRST, SECOND, THIRD))
    assert destinations(line) == ["GTM", "HND", "PAN"]
    assert line.rejects == []


async def test_what_was_good_stays_when_the_correction_says_less() -> None:
    wrong = FIRST | {"operator": "Omni Air"}
    less = {"quotes": [FLOWN], "modality": "asserted", "sending_country": "USA", "destination_country": "GTM"}
    line, _ = await line_of(flights(wrong), flights(less))
    (record,) = line.records
    assert (record.data["passengers"]["min"], record.data["mode"], record.data["operator"]) == (80, "air", None)
    assert line.rejects == []


async def test_what_was_good_of_a_list_stays_when_only_its_bad_row_comes_again() -> None:
    parties = [{"country": "HND"}, {"country": "XYZ"}, {"country": "USA"}]
    wrong = DECLARATION | {"parties": parties}
    corrected = DECLARATION | {"parties": [{"country": "GTM"}], "payments": []}
    line, _ = await line_of({"agreements": [wrong]}, {"agreements": [corrected]})
    (record,) = line.records
    assert {row["country"] for row in record.data["parties"]} == {"HND", "GTM", "USA"}
    assert [row["text"] for row in record.data["payments"]] == ["5 million dollars"]
    assert line.rejects == []


async def test_a_row_given_again_with_more_is_not_doubled() -> None:
    wrong = DECLARATION | {"parties": [{"country": "HND", "name": "Republic of Nowhere"}, {"country": "USA"}]}
    line, _ = await line_of({"agreements": [wrong]}, {"agreements": [DECLARATION]})
    assert [row["country"] for row in line.records[0].data["parties"]] == ["HND", "GTM", "USA"]


async def test_what_held_is_not_changed_by_a_correction_of_something_else() -> None:
    line, _ = await line_of(flights(FIRST | {"operator": "Omni Air"}), flights(FIRST | {"mode": "land"}))
    assert line.records[0].data["mode"] == "air"


async def test_an_item_that_is_no_record_at_all_is_corrected_by_its_place() -> None:
    line, _ = await line_of(flights("a flight to Guatemala", SECOND), flights(FIRST))
    assert sorted(destinations(line)) == ["GTM", "HND"]
    assert line.rejects == []


async def test_a_wrong_code_that_costs_the_item_is_corrected() -> None:
    line, _ = await line_of(flights(FIRST | {"modality": "certain"}), flights(FIRST))
    assert destinations(line) == ["GTM"]
    assert line.rejects == []


@pytest.mark.parametrize("correction", [DECLARATION | {"status": "announced"}, DECLARATION])
async def test_an_invented_quote_is_corrected_though_a_code_changes_with_it(correction: dict[str, Any]) -> None:
    wrong = DECLARATION | {"quotes": ["The three presidents signed it in Antigua on a rainy morning."]}
    line, _ = await line_of({"agreements": [wrong]}, {"agreements": [correction]})
    assert [record.data["status"] for record in line.records] == [correction["status"]]
    assert line.rejects == []


async def test_records_of_one_quote_are_told_apart_by_their_keys() -> None:
    one, other = (DECLARATION | {"parties": [{"country": code}, {"country": "USA"}]} for code in ("HND", "GTM"))
    line, _ = await line_of({"agreements": [one | {"name": "The Nowhere Pact"}, other]}, {"agreements": [other, one]})
    assert [[row["country"] for row in record.data["parties"]] for record in line.records] == [
        ["HND", "USA"],
        ["GTM", "USA"],
    ]
    assert line.rejects == []


async def test_a_refused_second_request_keeps_the_first_answer_and_asks_once_more() -> None:
    wrong = FIRST | {"operator": "Omni Air"}
    line, engine = await line_of(flights(wrong), EngineError("refused"), flights(FIRST))
    assert len(engine.asked) == 3
    assert line.status == "ok"
    assert line.rejects == []


async def test_a_cut_off_second_answer_corrects_what_arrived_and_takes_nothing_for_left_out() -> None:
    wrong = [item | {"operator": "Omni Air"} for item in (FIRST, SECOND)]
    cut = TruncatedAnswerError("cut off", flights(FIRST))
    line, engine = await line_of(flights(*wrong), cut, flights(SECOND))
    assert [item.payload for item in engine.asked[2].failed] == [wrong[1]]
    assert destinations(line) == ["GTM", "HND"]
    assert line.rejects == []


async def test_lists_of_kinds_that_were_not_asked_for_again_are_no_rejects_while_they_are_empty() -> None:
    line, _ = await line_of(flights(FIRST | {"operator": "Omni Air"}), {**flights(FIRST), "agreements": []})
    assert line.rejects == []


async def test_what_still_fails_after_two_rounds_is_a_reject_with_its_value() -> None:
    wrong = FIRST | {"operator": "Omni Air"}
    line, engine = await line_of(*[flights(wrong)] * 3)
    assert len(engine.asked) == 3
    assert [(reject.field, reject.payload) for reject in line.rejects] == [("operator", '"Omni Air"')]
    assert destinations(line) == ["GTM"]


SPOILT: tuple[dict[str, Any], ...] = (
    {},
    {"operator": "Omni Air"},
    {"mode": "rocket"},
    {"quotes": [INVENTED]},
    {"modality": "certain"},
    {"quotes": [INVENTED], "operator": "Omni Air"},
)
NO_RECORDS: tuple[Any, ...] = (7, None, "x", {}, [], {"quotes": 3}, {"quotes": [FLOWN], "mode": {}})
known_items = st.builds(lambda item, wrong: item | wrong, st.sampled_from([FIRST, SECOND]), st.sampled_from(SPOILT))
any_item: st.SearchStrategy[Any] = known_items | st.sampled_from([THIRD, *NO_RECORDS])


@given(st.lists(known_items, max_size=3), st.lists(st.lists(any_item, max_size=4), min_size=2, max_size=2))
@settings(max_examples=60, deadline=None)
def test_whatever_comes_second_costs_nothing_and_brings_nothing_along(
    first: list[Any], corrections: list[list[Any]]
) -> None:
    alone, _ = asyncio.run(line_of(flights(*first), EngineError("refused"), EngineError("refused")))
    line, engine = asyncio.run(line_of(flights(*first), *(flights(*items) for items in corrections)))
    asked = {item["destination_country"] for item in first}
    assert set(destinations(alone)) <= set(destinations(line)) <= asked
    assert len(line.records) <= len(first)
    kept = {record.data["destination_country"]: record.data for record in line.records}
    for record in alone.records:
        now = kept[record.data["destination_country"]]
        assert all(now[name] is not None for name, value in record.data.items() if value is not None)
    if len(engine.asked) == 3:
        assert len(engine.asked[2].failed) <= len(engine.asked[1].failed)
