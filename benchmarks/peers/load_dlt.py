"""dlt loads rows into DuckDB: `load_dlt.py TASK`.

`form` is what it is given: `rows`, the rows of the final tables with the types of their columns; `nested`, a record
with its rows and its evidence inside it, for dlt's normaliser to take apart; `arrow`, the rows as Arrow tables that
DuckDB reads from the same files, which pass dlt's normaliser by.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dlt
import duckdb

TYPES = {
    "VARCHAR": "text",
    "BIGINT": "bigint",
    "DOUBLE": "double",
    "BOOLEAN": "bool",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
    "DECIMAL(18,2)": "decimal",
}
"""dlt's name for a column's type; lists and structures, which it has no name for, are its `json`."""


def main(task: dict[str, Any]) -> None:
    """Load every file of the task into the database that it names."""
    pipeline = dlt.pipeline(
        "bench",
        destination=dlt.destinations.duckdb(task["database"]),
        dataset_name="loaded",
        pipelines_dir=task["state"],
    )
    resources = [_resource(one, task["form"]) for one in task["tables"]]
    pipeline.run(resources, loader_file_format="parquet").raise_on_failed_jobs()


def _resource(one: dict[str, Any], form: str) -> Any:
    rows = _arrow(one) if form == "arrow" else _rows(Path(one["file"]))
    hints = {name: {"data_type": TYPES.get(kind, "json")} for name, kind in one["columns"].items()}
    return dlt.resource(rows, name=one["name"], columns={} if form == "arrow" else hints, write_disposition="append")


def _rows(file: Path) -> Iterator[list[dict[str, Any]]]:
    """Yield rows a thousand at a time: dlt's advice for speed is to yield many at once."""
    page: list[dict[str, Any]] = []
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            page.append(json.loads(line))
            if len(page) == 1000:
                yield page
                page = []
    yield page


def _arrow(one: dict[str, Any]) -> Iterator[Any]:
    with duckdb.connect() as con:
        yield con.execute(
            "SELECT * FROM read_json($file, format = 'newline_delimited', columns = $columns)",
            {"file": one["file"], "columns": one["columns"]},
        ).to_arrow_table()


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
