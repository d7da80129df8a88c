"""Removals in the cells of tables of something else: "14 people, 3 July 2026" in the row of a state that took them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import regex

from core.document import Span
from extraction.engines.rules.agreements.tables import shared_party
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.removals.senders import sender_of, sender_of_flights
from extraction.engines.rules.removals.totals import is_too_many
from extraction.engines.rules.subject_matter import cues_within
from extraction.engines.rules.tables.cells import LONGEST_CELL, Row, says_something
from extraction.engines.rules.tables.headers import MOST_COLUMNS
from extraction.engines.rules.values import Value, values_in
from extraction.lexicons.countries import country_mentions
from extraction.lexicons.folding import fold
from extraction.structure import Cell, Table

_PIECE = regex.compile(r"[^;\n<]+")
"""One event of a cell that tells several: they stand between semicolons or line breaks."""
_WORD = regex.compile(r"\p{L}+")
PLACES = frozenset({"country", "to", "receiver"})
"""Roles of the columns that say where people were taken."""
_LOOKED_AT = 20
"""Rows of a table by whose cells a column is read."""


class _Event(NamedTuple):
    """What a piece of a cell tells: how many people, and when."""

    people: Value
    date: Value


def events_in_cells(analysis: Analysis, table: Table, roles: dict[str, list[int]]) -> Iterator[dict[str, Any]]:
    """Yield the removals of a table about them whose cells hold number and date together, a row for each state."""
    place = min(PLACES & roles.keys(), default=None)
    if place is None or len(table.headers) > MOST_COLUMNS:
        return
    known = {column for role in PLACES for column in roles.get(role, ())}
    columns = [one for one in range(len(table.headers)) if one not in known and _tells_events(analysis, table, one)]
    shared = shared_party(analysis, table) if columns else None
    sender = sender_of_flights(analysis) or sender_of(analysis) or (shared.code if shared else None)
    for line in table.rows if columns else ():
        states = Row(analysis, line, roles).countries(place)
        destination = states[0].code if len(states) == 1 else None
        for column in columns if destination else ():
            for event in _events(analysis, line.cells[column]):
                yield {
                    "quotes": [analysis.text(line.span)],
                    "modality": "asserted",
                    "status": "arrived",
                    "destination_country": destination,
                    "date": event.date.text,
                    "passengers": event.people.text,
                    **({"sending_country": sender} if sender not in (None, destination) else {}),
                }


def _tells_events(analysis: Analysis, table: Table, column: int) -> bool:
    """Say whether most cells of a column that count anything hold the number and the date of events."""
    said = [line.cells[column] for line in table.rows[:_LOOKED_AT] if says_something(line.cells[column].text)]
    counting = [cell for cell in said if any(letter.isdigit() for letter in cell.text)]
    telling = sum(bool(_events(analysis, cell)) for cell in counting)
    return 2 * telling > len(counting)


def _events(analysis: Analysis, cell: Cell) -> list[_Event]:
    text = analysis.document.text
    end = min(cell.span[1], cell.span[0] + LONGEST_CELL)
    found = (_event(analysis, match.span()) for match in _PIECE.finditer(text, cell.span[0], end))
    return [event for event in found if event is not None]


def _event(analysis: Analysis, span: Span) -> _Event | None:
    """Return what a piece tells that holds one number and one date, and no word but people, nationals and "on"."""
    values = values_in(analysis.document.text, span)
    numbers = [value for value in values if value.kind == "number"]
    dates = [value for value in values if value.kind == "date" and not value.text.isdigit()]
    if len(numbers) != 1 or len(dates) != 1 or len(values) != len([*numbers, *dates]):
        return None
    if numbers[0].span[0] > dates[0].span[0] or is_too_many(numbers[0]):
        return None
    known = [numbers[0].span, dates[0].span]
    known += [cue.span for cue in cues_within(analysis, span) if cue.lexicon == "people"]
    text = analysis.text(span)
    known += [(span[0] + m.span[0], span[0] + m.span[1]) for m in country_mentions(text)]
    for word in _WORD.finditer(text):
        start = span[0] + word.start()
        if any(first <= start < last for first, last in known):
            continue
        if fold(word.group()).text not in word_class("between_count_and_date"):
            return None
    return _Event(numbers[0], dates[0])
