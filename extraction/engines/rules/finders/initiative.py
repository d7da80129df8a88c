"""Initiatives: items of lists and rows of tables that what introduces them calls measures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.items import leading_doers, measure_of
from extraction.engines.rules.lists import MeasureList, measure_lists
from extraction.engines.rules.measure_status import (
    announces_measures_on_migration,
    sentences_of,
    status_in,
    status_of_table,
)
from extraction.engines.rules.measures import title_names_measures
from extraction.engines.rules.rule import rule
from extraction.engines.rules.subject_matter import (
    CORE,
    LEXICON,
    fields_of,
    is_about_people,
    is_in_scope,
    is_steeped_in_migration,
)
from extraction.engines.rules.tables import too_long
from extraction.engines.rules.tables.context import introduced_fields
from extraction.engines.rules.tables.headers import Column, columns_of
from extraction.engines.rules.terms import holds, terms
from extraction.lexicons.countries import country_mentions
from extraction.lexicons.plain import plain
from extraction.structure import Table, TableRow

MOST_ROWS = 500
_TEXT_ROLES = {
    "objective": "objective",
    "description": "description",
    "expected_outcome": "expected_outcome",
    "kpi": "kpi",
}
_PRINTED_ROLES = {"deadline": "deadline", "quantity": "quantity"}


def find(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the initiatives of the document as raw items, in its order."""
    if not is_about_people(analysis) or not _is_between_states(analysis):
        return []
    items: list[dict[str, Any]] = []
    others = _other_lists(analysis)
    for measures in measure_lists(analysis) if others <= {"undertaking"} else ():
        if not others or _is_of_one(analysis, measures):
            items += _of_list(analysis, measures)
    for table in analysis.structure.tables:
        items += _of_table(analysis, table)
    return items


def passed_over(analysis: Analysis) -> list[str]:
    """Return why tables of measures that are longer than any that is read were not."""
    return too_long.passed_over(
        analysis,
        MOST_ROWS,
        lambda of, table: _names_of(of, table) is not None and _is_between_states(of) and is_about_people(of),
    )


def _is_between_states(analysis: Analysis) -> bool:
    """Say whether the document is about more than one country, or its title about migration and the like."""
    titled = _title_fields(analysis)
    if titled & CORE:
        return True
    codes = {mention.code for sentence in analysis.sentences for mention in sentence.countries}
    if len(codes) < 2:
        codes |= {m.code for table in analysis.structure.tables for m in country_mentions(analysis.text(table.span))}
    return len(codes) > 1 and bool(titled or analysis.of(LEXICON))


def _title_fields(analysis: Analysis) -> set[str]:
    found = terms("cues/subject_matter").find(analysis.document.title or "")
    return {value for match in found for value in match.values}


def _other_lists(analysis: Analysis) -> set[str]:
    """Return what the lists of a document of this type are, where they are no initiatives."""
    first = next((analysis.text(block.text_span) for block in analysis.structure.blocks if block.kind == "heading"), "")
    found = terms("measures/other_documents").find(analysis.document.title or first)
    return {value for match in found for value in match.values}


def _is_of_one(analysis: Analysis, measures: MeasureList) -> bool:
    """Say whether one state or authority announces "the following measures" of its own beside what all undertake."""
    lead_in = sentences_of(analysis, measures.introduction.text_span)[0]
    following = any("following" in found.values for found in terms("measures/listing").find(lead_in))
    states = {mention.code for mention in country_mentions(lead_in)}
    one = len(states) == 1 or (not states and holds("measures/addressees", lead_in))
    announced = measures.status == "announced" and status_in(lead_in) == "announced"
    return announced and following and one and not holds("cues/joint_actors", lead_in)


@rule
def _of_list(analysis: Analysis, measures: MeasureList) -> Iterator[dict[str, Any]]:
    """Yield the items of a list: all of them if what introduces it or the whole text is in scope, or its title is.

    Under a title that is in scope but names no measures, those items that name a field at all, and the rest too if most
    of them do; else those that are in scope themselves, if most of them are.
    """
    blocks = analysis.structure.blocks
    introducing = [measures.introduction.text_span, *(blocks[i].text_span for i in blocks[measures.items[0]].headings)]
    fields = set().union(*(fields_of(analysis, span) for span in introducing))
    kept = list(measures.items)
    in_scope = is_in_scope(fields) or is_steeped_in_migration(analysis) or announces_measures_on_migration(analysis)
    if not in_scope and not title_names_measures(analysis.document.title or ""):
        titled = bool(_title_fields(analysis) & CORE)
        named = {index: fields_of(analysis, blocks[index].span) for index in measures.items}
        kept = [index for index in measures.items if (named[index] if titled else is_in_scope(named[index]))]
        mostly = len(kept) * 2 > len(measures.items)
        if not titled and not mostly:
            return
        if titled and mostly:
            kept = list(measures.items)
    given = leading_doers(analysis, measures)
    yield from (item for index in kept if (item := measure_of(analysis, index, measures, given)) is not None)


@rule
def _of_table(analysis: Analysis, table: Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table whose columns name measures and say something of them."""
    name = _names_of(analysis, table) if len(table.rows) <= MOST_ROWS else None
    if name is None:
        return
    columns, status = columns_of(table), status_of_table(analysis, table)
    for row in table.rows:
        if row.cells[name.place].text.strip():
            yield _of_row(analysis, row, columns, name, status)


def _names_of(analysis: Analysis, table: Table) -> Column | None:
    """Return the column that names measures in scope, None of any other table."""
    name = _name_column(columns_of(table))
    in_scope = name and is_in_scope(fields_of(analysis, table.span) | introduced_fields(analysis, table))
    return name if in_scope else None


def _name_column(columns: tuple[Column, ...]) -> Column | None:
    """Return the column that names measures: the first one, or the second beside the actors who take them.

    Another column must say something of them, and none where actors stand.
    """
    known = {*_TEXT_ROLES, *_PRINTED_ROLES, "partner", "status", "outcome"}
    if len(columns) < 2 or any(column.role in ("stance", "reply") for column in columns):
        return None
    first, second = columns[0], columns[1]
    if first.role == "measure" and any(column.role in known for column in columns[1:]):
        return first
    if first.role == "actor" and second.role == "measure" and any(column.role in known for column in columns[2:]):
        return second
    return None


def _of_row(
    analysis: Analysis, row: TableRow, columns: tuple[Column, ...], name: Column, status: str | None
) -> dict[str, Any]:
    item: dict[str, Any] = {"quotes": [analysis.text(row.span)], "name": plain(row.cells[name.place].text)}
    parties: list[dict[str, Any]] = []
    for column in columns:
        cell = plain(row.cells[column.place].text)
        if not cell or column is name:
            continue
        if column.role in _TEXT_ROLES:
            item.setdefault(_TEXT_ROLES[column.role], cell)
        elif column.role in _PRINTED_ROLES:
            item.setdefault(_PRINTED_ROLES[column.role], {"text": cell})
        elif column.role == "status":
            status = status_in(cell) or status
        elif column.role in ("partner", "actor"):
            parties += _named(cell)
    return {
        **item,
        "modality": "recommended" if status == "recommended" else "asserted",
        "status": status,
        "parties": parties,
    }


def _named(cell: str) -> list[dict[str, Any]]:
    """Return the parties in a cell of partners: its countries, or else its words."""
    codes = dict.fromkeys(mention.code for mention in country_mentions(cell))
    return [{"country": code} for code in codes] or [{"name": cell}]
