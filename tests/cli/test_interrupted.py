"""Ctrl-C and SIGTERM, as a terminal and a service manager send them: the run ends cleanly and can be resumed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import duckdb
import filelock
import pytest

from tests.conftest import Dossier
from tests.model_server import KEY, MODEL, Asked, Behaviour, ModelServer, Says, Waits, nothing_found

DOCUMENTS = 8
RUN = ("run", "documents", "--engine", f"openai/{MODEL}")


def slow(seconds: float) -> Callable[[Asked], Behaviour]:
    """Answer that nothing was found, after a while."""

    def script(asked: Asked) -> Behaviour:
        answer = nothing_found(asked)
        assert isinstance(answer, Says)
        return Waits(seconds, answer)

    return script


def prepared(dossier: Dossier, model_server: ModelServer) -> Dossier:
    dossier.environment |= {
        "OPENAI_BASE_URL": model_server.base_url,
        "OPENAI_API_KEY": KEY,
        "DOSSIER_CONCURRENCY": "2",
        "DOSSIER_BATCH_SIZE": "3",
    }
    for number in range(DOCUMENTS):
        dossier.write(f"documents/{number}.txt", f"Note {number}. Nothing happened.\n")
    return dossier


def until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.02)


def asked_documents(model_server: ModelServer) -> list[str]:
    return sorted(asked.user.partition("Note ")[2][0] for asked in model_server.requests)


def extracted(dossier: Dossier) -> int:
    with duckdb.connect(str(dossier.warehouse), read_only=True) as con:
        rows = con.execute(
            "SELECT count(*), count(DISTINCT document_id) FROM extractions WHERE status = 'ok'"
        ).fetchone()
    assert rows is not None
    assert rows[0] == rows[1]
    return int(rows[0])


def test_ctrl_c_lands_what_is_in_work_and_the_next_run_asks_nothing_twice(
    dossier: Dossier, model_server: ModelServer
) -> None:
    prepared(dossier, model_server)
    model_server.script = slow(0.7)
    run = dossier.start(*RUN)
    until(lambda: len(model_server.requests) >= 3, run)
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=30)
    assert run.returncode == 130, err
    assert "Stopping after 2 documents in work" in err
    assert "Traceback" not in err
    assert "To go on from here: dossier run documents --engine openai/stub" in out
    landed = extracted(dossier)
    assert landed == len(model_server.requests) < DOCUMENTS

    model_server.script = nothing_found
    again = dossier(*RUN)
    assert again.code == 0, again.err
    assert extracted(dossier) == DOCUMENTS
    assert asked_documents(model_server) == [str(number) for number in range(DOCUMENTS)]


@pytest.mark.parametrize("signals", [[signal.SIGINT, signal.SIGINT], [signal.SIGTERM]], ids=["ctrl-c twice", "sigterm"])
def test_work_that_takes_too_long_is_dropped(
    served_dossier: Dossier, model_server: ModelServer, signals: list[signal.Signals]
) -> None:
    prepared(served_dossier, model_server)
    model_server.script = slow(20)
    run = served_dossier.start(*RUN)
    until(lambda: len(model_server.requests) >= 2, run)
    started = time.monotonic()
    for number in signals:
        os.killpg(run.pid, number)
        time.sleep(0.3)
    _, err = run.communicate(timeout=30)
    assert run.returncode == 130, err
    assert time.monotonic() - started < 15
    assert "Traceback" not in err
    assert extracted(served_dossier) == 0

    model_server.script = nothing_found
    assert served_dossier(*RUN).code == 0
    assert extracted(served_dossier) == DOCUMENTS


@pytest.mark.parametrize(
    ("number", "seconds"), [(signal.SIGINT, 0.0), (signal.SIGINT, 0.5), (signal.SIGTERM, 1.0), (signal.SIGINT, 2.5)]
)
def test_a_run_that_is_starting_can_be_interrupted(dossier: Dossier, number: signal.Signals, seconds: float) -> None:
    dossier.write("documents/a.txt", "Nothing happened.\n")
    run = dossier.start("run", "documents")
    until(lambda: (dossier.folder / "warehouse" / "prefect" / "server.log").exists(), run)
    time.sleep(seconds)
    os.killpg(run.pid, number)
    out, err = run.communicate(timeout=30)
    assert (run.returncode, out) == (130, "")
    assert "to go on: dossier run documents" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_waits_for_another_loader_can_be_interrupted(
    served_dossier: Dossier, number: signal.Signals
) -> None:
    served_dossier.write("documents/a.txt", "Nothing happened.\n")
    (served_dossier.folder / "warehouse").mkdir()
    with filelock.FileLock(f"{served_dossier.warehouse}.lock"):
        run = served_dossier.start("run", "documents")
        assert run.stderr is not None
        told = ""
        while "lock" not in told and "load" not in told:
            assert run.poll() is None, told
            told = run.stderr.readline()
        os.killpg(run.pid, number)
        out, err = run.communicate(timeout=15)
    assert (run.returncode, out) == (130, ""), err
    assert "to go on: dossier run documents" in err
    assert "Traceback" not in err
    again = served_dossier("run", "documents")
    assert (again.code, "1 already done" in again.out) == (0, True)
    assert extracted(served_dossier) == 1


@pytest.mark.parametrize("meanwhile", ["wait", "query"])
def test_sigterm_while_no_code_of_ours_runs_is_an_interruption(served_dossier: Dossier, meanwhile: str) -> None:
    environment = served_dossier._environment()
    command = [sys.executable, "-P", "-m", "tests.cli.between_tasks", meanwhile]
    done = subprocess.run(
        command, cwd=served_dossier.folder, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (0, "interrupted\n"), done.stderr
