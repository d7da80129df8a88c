"""Files and folders that a loss of power leaves there: what has to be put on disk, and in which order."""

from __future__ import annotations

import os
from pathlib import Path


def make_folder(folder: Path) -> None:
    """Make `folder` and what leads to it, where they are missing, so that a loss of power leaves them there."""
    if not folder.exists():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in `folder` on disk: a new or renamed file survives a loss of power only after that."""
    sync_file(folder)


def sync_file(path: Path) -> None:
    """Put the bytes of a file on disk, whoever has written them."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
