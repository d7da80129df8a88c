"""A warehouse narrowed to some documents: the same names, and behind them only the rows about these documents, or none.

Nothing is written: temporary tables and views of one connection stand before those of schema main, so that a query is
asked of a few documents without being written for that. Schema history stays whole.
"""

from __future__ import annotations

import json
from collections.abc import Collection

import duckdb

from warehouse.projection import quoted

TABLES = """
    SELECT table_name FROM duckdb_tables()
    WHERE schema_name = 'main' AND database_name = current_database() AND NOT temporary
        AND table_name IN (SELECT table_name FROM duckdb_columns() WHERE column_name = 'document_id')
    ORDER BY table_name"""
VIEWS = """
    SELECT sql FROM duckdb_views()
    WHERE schema_name = 'main' AND database_name = current_database() AND NOT internal AND NOT temporary
    ORDER BY view_name"""


def narrow(con: duckdb.DuckDBPyConnection, documents: Collection[str]) -> None:
    """Let `con` see, under every name of schema main, only what is about `documents`: until it is closed."""
    ids = json.dumps(list(documents))
    tables = [table for (table,) in con.execute(TABLES).fetchall()]
    views = [sql for (sql,) in con.execute(VIEWS).fetchall()]
    for table in map(quoted, tables):
        con.execute(
            f"CREATE TEMP TABLE {table} AS FROM main.{table} "
            "WHERE document_id IN (SELECT unnest(CAST($ids AS JSON)::VARCHAR[])) OR document_id IS NULL",
            {"ids": ids},
        )
    for sql in views:
        con.execute(sql.replace("CREATE VIEW", "CREATE TEMP VIEW", 1))
