"""Loads what the landing log has gained into a new version of the warehouse, and publishes it."""

from __future__ import annotations

import fcntl
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from core.errors import WarehouseError
from core.landing.log import LandingLog
from schemas.registry import kinds
from warehouse.copying import copy_file
from warehouse.definition import Definition
from warehouse.layout import Layout, layout
from warehouse.loader import Loaded, Loader
from warehouse.publish import OnWait, loader_lock, publish, row_counts, warehouse_errors
from warehouse.seal import is_sealed
from warehouse.unchanged import unchanged

MEMORY_MB = (160, 320, 1024, 4096, 65536)
"""What DuckDB may take for a load, tried in this order: an every-day load stays small, and no log is too large."""


@dataclass(frozen=True)
class LoadReport:
    """What a load did. `published` is the file that readers now get; `rows` counts the tables of schema main.

    `rebuilt`: everything was loaded from the beginning of the log. `changed` is false where nothing was to be loaded.
    `touched` are the documents that the load was about, by their ids; None where everything is new.
    """

    published: Path
    changed: bool
    rebuilt: bool
    loaded: Loaded
    rows: dict[str, int]
    touched: frozenset[str] | None


def load_and_publish(
    warehouse: Path,
    *,
    landing: Path | None = None,
    on_wait: OnWait | None = None,
    memory_mb: Sequence[int] = MEMORY_MB,
) -> LoadReport:
    """Bring the warehouse up to date with the landing log (`landing/` beside it) and publish it.

    Loading twice is the same as loading once. Raises WarehouseError; the version that was published before stays.
    """
    files = layout(warehouse)
    with loader_lock(files, on_wait):
        return _Load(files, LandingLog(landing or files.landing), memory_mb).run(base=files.current())


def build_anew(warehouse: Path, *, landing: Path | None = None, on_wait: OnWait | None = None) -> LoadReport:
    """Build the warehouse from the landing log alone, whatever is published now, and publish it."""
    files = layout(warehouse)
    with loader_lock(files, on_wait):
        return _Load(files, LandingLog(landing or files.landing), MEMORY_MB).run(base=None)


class _Load:
    """One load under way; whoever makes it holds the lock."""

    def __init__(self, files: Layout, log: LandingLog, memory_mb: Sequence[int]) -> None:
        self._memory_mb = memory_mb
        self._files = files
        self._log = log
        self._build = files.building / "build.duckdb"
        self._definition = Definition(tuple(kinds().values()))

    def run(self, base: Path | None) -> LoadReport:
        """Load with little memory, and begin again with more where that does not do."""
        with warehouse_errors(self._files.link):
            same = base and unchanged(self._files, base, self._log, self._definition)
            if base and same:
                return LoadReport(
                    published=base,
                    changed=False,
                    rebuilt=False,
                    loaded=Loaded(torn=same.torn),
                    rows=same.rows,
                    touched=frozenset(),
                )
            for megabytes in self._memory_mb[:-1]:
                try:
                    return self._run_within(base, megabytes)
                except duckdb.OutOfMemoryException:
                    self._discard()
            return self._run_within(base, self._memory_mb[-1])

    def _run_within(self, base: Path | None, megabytes: int) -> LoadReport:
        try:
            return self._run(base, megabytes, trusting=True)
        except (duckdb.DataError, duckdb.InvalidInputException):
            # a line of the log is not what it looks: look into every one, and reject the one
            self._discard()
            return self._run(base, megabytes, trusting=False)

    def _discard(self) -> None:
        self._build.unlink(missing_ok=True)
        Path(f"{self._build}.wal").unlink(missing_ok=True)

    def _run(self, base: Path | None, megabytes: int, *, trusting: bool) -> LoadReport:
        copied = base is not None and self._copy(base)
        con = duckdb.connect(str(self._build), config=self._config())
        try:
            loader = Loader(con, self._definition, self._files, megabytes)
            return self._build_and_publish(loader, con, base if copied else None, trusting=trusting)
        finally:
            con.close()

    def _build_and_publish(
        self, loader: Loader, con: duckdb.DuckDBPyConnection, base: Path | None, *, trusting: bool
    ) -> LoadReport:
        con.execute("BEGIN")
        if base is None:
            self._definition.create_tables(con)
        loaded = loader.apply(self._log, trusting=trusting)
        new_views = self._views_hash(con) != self._definition.views_hash
        changed = base is None or new_views or loaded.lines > 0
        if new_views:
            self._definition.create_views(con)
            con.execute("DELETE FROM loading.layout")
            hashes = [self._definition.tables_hash, self._definition.views_hash]
            con.execute("INSERT INTO loading.layout VALUES (?, ?)", hashes)
        con.execute("COMMIT")
        touched = None if base is None else loader.touched()
        counts = row_counts(con)
        rows = {table: count for (schema, table), count in counts.items() if schema == "main"}
        published = publish(con, self._build, self._files, counts) if changed or base is None else base
        return LoadReport(published, changed, base is None, loaded, rows, touched)

    def _copy(self, base: Path) -> bool:
        """Copy the published version as the private file to build on; False if it has to be built from the beginning.

        That is so when its tables are not those of today, and when someone writes into it or has done so.
        """
        with base.open("rb") as published, self._build.open("wb") as build:
            try:
                fcntl.lockf(published, fcntl.LOCK_SH | fcntl.LOCK_NB)  # what DuckDB itself locks with
            except BlockingIOError:
                self._build.unlink()
                return False
            copy_file(published, build)
        try:
            with duckdb.connect(str(self._build), read_only=True, config=self._config()) as con:
                made = con.execute("SELECT tables_hash FROM loading.layout").fetchall()
        except duckdb.Error as error:
            raise WarehouseError(
                f"the published version {base} cannot be read: {error}",
                hint=f"`dossier rebuild --warehouse {self._files.link}` makes it again from the landing log.",
            ) from error
        if made == [(self._definition.tables_hash,)] and is_sealed(self._files, base):
            return True
        self._build.unlink()
        return False

    def _config(self) -> dict[str, str | bool | int | float | list[str]]:
        spill = str(self._files.building / "spill")
        return {
            "temp_directory": spill,
            "autoinstall_known_extensions": False,
            # A table that is missing is no variable of ours that happens to have its name.
            "python_enable_replacements": False,
        }

    def _views_hash(self, con: duckdb.DuckDBPyConnection) -> str | None:
        rows = con.execute("SELECT views_hash FROM loading.layout").fetchall()
        return rows[0][0] if rows else None
