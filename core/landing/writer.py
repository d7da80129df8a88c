"""A writer of the landing log, with a file of its own.

A line is landed when `append` returns: it has gone to the operating system in one write, so that a process killed
afterwards loses nothing; with `sync=True` it is on disk, so that a machine that loses power does not lose it either.
"""

from __future__ import annotations

import os
import secrets
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from core.durable import make_folder, sync_folder
from core.landing.raw import SUFFIX, Place, cannot, encode
from core.lines import AnyLine


class LandingWriter:
    """Appends lines to a file that no other writer touches; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._descriptor: int | None = None
        self._path = folder
        self._size = 0

    def __enter__(self) -> Self:
        """Return the writer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self.close()

    def append(self, line: AnyLine, *, sync: bool = False) -> Place:
        """Land one line and return its place; `sync` puts it on disk before returning (always for model answers).

        Raises LandingError if it cannot be written, and takes back what was written of it; and if it cannot be put on
        disk, where it stays written: unless the machine stops, it is there for the next run.
        """
        data = encode(line)
        with self._lock:
            descriptor = self._open()
            try:
                _write(descriptor, data)
            except OSError as error:
                self._take_back(descriptor)
                raise cannot("write", self._path, error) from error
            place = Place(self._path.name, self._size, self._size + len(data))
            self._size = place.end
            if sync:
                self._sync(descriptor)
            return place

    def close(self) -> None:
        """Put everything on disk and close the file; appending again begins a new one."""
        with self._lock:
            if self._descriptor is None:
                return
            descriptor, self._descriptor = self._descriptor, None
            try:
                os.fsync(descriptor)
            except OSError as error:
                raise cannot("write", self._path, error) from error
            finally:
                os.close(descriptor)

    def _open(self) -> int:
        if self._descriptor is None:
            name = f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}Z-{os.getpid()}-{secrets.token_hex(4)}{SUFFIX}"
            self._path, self._size = self.folder / name, 0
            try:
                make_folder(self.folder)
                self._descriptor = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_WRONLY, 0o644)
                sync_folder(self.folder)
            except OSError as error:
                raise cannot("write", self._path, error) from error
        return self._descriptor

    def _sync(self, descriptor: int) -> None:
        """Put the file on disk; where that fails, what it ends in may be a hole later, so no line follows in it."""
        try:
            os.fsync(descriptor)
        except OSError as error:
            self._begin_anew(descriptor)
            raise cannot("write", self._path, error) from error

    def _take_back(self, descriptor: int) -> None:
        """Leave no half line in the file; if not even that can be done, the next line begins a new file."""
        try:
            os.ftruncate(descriptor, self._size)
        except OSError:
            self._begin_anew(descriptor)

    def _begin_anew(self, descriptor: int) -> None:
        self._descriptor = None
        os.close(descriptor)


def _write(descriptor: int, data: bytes) -> None:
    """Write all of `data`: in one write unless the system takes less (a full disk takes what fits, then fails)."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]
