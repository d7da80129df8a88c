"""Measure everything and print it with the machine and the command: `make bench`, or `make bench QUICK=1`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from benchmarks.archive import measure_archive
from benchmarks.commands import measure_commands
from benchmarks.evaluation import measure_evaluation
from benchmarks.load import measure_load
from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement, table
from benchmarks.model_path import measure_model_path
from benchmarks.rate_limit import DIALECTS, measure_rate_limit
from benchmarks.stages import measure_stages


def main() -> None:
    """Run every benchmark; with QUICK=1 in the environment on fewer documents and fewer times.

    Of a server's limit, the first minute is left out: two minutes are the least, and every dialect takes its own.
    """
    quick = os.environ.get("QUICK") == "1"
    print(describe_machine(f"make bench{' QUICK=1' if quick else ''}"), flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found: list[Measurement] = [
            *measure_stages(folder / "stages", documents=100 if quick else 1000),
            *measure_load(folder / "load", records=10_000 if quick else 100_000),
            *measure_model_path(folder / "model", documents=100 if quick else 1000),
            *measure_evaluation(documents=100 if quick else 1000),
            *measure_commands(folder / "commands", times=1 if quick else 5),
            *measure_archive(folder / "archive", documents=200 if quick else 10_000),
        ]
        for dialect in DIALECTS[:1] if quick else DIALECTS:
            found += measure_rate_limit(folder / dialect, minutes=2, dialect=dialect)
    print(table(found))


if __name__ == "__main__":
    main()
