"""Files that real programs made (tests/reading/files), read as their readers see them."""

from __future__ import annotations

import zipfile
from datetime import date
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from core.document import Document, Part
from core.errors import DocumentError
from extraction.reading import LeftOut, Material, Unread, documents_in, read_document, read_documents
from extraction.structure.build import structure_of

FILES = Path(__file__).with_name("files")
REPORT = "Register of Removal Flights, First Quarter of 2025"
REFUSED = (
    "On 3 March 2025, Ecuador refused a deportation flight from the United States with 45 people on board. The foreign"
)
ACROSS_PAGES = "after a delay of two days about which neither government said anything in public. The aircraft had been"


@pytest.fixture(scope="module")
def report() -> Document:
    return read_document(str(FILES / "report.pdf"))


def words_of(part: Part, document: Document) -> str:
    return document.text[slice(*part.span)]


def test_a_pdf_says_what_it_is(report: Document) -> None:
    assert (report.title, report.published_on) == (REPORT, date(2025, 4, 14))
    assert (report.language, report.media_type) == ("en-GB", "application/pdf")


def test_sentences_of_a_pdf_are_whole(report: Document) -> None:
    assert REFUSED in report.text  # over a line end, and past the mark of a footnote
    assert ACROSS_PAGES in report.text
    assert "third-country nationals need" in report.text
    assert "of 4" not in report.text
    assert report.text.count("Monitoring Group · Register of Removal Flights") == 1


def test_a_table_of_a_pdf_goes_on_overleaf(report: Document) -> None:
    structure = structure_of(report)
    where, months = structure.tables
    assert [cell.text for cell in where.headers] == ["Country", "Position", "Notes"]
    assert len(where.rows) == 28
    assert [cell.text for cell in where.rows[7].cells][:2] == ["Mexico", "Supports the agreement if the costs are met"]
    assert where.lead_in is not None
    assert report.text[slice(*where.lead_in)].startswith("The table shows where each country stands")
    assert [cell.text for cell in months.headers] == ["Month", "Flights Departed", "Flights Refused"]
    assert [[cell.text for cell in row.cells] for row in months.rows][2] == ["March", "9", "2"]


def test_pages_are_parts_in_order_that_leave_nothing_out(report: Document) -> None:
    assert {part.kind for part in report.parts} == {"page"}
    covered = set[int]()
    for before, after in zip(report.parts, report.parts[1:], strict=False):
        assert before.span[1] <= after.span[0]
    for part in report.parts:
        covered.update(range(*part.span))
    assert all(char.isspace() for index, char in enumerate(report.text) if index not in covered)
    on = {
        part.label: "".join(words_of(each, report) for each in report.parts if each.label == part.label)
        for part in report.parts
    }
    assert list(on) == ["1", "2", "3", "4"]
    assert "Quito, 14 April 2025" in on["1"]
    assert "| Chile |" in on["2"]
    assert "After the table" in on["3"]
    assert "seldom explained" in on["4"]
    assert "The register calls it an arrival" in on["1"]  # a footnote, which waits until the table ends


def test_what_a_browser_prints() -> None:
    page = read_document(str(FILES / "page.pdf"))
    assert (page.title, page.published_on, page.language) == (
        "Flight Notes of the Monitoring Group",
        date(2025, 5, 2),
        "es",
    )
    assert "that the re-examination of the existing one" in page.text
    assert "no agreement on third-country nationals was in force" in page.text
    [table] = structure_of(page).tables
    assert [cell.text for cell in table.headers] == ["Country", "Position", "Source \\| date"]
    assert table.rows[0].cells[1].text.startswith("Opposes flights of third-country nationals as long as")
    assert table.rows[1].cells[2].text == ""


def test_a_docx_with_tables() -> None:
    document = read_document(str(FILES / "report.docx"))
    assert (document.title, document.published_on) == (REPORT, date(2025, 4, 14))
    assert REFUSED in document.text
    assert "The register calls it an arrival" in document.text
    assert [len(table.rows) for table in structure_of(document).tables] == [28, 4]
    sections = {part.label: words_of(part, document) for part in document.parts}
    assert list(sections) == [REPORT, "What the register says", "Where each country stands", "Flights by month"]
    assert "| Chile | Opposes military flights |" in sections["Where each country stands"]
    assert {part.kind for part in document.parts} == {"section"}


def test_a_mail_and_what_is_attached_to_it() -> None:
    mail, attached, picture = read_documents(str(FILES / "mail.eml"))
    assert isinstance(mail, Document)
    assert (mail.source, mail.title) == (str(FILES / "mail.eml"), "Weekly note on removals – week 15 (Übersicht)")
    assert (mail.published_on, mail.media_type) == (date(2025, 4, 14), "text/html")
    assert "On 11 April 2025, Chile refused" in mail.text
    assert len(structure_of(mail).tables) == 1
    assert isinstance(attached, Document)
    assert attached.source == str(FILES / "mail.eml#Bericht März.docx")
    assert attached.title == REPORT
    assert picture == LeftOut(str(FILES / "mail.eml#logo.png"))


def test_what_is_in_a_container_can_be_named() -> None:
    assert read_document(str(FILES / "mail.eml")).title == "Weekly note on removals – week 15 (Übersicht)"
    assert read_document(str(FILES / "mail.eml#Bericht März.docx")).title == REPORT
    with pytest.raises(DocumentError, match="holds no document"):
        read_document(str(FILES / "mail.eml#gone.pdf"))


def test_an_archive_of_everything(tmp_path: Path) -> None:
    source = str(tmp_path / "in.zip")
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("notes/a.txt", "Panama said yes.")
        archive.write(FILES / "mail.eml", "mail.eml")
        archive.write(FILES / "page.pdf", "../../b.pdf")
        archive.writestr("notes/figures.xlsx", b"PK")
        archive.writestr(".hidden.txt", "x")
        archive.writestr("__MACOSX/notes/a.txt", "x")
        archive.writestr("c.txt", b"\x00\x01\x02\x03")
    found = list(read_documents(source))
    assert [(type(each).__name__, each.source.removeprefix(source)) for each in found] == [
        ("Document", "#notes/a.txt"),
        ("Document", "#mail.eml"),
        ("Document", "#mail.eml#Bericht März.docx"),
        ("LeftOut", "#mail.eml#logo.png"),
        ("Document", "#b.pdf"),
        ("LeftOut", "#notes/figures.xlsx"),
        ("LeftOut", "#.hidden.txt"),
        ("Unread", "#c.txt"),
    ]
    with pytest.raises(DocumentError, match=r"holds 5 documents: .*in\.zip#notes/a\.txt"):
        read_document(source)
    assert [each.source for each in read_documents(f"{source}#notes")] == [
        f"{source}#notes/a.txt",
        f"{source}#notes/figures.xlsx",
    ]


@pytest.mark.parametrize(
    ("name", "cause", "remedy"),
    [("scan.pdf", "is a scan: 1 page without text", "ocrmypdf"), ("encrypted.pdf", "is encrypted", "qpdf --decrypt")],
)
def test_a_pdf_that_has_nothing_to_read_says_what_to_do(name: str, cause: str, remedy: str) -> None:
    with pytest.raises(DocumentError, match=cause) as caught:
        read_document(str(FILES / name))
    assert name in caught.value.message
    assert remedy in (caught.value.hint or "")


def test_bytes_count_more_than_what_is_said_of_them() -> None:
    pdf = (FILES / "page.pdf").read_bytes()
    page = b"<!DOCTYPE html><html><body><p>You have to log in first to see what is here, they said.</p></body></html>"
    for address, data, media_type, read_as in (
        ("https://example.org/get?id=7", pdf, "text/html", "application/pdf"),
        ("https://example.org/report.pdf", page, "application/pdf", "text/html"),
        ("https://example.org/notes.md?raw=1", b"# Notes\n\nOf today.", "text/plain; charset=utf-8", "text/markdown"),
        ("https://example.org/", b"Just text.", None, "text/plain"),
    ):
        [found] = documents_in(Material(address, data, media_type))
        assert isinstance(found, Document), found
        assert (found.source, found.media_type) == (address, read_as)
    [unread] = documents_in(Material("https://example.org/report.pdf", b"Not found", "application/pdf"))
    assert isinstance(unread, Unread)
    assert "is called a PDF, but does not begin like one" in unread.error.message


def test_the_charset_of_a_header_is_believed_where_the_bytes_allow_it() -> None:
    text = "Łódź przyjęła dwa loty."
    [sent] = documents_in(Material("a", text.encode("iso8859_2"), "text/plain", "ISO-8859-2"))
    [lied] = documents_in(Material("a", text.encode(), "text/plain", "ISO-8859-1"))
    assert isinstance(sent, Document)
    assert isinstance(lied, Document)
    assert sent.text == lied.text == text


def test_a_mail_in_a_mail_and_a_mail_that_is_only_an_attachment() -> None:
    inner = EmailMessage()
    inner["Subject"] = "Inner: a/b"
    inner.set_content("Chad said no.")
    outer = EmailMessage()
    outer.add_attachment(inner)
    outer.add_attachment(
        (FILES / "page.pdf").read_bytes(), maintype="application", subtype="octet-stream", filename="p.pdf"
    )
    outer.add_attachment("plain, attached", filename="a.txt")
    found = list(documents_in(Material("o.eml", outer.as_bytes())))
    assert [each.source for each in found] == ["o.eml#Inner: a b.eml", "o.eml#p.pdf", "o.eml#a.txt"]
    assert all(isinstance(each, Document) for each in found)


def test_an_archive_without_documents_says_so() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.png", b"x")
    left, unread = documents_in(Material("a.zip", buffer.getvalue()))
    assert left == LeftOut("a.zip#a.png")
    assert isinstance(unread, Unread)
    assert "holds no document" in unread.error.message
