"""Applies the landing log to an open database: what is new in it, batch by batch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from core.errors import WarehouseError
from core.landing.log import LandingLog
from warehouse.batch import Batch, StagedExtraction
from warehouse.batches import batches
from warehouse.beside import Beside
from warehouse.current import refresh_current
from warehouse.cutting import EVIDENCE, RECORDS, REST
from warehouse.definition import FACT_TABLES, Definition
from warehouse.layout import Layout
from warehouse.projection import quoted, struct_type, table_specs
from warehouse.spool import Source
from warehouse.staging import attempt_name, weight

SQL = Path(__file__).with_name("loading")
MEMORY_PER_LINE = 12
SCHEMAS = ("main", "history")
BESIDE_BYTES = 8 << 20
"""From how much evidence on it is inserted beside the rest."""
SETTINGS = """
    SET enable_progress_bar = false; -- progress is for who runs the load to show
    SET threads = 1; -- what several insert in order, DuckDB writes twice
    -- To find out whether FSST and ZSTD would make columns smaller took a third of what storing them takes. FSST saves
    -- a fourteenth of the file; ZSTD is not to be had in files that DuckDB 1.0 can read.
    SET disabled_compression_methods = 'fsst,zstd'"""
"""Set here and not with the connection: DuckDB 1.5.5 passes the last one over there, in silence."""
ATTEMPT = 'extraction_id, status, "at"'
IDS = "SELECT unnest(CAST($ids AS JSON)::VARCHAR[])"
RENAMED = f"({IDS} AS id, unnest(CAST($names AS JSON)::VARCHAR[]) AS name)"
SUPERSEDE = """
    UPDATE history.{table} AS t SET extraction_id = n.name FROM {renamed} AS n WHERE t.extraction_id = n.id;
    INSERT INTO history.{table}
    SELECT t.* REPLACE (n.name AS extraction_id) FROM main.{table} AS t
    INNER JOIN {renamed} AS n ON t.extraction_id = n.id"""


@dataclass
class Loaded:
    """What was taken from the log: lines, records, and what was not: records that do not hold, damaged, unfinished."""

    lines: int = 0
    records: int = 0
    rejected: int = 0
    damaged: int = 0
    torn: int = 0


class Loader:
    """Loads into the database behind `con`, in its transaction; the files in between stand in `files.building`.

    What a long log brings is committed piece by piece, as a transaction is kept in memory until it ends: the file is
    private until it is published whole. Its evidence, which is most of it, is inserted beside the rest, in transactions
    of its own. `megabytes` is what DuckDB may take; raises
    duckdb.OutOfMemoryException where that is too little.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection, definition: Definition, files: Layout, megabytes: int) -> None:
        self._con = con
        self._megabytes = megabytes
        self._definition = definition
        self._kinds = {kind.name: kind for kind in definition.kinds}
        self._folder = files.building
        self._warehouse = files.link
        self._loaded = Loaded()
        self._reached: dict[str, int] = {}
        self._longest = 0

    def apply(self, log: LandingLog, *, trusting: bool) -> Loaded:
        """Load every line that the database does not hold yet, and refresh what is current.

        With `trusting`, lines that look as we write them are taken at their word; where one is not what it looks,
        duckdb.Error is raised and the database is worthless.
        """
        self._con.execute(SETTINGS)
        self._con.execute(_sql("begin"))
        lines = log.raw(after=self._offsets(log))
        with Beside(self._con) as self._beside:
            for number, batch in enumerate(batches(lines, self._kinds, self._folder, trusting=trusting)):
                if number:
                    # A group of rows that a commit leaves half full stays so: merging them each time took a tenth.
                    self._con.execute("SET max_vacuum_tasks = 0")
                    self._commit()
                self._load(batch)
            if self._beside.is_busy:
                self._commit()  # the transaction under way sees nothing that was committed after it began
        if self._loaded.lines:
            log.sync(self._reached)
            self._remember()
            if refresh_current(self._con, self._definition):  # then groups of rows are full of deleted ones
                self._con.execute("RESET max_vacuum_tasks")
        return self._loaded

    def _commit(self) -> None:
        self._beside.finish()
        self._con.execute("COMMIT; BEGIN")

    def touched(self) -> frozenset[str]:
        """Return the documents that the lines applied are about, or that became current or ceased to be by them."""
        return frozenset(i for (i,) in self._con.execute("SELECT document_id FROM touched_documents").fetchall())

    def _offsets(self, log: LandingLog) -> dict[str, int]:
        rows = self._con.execute("SELECT file, loaded_bytes FROM loading.landing_files").fetchall()
        sizes = {path.name: path.stat().st_size for path in log.files()}
        for file, loaded_bytes in rows:
            if sizes.get(file, -1) < loaded_bytes:
                raise WarehouseError(
                    f"{log.folder / file} was loaded up to byte {loaded_bytes}, and is now "
                    + (f"{sizes[file]} bytes long" if file in sizes else "gone"),
                    hint=f"Put it back; or `dossier rebuild --warehouse {self._warehouse}` makes the warehouse from "
                    "what the log still holds, and a run over the same sources lands again what is gone.",
                )
        return dict(rows)

    def _load(self, batch: Batch) -> None:
        self._make_room(batch.longest)
        with ExitStack() as reading:
            pieces = self._pieces(batch, reading) if batch.extractions else {}
            if EVIDENCE in pieces:
                self._load_evidence(pieces[EVIDENCE], batch.longest)
            self._load_documents(batch)
            self._load_pieces(pieces)
        for name, spool in batch.spools.items():
            if name != "documents":  # of these not every line is loaded, but one of those with an id
                self._con.execute(_sql(name), spool.source())
                if (SQL / f"{name}_merge.sql").exists():
                    self._con.execute(_sql(f"{name}_merge"))
        self._reached |= batch.reached
        self._loaded.lines += batch.lines
        self._loaded.damaged += batch.damaged
        self._loaded.torn += batch.torn

    def _load_documents(self, batch: Batch) -> None:
        if not batch.documents:
            return
        known = self._known("document_id, landed_at", "documents", batch.documents)
        later = {i for i, at in known if batch.documents[i].at >= at}
        self._delete(("documents",), "document_id", {i for i, _ in known} - later)
        chosen = [one for i, one in batch.documents.items() if i not in later]
        if chosen:
            with batch.chosen_documents(chosen) as source:
                self._con.execute(_sql("documents"), source)
        self._con.execute(_sql("touched"), {"ids": _listed(batch.documents)})

    def _pieces(self, batch: Batch, reading: ExitStack) -> dict[str, Source]:
        """Return what DuckDB reads the extractions by that are to be loaded, by file, while `reading` is open."""
        chosen = self._choose(batch.extractions, batch.superseded)
        self._loaded.records += sum(one.records for one in chosen)
        self._loaded.rejected += sum(one.rejected for one in chosen)
        return reading.enter_context(batch.cut.sources({one.number: one.name for one in chosen})) if chosen else {}

    def _load_evidence(self, source: Source, longest: int) -> None:
        """Insert it beside the rest; a little of it is not worth a transaction of its own."""
        if Path(source["file"]).stat().st_size < BESIDE_BYTES:
            self._con.execute(_sql("evidence"), source)
        else:
            self._make_room(2 * longest)
            self._con.execute("COMMIT; BEGIN")  # what was made and moved so far is to be found there
            self._beside.start(_sql("evidence"), source)

    def _load_pieces(self, pieces: Mapping[str, Source]) -> None:
        for kind in self._definition.kinds:
            source = pieces.get(f"{RECORDS}{kind.name}")
            if source is None:
                continue
            self._con.execute(_sql("records").format(data=struct_type(kind.model)), source)
            for spec in table_specs(kind):
                self._con.execute(f"INSERT INTO {quoted(spec.name)} {spec.select}")
            self._con.execute(_sql("records_spread"), {"kind": kind.name})
            self._con.execute("DROP TABLE staged")
        if REST in pieces:
            self._con.execute(_sql("extractions"), pieces[REST])
            self._con.execute(_sql("extractions_spread"))

    def _choose(
        self, extractions: Mapping[str, StagedExtraction], superseded: Mapping[str, StagedExtraction]
    ) -> list[StagedExtraction]:
        """Return each extraction that is to be loaded, and of several attempts at it all: what counts under its id.

        The others stay in history, under that id and their time. The same line again is passed over.
        """
        known = {i: weight(status, at) for i, status, at in self._known(ATTEMPT, "extractions", extractions)}
        counting = {i: one for i, one in extractions.items() if i not in known or one.weight > known[i]}
        self._supersede({i: attempt_name(i, former) for i, former in known.items() if i in counting})
        late = {
            attempt_name(i, one.weight): one.renamed(i)
            for i, one in extractions.items()
            if i not in counting and one.weight != known[i]
        }
        earlier = {**superseded, **late}
        there = {i for i, *_ in self._known(ATTEMPT, "extractions", earlier)} if earlier else set()
        there |= {attempt_name(i, former) for i, former in known.items()}
        return [*counting.values(), *(one for i, one in earlier.items() if i not in there)]

    def _known(self, columns: str, table: str, ids: Iterable[str]) -> list[tuple[Any, ...]]:
        """Return the rows of a table, current or not, whose first column is one of `ids`."""
        key = columns.partition(",")[0]
        rows: list[tuple[Any, ...]] = []
        for schema in SCHEMAS:
            query = f"SELECT {columns} FROM {schema}.{table} WHERE {key} IN ({IDS})"  # noqa: S608
            rows += self._con.execute(query, {"ids": _listed(ids)}).fetchall()
        return rows

    def _supersede(self, names: Mapping[str, str]) -> None:
        """Put the rows of these extractions into history, under their other names."""
        if not names:
            return
        parameters = {"ids": _listed(names), "names": _listed(names.values())}
        tables = [name for name in FACT_TABLES if name != "documents"]
        for table in map(quoted, [*tables, *(spec.name for spec in self._definition.specs)]):
            for statement in SUPERSEDE.format(table=table, renamed=RENAMED).split(";"):
                self._con.execute(statement, parameters)
        self._delete([*tables, *(spec.name for spec in self._definition.specs)], "extraction_id", set(names))

    def _delete(self, tables: Iterable[str], key: str, ids: set[str]) -> None:
        if not ids:
            return
        for table in tables:
            for schema in SCHEMAS:
                self._con.execute(
                    f"DELETE FROM {schema}.{quoted(table)} WHERE {key} IN ({IDS})",  # noqa: S608
                    {"ids": _listed(ids)},
                )

    def _make_room(self, longest: int) -> None:
        """Allow DuckDB what a very long line takes: several buffers of its length, and the value itself."""
        if longest > self._longest:
            self._longest = longest
            megabytes = self._megabytes + MEMORY_PER_LINE * longest // 2**20
            self._con.execute(f"SET memory_limit = '{megabytes}MB'")

    def _remember(self) -> None:
        for statement in filter(str.strip, _sql("reached").split(";")):
            self._con.execute(statement, {"reached": json.dumps(self._reached)})


def _listed(ids: Iterable[str]) -> str:
    """Return `ids` as one parameter: for each item of a list, DuckDB looks for modules that are not installed."""
    return json.dumps(list(ids))


@cache
def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
