"""Moves rows between `main` (current facts) and `history` (what no longer is): nothing is ever deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from warehouse.definition import Definition
from warehouse.projection import quoted, table_specs

RULES = Path(__file__).with_name("loading") / "current.sql"
MOVES = Path(__file__).with_name("loading") / "moves.sql"
CONDITIONS = {
    "documents": "document_id IN (SELECT document_id FROM current_documents)",
    "extractions": "extraction_id IN (SELECT extraction_id FROM current_attempts)",
    "evidence": "EXISTS (FROM current_facts AS f WHERE f.extraction_id = t.extraction_id AND f.kind = t.kind)",
    "disagreements": "EXISTS (FROM current_facts AS f WHERE f.extraction_id = t.extraction_id AND f.kind = t.kind)",
    "rejects": """
        CASE
            WHEN stage = 'read' AND extraction_id IS NULL
                THEN EXISTS (FROM still_unread AS u WHERE u.source = t.source AND u.reason = t.reason)
            WHEN extraction_id IS NULL
                THEN true
            WHEN EXISTS (FROM attempts AS a WHERE a.extraction_id = t.extraction_id AND a.kind = t.kind)
                THEN EXISTS (FROM current_attempts AS c WHERE c.extraction_id = t.extraction_id AND c.kind = t.kind)
            ELSE extraction_id IN (SELECT extraction_id FROM current_attempts)
        END""",
}
"""Which rows of a table are current, by the tables that loading/current.sql makes. Never null."""
FEW = ("documents", "extractions", "rejects")
"""The tables whose rows belong to no record: they are looked at whatever `loading/moves.sql` says."""
TOUCHED = "t.document_id IN (SELECT document_id FROM touched)"
TOUCHED_REJECTS = f"({TOUCHED} OR t.extraction_id IS NULL)"
"""Which rows may have to move; of rejects also those that belong to no document."""


def refresh_current(con: duckdb.DuckDBPyConnection, definition: Definition) -> bool:
    """Put every row of what the load touched where it belongs; return whether any has moved."""
    has_moved = False
    con.execute(RULES.read_text(encoding="utf-8"))
    ((into_main, into_history),) = con.execute(MOVES.read_text(encoding="utf-8")).fetchall()
    for tables, condition, parameters in _groups(definition):
        touched = TOUCHED_REJECTS if tables == ["rejects"] else TOUCHED
        of_records = tables[0] not in FEW
        for here, there, whether, may_move in (
            ("history", "main", condition, into_main),
            ("main", "history", f"NOT ({condition})", into_history),
        ):
            if of_records and not may_move:
                continue
            where = f"{touched} AND {whether}"
            any_row = f"SELECT EXISTS (FROM {here}.{tables[0]} AS t WHERE {where})"
            if con.execute(any_row, parameters).fetchall() == [(True,)]:
                has_moved = True
                for table in tables:
                    moved = f"FROM {here}.{table} AS t WHERE {where}"
                    con.execute(f"INSERT INTO {there}.{table} SELECT * {moved}", parameters)
                    con.execute(f"DELETE {moved}", parameters)
    return has_moved


def _groups(definition: Definition) -> Iterator[tuple[list[str], str, dict[str, str]]]:
    """Yield tables whose rows move together, one with a row for every one that moves first."""
    for table, condition in CONDITIONS.items():
        yield [table], condition, {}
    for kind in definition.kinds:
        condition = "extraction_id IN (SELECT extraction_id FROM current_facts WHERE kind = $kind)"
        yield [quoted(spec.name) for spec in table_specs(kind)], condition, {"kind": kind.name}
