"""Documents in parts: when they are split, what a part's failure costs, and that splitting changes no record."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.document import Document
from core.errors import BudgetReachedError, EngineError, PermanentEngineError, TooLongError, TruncatedAnswerError
from core.lines import ExtractionLine
from extraction.engine import RawAnswer, Reply, Request, RunContext
from extraction.pipeline import extraction_id
from schemas.registry import select_kinds
from tests.pipeline.engines import Answering, extracted

KINDS = select_kinds(["deportation_flight"])
COUNTRIES = {"Honduras": "HND", "Guatemala": "GTM", "Panama": "PAN", "Ghana": "GHA", "Rwanda": "RWA", "Iraq": "IRQ"}
FLIGHT = re.compile(r"The United States deported (\d+) people to (\w+)(?: on a charter flight)? in (\w+)\.")


def sentence(count: int, country: str, month: str = "May") -> str:
    return f"The United States deported {count} people to {country} on a charter flight in {month}."


def oracle(request: Request) -> RawAnswer:
    """Read by the sentence, as a reader does who makes no mistake."""
    return {
        "deportation_flights": [
            {
                "quotes": [match.group()],
                "modality": "asserted",
                "sending_country": "USA",
                "destination_country": COUNTRIES[match[2]],
                "status": "departed",
                "mode": "air",
                "date": match[3],
                "passengers": f"{match[1]} people",
            }
            for match in FLIGHT.finditer(request.text)
        ]
    }


def document_of(text: str) -> Document:
    return Document(text, "a.md", media_type="text/markdown")


FILLER = "Officials from both governments said that the talks would go on for as long as they have to. "
LONG = document_of(
    "# Flights\n\n"
    + "".join(
        f"## On {country}\n\n{FILLER * 3}{sentence(80 + number, country)}\n\n{FILLER * 4}\n\n"
        for number, country in enumerate(COUNTRIES)
    )
)


def facts(line: ExtractionLine) -> list[tuple[Any, ...]]:
    """Return the records with the place of every value."""
    return [
        (record.record_id, [(row.field, row.value, row.char_start, row.match) for row in record.evidence])
        for record in line.records
    ]


def fits(limit: int, error: TooLongError) -> Any:
    """Answer what is no longer than `limit` bytes, and say of the rest that it is too long."""
    return lambda request: oracle(request) if len(request.text.encode()) <= limit else error


async def test_a_document_that_fits_is_asked_as_a_whole() -> None:
    engine = Answering(oracle, room=len(LONG.text.encode()))
    line = await extracted(LONG, KINDS, engine)
    assert [request.part for request in engine.asked] == [None]
    assert len(line.records) == len(COUNTRIES)


@pytest.mark.parametrize("room", [1_000, 1_500, 3_000])
async def test_splitting_changes_no_record_and_no_offset(room: int) -> None:
    engine = Answering(oracle, room=room)
    split, unsplit = await extracted(LONG, KINDS, engine), await extracted(LONG, KINDS, Answering(oracle))
    assert len(engine.asked) > 1
    assert all(len(request.text.encode()) <= room for request in engine.asked)
    assert split.status == "ok"
    assert split.extraction_id == unsplit.extraction_id
    assert facts(split) == facts(unsplit)


texts = st.lists(
    st.tuples(
        st.sampled_from(["", "# A heading\n\n", "- "]),
        st.integers(10, 99),
        st.sampled_from(sorted(COUNTRIES)),
        st.sampled_from(["May", "June", "July"]),
        st.integers(0, 3),
    ),
    min_size=20,
    max_size=50,
).map(lambda rows: "\n\n".join(f"{head}{FILLER * n}{sentence(c, where, when)}" for head, c, where, when, n in rows))


@given(texts, st.integers(1_000, 3_000))
@settings(max_examples=15, deadline=None)
def test_an_oracle_reads_the_same_in_parts_as_in_one(text: str, room: int) -> None:
    document = document_of(text)
    split = asyncio.run(extracted(document, KINDS, Answering(oracle, room=room)))
    unsplit = asyncio.run(extracted(document, KINDS, Answering(oracle)))
    assert sorted(record.record_id for record in split.records) == sorted(
        record.record_id for record in unsplit.records
    )


async def test_a_server_that_says_its_limit_is_asked_in_parts_of_it() -> None:
    engine = Answering(fits(1_500, TooLongError("too long", 1_500)))
    line = await extracted(LONG, KINDS, engine)
    assert [request.part for request in engine.asked][:1] == [None]
    assert all(len(request.text.encode()) <= 1_500 for request in engine.asked[1:])
    assert line.status == "ok"
    assert line.rejects == []
    assert len(line.records) == len(COUNTRIES)


async def test_a_server_that_says_no_limit_is_found_one_by_the_first_part() -> None:
    engine = Answering(fits(1_100, TooLongError("too long")))
    line = await extracted(LONG, KINDS, engine)
    refused = [request for request in engine.asked if len(request.text.encode()) > 1_100]
    assert len(refused) <= 4, "the first part alone is made smaller, the others follow it"
    assert line.status == "ok"
    assert len(line.records) == len(COUNTRIES)


async def test_a_model_that_reads_nothing_fails_the_document_with_few_requests() -> None:
    engine = Answering(fits(10, TooLongError("the document is too long", 10)))
    line = await extracted(LONG, KINDS, engine)
    assert line.status == "failed"
    assert [reject.stage for reject in line.rejects] == ["engine"]
    assert "too long" in line.rejects[0].reason
    assert "--kinds" in line.rejects[0].reason
    assert len(engine.asked) <= 5


async def test_the_same_requests_are_sent_by_a_run_that_is_taken_up_again() -> None:
    first, second = (Answering(fits(1_100, TooLongError("too long"))) for _ in range(2))
    await extracted(LONG, KINDS, first)
    await extracted(LONG, KINDS, second)
    assert [(request.part, request.text) for request in first.asked] == [
        (request.part, request.text) for request in second.asked
    ]


async def test_a_part_that_fails_costs_only_itself_and_the_document_is_tried_again() -> None:
    def answer(request: Request) -> RawAnswer | Exception:
        return EngineError("the model refused") if "Panama" in request.text else oracle(request)

    line = await extracted(LONG, KINDS, Answering(answer, room=1_000))
    assert line.status == "failed"
    assert {record.data["destination_country"] for record in line.records} == set(COUNTRIES.values()) - {"PAN"}
    assert [reject.stage for reject in line.rejects] == ["engine"]
    assert re.fullmatch(r"part \d+ of \d+: the model refused", line.rejects[0].reason)


@pytest.mark.parametrize("error", [PermanentEngineError("the key is wrong"), BudgetReachedError("nothing is left")])
async def test_what_stops_the_run_lets_answers_arrive_that_are_on_their_way(error: Exception) -> None:
    arrived: list[str] = []

    class Slow(Answering):
        async def ask(self, request: Request, run: RunContext) -> Reply:
            if "Honduras" in request.text:
                raise error
            await asyncio.sleep(0.01)
            arrived.append(request.text)
            return await super().ask(request, run)

    engine = Slow(oracle, room=1_000)
    with pytest.raises(type(error)):
        await extracted(LONG, KINDS, engine)
    assert len(arrived) == len(COUNTRIES) - 1


async def test_parts_are_asked_at_the_same_time() -> None:
    waiting = asyncio.Barrier(len(COUNTRIES))

    class Together(Answering):
        async def ask(self, request: Request, run: RunContext) -> Reply:
            async with asyncio.timeout(5):
                await waiting.wait()
            return await super().ask(request, run)

    line = await extracted(LONG, KINDS, Together(oracle, room=1_000))
    assert len(line.records) == len(COUNTRIES)


async def test_a_cut_off_answer_keeps_what_arrived_and_is_asked_in_halves_without_doubling() -> None:
    def answer(request: Request) -> RawAnswer | Exception:
        found = oracle(request)["deportation_flights"]
        if len(found) <= 2:
            return {"deportation_flights": found}
        reread = [{**item, "status": "arrived", "operator": None} for item in found[:2]]
        return TruncatedAnswerError("cut off", {"deportation_flights": reread})

    engine = Answering(answer)
    line = await extracted(LONG, KINDS, engine)
    assert line.status == "ok"
    assert line.rejects == []
    assert len(line.records) == len(COUNTRIES)
    numbers = [(request.part.number, request.part.of) for request in engine.asked if request.part]
    assert len(numbers) == len(set(numbers)) > 2


async def test_a_cut_off_answer_counts_where_the_halves_find_nothing() -> None:
    def answer(request: Request) -> RawAnswer | Exception:
        return TruncatedAnswerError("cut off", oracle(request)) if request.part is None else {}

    line = await extracted(LONG, KINDS, Answering(answer))
    assert len(line.records) == len(COUNTRIES)


async def test_what_cannot_be_split_keeps_what_arrived_and_says_that_it_was_cut_off() -> None:
    short = document_of(sentence(80, "Honduras"))
    line = await extracted(short, KINDS, Answering(lambda request: TruncatedAnswerError("cut off", oracle(request))))
    assert line.status == "ok"
    assert len(line.records) == 1
    assert [(reject.stage, "cut off" in reject.reason) for reject in line.rejects] == [("engine", True)]


async def test_a_cut_off_answer_without_anything_is_no_answer() -> None:
    short = document_of(sentence(80, "Honduras"))
    line = await extracted(short, KINDS, Answering(lambda _: TruncatedAnswerError("the answer was cut off", {})))
    assert line.status == "failed"
    assert line.rejects[0].reason == "the answer was cut off"


REPEATED = document_of(
    "# May\n\n" + FILLER * 12 + "\n\n" + sentence(80, "Honduras") + "\n\n"
    "# June\n\n" + FILLER * 12 + "\n\n" + sentence(80, "Honduras") + " The flight was operated by Omni Air.\n\n"
)


async def test_a_quote_that_stands_twice_is_located_in_the_part_it_came_from() -> None:
    def answer(request: Request) -> RawAnswer:
        return oracle(request) if "Omni" in request.text else {}

    line = await extracted(REPEATED, KINDS, Answering(answer, room=1_500))
    (record,) = line.records
    quotes = [row for row in record.evidence if row.field == "quotes.0"]
    assert [row.char_start for row in quotes] == [REPEATED.text.rindex("The United States")]


async def test_a_fact_told_by_two_parts_is_one_record_with_all_its_values() -> None:
    def answer(request: Request) -> RawAnswer:
        (found,) = oracle(request)["deportation_flights"]
        return {"deportation_flights": [{**found, "operator": "Omni Air"} if "Omni" in request.text else found]}

    line = await extracted(REPEATED, KINDS, Answering(answer, room=1_500))
    (record,) = line.records
    assert record.data["operator"] is None, "the first part's paragraph does not name it"
    assert record.data["passengers"]["min"] == 80


async def test_a_part_is_asked_again_for_its_own_items_alone() -> None:
    def answer(request: Request) -> RawAnswer:
        found = oracle(request)
        if request.failed:
            return found
        return {
            "deportation_flights": [
                {**item, "operator": "Omni Air"} if item["destination_country"] == "PAN" else item
                for item in found["deportation_flights"]
            ]
        }

    engine = Answering(answer, room=1_000)
    line = await extracted(LONG, KINDS, engine)
    again = [request for request in engine.asked if request.failed]
    assert len(again) == 1
    assert "Panama" in again[0].text
    assert again[0].part is not None
    assert line.rejects == []
    assert len(line.records) == len(COUNTRIES)


async def test_a_long_table_is_one_table_again() -> None:
    rows = [f"| {country} {number} | Supports the plan of the council, with conditions |" for number in range(12)
            for country in ("Region", "Union")]  # fmt: skip
    head = "| Country | Stance on the plan |\n|---|---|"
    document = document_of("\n".join(["Where they stand:", "", head, *rows, ""]))

    def answer(request: Request) -> RawAnswer:
        lines = [line for line in request.text.splitlines() if line.startswith("|")]
        cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
        return {
            "stance_tables": [
                {
                    "quotes": ["\n".join(lines)],
                    "modality": "asserted",
                    "topic": "Stance on the plan",
                    "headers": ["Country", "Stance on the plan"],
                    "rows": [{"entity": row[0], "cells": row, "position": "supports"} for row in cells],
                }
            ]
        }

    kinds = select_kinds(["stance_table"])
    engine = Answering(answer, room=1_000)
    line = await extracted(document, kinds, engine)
    assert len(engine.asked) > 1
    assert line.rejects == []
    (record,) = line.records
    assert [row["cells"][0] for row in record.data["rows"]] == [row.split("|")[1].strip() for row in rows]
    assert record.data["table_index"] == 0


def test_the_extraction_is_the_same_in_how_many_parts_ever() -> None:
    engines = [Answering(oracle), Answering(oracle, room=1_000)]
    assert len({extraction_id(LONG, KINDS, engine) for engine in engines}) == 1
