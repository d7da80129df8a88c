"""The bytes of one file, or why there are none: the boundary at which the operating system's errors become ours."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from core.errors import DocumentError
from extraction.reading.material import INSIDE

ARCHIVE = b"PK"
"""How ZIP archives begin, and the documents that are made of one."""
MAX_BYTES = 20_000_000
"""Size limit of one document unless the settings say otherwise."""


def read_bytes(source: str, max_bytes: int) -> bytes:
    """Return the content of the file `source`; never reads more than `max_bytes` + 1. Raises DocumentError."""
    try:
        status = os.stat(source)  # noqa: PTH116 - a Path costs more than the rest, at each file of an archive
        if stat.S_ISREG(status.st_mode):
            if status.st_size > max_bytes:
                raise too_large(source, status.st_size, max_bytes)
            with open(source, "rb") as file:  # noqa: PTH123
                data = file.read(status.st_size + 1)  # asked for all it may have, Python makes room for all that
                if len(data) > status.st_size:  # somebody is writing it
                    data += file.read(max_bytes + 1 - len(data))
    except (OSError, ValueError) as error:
        raise cannot_read(source, error) from error
    if stat.S_ISDIR(status.st_mode):
        raise DocumentError(f"{source} is a folder, not a document", hint=f"Read all of it: dossier run {source}")
    if not stat.S_ISREG(status.st_mode):
        raise DocumentError(f"{source} is no regular file", hint="Copy its content into a file and name that one.")
    if len(data) > max_bytes:
        raise too_large(source, len(data), max_bytes)
    return data


def file_of(source: str) -> str:
    """Return the file that `source` names or is in: `archive.zip` for `archive.zip#folder/name.txt`."""
    path = source
    while INSIDE in path and not os.path.lexists(path):
        path = path.rpartition(INSIDE)[0]
    return path if path and os.path.lexists(path) else source


def is_archive(path: str) -> bool:
    """Say whether a file is a ZIP archive by name and beginning: one is read from disk, for it may be large."""
    if not path.lower().endswith(".zip") or not Path(path).is_file():
        return False
    try:
        with Path(path).open("rb") as file:
            return file.read(len(ARCHIVE)) == ARCHIVE
    except OSError:
        return False


def too_large(source: str, size: int, limit: int) -> DocumentError:
    """Return the error of a document that is larger than documents may be."""
    return DocumentError(
        f"{source} has {size / 1e6:.1f} MB; a document may have {limit / 1e6:.1f} MB",
        hint="Split it into the documents it is made of, or raise the limit in the settings (see: dossier run --help).",
    )


def cannot_read(source: str, error: OSError | ValueError) -> DocumentError:
    """Return the error of a file that the operating system does not let us read."""
    if isinstance(error, FileNotFoundError):
        return DocumentError(f"{source} does not exist", hint="Check the path: ls -l " + Path(source).parent.as_posix())
    cause = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return DocumentError(f"{source} cannot be read: {cause}", hint=f"Check who may read it: ls -l {source}")
