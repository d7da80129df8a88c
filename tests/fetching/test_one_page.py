"""One page from the web, looked at and not kept: `dossier extract ADDRESS`."""

from __future__ import annotations

import json

from tests.conftest import Dossier
from tests.fetching.days import page
from tests.fetching.site import Site


def test_a_page_is_extracted_and_nothing_is_kept(dossier: Dossier, site: Site) -> None:
    dossier.environment["DOSSIER_ALLOWED_NETWORKS"] = "127.0.0.1"
    done = dossier("extract", site.page("/a", page("Honduras")), "--kinds", "agreement")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert told["source"] == site.root + "/a"
    assert [party["country"] for party in told["records"][0]["data"]["parties"]] == ["USA", "HND"]
    assert list(dossier.folder.iterdir()) == []


def test_what_is_no_page_says_what_it_is(dossier: Dossier, site: Site) -> None:
    dossier.environment["DOSSIER_ALLOWED_NETWORKS"] = "127.0.0.1"
    feed = site.page("/feed", "<rss version='2.0'><channel></channel></rss>", Content_Type="text/xml")
    for address, said in (
        (feed, f"Read them all: dossier run {feed}"),
        (site.root + "/nowhere", "answers HTTP 404"),
        ("ftp://ministry.example/a", "only http:// and https://"),
    ):
        done = dossier("extract", address)
        assert done.code == 1
        assert said in done.err


def test_an_address_inside_says_which_setting_would_allow_it(dossier: Dossier, site: Site) -> None:
    done = dossier("extract", site.page("/a", page("Honduras")))
    assert done.code == 1
    assert "DOSSIER_ALLOWED_NETWORKS=127.0.0.1" in done.err
    assert site.asked == []
