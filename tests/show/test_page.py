"""The page that `dossier show --html` writes, as text and in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from cli.page import page
from tests.conftest import Dossier
from tests.show.browser import CHROMIUM, Page, Site, served
from tests.show.conftest import StoryOf
from tests.show.hostile import TEXT

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None, reason="needs Chromium: apt-get install -y --no-install-recommends chromium"
)
OURS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "section", "article", "footer", "div"),
    *("a", "h1", "h2", "h3", "ul", "li", "dl", "dt", "dd", "p", "span", "bdi", "code", "mark", "time", "strong", "br"),
}
OUTERMOST = """
    WITH spans AS (SELECT DISTINCT record_id, document_id, char_start AS a, char_end AS b FROM evidence
                   WHERE char_start IS NOT NULL)
    SELECT count(*) FROM spans AS s SEMI JOIN document_sources AS d ON d.document_id = s.document_id
        AND starts_with(d.source, $source)
    WHERE NOT EXISTS (FROM spans AS o WHERE o.record_id = s.record_id AND o.a <= s.a AND o.b >= s.b
                      AND (o.a, o.b) <> (s.a, s.b))"""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(tmp_path) as site:
        yield site


@pytest.mark.parametrize("name", ["00001", "long.md", "javascript"])
def test_every_span_of_a_record_has_a_mark_that_leads_to_its_card_and_back(story_of: StoryOf, name: str) -> None:
    story = story_of(name)
    read = Page()
    read.feed(page(story, is_record=False))
    with duckdb.connect(str(story_of.warehouse), read_only=True) as con:
        spans = con.execute(OUTERMOST, {"source": story.source}).fetchall()[0][0]
    assert len(read.marks()) == spans > 0
    assert len(set(read.ids())) == len(read.ids())
    inside = {link.removeprefix("#") for link in read.links() if link.startswith("#")}
    assert inside <= set(read.ids())
    assert {f"card-{number}" for number in range(1, len(story.records) + 1)} | set(read.marks()) <= inside


def test_the_page_of_a_record_has_a_card_a_value(story_of: StoryOf) -> None:
    (record,) = story_of("javascript").records
    read = Page()
    read.feed(page(story_of.record(record.record_id), is_record=True))
    assert sum(name.startswith("card-") for name in read.ids()) == len(record.values)
    assert len(read.marks()) == sum(value.span is not None for value in record.values)


def test_what_a_document_says_stays_text(story_of: StoryOf) -> None:
    html = page(story_of("javascript"), is_record=False)
    read = Page()
    read.feed(html)
    assert {tag for tag, _ in read.tags} <= OURS
    attributes = {name for _, given in read.tags for name in given}
    assert not [name for name in attributes if name.startswith("on")]
    assert "style" not in attributes
    assert all(link.startswith("#") for link in read.links())
    assert "<script>document.title = 'owned'; fetch('/script')</script> they said" in read.text
    assert "{{ 7 * 7 }}" in read.text
    assert r"\x1b[2J\x1b]52;c;b3duZWQ=\x07 clears the screen \u202eturned\u2066 \x9b31m" in read.text
    assert not set(html) & set("\x00\x07\x0d\x1b\x9b\u202e\u2066")
    assert ("lang", "") in [item for tag, given in read.tags if tag == "div" for item in given.items()]


@needs_chromium
@pytest.mark.parametrize("name", ["javascript", "long.md"])
def test_in_a_browser_nothing_runs_and_nothing_is_loaded(story_of: StoryOf, site: Site, name: str) -> None:
    story = story_of(name)
    html = page(story, is_record=False)
    (site.folder / "page.html").write_text(html, encoding="utf-8")
    visit = site.visit("page.html")
    assert visit.requests == ["/page.html"]
    assert visit.console == []
    assert "owned" not in visit.page.title.replace("='owned'", "").replace("0;owned", "")
    assert sorted(visit.page.marks()) == sorted(_marks(html))
    assert len(visit.page.marks()) == sum(len(record.spans) for record in story.records)


@needs_chromium
def test_the_same_text_unescaped_does_run_and_load(site: Site) -> None:
    (site.folder / "page.html").write_text(f"<title>safe</title>{TEXT}", encoding="utf-8")
    visit = site.visit("page.html")
    assert {"/script", "/image", "/link", "/refresh"} <= set(visit.requests)


@needs_chromium
def test_the_browser_applies_our_style_and_refuses_any_other(story_of: StoryOf, site: Site) -> None:
    html = page(story_of("00001"), is_record=False)
    added = html.replace(
        "</head>", "<style>body { display: none }</style><script>document.title = 'owned'</script></head>"
    )
    (site.folder / "page.html").write_text(added, encoding="utf-8")
    visit = site.visit("page.html")
    assert visit.page.title != "owned"
    assert len(visit.console) == 2  # the two that were added; none for our own style
    assert all("Content Security Policy" in line for line in visit.console)


@needs_chromium
@pytest.mark.parametrize("width", [360, 1300])
def test_nothing_is_wider_than_the_screen(story_of: StoryOf, site: Site, width: int) -> None:
    html = page(story_of("javascript"), is_record=False)
    framed = (
        f"<body><iframe src=page.html width={width} height=800 style='border:0'></iframe><script>onload = () => {{"
        "const inner = frames[0].document.documentElement;"
        "document.title = inner.scrollWidth <= inner.clientWidth ? 'fits' : 'too wide: ' + inner.scrollWidth }</script>"
    )
    (site.folder / "page.html").write_text(html, encoding="utf-8")
    (site.folder / "frame.html").write_text(framed, encoding="utf-8")
    assert site.visit("frame.html", "--window-size=1400,900").page.title == "fits"


def test_a_page_is_written_whole_and_replaced_only_if_it_is_ours(command: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    assert command("show", "00001", "--html", str(file)).code == 0
    first = file.read_text(encoding="utf-8")
    assert command("show", "00001", "--html", str(file)).code == 0
    assert file.read_text(encoding="utf-8") == first
    file.write_text("my thesis", encoding="utf-8")
    refused = command("show", "00001", "--html", str(file))
    assert refused.code == 2
    assert "--force" in refused.err
    assert file.read_text(encoding="utf-8") == "my thesis"
    assert command("show", "00001", "--html", str(file), "--force").code == 0
    assert file.read_text(encoding="utf-8") == first
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["", "missing/page.html"])
def test_a_page_that_cannot_be_written_is_bad_usage(command: Dossier, tmp_path: Path, name: str) -> None:
    done = command("show", "00001", "--html", str(tmp_path / name))
    assert done.code == 2
    assert "Traceback" not in done.err
    assert list(tmp_path.iterdir()) == []


def _marks(html: str) -> list[str]:
    read = Page()
    read.feed(html)
    return read.marks()
