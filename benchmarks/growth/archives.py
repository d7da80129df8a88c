"""From 10 to 100,000 documents: time, memory, the warehouse, the landing log, Prefect's own database."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.commands import ROOT, SEEDS
from benchmarks.corpus import documents_of
from benchmarks.page import Plot, Table
from benchmarks.whole_process import Cost, cost_of

LONGEST_SEED_KB = 6
"""Documents of more than that are several seeds."""


@dataclass(frozen=True)
class Archive:
    """What so many documents of so many kB cost, at first and again unchanged; and what lies on the disk, in MB."""

    documents: int
    kilobytes: int
    first: Cost
    again: Cost
    warehouse_mb: float
    landing_mb: float
    prefect_mb: float


def measure_archives(folder: Path, sizes: Sequence[int], kilobytes: int) -> Iterator[Archive]:
    """Run over each number of documents of so many kB at most with the built-in engine, twice."""
    for size in sizes:
        place = folder / f"{size}-of-{kilobytes}"
        documents_of(SEEDS, place / "documents", size, 1000 * kilobytes, are_joined=kilobytes > LONGEST_SEED_KB)
        first, again = _run(place), _run(place)
        warehouse = place / "warehouse"
        published = (warehouse / "dossier.duckdb").resolve()
        files = ([published], (warehouse / "landing").rglob("*"), (warehouse / "prefect").rglob("*.db*"))
        disk = (sum(file.stat().st_size for file in each) / 1e6 for each in files)
        yield Archive(size, kilobytes, first, again, *disk)
        shutil.rmtree(place)


def _run(place: Path) -> Cost:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("PREFECT_API_URL", None)
    return cost_of([sys.executable, "-m", "cli.main", "run", "documents"], place, environment, place / "none")


def table_of(archives: Sequence[Archive]) -> Table:
    """Return one row an archive, its costs by the document."""
    header = [
        *("documents", "s", "CPU ms a document", "memory MB"),
        *("again: s", "CPU ms a document", "memory MB"),
        *("warehouse kB a document", "landing log kB a document", "Prefect's database MB"),
    ]
    rows = [
        [
            f"{one.documents:,}",
            *(cell for cost in (one.first, one.again) for cell in _cells(cost, one.documents)),
            *(f"{1000 * megabytes / one.documents:,.1f}" for megabytes in (one.warehouse_mb, one.landing_mb)),
            f"{one.prefect_mb:,.1f}",
        ]
        for one in archives
    ]
    return Table(header, rows, "By the number of documents of 5 kB")


def _cells(cost: Cost, documents: int) -> list[str]:
    return [f"{cost.elapsed_s:,.1f}", f"{1000 * cost.cpu_s / documents:,.1f}", f"{cost.memory_mb:,.0f}"]


def plots_of(archives: Sequence[Archive]) -> list[Plot]:
    """Return processor time and memory over the number of documents."""
    cpu = {
        "first time": [(one.documents, one.first.cpu_s) for one in archives],
        "unchanged": [(one.documents, one.again.cpu_s) for one in archives],
    }
    memory = {
        "first time": [(one.documents, one.first.memory_mb) for one in archives],
        "unchanged": [(one.documents, one.again.memory_mb) for one in archives],
    }
    axis = "documents"
    return [
        Plot("growth-documents-cpu", "Processor time by documents", axis, "s", cpu, is_log_x=True, is_log_y=True),
        Plot("growth-documents-memory", "Memory by documents", axis, "MB", memory, is_log_x=True),
    ]
