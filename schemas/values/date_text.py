"""One way to write what a printed date says, before it is read: case, accents, dashes, times and numeric dates."""

from __future__ import annotations

import re
from functools import cache

from schemas.values import periods
from schemas.values.vocabulary import alternation, collapse, fold, words


class TwoReadings(ValueError):  # noqa: N818
    """A numeric date that can be read in two ways, or in none."""


def normalize_date(text: str) -> str | None:
    """Return `text` in lower case with numeric dates spelled out as "27 august 2019"; None where one is ambiguous."""
    line = _DASH.sub("-", fold(collapse(text)))
    line = _TIME.sub(" ", _ISO_TIME.sub("", line))
    try:
        line = _YEAR_FIRST.sub(lambda match: _spelled(match["year"], match["month"], match["day"]), line)
        line = _YEAR_LAST.sub(_year_last, line)
        line = _YEAR_MONTH.sub(_year_month, line)
        line = _MONTH_YEAR.sub(lambda match: _spelled(match["year"], match["month"], None), line)
    except TwoReadings:
        return None
    line = _hedged_with_hyphen().sub(r"\1 ", line)
    return collapse(_PUNCTUATION.sub(" ", line))


_DASH = re.compile(r"[‐‑‒–—−]")
_ISO_TIME = re.compile(r"(?<=[0-9])t[0-9]{2}:[0-9:.]+(?:z|[+-][0-9:]+)?")
_TIME = re.compile(
    r"(?:\b(?:at|a las)\s+)?\b[0-9]{1,2}(?::[0-9]{2}){1,2}(?:\s?[ap]\.?m\b\.?)?(?:\s(?:[a-z]{1,2}[sd]?t|utc|gmt)\b)?"
    r"|(?:\bat\s+)?\b[0-9]{1,2}\s?[ap]\.?m\b\.?"
)
_YEAR_FIRST = re.compile(r"\b(?P<year>[0-9]{4})([-/.])(?P<month>[0-9]{1,2})\2(?P<day>[0-9]{1,2})\b")
_YEAR_LAST = re.compile(r"\b(?P<first>[0-9]{1,2})([-/.])(?P<second>[0-9]{1,2})\2(?P<year>[0-9]{4})\b")
_YEAR_MONTH = re.compile(r"\b(?P<year>[0-9]{4})-(?P<tail>[0-9]{2})\b(?![-0-9])")
_MONTH_YEAR = re.compile(r"(?<![0-9/])(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})\b")
_PUNCTUATION = re.compile(r"[.,;()\[\]\"'“”‘’]")


def _year_last(match: re.Match[str]) -> str:
    """Day or month first: whichever alone the calendar allows; "05/05/2024" is the same in both."""
    first, second, year = match["first"], match["second"], match["year"]
    days = {
        period.first
        for day, month in ((first, second), (second, first))
        if (period := periods.day(int(year), int(month), int(day)))
    }
    if len(days) != 1:
        raise TwoReadings(match[0])
    (only,) = days
    return _spelled(year, str(only.month), str(only.day))


def _year_month(match: re.Match[str]) -> str:
    """ "2019-08" is a month, "2019-20" a range of years, "2009-10" could be both."""
    year, tail = int(match["year"]), int(match["tail"])
    is_month, is_range = 1 <= tail <= 12, tail > year % 100
    if is_month == is_range:
        raise TwoReadings(match[0])
    return _spelled(match["year"], match["tail"], None) if is_month else f"{year} - {year - year % 100 + tail}"


def _spelled(year: str, month: str, day: str | None) -> str:
    if not 1 <= int(month) <= 12:
        raise TwoReadings(f"{year}-{month}")
    name = _month_names()[int(month)]
    return f"{int(day)} {name} {year}" if day else f"{name} {year}"


@cache
def _month_names() -> dict[int, str]:
    names: dict[int, str] = {}
    for word in words("calendar"):
        if word.kind == "month":
            names.setdefault(int(word.value), word.form)
    return names


@cache
def _hedged_with_hyphen() -> re.Pattern[str]:
    hedges = alternation(word.form for word in words("calendar") if word.kind == "hedge")
    return re.compile(rf"\b({hedges})-")
