"""A real model, from documents to warehouse. What it writes means nothing, so nothing of it may become a fact."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import pytest

from core.landing.log import LandingLog
from core.lines import CallLine
from extraction.engines.gguf.server import CHILD
from extraction.engines.model.answers import read_answer
from schemas.registry import select_kinds
from schemas.wire import wire_schema
from tests.conftest import Dossier

DOCUMENTS = {
    "honduras.txt": "Honduras accepted a removal flight from the United States on May 3, 2025, with 116 people.\n",
    "kosovo.md": "# Talks\n\nKosovo said it would take up to 50 migrants. Nothing was signed.\n",
}
ADMINISTRATIVE = {
    *("runs", "documents", "document_sources", "document_metadata", "extractions", "evidence", "rejects"),
    *("model_calls", "countries"),
}
"""The tables of `main` that hold no facts."""


@pytest.fixture
def prepared(served_dossier: Dossier) -> Dossier:
    # One token is one byte in this model; one thread, because others are at work on this machine.
    served_dossier.environment |= {"DOSSIER_CONTEXT_TOKENS": "131072", "DOSSIER_GGUF_THREADS": "1"}
    for name, text in DOCUMENTS.items():
        served_dossier.write(f"documents/{name}", text)
    return served_dossier


def answers(dossier: Dossier) -> list[Any]:
    """What the model wrote, answer by answer."""
    log = LandingLog(dossier.warehouse.parent / "landing")
    raws = [entry.line.raw for entry in log.entries() if isinstance(entry.line, CallLine)]
    return [json.loads(read_answer(raw or "").text) for raw in raws]


def test_documents_go_through_a_real_model_and_nothing_becomes_a_fact(prepared: Dossier, tiny_model: Path) -> None:
    done = prepared("run", "documents", "--engine", f"gguf:{tiny_model}")

    assert done.code == 0, done.err
    assert "2 extracted" in done.out
    written = answers(prepared)
    for answer in written:
        kinds = select_kinds(None)
        asked = [kind for kind in kinds if kind.table in answer]
        jsonschema.validate(answer, wire_schema(asked))
    assert list(written[0]) == [kind.table for kind in select_kinds(None)]
    assert all(written[0].values())  # every list has an item: there was something to refuse
    with duckdb.connect(str(prepared.warehouse), read_only=True) as con:
        calls = con.execute("SELECT outcome, model, tokens_in, tokens_out, cost_usd FROM model_calls").fetchall()
        assert len(calls) == len(written) >= 2 * len(DOCUMENTS)  # a re-ask for each
        assert {outcome for outcome, *_ in calls} == {"ok"}
        assert {model.partition("@")[0] for _, model, *_ in calls} == {"tiny"}
        assert all(tokens_in > 1000 and tokens_out > 100 for *_, tokens_in, tokens_out, _ in calls)
        assert {cost for *_, cost in calls} == {None}
        rejected = con.execute("SELECT stage, kind, reason FROM rejects").fetchall()
        assert {kind for _, kind, _ in rejected} == {kind.name for kind in select_kinds(None)}
        assert {"validate", "ground"} <= {stage for stage, *_ in rejected}
        assert any("none of its quotes is in the document" in reason for *_, reason in rejected)
        tables = {
            row[0]
            for row in con.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'main'").fetchall()
        }
        assert {kind.table for kind in select_kinds(None)} < tables
        for table in tables - ADMINISTRATIVE:
            assert con.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
        assert con.execute("SELECT count(*) FROM evidence").fetchone() == (0,)


def children(process: subprocess.Popen[str]) -> list[int]:
    listed = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(process.pid)], capture_output=True, text=True, check=False
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if str(CHILD) in line]


def is_alive(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "SIGKILL"])
def test_no_server_outlives_its_command(ending: signal.Signals, prepared: Dossier, tiny_model: Path) -> None:
    process = prepared.start("extract", "documents/honduras.txt", "--engine", f"gguf:{tiny_model}")
    deadline = time.monotonic() + 60
    while not (found := children(process)):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    os.killpg(process.pid, ending)
    process.communicate(timeout=60)

    while any(is_alive(child) for child in found):
        assert time.monotonic() < deadline
        time.sleep(0.01)
