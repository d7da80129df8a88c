"""The identity of the reader: nothing that reading rests on is left out of it."""

from __future__ import annotations

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

from extraction.reading.identity import LIBRARIES, PACKAGES, reader_identity

EXTRACTION = Path(__file__).parents[2] / "extraction"
INDIFFERENT = {"extraction.fetching.addresses"}
"""Says which sources are addresses, which the reader is not asked."""


def imported() -> set[str]:
    """Return every module that the packages import."""
    names = set[str]()
    for package in PACKAGES:
        for path in (EXTRACTION / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    names |= {alias.name for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    names.add(node.module)
    return names


def test_every_library_that_reads_is_part_of_the_identity() -> None:
    top = {name.partition(".")[0] for name in imported()} - set(sys.stdlib_module_names) - {"core", "extraction"}
    where = packages_distributions()
    assert {where[name][0].lower() for name in top} == set(LIBRARIES)


def test_every_package_of_ours_that_reads_is_part_of_the_identity() -> None:
    ours = {name for name in imported() if name.startswith("extraction.")} - INDIFFERENT
    assert {name.split(".")[1] for name in ours} == set(PACKAGES)


def test_the_same_reader_has_the_same_identity() -> None:
    assert reader_identity() == reader_identity.__wrapped__()
