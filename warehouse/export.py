"""The warehouse as files for other programs: Parquet, CSV, the data dictionary, and a manifest of them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import duckdb

from core.errors import UsageError, WarehouseError
from core.lines import now
from warehouse.dictionary import data_dictionary
from warehouse.export_folder import MADE_BY, MANIFEST, filled_at_the_end
from warehouse.layout import layout
from warehouse.projection import quoted

DICTIONARY = "data-dictionary.md"
CONNECTION: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "python_enable_replacements": False,
    "memory_limit": "1GB",
}

UNSAFE_CELL = r"""^['"\s\pZ\pC]*[=+\-@\t\r\n＝＋－＠]|^'"""
"""Text that a spreadsheet may take for a formula, also behind quotation marks and white space; and, so that it can be
undone, text that begins with the apostrophe that is put before such text."""
CSV_RULES = {
    "encoding": "UTF-8 without byte-order mark; RFC 4180 with CRLF; a header line",
    "null": 'an empty field; an empty text is ""',
    "lists": "JSON",
    "formulas": (
        "An apostrophe stands before text that begins with = + - @ (also full-width), a tab or a line break, even "
        "behind quotation marks or spaces, and before text that begins with an apostrophe. To undo: remove one "
        "apostrophe from the beginning of every text that has one. Numbers, dates and lists are never changed."
    ),
    "nul": "The character U+0000 is written as U+2400; Parquet keeps it.",
}
TABLES = """
    SELECT table_name, false FROM duckdb_tables() WHERE schema_name = 'main' AND NOT internal
    UNION ALL SELECT view_name, true FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal ORDER BY ALL"""
COLUMNS = """
    SELECT column_name, data_type FROM duckdb_columns()
    WHERE schema_name = 'main' AND table_name = $table ORDER BY column_index"""


class Format(StrEnum):
    """What a table is written as."""

    PARQUET = "parquet"
    CSV = "csv"


@dataclass(frozen=True)
class Choice:
    """What to export: every table for `tables` None; views only by name. Without `text`, `documents` has no text."""

    formats: Sequence[Format] = (Format.PARQUET, Format.CSV)
    tables: Sequence[str] | None = None
    text: bool = True


@dataclass(frozen=True)
class ExportedFile:
    """One file of an export, as its manifest has it; the dictionary has no table and no rows."""

    file: str
    table: str | None
    rows: int | None
    bytes: int
    sha256: str


def export(warehouse: Path, folder: Path, choice: Choice, *, force: bool = False) -> list[ExportedFile]:
    """Write the published version into `folder`, all files or none, and return what the manifest lists.

    An earlier export in `folder` is replaced; raises UsageError if other files are in the way (unless `force`),
    WarehouseError if there is no warehouse, or if its files cannot be written.
    """
    published = layout(warehouse).current()
    if published is None:
        raise WarehouseError(
            f"there is no warehouse at {warehouse} yet",
            hint="`make run` makes one from the seeds; `dossier run SOURCE… --warehouse FILE` from your documents.",
        )
    folder = folder.absolute()
    with _errors(folder), _opened(published, warehouse) as con:
        wanted = [(table, form) for table in _chosen_tables(con, choice.tables) for form in choice.formats]
        names = [*(f"{table}.{form}" for table, form in wanted), DICTIONARY, MANIFEST]
        with filled_at_the_end(folder, names, force=force) as partial:
            _confine(con, partial)
            files = [_written(con, table, form, partial, text=choice.text) for table, form in wanted]
            (partial / DICTIONARY).write_text(data_dictionary(), encoding="utf-8", newline="\n")
            files.append(_described(partial / DICTIONARY, None, None))
            files.sort(key=lambda item: item.file)
            _write_manifest(partial / MANIFEST, published, files, choice)
    return files


@contextmanager
def _opened(published: Path, warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    try:
        con = duckdb.connect(str(published), read_only=True, config=CONNECTION)
    except duckdb.Error as error:
        raise WarehouseError(
            f"the published version {published} cannot be opened: {error}",
            hint=f"`dossier rebuild --warehouse {warehouse}` makes it again from the landing log.",
        ) from error
    with con:
        yield con


def _confine(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Let `con` reach no other files than those in `folder`, and beside it put what memory cannot hold."""
    files, spilled = (str(path).replace("'", "''") for path in (folder, folder.with_name("spilled")))
    con.execute(f"SET temp_directory = '{spilled}'")
    con.execute(f"SET allowed_directories = ['{files}']")
    con.execute("SET enable_external_access = false")
    con.execute("SET lock_configuration = true")


@contextmanager
def _errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise WarehouseError(
            f"cannot write the export into {folder}: {reason}",
            hint=f"Nothing was changed there. Is there room, and may you write? df -h {folder.parent}",
        ) from error
    except duckdb.Error as error:
        raise WarehouseError(
            f"cannot export the warehouse: {str(error).partition(chr(10))[0]}",
            hint="If another version of Dossier made it, `dossier rebuild` makes it again from the landing log.",
        ) from error


def _chosen_tables(con: duckdb.DuckDBPyConnection, wanted: Sequence[str] | None) -> list[str]:
    known: dict[str, bool] = dict(con.execute(TABLES).fetchall())
    if wanted is None:
        return [table for table, is_view in known.items() if not is_view]
    strangers = [table for table in wanted if table not in known]
    if strangers or not wanted:
        raise UsageError(
            f"no such table: {', '.join(strangers) or '(none given)'}",
            hint=f"The tables and views are: {', '.join(known)}.",
        )
    return sorted(set(wanted))


def _written(con: duckdb.DuckDBPyConnection, table: str, form: Format, folder: Path, *, text: bool) -> ExportedFile:
    """Write one table with DuckDB's own writer, in an order that depends on nothing but its rows."""
    columns: list[tuple[str, str]] = con.execute(COLUMNS, {"table": table}).fetchall()
    kept = [(name, kind) for name, kind in columns if text or (table, name) != ("documents", "text")]
    cell, options = _WRITERS[form]
    cells = ", ".join(f"{cell(quoted(name), kind)} AS {quoted(name)}" for name, kind in kept)
    # Names from the catalogue, quoted; the path is a parameter.
    rows = f"SELECT {', '.join(quoted(name) for name, _ in kept)} FROM main.{quoted(table)} ORDER BY ALL"  # noqa: S608
    file = folder / f"{table}.{form}"
    counted = con.execute(f"COPY (SELECT {cells} FROM ({rows})) TO $1 ({options})", [str(file)]).fetchall()  # noqa: S608
    return _described(file, table, counted[0][0])


def _csv_cell(column: str, kind: str) -> str:
    if kind == "VARCHAR":
        safe = f"replace({column}, chr(0), chr(9216))"
        return f"CASE WHEN regexp_matches({safe}, '{_escaped(UNSAFE_CELL)}') THEN '''' || {safe} ELSE {safe} END"
    is_nested = kind.endswith("]") or kind.startswith(("STRUCT", "MAP"))
    return f"CAST(to_json({column}) AS VARCHAR)" if is_nested else column


def _escaped(pattern: str) -> str:
    return pattern.replace("'", "''")


_WRITERS: dict[Format, tuple[Callable[[str, str], str], str]] = {
    Format.PARQUET: (lambda column, _: column, "FORMAT parquet, COMPRESSION zstd"),
    Format.CSV: (_csv_cell, r"FORMAT csv, HEADER, NEW_LINE '\r\n'"),
}


def _described(file: Path, table: str | None, rows: int | None) -> ExportedFile:
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256").hexdigest()
    return ExportedFile(file.name, table, rows, file.stat().st_size, digest)


def _write_manifest(file: Path, published: Path, files: Sequence[ExportedFile], choice: Choice) -> None:
    content: dict[str, Any] = {
        "made_by": MADE_BY,
        "dossier_version": _dossier_version(),
        "duckdb_version": duckdb.__version__,
        "made_at": now().isoformat(timespec="seconds"),
        "warehouse_version": published.name,
        "left_out": [] if choice.text else ["documents.text"],
        "csv": CSV_RULES,
        "files": [asdict(item) for item in files],
    }
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


def _dossier_version() -> str:
    try:
        return version("dossier")
    except PackageNotFoundError:  # run from the source tree, without an installation
        return "unknown"
