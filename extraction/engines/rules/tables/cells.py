"""Cells of a table by what their column holds: the roles that headers give, and what a cell prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.tables.headers import LONGEST, MOST_COLUMNS
from extraction.engines.rules.terms import is_only, terms
from extraction.engines.rules.values import Value, ValueKind, values_in
from extraction.lexicons import Found
from extraction.lexicons.countries import NAME_FORMS, CountryMention, country_mentions
from extraction.structure import Cell, Table, TableRow

LONGEST_CELL = 400
"""Characters of a cell that are looked at."""
MARKS = " \t*_`|"
"""What stands around the words of a cell: spaces, emphasis, borders."""
MOST_CELLS = 0.7
"""Share of a column's cells that must speak for what it holds, where its header does not say it."""
AGREEMENT_STATUSES = "tables/agreement_statuses"
_NO_POSITIONS = frozenset({"negotiating", "signed", "in_force", "suspended", "terminated", "ended_unspecified"})
_NEAR = 2
"""Words between a word that denies and what it denies."""
_DENIED = frozenset({"denies"})


def roles_of(table: Table, lexicon: str) -> dict[str, list[int]]:
    """Return the places of the columns by the role that `lexicon` gives to their headers; none of too wide a table."""
    roles: dict[str, list[int]] = {}
    if len(table.headers) <= MOST_COLUMNS:
        for place, header in enumerate(table.headers):
            role = _role(header.text.strip(MARKS), lexicon)
            if role:
                roles.setdefault(role, []).append(place)
    return roles


def _role(header: str, lexicon: str) -> str | None:
    """Return the role of the longest term in a header, of equally long ones the last."""
    found = terms(lexicon).find(header) if 0 < len(header) <= LONGEST else []
    best = max(found, key=lambda match: (match.span[1] - match.span[0], match.span), default=None)
    return best.values[0] if best else None


@dataclass(frozen=True)
class Row:
    """One row of a table, read by the roles of its columns."""

    analysis: Analysis
    row: TableRow
    roles: Mapping[str, list[int]]

    def cells(self, role: str) -> list[Cell]:
        """Return the cells of the columns of `role` that say something."""
        cells = (self.row.cells[place] for place in self.roles.get(role, ()))
        return [cell for cell in cells if says_something(cell.text)]

    def cell(self, role: str) -> Cell | None:
        """Return the first cell of `role` that says something."""
        return next(iter(self.cells(role)), None)

    def text(self, role: str) -> str | None:
        """Return the words of the first cell of `role`, without emphasis, None if it says nothing."""
        cell = self.cell(role)
        return " ".join(cell.text.strip(MARKS).split())[:LONGEST_CELL] if cell else None

    def value(self, role: str, kind: ValueKind) -> Value | None:
        """Return the first value of `kind` in the first cell of `role`."""
        cell = self.cell(role)
        return next(iter(self.values(cell, kind)), None) if cell else None

    def values(self, cell: Cell, kind: ValueKind) -> list[Value]:
        """Return the values of `kind` printed in `cell`."""
        end = min(cell.span[1], cell.span[0] + LONGEST_CELL)
        found = values_in(self.analysis.document.text, (cell.span[0], end))
        return [value for value in found if value.kind == kind]

    def countries(self, role: str) -> list[CountryMention]:
        """Return the countries named in the cells of `role`, each once; a capital only where it stands alone."""
        found: dict[str, CountryMention] = {}
        for cell in self.cells(role):
            mentions = mentions_in(self.analysis, cell.span)
            named = [mention for mention in mentions if mention.form != "capital"]
            for mention in named or mentions:
                found.setdefault(mention.code, mention)
        return list(found.values())


def says_something(text: str) -> bool:
    """Say whether a cell holds more than a dash or words for nothing."""
    bare = text.strip(MARKS)
    return any(letter.isalnum() for letter in bare) and not is_only("tables/empty_cells", bare)


def mentions_in(analysis: Analysis, span: Span) -> list[CountryMention]:
    """Return the countries that the characters `span` mention, ambiguous names left out."""
    text = analysis.text(span)[:LONGEST_CELL]
    return [
        CountryMention((span[0] + m.span[0], span[0] + m.span[1]), m.code, m.form)
        for m in country_mentions(text)
        if m.form != "ambiguous"
    ]


def affirmed(lexicon: str, text: str) -> list[Found]:
    """Return the terms of `lexicon` in a cell that no word right before them denies, in order."""
    found = terms(lexicon).find(text[:LONGEST_CELL])
    kept: list[Found] = []
    for index, match in enumerate(found):
        before = found[index - 1] if index else None
        denied = (
            before is not None
            and _DENIED & set(before.values)
            and len(text[before.span[1] : match.span[0]].split()) < _NEAR
        )
        if not denied and not _DENIED & set(match.values):
            kept.append(match)
    return kept


def tells_statuses(cells: Iterable[Cell]) -> bool:
    """Say whether the cells of a column tell where agreements stand: most begin with a status, one with no position.

    A position begins like one too ("Rejected", "Agreed"), but is never "in force" or "signed".
    """
    said = [cell.text.strip(MARKS)[:LONGEST_CELL] for cell in cells if says_something(cell.text)]
    first = [next(iter(affirmed(AGREEMENT_STATUSES, text)), None) for text in said]
    values = [match.values[0] for match in first if match is not None and match.span[0] == 0]
    return len(values) >= max(2, MOST_CELLS * len(said)) and any(value in _NO_POSITIONS for value in values)


def is_full_date(value: Value | None) -> bool:
    """Say whether a printed date names a day: a month alone is a period over which things are counted."""
    if value is None or value.text.isdigit():
        return False
    digits = [
        part for part in value.text.replace(",", " ").replace(".", " ").split() if part.isdigit() and len(part) < 3
    ]
    words = value.text.lower().split()
    return (
        bool(digits)
        or any(mark in value.text for mark in "-/")
        or any(word in word_class("weekdays") for word in words)
    )


def names_country(mention: CountryMention) -> bool:
    """Say whether a mention is the country's own name."""
    return mention.form in NAME_FORMS
