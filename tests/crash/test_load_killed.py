"""Killed with SIGKILL at random moments while it lands, loads and publishes: nothing is lost, doubled or half there."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.crash.lander import land_and_load
from tests.warehouse.conftest import contents
from warehouse.query import open_warehouse

ROOT = Path(__file__).parents[2]
HALVES = """
    SELECT count(*) FROM documents d
    WHERE (SELECT count(*) FROM evidence e WHERE e.document_id = d.document_id) NOT IN (0, 10)
       OR (SELECT count(*) FROM agreement_parties p WHERE p.document_id = d.document_id) NOT IN (0, 2)"""


def read_until(moment: float, warehouse: Path) -> int:
    """Open the warehouse again and again as readers do, and return how often there was one."""
    opened = 0
    while time.monotonic() < moment:
        if warehouse.is_symlink():
            with open_warehouse(warehouse) as con:
                assert con.execute(HALVES).fetchall() == [(0,)]
            opened += 1
        time.sleep(0.02)
    return opened


def killed_again_and_again(folder: Path, *, documents: int, kills: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a moment, no secret
    reference, disturbed = folder / "reference", folder / "disturbed"
    land_and_load(reference, documents)
    command = [sys.executable, "-m", "tests.crash.lander", str(disturbed), str(documents)]
    for _ in range(kills):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            read_until(time.monotonic() + chance.uniform(0, 1.2), disturbed / "dossier.duckdb")
            process.kill()
        if (disturbed / "dossier.duckdb").is_symlink():
            with open_warehouse(disturbed / "dossier.duckdb") as con:
                assert con.execute(HALVES).fetchall() == [(0,)]
    land_and_load(disturbed, documents)
    assert contents(disturbed / "dossier.duckdb") == contents(reference / "dossier.duckdb")
    assert len(list((disturbed / "published").iterdir())) <= 3
    assert not list((disturbed / "building").iterdir())


def test_killed_a_few_times(tmp_path: Path) -> None:
    killed_again_and_again(tmp_path, documents=16, kills=4, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_killed_many_times(tmp_path: Path, seed: int) -> None:
    killed_again_and_again(tmp_path, documents=60, kills=25, seed=seed)
