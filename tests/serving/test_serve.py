"""`dossier serve` as a service manager runs it: real processes, real signals, documents that arrive meanwhile."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable

import duckdb
import pytest

from tests.cli.test_interrupted import slow
from tests.conftest import Dossier
from tests.model_server import KEY, MODEL, ModelServer
from tests.serving.service import Service

PACT = "On {day} May 2025 Honduras and Mexico signed an agreement on the return of migrants.\n"


def sources(dossier: Dossier) -> list[tuple[str]]:
    if not dossier.warehouse.exists():
        return []
    with duckdb.connect(str(dossier.warehouse), read_only=True) as con:
        return con.execute("SELECT source FROM document_sources ORDER BY source").fetchall()


def test_documents_that_arrive_are_in_the_warehouse_after_the_next_run(
    served_dossier: Dossier, serving: Callable[..., Service]
) -> None:
    served_dossier.write("articles/1.txt", PACT.format(day=1))
    service = serving("articles", "--every", "1 s")
    service.wait_for(lambda: sources(served_dossier) == [("articles/1.txt",)])
    served_dossier.write("articles/2.txt", PACT.format(day=2))
    service.wait_for(lambda: len(sources(served_dossier)) == 2)
    assert service.end(signal.SIGTERM) == 0
    started, done = service.events("started"), service.events("done") + service.events("interrupted")
    assert len(started) == len(done) >= 2
    assert all(said["job"] == "sources" for said in started)
    with duckdb.connect(str(served_dossier.warehouse), read_only=True) as con:
        assert con.execute("SELECT count(*), count(DISTINCT document_id) FROM extractions").fetchone() == (2, 2)


def test_a_run_that_is_going_is_not_started_again_not_even_by_the_next_service(
    served_dossier: Dossier, serving: Callable[..., Service], model_server: ModelServer
) -> None:
    served_dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    model_server.script = slow(6)
    served_dossier.write("articles/1.txt", "Note 1. Nothing happened.\n")
    command = ("articles", "--every", "1 s", "--engine", f"openai/{MODEL}")
    first = serving(*command)
    first.wait_for(lambda: len(model_server.requests) == 1)
    time.sleep(2)
    assert len(first.events("started")) == 1

    os.kill(first.process.pid, signal.SIGKILL)
    second = serving(*command)
    second.wait_for(lambda: bool(second.events("still going")))
    assert second.events("started") == []
    second.wait_for(lambda: len(second.events("done")) == 1)
    assert len(model_server.requests) == 1
    assert sources(served_dossier) == [("articles/1.txt",)]
    assert second.end(signal.SIGINT) == 130


def test_a_list_of_sources_is_read_again_when_it_changes_and_a_wrong_one_is_not(
    served_dossier: Dossier, serving: Callable[..., Service]
) -> None:
    entry = '[[source]]\nname = "{name}"\naddress = "{name}/"\nschedule = "every 1 s"\n'
    for name in ("one", "two"):
        served_dossier.write(f"{name}/a.txt", f"{name}: nothing happened.\n")
    served_dossier.write("sources.toml", entry.format(name="one"))
    service = serving()
    service.wait_for(lambda: any(said["job"] == "one" for said in service.events("done")))

    served_dossier.write("sources.toml", "[[source]]\nname = 3\n")
    service.wait_for(lambda: bool(service.events("not read")))
    assert "line 2" in service.events("not read")[0]["note"]

    served_dossier.write("sources.toml", entry.format(name="one") + entry.format(name="two"))
    service.wait_for(lambda: any(said["job"] == "two" for said in service.events("done")))
    assert sources(served_dossier) == [("one/a.txt",), ("two/a.txt",)]

    again = served_dossier("serve")
    assert again.code == 2
    assert "another dossier serve looks after" in again.err
    assert service.end(signal.SIGTERM) == 0


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ((), "There is no list of sources"),
        (("articles",), "neither --every nor --cron"),
        (("articles", "--every", "1 s", "--cron", "* * * * *"), "exclude each other"),
        (("articles", "--every", "sometimes"), "is no schedule"),
        (("articles", "--cron", "61 * * * *"), "is no cron schedule"),
        (("articles", "--cron", "0 6 * * *", "--time-zone", "Mars/Base"), "is no time zone"),
        (("articles", "--every", "1 s", "--engine", "openai/x"), "OPENAI_API_KEY"),
        (("articles", "--every", "1 s", "--kinds", "nonsense"), "nonsense"),
        (("--engine", "rules"), "--engine is for a SOURCE"),
    ],
)
def test_what_cannot_be_served_is_said_before_anything_is_started(
    dossier: Dossier, arguments: tuple[str, ...], wanted: str
) -> None:
    refused = dossier("serve", *arguments)
    assert (refused.code, wanted in refused.err) == (2, True), refused.err
    assert not dossier.warehouse.parent.exists()
