"""Drift: shares that differ by more than a limit and more than chance allows, and no other."""

from __future__ import annotations

from collections.abc import Iterator

from core.lines import AnyLine, ExtractionLine, Reject
from tests.warehouse import landed
from tests.warehouse.conftest import House
from warehouse.drift import Drift, drifts
from warehouse.query import open_warehouse
from warehouse.runs import runs

RECORDS = 25


def run_of(number: int, *, ungrounded: int = 0, without: str | None = None, engine: str = "rules") -> Iterator[AnyLine]:
    """A run over documents of its own; `without` is a field that its first kind's records lack."""
    run_id, minutes = f"run-{number:03}", number * 10
    yield landed.run("started", minutes, run_id, engine=engine)
    for document in range(number * 100, number * 100 + RECORDS):
        *others, last = landed.one_document(document, minutes=minutes + 1)
        assert isinstance(last, ExtractionLine)
        yield from others
        records = [
            record.model_copy(update={"evidence": [one for one in record.evidence if one.field != without]})
            for record in last.records
        ]
        reject = Reject(kind="agreement", field="name", stage="ground", reason="it stands nowhere")
        update = {"run_id": run_id, "engine": engine, "records": records, "rejects": [reject] * ungrounded}
        yield last.model_copy(update=update)
    yield landed.run("finished", minutes + 5, run_id, engine=engine, outcome="done")


def found(house: House, limit: float = 0.1) -> list[Drift]:
    """Return the drifts of the last run against all before it."""
    house.load()
    with open_warehouse(house.file) as con:
        *earlier, last = runs(con)
        return drifts(con, last, earlier, limit)


def test_runs_that_find_alike_do_not_drift(house: House) -> None:
    for number in range(3):
        house.land(*run_of(number, ungrounded=number % 2))
    assert found(house) == []


def test_a_grounded_share_that_falls(house: House) -> None:
    for number in range(3):
        house.land(*run_of(number))
    house.land(*run_of(3, ungrounded=4))
    (drift,) = found(house)
    assert (drift.measure, drift.counted, drift.met, drift.earlier_share) == ("grounded", 14 * RECORDS, 10 * RECORDS, 1)
    assert str(drift) == "grounded values: 71% of 350, before it 100%"
    assert found(house, limit=0.3) == []


def test_a_field_that_is_null_all_at_once(house: House) -> None:
    for number in range(2):
        house.land(*run_of(number))
    house.land(*run_of(2, without="destination_country"))
    (drift,) = found(house)
    assert (drift.kind, drift.field, drift.share, drift.earlier_share) == (
        "deportation_flight", "destination_country", 1, 0,
    )  # fmt: skip


def test_another_engine_is_another_matter_and_the_first_run_has_nothing_to_drift_from(house: House) -> None:
    house.land(*run_of(0))
    assert found(house) == []
    house.land(*run_of(1, ungrounded=4, engine="openai/test"))
    assert found(house) == []
