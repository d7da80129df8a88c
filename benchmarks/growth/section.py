"""The growth section of the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path

from benchmarks.growth import archives, kept, kinds, lengths
from benchmarks.growth.archives import Archive
from benchmarks.measurement import Measurement
from benchmarks.page import Section

DOCUMENTS, KINDS = (10, 100, 1_000, 10_000), (1, 7, 15, 30)
LENGTHS = (1_000, 10_000, 100_000, 1_000_000, 5_000_000)
"""Sizes of `make bench`."""
DOCUMENTS_QUICKLY, LENGTHS_QUICKLY, KINDS_QUICKLY = (5, 50), (1_000, 10_000), (7,)
KILOBYTES = 5
TEXT = """
A straight line has the same cost a document, a megabyte or a kind in every row; what a start costs stands in the first.
*Unchanged* is the same command over the same documents again.
"""


def section(folder: Path, *, quick: bool) -> Section:
    """Measure the sizes that fit into the page's time."""
    if quick:
        return measured(folder, DOCUMENTS_QUICKLY, LENGTHS_QUICKLY, KINDS_QUICKLY)
    return measured(folder, DOCUMENTS, LENGTHS, KINDS)


def measured(folder: Path, documents: Sequence[int], characters: Sequence[int], numbers: Sequence[int]) -> Section:
    """Measure each curve at these sizes; the largest archives are shown as they are kept."""
    by_length = list(lengths.measure_lengths(folder / "lengths", sorted(characters)))
    by_kinds = list(kinds.measure_kinds(folder / "kinds", numbers))
    by_documents = list(archives.measure_archives(folder / "archives", documents, KILOBYTES))
    large = kept.read()
    return Section(
        "Growth",
        TEXT,
        [*_measurements(by_documents), *kept.measurements_of(large.archives)],
        [
            archives.table_of(by_documents),
            kept.table_of(large),
            lengths.table_of(by_length),
            kinds.table_of(by_kinds),
        ],
        [*archives.plots_of(by_documents), lengths.plot_of(by_length), kinds.plot_of(by_kinds)],
    )


def _measurements(measured: Sequence[Archive]) -> Iterator[Measurement]:
    """Yield what the largest archive takes beyond the one that takes the least, nearly all a start; and its memory."""
    many = measured[-1]
    for told, cost_of, budget in (
        ("the first time", attrgetter("first"), ""),
        ("unchanged", attrgetter("again"), "≥ 5,000"),
    ):
        few = min(measured, key=lambda one: cost_of(one).cpu_s)
        start, whole = cost_of(few), cost_of(many)
        name = f"dossier run, {many.documents:,} documents, {told}"
        yield Measurement(name, "s", (whole.elapsed_s,))
        if whole.cpu_s > start.cpu_s:
            rate = (many.documents - few.documents) / (whole.cpu_s - start.cpu_s)
            yield Measurement(f"{name}, beyond a start", "documents/s of CPU", (rate,), budget)
        yield Measurement(f"{name}, peak memory of the largest process", "MB", (whole.largest_mb,), "≤ 600")
