"""Loading, beside DuckDB's own reading of the same rows; and a small load into the warehouse that came of it.

python -m benchmarks.load [RECORDS…]      10,000 and 100,000 if none are given; a million takes 12 GB of disk

A record is an agreement, a flight, a stance with all that is said of it: a dozen rows in the tables, most of them
evidence. A ratio is of processor time, which the rest of the machine does not touch. Every measured piece of work runs
in a process of its own, so that its memory is its own. The data checks are no part of the load: DuckDB's own load makes
none; what they take is measured beside it.
"""

from __future__ import annotations

import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import duckdb

from benchmarks.landing_log import write_log
from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement, shown, table
from flows.report import totals_of
from warehouse.load import load_and_publish
from warehouse.projection import literal, quoted

SMALL = 100
"""Records of a load into a warehouse that is there: a dozen documents."""
TABLES = """
    SELECT table_name, sql FROM duckdb_tables()
    WHERE schema_name = 'main' AND estimated_size > 0 AND table_name NOT IN ('countries')"""


@dataclass(frozen=True)
class Cost:
    """What one piece of work took: seconds of processor and of time, and the most memory, in MB."""

    cpu: float
    elapsed: float
    memory: float


def measure_load(folder: Path, records: int) -> Iterator[Measurement]:
    """Measure a log of about `records` records; `folder` needs four times its room."""
    warehouse = folder / "dossier.duckdb"
    made = write_log(folder / "landing", records)
    name = f"{made:,} records"
    ours = _apart(partial(load_and_publish, warehouse))
    tables = _exported(warehouse, folder / "rows")
    rows = sum(one.rows for one in tables)
    native = _apart(partial(_load_natively, tables, folder / "native.duckdb"))
    shutil.rmtree(folder / "rows")
    yield Measurement(f"{name}: what one is", "rows in the tables", (rows / made,))
    possible = f"≥ 50,000; DuckDB itself: {shown(made / native.cpu)}"
    yield Measurement(f"{name}: load", "records/s of CPU", (made / ours.cpu,), possible)
    yield Measurement(f"{name}: load", "rows/s of CPU", (rows / ours.cpu,))
    yield Measurement(f"{name}: load", "records/s", (made / ours.elapsed,))
    yield Measurement(f"{name}: DuckDB's own read_json", "records/s of CPU", (made / native.cpu,))
    yield Measurement(f"{name}: DuckDB's own read_json", "rows/s of CPU", (rows / native.cpu,))
    yield Measurement(f"{name}: DuckDB's own read_json", "records/s", (made / native.elapsed,))
    yield Measurement(f"{name}: ratio", "of DuckDB's own, CPU", (native.cpu / ours.cpu,), "≥ 0.5")
    yield Measurement(f"{name}: memory, load", "MB", (ours.memory,))
    yield Measurement(f"{name}: memory, DuckDB's own", "MB", (native.memory,))
    yield Measurement(f"{name}: landing log", "MB", (_megabytes(*(folder / "landing").iterdir()),))
    yield Measurement(f"{name}: warehouse", "MB", (_megabytes(warehouse),))
    yield Measurement(f"{name}: DuckDB's own file", "MB", (_megabytes(folder / "native.duckdb"),))
    write_log(folder / "landing", SMALL, begin=5000)
    small = _apart(partial(load_and_publish, warehouse))
    yield Measurement(f"{SMALL} records into {name}", "s", (small.elapsed,))
    yield Measurement(f"{SMALL} records into {name}", "s of CPU", (small.cpu,))
    write_log(folder / "landing", SMALL, begin=6000)
    touched = load_and_publish(warehouse).touched
    checked = _apart(partial(totals_of, warehouse, touched))
    yield Measurement(f"its report and data checks, {name}", "s of CPU", (checked.cpu,))
    yield Measurement(f"all data checks, {name}", "s of CPU", (_apart(partial(totals_of, warehouse)).cpu,))


def _apart(work: Callable[[], object]) -> Cost:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, work).result()


def _measured(work: Callable[[], object]) -> Cost:
    cpu, began = time.process_time(), time.perf_counter()
    work()
    cpu, elapsed = time.process_time() - cpu, time.perf_counter() - began
    return Cost(cpu, elapsed, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


@dataclass(frozen=True)
class _Exported:
    """One table as a file of JSON Lines: what makes it, what `read_json` is told of its columns, its rows."""

    name: str
    ddl: str
    file: Path
    columns: str
    rows: int


def _exported(warehouse: Path, folder: Path) -> list[_Exported]:
    """Write every table that has rows of records as JSON Lines."""
    folder.mkdir()
    found = []
    with duckdb.connect(str(warehouse), read_only=True) as con:
        con.execute("SET enable_progress_bar = false")
        for name, ddl in con.execute(TABLES).fetchall():
            file = folder / f"{name}.jsonl"
            ((rows,),) = con.execute(f"COPY {quoted(name)} TO {literal(str(file))} (FORMAT json)").fetchall()
            described = con.execute(f"DESCRIBE {quoted(name)}").fetchall()
            columns = ", ".join(f"{quoted(column)}: {literal(type_)}" for column, type_, *_ in described)
            found.append(_Exported(name, ddl, file, f"{{{columns}}}", rows))
    return found


def _load_natively(tables: list[_Exported], database: Path) -> None:
    with duckdb.connect(str(database)) as con:
        con.execute("SET enable_progress_bar = false")
        con.execute("BEGIN")
        for one in tables:
            con.execute(one.ddl)
            con.execute(
                f"INSERT INTO {quoted(one.name)} SELECT * FROM "  # noqa: S608 - names from the catalogue
                f"read_json({literal(str(one.file))}, format = 'newline_delimited', columns = {one.columns})"
            )
        con.execute("COMMIT")
        con.execute("CHECKPOINT")


def _megabytes(*files: Path) -> float:
    return sum(file.stat().st_size for file in files) / 2**20


def main() -> None:
    """Measure as the command line says; the work is done in TMPDIR."""
    sizes = [int(argument.replace(",", "")) for argument in sys.argv[1:]] or [10_000, 100_000]
    print(describe_machine(f"python -m benchmarks.load {' '.join(map(str, sizes))}"), flush=True)
    found: list[Measurement] = []
    for records in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found += measure_load(Path(folder), records)
    print(table(found))
    print(f"\nload of the machine at the end: {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
