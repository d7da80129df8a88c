"""An archive in one run, and again unchanged: `python -m benchmarks.archive [DOCUMENTS…]`.

Memory is flat if the figures of 1,000 and of 10,000 documents are alike.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.commands import ROOT, SEEDS
from benchmarks.corpus import documents_of
from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement, table

MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
print(done.stdout + done.stderr, file=sys.stderr)
print(done.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def measure_archive(folder: Path, documents: int) -> Iterator[Measurement]:
    """Run over so many documents of at most 5 kB with the built-in engine, then over the same again."""
    documents_of(SEEDS, folder / "documents", documents)
    for name, budget in (("the first time", ""), ("unchanged", "≥ 5,000")):
        start = perf_counter()
        megabytes = _run(folder)
        rate = documents / (perf_counter() - start)
        yield Measurement(f"dossier run, {documents:,} documents, {name}", "documents/s", (rate,), budget)
        yield Measurement("peak memory of its largest process", "MB", (megabytes,), "≤ 600")


def _run(folder: Path) -> float:
    """Run the command and return the peak memory of the largest process of it, in MB; raises if it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PREFECT_API_URL", None)
    command = [sys.executable, "-c", MEASURE, sys.executable, "-m", "cli.main", "run", "documents"]
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    exit_code, kilobytes = map(int, done.stdout.split())
    if exit_code:
        raise RuntimeError(done.stderr)
    return kilobytes / 1000


def main() -> None:
    """Measure archives of the sizes on the command line."""
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 10_000]
    print(describe_machine(f"python -m benchmarks.archive {' '.join(map(str, sizes))}"), flush=True)
    with tempfile.TemporaryDirectory() as name:
        print(table([found for size in sizes for found in measure_archive(Path(name) / str(size), size)]))


if __name__ == "__main__":
    main()
