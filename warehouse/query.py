"""Read-only SQL on the published warehouse, for people and for programs: nothing outside of it can be reached."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from core.errors import QueryError, WarehouseError
from core.landing.log import LandingLog
from warehouse.layout import SPILL, layout
from warehouse.query_limits import Limits, Result

LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
}
LOCK = "SET lock_configuration = true"
"""Said last: a setting that DuckDB 2.0 takes for one of the database cannot be set once this is."""
IN_BOUNDS_MB = 192
FETCHED = 1000
ASKED_AGAIN = 3
LOCKED = "Could not set lock"
"""What DuckDB says where another process has the file open for writing."""
LOCK_WAIT_S, LOCK_RETRY_S = 5.0, 0.05
READING = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
"""What a query may be; SHOW, DESCRIBE, SUMMARIZE, FROM, VALUES and WITH are SELECTs to DuckDB."""


@contextmanager
def open_warehouse(warehouse: Path, limits: Limits | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published version read-only, with no way to other files, the network or the settings.

    The connection keeps seeing this version, whatever is published meanwhile. Raises WarehouseError if there is none.
    """
    with _connection(warehouse, LOCKED_DOWN | (limits.settings if limits else {})) as con:
        con.execute(LOCK)
        yield con


@contextmanager
def open_in_bounds(warehouse: Path, *, is_only_read: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open it like `open_warehouse`, for questions about all of it: with little memory, and the rest of it on disk.

    Each has a folder of its own for that: in one that two of them share, DuckDB would write into the same files.
    One that cannot be removed is left to a later load. Where nothing can be written beside the warehouse, who only
    reads has it among the system's temporary files, and all others get a WarehouseError.
    """
    _published(warehouse)
    building = layout(warehouse).building
    try:
        folder = _spill_folder(building)
    except OSError as error:
        if not is_only_read:
            raise WarehouseError(
                f"cannot write beside the warehouse {warehouse}: {error.strerror} ({building.parent})",
                hint="Make room or give access there; what was landed is kept.",
            ) from error
        folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    with folder as spill:
        # Each thread has memory of its own: with two, the checks of 8,800 documents took 60 MB and a third of CPU more.
        bounds: dict[str, str] = {"memory_limit": f"{IN_BOUNDS_MB}MB", "temp_directory": spill, "threads": "1"}
        with _connection(warehouse, LOCKED_DOWN | bounds) as con:
            con.execute(LOCK)
            yield con


def _spill_folder(building: Path) -> tempfile.TemporaryDirectory[str]:
    building.parent.mkdir(exist_ok=True)
    return tempfile.TemporaryDirectory(
        dir=building.parent, prefix=f"{building.name}{SPILL}", ignore_cleanup_errors=True
    )


@contextmanager
def run_query(
    warehouse: Path, sql: str, parameters: Mapping[str, object] | None = None, limits: Limits | None = None
) -> Iterator[Result]:
    """Run `sql` on the published warehouse; a context manager, so that rows can be taken one by one.

    `limits.seconds` is not kept here but by `warehouse.isolated_query`. Raises QueryError with DuckDB's own message,
    while it runs and while rows are taken.
    """
    with open_warehouse(warehouse, limits) as con, _query_errors(con, warehouse, sql, parameters):
        _refuse_all_but_reading(con, sql)
        cursor = con.execute(sql, parameters or None)
        described = cursor.description or []
        rows = _rows(con, warehouse, sql, parameters)
        yield Result([str(name) for name, *_ in described], [str(kind) for _, kind, *_ in described], rows)


def write_parquet(
    warehouse: Path, sql: str, parameters: Mapping[str, object] | None, limits: Limits, file: Path, rows: int | None
) -> tuple[int, bool]:
    """Write at most `rows` rows of `sql` to the new Parquet `file`; returns how many it has, and if there were more.

    `file` stands in a folder of its own, the only one that the connection reaches. Raises QueryError.
    """
    settings = {name: value for name, value in LOCKED_DOWN.items() if name.startswith(("auto", "python"))}
    with _connection(warehouse, settings | limits.settings) as con, _query_errors(con, warehouse, sql, parameters):
        folder = str(file.parent).replace("'", "''")
        con.execute(f"SET allowed_directories = ['{folder}']")
        con.execute("SET enable_external_access = false")
        con.execute(LOCK)
        _refuse_all_but_reading(con, sql)
        relation = con.sql(sql, params=dict(parameters) if parameters else None)
        if relation is None:
            raise QueryError("this statement yields no rows to write", hint="Leave --format parquet out.")
        (relation if rows is None else relation.limit(rows)).write_parquet(str(file))
        written = con.execute("SELECT num_rows FROM parquet_file_metadata(?)", [str(file)]).fetchone()
        count = int(written[0]) if written else 0
        return count, count == rows and relation.limit(1, offset=rows).fetchone() is not None


@contextmanager
def _connection(
    warehouse: Path, settings: dict[str, str | bool | int | float | list[str]]
) -> Iterator[duckdb.DuckDBPyConnection]:
    con = _connect(warehouse, settings)
    con.execute("PRAGMA disable_progress_bar")  # DuckDB would draw it on standard output, where the rows go
    try:
        yield con
    finally:
        con.close()


def _connect(warehouse: Path, settings: dict[str, str | bool | int | float | list[str]]) -> duckdb.DuckDBPyConnection:
    """Open the version that is published now; waits a moment where another program is writing into it."""
    deadline = time.monotonic() + LOCK_WAIT_S
    while True:
        version = _published(warehouse)
        try:
            return duckdb.connect(str(version), read_only=True, config=settings)
        except duckdb.Error as error:
            is_locked = LOCKED in str(error)
            if layout(warehouse).current() == version and not (is_locked and time.monotonic() < deadline):
                raise _cannot_open(warehouse, version, error) from error
        time.sleep(LOCK_RETRY_S)


def _published(warehouse: Path) -> Path:
    files = layout(warehouse)
    version = files.current()
    if version is None:
        raise WarehouseError(
            f"there is no warehouse at {warehouse} yet",
            hint=f"`dossier rebuild --warehouse {warehouse}` makes it from the landing log in {files.landing}."
            if LandingLog(files.landing).files()
            else "`make run` makes one from the seeds; `dossier run SOURCE… --warehouse FILE` from your documents.",
        )
    return version


def _cannot_open(warehouse: Path, version: Path, error: duckdb.Error) -> WarehouseError:
    if LOCKED in str(error):
        return WarehouseError(
            f"another program has the published version {version} open for writing: {error}",
            hint="Close it there (read-only would disturb nobody), or publish a version that it does not hold: "
            f"`dossier rebuild --warehouse {warehouse}`",
        )
    return WarehouseError(
        f"the published version {version} cannot be opened: {error}",
        hint=f"`dossier rebuild --warehouse {warehouse}` makes it again from the landing log.",
    )


def _refuse_all_but_reading(con: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise QueryError unless `sql` is one statement that reads."""
    # DuckDB takes a PIVOT apart, into statements of its own making: these have no text.
    statements = con.extract_statements(sql)
    written = [statement for statement in statements if statement.query.strip()]
    if not statements:
        raise QueryError("there is no query in this", hint='For instance: dossier sql "SHOW TABLES"')
    if len(written) > 1:
        raise QueryError(
            f"these are {len(written)} statements; a query is one", hint="Ask them one after the other, without the ;"
        )
    for statement in written:
        if statement.type not in READING:
            raise QueryError(f"{statement.type.name} is not allowed: this is no query", hint=ONLY_READING)


ONLY_READING = (
    "Queries only read, and only the warehouse (SELECT, FROM, WITH, DESCRIBE, SHOW, SUMMARIZE, PIVOT, EXPLAIN): "
    "to change it, open a copy of the file with DuckDB; to export it: dossier export --help"
)


def _rows(
    con: duckdb.DuckDBPyConnection, warehouse: Path, sql: str, parameters: Mapping[str, object] | None
) -> Iterator[tuple[Any, ...]]:
    with _query_errors(con, warehouse, sql, parameters):
        while rows := con.fetchmany(FETCHED):
            yield from rows


@contextmanager
def _query_errors(
    con: duckdb.DuckDBPyConnection, warehouse: Path, sql: str, parameters: Mapping[str, object] | None
) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as raised:
        error = cause_of(raised, con, sql, parameters)
        # What DuckDB proposes against too little memory are settings, which are locked here.
        message = str(error).partition("\n\nPossible solutions")[0].strip()
        raise QueryError(message, hint=_hint(con, warehouse, sql, error)) from raised
    except UnicodeError as error:
        raise QueryError(f"the query is no text: {error}", hint="Write it in UTF-8.") from error
    except MemoryError as error:
        raise QueryError("the query needs more memory than it may use", hint=_LESS) from error


def cause_of(
    error: duckdb.Error, con: duckdb.DuckDBPyConnection, sql: str, parameters: Mapping[str, object] | None
) -> duckdb.Error:
    """Return why a query failed; asks it again where DuckDB tells only that it stopped its other threads.

    Nobody else interrupts a query here, and two of a hundred that fail in several threads are told so (DuckDB 1.5.5).
    """
    for _ in range(ASKED_AGAIN):
        if not isinstance(error, duckdb.InterruptException):
            break
        try:
            con.execute(sql, parameters or None)
            while con.fetchmany(FETCHED):
                pass
        except duckdb.Error as again:
            error = again
    return error


_LESS = "Ask for less at once, with a WHERE or a LIMIT; or allow more: --memory 4GB"


def _hint(con: duckdb.DuckDBPyConnection, warehouse: Path, sql: str, error: duckdb.Error) -> str:
    match error:
        case duckdb.PermissionException():
            return ONLY_READING
        case duckdb.CatalogException() | duckdb.BinderException():
            from warehouse.suggestion import suggestion

            return suggestion(con, warehouse, sql, str(error))
        case duckdb.OutOfMemoryException():
            return _LESS
        case duckdb.IOException() | duckdb.InternalException() | duckdb.FatalException():
            return f"If the file is damaged: `dossier rebuild --warehouse {warehouse}` makes it from the landing log."
        case _:
            return "docs/data-dictionary.md has every table and column, and examples of queries are in README.md."
