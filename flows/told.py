"""What is told of a run: the body of a hook, and the report that it leaves beside the warehouse."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import BaseModel, ValidationError

from core.wording import counted
from flows.hooks import Event
from flows.report import RunReport
from warehouse.layout import layout
from warehouse.news import Failure

_TIME = "%Y%m%dT%H%M%SZ"
_NEWS = {
    "agreements": ("agreement",),
    "statuses": ("changed status", "changed statuses"),
    "removals": ("removal",),
    "conflicts": ("conflict",),
}


class Told(BaseModel):
    """What is told of a run: the body of a hook, and the report as JSON. Without `report`, the run broke off."""

    events: list[Event]
    run_id: str | None
    """None for a run that was refused before it had one."""
    command: str
    outcome: str
    message: str | None
    written: str | None = None
    """The report as a file, for people."""
    report: RunReport | None = None
    news: dict[str, Any] = {}
    drift: list[dict[str, Any]] = []

    @property
    def in_a_line(self) -> str:
        """How it went, for a line of a log: what it did, what is new in the world, what failed first and why."""
        if self.report is None:
            return " ".join((self.message or self.outcome).split())
        did = self.report
        new = ", ".join(counted(len(self.news[key]), *words) for key, words in _NEWS.items() if self.news.get(key))
        parts = [
            f"{counted(did.documents, 'document')}, {did.extracted:,} extracted, {did.failed:,} failed",
            f"new: {new}" if new else None,
            self.message,
            *(Failure(**each).said for each in self.news.get("failures", [])[:1]),
        ]
        return "; ".join(" ".join(part.split()) for part in parts if part)


def write_report(warehouse: Path, told: Told, page: str) -> list[str]:
    """Write `told` and its `page` beside the warehouse; return what kept them from being written."""
    folder = layout(warehouse).reports
    name = f"{datetime.now(UTC):{_TIME}}-{told.run_id or f'refused-{uuid4().hex[:8]}'}"
    told.written = str(folder / f"{name}.md")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.md").write_text(page, encoding="utf-8")
        (folder / f"{name}.json").write_text(told.model_dump_json(indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        told.written = None
        for half in (folder / f"{name}.md", folder / f"{name}.json"):
            with suppress(OSError):
                half.unlink()
        return [f"cannot write the report into {folder}: {error.strerror or error}"]
    return []


def report_since(warehouse: Path, command: str, began: datetime) -> Told | None:
    """Return what a run of `command` has told since `began`; None if there is no such report."""
    for path in sorted(layout(warehouse).reports.glob("*.json"), reverse=True):
        if path.name < began.astimezone(UTC).strftime(_TIME):
            return None
        try:
            told = Told.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):  # of another version of ours, or being written
            continue
        if told.command == command:
            return told
    return None
