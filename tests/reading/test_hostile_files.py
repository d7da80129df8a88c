"""Files that mean harm or are broken: each costs itself, in bounded time and memory, and says what to do."""

from __future__ import annotations

import contextlib
import io
import os
import struct
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.document import Document
from core.errors import DocumentError
from extraction.reading import Found, LeftOut, Material, Unread, documents_in, read_documents
from extraction.reading.containers import DEEPEST
from extraction.reading.docx.reader import MOST_XML
from extraction.reading.formats import PDF
from extraction.reading.isolated import Limits, parse_isolated

FILES = Path(__file__).with_name("files")
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
TARGET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="r" Type="{TARGET}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def packed(**files: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, **more: str | bytes) -> bytes:
    parts: dict[str, str | bytes] = {"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": body}
    return packed(**parts, **more)


def pdf(content: bytes, *, page: bytes = b"") -> bytes:
    """A PDF of one page that draws `content`, which is packed."""
    stream = zlib.compress(content, 9)
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>"
        + page
        + b">>endobj\n4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(stream)
        + stream
        + b"\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF"
    )


def only(name: str, data: bytes) -> Found:
    [found] = documents_in(Material(name, data))
    return found


def refusal(name: str, data: bytes) -> DocumentError:
    found = only(name, data)
    assert isinstance(found, Unread), found
    assert found.source in found.error.message
    assert found.error.hint
    return found.error


def told(data: bytes, name: str) -> str:
    """What is said of something in a container, which has a longer name than the container."""
    found = only(name, data)
    assert isinstance(found, Unread), found
    return found.error.message


def test_the_pdf_of_these_tests_can_be_read() -> None:
    found = only("a.pdf", pdf(b"BT /F 12 Tf 72 700 Td (Chad said no.) Tj ET"))
    assert isinstance(found, Document)
    assert found.text == "Chad said no."


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [(0, b"1 0 0 1 72 700"), (90, b"0 1 -1 0 100 72"), (180, b"-1 0 0 -1 540 92"), (270, b"0 -1 1 0 512 700")],
)
def test_a_page_that_is_turned_reads_as_it_is_seen(turn: int, matrix: bytes) -> None:
    lines = b"BT /F 12 Tf %s Tm (Chad said no to the flight of) Tj 0 -14 Td (which nobody had told it before.) Tj ET"
    found = only("a.pdf", pdf(lines % matrix, page=b"/Rotate %d" % turn))
    assert isinstance(found, Document)
    assert found.text == "Chad said no to the flight of which nobody had told it before."


def test_a_broken_pdf() -> None:
    whole = (FILES / "page.pdf").read_bytes()
    assert "broken or cut off" in refusal("a.pdf", whole[:400]).message
    assert "broken or cut off" in refusal("a.pdf", b"%PDF-1.4 and nothing else").message


def endless_pdf() -> bytes:
    """Six forms, each of which draws the next thirty times: a page of 700 million things in 2 kB."""
    draws = b"/N Do " * 30
    forms = b"".join(
        b"%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N %d 0 R>>>>/Length %d>>stream\n"
        % (number, number + 1, len(draws))
        + draws
        + b"\nendstream endobj\n"
        for number in range(10, 16)
    )
    return pdf(draws).replace(b"/Font", b"/XObject<</N 10 0 R>>/Font", 1).replace(b"trailer", forms + b"trailer")


def test_a_pdf_that_never_ends_is_ended() -> None:
    with pytest.raises(DocumentError, match=r"a\.pdf was given up after 1 s of the processor"):
        parse_isolated("a.pdf", endless_pdf(), PDF, Limits(cpu_seconds=1, seconds=120))


def test_a_process_that_takes_too_long_is_given_up_whatever_it_waits_for() -> None:
    data = (FILES / "report.pdf").read_bytes()
    with pytest.raises(DocumentError, match="given up after 0 s"):
        parse_isolated("a.pdf", data, PDF, Limits(seconds=0.0))


def test_a_pdf_whose_stream_unpacks_to_everything_needs_no_more_memory_than_it_may() -> None:
    packer = zlib.compressobj(9)
    stream = packer.compress(b"BT /F 12 Tf 72 700 Td (Chad said no.) Tj ET")
    stream += b"".join(packer.compress(b" " * 1_000_000) for _ in range(150)) + packer.flush()
    whole = pdf(b"")
    nothing = zlib.compress(b"", 9)
    bomb = whole.replace(
        b"/Length %d>>stream\n%s" % (len(nothing), nothing), b"/Length %d>>stream\n%s" % (len(stream), stream)
    )
    assert len(bomb) > len(stream)
    found = None
    with contextlib.suppress(DocumentError):  # PDFium reads the beginning of it, or gives up
        found = parse_isolated("a.pdf", bomb, PDF, Limits(memory=200_000_000))
    assert found is None or found.text == "Chad said no."


def test_a_page_of_the_size_of_a_city_and_one_of_a_million_letters() -> None:
    page = pdf(b"BT /F 12 Tf 72 700 Td (Chad said no.) Tj ET").replace(b"[0 0 612 792]", b"[0 0 9e9 9e9]")
    assert isinstance(only("a.pdf", page), Document | Unread)
    lines = b"".join(
        b"BT /F 9 Tf 10 %d Td (Chad said no to it again.) Tj ET\n" % (700 - row % 690) for row in range(25_000)
    )
    found = only("b.pdf", pdf(lines))
    assert isinstance(found, Document)
    assert len(found.text) < 600_000


def test_a_word_file_with_entities_that_multiply() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE w [<!ENTITY e0 "ha">{levels}]>' + WORD.format("<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>")
    assert "broken" in refusal("a.docx", docx(bomb)).message


def test_a_word_file_that_would_fetch_or_read_something(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the password", encoding="utf-8")
    outside = f'<!DOCTYPE w [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + WORD.format(
        "<w:p><w:r><w:t>Chad said no. &x;</w:t></w:r></w:p>"
    )
    found = only("a.docx", docx(outside))
    assert not isinstance(found, Document) or "password" not in found.text
    picture = (
        '<w:p><w:r><w:t>Chad said no.</w:t></w:r><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/'
        'drawingml/2006/wordprocessingDrawing"><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        f'<a:blip xmlns:r="{TARGET}" r:link="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r></w:p>"
    )
    links = RELATIONS.replace('Id="r"', 'Id="rId9" TargetMode="External"').replace('/officeDocument"', '/image"')
    links = links.replace("word/document.xml", secret.as_uri())
    more: dict[str, str | bytes] = {"word/_rels/document.xml.rels": links, "word/vbaProject.bin": b"\x00macro"}
    linked = only("b.docx", docx(WORD.format(picture), **more))
    assert isinstance(linked, Document), linked
    assert linked.text.strip() == "Chad said no."


def test_a_word_file_that_is_none_and_one_that_unpacks_to_everything() -> None:
    assert "broken" in refusal("a.docx", docx("<nothing/>")).message
    assert "broken" in refusal("a.docx", docx("not XML")).message
    assert "holds no text" in refusal("a.docx", docx(WORD.format("<w:p/>"))).message
    assert "of XML" in refusal("a.docx", docx(WORD.format(" " * (MOST_XML + 1)))).message


def test_archives_that_multiply() -> None:
    bomb = packed(**{"a.txt": b"0" * 15_000_000})
    assert "a bomb" in told(bomb, "a.zip")
    large = packed(**{"a.txt": os.urandom(2_000) * 50})
    [unread] = documents_in(Material("a.zip", large), max_bytes=90_000)
    assert isinstance(unread, Unread)
    assert "a document may have 0.1 MB" in unread.error.message
    data = b"text"
    for depth in range(DEEPEST + 2):
        data = packed(**{f"{depth}.zip" if depth else "a.txt": data})
    assert "packed more than 3 times" in told(data, "a.zip")


def test_mails_in_mails_to_a_depth() -> None:
    message = EmailMessage()
    message.set_content("text")
    for _ in range(50):
        outer = EmailMessage()
        outer.add_attachment(message)
        message = outer
    assert "packed more than 3 times" in told(message.as_bytes(), "a.eml")


def test_names_in_an_archive_lead_nowhere_and_are_told_apart(tmp_path: Path) -> None:
    names = ["../../etc/passwd.txt", "/etc/passwd.txt", "C:\\etc\\passwd.txt", "a\x1b[31m\n.txt", "etc/passwd.txt"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), f"text of {name!r}")
    file = tmp_path / "a.zip"
    file.write_bytes(buffer.getvalue())
    sources = [each.source.removeprefix(str(file)) for each in read_documents(str(file))]
    assert sources == [
        "#etc/passwd.txt",
        "#etc/passwd~2.txt",
        "#C:/etc/passwd.txt",
        "#a[31m.txt",
        "#etc/passwd~3.txt",
    ]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.zip"]


def test_encrypted_and_damaged_members_cost_only_themselves() -> None:
    whole = packed(**{"a.txt": "text of a " * 9, "b.txt": "text of b " * 9})
    encrypted = bytearray(whole)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = whole.index(signature) + offset
        encrypted[place : place + 2] = struct.pack("<H", 1)
    first, second = documents_in(Material("a.zip", bytes(encrypted)))
    assert isinstance(first, Unread)
    assert "encrypted" in first.error.message
    assert isinstance(second, Document)
    damaged = bytearray(whole)
    damaged[whole.index(b"a.txt") + 8] ^= 0xFF
    first, second = documents_in(Material("a.zip", bytes(damaged)))
    assert isinstance(first, Unread)
    assert "cannot be unpacked" in first.error.message
    assert isinstance(second, Document)
    assert "broken or cut off" in refusal("a.zip", whole[:-30]).message


@pytest.mark.parametrize("name", ["report.docx", "mail.eml"])
@settings(max_examples=25)
@given(data=st.data())
def test_whatever_is_done_to_a_file_it_is_read_or_refused(name: str, data: st.DataObject) -> None:
    content = bytearray((FILES / name).read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=20)):
        content[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    if name == "mail.eml":
        content = content[:5_000]  # its attachment is the other file
    for each in documents_in(Material(name, bytes(content[: max(cut, 1)]))):
        assert isinstance(each, LeftOut) or (each.text.strip() if isinstance(each, Document) else each.error.hint)
