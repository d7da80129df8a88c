"""Records out of the tables again: the projection rule, read backwards."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from schemas.registry import Kind
from warehouse.projection import TableSpec, quoted, table_specs

Data = dict[str, Any]


@dataclass(frozen=True)
class StoredRecord:
    """One record as the warehouse holds it, current or not: `data` as the kind's model has it in JSON."""

    record_id: str
    document_id: str
    data: Data


def records_of(
    con: duckdb.DuckDBPyConnection, kind: Kind, extraction_ids: Iterable[str]
) -> dict[str, list[StoredRecord]]:
    """Return the records of `kind` that these extractions found, by extraction, in the order of their ids."""
    own, *children = table_specs(kind)
    parameters = {"ids": json.dumps(list(extraction_ids))}
    found: dict[tuple[str, str], StoredRecord] = {}
    for record_id, document_id, extraction_id, *values in _rows(con, own, parameters):
        data = _nested(own, values)
        for child in children:
            _put(data, child.rows, [])
        found[extraction_id, record_id] = StoredRecord(record_id, document_id, data)
    for child in children:
        for record_id, _, extraction_id, *values in _rows(con, child, parameters):
            record = found.get((extraction_id, record_id))
            if record is not None:
                _get(record.data, child.rows).append(_nested(child, values))
    by_extraction: dict[str, list[StoredRecord]] = defaultdict(list)
    for (extraction_id, _), record in sorted(found.items()):
        by_extraction[extraction_id].append(record)
    return by_extraction


def _rows(con: duckdb.DuckDBPyConnection, spec: TableSpec, parameters: dict[str, Any]) -> Iterable[Sequence[Any]]:
    columns = ", ".join(
        ["record_id", "document_id", "extraction_id", *(quoted(column.name) for column in spec.columns if column.path)]
    )
    table = quoted(spec.name)
    return con.execute(
        f"SELECT {columns} FROM (FROM main.{table} UNION ALL FROM history.{table}) "  # noqa: S608 - names from the models
        f"WHERE extraction_id IN (SELECT unnest(CAST($ids AS JSON)::VARCHAR[]))"
        + (" ORDER BY ordinal" if spec.rows else ""),
        parameters,
    ).fetchall()


def _nested(spec: TableSpec, values: Sequence[Any]) -> Data:
    """Return the values of a row as the model nests them; a nested value of which nothing is known is None."""
    data: Data = {}
    for column, value in zip((column for column in spec.columns if column.path), values, strict=True):
        _put(data, column.path, _plain(value))
    return {name: _known(value) for name, value in data.items()}


def _put(data: Data, path: Sequence[str], value: Any) -> None:
    for part in path[:-1]:
        inner = data.get(part)
        if inner is None:
            inner = data[part] = {}
        data = inner
    data[path[-1]] = value


def _get(data: Data, path: Sequence[str]) -> Any:
    for part in path:
        data = data[part]
    return data


def _known(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {name: _known(item) for name, item in value.items()}
    return inner if any(item not in (None, []) for item in inner.values()) else None


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return format(value.normalize(), "f")
        case date():
            return value.isoformat()
        case list():
            return [_plain(item) for item in value]
    return value
