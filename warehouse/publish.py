"""Publishing a version: every step of the protocol of DESIGN section 3, in its order.

build under a private name → CHECKPOINT → close → refuse if a .wal is left → reopen read-only and compare row counts →
fsync the file → seal it → rename into published/ → fsync that folder → swap the link by rename → fsync its folder
"""

from __future__ import annotations

import errno
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
import filelock

from core.durable import make_folder, sync_file, sync_folder
from core.errors import WarehouseError
from warehouse.access import check_access
from warehouse.layout import SPILL, Layout
from warehouse.projection import quoted
from warehouse.seal import seal_version

KEPT_VERSIONS = 3
OLD_SPILL_S = 24 * 3600
MAKE_ROOM = "Make room or give access there, or name another file with --warehouse; what was landed is kept."
NO_ROOM = tuple(map(os.strerror, (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EROFS)))
"""What the system says, and DuckDB passes on, where it is the place that fails and not what is in it."""

OnWait = Callable[[str], None]
"""Is told once, in a sentence for the user, that another loader has to finish first."""

Counts = dict[tuple[str, str], int]
"""Rows by (schema, table)."""


@contextmanager
def loader_lock(layout: Layout, on_wait: OnWait | None = None) -> Iterator[None]:
    """Hold the only right to load into this warehouse; waits while another process has it.

    Whatever a loader that died has left in `building/` is removed: nobody else can be using it.
    """
    check_access(layout)
    with warehouse_errors(layout.link):
        layout.lock.touch()  # where no file can be made, filelock would wait for ever
        lock = filelock.FileLock(layout.lock)
        try:
            lock.acquire(blocking=False)
        except filelock.Timeout:
            if on_wait:
                on_wait(f"another process is loading into {layout.link}: waiting until it is done")
            lock.acquire()
    try:
        with warehouse_errors(layout.link):
            shutil.rmtree(layout.building, ignore_errors=True)
            layout.building.mkdir(parents=True)
            _remove_old_spills(layout)
        yield
    finally:
        shutil.rmtree(layout.building, ignore_errors=True)
        lock.release()


@contextmanager
def warehouse_errors(path: Path) -> Iterator[None]:
    """Turn what the system and DuckDB raise into a WarehouseError about `path`."""
    try:
        yield
    except OSError as error:
        raise WarehouseError(
            f"cannot write the warehouse {path}: {error.strerror or error} "
            f"({error.filename2 or error.filename or path.parent})",
            hint=MAKE_ROOM,
        ) from error
    except duckdb.Error as error:
        if any(reason in str(error) for reason in NO_ROOM):
            raise WarehouseError(f"cannot write the warehouse {path}: {error}", hint=MAKE_ROOM) from error
        raise WarehouseError(
            f"cannot build the warehouse {path}: {error}",
            hint=f"`dossier rebuild --warehouse {path}` makes it again from the landing log.",
        ) from error


def publish(con: duckdb.DuckDBPyConnection, build: Path, layout: Layout, counts: Counts) -> Path:
    """Publish the database that `con` has built in the private file `build`, and return the published file.

    Closes `con`. Raises WarehouseError, with the old version still in place, if the file on disk is not what was built:
    if it does not hold the rows of `counts`.
    """
    con.execute("CHECKPOINT")
    con.close()
    verify_build(build, counts)
    with warehouse_errors(layout.link):
        sync_file(build)
        make_folder(layout.published)
        number = max(layout.versions(), default=0) + 1
        seal_version(layout, build, number)
        target = layout.version_file(number)
        build.rename(target)
        sync_folder(layout.published)
        _swap_link(layout, target)
        _remove_old_versions(layout)
    return target


def row_counts(con: duckdb.DuckDBPyConnection) -> Counts:
    """Count the rows of every table."""
    tables = con.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT temporary ORDER BY ALL"
    ).fetchall()
    counts = (
        f"SELECT {number} AS number, count(*) FROM {quoted(schema)}.{quoted(table)}"  # noqa: S608 - names, no text
        for number, (schema, table) in enumerate(tables)
    )
    rows = con.execute(" UNION ALL ".join(counts) + " ORDER BY number").fetchall() if tables else []
    return {table: count for table, (_, count) in zip(tables, rows, strict=True)}


def verify_build(build: Path, counts: Counts) -> None:
    """Raise WarehouseError unless `build` alone, without a write-ahead log, holds all the rows."""
    if Path(f"{build}.wal").exists():
        raise WarehouseError(
            f"{build} was closed, but its last changes are still in {build.name}.wal: not published",
            hint="The disk may be full or failing. Make room and type the same command again.",
        )
    with warehouse_errors(build), duckdb.connect(str(build), read_only=True) as con:
        found = row_counts(con)
    if found != counts:
        wrong = sorted(".".join(key) for key in counts.keys() | found.keys() if counts.get(key) != found.get(key))
        raise WarehouseError(
            f"{build} does not hold on disk what was loaded ({', '.join(wrong)}): not published",
            hint="The disk may be full or failing. Make room and type the same command again.",
        )


def _swap_link(layout: Layout, target: Path) -> None:
    layout.refuse_strangers()
    link = layout.building / "link"
    link.symlink_to(target.relative_to(layout.folder))
    link.rename(layout.link)
    sync_folder(layout.folder)


def _remove_old_spills(layout: Layout) -> None:
    """Remove what a process that was killed has spilled: the folders that nobody has touched for a day."""
    for folder in layout.building.parent.iterdir():
        if folder.name.startswith(f"{layout.building.name}{SPILL}"):
            with suppress(FileNotFoundError):  # gone, as its process has just ended
                if time.time() - folder.stat().st_mtime > OLD_SPILL_S:
                    shutil.rmtree(folder, ignore_errors=True)


def _remove_old_versions(layout: Layout) -> None:
    """Keep the last few: whoever has an older one open keeps reading it all the same."""
    for path in list(layout.versions().values())[:-KEPT_VERSIONS]:
        path.unlink(missing_ok=True)
        Path(f"{path}.wal").unlink(missing_ok=True)
