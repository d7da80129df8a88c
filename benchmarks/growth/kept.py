"""The large archives, which `make bench` has no time for: measured by `make bench GROWTH=1`, and kept beside this file.

The page shows what is kept with the day, the commit and the machine that it is of. What a processor takes, memory and
what lies on the disk are kept, and no time of the clock: hours are seldom quiet.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.commands import ROOT
from benchmarks.growth.archives import Archive, measure_archives
from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement
from benchmarks.page import Table
from benchmarks.whole_process import Cost

FILE = Path(__file__).with_name("kept.json")
COMMAND = "make bench GROWTH=1"
SIZES = ((1, (10, 1_000, 10_000, 100_000)), (10, (15_000,)))
"""By kB a document, the numbers of documents."""


@dataclass(frozen=True)
class Kept:
    """What was measured, and on which machine, when, by which command and at which commit: lines of Markdown."""

    head: str
    archives: tuple[Archive, ...]


def measure(folder: Path) -> Kept:
    """Measure all sizes: hours on a busy machine, half an hour on a quiet one."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, check=True, capture_output=True).stdout
    head = f"{describe_machine(COMMAND).strip()}\ncommit {commit.decode().strip()}"
    return Kept(head, tuple(one for kilobytes, sizes in SIZES for one in measure_archives(folder, sizes, kilobytes)))


def write(kept: Kept, file: Path = FILE) -> None:
    """Keep it, instead of what was kept before."""
    file.write_text(json.dumps(asdict(kept), indent=1) + "\n", encoding="utf-8")


def read(file: Path = FILE) -> Kept:
    """Return what is kept."""
    told = json.loads(file.read_text(encoding="utf-8"))
    return Kept(told["head"], tuple(map(_archive, told["archives"])))


def _archive(told: dict[str, object]) -> Archive:
    costs = {name: Cost(**value) for name, value in told.items() if isinstance(value, dict)}
    return Archive(**{**told, **costs})  # type: ignore[arg-type]


def table_of(kept: Kept) -> Table:
    """Return a row an archive."""
    header = [
        *("documents", "kB each", "CPU s", "CPU ms a document", "again: CPU s", "CPU ms a document"),
        *("memory of all processes MB", "of the largest", "again, of the largest"),
        *("warehouse kB a document", "landing log kB a document", "Prefect's database MB"),
    ]
    return Table(header, [_row(one) for one in kept.archives], f"Kept: {', '.join(kept.head.split(chr(10)))}")


def _row(one: Archive) -> list[str]:
    cells = [f"{one.documents:,}", f"{one.kilobytes}"]
    for cost in (one.first, one.again):
        cells += [f"{cost.cpu_s:,.0f}", f"{1000 * cost.cpu_s / one.documents:,.2f}"]
    cells += [f"{each:,.0f}" for each in (one.first.memory_mb, one.first.largest_mb, one.again.largest_mb)]
    return [
        *cells,
        *(f"{1000 * each / one.documents:,.1f}" for each in (one.warehouse_mb, one.landing_mb)),
        f"{one.prefect_mb:,.1f}",
    ]


def measurements_of(archives: Iterable[Archive]) -> Iterator[Measurement]:
    """Yield the memory of the largest archive of the largest documents, which has a budget."""
    one = max(archives, key=lambda archive: (archive.kilobytes, archive.documents))
    told = f"{one.documents:,} documents of {one.kilobytes} kB, peak memory of the largest process (kept)"
    yield Measurement(told, "MB", (max(one.first.largest_mb, one.again.largest_mb),), "≤ 600")
