"""What a service runs: what was typed, or what a list of sources says, which is read again when it has changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from core.errors import UsageError
from core.wording import counted
from flows.schedule import Schedule
from flows.serving.job import Job, jobs_of
from flows.source_list import load_sources


class Timetable:
    """Jobs that stay as they are."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self.jobs = jobs

    def read_again(self) -> str | None:
        """Look whether there is something new; return what to say of it, None if nothing has changed.

        Raises UsageError where what is new is wrong: the jobs are then those from before.
        """
        return None


class ListedTimetable(Timetable):
    """The jobs of the list of sources at `path`; a source without a schedule has that of `otherwise`.

    Raises UsageError for a wrong list.
    """

    def __init__(self, path: Path, warehouse: Path | None, otherwise: Schedule | None) -> None:
        self.path = path
        self._warehouse = warehouse
        self._otherwise = otherwise
        self._seen = self._state()
        super().__init__(self._read())

    def read_again(self) -> str | None:
        """Read the list again if it has changed."""
        state = self._state()
        if state == self._seen:
            return None
        self._seen = state
        self.jobs = self._read()
        return f"{self.path}: {counted(len(self.jobs), 'source')} with a schedule"

    def _state(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_mtime_ns, found.st_size

    def _read(self) -> list[Job]:
        jobs = jobs_of(load_sources(self.path), self._warehouse, self._otherwise)
        if not jobs:
            raise UsageError(
                f"no source of {self.path} has a schedule",
                hint='Give one a line such as schedule = "0 6 * * *", or all of them one with --every or --cron.',
            )
        return jobs
