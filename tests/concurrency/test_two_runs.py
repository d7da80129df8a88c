"""Two runs at the same time on one warehouse: the second waits, says so and goes on; every row is there once."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

import duckdb
import filelock
import pytest

from tests.conftest import SEEDS, Dossier
from tests.crash.test_run_killed import facts
from tests.model_server import KEY, MODEL, ModelServer, Waits, model_server, nothing_found

__all__ = ["model_server"]

WAITING = "another process is loading"
NOTES = 4


def said_line(run: subprocess.Popen[str], words: str) -> list[str]:
    """Read what the run says until it says `words`."""
    assert run.stderr is not None
    said: list[str] = []
    for line in run.stderr:
        said.append(line)
        if words in line:
            return said
    pytest.fail(f"it ended without saying {words!r}: {''.join(said)}")


def run_together(dossier: Dossier, *commands: tuple[str, ...]) -> None:
    """Start the commands, let all of them wait for the same lock and say so, then let them go on."""
    dossier.warehouse.parent.mkdir()
    with filelock.FileLock(f"{dossier.warehouse}.lock"):
        runs = [dossier.start(*command) for command in commands]
        watchers = [threading.Thread(target=said_line, args=(run, WAITING)) for run in runs]
        for watcher in watchers:
            watcher.start()
        for watcher in watchers:
            watcher.join(120)
        assert not dossier.warehouse.exists()
    for run in runs:
        _, err = run.communicate(timeout=120)
        assert run.returncode == 0, err


def rows(dossier: Dossier, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(dossier.warehouse), read_only=True) as con:
        return con.execute(query).fetchall()


def test_of_overlapping_sources_every_row_is_there_once(served_dossier: Dossier, tmp_path: Path) -> None:
    first, *_, last = sorted(map(str, SEEDS.glob("*.txt")))
    run_together(served_dossier, ("run", str(SEEDS)), ("run", last, first))
    alone = Dossier(tmp_path / "alone", served_dossier.environment)
    alone.folder.mkdir()
    assert alone("run", str(SEEDS)).code == 0
    assert facts(served_dossier) == facts(alone)
    assert rows(served_dossier, "SELECT outcome FROM runs") == [("done",), ("done",)]
    again = served_dossier("run", str(SEEDS))
    assert "0 extracted, 5 already done" in again.out


def test_of_different_sources_no_model_is_asked_twice(served_dossier: Dossier, model_server: ModelServer) -> None:
    served_dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    for folder in ("mine", "yours"):
        for number in range(NOTES):
            served_dossier.write(f"{folder}/{number}.txt", f"Note {number} of {folder}. Nothing happened.\n")
    engine = ("--engine", f"openai/{MODEL}")
    run_together(served_dossier, ("run", "mine", *engine), ("run", "yours", *engine))
    asked = Counter(request.text for request in model_server.requests)
    assert len(asked) == 2 * NOTES
    assert set(asked.values()) == {1}
    assert rows(served_dossier, "SELECT count(*), count(DISTINCT extraction_id) FROM extractions") == [(8, 8)]
    assert rows(served_dossier, "SELECT count(*) FROM model_calls") == [(8,)]
    assert served_dossier("run", "mine", "yours", *engine).code == 0
    assert len(model_server.requests) == 2 * NOTES


def test_of_the_same_sources_no_model_is_asked_twice(served_dossier: Dossier, model_server: ModelServer) -> None:
    """Whichever of the two is ahead: what one asks about, the other waits for and then has."""
    model_server.script = lambda asked: Waits(0.05, nothing_found(asked))
    served_dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    for number in range(4 * NOTES):
        served_dossier.write(f"notes/{number}.txt", f"Note {number}. Nothing happened.\n")
    run = ("run", "notes", "--engine", f"openai/{MODEL}")
    run_together(served_dossier, run, run)
    asked = Counter(request.text for request in model_server.requests)
    assert len(asked) == 4 * NOTES
    assert set(asked.values()) == {1}
    ((extracted, skipped),) = rows(served_dossier, "SELECT sum(extracted), sum(skipped) FROM runs")
    assert (extracted, skipped) == (4 * NOTES, 4 * NOTES)


def test_what_a_killed_run_was_at_is_free(served_dossier: Dossier, model_server: ModelServer) -> None:
    served_dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    served_dossier.write("notes/a.txt", "Note. Nothing happened.\n")
    model_server.script = lambda asked: Waits(60, nothing_found(asked))
    run = ("run", "notes", "--engine", f"openai/{MODEL}")
    killed = served_dossier.start(*run)
    while not model_server.requests:
        time.sleep(0.02)
    model_server.script = nothing_found
    waiting = served_dossier.start(*run)
    said_line(waiting, "documents")
    os.killpg(killed.pid, signal.SIGKILL)
    killed.communicate()
    _, err = waiting.communicate(timeout=120)
    assert waiting.returncode == 0, err
    assert len(model_server.requests) == 2
