"""Loading: once is as good as twice, piece by piece as good as at once, and nothing that is landed is lost."""

from __future__ import annotations

import itertools
import os
import resource
from datetime import timedelta, timezone
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import WarehouseError
from core.landing.raw import encode
from core.lines import AnyLine, ExtractionLine, Reject, SightingLine
from tests.warehouse import landed
from tests.warehouse.conftest import House
from tests.warehouse.contract import breaches
from warehouse.load import load_and_publish
from warehouse.loader import SETTINGS
from warehouse.rebuild import rebuild

TEXT, OTHER = landed.text_of(1), landed.text_of(2)


def test_a_run_becomes_rows(house: House) -> None:
    report = house.load(*landed.whole_run(4))
    assert report.rebuilt
    assert report.loaded.records == 8
    assert report.rows["agreements"] == report.rows["deportation_flights"] == report.rows["documents"] == 4
    assert report.rows["evidence"] == 40
    assert house.ask("SELECT DISTINCT signed_earliest::VARCHAR, signed_precision, conditions FROM agreements") == [
        ("2022-01-01", "year", [])
    ]
    assert house.ask("SELECT ordinal, country, role FROM agreement_parties ORDER BY ALL LIMIT 5")[3:] == [
        (0, "HND", "equal"),
        (1, "USA", "equal"),
    ]
    assert house.ask("SELECT DISTINCT amount::VARCHAR, currency, stage FROM agreement_payments") == [
        ("155000000.00", "USD", None)
    ]
    assert house.ask(
        "SELECT modality, is_military, passengers_min, passengers_max FROM deportation_flights LIMIT 1"
    ) == [("asserted", True, 100, None)]
    assert house.ask("SELECT run_id, documents, outcome, finished_at - started_at FROM runs") == [
        ("run-1", 4, "done", timedelta(hours=1))
    ]
    assert house.ask("SELECT count(*), sum(records), sum(rejects) FROM extractions") == [(4, 8, 0)]
    assert house.ask("SELECT count(*), sum(cost_usd) FROM model_calls") == [(4, pytest.approx(0.04))]
    assert house.ask("SELECT name, region FROM countries WHERE code = 'HND'") == [("Honduras", "Central America")]


def test_every_exact_quote_is_the_documents_own(house: House) -> None:
    house.load(*landed.whole_run(3))
    wrong = """SELECT e.quote FROM evidence e JOIN documents d USING (document_id)
               WHERE e.match = 'exact' AND substr(d.text, e.char_start + 1, e.char_end - e.char_start) <> e.quote"""
    assert house.ask(wrong) == []


def test_loading_twice_is_loading_once(house: House) -> None:
    first = house.load(*landed.whole_run(3))
    before = house.contents()
    second = house.load()
    assert not second.changed
    assert second.published == first.published
    assert house.contents() == before


def test_a_load_with_nothing_new_copies_nothing(house: House) -> None:
    first = house.load(*landed.whole_run(3))
    (file,) = house.log.files()
    with file.open("ab") as unfinished:
        unfinished.write(b'{"line":"sighting","document')
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))  # a copy of the file would not fit
    try:
        second = load_and_publish(house.file)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (second.changed, second.loaded.torn, second.touched) == (False, 1, frozenset())
    assert (second.published, second.rows) == (first.published, first.rows)


def test_an_empty_log_makes_an_empty_warehouse(house: House) -> None:
    report = house.load()
    assert sum(count for table, count in report.rows.items() if table != "countries") == 0


def two_editions() -> list[AnyLine]:
    """A source that changes and changes back, two engines, a failure, a reject, and a source that is read at last."""
    source = "news/a.txt"
    old, new = landed.text_of(1), landed.text_of(1, edition=1)
    return [
        landed.run("started", 0),
        landed.unread("news/b.txt", 0.5),
        landed.document(old, source, 1),
        landed.sighting(old, source, 1),
        landed.extraction(old, source, [landed.agreement("old", old)], extraction_id="old", minutes=2),
        landed.run("finished", 3, documents=1),
        landed.document(new, source, 10),
        landed.sighting(new, source, 10),
        landed.extraction(new, source, [landed.flight("new", new, 1)], extraction_id="new", minutes=11),
        landed.extraction(new, source, [], extraction_id="late", minutes=12, kinds=["agreement"], engine="openai/x"),
        landed.extraction(new, source, [], extraction_id="bad", minutes=13, status="failed"),
        landed.unread("news/b.txt", 14),
        landed.unread("news/b.txt", 15, reason="it is binary"),
        landed.sighting(old, source, 20),
        landed.document(OTHER, "news/b.txt", 21),
        landed.sighting(new, source, 30),
        landed.extraction(new, source, [landed.flight("new", new, 1)], extraction_id="new", minutes=31),
    ]


def piece_by_piece(cuts: set[int], order: list[AnyLine], folder: Path) -> None:
    pieces, whole = House(folder / "pieces"), House(folder / "whole")
    whole.load(*two_editions())
    for start, stop in itertools.pairwise([0, *sorted(cuts), len(order)]):
        pieces.load(*order[start:stop])
    assert pieces.contents() == whole.contents()


EDITIONS = len(two_editions())
cuts_and_order = given(
    cuts=st.sets(st.integers(1, EDITIONS - 1), min_size=1, max_size=4), order=st.permutations(two_editions())
)


@settings(max_examples=3, deadline=None, derandomize=True)
@cuts_and_order
def test_piece_by_piece_in_any_order_is_as_good_as_at_once(
    cuts: set[int], order: list[AnyLine], tmp_path_factory: pytest.TempPathFactory
) -> None:
    piece_by_piece(cuts, order, tmp_path_factory.mktemp("houses"))


@pytest.mark.soak
@settings(max_examples=200, deadline=None)
@cuts_and_order
def test_piece_by_piece_in_many_orders(
    cuts: set[int], order: list[AnyLine], tmp_path_factory: pytest.TempPathFactory
) -> None:
    piece_by_piece(cuts, order, tmp_path_factory.mktemp("houses"))


def test_a_rebuild_gives_the_same_rows(house: House) -> None:
    for line in two_editions():
        house.land(line)
    house.load()
    house.load(*landed.whole_run(2))
    before = house.contents()
    assert rebuild(house.file).rebuilt
    assert house.contents() == before


def test_main_holds_what_is_current_and_history_the_rest(house: House) -> None:
    old, new = landed.text_of(1), landed.text_of(1, edition=1)
    lines = two_editions()
    house.load(*lines[:6])
    assert house.ask("SELECT extraction_id FROM agreements") == [("old",)]
    house.load(*lines[6:13])
    assert house.ask("SELECT document_id FROM documents") == [(landed.digest_of(new),)]
    assert house.ask("SELECT extraction_id FROM deportation_flights") == [("new",)]
    assert house.ask("SELECT count(*) FROM agreements") == [(0,)]
    assert house.ask("SELECT extraction_id FROM history.agreements") == [("old",)]
    assert house.ask("SELECT DISTINCT kind FROM evidence") == [("deportation_flight",)]
    assert house.ask("SELECT count(*) FROM history.evidence") == [(6,)]
    assert house.ask("SELECT extraction_id FROM extractions ORDER BY 1") == [("bad",), ("late",), ("new",)]
    assert house.ask("SELECT reason FROM rejects") == [("it is binary",)]
    assert house.ask("SELECT reason FROM history.rejects") == [("it is empty",)]
    house.load(lines[13])
    assert house.ask("SELECT document_id FROM documents") == [(landed.digest_of(old),)]
    assert house.ask("SELECT extraction_id FROM agreements") == [("old",)]
    assert house.ask("SELECT extraction_id FROM history.deportation_flights") == [("new",)]
    assert house.ask("SELECT count(*), count(*) FILTER (is_current) FROM document_sources") == [(2, 1)]
    house.load(lines[14])
    assert house.ask("SELECT count(*) FROM rejects") == [(0,)]
    assert house.ask("SELECT count(*) FROM history.rejects") == [(2,)]


def test_one_text_at_two_sources_is_one_document(house: House) -> None:
    house.load(landed.document(TEXT, "b", 1), landed.sighting(TEXT, "b", 1), landed.sighting(TEXT, "a", 2))
    assert house.ask("SELECT source FROM documents") == [("b",)]
    assert house.ask("SELECT source, is_current FROM document_sources ORDER BY 1") == [("a", True), ("b", True)]


def test_kinds_of_different_extractions_are_current_side_by_side(house: House) -> None:
    def extracted(name: str, minutes: float, kinds: list[str]) -> ExtractionLine:
        records = [landed.agreement(name, TEXT), landed.flight(name, TEXT, 1)]
        mine = [record for record in records if record.kind in kinds]
        return landed.extraction(TEXT, "a", mine, extraction_id=name, minutes=minutes, kinds=kinds)

    both = extracted("both", 1, ["agreement", "deportation_flight"])
    house.load(landed.document(TEXT, "a"), both, extracted("one", 2, ["agreement"]))
    assert house.ask("SELECT extraction_id FROM agreements") == [("one",)]
    assert house.ask("SELECT extraction_id FROM deportation_flights") == [("both",)]
    assert house.ask("SELECT extraction_id, kind FROM history.evidence GROUP BY ALL") == [("both", "agreement")]


def test_a_failure_is_shown_beside_the_facts_until_it_succeeds(house: House) -> None:
    reject = Reject(kind=None, field=None, stage="engine", reason="the server is down")
    failed = landed.extraction(TEXT, "a", [], extraction_id="y", minutes=2, status="failed", rejects=[reject])
    house.load(
        landed.document(TEXT, "a"), landed.extraction(TEXT, "a", [landed.agreement("x", TEXT)], extraction_id="x")
    )
    house.load(failed)
    assert house.ask("SELECT extraction_id FROM agreements") == [("x",)]
    assert house.ask("SELECT source, stage, reason FROM rejects") == [("a", "engine", "the server is down")]
    house.load(landed.extraction(TEXT, "a", [landed.agreement("y", TEXT)], extraction_id="y", minutes=3))
    assert house.ask("SELECT extraction_id FROM agreements") == [("y",)]
    assert house.ask("SELECT count(*) FROM rejects") == [(0,)]


def test_a_failed_repetition_does_not_replace_a_success(house: House) -> None:
    good = landed.extraction(TEXT, "a", [landed.agreement("x", TEXT)], extraction_id="x", minutes=1)
    house.load(landed.document(TEXT, "a"), good)
    house.load(landed.extraction(TEXT, "a", [], extraction_id="x", minutes=2, status="failed"))
    assert house.ask("SELECT status, records FROM extractions") == [("ok", 1)]
    assert house.ask("SELECT count(*) FROM agreements") == [(1,)]


def test_every_attempt_at_an_extraction_stays_in_history(house: House) -> None:
    first = landed.extraction(TEXT, "a", [landed.agreement("x", TEXT)], extraction_id="x", minutes=1, run_id="one")
    fresh = landed.extraction(TEXT, "a", [landed.flight("x", TEXT, 1)], extraction_id="x", minutes=2, run_id="two")
    failed = landed.extraction(TEXT, "a", [], extraction_id="x", minutes=3, status="failed", run_id="three")
    house.load(landed.document(TEXT, "a"), first)
    house.load(fresh, first)
    house.load(failed, fresh)
    assert house.ask("SELECT extraction_id, run_id FROM extractions") == [("x", "two")]
    assert house.ask("SELECT run_id, status, records, extraction_id FROM history.extractions ORDER BY ALL") == [
        ("one", "ok", 1, "x@2026-01-01T00:01:00.000000"),
        ("three", "failed", 0, "x@2026-01-01T00:03:00.000000"),
    ]
    assert house.ask("SELECT count(*) FROM agreements") == [(0,)]
    assert house.ask("SELECT extraction_id FROM history.agreements") == [("x@2026-01-01T00:01:00.000000",)]
    rows = "SELECT count(*) FROM history.agreement_parties SEMI JOIN history.agreements USING (extraction_id)"
    assert house.ask(rows) == [(2,)]
    assert house.ask("SELECT DISTINCT extraction_id FROM evidence") == [("x",)]
    before = house.contents()
    rebuild(house.file)
    assert house.contents() == before


def test_what_is_partial_is_a_fact_until_it_is_whole(house: House) -> None:
    part = landed.extraction(TEXT, "a", [landed.agreement("x", TEXT)], extraction_id="x", status="partial")
    house.load(landed.document(TEXT, "a"), part)
    assert house.ask("SELECT extraction_id FROM agreements") == [("x",)]
    assert house.ask("SELECT status FROM extractions") == [("partial",)]
    records = [landed.agreement("x", TEXT), landed.flight("x", TEXT, 1)]
    house.load(landed.extraction(TEXT, "a", records, extraction_id="x", minutes=2))
    assert house.ask("SELECT status, records FROM extractions") == [("ok", 2)]
    assert house.ask("SELECT count(*) FROM agreements") == [(1,)]


def test_a_request_that_waits_for_its_answer_is_no_row(house: House) -> None:
    house.load(landed.document(TEXT, "a"), landed.request(TEXT, "x"))
    assert house.ask("SELECT count(*) FROM model_calls") == [(0,)]
    assert house.ask("SELECT count(*) FROM rejects") == [(0,)]


def test_records_that_no_longer_hold_are_rejected_one_by_one(house: House) -> None:
    good = landed.agreement("x", TEXT)
    fine = {**good.data, "payments": [{"text": "x", "amount": "0.001"}]}
    bad = [
        good.model_copy(update={"record_id": "r1", "data": {**good.data, "modality": "dreamt of"}}),
        good.model_copy(update={"record_id": "r2", "kind": "weather"}),
        good.model_copy(update={"record_id": "r3", "data": fine}),
    ]
    report = house.load(landed.document(TEXT, "a"), landed.extraction(TEXT, "a", [*bad, good, good], extraction_id="x"))
    assert (report.loaded.records, report.loaded.rejected) == (1, 3)
    assert house.ask("SELECT record_id FROM agreements") == [(good.record_id,)]
    assert house.ask("SELECT DISTINCT record_id FROM evidence") == [(good.record_id,)]
    assert house.ask("SELECT records, rejects FROM extractions") == [(1, 3)]
    assert [row[:3] for row in house.ask("SELECT stage, kind, field, reason FROM rejects ORDER BY kind, field")] == [
        ("load", "agreement", None),
        ("load", "agreement", None),
        ("load", "weather", None),
    ]
    assert house.ask("SELECT reason FROM rejects WHERE contains(reason, 'modality: ')") != []
    assert house.ask("SELECT count(*) FROM rejects WHERE payload->>'$.agreement_type' = 'other'") == [(3,)]


def test_a_line_that_only_looks_as_we_write_it_is_looked_into(house: House) -> None:
    good = landed.agreement("x", TEXT)
    short = good.model_copy(update={"record_id": "r1", "data": {"quotes": good.data["quotes"]}})
    wrong = good.model_copy(update={"record_id": "r2", "data": {**good.data, "conditions": "none"}})
    house.load(*landed.one_document(2))
    report = house.load(
        landed.document(TEXT, "a"), landed.extraction(TEXT, "a", [good, short, wrong], extraction_id="x")
    )
    assert (report.loaded.records, report.loaded.rejected, report.rebuilt) == (3, 1, False)
    assert house.ask("SELECT modality, status FROM agreements WHERE record_id = 'r1'") == [("asserted", None)]
    assert house.ask("SELECT conditions FROM agreements WHERE record_id = 'r2'") == [([],)]
    assert house.ask("SELECT field, reason, payload FROM rejects") == [
        ("conditions", "Input should be a valid list", '"none"')
    ]


def test_an_amount_finer_than_its_column_is_not_rounded(house: House) -> None:
    good = landed.agreement("x", TEXT)
    fine = good.model_copy(
        update={"record_id": "r1", "data": {**good.data, "payments": [{**good.data["payments"][0], "amount": "0.125"}]}}
    )
    house.load(landed.document(TEXT, "a"), landed.extraction(TEXT, "a", [good, fine], extraction_id="x"))
    assert house.ask("SELECT record_id FROM agreements") == [(good.record_id,)]
    assert house.ask("SELECT reason FROM rejects") == [("payments.0.amount: 0.125 does not fit DECIMAL(18,2)",)]


@pytest.mark.parametrize("cut", ["head", "middle", "tail"])
def test_bytes_that_the_disk_changed_cost_their_line_alone(house: House, cut: str) -> None:
    house.land(*landed.one_document(1), *landed.one_document(2))
    (file,) = house.log.files()
    data = file.read_bytes()
    start = data.index(b'{"line":"extraction"')
    end = data.index(b"\n", start)
    position = {"head": start + 30, "middle": (start + end) // 2, "tail": end - 2}[cut]
    file.write_bytes(data[:position] + b'"\xff' + data[position + 2 :])
    report = house.load()
    assert (report.loaded.damaged, report.loaded.records) == (1, 2)
    assert house.ask("SELECT count(*) FROM documents") == [(2,)]


def test_damaged_lines_are_rejects_and_torn_ones_are_read_when_they_are_whole(house: House) -> None:
    house.land(*landed.one_document(1))
    (file,) = house.log.files()
    data = file.read_bytes()
    cut = data.rindex(b'{"line":"extraction"') + 100
    file.write_bytes(b'{"line":"document"}\n' + data[:cut])
    report = house.load()
    assert (report.loaded.damaged, report.loaded.torn, report.loaded.records) == (1, 1, 0)
    ((source, reason),) = house.ask("SELECT source, reason FROM rejects")
    assert source == file.name
    assert reason.startswith("damaged line at byte 0: document.document_id: Field required")
    file.write_bytes(b'{"line":"document"}\n' + data)
    assert house.load().loaded.records == 2
    assert house.ask("SELECT count(*) FROM rejects") == [(1,)]


def test_facts_about_a_document_that_is_not_in_the_log_wait_in_history(house: House) -> None:
    house.load(
        landed.extraction(TEXT, "a", [landed.agreement("x", TEXT)], extraction_id="x"), landed.sighting(TEXT, "a")
    )
    assert house.ask("SELECT count(*) FROM agreements") == [(0,)]
    house.load(landed.document(TEXT, "a"))
    assert house.ask("SELECT count(*) FROM agreements") == [(1,)]


def test_text_that_is_no_text_does_not_stop_a_load(house: House) -> None:
    text = "Null \x00 and half a pair \ud83d and a whole one 😀, \u2028 and \\u0000 as printed."
    source = os.fsdecode(b"caf\xe9.txt")
    house.load(landed.document(text, source), landed.sighting(text, source), landed.unread(source + "x", 0))
    ((found, length, name),) = house.ask("SELECT text, length(text), source FROM documents")
    assert found == text.replace("\ud83d", "\ufffd")
    assert length == len(text)
    assert name == "caf\\udce9.txt"
    assert house.ask("SELECT is_current, (SELECT count(*) FROM rejects) FROM document_sources") == [(True, 1)]


def test_times_of_other_zones_are_held_in_utc(house: House) -> None:
    line = landed.sighting(TEXT, "a").model_copy(
        update={"at": landed.at(0).astimezone(timezone(timedelta(hours=2))) + timedelta(minutes=5)}
    )
    house.load(landed.document(TEXT, "a", 5), line)
    assert house.ask("SELECT first_seen = last_seen, last_seen::VARCHAR FROM document_sources") == [
        (True, "2026-01-01 00:05:00")
    ]


def test_a_log_that_lost_what_was_loaded_is_not_loaded_on(house: House) -> None:
    house.load(*landed.whole_run(1))
    (file,) = house.log.files()
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(WarehouseError, match=r"loaded up to byte \d+, and is now 100 bytes long\n.*dossier rebuild"):
        load_and_publish(house.file)
    file.unlink()
    with pytest.raises(WarehouseError, match="is now gone"):
        load_and_publish(house.file)
    with pytest.raises(WarehouseError, match="holds no landing log"):
        rebuild(house.file)


def test_a_large_document_is_loaded(house: House) -> None:
    text = "Too long to be read at one go. " * 700_000
    house.load(landed.document(text, "a"), SightingLine(document_id=landed.digest_of(text), source="a", run_id="r"))
    assert house.ask("SELECT length(text) FROM documents") == [(len(text),)]


@pytest.mark.parametrize("batch", [5000, 160 << 20])
@pytest.mark.parametrize("beside", [0, 8 << 20])
def test_many_batches_are_as_good_as_one(
    batch: int, beside: int, house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And evidence that is inserted beside the rest as good as in turns."""
    lines = [*landed.whole_run(8), *two_editions(), *landed.whole_run(8)]
    house.load(*lines)
    small = House(tmp_path / "small")
    monkeypatch.setattr("warehouse.batch.BATCH_BYTES", batch)
    monkeypatch.setattr("warehouse.loader.BESIDE_BYTES", beside)
    small.load(*lines[:30])
    small.load(*lines[30:])
    assert small.contents() == house.contents()
    rebuild(small.file)
    assert small.contents() == house.contents()


def test_a_value_that_fails_beside_the_rest_is_looked_into(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("warehouse.loader.BESIDE_BYTES", 0)
    line = encode(landed.extraction(TEXT, "a", [landed.agreement("x", TEXT)], extraction_id="x"))
    house.load(landed.document(TEXT, "a"))
    with next(iter(house.log.files())).open("ab") as file:
        file.write(line.replace(b'"char_start":', b'"char_start":"no number"', 1) + line.replace(b'"x"', b'"y"'))
    report = load_and_publish(house.file)
    assert (report.loaded.records, report.loaded.damaged) == (1, 1)
    assert house.ask("SELECT DISTINCT extraction_id FROM evidence") == [("y",)]


def test_a_load_that_runs_out_of_memory_begins_again_with_more(house: House, tmp_path: Path) -> None:
    lines = list(landed.whole_run(3))
    house.load(*lines)
    small = House(tmp_path / "small")
    small.land(*lines)
    with pytest.raises(WarehouseError, match="Out of Memory"):
        load_and_publish(small.file, memory_mb=(8,))
    load_and_publish(small.file, memory_mb=(8, 512))
    assert small.contents() == house.contents()


def test_duckdb_takes_in_the_settings_of_a_load() -> None:
    """One that is not applied raises nothing: it costs a quarter of what storing takes."""
    with duckdb.connect() as con:
        con.execute(SETTINGS)
        ((methods, threads),) = con.execute(
            "SELECT current_setting('disabled_compression_methods'), current_setting('threads')"
        ).fetchall()
    assert ({one.strip().lower() for one in methods.split(",")}, threads) == ({"fsst", "zstd"}, 1)


def test_the_public_contract_holds(house: House) -> None:
    house.load(*landed.whole_run(3), *two_editions())
    with duckdb.connect(str(house.file), read_only=True) as con:
        assert list(breaches(con)) == []
