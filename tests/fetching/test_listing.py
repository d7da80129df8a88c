"""Feeds, sitemaps and lists: what they lead to."""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime

import pytest

from core.errors import FetchError
from extraction.fetching.answers import Fetched
from extraction.fetching.leads import Lead
from extraction.fetching.listing import leads_in
from tests.fetching.site import bomb

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>News</title>
<item><title>One &amp; all</title><link>https://news.example/1?a=b&amp;c=d#top</link>
  <pubDate>Sat, 21 Nov 2026 23:30:00 -0500</pubDate><description>Short.</description>
  <content:encoded><![CDATA[<p>The <b>whole</b> text.</p>]]></content:encoded></item>
<item><title>Two</title><link>/2</link></item>
<item><title>Three</title><guid isPermaLink="false">three</guid><description>Only here.

And &lt;here&gt;.</description></item>
<item><title>Four</title><link>javascript:alert(1)</link></item>
</channel></rss>
"""
ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<entry><title>One</title><link rel="alternate" href="one"/><link rel="self" href="/self"/><id>tag:1</id>
  <published>2026-11-20T23:00:00-08:00</published><updated>2026-11-22T00:00:00Z</updated>
  <content type="html">&lt;p&gt;Text&lt;/p&gt;</content></entry>
</feed>
"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><item rdf:about="https://news.example/1"><title>One</title>
 <link>https://news.example/1</link><dc:date>2026-11-20</dc:date></item></rdf:RDF>
"""
SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by a program -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc> https://news.example/1 </loc><lastmod>2026-11-20</lastmod></url>
<url><loc>https://news.example/2</loc><lastmod>2026-11-20T10:00:00+02:00</lastmod></url>
<url><loc>https://news.example/3</loc><lastmod>last week</lastmod></url>
<url><loc>ftp://news.example/4</loc></url>
</urlset>
"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://news.example/a.xml.gz</loc></sitemap></sitemapindex>
"""


def fetched(
    body: bytes | str, media_type: str = "application/xml", address: str = "https://news.example/x/list"
) -> Fetched:
    data = body.encode() if isinstance(body, str) else body
    at = datetime(2026, 11, 21, tzinfo=UTC)
    return Fetched(address, address, True, 200, at, media_type, None, None, None, data)


def leads(body: bytes | str, media_type: str = "application/xml") -> list[Lead]:
    found = leads_in(fetched(body, media_type), 1_000_000)
    assert found is not None
    return found


def test_rss() -> None:
    one, two, three = leads(RSS)
    assert (one.address, one.title, one.published_on) == (
        "https://news.example/1?a=b&c=d",
        "One & all",
        date(2026, 11, 21),  # where it was published, not in UTC
    )
    assert one.content is not None
    assert "<p>The <b>whole</b> text.</p>" in one.content
    assert (two.address, two.published_on, two.content) == ("https://news.example/2", None, None)
    assert (three.address, three.has_page) == ("https://news.example/x/list#three", False)
    assert three.content is not None
    assert "Only here." in three.content


def test_atom_and_rss_1() -> None:
    [one] = leads(ATOM)
    assert (one.address, one.published_on) == ("https://news.example/x/one", date(2026, 11, 20))
    [one] = leads(RDF)
    assert (one.address, one.published_on) == ("https://news.example/1", date(2026, 11, 20))


def test_a_feed_in_another_encoding() -> None:
    latin = RSS.replace("UTF-8", "ISO-8859-1").replace("One &amp; all", "Acuerdo con España").encode("latin-1")
    assert leads(latin)[0].title == "Acuerdo con España"


def test_sitemaps() -> None:
    one, two, three = leads(SITEMAP)
    assert (one.address, two.address) == ("https://news.example/1", "https://news.example/2")
    assert one.changed_at is not None
    assert one.changed_at > datetime(2026, 11, 20, 23, tzinfo=UTC)
    assert two.changed_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert three.changed_at is None
    assert not one.is_listing


def test_an_index_and_a_packed_sitemap() -> None:
    [inner] = leads(INDEX)
    assert (inner.address, inner.is_listing) == ("https://news.example/a.xml.gz", True)
    packed = fetched(gzip.compress(SITEMAP.encode()), "application/gzip", "https://news.example/a.xml.gz")
    assert leads_in(packed, 1_000_000) == leads(SITEMAP)
    with pytest.raises(FetchError, match=r"more than 1\.0 MB"):
        leads_in(fetched(bomb(50), "application/gzip", "https://news.example/a.xml.gz"), 1_000_000)


def test_a_list_of_addresses() -> None:
    found = leads("https://news.example/1\n\n# more\nhttps://news.example/2\nhttps://news.example/1\n", "text/plain")
    assert [lead.address for lead in found] == ["https://news.example/1", "https://news.example/2"]


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        ("<!doctype html><html><body><rss>no</rss></body></html>", "text/html"),
        ("A text about rss", "text/plain"),
        ("https://news.example/1 is an address", "text/plain"),
        ("<feedback>no</feedback>", "application/xml"),
        (b"%PDF-1.7", "application/pdf"),
        (b"", "text/html"),
    ],
)
def test_a_page_is_no_list(body: bytes | str, media_type: str) -> None:
    assert leads_in(fetched(body, media_type), 1_000_000) is None


def test_entities_are_not_expanded_and_not_loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("secret") / "secret"
    secret.write_text("https://news.example/secret")
    head = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}"><!ENTITY b "https://news.example/b">]>'
    assert leads(head + "<urlset><url><loc>&a;</loc></url><url><loc>&b;</loc></url></urlset>") == []
    found = leads(head + "<rss version='2.0'><channel><item><title>&a;</title><link>/1</link></item></channel></rss>")
    assert "secret" not in str(found[0].title)


def test_laughs_are_not_multiplied() -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'
    with pytest.raises(FetchError, match="amplification"):
        leads(head + "<urlset><url><loc>&l9;</loc></url></urlset>")
    for body in leads(head + "<rss><channel><item><title>&l9;</title><link>/1</link></item></channel></rss>"):
        assert len(body.title or "") < 1000


@pytest.mark.parametrize("body", ["<urlset><url>", "<rss>", "<rss version='2.0'><channel><item></wrong></rss"])
def test_broken_lists_are_said_to_be_broken(body: str) -> None:
    with pytest.raises(FetchError, match="broken"):
        leads_in(fetched(body), 1_000_000)
