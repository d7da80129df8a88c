"""Disagreements and skipped documents: loaded from the log, current with their records, and absent from old logs."""

from __future__ import annotations

from core.landing.index import LandingIndex
from core.landing.raw import encode
from core.lines import AnyLine, Disagreement, ExtractionLine, Reject
from tests.warehouse.conftest import House
from tests.warehouse.landed import agreement, digest_of, document, extraction, sighting, text_of

TEXT = text_of(1)
SKIP = Reject(kind=None, field=None, stage="triage", reason="not asked: no country is named")


def told(extraction_id: str, minutes: float, *, with_disagreement: bool = True) -> list[AnyLine]:
    record = agreement(extraction_id, TEXT)
    disagreement = Disagreement(
        record_id=record.record_id,
        kind="agreement",
        field="status",
        model_value="signed",
        rules_value="agreed",
        model_quote="signed",
        rules_quote="a pact",
    )
    found = [disagreement] if with_disagreement else []
    line = extraction(TEXT, "a", [record], extraction_id=extraction_id, minutes=minutes, disagreements=found)
    return [document(TEXT, "a", minutes), sighting(TEXT, "a", minutes), line]


def skipped(extraction_id: str, minutes: float) -> ExtractionLine:
    return extraction(TEXT, "a", [], extraction_id=extraction_id, minutes=minutes, status="skipped", rejects=[SKIP])


def test_a_disagreement_is_a_row_that_leads_to_its_record(house: House) -> None:
    house.load(*told("one", 1))
    assert house.ask(
        "SELECT field, model_value, rules_value, status FROM disagreements JOIN agreements USING (record_id)"
    ) == [("status", "signed", "agreed", "signed")]


def test_it_goes_into_history_with_its_record(house: House) -> None:
    house.load(*told("one", 1))
    house.load(*told("two", 2, with_disagreement=False))
    assert house.ask("SELECT extraction_id FROM disagreements") == []
    assert house.ask("SELECT extraction_id FROM history.disagreements") == [("one",)]


def test_a_line_of_an_earlier_version_loads(house: House) -> None:
    lines = told("one", 1, with_disagreement=False)
    old = [encode(line).replace(b',"disagreements":[]', b"") for line in lines]
    assert old[2] != encode(lines[2])
    folder = house.folder / "landing"
    folder.mkdir()
    (folder / "20200101T000000.000000Z-1-00000000.jsonl").write_bytes(b"".join(old))
    house.load()
    assert house.ask("SELECT count(*) FROM agreements") == [(1,)]
    assert house.ask("SELECT count(*) FROM disagreements") == [(0,)]


def test_a_skipped_document_says_why_and_hides_no_answer(house: House) -> None:
    house.load(*told("one", 1), skipped("two", 2))
    assert house.ask("SELECT count(*) FROM agreements") == [(1,)]
    assert house.ask("SELECT stage, reason, source FROM rejects") == [("triage", SKIP.reason, "a")]
    assert house.ask("SELECT extraction_id, status FROM extractions ORDER BY ALL") == [
        ("one", "ok"),
        ("two", "skipped"),
    ]


def test_an_answer_takes_the_place_of_its_skip_and_never_the_other_way(house: House) -> None:
    house.load(document(TEXT, "a"), sighting(TEXT, "a"), skipped("one", 1))
    assert house.ask("SELECT status, document_id FROM extractions") == [("skipped", digest_of(TEXT))]
    house.load(*told("one", 2))
    house.load(skipped("one", 3))
    assert house.ask("SELECT status FROM extractions") == [("ok",)]
    assert house.ask("SELECT count(*) FROM rejects") == [(0,)]


def test_the_index_knows_what_was_skipped_and_what_is_done(house: House) -> None:
    house.land(document(TEXT, "a"), skipped("one", 1), skipped("two", 2), *told("two", 3))
    index = LandingIndex.of(house.log)
    assert index.skipped == {"one", "two"}
    assert index.done == {"two"}
