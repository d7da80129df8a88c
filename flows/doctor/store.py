"""What earlier runs left: the landing log, the published warehouse, how the last run ended, the service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import DossierError
from core.landing.log import LandingLog
from core.landing.raw import Damage, Torn
from core.wording import counted
from flows.doctor.examination import Answer, Patient
from flows.serving.memory import Memory
from flows.serving.service import folder_of
from warehouse.access import check_access
from warehouse.checks import run_checks
from warehouse.query import open_warehouse

LAST_RUN = """
SELECT strftime(started_at, '%Y-%m-%d %H:%M') AS started, outcome, failed, command
FROM runs ORDER BY started_at DESC LIMIT 1
"""


def access(patient: Patient) -> Iterator[Answer]:
    """Say whether a run could write where it must; makes the folder, as the run would."""
    check_access(patient.files)
    LandingLog(patient.files.landing).check_access()
    yield Answer("access", "ok", f"{patient.files.folder} can be written")


def landing_log(patient: Patient) -> Iterator[Answer]:
    """Say how much has landed, and whether all of it can be read."""
    log = LandingLog(patient.files.landing)
    found = Counter(type(entry.line) for entry in log.entries())
    size = sum(path.stat().st_size for path in log.files())
    says = f"{counted(sum(found.values()), 'line')}, {size / 1e6:,.1f} MB, files: {len(log.files()):,}"
    if found[Damage]:
        says += f"; {found[Damage]:,} of them cannot be read and are left out"
        yield Answer(
            "landing log", "failure", says, f"Bring {patient.files.landing} back from a backup if you have one."
        )
    elif found[Torn]:
        says += f"; {found[Torn]:,} unfinished: a run is writing, or was killed while it did, and lost nothing landed"
        yield Answer("landing log", "ok", says)
    else:
        yield Answer("landing log", "ok", says)


def warehouse(patient: Patient) -> Iterator[Answer]:
    """Say whether the published version can be read, and what the data checks find in it."""
    link = patient.files.link
    current = patient.files.current()
    if current is None:
        yield Answer("warehouse", "ok", f"{link}: nothing published yet", "dossier run SOURCE…")
        return
    with open_warehouse(link) as con:
        findings = [finding for finding in run_checks(con) if finding.rows or finding.problem]
    errors = [each.check.name for each in findings if each.problem or each.check.severity == "error"]
    kept = counted(len(patient.files.versions()), "version")
    says = f"{link}: {current.name}, {current.stat().st_size / 1e6:,.1f} MB, {kept} kept"
    if errors:
        yield Answer(
            "warehouse", "failure", f"{says}; wrong: {', '.join(errors)}", "dossier check, then dossier rebuild"
        )
    elif findings:
        odd = ", ".join(each.check.name for each in findings)
        yield Answer("warehouse", "ok", f"{says}; documents say odd things: {odd}", "dossier check")
    else:
        yield Answer("warehouse", "ok", f"{says}; the data checks find nothing")


def last_run(patient: Patient) -> Iterator[Answer]:
    """Say when the last run that was loaded began, and how it ended."""
    if patient.files.current() is None:
        return
    with open_warehouse(patient.files.link) as con:
        row = con.execute(LAST_RUN).fetchone()
    if row is None:
        return
    started, outcome, failed, command = row
    says = f"{started} UTC, {(outcome or 'not seen to end').replace('_', ' ')}: {command}"
    if outcome == "done":
        yield Answer("last run", "ok", says)
    elif outcome == "failed_documents":
        hint = 'dossier sql "SELECT source, reason FROM rejects WHERE kind IS NULL"'
        yield Answer("last run", "warning", f"{says} ({failed} failed)", hint)
    else:
        yield Answer("last run", "warning", says, f"To go on from there: {command}")


def service(patient: Patient) -> Iterator[Answer]:
    """Say whether `dossier serve` runs, and what it last ran."""
    folder = folder_of(patient.files.link)
    if not folder.is_dir():
        return
    says = "dossier serve runs" if _is_held(folder) else "dossier serve does not run"
    try:
        known = Memory(folder / "jobs.json").known
    except DossierError as error:
        yield Answer("service", "failure", f"{says}; {error.message}", error.hint)
        return
    failed = sorted(name for name, job in known.items() if job.exit_code not in (None, 0))
    if failed:
        logs = folder / "runs" / failed[0]
        yield Answer(
            "service", "warning", f"{says}; failed last time: {', '.join(failed)}", f"Read what it said: {logs}"
        )
    else:
        yield Answer("service", "ok", f"{says}; {counted(len(known), 'job')}")


def _is_held(folder: Path) -> bool:
    try:
        with FileLock(folder / "lock", blocking=False):
            return False
    except Timeout:
        return True
