"""A file becomes a document with what is known about it, and where that is printed."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.document import Document, Metadata
from core.errors import DocumentError
from extraction.reading import discover, read_document
from extraction.reading.published import parse_published
from tests.conftest import UNPRIVILEGED

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
PAGE = """You are here

Home

Talks Continue Between Panama and Chile

Release Date:\u00a0
March 5, 2021

BOGOTÁ -- Today, the ministers of both countries met and spoke about return flights.

Last Published Date: April 1, 2022
Back to Top
"""


def write(folder: Path, content: str | bytes, name: str = "a.md") -> str:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def known(document: Document) -> dict[str, tuple[str, bool]]:
    """Return each metadata item's text, and whether the text prints it; spans must bear what they claim."""
    for item in document.metadata:
        assert item.span is None or document.text[slice(*item.span)] == item.text
    return {item.name: (item.text, item.span is not None) for item in document.metadata}


def test_front_matter_says_everything(tmp_path: Path) -> None:
    source = write(
        tmp_path,
        "---\ntitle: \"Joint\\_Statement\"\ndate: '2021-01-20'\nlang: es\nsource_url: https://example.org/a\n"
        "tags: [a, b]\n---\n \n# Heading\n\nText.\n",
    )
    document = read_document(source)
    assert document.text == " \n# Heading\n\nText.\n"
    assert (document.source, document.media_type) == (source, "text/markdown")
    assert (document.title, document.published_on, document.language) == ("Joint Statement", date(2021, 1, 20), "es")
    assert known(document) == {
        "title": ("Joint\u00a0Statement", False),
        "published_on": ("2021-01-20", False),
        "language": ("es", False),
        "source_url": ("https://example.org/a", False),
    }


@pytest.mark.parametrize(
    "line",
    [
        "date: 2022-06-10",
        "date: '2022-06-10'",
        "date: 2022-06-10 23:00:00-04:00",
        "published: 2022-06-10T05:00:00Z",
        "published_time: June 10, 2022",
        "Published-On: 10 June 2022",
        "pubDate: 10 de junio de 2022",
        "date: 10/6/2022\npublished_time: 2022-06-10",
    ],
)
def test_front_matter_dates(tmp_path: Path, line: str) -> None:
    document = read_document(write(tmp_path, f"---\n{line}\n---\nText."))
    assert document.published_on == (None if "/" in line else date(2022, 6, 10))


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("August 27, 2019", date(2019, 8, 27)),
        ("27 de agosto de 2019", date(2019, 8, 27)),
        ("Aug. 27, 2019", date(2019, 8, 27)),
        ("27th August 2019", date(2019, 8, 27)),
        ("27 août 2019", date(2019, 8, 27)),
        ("27/08/2019", date(2019, 8, 27)),
        ("8/27/2019", date(2019, 8, 27)),
        ("5/5/2019", date(2019, 5, 5)),
        ("3/4/2019", None),
        ("August 2019", None),
        ("August 27", None),
        ("2019", None),
        ("February 30, 2019", None),
        ("2019-02-30", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_only_full_unambiguous_dates_are_read(printed: str, day: date | None) -> None:
    assert parse_published(printed) == day


def test_page_prints_its_own_title_and_date(tmp_path: Path) -> None:
    document = read_document(write(tmp_path, PAGE, "a.txt"))
    assert document.title == "Talks Continue Between Panama and Chile"
    assert document.published_on == date(2021, 3, 5)
    assert document.language is None
    assert known(document) == {"title": (document.title, True), "published_on": ("March 5, 2021", True)}


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("**Release Date:** May 4, 2020\n\nText.", "May 4, 2020"),
        ("Fecha de publicación: 12 de marzo de 2024\n\nTexto.", "12 de marzo de 2024"),
        ("Last Published Date: May 5, 2020\nRelease Date: May 4, 2020\n", "May 4, 2020"),
        ("Last Published Date: May 5, 2020\nText.\n", "May 5, 2020"),
        ("Release Date:\n\nMonday, May 4, 2020 10:00 AM\n", "May 4, 2020"),
        ("Release Date: soon\nMay 4, 2020\n", None),
        ("The release date: May 4, 2020 was kept.\n", None),
        ("Date: 3/4/2020\n", None),
        ("They met on May 4, 2020.\n", None),
        ("# A flight\n\n*Lisbon/Paris. Published 4 May 2020, 18:05*\n\nIt landed on 3 May 2020.", "4 May 2020"),
        ("Por Ana Ruiz · Publicado el 4 de mayo de 2020\n\nTexto.", "4 de mayo de 2020"),
        ("Bamako, 4 May 2020\n\nThe two countries today signed it.", "4 May 2020"),
        ("Quito, 4 de mayo de 2020.\n\nTexto.", "4 de mayo de 2020"),
        ("WASHINGTON, D.C., May 4, 2020\n\nText.", "May 4, 2020"),
        ("May 4, 2020\n\nText.", "May 4, 2020"),
        ("On May 4, 2020, the ministers met\n", None),
        ("He was born in Rome, 14 April 1950\n", None),
        ("The court had published 4 May 2020 as the day of its judgment.\n", None),
        ("| 4 May 2020 | Text |\n", None),
        ("Octubre de 2020\n\nTexto.", None),
    ],
)
def test_dates_under_labels(tmp_path: Path, text: str, printed: str | None) -> None:
    document = read_document(write(tmp_path, text, "a.txt"))
    assert [item.text for item in document.metadata if item.name == "published_on"] == ([printed] if printed else [])
    assert (document.published_on is None) == (printed is None)


@pytest.mark.parametrize(
    "text",
    [
        "---\nA rule and not a key in sight.\n---\n\nText.",
        "---\n\nText under a rule that nothing closes.",
        "---\n- a list\n- of items\n---\n\nText.",
        "----\ntitle: four dashes\n----\nText.",
        "Text.\n\n---\ntitle: x\n---\n",
    ],
)
def test_a_rule_at_the_top_is_no_front_matter(tmp_path: Path, text: str) -> None:
    assert read_document(write(tmp_path, text)).text == text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("---\ntitle: A: b\ndate: x\n---\nText.", "line 2: malformed front matter: mapping values"),
        ('---\ntitle: a\ndate: "x\n---\nText.', "line 4: malformed front matter|line 3: malformed front matter"),
        ("---\ntitle: a\n\ttab: b\n---\nText.", "line 3: malformed front matter"),
        ("---\ntitle: a\ndate: x\n\nText.", "line 1: malformed front matter: .* never closed"),
        ("---\na: " + "[" * 5000 + "\n---\nText.", "malformed front matter"),
    ],
)
def test_malformed_front_matter_rejects_the_document_with_its_line(tmp_path: Path, text: str, place: str) -> None:
    source = write(tmp_path, text)
    with pytest.raises(DocumentError, match=place) as caught:
        read_document(source)
    assert source in caught.value.message


def test_front_matter_of_a_plain_text_file_is_removed_too(tmp_path: Path) -> None:
    document = read_document(write(tmp_path, "\ufeff---\r\ntitle: T\r\n...\r\nText.\r\n", "a.txt"))
    assert (document.title, document.text, document.media_type) == ("T", "Text.\n", "text/plain")


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n\xc2\xa0", "is empty"),
        (b"---\ntitle: x\n---\n\n", "nothing but front matter"),
        (b"%PDF-1.7\n1 0 obj", "begins like a PDF, but is broken or cut off"),
        (b"PK\x03\x04\x14\x00", "begins like a ZIP archive or an Office document, but is broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an old or encrypted Office document"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "is a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "is a JPEG image"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00", "is a binary file"),
    ],
)
def test_what_is_no_document_says_so(tmp_path: Path, content: bytes, cause: str) -> None:
    source = write(tmp_path, content, "a.txt")
    with pytest.raises(DocumentError, match=cause) as caught:
        read_document(source)
    assert source in caught.value.message
    assert caught.value.hint


def test_a_file_of_50_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(DocumentError, match=r"50\.0 MB; a document may have 20\.0 MB"):
        read_document(str(path))


def test_the_limit_is_a_parameter(tmp_path: Path) -> None:
    source = write(tmp_path, "x" * 100)
    assert len(read_document(source, max_bytes=100).text) == 100
    with pytest.raises(DocumentError, match="may have"):
        read_document(source, max_bytes=99)


def test_what_cannot_be_opened_says_why(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    for name, cause in {
        "gone.txt": "does not exist",
        ".": "is a folder",
        "loop.txt": "cannot be read",
        "pipe.txt": "no regular file",
        "a\x00b.txt": "cannot be read",
    }.items():
        with pytest.raises(DocumentError, match=cause):
            read_document(str(tmp_path / name))


def test_a_file_without_permission(tmp_path: Path) -> None:
    source = write(tmp_path, "text")
    Path(source).chmod(0)
    code = "import sys; from extraction.reading import read_document; read_document(sys.argv[1])"
    command = [*UNPRIVILEGED, sys.executable, "-c", code, source]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "DocumentError" in done.stderr
    assert "Permission denied" in done.stderr


FRAGMENTS = """\
---
...
title: a
title: 'b
date: 2020-02-30
date: [1]
lang: no
a: &x [*x]
? b
- c
\tx: y

Text.
A Heading
Release Date:
Published: 31 June 2020
May 4, 2020
0/0/0000
99/99/9999
Date: 10 de mayo de 0000
Fecha: 1 xyz 2020
# Title
!!python/object:x y
%YAML 9
k: !!int z
: :
""".splitlines()


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from(FRAGMENTS), max_size=8))
def test_any_text_is_read_whole_or_refused(tmp_path: Path, lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        document = read_document(write(tmp_path, text))
    except DocumentError:
        assert "---" in lines or not text.strip()
        return
    assert text.endswith(document.text)
    assert document.text == text or lines.count("---") + lines.count("...") >= 2
    known(document)


def test_seeds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    documents = [read_document(source) for source in discover(["seeds"])]
    assert [(document.title or "")[:24] for document in documents] == [
        "Honduras Demands Withdra",
        "Honduras and US Diplomat",
        "Joint Statement Between ",
        "Panama Operation Becomes",
        "",
    ]
    assert [document.published_on for document in documents] == [None, None, date(2019, 8, 27), None, None]
    assert Metadata("published_on", "August 27, 2019", (245, 260)) in documents[2].metadata
    for document in documents:
        assert document.text == Path(document.source).read_text(encoding="utf-8")
        known(document)


def test_corpus() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus (../shared/corpus) is not on this machine")
    documents = [read_document(source) for source in discover([str(CORPUS)])]
    assert len(documents) == 82
    for document in documents:
        assert document.title
        assert document.published_on
        assert {"title", "published_on", "source_url"} <= known(document).keys()
        assert not document.text.startswith("---")
