"""Dates that say what they are by day, month, year or weekday, and ranges of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from schemas.values import periods
from schemas.values.periods import MONTH_NO_YEAR, RELATIVE, UNKNOWN, DateReading, Period, Tense
from schemas.values.vocabulary import words

EARLIEST_YEAR, LATEST_YEAR = 1000, 2999
"""Four digits beyond these are no year."""


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a printed date names; `order` is the sequence in which it does, as letters of D, M and Y."""

    order: str = ""
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None

    def filled_from(self, other: _Parts, *, month: bool) -> _Parts:
        return replace(
            self,
            year=self.year if self.year is not None else other.year,
            month=other.month if month and self.month is None else self.month,
        )


def read_absolute(line: str, reference: date | None, tense: Tense | None) -> DateReading | None:
    """Return what a normalised date means, None if it is not one of day, month, year and weekday only."""
    sides = _sides(line)
    if sides is None:
        return None
    if len(sides) == 1:
        return _reading(sides[0], reference, tense) if sides[0].order in _ALONE else None
    return _range(sides[0], sides[1], reference, tense)


_ALONE = frozenset(("MDY", "DMY", "YMD", "YDM", "MY", "YM", "Y", "MD", "DM", "M", ""))
_SIDES = _ALONE | {"D", "DY"}
_TOKEN = re.compile(r"(?P<number>[0-9]+)(?:st|nd|rd|th|º|°)?(?![^\W_])|[a-z]+|\S")


@cache
def _word_kinds() -> dict[str, tuple[str, int]]:
    """Form to (kind, value); what comes first in this order is meant where a form has two kinds."""
    kinds: dict[str, tuple[str, int]] = {}
    for kind in ("month", "weekday", "day_number", "to", "and", "hedge", "filler"):
        for word in words("calendar"):
            if word.kind == kind:
                kinds.setdefault(word.form, (kind, int(word.value or 0)))
    return kinds


def _sides(line: str) -> list[_Parts] | None:
    """Read the one or two ends of a date; None for a word or a number that belongs in none."""
    sides = [_Parts()]
    is_open = False
    for match in _TOKEN.finditer(line):
        kind, value = (
            _number_kind(int(match["number"][:5])) if match["number"] else _word_kinds().get(match[0], ("", 0))
        )
        if kind in {"to", "and"}:
            is_open = sides[-1] != _Parts()  # before the first part they say nothing: "until March", "a fines de"
            continue
        if kind in {"hedge", "filler"}:
            continue
        if is_open:
            sides.append(_Parts())
            is_open = False
        extended = _extended(sides[-1], kind, value)
        if extended is None or len(sides) > 2:
            return None
        sides[-1] = extended
    return sides if sides[0] != _Parts() and all(side.order in _SIDES for side in sides) else None


def _number_kind(number: int) -> tuple[str, int]:
    if 1 <= number <= 31:
        return "day_number", number
    return ("year", number) if EARLIEST_YEAR <= number <= LATEST_YEAR else ("", 0)


def _extended(parts: _Parts, kind: str, value: int) -> _Parts | None:
    match kind:
        case "day_number" if parts.day is None:
            return replace(parts, day=value, order=parts.order + "D")
        case "month" if parts.month is None:
            return replace(parts, month=value, order=parts.order + "M")
        case "year" if parts.year is None:
            return replace(parts, year=value, order=parts.order + "Y")
        case "weekday" if parts.weekday is None:
            return replace(parts, weekday=value)
        case _:
            return None


def _reading(parts: _Parts, reference: date | None, tense: Tense | None) -> DateReading:
    if parts.year is not None:
        period = _in_year(parts, parts.year)
        return period.reading if period else UNKNOWN
    if reference is None:
        return MONTH_NO_YEAR if parts.month is not None and parts.day is None else RELATIVE
    period = _nearest(parts, reference, tense)
    return period.reading if period else RELATIVE


def _in_year(parts: _Parts, year: int) -> Period | None:
    if parts.month is None:
        return periods.year(year) if parts.day is None else None
    if parts.day is None:
        return periods.month(year, parts.month)
    return periods.day(year, parts.month, parts.day)


def _nearest(parts: _Parts, reference: date, tense: Tense | None) -> Period | None:
    if parts.month is None:
        week = (periods.unit_around(reference, "day", shift) for shift in range(-6, 7))
        days = (period for period in week if period and period.first.weekday() == parts.weekday)
        return periods.nearest(days, reference, tense)
    found = periods.nearest((_in_year(parts, year) for year in periods.years_around(reference)), reference, tense)
    # A weekday that does not fit the day that was found says that another year is meant.
    if found and parts.day and parts.weekday is not None and found.first.weekday() != parts.weekday:
        return None
    return found


def _range(left: _Parts, right: _Parts, reference: date | None, tense: Tense | None) -> DateReading | None:
    left = left.filled_from(right, month=left.order == "D")
    right = right.filled_from(left, month=right.order in {"D", "DY"})
    if not left.order or not right.order:
        return RELATIVE
    if left.month is None and left.day is not None:
        return None
    first = _reading(left, reference, tense)
    if left.year is None and first.earliest is not None:
        right = replace(right, year=first.earliest.year)
    last = _reading(right, reference, tense)
    if first.earliest and last.earliest and first.earliest > last.earliest:
        first, last = _across_the_year(left, right, first, last)
    if first.earliest and last.latest:
        coarser = max(first.precision, last.precision, key=_UNITS.index)
        is_in_order = first.earliest <= last.latest
        return DateReading(first.earliest, last.latest, coarser) if is_in_order else UNKNOWN
    if UNKNOWN in (first, last):
        return UNKNOWN
    return first if first == last else RELATIVE


_UNITS = ("day", "week", "month", "year")


def _across_the_year(
    left: _Parts, right: _Parts, first: DateReading, last: DateReading
) -> tuple[DateReading, DateReading]:
    """ "28 December to 3 January 2024" begins in the year before, if only one year is printed."""
    if "Y" not in left.order and left.year is not None:
        first = _reading(replace(left, year=left.year - 1), None, None)
    elif "Y" not in right.order and right.year is not None:
        last = _reading(replace(right, year=right.year + 1), None, None)
    return first, last
