"""Tables that are longer than any that is read: no record, and a reject that says why and what to do."""

from __future__ import annotations

import pytest

from core.document import Document
from core.lines import Reject
from extraction.engine import NoJournal, Reply, Request, RunContext
from extraction.engines.rules.engine import RulesEngine
from extraction.pipeline import extract
from schemas.registry import select_kinds

RUN = RunContext("run", "extraction", NoJournal())
STANCES = ("Country", "Position on deportation flights", "| Honduras | Opposes them |", "stance_table")
REMOVALS = ("Date", "Deported from | Destination | People", "| 3 May 2025 | Peru | Chad | 14 |", "deportation_flight")
DEALS = ("Country", "Readmission agreement | Status", "| Peru | Agreement | Signed |", "agreement")
MEASURES = ("Measure", "Objective", "| Return of migrants to Peru and Chad | Fewer deaths |", "initiative")


def _text(first: str, others: str, row: str, rows: int) -> str:
    columns = 1 + len(others.split("|"))
    head = f"| {first} | {others} |\n|{'---|' * columns}\n"
    return f"# Migration: deportations by Peru\n\nNothing else.\n\n{head}" + f"{row}\n" * rows


async def _asked(text: str, kind: str) -> Reply:
    return await RulesEngine().ask(Request(Document(text, "long.md"), tuple(select_kinds([kind]))), RUN)


def _reason(rows: int, most: int) -> str:
    why = f"the table on line 5 has {rows:,} rows, and none of more than {most:,} is read"
    return f"{why}: split it into shorter ones, each with its header"


@pytest.mark.parametrize(
    ("table", "most"),
    [(STANCES, 500), (MEASURES, 500), (DEALS, 2_000), (REMOVALS, 2_000)],
    ids=["stances", "measures", "deals", "removals"],
)
async def test_a_table_that_is_too_long_is_said_to_be(table: tuple[str, str, str, str], most: int) -> None:
    first, others, row, kind = table
    read = await _asked(_text(first, others, row, most), kind)
    assert next(iter(read.raw.values()))
    assert read.rejects == ()

    passed = await _asked(_text(first, others, row, most + 1), kind)
    assert [*passed.raw.values()] == [[]]
    assert passed.rejects == (Reject(kind=kind, field=None, stage="engine", reason=_reason(most + 1, most)),)


async def test_what_was_not_read_is_landed_as_a_reject_of_a_document_that_did_not_fail() -> None:
    text = _text(*STANCES[:3], 501)
    line = await extract(Document(text, "long.md"), tuple(select_kinds(None)), RulesEngine(), RUN)
    assert (line.status, line.records) == ("ok", [])
    assert [(reject.kind, reject.reason) for reject in line.rejects] == [("stance_table", _reason(501, 500))]


async def test_nothing_is_said_of_a_long_table_of_something_else() -> None:
    text = _text("Town", "Rainfall", "| Lima | 14 mm |", 3_000)
    for kind in ("stance_table", "initiative", "agreement", "deportation_flight"):
        assert (await _asked(text, kind)).rejects == ()
