"""What a loss of power would leave, by the order of the calls: names, answers, and lines that others have loaded."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from core.landing.log import LandingLog
from core.landing.raw import SUFFIX
from core.lines import CallLine
from tests.crash.durability import Order
from tests.crash.invariants import landed
from tests.crash.mutation import WITHOUT_A_SYNC, mutated
from tests.crash.scenarios import Landing
from tests.crash.sweep import Sweep
from tests.crash.syscalls import STRACE, Injection, traced

pytestmark = pytest.mark.skipif(not STRACE, reason="strace is not installed: the calls cannot be watched")
LANDS_AND_LOADS = """
import os, sys
from pathlib import Path
from core.landing.log import LandingLog
from core.lines import CallLine
from tests.warehouse.landed import one_document
from warehouse.load import load_and_publish

writer = LandingLog(Path(sys.argv[1]) / "landing").writer()
for line in one_document(0):
    if not isinstance(line, CallLine):
        writer.append(line)
load_and_publish(Path(sys.argv[1]) / "dossier.duckdb")
os._exit(0)
"""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    return Sweep(Landing("first", 0), tmp_path_factory.mktemp("undisturbed"))


def test_a_new_warehouse_is_on_disk_with_its_folders_and_its_answers(undisturbed: Sweep) -> None:
    assert undisturbed.found.breaches == []


def test_lines_are_on_disk_before_a_version_holds_them(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse"
    command = [sys.executable, "-P", "-c", LANDS_AND_LOADS, str(warehouse)]
    done = traced(command, Landing("first", 0).environment(tmp_path), tmp_path)
    assert done.code == 0, done.err
    assert any(call.name == "rename" and call.paths[1] == f"{warehouse}/dossier.duckdb" for call in done.calls)
    assert Order(str(warehouse), []).watch(done.calls, completed=False) == []


def test_an_answer_that_cannot_be_synced_stays_written(undisturbed: Sweep, tmp_path: Path) -> None:
    first = Landing("first", 0)
    syncs = (call for call in undisturbed.calls if call.name == "fsync" and call.paths[0].endswith(SUFFIX))
    occurrence = next(syncs).occurrence
    first.prepare(tmp_path)
    done = traced(first.command(tmp_path), first.environment(tmp_path), tmp_path, Injection("fsync", occurrence, "EIO"))
    assert done.code == 1
    assert "cannot write the landing log" in done.err
    log = LandingLog(tmp_path / "warehouse" / "landing")
    (answer,) = [entry.line for entry in log.entries() if isinstance(entry.line, CallLine)]
    assert first.again(tmp_path) == []
    assert answer.request_hash in landed(log)
    assert sum(isinstance(entry.line, CallLine) for entry in log.entries()) == 1


@pytest.mark.parametrize(
    "sync",
    [name if name == "sync-of-an-answer" else pytest.param(name, marks=pytest.mark.soak) for name in WITHOUT_A_SYNC],
)
def test_a_sync_that_is_missing_would_be_seen(tmp_path: Path, sync: str) -> None:
    mutation = WITHOUT_A_SYNC[sync]
    source = mutated(tmp_path / "source", mutation)
    (tmp_path / "sweep").mkdir()
    found = Sweep(Landing("first", 0, source), tmp_path / "sweep").found
    assert any(mutation.named in breach for breach in found.breaches), found.breaches
