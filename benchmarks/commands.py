"""What a user waits for at the terminal: whole commands, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.measurement import Measurement, seconds

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"


def measure_commands(folder: Path, times: int) -> Iterator[Measurement]:
    """Measure each command `times` times; the runs without a Prefect server, each in a folder of its own."""
    folder.mkdir(parents=True)
    seed = str(min(SEEDS.glob("*.txt")))
    for name, arguments, budget in (
        ("--help", ["--help"], "≤ 0.3"),
        ("extract, one document", ["extract", seed], "≤ 1"),
    ):
        yield Measurement(f"dossier {name}", "s", seconds(partial(_dossier, folder, *arguments), times), budget)
    first: list[float] = []
    again: list[float] = []
    for number in range(times):
        place = folder / f"run{number}"
        place.mkdir()
        first += seconds(partial(_dossier, place, "run", str(SEEDS)), 1)
        again += seconds(partial(_dossier, place, "run", str(SEEDS)), 1)
    yield Measurement("dossier run, five documents, the first time", "s", tuple(first), "≤ 15")
    yield Measurement("dossier run, the same again", "s", tuple(again))
    query = ["sql", "select count(*) from evidence"]
    yield Measurement("dossier sql", "s", seconds(partial(_dossier, folder / "run0", *query), times), "≤ 1")


def _dossier(folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PREFECT_API_URL", None)
    command = [sys.executable, "-m", "cli.main", *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
