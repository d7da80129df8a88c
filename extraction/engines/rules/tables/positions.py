"""Where the actor of a row stands, read from its cell under the column's header."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from extraction.engines.rules.tables.headers import Column
from extraction.engines.rules.terms import is_only, terms
from extraction.lexicons import Found
from extraction.lexicons.countries import country_mentions

LONGEST = 400
"""Characters of a cell that are looked at."""
_SEGMENT = regex.compile(r"[;.,/]+\s|[;/]|\s[-–—]\s|\b(?:but|while|though|although|however|yet|pero|aunque)\b")
_WORD = regex.compile(r"\p{L}{4,}")
_OPPOSITE = {"supports": "opposes", "opposes": "supports"}


@dataclass(frozen=True)
class Actor:
    """The actor of a row: its cell and, where it is one country, its code."""

    entity: str
    code: str | None


@dataclass(frozen=True)
class Reading:
    """What a cell says: a position, or the row (`like`) whose position it shares or, if `opposite`, opposes."""

    position: str = "unclear"
    like: int | None = None
    opposite: bool = False


def positions(cells: list[str], column: Column, actors: list[Actor]) -> list[str]:
    """Return the position of each row's actor toward what `column` is about."""
    readings = [_reading(cell[:LONGEST], row, column, actors) for row, cell in enumerate(cells)]
    return [_resolved(readings, row) for row in range(len(readings))]


def _resolved(readings: list[Reading], row: int) -> str:
    """Follow "supportive of …" to the row that it names; where that leads to no position, the row has none."""
    turns, seen = False, {row}
    reading = readings[row]
    while reading.like is not None:
        if reading.like in seen:
            return "unclear"
        seen.add(reading.like)
        turns ^= reading.opposite
        reading = readings[reading.like]
    return _OPPOSITE.get(reading.position, "unclear") if turns else reading.position


def _reading(cell: str, row: int, column: Column, actors: list[Actor]) -> Reading:
    vote = [
        entry.value
        for found in terms("stances/positions").find(cell)
        for entry in found.entries
        if entry.form == "vote" and found.span == (0, len(cell.rstrip(".! ")))
    ]
    if vote:
        return Reading(vote[0])
    segments = [part for part in _SEGMENT.split(cell) if part and part.strip()]
    return _joined([_segment_reading(part, row, column, actors) for part in segments])


def _joined(readings: list[Reading]) -> Reading:
    positions = {reading.position for reading in readings} - {"unclear"}
    if "conditional" in positions:
        return Reading("conditional")
    if "mixed" in positions or {"supports", "opposes"} <= positions:
        return Reading("mixed")
    reference = next((reading for reading in readings if reading.like is not None), None)
    for position in ("supports", "opposes"):
        if position in positions:
            return Reading(position)
    return reference or Reading("neutral" if "neutral" in positions else "unclear")


def _segment_reading(part: str, row: int, column: Column, actors: list[Actor]) -> Reading:
    found = [match for match in terms("stances/positions").find(part) if any(e.form != "vote" for e in match.entries)]
    values = [_value(match) for match in found]
    for position in ("conditional", "mixed", "neutral"):
        if position in values:
            return Reading(position)
    if "threat" in values:
        return Reading("opposes")
    denied = False
    for match, value in zip(found, values, strict=True):
        if value == "not":
            denied = True
            continue
        reading = _cue_reading(value, part[match.span[1] :], row, column, actors)
        if denied:
            return Reading(_OPPOSITE.get(reading.position, "unclear"), reading.like, not reading.opposite)
        return reading
    return Reading()


def _value(match: Found) -> str:
    return next(entry.value for entry in match.entries if entry.form != "vote")


def _cue_reading(value: str, rest: str, row: int, column: Column, actors: list[Actor]) -> Reading:
    """Return what one cue and the words after it say."""
    undone = any("undo" in match.values for match in terms("stances/positions").find(rest))
    kept = any("keep" in match.values for match in terms("stances/positions").find(rest))
    related = _is_related(rest, column)
    if value == "demand":
        if undone:
            return Reading("opposes" if related or column.role == "reply" or _names_nothing(rest) else "unclear")
        return Reading("supports" if kept and related else "unclear")
    if value == "undo":
        return Reading("opposes" if related or not rest.strip() else "unclear")
    if value not in ("supports_named", "opposes_named"):
        return Reading()
    position = "supports" if value == "supports_named" else "opposes"
    if undone:
        return Reading(_OPPOSITE[position])
    like = _row_named(rest, row, actors)
    if like is not None:
        return Reading(like=like, opposite=position == "opposes")
    if related or _names_nothing(rest) or (column.role == "reply" and position == "opposes"):
        return Reading(position)
    return Reading()


def _row_named(rest: str, row: int, actors: list[Actor]) -> int | None:
    codes = {mention.code for mention in country_mentions(rest)}
    folded = rest.casefold()
    for index, actor in enumerate(actors):
        if index != row and ((actor.code and actor.code in codes) or actor.entity.casefold() in folded):
            return index
    return None


def _is_related(rest: str, column: Column) -> bool:
    """Say whether the words name what the column is about: by a word, a country, or the field they are from."""
    if column.about is None:
        return True
    if {_stem(word) for word in _WORD.findall(rest)} & {_stem(word) for word in _WORD.findall(column.about)}:
        return True
    if {m.code for m in country_mentions(rest)} & {m.code for m in country_mentions(column.about)}:
        return True
    fields = _fields(rest)
    return bool(fields & _fields(column.about)) or (column.is_loose and bool(fields))


def _fields(text: str) -> set[str]:
    return {value for match in terms("cues/subject_matter").find(text) for value in match.values}


def _names_nothing(rest: str) -> bool:
    """Say whether nothing more special follows than "it", "the plan" or a field's own general noun."""
    return not rest.strip(" .!:") or is_only("tables/unspecific", rest) or is_only("stances/positions", rest)


def _stem(word: str) -> str:
    """Return enough of a word to know its forms by."""
    return word.casefold()[:6]
