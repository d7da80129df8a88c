"""The warehouse again, from the landing log alone: the same rows as the loads that it replaces."""

from __future__ import annotations

import os
from pathlib import Path

from core.errors import WarehouseError
from core.landing.log import LandingLog
from warehouse.layout import layout
from warehouse.load import LoadReport, build_anew
from warehouse.publish import OnWait


def rebuild(warehouse: Path, *, landing: Path | None = None, on_wait: OnWait | None = None) -> LoadReport:
    """Build the warehouse from the beginning of the landing log and publish it.

    Raises WarehouseError if there is no log to build it from.
    """
    log = LandingLog(landing or layout(warehouse).landing)
    if not log.files():
        raise WarehouseError(
            f"{log.folder} holds no landing log: there is nothing to build {warehouse} from",
            hint=f"`dossier run SOURCE… --warehouse {warehouse}` makes both.",
        )
    return build_anew(warehouse, landing=landing, on_wait=on_wait)


def cut_files(warehouse: Path) -> list[Path]:
    """Return the files of the log whose last line has no end: they were cut off, or are being written."""
    return [path for path in LandingLog(layout(warehouse).landing).files() if not _ends_with_a_line(path)]


def _ends_with_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
        return file.read(1) in (b"\n", b"")
