"""Full dates in other languages, by dateparser: only where day, month name and year are all printed."""

from __future__ import annotations

import re
from functools import lru_cache

from schemas.values import periods
from schemas.values.periods import DateReading

LANGUAGES = ("fr", "pt", "it", "de", "nl", "pl", "ro", "ru", "uk", "tr", "ar", "sq", "sr", "mn")
"""In more of them, dateparser takes many a short word for a month, and ten times as long."""

_FULL_DATE = re.compile(
    r"(?P<day>[0-9]{1,2})\S{0,2}\s(?:[^\W\d_]{1,3}\s)?[^\W\d_]{3,}\s(?:[^\W\d_]{1,3}\s)?(?P<year>[0-9]{4})"
)
_SETTINGS = {
    # Nothing is filled in from the day of the run, and nothing is reckoned from it.
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "PARSERS": ["absolute-time"],
}


@lru_cache(maxsize=1024)
def read_foreign(line: str) -> DateReading | None:
    """Return the day that a normalised full date means, None if dateparser does not read the printed day and year."""
    match = _FULL_DATE.fullmatch(line)
    if match is None:
        return None
    import dateparser  # slow to import, and rarely needed

    found = dateparser.parse(line, languages=list(LANGUAGES), settings=_SETTINGS)
    if found is None or (found.day, found.year) != (int(match["day"]), int(match["year"])):
        return None
    period = periods.day(found.year, found.month, found.day)
    return period.reading if period else None
