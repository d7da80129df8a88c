"""What an unattended command says on standard error: plain lines, or JSON for whoever collects logs."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime

from cli.visible import visible, visible_line
from core.errors import DossierError, UsageError
from core.settings import Settings, load_settings


class LogLines:
    """One line for each event, with its time in UTC; with `is_json` an object a line: at, event, job, details."""

    def __init__(self, *, is_json: bool) -> None:
        self._is_json = is_json

    def __call__(self, event: str, job: str | None = None, **details: object) -> None:
        """Say that `event` happened, to `job` if it is about one."""
        at = datetime.now(UTC)
        if self._is_json:
            said = {"at": at.isoformat(timespec="milliseconds"), "event": event, "job": job, **details}
            line = json.dumps({name: value for name, value in said.items() if value is not None}, ensure_ascii=False)
        else:
            about = f" {job}:" if job else ""
            more = ", ".join(f"{value}" if name == "note" else f"{name} {value}" for name, value in details.items())
            line = visible_line(f"{at:%Y-%m-%d %H:%M:%S}{about} {event}{f', {more}' if more else ''}")
        print(line, file=sys.stderr, flush=True)  # noqa: T201 - this is where it goes


def log_lines(settings: Settings) -> LogLines:
    """Return what the settings ask for."""
    return LogLines(is_json=settings.log_format == "json")


def tell_error(error: DossierError) -> None:
    """Say on standard error what is wrong and what to type next, as the settings ask for."""
    try:
        settings = load_settings()
    except UsageError:  # they are what is wrong
        settings = Settings.model_construct(log_format="text")
    if settings.log_format == "json":
        LogLines(is_json=True)("error", message=error.message, hint=error.hint)
    else:
        print(visible(f"error: {error}"), file=sys.stderr, flush=True)  # noqa: T201 - a file name may hold what a terminal obeys
