"""One run as a process of its own: it takes its memory with it when it ends, and cannot take the service with it."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import shlex
import signal
import sys
from pathlib import Path

from flows.request import RunRequest

LOGS_KEPT = 30
"""Of each job; one is written a run."""
ERROR = "error: "
"""How the command begins what it ends with."""
LONGEST_WORDS = 1000


class Running:
    """A run under way. What it prints goes to `log`."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._signals = [signal.SIGINT, signal.SIGTERM, signal.SIGKILL]
        self.log = log

    async def ended(self) -> None:
        """Wait for its end."""
        await self._process.wait()

    @property
    def exit_code(self) -> int:
        """Return what it has ended with; negative for the signal that killed it."""
        assert self._process.returncode is not None  # noqa: S101 - asked of one that has ended
        return self._process.returncode

    def stop(self) -> None:
        """Let it end after the documents in work; the second time, drop those; the third time, kill it."""
        number = self._signals.pop(0) if len(self._signals) > 1 else self._signals[0]
        if self._process.returncode is None:
            self._process.send_signal(number)

    def last_words(self) -> str:
        """Return the error that it ended with and what to type next, or else the last line that it printed."""
        return last_words(self.log.read_text(encoding="utf-8", errors="replace"))


def last_words(printed: str) -> str:
    """Return the error that ends what a command has printed, as text or as JSON, or else its last line.

    Of a defect no more than that: what its traceback says may quote a document or a key.
    """
    lines = [line.strip() for line in printed.split("\n") if line.strip()]
    for number, line in reversed(list(enumerate(lines))):
        if line.startswith(ERROR):
            end = next((at for at, one in enumerate(lines) if at > number and one.startswith("Traceback")), None)
            return "\n".join(lines[number:end])[len(ERROR) : len(ERROR) + LONGEST_WORDS]
        if line.startswith('{"at"') and (said := _error(line)):
            return said[:LONGEST_WORDS]
    return lines[-1][:LONGEST_WORDS] if lines else ""


def _error(line: str) -> str | None:
    """Return what a line of JSON says, if it is about an error."""
    try:
        said = json.loads(line)
    except ValueError:
        return None
    return "\n".join(filter(None, (said.get("message"), said.get("hint")))) if said.get("event") == "error" else None


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
