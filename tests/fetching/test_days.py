"""A desk that is run day after day, unattended, against a web that lives: after each day exactly the right rows."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from typing import Any

import duckdb
import pytest

from tests.conftest import Dossier
from tests.fetching.days import COUNTRIES, INSIDE, Days
from tests.fetching.site import Site
from tests.serving.service import Service
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


Run = Callable[[Dossier], str]
"""Runs the desk once and returns what the run printed."""


def typed(dossier: Dossier) -> str:
    done = dossier("run", "--source", "desk")
    assert done.code == 1, done.err  # some addresses never can be read; the others are loaded
    return done.out


def reported(dossier: Dossier) -> dict[str, Any]:
    """Return the newest report."""
    newest = max((dossier.warehouse.parent / "reports").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    told: dict[str, Any] = json.loads(newest.read_text())
    return told


def country_told(about: str) -> str:
    """Return the code of Ghana for `United States, Ghana · safe third country`."""
    return COUNTRIES[about.partition(" · ")[0].rpartition(", ")[2]]


def live(dossier: Dossier, site: Site, days: int, run: Run = typed) -> None:
    dossier.environment |= {
        "DOSSIER_ALLOWED_NETWORKS": "127.0.0.1",
        "DOSSIER_FETCH_DELAY_S": "0",
        "DOSSIER_BACKOFF_S": "0.01",
        "DOSSIER_MAX_DOCUMENT_BYTES": "200000",
    }
    world = Days(site)
    dossier.write("addresses.txt", world.addresses())
    if not (dossier.folder / "sources.toml").exists():
        dossier.write("sources.toml", LIST)
    for _ in range(days):
        world.dawn()
        known = set(rows(dossier, CURRENT)) if dossier.warehouse.exists() else set()
        printed = run(dossier)
        assert rows(dossier, CURRENT) == sorted(world.truth.items())
        assert {address for (address,) in rows(dossier, FAILING + "'failed'")} == world.failing
        assert {address for (address,) in rows(dossier, FAILING + "'vanished'")} == world.vanished
        assert all(str(address) in printed for address in world.vanished)
        told = reported(dossier)
        assert {failure["source"] for failure in told["news"]["failures"]} == world.failing
        new = {country for source, country in world.truth.items() if (source, country) not in known}
        new_to_all = new - {country for _, country in known}
        assert new_to_all <= {country_told(agreement["about"]) for agreement in told["news"]["agreements"]} <= new
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


@pytest.mark.soak
def test_twenty_days_by_the_service(served_dossier: Dossier, site: Site) -> None:
    """Nobody types anything: a day of the web is as long as the schedule's, and breaks when a run is done."""
    served_dossier.environment["DOSSIER_LOG_FORMAT"] = "json"
    service: Service | None = None

    def served(dossier: Dossier) -> str:
        nonlocal service
        if service is None:
            service = Service(dossier.start("serve", "--every", "30 s"))
        running, days = service, len(service.events("failed"))
        running.wait_for(lambda: len(running.events("failed", "done")) > days)
        ended = running.events("failed", "done")[-1]
        assert ended["exit_code"] == 1  # some addresses never can be read; the others are loaded
        return (dossier.folder / str(ended["log"])).read_text()

    served_dossier.write("sources.toml", LIST.replace('schedule = "0 6 * * *"', ""))
    try:
        live(served_dossier, site, 20, served)
        assert service is not None
        assert service.end(signal.SIGTERM) == 0
    finally:
        if service is not None:
            with service.process:
                service.process.kill()
