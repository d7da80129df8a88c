"""A warehouse with a plain document, a hostile one, a long one, one found twice and one that was replaced."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.identity import digest
from core.lines import AnyLine, Evidence
from tests.conftest import Dossier
from tests.show.hostile import FIELDS, OTHER_SOURCE, SOURCE, TEXT, TITLE
from tests.warehouse import landed
from warehouse.load import load_and_publish
from warehouse.story import Story

LONG_WORD = "x" * 50_000


def hostile_lines() -> Iterator[AnyLine]:
    """A document that attacks whoever shows it, and a record whose values do."""
    text = TEXT
    extraction_id = digest("extraction", "hostile")
    data = {"quotes": FIELDS[:2], "status": "arrived", "operator": FIELDS[2], "status_reason": FIELDS[3]}
    names = ("quotes.0", "quotes.1", "operator", "status_reason")
    proof = [landed.evidence(text, name, value, value) for name, value in zip(names, FIELDS, strict=True)]
    outside = Evidence(
        field="hedge", value="<b>", quote='"><svg onload=x>', char_start=None, char_end=None, match="derived", score=1.0
    )
    records = [landed.record(extraction_id, "deportation_flight", data, [*proof, outside])]
    yield landed.document(text, SOURCE).model_copy(
        update={"title": TITLE, "language": '"><script>', "media_type": "text/<b>"}
    )
    yield landed.sighting(text, SOURCE)
    yield landed.sighting(text, OTHER_SOURCE, minutes=1)
    yield landed.extraction(text, SOURCE, records, extraction_id=extraction_id)


def lines() -> Iterator[AnyLine]:
    yield from landed.one_document(1)
    yield from landed.one_document(2)
    yield from landed.one_document(2, minutes=5, edition=1)
    yield from hostile_lines()
    long = f"{landed.text_of(7)}{LONG_WORD} {'All work and no play. ' * 45_000}"
    yield landed.document(long, "notes/long.md")
    yield landed.sighting(long, "notes/long.md")
    yield landed.sighting(long, "archive/long.md")
    yield landed.extraction(
        long,
        "notes/long.md",
        [landed.agreement("long", long), landed.flight("long", long, 7)],
        extraction_id=digest("extraction", "long"),
    )


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the warehouse."""
    from core.landing.log import LandingLog

    folder = tmp_path_factory.mktemp("shown")
    with LandingLog(folder / "warehouse" / "landing").writer() as writer:
        for line in lines():
            writer.append(line)
    load_and_publish(folder / "warehouse" / "dossier.duckdb")
    return folder


@pytest.fixture
def command(shown: Path) -> Dossier:
    return Dossier(shown)


@pytest.fixture
def story_of(shown: Path) -> StoryOf:
    return StoryOf(shown / "warehouse" / "dossier.duckdb")


class StoryOf:
    """Reads stories by the beginning of a source's file name."""

    def __init__(self, warehouse: Path) -> None:
        self.warehouse = warehouse

    def __call__(self, name: str) -> Story:
        from warehouse.finding import find
        from warehouse.query import open_warehouse
        from warehouse.story import read_document

        with open_warehouse(self.warehouse) as con:
            (found,) = find(con, name)
            return read_document(con, found.id)

    def record(self, record_id: str) -> Story:
        from warehouse.query import open_warehouse
        from warehouse.story import read_record

        with open_warehouse(self.warehouse) as con:
            return read_record(con, record_id)
