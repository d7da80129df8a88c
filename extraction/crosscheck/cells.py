"""Records that are a table: their headers and cells are the table's own, whatever an engine says they are.

A row is known by its first cell. Its position stays the engine's, for that is a judgement; but where its cells are
those of another actor's row, the position was read there, and goes with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from core.identity import canonical_json
from core.lines import Reject
from extraction.lexicons.folding import fold
from extraction.structure import Cell, Table, TableRow
from schemas.record import Record
from schemas.registry import Kind

STAGE = "crosscheck"
_OTHER_CELLS = "the table has other cells in this row; they are taken from there"
_OTHER_HEADERS = "the table has other headers; they are taken from there"
_ANOTHER_ROW = "read from the cells of another row of the table"
_ROLES = ("position", "outcome")
"""Fields of a row that are read from its cells."""


@dataclass(frozen=True)
class Corrected:
    """A record with the table's own cells, and what stood in their place."""

    record: Record
    rejects: tuple[Reject, ...]


def as_the_table_has_it(kind: Kind, record: Record, table: Table) -> Corrected | None:
    """Return `record` with headers and cells copied from `table`; None where they are the table's already.

    Rows that no line of the table begins with are left as they are: grounding says what is wrong with them.
    """
    rejects: list[Reject] = []
    update: dict[str, Any] = {}
    headers = _texts(table.headers)
    if not _same(getattr(record, "headers", []), headers):
        rejects.append(_reject(kind, "headers", _OTHER_HEADERS, getattr(record, "headers", [])))
        update["headers"] = headers
    rows = [
        _row(kind, f"rows.{position}", row, table.rows, rejects)
        for position, row in enumerate(getattr(record, "rows", []))
    ]
    if not rejects:
        return None
    return Corrected(record.model_copy(update={**update, "rows": rows}), tuple(rejects))


def _row(kind: Kind, path: str, row: BaseModel, lines: Sequence[TableRow], rejects: list[Reject]) -> BaseModel:
    own = _line_of(row, lines)
    cells: list[str] = getattr(row, "cells", [])
    if own is None or _same(cells, _texts(own.cells)):
        return row
    update: dict[str, Any] = {"cells": _texts(own.cells)}
    rejects.append(_reject(kind, f"{path}.cells", _OTHER_CELLS, cells))
    if any(_same(cells, _texts(line.cells)) for line in lines):
        for name in _ROLES:
            value = getattr(row, name, None)
            if value is not None:
                rejects.append(_reject(kind, f"{path}.{name}", _ANOTHER_ROW, value))
                update[name] = None
    return row.model_copy(update=update)


def _line_of(row: BaseModel, lines: Sequence[TableRow]) -> TableRow | None:
    """Return the one line that begins with the row's entity; None if none does, or several do."""
    entity = _folded(getattr(row, "entity", None) or "")
    found = [line for line in lines if entity and line.cells and _folded(line.cells[0].text) == entity]
    return found[0] if len(found) == 1 else None


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [cell.text for cell in cells]


def _same(texts: Sequence[str], own: Sequence[str]) -> bool:
    return [*map(_folded, texts)] == [*map(_folded, own)]


def _folded(text: str) -> str:
    return fold(text).text.strip()


def _reject(kind: Kind, field: str, reason: str, value: object) -> Reject:
    return Reject(kind=kind.name, field=field, stage=STAGE, reason=reason, payload=canonical_json(value))
