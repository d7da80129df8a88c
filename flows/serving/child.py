"""One run as a process of its own: it takes its memory with it when it ends, and cannot take the service with it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import shlex
import signal
import sys
from pathlib import Path

from flows.request import RunRequest

LOGS_KEPT = 30
"""Of each job; one is written a run."""


class Running:
    """A run under way. What it prints goes to `log`."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._signals = [signal.SIGINT, signal.SIGTERM, signal.SIGKILL]
        self.log = log

    async def ended(self) -> int:
        """Wait for its end and return its exit code; negative for the signal that killed it."""
        return await self._process.wait()

    def stop(self) -> None:
        """Let it end after the documents in work; the second time, drop those; the third time, kill it."""
        number = self._signals.pop(0) if len(self._signals) > 1 else self._signals[0]
        if self._process.returncode is None:
            self._process.send_signal(number)

    def last_words(self) -> str:
        """Return the last line that it printed."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip()), "")


async def start(request: RunRequest, lock: Path, log: Path) -> Running | None:
    """Start `dossier run` for `request`; returns None if the process that last had `lock` is still going.

    The lock is held by the run itself: it goes on holding it if the service that started it is killed.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    log.parent.mkdir(parents=True, exist_ok=True)
    held = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with log.open("wb") as output:
            process = await asyncio.create_subprocess_exec(
                *_command(request),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # a Ctrl-C at the terminal is the service's, which passes it on
                pass_fds=[held],
            )
    except BlockingIOError:
        return None
    finally:
        os.close(held)
    _forget_old_logs(log)
    return Running(process, log)


def _command(request: RunRequest) -> list[str]:
    # -P: folders named like our packages may lie where the user is.
    return [sys.executable, "-P", "-m", "cli.main", *shlex.split(request.command())[1:]]


def _forget_old_logs(newest: Path) -> None:
    for old in sorted(newest.parent.glob(f"*{newest.suffix}"))[:-LOGS_KEPT]:
        old.unlink(missing_ok=True)
