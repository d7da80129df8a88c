"""Files that are parsed in a process of their own, which is ended if it takes too much time or memory.

PDFium is C++ and meets whatever the internet sends: a file may crash it, never end, or ask for all memory. The process
costs a tenth of a second; what it gives back is JSON.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from threading import BoundedSemaphore

from core.errors import DocumentError
from extraction.reading.parsed import Parsed

PACKAGES = Path(__file__).parents[2]
"""Where the process finds the same modules as this one."""


@dataclass(frozen=True)
class Limits:
    """What reading one file may take: seconds of the processor, seconds at all, and bytes of memory."""

    cpu_seconds: int = 120
    seconds: float = 600.0
    memory: int = 2_000_000_000


LIMITS = Limits()


class _Processes:
    """Those of this process that read: as many at the same time as there are cores, for each may take much memory."""

    def __init__(self) -> None:
        self.places = BoundedSemaphore(max(2, os.cpu_count() or 1))
        self.running: set[subprocess.Popen[bytes]] = set()
        self.given_up = 0
        """How often all that was being read, or waited for its place, was given up."""


_processes = _Processes()


def parse_isolated(source: str, data: bytes, media_type: str, limits: Limits = LIMITS) -> Parsed:
    """Return what the reader of `media_type` makes of a file. Raises DocumentError, also where a limit was reached."""
    asked_at = _processes.given_up
    ours, its = Pipe()
    with _processes.places, ours:
        with its:
            process = _start(its, limits)
        _processes.running.add(process)
        try:
            if _processes.given_up != asked_at:
                raise DocumentError(f"{source} was not read: the run was stopped", hint="Type the same command again.")
            ours.send_bytes(media_type.encode())
            ours.send_bytes(source.encode("utf-8", "surrogateescape"))
            ours.send_bytes(data)
            return _told(source, ours, process, limits)
        except (EOFError, OSError) as error:
            raise _ended(source, process, limits) from error
        finally:
            _processes.running.discard(process)
            process.kill()
            process.wait()


def end_reading() -> None:
    """End what is being read in processes, and what waits for its place: for who has given it up in other threads."""
    _processes.given_up += 1
    for process in list(_processes.running):
        process.kill()


def _start(its: Connection, limits: Limits) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-m", "extraction.reading.reading_process", str(its.fileno())]
    return subprocess.Popen(  # noqa: S603 - this interpreter, our own module
        [*command, str(limits.cpu_seconds), str(limits.memory)],
        env=os.environ | {"PYTHONPATH": str(PACKAGES)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[its.fileno()],
        # Ctrl-C at the terminal is for this process, which then ends the other.
        start_new_session=True,
    )


def _told(source: str, connection: Connection, process: subprocess.Popen[bytes], limits: Limits) -> Parsed:
    if not connection.poll(limits.seconds):
        raise _too_long(source, f"{limits.seconds:g} s")
    kind = connection.recv_bytes()
    if kind == b"error":
        message, hint = (connection.recv_bytes().decode("utf-8", "surrogateescape") for _ in range(2))
        raise DocumentError(message, hint=hint or None)
    return Parsed.decoded(connection.recv_bytes())


def _ended(source: str, process: subprocess.Popen[bytes], limits: Limits) -> DocumentError:
    """Return why the process ended without an answer."""
    code = process.poll()
    with suppress(subprocess.TimeoutExpired):
        code = process.wait(timeout=5)
    if code is not None and -code in _OUT_OF_TIME:
        return _too_long(source, f"{limits.cpu_seconds} s of the processor")
    return DocumentError(
        f"{source} ended the process that read it (exit code {code}): it is broken, or needs more than the "
        f"{limits.memory / 1e9:g} GB of memory that reading may take",
        hint="Open it in a viewer and print it to a new PDF, then name that file.",
    )


def _too_long(source: str, after: str) -> DocumentError:
    return DocumentError(
        f"{source} was given up after {after}: no document of its size takes that long to read",
        hint="Open it in a viewer and print it to a new PDF, or split it, then name that.",
    )


_OUT_OF_TIME = frozenset({24, 9})
"""SIGXCPU, and the SIGKILL that follows where that is not heard."""
