"""Stance tables: tables whose rows are actors and that have a column for where each of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.rule import rule
from extraction.engines.rules.subject_matter import CORE, fields_of, is_in_scope
from extraction.engines.rules.tables import too_long
from extraction.engines.rules.tables.cells import tells_statuses
from extraction.engines.rules.tables.context import introduced_fields
from extraction.engines.rules.tables.headers import Column, columns_of
from extraction.engines.rules.tables.positions import Actor, positions
from extraction.engines.rules.terms import holds
from extraction.lexicons.countries import country_mentions
from extraction.structure import Table, TableRow

MOST_ROWS = 500
"""Rows of the longest table that is read: hostile ones stay cheap, and of a longer one it is said that it was not."""
LONGEST_ACTOR = 120
_MOST_MENTIONS = 8


def find(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the stance tables of the document as raw items."""
    return list(_stance_tables(analysis))


def passed_over(analysis: Analysis) -> list[str]:
    """Return why stance tables that are longer than any that is read were not."""
    return too_long.passed_over(analysis, MOST_ROWS, lambda of, table: _stance_read(of, table) is not None)


@rule
def _stance_tables(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """Yield the tables whose first column names actors and of whose others one says where they stand."""
    for table in analysis.structure.tables:
        stance = _stance_read(analysis, table) if 0 < len(table.rows) <= MOST_ROWS else None
        if stance is not None:
            yield _item(analysis, table, columns_of(table), stance)


def _stance_read(analysis: Analysis, table: Table) -> Column | None:
    """Return the column of the stances of a stance table in scope, None of any other table."""
    columns = columns_of(table)
    stance = _stance_column(table, columns)
    rows = [row for row in table.rows if row.cells[0].text.strip()] if stance is not None else []
    if stance is None or not _are_actors(columns[0], rows) or not _is_in_scope(analysis, table, stance):
        return None
    return stance


def _stance_column(table: Table, columns: tuple[Column, ...]) -> Column | None:
    """Return the column of the stances: the first one beside the actors' that names a stance or a reply.

    Where an agreement stands is none.
    """
    if not columns or columns[0].role not in ("actor", ""):
        return None
    named = (column for column in columns[1:] if column.role in ("stance", "reply"))
    return next((one for one in named if not tells_statuses(row.cells[one.place] for row in table.rows)), None)


def _are_actors(column: Column, rows: list[TableRow]) -> bool:
    """Say whether the first column holds actors: most of its cells name one, or its header says so and none is long."""
    cells = [row.cells[0].text for row in rows]
    if not cells or any(len(cell) > LONGEST_ACTOR for cell in cells):
        return False
    named = sum(bool(country_mentions(cell)) or holds("tables/actor_words", cell) for cell in cells)
    return column.role == "actor" or named * 2 > len(cells)


def _is_in_scope(analysis: Analysis, table: Table, stance: Column) -> bool:
    """Say whether the stances are about dealings between states.

    What the header names must be, by its own words or by those of a sentence that names it; where it names nothing
    special ("Position on the Plan"), the table or what introduces it must be.
    """
    if stance.about is not None and not stance.is_loose:
        header = table.headers[stance.place].span
        return bool(fields_of(analysis, header)) or _is_told_in_scope(analysis, stance.about)
    return is_in_scope(fields_of(analysis, table.span) | introduced_fields(analysis, table), between_states=True)


def _is_told_in_scope(analysis: Analysis, about: str) -> bool:
    """Say whether a sentence of the prose names the object of the stances together with a field of the records'."""
    pattern = regex.compile(r"\s+".join(regex.escape(word) for word in about.split()), regex.IGNORECASE)
    for count, match in enumerate(pattern.finditer(analysis.document.text)):
        sentence = analysis.structure.sentence_at(match.start())
        if sentence is not None and fields_of(analysis, sentence.span) & CORE:
            return True
        if count > _MOST_MENTIONS:
            break
    return False


def _item(analysis: Analysis, table: Table, columns: tuple[Column, ...], stance: Column) -> dict[str, Any]:
    rows = [row for row in table.rows if row.cells[0].text.strip()]
    actors = [Actor(row.cells[0].text, _one_country(row.cells[0].text)) for row in rows]
    cells = [row.cells[stance.place].text for row in rows]
    outcome = next((column for column in columns if column.role in ("outcome", "expected_outcome")), None)
    return {
        "quotes": [analysis.text(table.span)],
        "topic": stance.header,
        "headers": [cell.text for cell in table.headers],
        "rows": [
            {
                "entity": actor.entity,
                "country": actor.code,
                "cells": [cell.text for cell in row.cells],
                "position": position,
                "object": stance.about,
                "outcome": (row.cells[outcome.place].text or None) if outcome else None,
            }
            for row, actor, position in zip(rows, actors, positions(cells, stance, actors), strict=True)
        ],
    }


def _one_country(cell: str) -> str | None:
    """Return the country that a cell names, if it names exactly one."""
    codes = {mention.code for mention in country_mentions(cell)}
    return codes.pop() if len(codes) == 1 else None
