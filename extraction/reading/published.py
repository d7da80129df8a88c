"""When a document says it was published."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

import regex

from core.document import Metadata, Span
from extraction.structure.words import word_table

_MONTH_FIRST = r"\p{L}{3,12}+\.?[ \u00a0]\d{1,2}(?:st|nd|rd|th)?,?[ \u00a0]\d{4}"
_DAY_FIRST = r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?[ \u00a0](?:de |of )?\p{L}{3,12}+\.?,?[ \u00a0](?:de |del )?\d{4}"
_NUMBERS = r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4}"
_DATE = regex.compile(rf"(?<![\p{{L}}\p{{N}}])(?:{_NUMBERS}|{_MONTH_FIRST}|{_DAY_FIRST})(?!\p{{N}})", regex.IGNORECASE)
_WITH_COLON = re.compile(r"^[^:：\n]{3,}[:：]", re.MULTILINE)
_YEAR = re.compile(r"\d{4}")
"""What every label and every date has, and few lines: looked for first, for the patterns of these are slow."""
_FORMATS = ("%B %d, %Y", "%d %B %Y", "%b %d, %Y", "%d %b %Y")
_NUMERIC = regex.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_LINE = regex.compile(r"^.*\S.*$", regex.MULTILINE)
_TOP = 1_500
"""Characters at the head of a text in which its byline stands."""
_LONGEST_LINE = 100
_MARKS = " \t\u00a0*_>#()[]|.,;:–—-"
_PLACE = regex.compile(
    r"[ \t*_>#(]*+(?:\p{Lu}[\p{L}.'’]*+(?:[ -](?:\p{Lu}[\p{L}.'’]*+|de|del|la|of))*+"
    r"(?:, \p{Lu}[\p{L}.]*+(?: \p{Lu}[\p{L}.]*+)?)?,(?: a)? )?[*_(]*+"
)
"""A place before a date, or nothing."""
_FAR_RIGHT = 120
"""Characters: a date further into its line is part of a sentence."""


def printed_date(text: str) -> Metadata | None:
    """Return the date under a label like "Release Date:", on the same line or the next, with its characters.

    Without such a label it is that of a byline near the top.
    """
    best: tuple[int, Metadata] | None = None
    labelled = False
    for line in _WITH_COLON.finditer(text):
        match = _labels().match(text, line.start())
        if match is None:
            continue
        labelled = True
        rank = _ranks()[" ".join(match["label"].casefold().split())]
        if best is not None and best[0] <= rank:
            continue
        span = _date_behind(text, match.end())
        if span is not None and parse_published(text[slice(*span)]) is not None:
            best = rank, Metadata("published_on", text[slice(*span)], span)
    if best is not None:
        return best[1]
    return None if labelled else _in_byline(text)


def _in_byline(text: str) -> Metadata | None:
    """Return the date of a line near the top that is only a place and a day, or names its label without a colon.

    "Dakar, 14 April 2025"; "*Stockholm. Published 11 November 2025, 18:05*". Lines of more words are prose.
    """
    for line in _LINE.finditer(text, 0, _TOP):
        if len(line.group()) > _LONGEST_LINE or not _YEAR.search(line.group()):
            continue
        match = _DATE.search(text, *line.span())
        if match is None:
            continue
        before, after = text[line.start() : match.start()], text[match.end() : line.end()]
        alone = _PLACE.fullmatch(before) is not None and not after.strip(_MARKS)
        told = alone or _closing_label().search(before.rstrip(_MARKS)) is not None
        if told and parse_published(match.group()) is not None:
            return Metadata("published_on", match.group(), match.span())
    return None


def parse_published(text: str) -> date | None:
    """Return the day that `text`, a date or a timestamp, prints; None if it is no full date or can be two.

    >>> parse_published("2022-06-10 05:00:00-04:00")
    datetime.date(2022, 6, 10)
    """
    text = " ".join(text.split())
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    if numeric := _NUMERIC.fullmatch(text):
        return _from_numbers(*(int(part) for part in numeric.groups()))
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return _in_other_words(text)


def _from_numbers(first: int, second: int, year: int) -> date | None:
    """Return the day of 27/8/2019 or 8/27/2019; None for 3/4/2019, which has two readings."""
    possible = set()
    for day, month in ((first, second), (second, first)):
        try:
            possible.add(date(year, month, day))
        except ValueError:
            continue
    return possible.pop() if len(possible) == 1 else None


def _in_other_words(text: str) -> date | None:
    """Read ordinals, abbreviations and other languages: dateparser, which takes a while to import."""
    if _DATE.search(text) is None:
        return None
    import dateparser

    parsed = dateparser.parse(
        text,
        languages=["en", "es", "fr", "pt", "de", "it"],
        settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]},
    )
    return parsed.date() if parsed else None


def _date_behind(text: str, offset: int) -> Span | None:
    """Return the characters of the date in the rest of the line at `offset` or, if that is blank, in the next line."""
    end = _line_end(text, offset)
    if not text[offset:end].strip(" \t\u00a0*_") and end < len(text):
        offset = end + 1
        end = _line_end(text, offset)
        if not text[offset:end].strip() and end < len(text):
            offset, end = end + 1, _line_end(text, end + 1)
    match = _DATE.search(text, offset, min(end, offset + _FAR_RIGHT))
    return match.span() if match else None


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


@cache
def _ranks() -> dict[str, int]:
    return {row[0].casefold(): int(row[1]) for row in word_table("extraction.reading", "date_labels")}


@cache
def _closing_label() -> regex.Pattern[str]:
    alternatives = "|".join(regex.escape(label) for label in sorted(_ranks(), key=len, reverse=True))
    return regex.compile(rf"(?:^|[.·|•–—(][ ]*)(?:{alternatives})[:：]?$", regex.IGNORECASE)


@cache
def _labels() -> regex.Pattern[str]:
    longest_first = sorted(_ranks(), key=len, reverse=True)
    alternatives = "|".join(r"[ \u00a0]".join(map(regex.escape, label.split())) for label in longest_first)
    return regex.compile(
        rf"^[ \t>*_#-]*+(?P<label>{alternatives})[*_]*+[ \u00a0]?[:：][*_]*+", regex.IGNORECASE | regex.MULTILINE
    )
