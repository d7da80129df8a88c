"""The same records into the same tables of DuckDB: ours from a landing log, dlt from rows that are made already.

python -m benchmarks.loads_side_by_side [RECORDS] [TIMES]
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.comparison import Figure, where_others_are_better
from benchmarks.environments import PEERS, python_of, version_of
from benchmarks.landing_log import write_log
from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement, shown
from benchmarks.page import Plot, Section, Table, markdown
from benchmarks.tools import emptied
from benchmarks.whole_process import Cost, cost_of
from warehouse.load import load_and_publish
from warehouse.projection import literal, quoted

DATABASE = "dlt.duckdb"
FORMS = ("rows", "nested", "arrow")
LABELS = {"rows": "dlt, from flat rows", "nested": "dlt, from nested records", "arrow": "dlt, from Arrow tables"}
OURS = "dossier, from the log"
LOAD = "import sys, pathlib; from warehouse.load import load_and_publish; load_and_publish(pathlib.Path(sys.argv[1]))"
FINAL = """
    SELECT t.table_name, t.estimated_size, map(list(c.column_name), list(c.data_type))
    FROM duckdb_tables() t JOIN duckdb_columns() c USING (table_oid)
    WHERE t.schema_name = 'main' AND t.estimated_size > 0 AND t.table_name NOT IN ('countries', 'runs')
    GROUP BY ALL ORDER BY ALL"""
"""The tables that hold rows of this log: countries come with the program, and a run is no record."""


@dataclass(frozen=True)
class Final:
    """One final table: its rows as a file of JSON Lines, how many they are, and the types of its columns."""

    name: str
    rows: int
    columns: Mapping[str, str]
    file: Path

    def as_task(self) -> dict[str, Any]:
        """Return it as `load_dlt.py` takes it."""
        return {"name": self.name, "columns": dict(self.columns), "file": str(self.file)}


def section(folder: Path, *, quick: bool) -> Section:
    """Measure the load of a log, whole processes in turns."""
    return measured(folder, records=500 if quick else 10_000, times=1 if quick else 3)


def measured(folder: Path, records: int, times: int) -> Section:
    """Measure the load of about `records` records, `times` times; raises ValueError if tables differ in their rows."""
    made = write_log(folder / "warehouse" / "landing", records)
    load_and_publish(folder / "warehouse" / "dossier.duckdb")
    tables = _exported(folder / "warehouse" / "dossier.duckdb", emptied(folder / "rows"))
    given = {"rows": tables, "arrow": tables, "nested": _nested(tables, emptied(folder / "nested"))}
    costs: dict[str, list[Cost]] = {name: [] for name in (OURS, *LABELS.values())}
    for number in range(times):
        work: list[str] = [OURS, *FORMS]
        for name in [*work[number % len(work) :], *work[: number % len(work)]]:
            cost = _ours(folder, records) if name == OURS else _dlt(folder, name, given[name])
            if name != OURS:
                _check(folder / "dlt" / DATABASE, tables)
            costs[LABELS.get(name, OURS)].append(cost)
            print(f"{LABELS.get(name, OURS)}, {made:,} records: {cost}", file=sys.stderr, flush=True)
    return _section(costs, made, sum(one.rows for one in tables))


def _ours(folder: Path, records: int) -> Cost:
    place = emptied(folder / "ours")
    write_log(place / "landing", records)
    command = [sys.executable, "-c", LOAD, str(place / "dossier.duckdb")]
    return cost_of(command, place, os.environ, place / "published")


def _dlt(folder: Path, form: str, tables: Sequence[Final]) -> Cost:
    place = emptied(folder / "dlt")
    database, task = place / DATABASE, place / "task.json"
    given = {"form": form, "database": str(database), "state": str(place / "state")}
    task.write_text(json.dumps({**given, "tables": [one.as_task() for one in tables]}), encoding="utf-8")
    environment = {**os.environ, "DLT_DATA_DIR": str(place), "RUNTIME__DLTHUB_TELEMETRY": "false"}
    environment |= {"NORMALIZE__WORKERS": "2", "RUNTIME__LOG_LEVEL": "ERROR"}
    command = [str(python_of("dlt")), str(PEERS / "load_dlt.py"), str(task)]
    return cost_of(command, place, environment, database)


def _check(database: Path, tables: Sequence[Final]) -> None:
    """Raise ValueError unless dlt made as many rows of every final table; a normaliser makes one for each parent."""
    with duckdb.connect(str(database), read_only=True) as con:
        names = [name for (name,) in con.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        for one in tables:
            made = [name for name in names if name == one.name or name.endswith(f"__{one.name}")]
            counts = [con.execute(f"SELECT count(*) FROM loaded.{quoted(name)}").fetchall()[0][0] for name in made]  # noqa: S608 - names from the catalogue
            if sum(counts) != one.rows:
                raise ValueError(f"dlt loaded {sum(counts)} rows into {one.name}, not {one.rows}")


def _exported(warehouse: Path, folder: Path) -> list[Final]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        con.execute("SET enable_progress_bar = false")
        found = [
            Final(name, rows, columns, folder / f"{name}.jsonl")
            for name, rows, columns in con.execute(FINAL).fetchall()
        ]
        for one in found:
            con.execute(f"COPY {quoted(one.name)} TO {literal(str(one.file))} (FORMAT json)")
    return found


def _nested(tables: Sequence[Final], folder: Path) -> list[Final]:
    """Write each record with its rows and its evidence inside it; the tables without records stay as they are."""
    of_records = [one for one in tables if "record_id" in one.columns]
    children = [one for one in of_records if "ordinal" in one.columns or one.name == "evidence"]
    inside: dict[str, dict[str, list[Any]]] = {}
    for child in children:
        for line in child.file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            inside.setdefault(row["record_id"], {}).setdefault(child.name, []).append(row)
    written = []
    for one in tables:
        if one in children:
            continue
        file = folder / one.file.name
        rows = (json.loads(line) for line in one.file.read_text(encoding="utf-8").splitlines())
        lines = [json.dumps({**row, **inside.get(row.get("record_id", ""), {})}) for row in rows]
        file.write_text("\n".join(lines) + "\n", encoding="utf-8")
        written.append(Final(one.name, one.rows, one.columns, file))
    return written


def _section(costs: Mapping[str, Sequence[Cost]], records: int, rows: int) -> Section:
    own = costs[OURS]
    flat = costs[LABELS["rows"]]
    elapsed = tuple(theirs.elapsed_s / ours.elapsed_s for ours, theirs in zip(own, flat, strict=True))
    cpu = tuple(theirs.cpu_s / ours.cpu_s for ours, theirs in zip(own, flat, strict=True))
    rates = [(name, records / statistics.median(one.elapsed_s for one in runs)) for name, runs in costs.items()]
    return Section(
        "Loading side by side with dlt",
        _text(records, rows),
        [
            Measurement("against dlt from flat rows: load rate", "×", elapsed, "≥ 5"),
            Measurement("against dlt from flat rows: CPU saved", "×", cpu),
        ],
        [_table(costs, records), where_others_are_better(_figures(costs, records), OURS)],
        [Plot("load-rate", "Records loaded a second, whole process", "", "records/s", {"rate": rates}, is_bars=True)],
    )


def _text(records: int, rows: int) -> str:
    return f"""
{records:,} records, {rows:,} rows in their final tables, {rows / records:.0f} a record (itself, its parties and the
like, and its evidence, value by value): whole processes, from the first import to the last row on disk. **Ours** reads
the landing log, one nested line a document, and makes the tables, their current facts, views and history, checks the
file and publishes it. **dlt {version_of("dlt", "dlt")}** makes the same tables with the same rows and types (a list or
a structure is its `json`); its rows are counted after each run. It is given more than we start from: rows that are
made and resolved already, as dictionaries with typed columns; or each record with its rows and evidence inside, for
its normaliser, which makes a child table for each parent and infers the types; or Arrow tables that DuckDB reads from
the same files, with which it passes its normaliser by. Parquet files between its steps, two workers.
"""


def _figures(costs: Mapping[str, Sequence[Cost]], records: int) -> list[Figure]:
    def figure(name: str, of: Callable[[Cost], float], *, is_more_better: bool) -> Figure:
        values = {label: statistics.median(of(one) for one in runs) for label, runs in costs.items()}
        return Figure(name, values, is_more_better=is_more_better)

    return [
        figure("records/s", lambda one: records / one.elapsed_s, is_more_better=True),
        figure("CPU, s", lambda one: one.cpu_s, is_more_better=False),
        figure("peak memory, MB", lambda one: one.memory_mb, is_more_better=False),
    ]


def _table(costs: Mapping[str, Sequence[Cost]], records: int) -> Table:
    def row(name: str, runs: Sequence[Cost]) -> list[str]:
        rates = sorted(records / one.elapsed_s for one in runs)
        figures = [statistics.median(one.cpu_s for one in runs), statistics.median(one.memory_mb for one in runs)]
        spread = f"{statistics.median(rates):,.0f} ({rates[0]:,.0f}–{rates[-1]:,.0f})"
        return [name, spread, *(shown(value, 3) for value in figures)]

    header = ("", "records/s", "CPU, s", "peak memory, MB")
    return Table(header, [row(name, runs) for name, runs in costs.items()])


def main() -> None:
    """Measure as the command line says, and print the section."""
    records, times = (int(number) for number in (*sys.argv[1:3], *("2000", "1")[len(sys.argv[1:3]) :]))
    print(describe_machine(f"python -m benchmarks.loads_side_by_side {' '.join(sys.argv[1:])}"), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(markdown(measured(Path(folder), records, times), "benchmarks"))


if __name__ == "__main__":
    main()
