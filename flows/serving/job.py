"""What is run again and again, and when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows.request import RunRequest
from flows.schedule import Schedule
from flows.source_list import SourceList


@dataclass(frozen=True)
class Job:
    """One run with a schedule; `name` is unique among the jobs of a service."""

    name: str
    request: RunRequest
    schedule: Schedule


def jobs_of(sources: SourceList, warehouse: Path | None, otherwise: Schedule | None) -> list[Job]:
    """Return the jobs of a list of sources; one without a schedule has that of `otherwise`, or is left out."""
    scheduled = ((entry, entry.when or otherwise) for entry in sources.entries)
    return [Job(entry.name, entry.request(warehouse), when) for entry, when in scheduled if when is not None]
