"""Old runs in the database of the private Prefect server: Prefect's own vacuum takes them out while no run goes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from filelock import FileLock, Timeout

from core.errors import DossierError
from flows.private_api import LOCK, database_file, environment_of

SECONDS = 3600


@dataclass(frozen=True)
class Vacuumed:
    """How many runs went, or would go, and how many bytes that gave back; how many it would, nobody knows."""

    runs: int = 0
    size: int = 0


@contextmanager
def unused(folder: Path) -> Iterator[bool]:
    """Keep every run out of the database in `folder` meanwhile; False if one is using it."""
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout:
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


def vacuum(folder: Path, age: timedelta, *, dry_run: bool) -> Vacuumed:
    """Remove the runs in the database of `folder` that ended longer ago than `age`, with all that belongs to them.

    To be done while it is `unused`. Raises DossierError where Prefect does not come to an end with it.
    """
    database = database_file(folder)
    if not database.exists():
        return Vacuumed()
    before = _size(database)
    environment = environment_of(folder, str(database)) | {
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(int(age.total_seconds())),
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": f"PT{int(age.total_seconds())}S",
    }
    command = [sys.executable, "-P", "-m", "flows.private_api_vacuum", str(database), *(["--dry-run"] * dry_run)]
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter, our own module
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, check=True
        )
    except subprocess.SubprocessError as error:
        said = getattr(error, "stderr", None) or str(error)
        raise DossierError(
            f"Prefect could not remove old runs from {database}: {str(said).strip().splitlines()[-1]}",
            hint="No fact is in that file. Without it (mv it away) the next run begins a new one.",
        ) from error
    return Vacuumed(int(done.stdout), 0 if dry_run else before - _size(database))


def outdated_databases(folder: Path) -> Iterator[Path]:
    """Yield the files of databases that earlier versions of Prefect have left: no run opens them any more."""
    current = database_file(folder).name
    for path in sorted(folder.glob("prefect-*.db*")):
        if not path.name.startswith(current):
            yield path


def _size(database: Path) -> int:
    files = (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm")))
    return sum(file.stat().st_size for file in files if file.exists())
