"""`dossier run` against a server that fails in every way: what can succeed does, and every call is in the ledger."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.conftest import Dossier
from tests.faults.expected import Expected, Row, expected_of
from tests.faults.notes import Note, note
from tests.faults.plan import Plan
from tests.faults.process import ENGINE, fault_server
from tests.faults.server import Entry
from tests.faults.troubles import LARGE, TROUBLES

CALLS = "SELECT request_hash, outcome, tokens_in, tokens_cached, tokens_out, tokens_reasoning FROM model_calls"
FLIGHTS = """
    SELECT title, sending_country, destination_country, date_text, passengers_min
    FROM deportation_flights JOIN documents USING (document_id)"""
REJECTS = "SELECT title, stage, field, reason FROM rejects JOIN documents USING (document_id)"


def ask(dossier: Dossier, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(dossier.warehouse), read_only=True) as con:
        return con.execute(sql).fetchall()


def call_of(entry: Entry) -> tuple[Any, ...]:
    tokens = entry.tokens_in, entry.tokens_cached, entry.tokens_out, entry.tokens_reasoning
    return entry.request_hash, entry.outcome, *tokens


@pytest.mark.parametrize(
    ("documents", "plan"),
    [
        pytest.param(300, Plan(seed=1, lost=0.15, limited=0.03), id="300"),
        pytest.param(600, Plan(seed=2, lost=0.1, limited=0.03, slow_s=4.0), id="600", marks=pytest.mark.soak),
    ],
)
def test_nothing_is_lost_and_every_call_is_in_the_ledger(
    served_dossier: Dossier, tmp_path: Path, documents: int, plan: Plan
) -> None:
    notes = [note(number, facts_needed(plan, number)) for number in range(documents)]
    assert {plan.trouble(one.title) for one in notes} == set(TROUBLES)
    for number, one in enumerate(notes):
        served_dossier.write(f"documents/{number}.txt", one.text)
    with fault_server(tmp_path, plan) as server:
        server.serve(served_dossier)
        done = served_dossier("run", "documents", "--engine", ENGINE, timeout=3600)
        assert done.code == 1, done.err
        assert Counter(ask(served_dossier, CALLS)) == Counter(call_of(entry) for entry in server.log)
    found = what_came_of(served_dossier, notes)
    wrong = {}
    for one in notes:
        trouble = plan.trouble(one.title)
        if difference := differs(expected_of(one, trouble), *found[one.title]):
            wrong[one.title, trouble] = difference
    assert not wrong


def facts_needed(plan: Plan, number: int) -> int | None:
    return LARGE if plan.trouble(note(number).title) in ("cut short", "too long") else None


def what_came_of(dossier: Dossier, notes: list[Note]) -> dict[str, tuple[Counter[Row], list[tuple[Any, ...]]]]:
    """Return what the warehouse holds of each note: its rows, and its rejects."""
    rows: defaultdict[str, Counter[Row]] = defaultdict(Counter)
    for title, *row in ask(dossier, FLIGHTS):
        rows[title].update([tuple(row)])
    rejects: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for title, *reject in ask(dossier, REJECTS):
        rejects[title].append(tuple(reject))
    return {one.title: (rows[one.title], rejects[one.title]) for one in notes}


def differs(expected: Expected, rows: Counter[Row], rejects: list[tuple[Any, ...]]) -> object:
    """Return what was found, where it is not what was expected."""
    told = [(stage, field) for stage, field, _ in rejects]
    as_told = sorted(told, key=str) == sorted([reject[:2] for reject in expected.rejects], key=str) and all(
        any(word in reason for stage, field, reason in rejects if (stage, field) == (where, what))
        for where, what, word in expected.rejects
    )
    return None if rows == expected.rows and as_told else (rows - expected.rows, expected.rows - rows, rejects)
