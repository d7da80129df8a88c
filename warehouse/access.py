"""Whether what lies beside a warehouse can be written, asked before any work is done and not after it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from core.durable import make_folder
from core.errors import WarehouseError
from warehouse.layout import Layout


def check_access(layout: Layout) -> None:
    """Raise WarehouseError if a loader could not write one of the places that it writes; makes only the folder."""
    layout.refuse_strangers()
    try:
        make_folder(layout.folder)
        for folder in (layout.folder, layout.published, layout.building.parent):
            if os.path.lexists(folder):
                _check_folder(folder)
        if os.path.lexists(layout.lock):
            os.close(os.open(layout.lock, os.O_RDWR))
    except OSError as error:
        raise WarehouseError(
            f"cannot write the warehouse {layout.link}: {error.strerror or error} ({error.filename or layout.folder})",
            hint="Give access there (ls -l shows who has it), or name another file with --warehouse.",
        ) from error


def _check_folder(folder: Path) -> None:
    """Write a file without a name into `folder`; raises an OSError that names the folder."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        error.filename = str(folder)
        raise
