"""Records that are a table: headers and cells hold only as the document's own, each row beside its own line."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import BaseModel

from core.document import Span
from extraction.grounding.bearing import EXACT, NORMALIZED, Bearing, Loss
from extraction.lexicons.folding import fold
from extraction.structure import Cell, Table, TableRow
from schemas.record import Record

_OTHER_CELLS = "its cells are not those of a row of the table, character for character"
_OTHER_HEADERS = "these are not the table's headers, character for character"


@dataclass
class TableBearings:
    """What a table bears: leaves by path, and for each row's path the line where its other values are sought first."""

    leaves: dict[str, Bearing | Loss] = field(default_factory=dict)
    lines: dict[str, Span] = field(default_factory=dict)


def bear_table(table: Table, record: Record) -> TableBearings:
    """Hold `headers` and every row's `cells` and `entity` against `table`; a list holds as a whole or not at all."""
    found = TableBearings()
    _bear_cells(found, "headers", getattr(record, "headers", []), table.headers, _OTHER_HEADERS)
    free = list(table.rows)
    for position, row in enumerate(getattr(record, "rows", [])):
        path = f"rows.{position}"
        line = _line_of(row, free)
        if line is not None:
            free.remove(line)
            found.lines[path] = line.span
            _bear_entity(found, path, row, line.cells[0])
        _bear_cells(found, f"{path}.cells", row.cells, line.cells if line else (), _OTHER_CELLS)
        if line is None and row.entity is not None:
            found.leaves[f"{path}.entity"] = Loss("no row of the table begins with it")
    return found


def _line_of(row: BaseModel, free: list[TableRow]) -> TableRow | None:
    """The line with the row's cells, else the first one with the row's entity in its first cell."""
    cells = _folded(getattr(row, "cells", []))
    entity = fold(getattr(row, "entity", None) or "").text.strip()
    by_cells = (line for line in free if cells and _folded(_texts(line.cells))[: len(cells)] == cells)
    by_entity = (line for line in free if entity and _folded(_texts(line.cells))[:1] == [entity])
    return next(by_cells, None) or next(by_entity, None)


def _bear_entity(found: TableBearings, path: str, row: BaseModel, cell: Cell) -> None:
    entity = getattr(row, "entity", None)
    if entity is not None and fold(entity).text.strip() == fold(cell.text).text.strip():
        found.leaves[f"{path}.entity"] = _bearing(entity, cell)


def _bear_cells(found: TableBearings, path: str, texts: list[str], cells: tuple[Cell, ...], reason: str) -> None:
    if _folded(texts) == _folded(_texts(cells))[: len(texts)]:
        for position, (text, cell) in enumerate(zip(texts, cells, strict=False)):
            found.leaves[f"{path}.{position}"] = _bearing(text, cell)
        return
    own = _folded(_texts(cells))
    for position, text in enumerate(_folded(texts)):
        differs = position >= len(own) or own[position] != text
        found.leaves[f"{path}.{position}"] = Loss(reason if differs else "")


def _bearing(text: str, cell: Cell) -> Bearing:
    if text == cell.text:
        return Bearing(cell.span, "exact", EXACT)
    return Bearing(cell.span, "normalized", NORMALIZED)


def _texts(cells: tuple[Cell, ...]) -> list[str]:
    return [cell.text for cell in cells]


def _folded(texts: list[str]) -> list[str]:
    return [fold(text).text.strip() for text in texts]
