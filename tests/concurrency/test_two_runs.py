"""Two runs at the same time on one warehouse: the second waits, says so and goes on; every row is there once."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import duckdb
import filelock

from tests.conftest import SEEDS, Dossier
from tests.crash.test_run_killed import facts
from tests.model_server import KEY, MODEL, ModelServer, Waits, model_server, nothing_found

__all__ = ["model_server"]

WAITING = "another process is loading"
NOTES = 4
LONGEST_S = 300


class Heard:
    """A run that was started, and all that it says on standard error, as it says it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._said: list[str] = []
        self._reading = threading.Thread(target=self._read)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        self._said.extend(self.process.stderr)

    def wait_until_it_says(self, words: str) -> None:
        while not any(words in line for line in list(self._said)):
            assert self._reading.is_alive(), f"it ended without saying {words!r}: {''.join(self._said)}"
            time.sleep(0.02)

    def succeeds(self) -> None:
        """Wait for its end."""
        code = self.process.wait(LONGEST_S)
        self._reading.join()
        assert code == 0, "".join(self._said)

    def kill(self) -> None:
        """End it and all that it has started, if it has not ended, and wait for that."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.communicate()
        self._reading.join()


@contextmanager
def started(dossier: Dossier, *command: str) -> Iterator[Heard]:
    run = Heard(dossier.start(*command))
    try:
        yield run
    finally:
        run.kill()


def run_together(dossier: Dossier, *commands: tuple[str, ...]) -> None:
    """Start the commands, let all of them wait for the same lock and say so, then let them go on."""
    dossier.warehouse.parent.mkdir()
    with ExitStack() as stack:
        with filelock.FileLock(f"{dossier.warehouse}.lock"):
            runs = [stack.enter_context(started(dossier, *command)) for command in commands]
            for run in runs:
                run.wait_until_it_says(WAITING)
            assert not dossier.warehouse.exists()
        for run in runs:
            run.succeeds()


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
    with started(served_dossier, *run) as killed:
        while not model_server.requests:
            time.sleep(0.02)
        model_server.script = nothing_found
        with started(served_dossier, *run) as waiting:
            waiting.wait_until_it_says("1 document\n")
            killed.kill()
            waiting.succeeds()
    assert len(model_server.requests) == 2
