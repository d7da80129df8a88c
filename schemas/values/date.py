"""Dates as printed, with the days that they can mean."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import model_validator

from schemas.values.printed import PrintedValue, computed

Precision = Literal["day", "week", "month", "year", "month_no_year", "relative", "unknown"]


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
