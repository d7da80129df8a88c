"""What an earlier run has read is known again by its bytes: not read again, and never taken for what it is not."""

from __future__ import annotations

import asyncio
import os
import resource
import shutil
import uuid
import zipfile
from pathlib import Path
from typing import Any, TypeVar

import pytest

from core.landing.log import LandingLog
from core.lines import AnyLine, ExtractionLine, ReadingLine, SightingLine
from extraction.reading import discover
from flows.progress import Lines, watching
from flows.request import RunRequest
from flows.run import Run, open_run
from tests.fetching.site import served
from warehouse.layout import layout

FILES = Path(__file__).parents[1] / "reading" / "files"
PACT = "The United States and {} signed a safe third country agreement on 25 September 2019, officials said.\n"
Kind = TypeVar("Kind", bound=AnyLine)


class Silence(Lines):
    """Nobody watches."""

    def say(self, message: str) -> None:
        """Say nothing."""


class House:
    """Runs over one folder of documents, into one log."""

    def __init__(self, folder: Path) -> None:
        self.documents = folder / "documents"
        self.documents.mkdir()
        self.files = layout(folder / "warehouse" / "dossier.duckdb")
        self.unknown: list[str] = []
        """The sources that the last run did not know again."""

    def file(self, name: str, text: str) -> Path:
        path = self.documents / name
        path.write_text(text)
        return path

    def archive(self, **contents: str | bytes) -> Path:
        path = self.documents / "archive.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in contents.items():
                archive.writestr(f"{name}.txt", content)
        return path

    def run(self, *sources: str, **said: Any) -> Run:
        named = {"sources": list(sources) or [str(self.documents)], "kinds": ["agreement"], **said}
        return asyncio.run(self._run(RunRequest(warehouse=self.files.link, **named)))

    async def _run(self, request: RunRequest) -> Run:
        watching.set(Silence(attended=False))
        async with open_run(request, str(uuid.uuid4())) as run:
            self.unknown = await run.pass_unchanged(list(discover(request.sources, addresses=True)))
            await run.process_all(self.unknown, asyncio.Semaphore(1))
        return run

    def lines(self, kind: type[Kind], run: Run | None = None) -> list[Kind]:
        found = [entry.line for entry in LandingLog(self.files.landing).entries() if isinstance(entry.line, kind)]
        return [line for line in found if run is None or getattr(line, "run_id", None) == run.run_id]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def seen(house: House, run: Run) -> list[tuple[str, str]]:
    """Return which source held which document in a run."""
    return sorted((line.source, line.document_id) for line in house.lines(SightingLine, run))


def test_an_unchanged_file_is_sighted_and_not_read(house: House) -> None:
    house.file("a.txt", PACT.format("Honduras"))
    house.file("b.txt", PACT.format("Guatemala"))
    first, again = house.run(), house.run()
    assert house.unknown == []
    assert (first.counts.documents, first.counts.extracted, first.counts.skipped) == (2, 2, 0)
    assert (again.counts.documents, again.counts.extracted, again.counts.skipped) == (2, 0, 2)
    assert seen(house, again) == seen(house, first) != []
    assert len(house.lines(ReadingLine)) == 2  # said once


def test_a_file_that_has_changed_is_read_though_its_time_and_size_are_as_they_were(house: House) -> None:
    path = house.file("a.txt", PACT.format("Honduras"))
    before = path.stat()
    first = house.run()
    path.write_text(PACT.format("Paraguay"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    changed = house.run()
    assert (house.unknown, changed.counts.extracted) == ([str(path)], 1)
    path.write_text(PACT.format("Honduras"))
    back = house.run()
    assert house.unknown == []
    assert seen(house, back) == seen(house, first) != seen(house, changed)


@pytest.mark.parametrize("said", [{"fresh": True}, {"language": "en"}, {"kinds": ["stance"]}])
def test_another_question_is_another_reading(house: House, said: dict[str, Any]) -> None:
    path = house.file("a.txt", PACT.format("Honduras"))
    house.run()
    other = house.run(**said)
    assert (house.unknown, other.counts.extracted) == ([str(path)], 1)


def test_another_limit_is_another_reading(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.file("a.txt", PACT.format("Honduras"))
    house.run()
    monkeypatch.setenv("DOSSIER_MAX_DOCUMENT_BYTES", "20")
    assert house.run().outcome == "failed_documents"


def test_a_copy_is_a_source_of_its_own(house: House) -> None:
    path = house.file("a.txt", PACT.format("Honduras"))
    house.run()
    copy = Path(shutil.copy(path, house.documents / "b.md"))
    both = house.run()
    assert house.unknown == [str(copy)]
    assert [source for source, _ in seen(house, both)] == [str(path), str(copy)]


def test_an_archive_is_known_as_a_whole(house: House) -> None:
    path = house.archive(a=PACT.format("Honduras"), b=PACT.format("Guatemala"))
    first, again = house.run(), house.run()
    assert house.unknown == []
    assert [source for source, _ in seen(house, again)] == [f"{path}#a.txt", f"{path}#b.txt"]
    assert (again.counts.documents, again.counts.further) == (first.counts.documents, first.counts.further) == (2, 1)


def test_an_archive_that_was_left_half_way_is_read_on(house: House) -> None:
    path = house.archive(a=PACT.format("Honduras"), b=PACT.format("Guatemala"))
    assert house.run(limit=1).counts.extracted == 1
    assert house.lines(ReadingLine) == []
    rest = house.run()
    assert (house.unknown, rest.counts.extracted, rest.counts.skipped) == ([str(path)], 1, 1)


def test_what_cannot_be_read_is_tried_again(house: House) -> None:
    path = house.archive(a=PACT.format("Honduras"), b=b"\x00\x01\x02\x03" * 50)
    assert house.run().counts.failed == 1
    again = house.run()
    assert (house.unknown, again.counts.failed) == ([str(path)], 1)


def test_what_was_not_answered_is_asked_again(house: House) -> None:
    path = house.file("a.txt", PACT.format("Honduras"))
    house.run()
    (log,) = house.files.landing.glob("*.jsonl")
    log.write_bytes(log.read_bytes().replace(b'"status":"ok"', b'"status":"failed"'))
    again = house.run()
    assert (house.unknown, again.counts.extracted) == ([str(path)], 1)


def test_a_document_that_the_log_has_lost_is_read_again(house: House) -> None:
    path = house.file("a.txt", PACT.format("Honduras"))
    house.run()
    (log,) = house.files.landing.glob("*.jsonl")
    kept = [line for line in log.read_bytes().splitlines(keepends=True) if not line.startswith(b'{"line":"document"')]
    log.write_bytes(b"".join(kept))
    house.run()
    assert house.unknown == [str(path)]


def test_a_pdf_is_not_parsed_again_from_a_file_nor_from_the_web(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOSSIER_ALLOWED_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("DOSSIER_FETCH_DELAY_S", "0")
    path = Path(shutil.copy(FILES / "page.pdf", house.documents))
    with served() as site:
        address = site.page("/page.pdf", path.read_bytes(), Content_Type="application/pdf", ETag='"1"')
        first = house.run(str(path), address)
        before = processor_time_of_children()
        again = house.run(str(path), address)
    assert before > 0
    assert processor_time_of_children() == before
    assert (first.counts.documents, again.counts.documents, again.counts.skipped) == (2, 2, 2)
    assert seen(house, again) == seen(house, first)
    archived = [line.archived for line in house.lines(SightingLine, again) if line.source == address]
    assert len(archived) == 1
    assert archived[0] is not None


def processor_time_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def test_a_log_without_readings_still_knows_what_is_done(house: House) -> None:
    path = house.file("a.txt", PACT.format("Honduras"))
    house.run()
    (log,) = house.files.landing.glob("*.jsonl")  # as versions before this one have left it
    kept = [line for line in log.read_bytes().splitlines(keepends=True) if not line.startswith(b'{"line":"reading"')]
    log.write_bytes(b"".join(kept))
    again = house.run()
    assert (house.unknown, again.counts.skipped) == ([str(path)], 1)
    assert len(house.lines(ExtractionLine)) == 1
    house.run()
    assert house.unknown == []
