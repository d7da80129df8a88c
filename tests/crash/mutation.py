"""Copies of the code with a safeguard taken out: what the sweep has to find.

`python -m tests.crash.sweep first --without SAFEGUARD` sweeps one by hand.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

PACKAGES = ("core", "schemas", "warehouse", "tests")


@dataclass(frozen=True)
class Mutation:
    """Pieces of one file that are replaced; `named` is what the sweep's reports then have in them."""

    file: str
    replaced: tuple[tuple[str, str], ...]
    named: str


VERIFYING = ("    verify_build(build, counts)\n", "")
CHECKPOINT = ('    con.execute("CHECKPOINT")\n', "")
# Without our sync of the version's file nothing is seen: DuckDB has synced it before, at its checkpoint.
WITHOUT_A_SYNC = {
    "sync-of-an-answer": Mutation(
        "core/landing/writer.py",
        (("            if sync:\n                self._sync(descriptor)\n", ""),),
        "an answer is not on disk",
    ),
    "sync-of-the-log-folder": Mutation(
        "core/landing/writer.py", (("                sync_folder(self.folder)\n", ""),), "an answer is not on disk"
    ),
    "sync-of-a-new-folder": Mutation(
        "core/durable.py", (("        sync_folder(folder.parent)\n", ""),), "an answer is not on disk"
    ),
    "sync-of-the-versions": Mutation(
        "warehouse/publish.py",
        (("        sync_folder(layout.published)\n", ""),),
        "readers are led to a version that is not on disk",
    ),
    "sync-of-the-link": Mutation(
        "warehouse/publish.py", (("    sync_folder(layout.folder)\n", ""),), "not on disk at the end"
    ),
}
TRUSTING_CLOSE = Mutation(
    "warehouse/publish.py", (CHECKPOINT, VERIFYING), "exit code 0, and the warehouse does not hold"
)
SAFEGUARDS = {
    **WITHOUT_A_SYNC,
    "checkpoint": Mutation("warehouse/publish.py", (CHECKPOINT,), ""),
    "checkpoint-and-guards": TRUSTING_CLOSE,
}
"""By what the command line calls them. Of the checkpoint alone nothing is seen: two guards stand behind it."""


def mutated(folder: Path, mutation: Mutation) -> Path:
    """Make a copy of the code in `folder` with this mutation and return it."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__", "golden"))
    file = folder / mutation.file
    text = file.read_text()
    for old, new in mutation.replaced:
        assert text.count(old) == 1, f"{mutation.file} has not once: {old}"
        text = text.replace(old, new)
    file.write_text(text)
    return folder
