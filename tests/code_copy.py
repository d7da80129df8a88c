"""A copy of our code, for a test that changes it: without what a run in this folder has left."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from tests.conftest import ROOT

WAREHOUSE = shutil.ignore_patterns(
    *("published", "landing", "building", "prefect", "reports", "archive", "serve", "*.duckdb", "*.lock", "*.seals")
)
"""What lies in `warehouse/` beside its code. A package may be called like one of these folders: `core/landing/` is."""
CACHES = shutil.ignore_patterns("__pycache__")


def copy_code(packages: Iterable[str], folder: Path) -> None:
    """Copy `packages` into `folder`."""

    def ignored(place: str, names: list[str]) -> set[str]:
        return CACHES(place, names) | (WAREHOUSE(place, names) if Path(place) == ROOT / "warehouse" else set())

    for package in packages:
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
