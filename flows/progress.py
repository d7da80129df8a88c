"""How a run shows how far it is: at a terminal, in a plain log, or in Prefect's."""

from __future__ import annotations

import time
from collections import Counter
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol

from core.wording import counted
from flows.passed_over import PassedOver

SECONDS_BETWEEN_LINES = 10.0


@dataclass
class Counts:
    """What a run has done so far."""

    documents: int = 0
    """Documents that were looked at, those that cannot be read too."""
    further: int = 0
    """Of these, all but the first of a source that holds several: a mail, an archive."""
    left_out: Counter[str] = field(default_factory=Counter)
    """Files of no kind that is read, by their suffix: in folders, archives and mails."""
    extracted: int = 0
    skipped: int = 0
    """Documents whose extraction was already done."""
    failed: int = 0
    passed_over: PassedOver = field(default_factory=PassedOver)
    """Documents that triage kept from being asked."""
    records: int = 0
    rejects: int = 0


class Progress(Protocol):
    """Whoever watches a run. `attended` says that somebody may end it with Ctrl-C."""

    attended: bool

    def begin(self, total: int) -> None:
        """Be told how many sources there are."""

    def show(self, counts: Counts) -> None:
        """Be told of one more document."""

    def say(self, message: str) -> None:
        """Be told something that the user should read."""

    def end(self) -> None:
        """Be told that extraction is over."""

    def close(self) -> None:
        """Be told that there is nothing more to show."""


class Lines:
    """Progress as an occasional line: the first, one every ten seconds, and the last."""

    def __init__(self, *, attended: bool) -> None:
        self.attended = attended
        self._total = 0
        self._last = Counts()
        self._due = 0.0

    def begin(self, total: int) -> None:
        """Say how many sources there are."""
        self._total = total
        self._due = time.monotonic() + SECONDS_BETWEEN_LINES
        self.say(counted(total, "document"))

    def show(self, counts: Counts) -> None:
        """Say how far it is, if nothing was said for a while."""
        self._last = counts
        if time.monotonic() >= self._due:
            self._due = time.monotonic() + SECONDS_BETWEEN_LINES
            self.say_counts(counts, self._total)

    def end(self) -> None:
        """Say where it ended."""
        self.say_counts(self._last, self._total)

    def close(self) -> None:
        """Lines stay where they are."""

    def say(self, message: str) -> None:
        """Write one line where this kind of progress goes."""
        raise NotImplementedError

    def say_counts(self, counts: Counts, total: int) -> None:
        """Say in words what was done of the `total`."""
        self.say(
            f"{counts.documents:,} of {counted(total + counts.further, 'document')}"
            f", {counted(counts.records, 'record')}, {counted(counts.rejects, 'reject')}, {counts.failed:,} failed"
        )


class LoggedProgress(Lines):
    """Progress in the log of the Prefect run: what an unattended run does."""

    def __init__(self) -> None:
        super().__init__(attended=False)

    def say(self, message: str) -> None:
        """Log one line."""
        from prefect.logging import get_run_logger

        get_run_logger().info(message)


watching: ContextVar[Progress | None] = ContextVar("watching", default=None)
"""Who watches the runs started in this context; unset, Prefect's log."""


def current_progress() -> Progress:
    """Return who watches this run."""
    return watching.get() or LoggedProgress()
