"""Runs with a model killed at random, by SIGKILL, SIGTERM and Ctrl-C, while the server fails: nothing is paid twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from core.lines import ANSWERED
from tests.conftest import Dossier
from tests.crash.test_run_killed import facts
from tests.faults.notes import note
from tests.faults.plan import Plan
from tests.faults.process import ENGINE, FaultServer, fault_server

RUN = ("run", "documents", "--engine", ENGINE)
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
LONGEST_WAIT = 2.0
"""Seconds from the first line that a run lands to well after it has ended."""
DOCUMENTS = 60
CONCURRENCY = 8
"""As the settings have it."""


def landed(dossier: Dossier) -> list[dict[str, Any]]:
    """Return the calls that are on disk, oldest first: what every later run knows."""
    files = (dossier.folder / "warehouse" / "landing").glob("*.jsonl")
    lines = [json.loads(line) for path in files for line in path.read_bytes().split(b"\n")[:-1]]
    return sorted(
        (line for line in lines if line["line"] == "call"), key=lambda call: datetime.fromisoformat(call["at"])
    )


def answers(dossier: Dossier) -> Counter[str]:
    """Return the requests whose answer is on disk, and how often."""
    return Counter(call["request_hash"] for call in landed(dossier) if call["outcome"] in ANSWERED)


def interrupted(dossier: Dossier, seconds: float, number: signal.Signals) -> None:
    """Start a run and end it `seconds` after it has landed its first line."""
    folder = dossier.folder / "warehouse" / "landing"
    before = len(list(folder.glob("*.jsonl")))
    run = dossier.start(*RUN)
    deadline = time.monotonic() + 60
    while len(list(folder.glob("*.jsonl"))) == before and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        run.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, number)
    _, err = run.communicate(timeout=60)
    assert "Traceback" not in err, err


def interrupt_again_and_again(dossier: Dossier, server: FaultServer, kills: int, seed: int) -> None:
    """Interrupt runs, then let one end: no request is sent again whose answer has landed, and no answer is lost."""
    chance = random.Random(seed)  # noqa: S311 - it chooses moments
    for is_last in (*[False] * kills, True):
        server.wait_until_left()
        known, calls, began = answers(dossier), len(landed(dossier)), time.time()
        number = chance.choice(SIGNALS)
        if is_last:
            assert dossier(*RUN).code == 1  # there are documents that can never be answered
        else:
            interrupted(dossier, chance.uniform(0, LONGEST_WAIT), number)
        assert known <= answers(dossier)
        lines = landed(dossier)[calls:]
        # A call that is cancelled on its way to the server is in our log, and may not be in the server's.
        ours = Counter(line["request_hash"] for line in lines)
        sent = Counter(line["request_hash"] for line in lines if line["outcome"] != "cancelled")
        asked = server.since(began, at_least=0 if number == signal.SIGKILL else sent.total())
        assert not known.keys() & {entry.request_hash for entry in asked}
        if number != signal.SIGKILL or is_last:
            assert sent <= Counter(entry.request_hash for entry in asked) <= ours


def told(dossier: Dossier) -> dict[str, set[str] | list[str]]:
    """Return all rows of the warehouse, those that tell of each attempt once; how often a call was made is left out."""
    found: dict[str, set[str] | list[str]] = {**facts(dossier)}
    del found["model_calls"]
    return found | {name: set(found[name]) for name in ("extractions", "rejects")}


@pytest.mark.parametrize("kills", [pytest.param(2, id="short"), pytest.param(60, marks=pytest.mark.soak, id="long")])
def test_no_answer_that_landed_is_paid_for_again(served_dossier: Dossier, tmp_path: Path, kills: int) -> None:
    plan = Plan(seed=5, lost=0.2, limited=0.0, latency_s=0.08)
    undisturbed = Dossier(tmp_path / "undisturbed", dict(served_dossier.environment))
    for number in range(DOCUMENTS):
        for each in (served_dossier, undisturbed):
            each.write(f"documents/{number}.txt", note(number).text)
    (tmp_path / "servers").mkdir()
    with fault_server(tmp_path / "undisturbed", plan) as server:
        server.serve(undisturbed)
        assert undisturbed(*RUN).code == 1
    seed = random.randrange(10**6)  # noqa: S311 - it chooses moments
    with fault_server(tmp_path / "servers", plan) as server:
        server.serve(served_dossier)
        interrupt_again_and_again(served_dossier, server, kills, seed)
        sent = Counter(entry.request_hash for entry in server.log if entry.outcome in ANSWERED)
    paid = answers(served_dossier)
    assert set(paid.values()) == {1}, f"random seed {seed}"
    assert paid.keys() == answers(undisturbed).keys()
    # What a kill can cost is what was in flight at that moment, and no more.
    assert (sent - paid).total() <= kills * CONCURRENCY, f"random seed {seed}"
    assert told(served_dossier) == told(undisturbed), f"random seed {seed}"
