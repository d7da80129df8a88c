"""What is checked before a run begins, so that a mistake costs a second and no extraction."""

from __future__ import annotations

import tempfile
from pathlib import Path

from core.errors import UsageError, WarehouseError
from core.settings import Settings
from extraction.engine import Engine
from extraction.engines import open_engine
from extraction.reading import discover
from flows.request import RunRequest
from schemas.registry import select_kinds
from warehouse.layout import layout


def check(request: RunRequest, settings: Settings) -> Engine:
    """Raise UsageError for unknown kinds and engines, for sources without documents and for an unusable warehouse.

    Returns the opened engine, which nothing was asked of yet.
    """
    kinds = select_kinds(request.kinds)
    engine = open_engine(request.engine_name(settings), settings)
    engine.kinds_answered(kinds)  # loads what the engine is made of: if that is broken, no document needs to fail
    check_warehouse(request.warehouse_path(settings))
    next(iter(discover(request.sources)), None)
    return engine


def check_warehouse(warehouse: Path) -> None:
    """Raise UsageError if something else lies at the path `warehouse`, or if its folder cannot be written."""
    files = layout(warehouse)
    try:
        files.refuse_strangers()
    except WarehouseError as error:
        raise UsageError(error.message, hint=error.hint) from error
    try:
        files.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=files.folder):
            pass
    except OSError as error:
        raise UsageError(
            f"cannot write the warehouse folder {files.folder}: {error.strerror}",
            hint="Choose another place with --warehouse FILE.",
        ) from error
