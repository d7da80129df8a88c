"""The project's goldens, as its tests name them."""

from __future__ import annotations

from pathlib import Path

from evaluation.golden import Goldens

ROOT = Path(__file__).parents[2]
GOLDENS = Goldens(ROOT / "tests" / "golden")


def seeds() -> list[str]:
    """Return the names of the goldens that are about a seed."""
    return [name for name in GOLDENS.names() if GOLDENS.load(name).source.startswith("seeds/")]
