"""What changed between two runs, on logs made by hand: records, rows inside them, and the documents they come from."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from core.errors import UsageError, WarehouseError
from core.lines import AnyLine, LandedRecord
from tests.warehouse import landed
from tests.warehouse.conftest import House
from tests.warehouse.extracted import proved
from warehouse.diff import Diff, RecordChange, diff_runs
from warehouse.query import open_warehouse
from warehouse.runs import find_run, last_two, runs

TEXT, OTHER = landed.text_of(1), landed.text_of(2)


def pact(record_id: str, *parties: str, text: str = TEXT, **data: Any) -> LandedRecord:
    rows = [{"country": party, "role": "equal"} for party in parties]
    return proved(record_id, "agreement", text, parties=rows, **data)


def run_of(run_id: str, minutes: float, *texts: tuple[str, str, list[LandedRecord]], **changes: Any) -> list[AnyLine]:
    """A run at `minutes` over (source, text, records)."""
    lines: list[AnyLine] = [landed.run("started", minutes, run_id)]
    for source, text, records in texts:
        extraction_id = changes.get("extraction_id", f"{run_id}-{source}")
        rest = {"minutes": minutes + 2, "run_id": run_id, **changes, "extraction_id": extraction_id}
        lines += [
            landed.document(text, source, minutes + 1),
            landed.sighting(text, source, minutes + 1, run_id),
            landed.extraction(text, source, records, **rest),
        ]
    return [*lines, landed.run("finished", minutes + 5, run_id, outcome="done")]


def found_again(run_id: str, minutes: float) -> list[AnyLine]:
    """A run that finds at its source what was extracted before."""
    return [
        landed.run("started", minutes, run_id),
        landed.sighting(TEXT, "a", minutes + 1, run_id),
        landed.run("finished", minutes + 2, run_id),
    ]


def diff(house: House, *names: str) -> Diff:
    with open_warehouse(house.file) as con:
        known = runs(con)
        before, after = [find_run(known, name) for name in names] if names else last_two(known)
        return diff_runs(con, before, after)


def told(found: Diff) -> list[tuple[str, str, list[tuple[str, Any, Any]]]]:
    return [(one.what, one.kind, [(f.path, f.before, f.after) for f in one.fields]) for one in found.records]


def test_nothing_changed_is_nothing(house: House) -> None:
    records = [pact("r1", "HND", "USA", status="signed")]
    house.load(*run_of("one", 0, ("a", TEXT, records)))
    house.load(*found_again("two", 10))
    found = diff(house, "one", "two")
    assert (found.records, found.unchanged, found.causes) == ([], 0, {})
    with open_warehouse(house.file) as con:
        first, last = last_two(runs(con))
    assert (first, last.run_id) == (None, "one")


def test_the_first_run_adds_everything(house: House) -> None:
    house.load(*run_of("one", 0, ("a", TEXT, [pact("r1", "HND"), pact("r2", "PAN")])))
    found = diff(house)
    assert found.before is None
    assert [one.what for one in found.records] == ["added", "added"]
    assert found.causes == {"new, read by rules": 1}


def test_a_record_that_says_otherwise_is_changed_field_by_field(house: House) -> None:
    before = [pact("r1", "HND", "USA", status="negotiating", conditions=["b", "a"]), pact("r2", "PAN", status="signed")]
    after = [
        pact("r3", "PAN", status="signed"),
        pact("r4", "HND", "USA", status="signed", conditions=["a", "b"], signed={"text": "2022"}),
    ]
    house.load(*run_of("one", 0, ("a", TEXT, before)), *run_of("two", 10, ("a", TEXT, after), engine="openai/x"))
    found = diff(house)
    assert told(found) == [
        ("changed", "agreement", [("status", "negotiating", "signed"), ("signed", None, {**when("2022")})])
    ]
    assert found.unchanged == 1
    assert found.causes == {"read by openai/x instead of rules": 1}
    (change,) = found.records
    assert change.before
    assert change.after
    assert (change.before.record_id, change.after.record_id) == ("r1", "r4")
    assert change.keys["parties.country"] == ["HND", "USA"]


def when(text: str) -> dict[str, Any]:
    return {"text": text, "earliest": None, "latest": None, "precision": None}


def test_rows_are_paired_by_what_they_are_about(house: House) -> None:
    before = [pact("r1", "HND", "USA", "GTM", status="signed")]
    (after,) = [pact("r2", "PAN", "USA", "HND", "MEX", "GTM", status="signed")]
    after.data["parties"][1]["role"] = "sender"
    house.load(*run_of("one", 0, ("a", TEXT, before)), *run_of("two", 10, ("a", TEXT, [after])))
    assert told(diff(house)) == [
        (
            "changed",
            "agreement",
            [
                ("parties.1.role", "equal", "sender"),
                ("parties.0", None, {"country": "PAN", "role": "equal"}),
                ("parties.3", None, {"country": "MEX", "role": "equal"}),
            ],
        )
    ]


def test_records_are_paired_so_that_the_whole_agrees_best(house: House) -> None:
    """Greedily by the best single pair, r2 would take what only r1 can be."""
    before = [pact("r1", "HND", "USA"), pact("r2", "HND", "USA", "PAN")]
    after = [pact("r3", "HND", "USA", "PAN", "MEX"), pact("r4", "HND", "USA", "CRI")]
    house.load(*run_of("one", 0, ("a", TEXT, before)), *run_of("two", 10, ("a", TEXT, after)))
    found = diff(house)
    assert {pair_of(one) for one in found.records} == {("r1", "r4"), ("r2", "r3")}
    house.load(*run_of("three", 20, ("a", TEXT, after[:1])))
    assert [one.what for one in diff(house).records].count("gone") == 1


def pair_of(change: RecordChange) -> tuple[str | None, ...]:
    return tuple(one.record_id if one else None for one in (change.before, change.after))


def test_another_fact_is_one_gone_and_one_added(house: House) -> None:
    house.load(
        *run_of("one", 0, ("a", TEXT, [pact("r1", "HND", "USA")])),
        *run_of("two", 10, ("a", TEXT, [pact("r2", "PAN", "MEX")])),
    )
    assert sorted(one.what for one in diff(house).records) == ["added", "gone"]


def test_a_new_text_at_a_source_is_held_against_the_old_one(house: House) -> None:
    house.load(*run_of("one", 0, ("a", TEXT, [pact("r1", "HND", status="signed")]), ("b", OTHER, [])))
    new = landed.text_of(1, edition=1)
    house.load(*run_of("two", 10, ("a", new, [pact("r2", "HND", status="ended_unspecified", text=new)])))
    found = diff(house)
    assert [(what, [f for f in fields if f[0] != "quotes"]) for what, _, fields in told(found)] == [
        ("changed", [("status", "signed", "ended_unspecified")])
    ]
    assert found.causes == {"another text at its source, read by rules": 1}
    assert found.not_found == ["b"]
    backwards = diff(house, "two", "one")
    assert [(f.before, f.after) for f in backwards.records[0].fields if f.path == "status"] == [
        ("ended_unspecified", "signed")
    ]


def test_a_source_that_goes_back_to_an_earlier_text_goes_back_to_its_facts(house: House) -> None:
    new = landed.text_of(1, edition=1)
    house.load(*run_of("one", 0, ("a", TEXT, [pact("r1", "HND", "USA")])))
    house.load(*run_of("two", 10, ("a", new, [])))
    house.load(*found_again("three", 20))
    house.load(*found_again("four", 30))
    assert house.ask("SELECT source, returned_at::VARCHAR FROM source_returns") == [("a", "2026-01-01 00:21:00")]
    assert [one.what for one in diff(house, "one", "two").records] == ["gone"]
    assert [one.what for one in diff(house, "two", "three").records] == ["added"]
    assert diff(house, "one", "three").records == diff(house, "three", "four").records == []
    assert diff(house).after.run_id == "three"


def test_asking_afresh_under_the_same_id_is_a_change_like_any_other(house: House) -> None:
    house.load(*run_of("one", 0, ("a", TEXT, [pact("r1", "HND", status="signed")]), extraction_id="x"))
    house.load(*run_of("two", 10, ("a", TEXT, [pact("r2", "HND", status="agreed")]), extraction_id="x"))
    assert told(diff(house)) == [("changed", "agreement", [("status", "signed", "agreed")])]


def test_runs_are_named_by_how_their_ids_begin(house: House) -> None:
    house.load(*run_of("abc1", 0, ("a", TEXT, [])), *run_of("abd2", 10, ("b", OTHER, [])))
    with open_warehouse(house.file) as con:
        known = runs(con)
    assert [run.run_id for run in known] == ["abc1", "abd2"]
    assert find_run(known, "abc") == find_run(known, "ABC1") == known[0]
    with pytest.raises(UsageError, match="2 runs begin with 'ab'"):
        find_run(known, "ab")
    with pytest.raises(UsageError, match="no run begins with ''"):
        find_run(known, "")


def test_a_warehouse_without_runs_says_so(house: House) -> None:
    house.load(landed.document(TEXT, "a"))
    with open_warehouse(house.file) as con, pytest.raises(UsageError, match="no run has loaded anything yet"):
        last_two(runs(con))


def test_a_warehouse_of_an_earlier_version_says_what_to_type(house: House) -> None:
    report = house.load(*run_of("one", 0, ("a", TEXT, [])))
    with duckdb.connect(str(report.published)) as con:
        con.execute("DROP TABLE source_returns")
    with open_warehouse(house.file) as con, pytest.raises(WarehouseError, match="dossier rebuild"):
        runs(con)
