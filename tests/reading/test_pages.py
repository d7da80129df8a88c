"""Web pages as sites build them: each page in pages/ and, beside it, exactly what is read from it.

A page without its `.md` is written and fails: read it against the page in a browser, then commit it.
"""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.document import Document
from core.errors import DocumentError
from extraction.reading import discover, read_document
from extraction.structure import structure_of

PAGES = Path(__file__).parent / "pages"
SOURCES = sorted(path for path in PAGES.iterdir() if path.suffix != ".md")
ROOT = Path(__file__).parents[2]
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
LONG = "The ministers of both countries met in Port Alba and agreed that nobody is returned without a hearing. "


def read(folder: Path, html: str | bytes, name: str = "a.html") -> Document:
    path = folder / name
    path.write_bytes(html.encode() if isinstance(html, str) else html)
    return read_document(str(path))


def known(document: Document) -> dict[str, tuple[str, bool]]:
    for item in document.metadata:
        assert item.span is None or document.text[slice(*item.span)] == item.text
    return {item.name: (item.text, item.span is not None) for item in document.metadata}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_page_is_read_exactly(path: Path) -> None:
    document = read_document(str(path))
    expected = path.with_name(path.name + ".md")
    if not expected.exists():
        expected.write_text(document.text, encoding="utf-8")
        pytest.fail(f"wrote {expected.name}: review and commit")
    assert document.text == expected.read_text(encoding="utf-8")
    assert document.media_type == "text/html"
    assert read_document(str(path)).document_id == document.document_id


@pytest.mark.parametrize(
    ("name", "title", "day", "language", "printed"),
    [
        ("news_article.html", "Brenland & Ostmark near deal on returns", date(2024, 3, 14), "en-GB", {"published_on"}),
        (
            "statement.html",
            "Joint Statement of Veldland and Sorania on Orderly Returns",
            date(2021, 6, 8),
            "en",
            {"title", "published_on"},
        ),
        ("tracker.html", "Removal tracker", date(2023, 11, 2), "en", {"title"}),
        ("spanish_latin1.html", "Comunicado nº 12: Diálogo migratorio", date(2022, 3, 12), "es", {"title"}),
        ("page.xhtml", "Nota à imprensa nº 8", date(2022, 5, 10), "pt", {"title"}),
        ("table_only.html", "Votes on the return directive", None, None, set()),
        ("deep_nesting.html", "Envoys meet in Port Alba", None, "en", {"title"}),
    ],
)
def test_page_says_what_it_is(name: str, title: str, day: date | None, language: str | None, printed: set[str]) -> None:
    document = read_document(str(PAGES / name))
    assert (document.title, document.published_on, document.language) == (title, day, language)
    assert {name for name, (_, is_printed) in known(document).items() if is_printed} == printed


def test_structure_finds_headings_lists_and_tables() -> None:
    structure = structure_of(read_document(str(PAGES / "tracker.html")))
    assert [[cell.text for cell in table.headers] for table in structure.tables] == [
        ["Destination", "Passengers Reported", "Passengers Confirmed", "Source"],
        ["Country", "Returns pact", "Third-country flights"],
    ]
    assert all(len(row.cells) == len(table.headers) for table in structure.tables for row in table.rows)
    article = structure_of(read_document(str(PAGES / "news_article.html")))
    assert [block.level for block in article.blocks if block.kind == "list_item"] == [1, 2, 2, 1, 1, 1]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>100<sup><a href='#1'>1</a></sup> people, 5 m<sup>2</sup> each, 10<sup>th</sup>",
         "100 people, 5 m^2 each, 10th"),
        ("<p>De&shy;por&#8203;tation <q>now</q>", "Deportation “now”"),
        ("<p># 4 of the list", "\\# 4 of the list"),
        ("<ol start=4><li>d<li>e</ol>", "4. d\n5. e"),
        ("<pre>one\ntwo\n\nthree</pre>", "one\ntwo\n\nthree"),
        ("<p>was <del>100</del> <ins>92</ins>", "was 92"),
        ("<table><tr><th>Date<td>May<tr><th>Place<td>Alba</table>",
         "|  |  |\n| --- | --- |\n| Date | May |\n| Place | Alba |"),
        ("<table><tr><td>a<td>b<tr><td>c\\|d<td>e\\</table>", "| a | b |\n| --- | --- |\n| c\\\\\\|d | e\\\\ |"),
        ("<table><tr><th>a<th>b<tr><td colspan=2>Part I<tr><td>1<td>2</table>",
         "| a | b |\n| --- | --- |\n| Part I |  |\n| 1 | 2 |"),
        ("<table><tr><td>only one row<td>of two</table>", "only one row\n\nof two"),
        ("<p>In talks are these three:<ul><li><a>Aranea</a><li><a>Belmar</a><li><a>Cestria</a></ul>",
         "In talks are these three:\n\n- Aranea\n- Belmar\n- Cestria"),
        ("<div class=sidebar><p>" + LONG + "</div><p>Little.", LONG.strip() + "\n\nLittle."),
        ("<div class=menu><table><tr><th>a<th>b<tr><td>1<td>2</table></div><p>" + LONG,
         "| a | b |\n| --- | --- |\n| 1 | 2 |\n\n" + LONG.strip()),
        ("<article>One teaser.</article><article>Another one.</article><article>A third.</article>",
         "One teaser.\n\nAnother one.\n\nA third."),
        ("<h1>Title</h1><main><p>" + LONG + "</main>", "# Title\n\n" + LONG.strip()),
    ],
)  # fmt: skip
def test_details(tmp_path: Path, html: str, text: str) -> None:
    assert read(tmp_path, f"<!DOCTYPE html><body>{html}").text == text + "\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta name=date content='3/4/2020'><meta name=pubdate content=2020-05-06>", date(2020, 5, 6)),
        ("<meta property=article:modified_time content=2020-05-06>", None),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2020-05-06",}</script>', None),
        ('<script type="application/ld+json">[{"@type":"WebPage","datePublished":"2001-01-01"},'
         '{"@type":"NewsArticle","datePublished":"2020-05-06"}]</script>', date(2020, 5, 6)),
        ('<script type="application/ld+json">{"@type":"Event","datePublished":"2020-05-06"}</script>', None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None),
    ],
)  # fmt: skip
def test_dates_of_pages(tmp_path: Path, head: str, expected: date | None) -> None:
    assert read(tmp_path, f"<html><head>{head}</head><body><p>{LONG}</body>").published_on == expected


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("<meta charset=iso-8859-2>", "iso8859_2"),
        ("<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "cp1251"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("<meta charset=utf-8>", "utf-16"),
        ("<meta charset=rot13>", "utf-8"),
        ("", "utf-8-sig"),
    ],
)
def test_encodings_of_pages(tmp_path: Path, head: str, encoding: str) -> None:
    text = "Правительство отказалось" if encoding == "cp1251" else "Władze odmówiły przyjęcia"
    assert read(tmp_path, f"<html>{head}<p>{text}</html>".encode(encoding)).text == text + "\n"


def test_pages_are_known_by_their_content_and_found_by_their_names(tmp_path: Path) -> None:
    for name in ("saved.txt", "saved"):
        document = read(tmp_path, f"\n<!-- saved -->\n<!doctype HTML><p>{LONG}", name)
        assert (document.text, document.media_type) == (LONG.strip() + "\n", "text/html")
    assert read(tmp_path, "<b>No page.</b>", "a.txt").media_type == "text/plain"
    read(tmp_path, LONG, "b.HTM")
    read(tmp_path, LONG, "c.xhtml")
    assert [Path(path).name for path in discover([str(tmp_path)])] == ["a.txt", "b.HTM", "c.xhtml", "saved.txt"]


@pytest.mark.parametrize(
    ("html", "cause"),
    [
        (
            "<html><body><div id=root></div><noscript>Enable scripts.</noscript><script>x</script>",
            "without article text",
        ),
        ("<html><body><nav><a>Home</a><a>About</a></nav><footer>Imprint</footer>", "without article text"),
        ("<html><body><p hidden>" + LONG, "without article text"),
        ("<html>" + "<div>" * 90_000 + "x", "cannot be parsed beyond line 1"),
        ("<html><p " + " ".join(f"a{number}" for number in range(200_000)) + ">x", "more than 1,000 attributes"),
        ("<html><p a='>' " + "b " * 200_000 + ">x", "more than 1,000 attributes"),
        ("<html><p x' a=\"' > \" " + "b " * 200_000 + ">x", "more than 1,000 attributes"),
        ("<html>" + "<p>x" * 2_500_000, "more than 200,000 tags"),
        ("<html><p>a\0b", "binary file"),
        ("", "is empty"),
    ],
    ids=range(10),
)
def test_what_is_no_article_or_too_much_says_so(tmp_path: Path, html: str, cause: str) -> None:
    with pytest.raises(DocumentError, match=cause) as caught:
        read(tmp_path, html)
    assert str(tmp_path) in caught.value.message
    assert caught.value.hint


def test_entities_are_not_expanded_and_spans_not_multiplied(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    assert read(tmp_path, f"{bomb}<html><p>x &a; &b; y</html>").text == "x &a; &b; y\n"
    row = f"<tr><td rowspan=65534 colspan=1000>{LONG}<td>y"
    assert len(read(tmp_path, "<table>" + row + "<tr><td>z" * 2_000 + "</table>").text) < 200_000


def test_a_run_over_text_files_imports_no_parser_and_a_page_no_network(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LONG, encoding="utf-8")
    (tmp_path / "b.html").write_text(f"<p>{LONG}", encoding="utf-8")
    program = (
        "import sys; from extraction.reading import read_document; read_document(sys.argv[1]);"
        "assert 'lxml' not in sys.modules; read_document(sys.argv[2]);"
        "assert 'lxml' in sys.modules and 'socket' not in sys.modules"
    )
    arguments = [sys.executable, "-c", program, str(tmp_path / "a.txt"), str(tmp_path / "b.html")]
    subprocess.run(arguments, cwd=ROOT, check=True)


TAGS = (
    *("p", "div", "ul", "ol", "li", "table", "tr", "td", "th", "caption", "h1", "h2", "b", "a", "br", "sup", "q"),
    *("pre", "blockquote", "main", "article", "nav", "aside", "span"),
)
PIECES = st.one_of(
    st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
    st.sampled_from(
        ["<td rowspan=2>", "<td colspan=3>", "<p hidden>", "<div class='nav'>", "|", "\\", "&nbsp;", "<", "\n"]
    ),
    st.text(alphabet="abc 12.:#*", max_size=12),
)


@PATIENT
@given(pieces=st.lists(PIECES, max_size=40))
def test_any_tags_are_read_or_refused(tmp_path: Path, pieces: list[str]) -> None:
    try:
        document = read(tmp_path, "<html><body>" + "".join(pieces))
    except DocumentError:
        return
    assert document.text.strip()
    known(document)
    for table in structure_of(document).tables:
        assert all(len(row.cells) == len(table.headers) for row in table.rows)


@PATIENT
@given(
    words=st.lists(
        st.sampled_from(["Aranea", "pays", "12", "euros", "|", "*", "5 < 6", "¿no?"]), min_size=1, max_size=30
    )
)
def test_no_visible_word_is_lost_without_boilerplate(tmp_path: Path, words: list[str]) -> None:
    tags = ("p", "li", "span", "h3", "blockquote", "b", "td")
    body = "".join(
        f"<{tags[number % 7]}>{word.replace('<', '&lt;')}</{tags[number % 7]}> " for number, word in enumerate(words)
    )
    text = read(tmp_path, f"<html><body>{body}</body></html>").text
    assert sum(character.isalnum() for character in text) == sum(map(str.isalnum, "".join(words)))
