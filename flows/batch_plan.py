"""What result files hold, before anything is landed: whose answers they are, and which lines are nobody's."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, NamedTuple

from core.errors import UsageError
from core.landing.log import LandingLog
from core.lines import RequestLine
from core.settings import Settings
from extraction.batch.results import A_REQUEST, CUT_OFF, NO_ANSWER, NO_JSON, NO_OBJECT, Unreadable, read_results
from extraction.engines.model.options import Api
from flows.batch_log import BatchLog
from flows.line_notes import LineNotes
from flows.preflight import check_warehouse
from flows.request import RunRequest
from warehouse.layout import layout

UNKNOWN_ID = "no request of this name was exported into this warehouse"
HINTS = {
    CUT_OFF: "Fetch the file again and import that: what was imported now is not imported twice.",
    **dict.fromkeys(
        (NO_JSON, NO_OBJECT, NO_ANSWER), "What was asked there stays open: the next `dossier batch export` has it."
    ),
    A_REQUEST: "Import the file of the answers, not the one that `dossier batch export` wrote.",
    UNKNOWN_ID: "Name the warehouse that it was exported from: dossier batch import FILE --warehouse WAREHOUSE",
}


class Group(NamedTuple):
    """What one import does at once: the answers of one engine to requests for the same kinds."""

    engine: str
    api: Api
    kinds: tuple[str, ...]


class ImportRequest(RunRequest):
    """Which result files (`sources`), and whose answers in them."""

    flow: ClassVar[str] = "flows.import_answers:import_answers"

    api: Api

    @property
    def group(self) -> Group:
        """Whose answers are imported."""
        return Group(self.engine or "", self.api, tuple(self.kinds or ()))

    def command(self) -> str:
        """Return the command that does the same."""
        where = ["--warehouse", str(self.warehouse)] if self.warehouse else []
        return shlex.join(["dossier", "batch", "import", *self.sources, *where])


@dataclass
class ImportPlan:
    """The imports that the files take, and the lines that are no part of any."""

    requests: list[ImportRequest] = field(default_factory=list)
    problems: LineNotes = field(default_factory=LineNotes)


def group_of(line: RequestLine) -> Group:
    """Return what the answer to an exported request is imported with."""
    return Group(line.engine, line.api, tuple(line.kinds))


def plan_import(files: Sequence[Path], warehouse: Path | None, settings: Settings) -> ImportPlan:
    """Look through `files`; nothing is landed. Raises UsageError where no line of them is of any use."""
    path = warehouse or settings.warehouse
    check_warehouse(path)
    batch = BatchLog.read(LandingLog(layout(path).landing))
    plan = ImportPlan()
    groups: dict[Group, None] = {}
    for file in files:
        groups |= dict.fromkeys(_groups_in(file, batch, plan.problems))
    if not groups:
        raise UsageError("\n".join(plan.problems.texts()), hint="Nothing was imported.")
    plan.requests = [
        ImportRequest(
            sources=[str(file) for file in files],
            engine=group.engine,
            api=group.api,
            kinds=list(group.kinds),
            warehouse=warehouse,
        )
        for group in groups
    ]
    return plan


def _groups_in(file: Path, batch: BatchLog, problems: LineNotes) -> list[Group]:
    groups: dict[Group, None] = {}
    is_empty = True
    for result in read_results(file):
        is_empty = False
        if isinstance(result, Unreadable):
            problems.add(str(file), result.number, result.reason, HINTS.get(result.reason, ""))
        elif (line := batch.request(result.custom_id)) is None:
            problems.add(str(file), result.number, UNKNOWN_ID, HINTS[UNKNOWN_ID])
        else:
            groups[group_of(line)] = None
    if is_empty:
        problems.add(str(file), 0, "the file is empty", "Fetch it again, then: dossier batch import FILE")
    return list(groups)
