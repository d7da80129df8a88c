"""Runs killed with SIGKILL at random moments and started again end with the rows of an undisturbed run, none twice."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import duckdb
import pytest

from tests.conftest import SEEDS, Dossier
from tests.model_server import KEY, MODEL, Asked, Behaviour, ModelServer, Says, Waits, model_server

__all__ = ["model_server"]

VARIES = {"at", "run_id", "first_seen", "last_seen", "landed_at", "published_at", "latency_s"}
COPIES = 8
ENDING = "Honduras announced a programme for returning migrants, number {}."
LONGEST_WAIT = 2.5
"""Seconds from the first landed line to well after the version is published."""


def documents_in(dossier: Dossier) -> None:
    """Write variations of the seeds, so that a run lasts long enough to be killed in the middle."""
    for seed in SEEDS.glob("*.txt"):
        for copy in range(COPIES):
            dossier.write(f"documents/{seed.stem}-{copy}.txt", f"{seed.read_text()}\n\n{ENDING.format(copy)}\n")


def one_engagement(asked: Asked) -> Behaviour:
    """Answer from the document itself, after a moment."""
    answer: dict[str, list[object]] = {table: [] for table in asked.schema["properties"]}
    quote = next(ENDING.format(copy) for copy in range(COPIES) if ENDING.format(copy) in asked.user)
    answer["initiatives"] = [{"quotes": [quote], "name": "programme for returning migrants", "status": "announced"}]
    return Waits(0.05, Says(json.dumps(answer)))


def facts(dossier: Dossier) -> dict[str, list[str]]:
    """Every row of every table and view's base, without runs and times."""
    found = {}
    with duckdb.connect(str(dossier.warehouse), read_only=True) as con:
        tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'").fetchall()
        for (table,) in tables:
            cursor = con.execute(f"SELECT * FROM {table}")
            kept = [at for at, column in enumerate(cursor.description or ()) if column[0] not in VARIES]
            found[str(table)] = sorted(repr([row[at] for at in kept]) for row in cursor.fetchall())
    del found["runs"]
    return found


def landed(dossier: Dossier) -> list[Path]:
    return list((dossier.folder / "warehouse" / "landing").glob("*.jsonl"))


def answers_paid(dossier: Dossier) -> Counter[str]:
    lines = (json.loads(line) for path in landed(dossier) for line in path.read_bytes().splitlines() if _whole(line))
    return Counter(line["request_hash"] for line in lines if line["line"] == "call" and line["outcome"] == "ok")


def _whole(line: bytes) -> bool:
    return line.endswith(b"}")


def killed_after(dossier: Dossier, seconds: float, *arguments: str) -> None:
    """Start a run, and kill it `seconds` after it landed its first line."""
    before = len(landed(dossier))
    run = dossier.start(*arguments)
    deadline = time.monotonic() + 60
    while len(landed(dossier)) == before and run.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        run.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
    run.communicate()
    if dossier.warehouse.exists():
        facts(dossier)


def kill_and_compare(dossier: Dossier, folder: Path, kills: int, *arguments: str) -> None:
    undisturbed = Dossier(folder, dossier.environment)
    folder.mkdir()
    for each in (undisturbed, dossier):
        documents_in(each)
    done = undisturbed(*arguments)
    assert done.code == 0, done.err
    seed = random.randrange(10**6)  # noqa: S311 - it chooses moments
    moments = random.Random(seed)  # noqa: S311
    for _ in range(kills):
        killed_after(dossier, moments.uniform(0, LONGEST_WAIT), *arguments, "--limit", "10")
    last = dossier(*arguments)
    assert last.code == 0, last.err
    assert facts(dossier) == facts(undisturbed), f"random seed {seed}"
    assert set(answers_paid(dossier).values()) <= {1}
    assert facts(dossier)["documents"]


@pytest.mark.parametrize("kills", [pytest.param(2, id="short"), pytest.param(60, marks=pytest.mark.soak, id="long")])
def test_rules_killed(served_dossier: Dossier, tmp_path: Path, kills: int) -> None:
    kill_and_compare(served_dossier, tmp_path / "undisturbed", kills, "run", "documents")


@pytest.mark.parametrize("kills", [pytest.param(1, id="short"), pytest.param(60, marks=pytest.mark.soak, id="long")])
def test_model_killed(served_dossier: Dossier, tmp_path: Path, model_server: ModelServer, kills: int) -> None:
    model_server.script = one_engagement
    model_server.is_strict = False
    served_dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    kill_and_compare(served_dossier, tmp_path / "undisturbed", kills, "run", "documents", "--engine", f"openai/{MODEL}")
    assert facts(served_dossier)["initiatives"]
