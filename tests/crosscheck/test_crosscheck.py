"""What a model says of a table is what the table says; where the rules read a fact otherwise, that is told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from core.document import Document
from core.lines import ExtractionLine
from extraction.engine import NoJournal, RawAnswer, Reply, Request, RunContext
from extraction.engines.rules import RulesEngine
from extraction.pipeline import extract
from schemas.registry import Kind, kinds, select_kinds

STANCES = """Positions on deportation flights:

| Country | Stance on deportations | Expected Outcome |
|---|---|---|
| Honduras | Opposes them | New talks |
| Guatemala | Supports them | More flights |
"""
MEASURES = """The United States and Honduras discussed these migration strategies:

| Strategy | Objective | Expected Outcome |
|---|---|---|
| Border Security | Deter illegal crossings | Fewer arrivals |
| Humanitarian Aid | Support displaced people | Safer communities |
"""


class Answering:
    """A model that answers what the test says; matches `extraction.engine.Engine`."""

    name = "openai/test"
    identity = "test"
    prompt_version: str | None = "test/v1"
    reask_rounds = 1

    def __init__(self, raw: RawAnswer) -> None:
        self.raw = raw
        self.asked: list[Request] = []

    def kinds_answered(self, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
        return tuple(kinds)

    def rendered(self, request: Request) -> str:
        return request.text

    def text_room(self, request: Request, context_tokens: int | None = None) -> int | None:
        return None

    async def ask(self, request: Request, run: RunContext) -> Reply:
        self.asked.append(request)
        return Reply(self.raw)

    async def aclose(self) -> None:
        pass


def answered(text: str, kind: str, *items: dict[str, Any]) -> tuple[ExtractionLine, Answering]:
    (wanted,) = select_kinds([kind])
    engine = Answering({wanted.table: items})
    document = Document(text=text, source="test", media_type="text/markdown")
    return asyncio.run(extract(document, (wanted,), engine, RunContext("run", "id", NoJournal()))), engine


def stance_table(*rows: dict[str, Any], headers: Sequence[str] = ()) -> dict[str, Any]:
    own = ["Country", "Stance on deportations", "Expected Outcome"]
    block = STANCES.partition("\n\n")[2].strip()
    return {"quotes": [block], "topic": own[1], "headers": [*headers] or own, "rows": list(rows)}


def test_wrong_and_missing_cells_are_copied_from_the_table_and_not_asked_for_again() -> None:
    honduras = {"entity": "Honduras", "cells": ["Opposes them", "New talks"], "position": "opposes"}
    guatemala = {"entity": "Guatemala", "cells": ["Guatemala", "Supports it", "More flights"], "position": "supports"}
    line, engine = answered(STANCES, "stance_table", stance_table(honduras, guatemala, headers=["Country", "Stance"]))
    (record,) = line.records
    assert record.data["headers"] == ["Country", "Stance on deportations", "Expected Outcome"]
    assert [row["cells"] for row in record.data["rows"]] == [
        ["Honduras", "Opposes them", "New talks"],
        ["Guatemala", "Supports them", "More flights"],
    ]
    assert [row["position"] for row in record.data["rows"]] == ["opposes", "supports"]
    assert [(reject.stage, reject.field) for reject in line.rejects] == [
        ("crosscheck", "headers"),
        ("crosscheck", "rows.0.cells"),
        ("crosscheck", "rows.1.cells"),
    ]
    assert len(engine.asked) == 1


def test_a_position_that_was_read_in_another_row_goes_with_its_cells() -> None:
    row = {"entity": "Honduras", "cells": ["Guatemala", "Supports them", "More flights"], "position": "supports"}
    line, _ = answered(STANCES, "stance_table", stance_table(row))
    (record,) = line.records
    assert record.data["rows"][0]["cells"] == ["Honduras", "Opposes them", "New talks"]
    assert record.data["rows"][0]["position"] is None
    assert {reject.field for reject in line.rejects} == {"rows.0.cells", "rows.0.position"}


def test_the_tables_own_cells_are_left_as_they_are() -> None:
    row = {"entity": "Honduras", "cells": ["Honduras", "Opposes them", "New talks"], "position": "opposes"}
    line, _ = answered(STANCES, "stance_table", stance_table(row))
    assert line.rejects == []


def test_a_position_stays_the_models_and_the_rules_reading_is_told() -> None:
    row = {"entity": "Honduras", "cells": ["Honduras", "Opposes them", "New talks"], "position": "supports"}
    line, _ = answered(STANCES, "stance_table", stance_table(row))
    assert line.records[0].data["rows"][0]["position"] == "supports"
    (told,) = line.disagreements
    assert (told.field, told.model_value, told.rules_value) == ("rows.0.position", "supports", "opposes")
    assert told.record_id == line.records[0].record_id
    assert told.model_quote in STANCES


def test_an_initiative_has_the_cells_of_its_own_row_and_column() -> None:
    item = {
        "quotes": ["| Border Security | Deter illegal crossings | Fewer arrivals |"],
        "name": "Border Security",
        "objective": "Fewer arrivals",
        "expected_outcome": "Safer communities",
    }
    line, _ = answered(MEASURES, "initiative", item)
    (record,) = line.records
    assert record.data["objective"] == "Deter illegal crossings"
    assert record.data["expected_outcome"] == "Fewer arrivals"
    told = {(reject.stage, reject.field, reject.payload) for reject in line.rejects}
    assert ("crosscheck", "objective", '"Fewer arrivals"') in told
    assert all(record.record_id != "id" and row.quote in MEASURES for row in record.evidence)


TALKS = "Peru is reportedly in talks with the United States to accept deportees."


def talks(**changes: Any) -> dict[str, Any]:
    return {
        "quotes": [TALKS],
        "status": "negotiating",
        "hedge": "reportedly",
        "parties": [{"country": "USA"}, {"country": "PER"}],
        **changes,
    }


def test_readings_that_agree_are_no_disagreement() -> None:
    line, _ = answered(TALKS, "agreement", talks())
    assert len(line.records) == 1
    assert line.disagreements == []


@pytest.mark.parametrize(
    ("changes", "field", "rules_value"),
    [({"status": "signed"}, "status", "negotiating"), ({"modality": "negated"}, "modality", "asserted")],
)
def test_a_code_that_the_rules_read_otherwise_is_told_with_both_quotes(
    changes: dict[str, str], field: str, rules_value: str
) -> None:
    line, _ = answered(TALKS, "agreement", talks(**changes))
    (told,) = line.disagreements
    assert (told.kind, told.field) == ("agreement", field)
    assert (told.model_value, told.rules_value) == (changes[field], rules_value)
    assert told.model_quote in TALKS
    assert told.rules_quote in TALKS


def test_a_count_is_compared_by_what_it_means() -> None:
    text = "The United States deported over 100 migrants to Panama on May 3, 2025."
    item = {
        "quotes": [text],
        "status": "arrived",
        "sending_country": "USA",
        "destination_country": "PAN",
        "date": {"text": "May 3, 2025"},
    }
    same, _ = answered(text, "deportation_flight", {**item, "passengers": {"text": "over 100 migrants"}})
    other, _ = answered(text, "deportation_flight", {**item, "passengers": {"text": "100"}})
    assert "passengers.text" not in {told.field for told in same.disagreements}
    assert ("100", "over 100") in {(told.model_value, told.rules_value) for told in other.disagreements}


def test_seven_talks_of_one_sentence_are_held_each_against_its_own() -> None:
    text = "The United States is in talks with Libya, Benin and Moldova to accept deportees."
    items = [
        {**talks(parties=[{"country": "USA"}, {"country": code}]), "quotes": [text], "hedge": None}
        for code in ("MDA", "BEN", "LBY")
    ]
    line, _ = answered(text, "agreement", *items)
    assert len(line.records) == 3
    assert line.disagreements == []


def test_the_rules_are_not_held_against_themselves() -> None:
    document = Document(text=STANCES + TALKS, source="test", media_type="text/markdown")
    every = tuple(kinds().values())
    line = asyncio.run(extract(document, every, RulesEngine(), RunContext("run", "id", NoJournal())))
    assert line.records
    assert line.disagreements == []
