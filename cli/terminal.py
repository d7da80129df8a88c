"""Progress of a run on standard error: a bar at a terminal, occasional lines in a log, objects if JSON is asked for."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from cli.log_lines import LogLines, log_lines
from core.settings import load_settings
from flows.progress import Counts, Lines


def terminal_progress() -> Bar | PlainLines | JsonLines:
    """Return what suits standard error and the settings."""
    settings = load_settings()
    if settings.log_format == "json":
        return JsonLines(log_lines(settings))
    return Bar(Console(stderr=True)) if sys.stderr.isatty() else PlainLines()


class Bar:
    """A bar with the counts beside it; matches `flows.progress.Progress`."""

    attended = True

    def __init__(self, console: Console) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[records]:,} records, {task.fields[rejects]:,} rejects"),
            TimeElapsedColumn(),
            console=console,
            transient=True,
        )
        self._task = self._progress.add_task("starting Prefect", total=None, records=0, rejects=0)
        self._sources = 0
        self._progress.start()

    def begin(self, total: int) -> None:
        """Show how many there are to do."""
        self._sources = total
        self._progress.reset(self._task, total=total, description="documents")

    def show(self, counts: Counts) -> None:
        """Move it."""
        self._progress.update(
            self._task,
            completed=counts.documents,
            total=self._sources + counts.further,
            records=counts.records,
            rejects=counts.rejects,
        )

    def say(self, message: str) -> None:
        """Print a line above it."""
        self._progress.console.print(message, markup=False, highlight=False)

    def end(self) -> None:
        """Show that the rest is loading."""
        self._progress.update(self._task, description="loading  ")

    def close(self) -> None:
        """Take it away."""
        self._progress.stop()


class PlainLines(Lines):
    """Occasional lines on standard error."""

    def __init__(self) -> None:
        super().__init__(attended=True)

    def say(self, message: str) -> None:
        """Print one line."""
        print(message, file=sys.stderr, flush=True)  # noqa: T201 - this is where it goes


class JsonLines(Lines):
    """The same as objects: the counts are fields of theirs."""

    def __init__(self, tell: LogLines) -> None:
        super().__init__(attended=True)
        self._tell = tell

    def say(self, message: str) -> None:
        """Write one note."""
        self._tell("note", note=message)

    def say_counts(self, counts: Counts, total: int) -> None:
        """Write the counts."""
        self._tell(
            "progress",
            documents=counts.documents,
            of=total + counts.further,
            records=counts.records,
            rejects=counts.rejects,
            failed=counts.failed,
        )
