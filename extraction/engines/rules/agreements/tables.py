"""Tables of agreements: each row names its parties, what instrument it is, where it stands and since when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import regex

from core.document import Span
from extraction.engines.rules.agreements.deal import DATED
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.rule import rule
from extraction.engines.rules.state_mentions import actors
from extraction.engines.rules.subject_matter import CORE, LEXICON, cues_within
from extraction.engines.rules.tables import too_long
from extraction.engines.rules.tables.cells import (
    AGREEMENT_STATUSES,
    LONGEST_CELL,
    MARKS,
    MOST_CELLS,
    Row,
    affirmed,
    mentions_in,
    roles_of,
    says_something,
    tells_statuses,
)
from extraction.engines.rules.tables.context import introduction, title_cues
from extraction.engines.rules.tables.headers import MOST_COLUMNS, columns_of
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention, country_mentions
from extraction.structure import Cell, Table

MOST_ROWS = 2_000
"""Rows of a table that are read: longer ones are data, not a report."""
_HEADERS = "tables/agreement_headers"
_PARTIES = ("party", "sender", "receiver")
_TELLING = ("party", "instrument", "status")
"""Roles that the cells of a column tell as well as its header."""
_OWN_FIELD = frozenset(
    {"safe_third_country", "asylum_cooperative_agreement", "third_country_removal", "returns_arrangement"}
)
"""Types of agreements that are over migration by their noun."""
_LOOKED_AT = 20
"""Rows of a table by whose cells a column without a known header is read."""
_DATES = ("signed", "in_force", "ended", "announced")
_ORDER = (
    "ended_unspecified",
    "terminated",
    "struck_down",
    "suspended",
    "rejected",
    "under_review",
    "in_force",
    "signed",
    "agreed",
    "announced",
    "negotiating",
    "proposed",
)
"""Statuses of one cell, the one that outweighs the others first: what ended was signed before."""
_DATEDAGREEMENT_STATUSES = (
    ("ended", "ended_unspecified"),
    ("in_force", "in_force"),
    ("signed", "signed"),
    ("announced", "announced"),
)
"""What the columns of dates say of a row where none tells its status."""
_LEADING = regex.compile(r"[:;(–—]\s*|\s-\s+|,\s+")
_CAPITALISED = regex.compile(r"\b\p{Lu}\p{L}+")


@rule
def agreements_in_tables(analysis: Analysis) -> Iterator[dict[str, Any]]:
    """Yield the rows of tables that list agreements: parties, instrument, status and dates, by the headers."""
    for table in analysis.structure.tables:
        if len(table.rows) > MOST_ROWS or not _is_over_migration(analysis, table):
            continue
        roles = _roles(analysis, table)
        if not _lists_agreements(analysis, table, roles):
            continue
        shared = shared_party(analysis, table)
        default = _instrument(_introducing(analysis, table))
        for line in table.rows:
            item = _of_row(Row(analysis, line, roles), shared, default)
            if item is not None:
                yield {"quotes": [analysis.text(line.span)], "modality": "asserted", **item}


def passed_over(analysis: Analysis) -> list[str]:
    """Return why tables of agreements that are longer than any that is read were not."""
    return too_long.passed_over(analysis, MOST_ROWS, _would_be_read)


def _would_be_read(analysis: Analysis, table: Table) -> bool:
    return _is_over_migration(analysis, table) and _lists_agreements(analysis, table, _roles(analysis, table))


def _roles(analysis: Analysis, table: Table) -> dict[str, list[int]]:
    """Return the places of the columns by role: by their headers, and what no header says by the cells below it."""
    roles = roles_of(table, _HEADERS)
    for place in range(min(len(table.headers), MOST_COLUMNS)) if not all(name in roles for name in _TELLING) else ():
        if any(place in places for places in roles.values()):
            continue
        role = _role_by_cells(analysis, [line.cells[place] for line in table.rows[:_LOOKED_AT]])
        if role is not None and not (role in roles or (role == "party" and any(name in roles for name in _PARTIES))):
            roles[role] = [place]
    return roles


def _role_by_cells(analysis: Analysis, cells: list[Cell]) -> str | None:
    """Return the role that most of the cells of a column speak for, None if there is none."""
    said = [cell for cell in cells if says_something(cell.text)]
    telling: dict[str, Callable[[Cell], bool]] = {
        "party": lambda cell: _is_only_a_country(analysis, cell),
        "instrument": lambda cell: any(cue.lexicon == "instruments" for cue in cues_within(analysis, cell.span)),
    }
    if tells_statuses(said):
        return "status"
    enough = max(2, MOST_CELLS * len(said))
    return next((role for role, tells in telling.items() if sum(map(tells, said)) >= enough), None)


def _is_only_a_country(analysis: Analysis, cell: Cell) -> bool:
    return any(analysis.text(m.span) == cell.text.strip(MARKS) for m in mentions_in(analysis, cell.span))


def _lists_agreements(analysis: Analysis, table: Table, roles: dict[str, list[int]]) -> bool:
    """Say whether a table lists agreements: by its columns, and by what introduces it."""
    if not any(role in roles for role in _PARTIES) or any(
        column.role in ("stance", "reply") and not tells_statuses(line.cells[column.place] for line in table.rows)
        for column in columns_of(table)
    ):
        return False
    told = [role for role in ("status", "date", *_DATES) if role in roles]
    dated = [role for role in ("status", "signed", "in_force") if role in roles]
    introducing = _introducing(analysis, table)
    named = any(cue.lexicon == "instruments" for cue in introducing)
    return bool(told) and ("instrument" in roles or "name" in roles or bool(named and dated))


def _is_over_migration(analysis: Analysis, table: Table) -> bool:
    """Say whether a table, or what introduces it, speaks of migration: most do not, and no cell has to be read."""
    return any(map(_tells_field, cues_within(analysis, table.span))) or any(
        map(_tells_field, _introducing(analysis, table))
    )


def _tells_field(cue: Cue) -> bool:
    return cue.value in CORE if cue.lexicon == LEXICON else cue.lexicon == "instruments" and cue.value in _OWN_FIELD


def _introducing(analysis: Analysis, table: Table) -> list[Cue]:
    """Return the cues of what introduces a table: lead-in, heading, headers and the document's title."""
    spans: list[Span] = [*introduction(analysis, table), table.header_span]
    cues = [cue for span in spans for cue in cues_within(analysis, span)]
    return [*cues, *title_cues(analysis)]


def shared_party(analysis: Analysis, table: Table) -> CountryMention | None:
    """Return the one state that the lead-in, the heading or the title names: the other side of every row."""
    for span in introduction(analysis, table):
        mentions = mentions_in(analysis, span)
        if mentions:
            return mentions[0] if len({mention.code for mention in mentions}) == 1 else None
    titles = [country_mentions(analysis.document.title or "")]
    titles += [list(actors(heading, *heading.span)) for heading in list(analysis.headings())[:1]]
    for named in titles:
        known = [mention for mention in named if mention.form not in ("ambiguous", "capital")]
        if known:
            return known[0] if len({mention.code for mention in known}) == 1 else None
    return None


def _instrument(cues: list[Cue]) -> str | None:
    """Return the type that cues name, if they name one more special than an agreement."""
    kinds = [cue.value for cue in cues if cue.lexicon == "instruments" and cue.value != "other"]
    return kinds[0] if kinds else None


def _of_row(row: Row, shared: CountryMention | None, default: str | None) -> dict[str, Any] | None:
    """Return the raw item of one row without its quote; None if no party or no status can be read."""
    parties = _parties(row, shared)
    told = _told(row)
    if not parties or told is None:
        return None
    status, reason, dates = told
    known: dict[str, Any] = {
        "name": _name(row),
        "agreement_type": _kind(row, default),
        "status": status,
        "status_reason": row.text("reason") or reason,
        "parties": parties,
        "quota": _quota(row),
        "conditions": [" ".join(cell.text.strip(MARKS).split())[:LONGEST_CELL] for cell in row.cells("conditions")],
        **dates,
    }
    money = row.value("payment", "money") or row.value("conditions", "money")
    if money is not None:
        known["payments"] = [{"text": money.text}]
    return {name: value for name, value in known.items() if value not in (None, [])}


def _parties(row: Row, shared: CountryMention | None) -> list[dict[str, str]]:
    """Return the parties of a row; the state that the table is about is one of each."""
    found: dict[str, dict[str, str]] = {}
    for role in _PARTIES:
        for mention in row.countries(role):
            party = {"country": mention.code}
            if role != "party":
                party["role"] = role
            found.setdefault(mention.code, party)
    if shared is not None and len(found) == 1 and shared.code not in found:
        found[shared.code] = {"country": shared.code}
    return list(found.values())


def _kind(row: Row, default: str | None) -> str:
    cells = [*row.cells("instrument"), *row.cells("name")]
    cues = [cue for cell in cells for cue in cues_within(row.analysis, cell.span)]
    return _instrument(cues) or (default or "other")


def _name(row: Row) -> str | None:
    """Return the name of the instrument: a cell that has its noun and at least two capitalised words."""
    for role in ("name", "instrument"):
        cell = row.cell(role)
        if cell is None:
            continue
        nouns = [cue for cue in cues_within(row.analysis, cell.span) if cue.lexicon == "instruments"]
        text = row.text(role) or ""
        if nouns and len(_CAPITALISED.findall(text)) > 1 and len(text.split()) > 1:
            return text
    return None


def _told(row: Row) -> tuple[str, str | None, dict[str, str]] | None:
    """Return status, reason and dates of a row; None where it tells no status, or that there is no agreement."""
    dates = {role: value.text for role in _DATES if (value := row.value(role, "date"))}
    bare = row.value("date", "date")
    if bare is not None:
        dates.setdefault("announced", bare.text)
    cell = row.text("status") or _status_in_date(row)
    if cell is not None:
        return _told_in(row, cell, dates)
    dated = next((status for role, status in _DATEDAGREEMENT_STATUSES if role in dates), None)
    return (dated, None, dates) if dated and "status" not in row.roles else None


def _told_in(row: Row, cell: str, dates: dict[str, str]) -> tuple[str, str | None, dict[str, str]] | None:
    """Return what a cell of status says, with its reason and a date that it prints."""
    values = [(match, match.values[0]) for match in affirmed(AGREEMENT_STATUSES, cell)]
    found = [(match, value) for match, value in values if value in _ORDER]
    if not found or any(value in ("none", "denied") for _, value in values):
        return None
    best, status = min(found, key=lambda one: _ORDER.index(one[1]))
    own = row.cell("status")
    printed = row.values(own, "date") if own else []
    if len(printed) == 1 and status in DATED:
        dates.setdefault(DATED[status], printed[0].text)
    rest = cell[best.span[1] :]
    separator = _LEADING.match(rest)
    ended = _ORDER.index(status) < _ORDER.index("in_force")
    reason = rest[separator.end() :].strip(" .)") if separator and ended and not printed else None
    return status, reason or None, dates


def _status_in_date(row: Row) -> str | None:
    """Return the words of a cell for a date that hold a status instead: "not yet in force"."""
    return next((text for role in _DATES if (text := row.text(role)) and row.value(role, "date") is None), None)


def _quota(row: Row) -> str | None:
    """Return how many people a row speaks of: the number of its column, or one of people among its conditions."""
    number = row.value("quota", "number")
    for cell in row.cells("conditions") if number is None else ():
        people = {cue.start for cue in cues_within(row.analysis, cell.span) if cue.lexicon == "people"}
        number = next((one for one in row.values(cell, "number") if one.span[1] + 1 in people), number)
    return number.text if number is not None else None
