"""The growth section of the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.growth import archives, kinds, lengths
from benchmarks.page import Section

DOCUMENTS, LENGTHS, KINDS = (10, 100, 1_000), (1_000, 10_000, 100_000, 1_000_000), (1, 7, 15, 30)
"""Sizes of `make bench`."""
DOCUMENTS_QUICKLY, LENGTHS_QUICKLY, KINDS_QUICKLY = (5,), (1_000, 10_000), (7,)
ALL_DOCUMENTS, ALL_LENGTHS = (*DOCUMENTS, 10_000), (*LENGTHS, 300_000, 2_000_000, 5_000_000)
"""Sizes of the command."""
TEXT = """
A straight line has the same cost a document, a megabyte or a kind in every row; what a start costs stands in the first.
The whole curves, to 100,000 documents and 5 MB: `python -m benchmarks.growth 10 100 1000 10000 100000`.
"""


def section(folder: Path, *, quick: bool) -> Section:
    """Measure the sizes that fit into the page's time."""
    if quick:
        return measured(folder, DOCUMENTS_QUICKLY, LENGTHS_QUICKLY, KINDS_QUICKLY)
    return measured(folder, DOCUMENTS, LENGTHS, KINDS)


def measured(folder: Path, documents: Sequence[int], characters: Sequence[int], numbers: Sequence[int]) -> Section:
    """Measure each curve at these sizes."""
    by_length = list(lengths.measure_lengths(folder / "lengths", sorted(characters)))
    by_kinds = list(kinds.measure_kinds(folder / "kinds", numbers))
    by_documents = list(archives.measure_archives(folder / "archives", documents))
    return Section(
        "Growth",
        TEXT,
        tables=[archives.table_of(by_documents), lengths.table_of(by_length), kinds.table_of(by_kinds)],
        plots=[*archives.plots_of(by_documents), lengths.plot_of(by_length), kinds.plot_of(by_kinds)],
    )
