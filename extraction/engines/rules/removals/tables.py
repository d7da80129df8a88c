"""Tables of removals: each row with a day and a place is one event, its cells copied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import regex

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.people import people_in
from extraction.engines.rules.removals.cell_events import PLACES, events_in_cells
from extraction.engines.rules.removals.senders import sender_of, sender_of_flights
from extraction.engines.rules.removals.table_ways import Way, place_in, shared_way
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import cues_within
from extraction.engines.rules.tables import too_long
from extraction.engines.rules.tables.cells import (
    Row,
    affirmed,
    is_full_date,
    mentions_in,
    names_country,
    roles_of,
    says_something,
)
from extraction.engines.rules.tables.context import introduction, title_cues
from extraction.engines.rules.terms import holds
from extraction.engines.rules.values import Value
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS, CountryMention
from extraction.structure import Cell, Table, TableRow

MOST_ROWS = 2_000
"""Rows of a table that are read: longer ones are data, not a report."""
_HEADERS, _STATUSES = "tables/flight_headers", "tables/flight_statuses"
_SHORT = 30
"""Characters of a cell that is a number with the words that bound it, and nothing else."""
_REASON = regex.compile(r"[:;(–—]\s*|\s-\s+|,\s+")
_MARK = regex.compile(r"\[\d{1,2}\]|[*†‡¹²³]")
_NOTES = 8
"""Blocks after a table in which its notes stand."""
_NOBODY = frozenset({None, "0"})
_TAKEN_PLACE = frozenset({"arrived", "departed"})
_FIRST_WORDS = 2
"""Words before the status in a remark: "Flight was cancelled"."""
_NOT_COUNTED = regex.compile(r"\[[^\]]*\]|[*†‡]+$")


@rule
def removals_in_tables(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """Yield the rows of tables that list removals by their days: from where, to where, how many, what became of it."""
    for table in analysis.structure.tables:
        roles, shared = roles_of(table, _HEADERS), shared_way(analysis, table)
        listed = _lists_events(roles, shared)
        if len(table.rows) > MOST_ROWS or not (listed or PLACES & roles.keys()):
            continue
        if not _is_about_removals(analysis, table):
            continue
        if not listed:
            yield from events_in_cells(analysis, table, roles)
            continue
        mode = _mode(analysis, table)
        for line in table.rows:
            item = _of_row(Row(analysis, line, roles), mode, shared)
            if item is None:
                continue
            note = _correction(analysis, table, line)
            if note is not None:
                item["passengers"] = note[1].text
            yield {"quotes": [analysis.text(line.span), *([note[0].text] if note else [])], **item}


def passed_over(analysis: Analysis) -> list[str]:
    """Return why tables of removals that are longer than any that is read were not."""
    return too_long.passed_over(analysis, MOST_ROWS, _lists_removals)


def _lists_removals(analysis: Analysis, table: Table) -> bool:
    """Say whether a table lists events, and these are removals."""
    listed = _lists_events(roles_of(table, _HEADERS), shared_way(analysis, table))
    return listed and _is_about_removals(analysis, table)


def _correction(analysis: Analysis, table: Table, line: TableRow) -> tuple[Sentence, Value] | None:
    """Return the note that a mark in the row ("[1]") leads to, and the number of people that it puts right."""
    mark = _MARK.search(analysis.text(line.span))
    if mark is None:
        return None
    for block in analysis.structure.blocks[table.block + 1 : table.block + 1 + _NOTES]:
        note = analysis.sentence_from(block.span[0])
        if note is None or not note.text.startswith(mark.group()) or not holds("tables/corrections", note.text):
            continue
        counts = [group.count for group in people_in(note, note.span) if group.count]
        return (note, counts[0]) if counts else None
    return None


def _lists_events(roles: dict[str, list[int]], shared: Way) -> bool:
    """Say whether a table has a column of dates, one of places, and one more that says something of the event.

    Without places it lists sailings, if it has vessels, people and what became of them, and its lead-in a way.
    """
    places = [role for role in ("from", "to", "receiver") if role in roles]
    others = [role for role in ("people", "status", "operator", "aircraft", "nationality", "vehicle") if role in roles]
    carried = [role for role in others if role not in ("status", "nationality")]
    placed = bool(places) or ("country" in roles and bool(carried))
    if not placed and shared != Way() and {"vehicle", "people", "status"} <= roles.keys():
        return "date" in roles
    return "date" in roles and placed and len(places) + len(others) + ("country" in roles) >= 2


def _is_about_removals(analysis: Analysis, table: Table) -> bool:
    """Say whether the headers, the heading, the lead-in or the document's title speak of people who are removed."""
    cues: list[Cue] = list(cues_within(analysis, table.header_span))
    for span in introduction(analysis, table):
        cues += cues_within(analysis, span)
    return any(map(_tells_removal, cues)) or any(map(_tells_removal, title_cues(analysis)))


def _tells_removal(cue: Cue) -> bool:
    return (
        cue.lexicon == "removal_nouns"
        or (cue.lexicon in ("removal_verbs", "subject_matter") and cue.value == "removal")
        or (cue.lexicon == "flights" and cue.value.endswith("_removal"))
        or (cue.lexicon == "people" and cue.value == "deported")
    )


def _mode(analysis: Analysis, table: Table) -> str | None:
    """Return by what people are moved, where the headers, the heading or the title name one kind of vehicle."""
    spans: list[Span] = [table.header_span, *introduction(analysis, table)]
    cues = [cue for span in spans for cue in cues_within(analysis, span)]
    for named in (cues, title_cues(analysis)):
        modes = {cue.value.removesuffix("_removal") for cue in named if cue.lexicon == "flights"}
        if modes:
            return modes.pop() if len(modes) == 1 else None
    return None


def _of_row(row: Row, mode: str | None, shared: Way) -> dict[str, Any] | None:
    """Return the raw item of one row without its quote; None if it is no event: no day, or no place."""
    date = row.value("date", "date")
    if date is None or not is_full_date(date):
        return None
    destination, destination_place = _place(row, "to", "receiver", "country")
    origin, origin_place = _place(row, "from", "sender")
    status, reason = _status(row)
    destination = destination or shared.destination
    if not (destination_place or {"to", "receiver"} & row.roles.keys()):
        destination_place = place_in(row.text("status") or "") if status == "arrived" else None
    if not {"from", "sender"} & row.roles.keys():
        origin, origin_place = shared.origin, shared.origin_place
    if not (destination or destination_place or origin or origin_place):
        return None
    sender = origin or sender_of_flights(row.analysis) or sender_of(row.analysis)
    known = {
        "modality": "planned" if status == "planned" else "asserted",
        "sending_country": sender if sender != destination else None,
        "destination_country": destination,
        "transit_countries": [mention.code for mention in row.countries("transit")],
        "origin_place": origin_place,
        "destination_place": destination_place,
        "mode": mode,
        "status": status,
        "status_reason": row.text("reason") or reason,
        "date": date.text,
        "passengers": people if (people := _number(row, "people")) not in _NOBODY else None,
        "flights": _number(row, "flights"),
        "nationalities": _nationalities(row),
        **_carrier(row),
    }
    cost = row.value("cost", "money")
    if cost is not None:
        known["cost"] = {"text": cost.text, "stage": "cost"}
    nationalities = {one.get("country") for one in _nationalities(row)} - {None}
    if nationalities and destination:
        known["is_third_country"] = destination not in nationalities if len(nationalities) == 1 else None
    return {name: value for name, value in known.items() if value not in (None, [])}


def _place(row: Row, *roles: str) -> tuple[str | None, str | None]:
    """Return the country and the place that these columns name; the country of a place may have a column of its own."""
    country = place = None
    for role in roles:
        cell = row.cell(role)
        if cell is None:
            continue
        mentions = mentions_in(row.analysis, cell.span)
        named = [mention for mention in mentions if names_country(mention)]
        code = country or _only(named) or _known_capital(row, mentions)
        if role in ("receiver", "sender", "country"):
            return code, place
        bare = named and _words(row, named[0].span) == row.text(role)
        country, place = code, None if bare else row.text(role)
        if country is not None:
            break
    return country, place


def _words(row: Row, span: Span) -> str:
    """Return the characters of `span` with their white space collapsed."""
    return " ".join(row.analysis.text(span).split())


def _only(mentions: list[CountryMention]) -> str | None:
    codes = {mention.code for mention in mentions}
    return codes.pop() if len(codes) == 1 else None


def _known_capital(row: Row, mentions: list[CountryMention]) -> str | None:
    """Return the country of a capital that stands alone, where the document names that country."""
    code = _only([mention for mention in mentions if mention.form == "capital"])
    return code if code in row.analysis.named else None


def _status(row: Row) -> tuple[str | None, str | None]:
    """Return the status that a row tells and its reason, as printed.

    Without a column for it a listed one arrived, unless a cell of no role begins with what became of it ("Cancelled").
    """
    cell = row.text("status") if "status" in row.roles else _remark(row)
    if cell is None and "status" not in row.roles:
        return "arrived", None
    found = affirmed(_STATUSES, cell) if cell else []
    if cell is None or not found:
        return None, None
    status = found[0].values[0]
    judged = next((match.values[0] for match in found if match.values[0] == "blocked_by_court"), None)
    rest = cell[found[0].span[1] :]
    separator = _REASON.match(rest)
    told = (
        rest[separator.end() :].strip(" .)") if separator and status not in ("arrived", "departed", "planned") else ""
    )
    return judged or status, _NOT_COUNTED.sub("", told).strip() or None


def _remark(row: Row) -> str | None:
    """Return the cell of a column without a role whose first words say that a removal did not take place or arrive."""
    known = {place for places in row.roles.values() for place in places}
    for place, cell in enumerate(row.row.cells):
        text = " ".join(cell.text.split())
        found = affirmed(_STATUSES, text) if place not in known else []
        if found and found[0].values[0] not in _TAKEN_PLACE and len(text[: found[0].span[0]].split()) <= _FIRST_WORDS:
            return text
    return None


def _number(row: Row, role: str) -> str | None:
    """Return the number of a cell with the words that bound it: all of a short cell, else the first number in it."""
    cell = row.cell(role)
    if cell is None:
        return None
    bare = _NOT_COUNTED.sub("", row.text(role) or "").strip()
    if len(bare) <= _SHORT and any(letter.isdigit() for letter in bare) and "(" not in bare:
        return bare
    values = row.values(cell, "number")
    return values[0].text if values else None


def _nationalities(row: Row) -> list[dict[str, Any]]:
    """Return a group for each nationality of the cell; where no country is named, its words."""
    rows: list[dict[str, Any]] = []
    for cell in row.cells("nationality"):
        mentions = mentions_in(row.analysis, cell.span)
        for mention in mentions:
            if names_country(mention) or mention.form in DEMONYM_FORMS:
                group: dict[str, Any] = {"country": mention.code, "text": row.analysis.text(mention.span)}
                rows.append(group)
        if not mentions and says_something(cell.text):
            rows.append({"text": " ".join(cell.text.split())})
    return rows


def _carrier(row: Row) -> dict[str, Any]:
    """Return operator, type of aircraft and whether it is military, as far as the row's cells say."""
    cells: list[Cell] = [*row.cells("operator"), *row.cells("aircraft"), *row.cells("vehicle")]
    cues = [cue for cell in cells for cue in cues_within(row.analysis, cell.span)]
    types = [cue for cue in cues if cue.lexicon == "aircraft_types"]
    operator = row.text("operator")
    if operator and types and operator.endswith(")"):
        operator = operator.rpartition("(")[0].strip() or operator
    own = row.cell("aircraft")
    return {
        "operator": operator,
        "aircraft": row.analysis.text(types[0].span) if types else (row.text("aircraft") if own else None),
        "is_military": True if any(cue.lexicon == "military" for cue in cues) else None,
    }
