"""A desk that is run day after day, unattended, against a web that lives: after each day exactly the right rows."""

from __future__ import annotations

import duckdb
import pytest

from tests.conftest import Dossier
from tests.fetching.days import INSIDE, Days
from tests.fetching.site import Site
from tests.warehouse.contract import breaches

LIST = """
[[source]]
name = "desk"
address = "addresses.txt"
kinds = ["agreement"]
tags = ["daily"]
schedule = "0 6 * * *"
"""
CURRENT = """
    SELECT DISTINCT s.source, p.country FROM agreement_parties p JOIN document_sources s USING (document_id)
    WHERE s.is_current AND p.country <> 'USA' ORDER BY ALL
"""
FAILING = (
    "SELECT DISTINCT address FROM fetches WHERE run_id = (SELECT arg_max(run_id, started_at) FROM runs) AND outcome = "
)
UNPROVEN = """
    SELECT source FROM document_sources
    WHERE archived IS NULL OR archived NOT IN (SELECT archived FROM fetches WHERE outcome IN ('fetched', 'unchanged'))
"""


def rows(dossier: Dossier, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(dossier.warehouse), read_only=True) as con:
        return con.execute(query).fetchall()


def live(dossier: Dossier, site: Site, days: int) -> None:
    dossier.environment |= {
        "DOSSIER_ALLOWED_NETWORKS": "127.0.0.1",
        "DOSSIER_FETCH_DELAY_S": "0",
        "DOSSIER_BACKOFF_S": "0.01",
        "DOSSIER_MAX_DOCUMENT_BYTES": "200000",
    }
    world = Days(site)
    dossier.write("addresses.txt", world.addresses())
    dossier.write("sources.toml", LIST)
    for _ in range(days):
        world.dawn()
        done = dossier("run", "--source", "desk")
        assert done.code == 1, done.err  # some addresses never can be read; the others are loaded
        assert rows(dossier, CURRENT) == sorted(world.truth.items())
        assert {address for (address,) in rows(dossier, FAILING + "'failed'")} == world.failing
        assert {address for (address,) in rows(dossier, FAILING + "'vanished'")} == world.vanished
        assert all(str(address) in done.out for address in world.vanished)
    [(refused,)] = rows(dossier, f"SELECT DISTINCT reason FROM rejects WHERE source = '{site.root}/inside'")
    assert f"{INSIDE} is {INSIDE}, an address inside a network (this machine)" in str(refused)
    assert site.requests("/secret") == []
    assert site.requests("/old")[1:] == []  # its sitemap says that it does not change
    assert all("if-none-match" in one.headers for one in site.requests("/steady")[1:])
    assert rows(
        dossier,
        "SELECT count(*) FROM extractions WHERE document_id IN "
        "(SELECT document_id FROM document_sources WHERE source LIKE '%/steady')",
    ) == [(1,)]
    assert rows(dossier, "SELECT count(*) FROM documents WHERE contains(\"text\", 'señala la cooperación')") == [(1,)]
    assert rows(dossier, UNPROVEN) == []
    with duckdb.connect(str(dossier.warehouse), read_only=True) as con:
        assert list(breaches(con)) == []


def test_five_days(served_dossier: Dossier, site: Site) -> None:
    live(served_dossier, site, 5)


@pytest.mark.soak
def test_twenty_days(served_dossier: Dossier, site: Site) -> None:
    live(served_dossier, site, 20)
    before = rows(served_dossier, CURRENT)
    assert served_dossier("rebuild").code == 0
    assert rows(served_dossier, CURRENT) == before
