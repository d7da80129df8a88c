"""`dossier tidy`: old bytes and old reports go; the last bytes of every address, and what the log holds, stay."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.landing.log import LandingLog
from core.lines import FetchLine
from extraction.fetching.answers import Fetched
from extraction.fetching.archive import Archive
from tests.conftest import Dossier
from warehouse.layout import Layout, layout

PAGE, GONE = "https://ministry.example/a", "https://ministry.example/b"


def days_ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)


@pytest.fixture
def files(dossier: Dossier) -> Layout:
    """A page that changed three times and back once, and one that vanished long ago."""
    files = layout(dossier.warehouse)
    archive = Archive(files.archive)
    with LandingLog(files.landing).writer() as log:

        def fetched(address: str, text: str, days: int) -> None:
            page = Fetched(
                address=address,
                final_address=address,
                at=days_ago(days),
                status=200,
                permanent=False,
                media_type="text/plain",
                charset="utf-8",
                etag=None,
                last_modified=None,
                body=text.encode(),
            )
            log.append(
                FetchLine(address=address, outcome="fetched", run_id="r", at=page.at, archived=archive.keep(page))
            )

        fetched(PAGE, "first", 400)
        fetched(PAGE, "second", 300)
        fetched(PAGE, "first again seen", 290)
        fetched(PAGE, "third", 50)
        fetched(PAGE, "second", 40)
        fetched(PAGE, "newest", 1)
        fetched(GONE, "the last of it", 400)
        log.append(FetchLine(address=GONE, outcome="vanished", run_id="r", at=days_ago(399)))
    for name, days in {"old.md": 200, "old.json": 200, "new.md": 2}.items():
        path = files.reports / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("what was new")
        os.utime(path, (days_ago(days).timestamp(),) * 2)
    return files


def kept(files: Layout) -> set[str]:
    return {path.read_text() for path in files.archive.glob("*/*.bin")}


def everything(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_old_and_replaced_goes(dossier: Dossier, files: Layout) -> None:
    log = everything(files.landing)
    done = dossier("tidy", "--older-than", "90 days")
    assert (done.code, done.err) == (0, "")
    assert "removed 4 archived files" in done.out
    assert "removed 2 files of reports" in done.out
    assert kept(files) == {"third", "second", "newest", "the last of it"}
    assert len(list(files.archive.glob("*/*.json"))) == 4
    assert [path.name for path in files.reports.iterdir()] == ["new.md"]
    assert everything(files.landing) == log
    assert "removed 0 archived files" in dossier("tidy", "--older-than", "90 days").out


def test_a_dry_run_removes_nothing(dossier: Dossier, files: Layout) -> None:
    before = everything(files.folder)
    done = dossier("tidy", "--older-than", "90 days", "--dry-run")
    assert (done.code, "would remove 4 archived files" in done.out) == (0, True)
    assert everything(files.folder) == before


@pytest.mark.parametrize("age", ["1 hour", "soon", "0 days", "0 6 * * *"])
def test_an_age_that_is_none_or_too_short_is_refused(dossier: Dossier, files: Layout, age: str) -> None:
    before = everything(files.folder)
    assert dossier("tidy", "--older-than", age).code == 2
    assert everything(files.folder) == before
