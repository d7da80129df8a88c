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
from typing import NamedTuple

from benchmarks.commands import ROOT, SEEDS
from benchmarks.corpus import documents_of
from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement, table

MEASURE = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
print(done.stdout + done.stderr, file=sys.stderr)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done.returncode, used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


def measure_archive(folder: Path, documents: int) -> Iterator[Measurement]:
    """Run over so many documents of at most 5 kB with the built-in engine, then over the same again.

    What a run over one document takes is told apart: Prefect's server starts for each, however many there are. Beyond
    it seconds of the processor are counted, all processes together: two times of the clock differ by their noise.
    """
    documents_of(SEEDS, folder / "one" / "documents", 1)
    _run(folder / "one")
    alone = min((_run(folder / "one") for _ in range(3)), key=lambda cost: cost.processor)
    yield Measurement("dossier run, one document, unchanged", "s", (alone.elapsed,))
    documents_of(SEEDS, folder / "all" / "documents", documents)
    for name, budget in (("the first time", ""), ("unchanged", "≥ 5,000")):
        cost, told = _run(folder / "all"), f"dossier run, {documents:,} documents, {name}"
        yield Measurement(told, "s", (cost.elapsed,))
        if cost.processor > alone.processor:
            rate = (documents - 1) / (cost.processor - alone.processor)
            yield Measurement(f"{told}, beyond what one takes", "documents/s of CPU", (rate,), budget)
        yield Measurement("peak memory of its largest process", "MB", (cost.megabytes,), "≤ 600")


class Cost(NamedTuple):
    """Seconds of the clock and of the processor, and the peak memory of the largest process."""

    elapsed: float
    processor: float
    megabytes: float


def _run(folder: Path) -> Cost:
    """Run the command and return what it took; raises if it fails."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PREFECT_API_URL", None)
    command = [sys.executable, "-c", MEASURE, sys.executable, "-m", "cli.main", "run", "documents"]
    start = perf_counter()
    done = subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, text=True)
    elapsed = perf_counter() - start
    exit_code, kilobytes, processor = map(float, done.stdout.split())
    if exit_code:
        raise RuntimeError(done.stderr)
    return Cost(elapsed, processor, kilobytes / 1000)


def main() -> None:
    """Measure archives of the sizes on the command line."""
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 10_000]
    print(describe_machine(f"python -m benchmarks.archive {' '.join(map(str, sizes))}"), flush=True)
    with tempfile.TemporaryDirectory() as name:
        print(table([found for size in sizes for found in measure_archive(Path(name) / str(size), size)]))


if __name__ == "__main__":
    main()
