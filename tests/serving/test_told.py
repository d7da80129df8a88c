"""Nobody watches a service: whatever keeps a run from working is said in its log, and told to the hooks, once."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.serving.child import last_words
from flows.serving.untold import Untold
from tests.cli.test_interrupted import slow
from tests.conftest import Dossier
from tests.model_server import KEY, MODEL, ModelServer
from tests.serving.service import Service
from tests.telling.listener import Listener

PACT = "On 3 May 2025 Honduras and Mexico signed an agreement on the return of migrants.\n"
ENTRY = '[[source]]\nname = "{name}"\naddress = "{name}/"\nschedule = "every 1 s"\n'
ERROR = json.dumps({"at": "2026", "event": "error", "message": "no key", "hint": "Set it."})


@pytest.fixture
def desk(served_dossier: Dossier, listener: Listener) -> Listener:
    """Whoever is told of failures."""
    served_dossier.write("hooks.toml", f'[[hook]]\nname = "desk"\non = ["failure"]\nurl = "{listener.url}"\n')
    return listener


def children(process: int) -> list[int]:
    listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in listed.split()]


def test_a_refused_run_is_told_once_with_what_to_do_and_the_service_goes_on(
    served_dossier: Dossier, serving: Callable[..., Service], desk: Listener
) -> None:
    service = serving("nowhere/", "--every", "1 s")
    service.wait_for(lambda: len(service.events("failed")) == 2)
    failed = service.events("failed")[0]
    assert failed["exit_code"] == 2
    assert failed["said"].startswith("No such file or folder: nowhere/\n")
    assert "nowhere" in (served_dossier.folder / failed["log"]).read_text()
    (told,) = desk.bodies
    assert (told["events"], told["outcome"], told["run_id"]) == (["failure"], "refused", None)
    assert (told["command"], told["message"]) == ("dossier run nowhere/", failed["said"])
    assert "No such file or folder: nowhere/" in (served_dossier.folder / told["written"]).read_text()
    served_dossier.write("nowhere/a.txt", PACT)
    service.wait_for(lambda: bool(service.events("done")))
    done = service.events("done")[0]
    assert done["said"] == "1 document, 1 extracted, 0 failed; new: 1 agreement"
    assert "## New agreements" in (served_dossier.folder / done["report"]).read_text()
    assert service.end(signal.SIGTERM) == 0


def test_the_same_thing_is_told_once_until_it_goes_well(tmp_path: Path) -> None:
    untold = Untold(tmp_path / "dossier.duckdb")

    def told(message: str) -> int:
        assert asyncio.run(untold.tell("tracker", "refused", "dossier run", message)) == []
        return len(list((tmp_path / "reports").glob("*-refused-*.md")))

    assert [told("no key"), told("no key"), told("no file")] == [1, 1, 2]
    untold.forget("tracker")
    assert told("no file") == 3


def test_documents_that_fail_are_told_by_the_run_and_said_by_the_service(
    served_dossier: Dossier, serving: Callable[..., Service], desk: Listener
) -> None:
    served_dossier.write("articles/a.txt", b"\x00\x01\x02" * 100)
    service = serving("articles", "--every", "1 day")
    service.wait_for(lambda: bool(service.events("failed")))
    (failed,) = service.events("failed")
    assert failed["exit_code"] == 1
    assert failed["said"].startswith("1 document, 0 extracted, 1 failed; articles/a.txt is a binary")
    assert service.end(signal.SIGTERM) == 0
    (told,) = desk.bodies
    assert told["run_id"] is not None


def test_a_run_that_was_killed_is_told(
    served_dossier: Dossier, serving: Callable[..., Service], model_server: ModelServer, desk: Listener
) -> None:
    served_dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    model_server.script = slow(30)
    served_dossier.write("articles/a.txt", PACT)
    service = serving("articles", "--every", "1 day", "--engine", f"openai/{MODEL}")
    service.wait_for(lambda: bool(model_server.requests))
    (run,) = children(service.process.pid)
    os.kill(run, signal.SIGKILL)
    service.wait_for(lambda: bool(service.events("failed")) and bool(desk.bodies))
    assert service.events("failed")[0]["said"] == "killed by signal 9"
    assert [(told["outcome"], told["message"]) for told in desk.bodies] == [("failed", "killed by signal 9")]
    assert service.end(signal.SIGTERM) == 0


def test_a_list_that_becomes_wrong_is_told(
    served_dossier: Dossier, serving: Callable[..., Service], desk: Listener
) -> None:
    served_dossier.write("one/a.txt", PACT)
    served_dossier.write("sources.toml", ENTRY.format(name="one"))
    service = serving()
    service.wait_for(lambda: bool(service.events("done")))
    served_dossier.write("sources.toml", "[[source]]\nname = 3\n")
    service.wait_for(lambda: bool(service.events("not read")) and bool(desk.bodies))
    assert "line 2" in desk.bodies[0]["message"]
    assert "dossier sources" in desk.bodies[0]["message"]
    assert service.end(signal.SIGTERM) == 0


def test_a_service_that_cannot_be_started_by_nobody_is_told(dossier: Dossier, listener: Listener) -> None:
    dossier.write("hooks.toml", f'[[hook]]\nname = "desk"\nurl = "{listener.url}"\n')
    dossier.write("sources.toml", "[[source]]\nname = 3\n")
    refused = dossier("serve")
    assert refused.code == 2
    (told,) = listener.bodies
    assert (told["outcome"], told["command"], told["written"]) == ("refused", "dossier serve", None)
    assert "line 2" in told["message"]
    assert not dossier.warehouse.parent.exists()
    dossier.write("hooks.toml", "wrong = 1\n")
    dossier.write("sources.toml", ENTRY.format(name="one"))
    refused = dossier("serve")
    assert (refused.code, "hooks.toml" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("3 documents\nerror: no key\nSet OPENAI_API_KEY.\n\n", "no key\nSet OPENAI_API_KEY."),
        ("error: old\nerror: a defect\nReport it:\nTraceback (most\nKeyError: 'sk-1'\n", "a defect\nReport it:"),
        ("Usage: dossier run\nError: No such option: --x\n", "Error: No such option: --x"),
        (ERROR + "\nTry: this\n", "no key\nSet it."),
        (ERROR.replace("error", "note") + "\nlast\n", "last"),
        ('{"at": broken\n', '{"at": broken'),
        ("", ""),
    ],
)  # fmt: skip
def test_the_last_words_are_the_error_and_nothing_of_a_traceback(printed: str, words: str) -> None:
    assert last_words(printed) == words
