"""What a run makes of addresses: documents, versions, lines of the log. Without Prefect, against a real server."""

from __future__ import annotations

import asyncio
import uuid
from pathlib import Path
from typing import Any

import duckdb
import pytest

from core.landing.log import LandingLog
from core.lines import FetchLine
from core.settings import load_settings
from extraction.engines import open_engine
from extraction.reading import discover
from flows.estimate import RunEstimate, estimate_run
from flows.progress import Lines, watching
from flows.request import RunRequest
from flows.run import Run, open_run
from tests.fetching.site import Reply, Site
from warehouse.layout import layout
from warehouse.load import load_and_publish

PACT = "The United States and {} signed a safe third country agreement on 25 September 2019, officials said."


def page(*countries: str, title: str = "News", head: str = "") -> str:
    """Return a page that reports a pact with each of these countries."""
    told = "".join(f"<p>{PACT.format(country)}</p>" for country in countries)
    return (
        f"<!doctype html><html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{told}</article>"
    )


def feed(*items: str) -> str:
    return f'<rss version="2.0"><channel><title>Feed</title>{"".join(items)}</channel></rss>'


def item(link: str, more: str = "") -> str:
    return f"<item><link>{link}</link>{more}</item>"


class Silence(Lines):
    """Nobody watches."""

    def say(self, message: str) -> None:
        """Say nothing."""


class Desk:
    """Runs over addresses, one after the other, into one warehouse."""

    def __init__(self, folder: Path) -> None:
        self.warehouse = folder / "warehouse" / "dossier.duckdb"
        self._is_loaded = False

    def run(self, *sources: str, **said: Any) -> Run:
        return asyncio.run(self._run(self._request(sources, said)))

    def estimate(self, *sources: str) -> RunEstimate:
        settings = load_settings()
        return estimate_run(self._request(sources, {}), settings, open_engine("rules", settings))

    def _request(self, sources: tuple[str, ...], said: dict[str, Any]) -> RunRequest:
        return RunRequest(sources=list(sources), warehouse=self.warehouse, kinds=["agreement"], **said)

    async def _run(self, request: RunRequest) -> Run:
        watching.set(Silence(attended=False))
        async with open_run(request, str(uuid.uuid4())) as run:
            found = await run.follow(list(discover(request.sources, addresses=True)))
            await run.process_all(found, asyncio.Semaphore(4))
        self._is_loaded = False
        return run

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        if not self._is_loaded:
            load_and_publish(self.warehouse)
            self._is_loaded = True
        with duckdb.connect(str(self.warehouse), read_only=True) as con:
            return con.execute(sql).fetchall()

    def pacts(self) -> list[tuple[str, str]]:
        """Return which current document says that there is a pact with whom, beside the United States."""
        return self.ask("""
            SELECT DISTINCT s.source, p.country FROM agreement_parties p JOIN document_sources s USING (document_id)
            WHERE s.is_current AND p.country <> 'USA' ORDER BY ALL
        """)

    def fetches(self) -> list[tuple[str, str]]:
        return self.ask('SELECT address, outcome FROM fetches ORDER BY "at"')


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOSSIER_ALLOWED_NETWORKS", "127.0.0.0/8")
    monkeypatch.setenv("DOSSIER_FETCH_DELAY_S", "0")
    monkeypatch.setenv("DOSSIER_BACKOFF_S", "0.01")
    return Desk(tmp_path)


def test_a_page_that_changes_is_a_new_version_of_the_same_source(desk: Desk, site: Site) -> None:
    address = site.page("/a", page("Honduras"))
    assert desk.run(address).outcome == "done"
    assert desk.pacts() == [(address, "HND")]
    again = desk.run(address)
    assert (again.counts.extracted, again.counts.skipped, again.intake.unchanged) == (0, 1, 1)
    site.page("/a", page("Guatemala"))
    assert desk.run(address).counts.extracted == 1
    assert desk.pacts() == [(address, "GTM")]
    assert desk.ask("SELECT country FROM history.agreement_parties WHERE country <> 'USA'") == [("HND",)]
    archived = dict(desk.ask("SELECT document_id, archived FROM document_sources"))
    texts = dict(
        desk.ask(
            'SELECT document_id, "text" FROM documents UNION ALL SELECT document_id, "text" FROM history.documents'
        )
    )
    assert len(archived) == len(texts) == 2
    for document, sha256 in archived.items():
        body = (layout(desk.warehouse).archive / sha256[:2] / f"{sha256}.bin").read_text()
        assert all(paragraph in body for paragraph in texts[document].split("\n") if paragraph.startswith("The United"))


def test_a_page_that_vanished_stays_known_and_one_that_never_was_fails(desk: Desk, site: Site) -> None:
    address = site.page("/a", page("Honduras"))
    desk.run(address)
    site.pages["/a"] = Reply(status=410)
    gone = desk.run(address)
    assert (gone.outcome, gone.intake.vanished) == ("done", [address])
    assert desk.pacts() == [(address, "HND")]
    site.page("/a", page("Honduras", "Guatemala"))
    assert desk.run(address).intake.vanished == []
    assert desk.pacts() == [(address, "GTM"), (address, "HND")]
    never = desk.run(site.root + "/never")
    assert (never.outcome, never.counts.failed, never.intake.vanished) == ("failed_documents", 1, [])
    assert desk.ask("SELECT source, reason FROM rejects WHERE stage = 'read'") == [
        (site.root + "/never", f"{site.root}/never answers HTTP 404: there is no such page")
    ]


def test_one_page_that_fails_costs_nobody_else(desk: Desk, site: Site) -> None:
    good = site.page("/good", page("Honduras"))
    site.pages["/bad"] = Reply(status=500)
    run = desk.run(good, site.root + "/bad")
    assert (run.counts.documents, run.counts.failed) == (2, 1)
    assert desk.pacts() == [(good, "HND")]
    site.page("/bad", page("Guatemala"))
    assert desk.run(good, site.root + "/bad").outcome == "done"
    assert desk.ask("SELECT count(*) FROM rejects WHERE stage = 'read'") == [(0,)]


def test_entries_of_a_feed_are_read_from_their_pages(desk: Desk, site: Site) -> None:
    one = site.page("/one", page("Honduras"))
    two = site.page("/two", page("Guatemala", head='<meta name="date" content="2026-01-02">'))
    dated = "<pubDate>Sat, 21 Nov 2026 23:30:00 -0500</pubDate><title>From the feed</title>"
    site.page("/feed", feed(item("/one", dated), item("/two", dated)), Content_Type="application/rss+xml")
    desk.run(site.root + "/feed")
    assert desk.pacts() == [(one, "HND"), (two, "GTM")]
    assert desk.ask("SELECT source, published_on::VARCHAR, title FROM documents ORDER BY source") == [
        (one, "2026-11-21", "News"),
        (two, "2026-01-02", "News"),
    ]
    assert desk.ask(f"SELECT named_by FROM fetches WHERE address = '{one}'") == [(site.root + "/feed",)]
    site.page("/feed", feed(item("/one")), Content_Type="application/rss+xml")  # forgets the date, and the other
    later = desk.run(site.root + "/feed")
    assert (later.counts.extracted, later.counts.skipped) == (0, 1)
    assert desk.pacts() == [(one, "HND"), (two, "GTM")]


def test_what_a_feed_holds_stands_in_for_a_page_until_there_is_one(desk: Desk, site: Site) -> None:
    text = f"<description>{PACT.format('Honduras')}</description>"
    other = f"<title>Only</title><description>{PACT.format('Mexico')}</description>"
    only = f"<item><guid isPermaLink='false'>only here</guid>{other}</item>"
    site.page("/feed", feed(item("/one", text), only), Content_Type="application/rss+xml")
    one = site.root + "/one"
    first = desk.run(site.root + "/feed")
    assert first.counts.failed == 0
    assert desk.pacts() == [(site.root + "/feed#only%20here", "MEX"), (one, "HND")]
    assert [outcome for address, outcome in desk.fetches() if address == one] == ["vanished", "from_feed"]
    [(archived,)] = desk.ask(f"SELECT archived FROM document_sources WHERE source = '{one}'")
    assert (archived,) in desk.ask(f"SELECT archived FROM fetches WHERE address = '{site.root}/feed'")
    site.page("/one", page("Guatemala"))
    desk.run(site.root + "/feed")
    assert (one, "GTM") in desk.pacts()
    site.pages["/one"] = Reply(status=500)
    failed = desk.run(site.root + "/feed")
    assert failed.counts.failed == 1
    assert (one, "GTM") in desk.pacts()  # the feed's short text does not take its place again


def test_sitemaps_lead_to_pages_and_spare_those_that_have_not_changed(desk: Desk, site: Site) -> None:
    one, two = site.page("/one", page("Honduras")), site.page("/two", page("Guatemala"))
    entry = "<url><loc>{}</loc><lastmod>{}</lastmod></url>"
    site.page("/map.xml", f"<urlset>{entry.format(one, '2020-01-01')}{entry.format(two, '2020-01-01')}</urlset>")
    site.page("/index.xml", f"<sitemapindex><sitemap><loc>{site.root}/map.xml</loc></sitemap></sitemapindex>")
    index = site.root + "/index.xml"
    desk.run(index)
    assert desk.pacts() == [(one, "HND"), (two, "GTM")]
    site.page("/two", page("Mexico"))
    site.page("/map.xml", f"<urlset>{entry.format(one, '2020-01-01')}{entry.format(two, '2099-01-01')}</urlset>")
    second = desk.run(index)
    assert desk.pacts() == [(one, "HND"), (two, "MEX")]
    assert (len(site.requests("/one")), len(site.requests("/two"))) == (1, 2)
    assert (second.counts.extracted, second.counts.skipped) == (1, 1)


def test_a_file_of_addresses_beside_a_folder(desk: Desk, site: Site, tmp_path: Path) -> None:
    one = site.page("/one", page("Honduras"))
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.txt").write_text(PACT.format("Mexico"))
    (tmp_path / "addresses.txt").write_text(f"# two\n{one}\n{site.root}/feed\n")
    two = site.page("/two", page("Guatemala"))
    site.page("/feed", feed(item("/two")), Content_Type="application/rss+xml")
    desk.run("documents", "addresses.txt", tags=["daily"], language="en")
    assert desk.pacts() == [("documents/a.txt", "MEX"), (one, "HND"), (two, "GTM")]
    assert desk.ask("SELECT DISTINCT tags FROM document_sources") == [(["daily"],)]
    assert desk.ask('SELECT DISTINCT "language" FROM documents') == [("en",)]


def test_a_page_that_moved_for_ever_is_one_page(desk: Desk, site: Site) -> None:
    """When its old address is not named any more, what the old address held must not stay current beside the new."""
    old = site.page("/old", page("Honduras"))
    desk.run(old)
    site.redirect("/old", "/new", 301)
    new = site.page("/new", page("Honduras"))
    desk.run(old)
    assert desk.pacts() == [(old, "HND")]
    site.page("/new", page("Guatemala"))
    desk.run(new)
    assert desk.pacts() == [(new, "GTM"), (old, "GTM")]


def test_a_page_that_is_elsewhere_for_now_keeps_its_address(desk: Desk, site: Site) -> None:
    site.redirect("/a", "/b", 302)
    site.page("/b", page("Honduras"))
    desk.run(site.root + "/a")
    site.page("/b", page("Guatemala"))
    desk.run(site.root + "/b")
    assert desk.pacts() == [(site.root + "/a", "HND"), (site.root + "/b", "GTM")]


def test_charsets_are_read_whatever_the_header_says(desk: Desk, site: Site) -> None:
    spanish = "El acuerdo con España señala la cooperación migratoria; añade más."
    html = f"<!doctype html><html><head><meta charset=%s><title>Año</title></head><body><p>{spanish}</p></body></html>"
    site.page("/right", (html % "x").encode("latin-1"), Content_Type="text/html; charset=iso-8859-1")
    site.page("/lies", (html % "utf-8").encode(), Content_Type="text/html; charset=iso-8859-1")
    site.page("/silent", (html % "iso-8859-1").encode("latin-1"), Content_Type="text/html")
    site.page("/wrong", (html % "utf-8").encode("latin-1"), Content_Type="text/html; charset=utf-8")
    desk.run(*(site.root + path for path in ("/right", "/lies", "/silent", "/wrong")))
    assert desk.ask("SELECT DISTINCT contains(\"text\", 'España señala') FROM documents") == [(True,)]
    assert desk.ask("SELECT count(*) FROM document_sources") == [(4,)]


def test_the_archive_is_asked_and_not_the_web_for_an_estimate(desk: Desk, site: Site) -> None:
    one = site.page("/one", page("Honduras"))
    site.page("/feed", feed(item("/one"), item("/two")), Content_Type="application/rss+xml")
    before = desk.estimate(site.root + "/feed")
    assert (before.documents, before.unfetched) == (0, 1)
    assert site.asked == []
    desk.run(site.root + "/feed")
    asked = len(site.asked)
    after = desk.estimate(site.root + "/feed", one)
    assert (after.documents, after.done, after.unfetched) == (2, 2, 1)
    assert len(site.asked) == asked


def test_an_archive_that_was_lost_is_made_anew(desk: Desk, site: Site) -> None:
    address = site.page("/a", page("Honduras"), ETag='"1"')
    desk.run(address)
    for path in layout(desk.warehouse).archive.rglob("*.bin"):
        path.unlink()
    assert desk.run(address).counts.skipped == 1
    assert len(list(layout(desk.warehouse).archive.rglob("*.bin"))) == 1
    assert [outcome for _, outcome in desk.fetches()] == ["fetched", "fetched"]


def test_a_list_that_cannot_be_had_or_read_fails_and_the_rest_goes_on(desk: Desk, site: Site) -> None:
    good = site.page("/good", page("Honduras"))
    site.page("/feed", "<rss version='2.0'><channel><item>", Content_Type="application/rss+xml")
    run = desk.run(good, site.root + "/feed", site.root + "/nowhere")
    assert run.counts.failed == 2
    assert desk.pacts() == [(good, "HND")]
    assert [
        reason.split(":")[-1].strip()[:20]
        for _, reason in desk.ask("SELECT source, reason FROM rejects ORDER BY source")
    ]
    site.page("/feed", feed(), Content_Type="application/rss+xml")
    assert desk.run(site.root + "/feed").outcome == "done"


def test_addresses_inside_are_refused_unless_the_setting_allows_them(
    desk: Desk, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOSSIER_ALLOWED_NETWORKS")
    run = desk.run(site.page("/a", page("Honduras")))
    assert run.outcome == "failed_documents"
    [(reason,)] = desk.ask("SELECT reason FROM rejects")
    assert "this machine" in reason
    assert site.asked == []


def landed(desk: Desk) -> list[FetchLine]:
    entries = LandingLog(layout(desk.warehouse).landing).entries()
    return [entry.line for entry in entries if isinstance(entry.line, FetchLine)]


def test_the_log_alone_remembers(desk: Desk, site: Site) -> None:
    address = site.page("/a", page("Honduras"), ETag='"1"')
    desk.run(address)
    desk.run(address)
    assert not desk.warehouse.exists()
    assert [line.outcome for line in landed(desk)] == ["fetched", "unchanged"]
    assert site.requests("/a")[1].headers["if-none-match"] == '"1"'
