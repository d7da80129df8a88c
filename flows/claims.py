"""Two runs at the same time ask a model about each document once: what one is at, the other waits for.

A run locks one byte of a file beside the log for each extraction that it is at, and shares one byte as long as it is
there. The system takes the locks of a process away with it, however it ends, and nothing is left to be cleared up. The
file has a byte for each run that came: so also one that has come and gone is noticed.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from pathlib import Path

from core.errors import LandingError
from core.landing.index import LandingIndex

FILE = "claims"
PRESENCE = 1 << 62
"""The byte that every run shares; those of the extractions lie before it."""
DIGITS = 15
"""Of an extraction's id, in hexadecimal: fewer than 2**60 places."""
RETRY_S = 0.1


class Claims:
    """The claims of one run on the extractions of its log."""

    def __init__(self, index: LandingIndex, descriptor: int, folder: int) -> None:
        self._index = index
        self._descriptor = descriptor
        self._folder = folder
        self._was_alone = False
        self._seen = (0, 0)
        with suppress(OSError):  # a file system without locks
            # Not at once or not at all: a run that looks whether it is alone has this byte to itself for a moment.
            fcntl.lockf(descriptor, fcntl.LOCK_SH, 1, PRESENCE)
        os.write(descriptor, b".")  # only now: whoever has seen it finds us there, or what we have landed

    @asynccontextmanager
    async def held(self, extraction_id: str) -> AsyncIterator[None]:
        """Hold the only right to this extraction; the index then knows what whoever had it before has landed."""
        place = int(extraction_id[:DIGITS], 16)
        while not self._lock(fcntl.LOCK_EX, place):
            await asyncio.sleep(RETRY_S)
        try:
            self._look()
            yield
        finally:
            with suppress(OSError):
                fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, place)

    def _look(self) -> None:
        """Read what other runs have landed, unless none is there, and none has come and gone since the last look."""
        seen = (os.fstat(self._descriptor).st_size, os.fstat(self._folder).st_mtime_ns)
        is_alone = self._is_alone()
        if not (is_alone and self._was_alone and seen == self._seen):
            self._index.refresh()
        self._was_alone, self._seen = is_alone, seen

    def _is_alone(self) -> bool:
        if not self._lock(fcntl.LOCK_EX, PRESENCE):
            return False
        self._lock(fcntl.LOCK_SH, PRESENCE)
        return True

    def _lock(self, how: int, place: int) -> bool:
        try:
            fcntl.lockf(self._descriptor, how | fcntl.LOCK_NB, 1, place)
        except (BlockingIOError, PermissionError):  # systems differ in which of the two it is
            return False
        except OSError:  # a file system without locks: better to ask twice than not at all
            return True
        return True


@contextmanager
def claims(index: LandingIndex) -> Iterator[Claims]:
    """Open the claims of a run on the log of `index`; the folder is there, as the run has landed that it began."""
    file: Path = index.log.folder / FILE
    with ExitStack() as stack:
        try:
            descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            stack.callback(os.close, descriptor)
            folder = os.open(file.parent, os.O_RDONLY)
            stack.callback(os.close, folder)
            held = Claims(index, descriptor, folder)
        except OSError as error:
            hint = "Give access there (ls -l), or make room."
            raise LandingError(f"cannot write {file}: {error.strerror}", hint=hint) from error
        yield held
