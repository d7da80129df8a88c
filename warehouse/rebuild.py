"""The warehouse again, from the landing log alone: the same rows as the loads that it replaces."""

from __future__ import annotations

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
