"""What a service remembers of its runs, so that one that is started again goes on where the last one was."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, RootModel, ValidationError

from core.errors import UsageError
from flows.attended import INTERRUPTED
from flows.serving.job import Job


class Remembered(BaseModel):
    """One job: `since` is when its last run began, or, before the first, when it was first seen."""

    since: AwareDatetime
    started: AwareDatetime | None = None
    ended: AwareDatetime | None = None
    exit_code: int | None = None

    @property
    def is_unfinished(self) -> bool:
        """Whether the last run began, and was interrupted or never seen to end."""
        return self.started is not None and (self.ended is None or self.exit_code == INTERRUPTED)


class _Jobs(RootModel[dict[str, Remembered]]):
    """The file: jobs by name."""


class Memory:
    """The jobs that were ever seen, and when each is due; a change is on disk when the method that makes it returns."""

    def __init__(self, path: Path) -> None:
        """Read the file at `path`, if there is one; raises UsageError if it is damaged or cannot be read."""
        self._path = path
        try:
            self._jobs = _Jobs.model_validate_json(path.read_bytes()).root
        except FileNotFoundError:
            self._jobs = {}
        except (ValidationError, OSError) as error:
            raise UsageError(
                f"{path}, which says when each source was last run, cannot be read: {str(error).splitlines()[0]}",
                hint="Move it away: each source then runs at its next time, and what is done is not done again.",
            ) from error
        self._unfinished = {name for name, known in self._jobs.items() if known.is_unfinished}

    @property
    def known(self) -> Mapping[str, Remembered]:
        """What is remembered, by the names of the jobs."""
        return self._jobs

    def due(self, job: Job, now: datetime) -> datetime:
        """Return when `job` is to run next; it may be in the past, however long ago and however often it was missed.

        That is how missed runs are caught up by one: it moves `since` behind all of them. What the last service did
        not end is due, and so is the first run of an interval.
        """
        known = self._seen(job, now)
        is_first = known.started is None and job.schedule.every is not None
        return known.since if is_first or job.name in self._unfinished else job.schedule.next_after(known.since)

    def began(self, job: Job, now: datetime) -> None:
        """Keep that a run of `job` begins."""
        self._unfinished.discard(job.name)
        self._keep(job, Remembered(since=now, started=now))

    def ended(self, job: Job, now: datetime, exit_code: int) -> None:
        """Keep how the run of `job` that began last has ended."""
        self._keep(job, self._jobs[job.name].model_copy(update={"ended": now, "exit_code": exit_code}))

    def _seen(self, job: Job, now: datetime) -> Remembered:
        """Return what is known of `job`; a time that is still to come was set by a clock that was wrong."""
        known = self._jobs.get(job.name)
        if known is None or known.since > now:
            known = (known or Remembered(since=now)).model_copy(update={"since": now})
            self._keep(job, known)
        return known

    def _keep(self, job: Job, known: Remembered) -> None:
        self._jobs[job.name] = known
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._path.parent, delete=False) as file:
            file.write(_Jobs(self._jobs).model_dump_json(indent=1).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())
        Path(file.name).replace(self._path)
