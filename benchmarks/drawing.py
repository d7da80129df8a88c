"""Has the plots of a page drawn, in the environment that has matplotlib."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.environments import CACHE, PEERS, python_of
from benchmarks.page import Plot


def draw(plots: Sequence[Plot], folder: Path) -> None:
    """Draw every plot into `folder`, a file of its name; what lay there of earlier pages goes. Raises RuntimeError."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    given = CACHE / "plots.json"
    python = python_of("plots")
    given.write_text(json.dumps([asdict(one) for one in plots]), encoding="utf-8")
    command = [str(python), str(PEERS / "draw.py"), str(given), str(folder)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"The plots could not be drawn: {done.stderr[-2000:]}")
