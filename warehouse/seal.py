"""The seal of a published version: what tells whether anybody has written into it since.

A version is there to be read, but DuckDB opens a file for writing unless told otherwise. What is written into one must
not get into the next, which is built on a copy of it. Every change to a DuckDB file rewrites one of the headers at its
beginning; the seals of the versions are the digests of these.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from warehouse.layout import Layout

HEADERS = 3 * 4096
"""Bytes: the main header and the two headers of the database, which DuckDB writes in turns."""


def seal_version(layout: Layout, build: Path, number: int) -> None:
    """Seal `build` as version `number`, before it gets that name; the seals of versions that are gone are dropped.

    Nothing is synced: a seal that a loss of power takes along costs the next load the time to build from the log.
    """
    kept = {str(version) for version in layout.versions()}
    seals = {version: seal for version, seal in _seals(layout).items() if version in kept}
    new = layout.building / "seals"
    new.write_text(json.dumps({**seals, str(number): _seal(build)}), encoding="utf-8")
    new.rename(layout.seals)


def is_sealed(layout: Layout, version: Path) -> bool:
    """Return whether `version` is as it was published."""
    number = next((number for number, path in layout.versions().items() if path == version), None)
    return _seals(layout).get(str(number)) == _seal(version)


def _seals(layout: Layout) -> dict[str, str]:
    try:
        seals = json.loads(layout.seals.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none yet, or cut off: nothing is known of any version
        return {}
    return seals if isinstance(seals, dict) else {}


def _seal(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.sha256(opened.read(HEADERS)).hexdigest()
