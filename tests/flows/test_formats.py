"""PDF, DOCX, mails and archives through a run into the warehouse: every value points to its page or part."""

from __future__ import annotations

import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from flows.request import RunRequest
from tests.flows.conftest import RunFlow, report_of
from tests.flows.test_extract_documents import rows
from tests.show.browser import CHROMIUM

FILES = Path(__file__).parents[1] / "reading" / "files"
PAGES = 400
TELLING = range(7, PAGES + 1, 31)
"""The pages that tell a removal, each of as many people as its number says."""
FILLER = (
    "The register of this week has no entry for page {page}. Officials said that the list of names was sent by post, "
    "that it was checked by hand, and that an answer took about a week; nobody who was asked knew more than that."
)
TOLD = "On 3 March 2025, Ecuador refused a deportation flight from the United States with {page} people on board."
WHERE = """
    SELECT c.value, c.part, d.source FROM citations AS c INNER JOIN documents AS d USING (document_id)
    WHERE c.kind = 'deportation_flight' AND c.field = 'passengers.min' ORDER BY c.value::int"""
HAITI = """
    SELECT part FROM citations
    WHERE kind = 'stance_table' AND field LIKE 'rows.%.country' AND value = 'HTI' ORDER BY part"""
NOT_THERE = """
    SELECT count(*) FROM evidence AS e INNER JOIN documents AS d USING (document_id)
    WHERE e.char_start IS NOT NULL AND substr(d.text, e.char_start + 1, e.char_end - e.char_start) <> e.quote"""


def run_over(run_flow: RunFlow, folder: Path, *sources: Path) -> tuple[Path, int]:
    """Return the warehouse after a run over `sources`, and how many documents the run looked at."""
    warehouse = folder / "warehouse" / "dossier.duckdb"
    request = RunRequest(sources=[str(source) for source in sources], engine="rules", warehouse=warehouse)
    report = report_of(run_flow(request))
    assert (report.outcome, report.failed) == ("done", 0)
    assert rows(warehouse, NOT_THERE) == [(0,)]
    return warehouse, report.documents


def test_values_of_files_and_of_what_is_in_them_point_to_page_and_section(run_flow: RunFlow, tmp_path: Path) -> None:
    packed = tmp_path / "week.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.write(FILES / "page.pdf", "notes/page.pdf")
        archive.write(FILES / "mail.eml", "mail.eml")
    warehouse, documents = run_over(run_flow, tmp_path, FILES / "report.pdf", packed)
    assert documents == 4
    docx = f"{packed}#mail.eml#Bericht März.docx"
    report = str(FILES / "report.pdf")
    assert sorted(rows(warehouse, WHERE), key=str) == [
        ("118", "page 4", report),
        ("118", "section Flights by month", docx),
        ("45", "page 1", report),
        ("45", "section Register of Removal Flights, First Quarter of 2025", docx),
        ("64", None, f"{packed}#mail.eml"),
        ("71", "page 1", f"{packed}#notes/page.pdf"),
    ]
    assert rows(warehouse, HAITI) == [("page 3",), ("section Where each country stands",)]
    assert rows(warehouse, "SELECT count(*) FROM document_sources WHERE is_current") == [(4,)]


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install -y --no-install-recommends chromium")
def test_a_pdf_of_four_hundred_pages(run_flow: RunFlow, tmp_path: Path) -> None:
    report = printed(tmp_path)
    warehouse, _ = run_over(run_flow, tmp_path, report)
    assert rows(warehouse, "SELECT kind, count(DISTINCT label) FROM document_parts GROUP BY kind") == [("page", PAGES)]
    assert rows(warehouse, WHERE) == [(str(page), f"page {page}", str(report)) for page in TELLING]


def printed(folder: Path) -> Path:
    """Let Chromium print a report of 400 pages, with the header and footer that it adds."""
    page, report = folder / "report.html", folder / "report.pdf"
    body = "".join(
        f"<section><h2>Entry {page}</h2><p>{(TOLD if page in TELLING else FILLER).format(page=page)}</p></section>"
        for page in range(1, PAGES + 1)
    )
    style = "<style>section { break-after: page } section:last-child { break-after: auto }</style>"
    page.write_text(
        f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Long</title>{style}{body}", encoding="utf-8"
    )
    where = [f"--user-data-dir={folder}/profile", f"--print-to-pdf={report}", page.as_uri()]
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    command = [str(CHROMIUM), "--headless", "--disable-gpu", *sandbox, *where]
    subprocess.run(command, check=True, timeout=240, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return report
