"""What may have been meant by a table or column that the warehouse does not have."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
from rapidfuzz import fuzz, process

Catalog = dict[str, list[str]]
"""The columns of every table and view of schema `main`."""

UNKNOWN_TABLE = re.compile(r"Table with name \"?(\S+?)\"? does not exist")
UNKNOWN_COLUMN = re.compile(r"(?:Referenced column|a column named) \"([^\"]+)\"")
NEAR = 60
MOST = 3
LISTS = 'docs/data-dictionary.md has every table and column; `dossier sql "SHOW TABLES"` lists the tables.'


def suggestion(con: duckdb.DuckDBPyConnection, warehouse: Path, sql: str, message: str) -> str:
    """Return what to try after DuckDB's `message` that a name in `sql` is unknown: one or more lines."""
    catalog = _catalog(con)
    if match := UNKNOWN_TABLE.search(message):
        name = match[1].rpartition(".")[2]
        if name not in catalog and name in _expected():
            return _older(warehouse, f"table {name}")
        return _did_you_mean(_nearest(name, list(catalog)), message)
    if match := UNKNOWN_COLUMN.search(message):
        return _column(match[1], catalog, warehouse, sql, message)
    return LISTS


def _column(name: str, catalog: Catalog, warehouse: Path, sql: str, message: str) -> str:
    asked = [table for table in catalog if re.search(rf"\b{re.escape(table)}\b", sql, re.IGNORECASE)]
    if not any(name in columns for columns in catalog.values()):
        expected = _expected()
        for table in asked:
            if name in expected.get(table, []):
                return _older(warehouse, f"column {table}.{name}")
    if having := [table for table, columns in catalog.items() if name in columns][:MOST]:
        hint = f"{' and '.join(having)} {'has' if len(having) == 1 else 'have'} a column {name}. {LISTS}"
    else:
        columns = dict.fromkeys(column for table in asked or catalog for column in catalog[table])
        hint = _did_you_mean(_nearest(name, list(columns)), message)
    if f'"{name}"' in sql:
        hint = f"If it is a text and no column, write it in single quotes: '{name}'. {hint}"
    return hint


def _did_you_mean(near: list[str], message: str) -> str:
    """Return `near` as a question, unless DuckDB has named them already, and where all names are."""
    new = [name for name in near if f'"{name}"' not in message]
    return f"Did you mean {' or '.join(new)}? {LISTS}" if new else LISTS


def _nearest(name: str, names: list[str]) -> list[str]:
    found = process.extract(name.lower(), names, scorer=fuzz.WRatio, limit=MOST, score_cutoff=NEAR)
    return [near for near, score, _ in found if score >= found[0][1] - 10]


def _older(warehouse: Path, missing: str) -> str:
    return (
        f"This warehouse was made by an older version of Dossier, without the {missing}: "
        f"`dossier rebuild --warehouse {warehouse}` makes it anew from the landing log."
    )


def _catalog(con: duckdb.DuckDBPyConnection) -> Catalog:
    found = con.execute(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
        "WHERE schema_name = 'main' AND NOT internal GROUP BY table_name ORDER BY table_name"
    )
    return dict(found.fetchall())


def _expected() -> Catalog:
    """Return what a warehouse made now would have."""
    from schemas.registry import kinds
    from warehouse.definition import Definition

    with duckdb.connect(":memory:") as con:
        made = Definition(tuple(kinds().values()))
        made.create_tables(con)
        made.create_views(con)
        return _catalog(con)
