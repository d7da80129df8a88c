"""Read-only SQL on the published warehouse, for people and for programs: nothing outside of it can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from core.errors import QueryError, WarehouseError
from warehouse.layout import layout

LOCKED_DOWN: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "lock_configuration": True,
}
FETCHED = 1000


@dataclass(frozen=True)
class Result:
    """What a query yields: the names and DuckDB types of its columns, and its rows, fetched as they are taken."""

    columns: list[str]
    types: list[str]
    rows: Iterator[tuple[Any, ...]]


@contextmanager
def open_warehouse(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published version read-only, with no way to other files, the network or the settings.

    The connection keeps seeing this version, whatever is published meanwhile. Raises WarehouseError if there is none.
    """
    version = layout(warehouse).current()
    if version is None:
        raise WarehouseError(
            f"there is no warehouse at {warehouse} yet",
            hint="`make run` makes one from the seeds; `dossier run SOURCE… --warehouse FILE` from your documents.",
        )
    try:
        con = duckdb.connect(str(version), read_only=True, config=LOCKED_DOWN)
    except duckdb.Error as error:
        raise WarehouseError(
            f"the published version {version} cannot be opened: {error}",
            hint=f"`dossier rebuild --warehouse {warehouse}` makes it again from the landing log.",
        ) from error
    try:
        yield con
    finally:
        con.close()


@contextmanager
def run_query(warehouse: Path, sql: str) -> Iterator[Result]:
    """Run `sql` on the published warehouse; a context manager, so that rows can be taken one by one.

    Raises QueryError with DuckDB's own message, while it runs and while rows are taken.
    """
    with open_warehouse(warehouse) as con, _query_errors():
        cursor = con.execute(sql)
        described = cursor.description or []
        yield Result([str(name) for name, *_ in described], [str(kind) for _, kind, *_ in described], _rows(cursor))


def _rows(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    with _query_errors():
        while rows := cursor.fetchmany(FETCHED):
            yield from rows


@contextmanager
def _query_errors() -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise QueryError(str(error), hint=_hint(error)) from error


def _hint(error: duckdb.Error) -> str:
    if isinstance(error, duckdb.PermissionException) or "read-only" in str(error):
        return "Queries only read, and only the warehouse: to change or export it, open a copy of the file with DuckDB."
    if isinstance(error, duckdb.CatalogException | duckdb.BinderException):
        return 'docs/data-dictionary.md has every table and column; `dossier sql "SHOW TABLES"` lists the tables.'
    if isinstance(error, duckdb.OutOfMemoryException):
        return "Ask for less at once: add a WHERE or a LIMIT."
    return "docs/data-dictionary.md has every table and column, and examples of queries are in README.md."
