"""Dates as printed, with the days that they can mean."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from pydantic import model_validator

from schemas.values.absolute_dates import read_absolute
from schemas.values.date_text import normalize_date
from schemas.values.foreign_dates import read_foreign
from schemas.values.periods import RELATIVE, UNKNOWN, DateReading, Precision, Tense
from schemas.values.printed import PrintedValue, computed
from schemas.values.relative_dates import leaves_year_to_reference, read_relative, resolve_years, without_today

LONGEST = 100
"""A text of more characters is no printed date."""


class DateValue(PrintedValue):
    """A printed date: `earliest` and `latest` are the first and the last day it can mean, both inclusive.

    "August 27, 2019" is one day; "2022" runs from 1 January to 31 December; "February" in an undated text is
    `month_no_year` with neither; "Today" resolves only against the document's own date.
    """

    earliest: date | None = computed()
    latest: date | None = computed()
    precision: Precision | None = computed()

    @model_validator(mode="after")
    def _in_order(self) -> DateValue:
        if (self.earliest is None) != (self.latest is None):
            raise ValueError("a date has both an earliest and a latest day, or neither")
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"the earliest day {self.earliest} is after the latest {self.latest}")
        return self


@lru_cache(maxsize=512)
def parse_date(text: str, reference: date | None = None, tense: Tense | None = None) -> DateReading:
    """Return the days that the printed date `text` can mean, in English or Spanish (a full date in any language).

    `reference` is the document's own date, never the day of the run: without it, nothing that lacks a year has bounds.
    Where it settles a date, the nearest one that fits `tense` is meant. What has two readings ("03/04/2024") or none is
    `unknown`, and so is a fiscal year: its first day depends on whose it is.
    """
    line = normalize_date(text)
    if line is None or not line or len(line) > LONGEST:
        return UNKNOWN
    reading = read_relative(line, reference)
    if reading is not None:
        return reading
    line = without_today(line)
    reading = read_absolute(resolve_years(line, reference), reference, tense) or read_foreign(line) or UNKNOWN
    return RELATIVE if reading == UNKNOWN and reference is None and leaves_year_to_reference(line) else reading
