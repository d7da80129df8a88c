"""The built-in engine against what the five seeds say: nothing missing, nothing made up, every field right."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.lines import CallLine, ExtractionLine
from core.settings import Settings
from extraction.engine import RunContext
from extraction.engines import open_engine
from extraction.pipeline import extract, extraction_id
from extraction.reading import read_document
from schemas.registry import select_kinds
from tests.golden.expectation import Comparisons, compare, load, seeds

ROOT = Path(__file__).parents[2]


class NoJournal:
    """The rules make no calls."""

    def answered(self, request_hash: str) -> CallLine | None:
        raise AssertionError(f"the rules asked for {request_hash}")

    def record(self, call: CallLine) -> None:
        raise AssertionError(f"the rules made a call: {call}")


async def _extracted(source: str) -> tuple[ExtractionLine, str]:
    engine = open_engine("rules", Settings())
    document, asked = read_document(source), select_kinds(None)
    context = RunContext("run", extraction_id(document, asked, engine), NoJournal())
    return await extract(document, asked, engine, context), document.text


@pytest.fixture(params=seeds())
async def compared(request: pytest.FixtureRequest) -> Comparisons:
    expectation = load(request.param)
    line, text = await _extracted(str(ROOT / expectation["source"]))
    assert line.status == "ok"
    return compare(expectation, line.records, text)


def test_nothing_is_missing(compared: Comparisons) -> None:
    assert [(wanted["kind"], wanted["reason"]) for wanted in compared.missing] == []


def test_nothing_is_made_up(compared: Comparisons) -> None:
    assert [(record.kind, record.data["quotes"]) for record in compared.spurious] == []
    assert [(rule["reason"], record.data["quotes"]) for rule, record in compared.forbidden] == []


def test_every_field_is_right(compared: Comparisons) -> None:
    wrong = [
        (record.kind, difference.path, difference.expected, difference.found)
        for _, record, differences in compared.matched
        for difference in differences
    ]
    assert wrong == []
