"""Measure everything and print it with the machine and the command: `make bench`, or `make bench QUICK=1`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks.commands import measure_commands
from benchmarks.evaluation import measure_evaluation
from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement, table
from benchmarks.stages import measure_stages


def main() -> None:
    """Run every benchmark; with QUICK=1 in the environment on fewer documents and fewer times."""
    quick = os.environ.get("QUICK") == "1"
    print(describe_machine(f"make bench{' QUICK=1' if quick else ''}"), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        found: list[Measurement] = [
            *measure_stages(Path(folder) / "stages", documents=100 if quick else 1000),
            *measure_evaluation(documents=100 if quick else 1000),
            *measure_commands(Path(folder) / "commands", times=1 if quick else 5),
        ]
    print(table(found))


if __name__ == "__main__":
    main()
