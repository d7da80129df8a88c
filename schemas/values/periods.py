"""Periods of the calendar, and which one is meant where a document leaves the year or the week to its own date."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Literal, NamedTuple

Precision = Literal["day", "week", "month", "year", "month_no_year", "relative", "unknown"]
Tense = Literal["past", "future"]
YEARS_AROUND = 8
"""How far the nearest 29 February can be."""


class DateReading(NamedTuple):
    """The first and the last day that a printed date can mean, both inclusive; both null where nothing settles them."""

    earliest: date | None
    latest: date | None
    precision: Precision


class Period(NamedTuple):
    """Days from `first` to `last`, both inclusive, in a unit of the calendar."""

    first: date
    last: date
    unit: Literal["day", "week", "month", "year"]

    @property
    def reading(self) -> DateReading:
        """The period as what a printed date says."""
        return DateReading(self.first, self.last, self.unit)


UNKNOWN = DateReading(None, None, "unknown")
RELATIVE = DateReading(None, None, "relative")
MONTH_NO_YEAR = DateReading(None, None, "month_no_year")


def day(year: int, month: int, number: int) -> Period | None:
    """Return a day, None if the calendar has no such day."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Period(found, found, "day")


def month(year: int, number: int) -> Period | None:
    """Return a month, counted on from January of `year`: month 13 is January of the year after."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not MINYEAR <= year <= MAXYEAR:
        return None
    return Period(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]), "month")


def year(number: int) -> Period | None:
    """Return a calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31), "year") if MINYEAR <= number <= MAXYEAR else None


def unit_around(reference: date, unit: str, shift: int) -> Period | None:
    """Return the day, week (Monday to Sunday, ISO 8601), month or year that is `shift` units from `reference`'s."""
    try:
        match unit:
            case "day":
                moved = reference + timedelta(days=shift)
                return Period(moved, moved, "day")
            case "week":
                monday = reference + timedelta(days=7 * shift - reference.weekday())
                return Period(monday, monday + timedelta(days=6), "week")
            case "month":
                return month(reference.year, reference.month + shift)
            case _:
                return year(reference.year + shift)
    except OverflowError:
        return None


def nearest(candidates: Iterable[Period | None], reference: date, tense: Tense | None) -> Period | None:
    """Return the candidate nearest to `reference` that fits the tense; one that holds `reference` fits both."""
    fitting = [
        period
        for period in candidates
        if period is not None
        and not (tense == "past" and period.first > reference)
        and not (tense == "future" and period.last < reference)
    ]
    return min(fitting, key=lambda period: _distance(period, reference), default=None)


def years_around(reference: date) -> range:
    """Return the years in which a date without a year is sought."""
    return range(reference.year - YEARS_AROUND, reference.year + YEARS_AROUND + 1)


def _distance(period: Period, reference: date) -> tuple[int, int]:
    if period.first <= reference <= period.last:
        return 0, 0
    before = (reference - period.last).days
    return (before, 0) if before > 0 else ((period.first - reference).days, 1)
