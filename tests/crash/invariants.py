"""What must hold of a folder with a landing log and a warehouse, whatever has happened to it.

Each function returns sentences about what does not hold: none where all is well. The sweep and the stateful test share
them.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from core.landing.log import LandingLog
from core.landing.raw import Damage, Torn
from core.lines import ANSWERED, CallLine
from tests.crash.lander import identity
from warehouse.checks import checks
from warehouse.layout import layout
from warehouse.load import load_and_publish
from warehouse.publish import KEPT_VERSIONS

VARIES = {"at", "run_id", "first_seen", "last_seen", "landed_at", "published_at", "latency_s", "extracted_at"}
"""Columns that differ between two runs that did the same."""


@dataclass(frozen=True)
class Contents:
    """What a warehouse holds: rows by table, and a digest of them all, ordered."""

    rows: dict[str, int]
    digest: str


def contents(warehouse: Path, *, of_runs: bool = True) -> Contents | None:
    """Return what the published version holds, None if there is none; raises duckdb.Error if it cannot be read.

    Without `of_runs` what differs between two runs that did the same is left out.
    """
    if not warehouse.exists():
        return None
    rows, digest = dict[str, int](), hashlib.sha256()
    with duckdb.connect(str(warehouse), read_only=True) as con:
        tables = con.execute(
            "SELECT schema_name, table_name FROM duckdb_tables() WHERE schema_name IN ('main', 'history') ORDER BY ALL"
        ).fetchall()
        for schema, table in tables:
            if not of_runs and table in ("runs", "model_calls"):
                continue
            cursor = con.execute(f'FROM {schema}."{table}"')
            kept = [at for at, (name, *_) in enumerate(cursor.description or ()) if of_runs or name not in VARIES]
            ordered = sorted(repr([row[at] for at in kept]) for row in cursor.fetchall())
            rows[f"{schema}.{table}"] = len(ordered)
            digest.update(repr((schema, table, ordered)).encode())
    return Contents(rows, digest.hexdigest())


def landed(log: LandingLog) -> set[str]:
    """Return what the log holds, by what each line is known by."""
    lines = (entry.line for entry in log.entries())
    return {known for line in lines if not isinstance(line, Damage | Torn) and (known := identity(line))}


def log_is_sound(log: LandingLog, acknowledged: Iterable[str]) -> list[str]:
    """Whatever was acknowledged is there, and every line that is complete can be read."""
    damaged = [f"{entry.place}: {entry.line.reason}" for entry in log.entries() if isinstance(entry.line, Damage)]
    lost = sorted(set(acknowledged) - landed(log))
    return [f"a line is damaged: {each}" for each in damaged] + [
        f"acknowledged and not landed: {each}" for each in lost
    ]


def nothing_is_paid_twice(log: LandingLog) -> list[str]:
    """No request has two answers in the log."""
    paid = [
        entry.line.request_hash
        for entry in log.entries()
        if isinstance(entry.line, CallLine) and entry.line.outcome in ANSWERED
    ]
    return [f"answered {paid.count(each)} times: {each}" for each in sorted(set(paid)) if paid.count(each) > 1]


def published_is_whole(warehouse: Path, legitimate: Sequence[Contents | None], *, of_runs: bool = True) -> list[str]:
    """What readers get opens, alone, and is one of the `legitimate` versions, or else what its landed lines say."""
    files = layout(warehouse)
    if files.link.is_symlink() and not files.link.exists():
        return [f"the link leads nowhere: {files.link.readlink()}"]
    if files.link.exists() and Path(f"{files.link.resolve()}.wal").exists():
        return ["a write-ahead log lies beside the published version"]
    try:
        found = contents(warehouse, of_runs=of_runs)
    except duckdb.Error as error:
        return [f"the published version cannot be read: {error}"]
    if found not in legitimate and (found is None or found != rebuilt(warehouse, of_runs=of_runs)):
        rows = {name: count for name, count in found.rows.items() if count} if found else "gone"
        return [f"the published version is none that there may be: {rows}"]
    return []


def rebuilt(warehouse: Path, *, of_runs: bool = True) -> Contents | None:
    """Return what a warehouse holds that is built from the lines that the published version says it holds.

    None if it does not even say that.
    """
    try:
        with duckdb.connect(str(warehouse), read_only=True) as con:
            loaded = con.execute("SELECT file, loaded_bytes FROM loading.landing_files").fetchall()
    except duckdb.CatalogException:
        return None
    with tempfile.TemporaryDirectory() as folder:
        landing = Path(folder) / "landing"
        landing.mkdir()
        for file, size in loaded:
            (landing / file).write_bytes((layout(warehouse).landing / file).read_bytes()[:size])
        load_and_publish(Path(folder) / "dossier.duckdb")
        return contents(Path(folder) / "dossier.duckdb", of_runs=of_runs)


def nothing_is_left_over(warehouse: Path) -> list[str]:
    """A load that has ended leaves its versions, and nothing of its making; who opened one for writing may have."""
    files = layout(warehouse)
    left = [path for path in files.building.parent.rglob("*") if path.is_file()]
    older = [f"{path.name}.wal" for path in files.versions().values() if path != files.current()]
    wals = [path for path in files.published.glob("*.wal") if path.name not in older]
    many = list(files.versions())[KEPT_VERSIONS:]
    return [f"left over: {path.name}" for path in (*left, *wals)] + [f"too many versions: {many}"] * bool(many)


def checks_find_nothing(con: duckdb.DuckDBPyConnection, but_for: Collection[str] = ()) -> list[str]:
    """No data check of severity error returns a row, `but_for` some."""
    asked = [check for check in checks() if check.severity == "error" and check.name not in but_for]
    found = {check.name: con.execute(check.sql).fetchall() for check in asked}
    return [f"check {name}: {rows}" for name, rows in found.items() if rows]
