"""The service: starts what is due, never the same job twice at a time, and says what became of it."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from core.errors import UsageError
from flows.serving.account import Account, account_of
from flows.serving.child import Running, start
from flows.serving.job import Job
from flows.serving.memory import Memory
from flows.serving.timetable import Timetable
from flows.serving.untold import Untold
from warehouse.layout import layout

LONGEST_SLEEP = 30.0
"""Seconds: a machine that was suspended, and a list of sources that has changed, are noticed after so long."""
SECONDS_BETWEEN_LOOKS = 1.0
"""At a run that an earlier service started."""


class Log(Protocol):
    """Where what happens is said."""

    def __call__(self, event: str, job: str | None = None, **details: object) -> None:
        """Say that `event` happened, to `job` if it is about one."""


def folder_of(warehouse: Path) -> Path:
    """Return the folder in which a service of `warehouse` keeps its files."""
    return layout(warehouse).folder / "serve"


class Service:
    """Runs what is on the `timetable`, `at_once` at a time, until SIGTERM or Ctrl-C.

    Keeps its files in `serve/` beside `warehouse`.
    """

    def __init__(self, timetable: Timetable, warehouse: Path, tell: Log, at_once: int = 2) -> None:
        self._timetable = timetable
        self._warehouse = warehouse
        self._folder = folder_of(warehouse)
        self._memory = Memory(self._folder / "jobs.json")
        self._tell = tell
        self._untold = Untold(warehouse)
        self._at_once = at_once
        self._running: dict[str, Running] = {}
        self._waited_for: set[str] = set()
        self._stopped: signal.Signals | None = None
        self._changed = asyncio.Event()
        """Set when a run has ended or a signal has come."""

    async def serve(self) -> signal.Signals:
        """Serve until a signal ends it, and return that; the runs under way end first."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop, number)
        async with asyncio.TaskGroup() as runs:
            while self._stopped is None:
                self._read_again(runs)
                await self._start_what_is_due(runs)
                await self._sleep()
        return self._stopped

    def _read_again(self, speaking: asyncio.TaskGroup) -> None:
        try:
            if note := self._timetable.read_again():
                self._untold.forget(None)
                self._tell("read again", note=note)
        except UsageError as error:
            self._tell("not read", note=f"{error.message}; what was scheduled before stays")
            speaking.create_task(self._speak_of(None, "refused", "dossier serve", str(error)))

    async def _start_what_is_due(self, runs: asyncio.TaskGroup) -> None:
        now = datetime.now(UTC)
        waiting = [(self._memory.due(job, now), job) for job in self._timetable.jobs if job.name not in self._running]
        for due, job in sorted(waiting, key=lambda pair: pair[0]):
            if due <= now and len(self._running) < self._at_once and self._stopped is None:
                await self._start(job, runs)

    async def _start(self, job: Job, runs: asyncio.TaskGroup) -> None:
        now = datetime.now(UTC)
        place = self._folder / "runs" / job.name
        running = await start(job.request, place / "lock", place / f"{now:%Y%m%dT%H%M%S.%fZ}.log")
        if running is None:
            if job.name not in self._waited_for:
                self._waited_for.add(job.name)
                self._tell("still going", job.name, note="a run that an earlier service started; it is not disturbed")
            return
        self._waited_for.discard(job.name)
        self._running[job.name] = running
        if self._stopped is not None:  # the signal came while the process was being made
            running.stop()
        self._memory.began(job, now)
        self._tell("started", job.name, command=job.request.command(), log=str(running.log))
        runs.create_task(self._watch(job, running, now))

    async def _watch(self, job: Job, running: Running, began: datetime) -> None:
        await running.ended()
        now = datetime.now(UTC)
        self._memory.ended(job, now, running.exit_code)
        del self._running[job.name]
        account = account_of(running, job.request.command(), self._warehouse, began)
        self._say(job, account, seconds=round((now - began).total_seconds(), 1), log=running.log)
        self._changed.set()
        if account.is_told or account.event == "done":
            self._untold.forget(job.name)
        elif account.event == "failed" and self._stopped is None:
            await self._speak_of(job.name, account.outcome, job.request.command(), account.said)

    def _say(self, job: Job, account: Account, *, seconds: float, log: Path) -> None:
        details: dict[str, object] = {"exit_code": account.exit_code, "seconds": seconds, "next": self._next(job)}
        said = {"said": account.said} if account.said else {}
        where = {"report": account.report} if account.report else {}
        log_of_trouble = {"log": str(log)} if account.exit_code else {}
        self._tell(account.event, job.name, **details, **said, **where, **log_of_trouble)

    async def _speak_of(self, about: str | None, outcome: str, command: str, message: str) -> None:
        for problem in await self._untold.tell(about, outcome, command, message):
            self._tell("not told", about, note=problem)

    def _next(self, job: Job) -> str:
        now = datetime.now(UTC)
        return f"{max(now, self._memory.due(job, now)):%Y-%m-%d %H:%M:%S} UTC"

    async def _sleep(self) -> None:
        """Sleep until something is due, something has changed, or it is time to look at the list again."""
        now = datetime.now(UTC)
        idle = [self._memory.due(job, now) for job in self._timetable.jobs if job.name not in self._running]
        is_full = len(self._running) >= self._at_once
        seconds = LONGEST_SLEEP if is_full or not idle else (min(idle) - now).total_seconds()
        if seconds <= 0:  # due, and not started: it waits for an earlier service's run
            seconds = SECONDS_BETWEEN_LOOKS
        with suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), min(seconds, LONGEST_SLEEP))
        self._changed.clear()

    def _stop(self, number: signal.Signals) -> None:
        if self._running:
            going = ", ".join(self._running)
            self._tell("stopping", note=f"after the documents in work of {going}; the same again drops those")
        self._stopped = self._stopped or number
        for running in self._running.values():
            running.stop()
        self._changed.set()
