"""What the warehouse knows of pages that were fetched: when, what came of it, and under which hash it is kept."""

from __future__ import annotations

import pytest

from core.landing.raw import encode
from core.lines import FetchLine, SightingLine
from tests.warehouse import landed
from tests.warehouse.conftest import House
from warehouse.rebuild import rebuild

ADDRESS = "https://news.example/a"


def fetch(minutes: float, archived: str | None, outcome: str = "fetched", **more: object) -> FetchLine:
    said = {
        "address": ADDRESS,
        "outcome": outcome,
        "run_id": "r",
        "at": landed.at(minutes),
        "archived": archived,
        **more,
    }
    return FetchLine.model_validate(said)


def seen_in(text: str, minutes: float, archived: str, tags: list[str]) -> SightingLine:
    return landed.sighting(text, ADDRESS, minutes).model_copy(update={"archived": archived, "tags": tags})


@pytest.mark.parametrize("trusting", [True, False])
def test_of_a_page_the_archived_bytes_of_each_version_are_known(house: House, trusting: bool) -> None:
    old, new = landed.text_of(1), landed.text_of(1, edition=1)
    spoiled = [] if trusting else [landed.sighting(new, "other-\ud800", 2)]  # a lone surrogate is read in full
    house.load(
        *spoiled,
        fetch(0, "a" * 64, status=200, bytes=12, final_address=ADDRESS),
        landed.document(old, ADDRESS, 1),
        seen_in(old, 1, "a" * 64, ["official", "daily"]),
        fetch(2, "b" * 64),
        landed.document(new, ADDRESS, 2),
        seen_in(new, 2, "b" * 64, ["official"]),
    )
    held = (
        "SELECT archived, tags, is_current FROM document_sources WHERE source = '" + ADDRESS + "' ORDER BY first_seen"
    )
    assert house.ask(held) == [("a" * 64, ["official", "daily"], False), ("b" * 64, ["official"], True)]
    assert house.ask("""
        SELECT f.bytes, f.status FROM history.documents JOIN document_sources USING (document_id)
        JOIN fetches AS f USING (archived)
    """) == [(12, 200)]
    house.load(
        fetch(3, None, "vanished", status=404),
        fetch(4, None, "failed", reason="HTTP 500"),
        landed.sighting(new, ADDRESS, 4),
    )
    assert house.ask(held) == [("a" * 64, ["official", "daily"], False), ("b" * 64, None, True)]
    assert house.ask('SELECT outcome, status, reason FROM fetches ORDER BY "at" DESC LIMIT 2') == [
        ("failed", None, "HTTP 500"),
        ("vanished", 404, None),
    ]
    before = house.contents()
    rebuild(house.file)
    assert house.contents() == before


def test_a_sighting_of_a_file_is_as_short_as_it_was() -> None:
    assert b"archived" not in encode(landed.sighting("a", "b"))
    assert b"tags" not in encode(landed.sighting("a", "b"))
