"""Whether a load would change nothing: found out on the published version itself, before it is copied."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

from core.landing.log import LandingLog
from warehouse.definition import Definition
from warehouse.layout import Layout
from warehouse.publish import row_counts
from warehouse.seal import is_sealed


@dataclass(frozen=True)
class Unchanged:
    """A version that holds all that the log does: its rows by table of schema main, and the log's unfinished lines."""

    rows: dict[str, int]
    torn: int


def unchanged(files: Layout, base: Path, log: LandingLog, definition: Definition) -> Unchanged | None:
    """Return what the published version `base` holds if nothing is to be loaded into it, and None in every doubt.

    A doubt is whatever keeps it from being read, or from being built on: the load then finds out itself and says so.
    """
    if not is_sealed(files, base) or Path(f"{base}.wal").exists():
        return None
    try:
        with duckdb.connect(str(base), read_only=True) as con:
            made = con.execute("SELECT tables_hash, views_hash FROM loading.layout").fetchall()
            loaded = dict(con.execute("SELECT file, loaded_bytes FROM loading.landing_files").fetchall())
            torn = _unfinished(log, loaded)
            if torn is None or made != [(definition.tables_hash, definition.views_hash)]:
                return None
            rows = {table: count for (schema, table), count in row_counts(con).items() if schema == "main"}
    except duckdb.Error:
        return None
    return Unchanged(rows, torn)


def _unfinished(log: LandingLog, loaded: dict[str, int]) -> int | None:
    """Return how many lines of the log are being written, or None if it holds more, or less, than was loaded."""
    sizes = {path.name: path.stat().st_size for path in log.files()}
    if any(sizes.get(name, -1) < reached for name, reached in loaded.items()):
        return None
    torn = 0
    for _, data in log.raw(after=loaded):
        if data.endswith(b"\n"):
            return None
        torn += 1
    return torn
