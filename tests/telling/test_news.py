"""What is new in the world, out of landed runs: told first, again, otherwise; changed, gone, failed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.identity import digest
from core.lines import AnyLine, DocumentLine, ExtractionLine, LandedRecord, SightingLine
from flows.telling import plain
from tests.warehouse import landed
from tests.warehouse.conftest import House
from warehouse.news import News, news_of
from warehouse.query import open_warehouse
from warehouse.runs import runs

QUOTE = "Honduras and the United States {} a pact in 2022, its ministry said."


def pact(source: str, verb: str, status: str, *, run: int, **data: Any) -> Iterable[AnyLine]:
    """Everything that run number `run` lands about a document that tells of the pact in these words."""
    quote = QUOTE.format(verb)
    text = f"{source}. {quote}\n"
    extraction_id = digest("pact", text)
    fields = {
        "quotes": [quote],
        "modality": "asserted",
        "status": status,
        "agreement_type": "treaty",
        "parties": [{"country": "HND", "role": "receiver"}, {"country": "USA", "role": "sender"}],
        **data,
    }
    proof = [
        landed.evidence(text, "quotes.0", quote, quote),
        landed.evidence(text, "status", status, verb),
        landed.evidence(text, "parties.0.country", "HND", "Honduras"),
        landed.evidence(text, "parties.1.country", "USA", "United States"),
    ]
    records: list[LandedRecord] = [landed.record(extraction_id, "agreement", fields, proof)]
    minutes = run * 10 + 1
    yield landed.document(text, source, minutes)
    yield landed.sighting(text, source, minutes, run_id=f"run-{run}")
    yield landed.extraction(text, source, records, extraction_id=extraction_id, minutes=minutes, run_id=f"run-{run}")


def ran(house: House, run: int, *lines: AnyLine) -> News:
    """Land and load these lines as one run, and return its news."""
    finished = {"documents": 1, "extracted": 1, "skipped": 0, "failed": 0, "outcome": "done"}
    run_id = f"run-{run}"
    house.load(
        landed.run("started", run * 10, run_id), *lines, landed.run("finished", run * 10 + 5, run_id, **finished)
    )
    with open_warehouse(house.file) as con:
        known = runs(con)
        return news_of(con, known, next(one for one in known if one.run_id == run_id))


def test_what_nobody_had_told_is_new_once(house: House) -> None:
    news = ran(house, 1, *pact("a", "signed", "signed", run=1), *pact("b", "signed", "signed", run=1))
    (item,) = news.agreements
    assert (item.about, item.status, item.more) == ("Honduras, United States · treaty", "signed", 1)
    assert item.quote == QUOTE.format("signed")
    assert (news.conflicts, news.statuses, dict(news.added)) == ([], [], {"agreement": 2})
    assert news.is_news


def test_what_another_document_had_told_is_told_again(house: House) -> None:
    ran(house, 1, *pact("a", "signed", "signed", run=1))
    news = ran(house, 2, *pact("b", "signed", "signed", run=2))
    assert (news.agreements, news.conflicts, news.again) == ([], [], 1)
    assert not news.is_news


def test_what_another_document_tells_otherwise_is_a_conflict(house: House) -> None:
    ran(house, 1, *pact("a", "signed", "signed", run=1))
    news = ran(house, 2, *pact("b", "rejected", "rejected", run=2))
    (item,) = news.conflicts
    assert (item.status, item.elsewhere, news.agreements) == ("rejected", "signed (a)", [])


def test_of_many_documents_that_tell_otherwise_five_are_named(house: House) -> None:
    ran(house, 1, *(line for name in "abcdefgh" for line in pact(name, "signed", "signed", run=1)))
    news = ran(house, 2, *pact("z", "rejected", "rejected", run=2))
    (item,) = news.conflicts
    assert item.elsewhere == "signed (a); signed (b); signed (c); signed (d); signed (e); …"


def test_a_source_that_tells_more_is_counted_beside_a_new_one(house: House) -> None:
    ran(house, 1, *pact("a", "announced", "announced", run=1))
    news = ran(house, 2, *pact("a", "signed", "signed", run=2), *pact("b", "signed", "signed", run=2))
    assert (dict(news.added), dict(news.changed)) == ({"agreement": 1}, {"agreement": 1})
    assert [item.status for item in news.statuses] == ["announced → signed"]


def test_two_documents_of_one_run_that_contradict_each_other_are_a_conflict(house: House) -> None:
    news = ran(house, 1, *pact("a", "signed", "signed", run=1), *pact("b", "rejected", "rejected", run=1))
    assert sorted((item.status, item.elsewhere) for item in news.conflicts) == [
        ("rejected", "signed (a)"),
        ("signed", "rejected (b)"),
    ]


def test_a_source_that_changes_its_mind_is_a_changed_status(house: House) -> None:
    ran(house, 1, *pact("a", "announced", "announced", run=1))
    news = ran(house, 2, *pact("a", "terminated", "terminated", run=2))
    (item,) = news.statuses
    assert (item.about, item.status) == ("Honduras, United States · treaty", "announced → terminated")
    assert item.quote == QUOTE.format("terminated")
    assert (news.agreements, dict(news.changed)) == ([], {"agreement": 1})


def found_again(text_source: str, at: str, *, run: int) -> list[AnyLine]:
    """Everything that run number `run` lands that finds at one source the text that another one had."""
    text = f"{text_source}. {QUOTE.format('signed')}\n"
    return [landed.sighting(text, at, run * 10 + 1, run_id=f"run-{run}")]


def test_a_text_that_has_moved_is_told_of_by_where_it_is_now(house: House) -> None:
    ran(house, 1, *pact("a", "signed", "signed", run=1))
    ran(house, 2, *pact("a", "rejected", "rejected", run=2))  # the first text is nowhere any more
    news = ran(house, 3, *found_again("a", "z", run=3))
    (item,) = news.conflicts
    assert (item.source, item.status, item.elsewhere) == ("z", "signed", "rejected (a)")
    news = ran(house, 4, *pact("c", "suspended", "suspended", run=4))
    (item,) = news.conflicts
    assert item.elsewhere == "rejected (a); signed (z)"


def test_a_text_at_two_sources_is_told_of_by_the_one_that_the_run_has_found(house: House) -> None:
    lines = list(pact("a", "signed", "signed", run=1))
    house.land(*lines[:2])  # by a run that was asked for something else
    news = ran(house, 2, *found_again("a", "z", run=2), later(lines[2], run=2))
    assert [item.source for item in news.agreements] == ["z"]


def later(line: AnyLine, *, run: int) -> AnyLine:
    """Return what run number `run` lands in its place."""
    return line.model_copy(update={"run_id": f"run-{run}", "at": landed.at(run * 10 + 2)})


def test_a_changed_text_that_says_the_same_is_no_news(house: House) -> None:
    ran(house, 1, *pact("a", "signed", "signed", run=1))
    changed = [
        line.model_copy(update={"source": "a"})
        for line in pact("a, corrected", "signed", "signed", run=2)
        if isinstance(line, DocumentLine | SightingLine | ExtractionLine)
    ]
    news = ran(house, 2, *changed)
    assert house.ask("SELECT count(*) FROM document_sources WHERE source = 'a'") == [(2,)]
    assert (news.agreements, news.statuses, news.conflicts, news.again, news.is_news) == ([], [], [], 0, False)
    assert (dict(news.added), dict(news.changed), dict(news.gone)) == ({}, {}, {})


def test_removals_failures_and_a_run_without_anything(house: House) -> None:
    lines = list(landed.one_document(1, minutes=11))
    failed = landed.unread("c", 12, "it is no text")
    news = ran(house, 1, *lines, failed)
    (removal,) = news.removals
    assert removal.about.endswith("→ Honduras Over 101 passengers")
    assert [(one.source, one.stage, one.reason) for one in news.failures] == [("c", "read", "it is no text")]
    nothing = ran(house, 2)
    assert (nothing.is_news, nothing.failures, dict(nothing.added)) == (False, [], {})


def test_texts_of_documents_mean_nothing_in_markdown() -> None:
    hostile = "x](http://evil) <script> **b** `c` | # h\n- \x1b[31m$a$ @all"
    shown = plain(hostile)
    assert "\n" not in shown
    assert "\x1b" not in shown
    assert "](" not in shown
    assert "<script>" not in shown
