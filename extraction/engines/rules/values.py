"""Where dates, numbers and sums of money are printed in a stretch of text; what they mean is the schemas' matter."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

import regex

from core.document import Span
from extraction.engines.rules.grammar import alternatives

ValueKind = Literal["date", "number", "money"]
_NUMERAL = r"\d{1,3}(?:[,.]\d{3})+|\d+(?:\.\d+)?"
_SCALE = r"(?:\s+(?:hundred|thousand|million|billion|trillion|mil|millones))?"


class Value(NamedTuple):
    """A printed value; `text` is as printed, a date without its preposition, a number with the words that bound it."""

    kind: ValueKind
    span: Span
    text: str


@cache
def _date() -> regex.Pattern[str]:
    months, days = alternatives("months"), alternatives("weekdays")
    day = r"\d{1,2}(?:st|nd|rd|th|\.)?"
    dates = (
        rf"(?:{day}\s+(?:de\s+|of\s+)?)?\b(?:{months})\b\.?(?:\s+{day}(?!\d))?(?:,?\s+(?:de\s+|of\s+)?(?:19|20)\d\d)?"
        rf"|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)\d\d\b"
        rf"|\b(?:{days})\b(?:,?\s+(?:{months})\b\.?\s+{day}(?:,?\s+(?:19|20)\d\d)?)?"
        r"|(?<![\d$€£.,])\b(?:19|20)\d\d\b(?!,\d|\s+(?:\p{Ll}+\s+)?(?:people|migrants|deportees|persons))"
    )
    return regex.compile(dates)


@cache
def _money() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:(?:US|USD|A|AU|CA|C|NZ)\s?)?[$€£¥₡]\s?(?:{_NUMERAL}){_SCALE}\b"
        rf"|\b(?:USD|EUR|GBP)\s?(?:{_NUMERAL}){_SCALE}\b"
        rf"|\b(?:{_NUMERAL}){_SCALE}\s+(?:(?:US|U\.S\.)\s+)?(?:dollars|euros|pounds|dólares|lempiras|pesos|quetzales)\b"
    )


@cache
def _number() -> regex.Pattern[str]:
    qualifiers, words = alternatives("number_qualifiers"), alternatives("number_words")
    numeral = rf"(?:{_NUMERAL}){_SCALE}|\b(?:{words})\b(?:[\s-](?:and\s+)?(?:{words})\b)*"
    return regex.compile(
        rf"(?:\b(?:{qualifiers})\s+)?(?<![\w$€£.,-])(?:{numeral})(?:\s*(?:to|-|–|or)\s*(?:{_NUMERAL})(?![\w,-]))?(?![\w%-])(?!\s?%)",
        regex.IGNORECASE,
    )


def values_in(text: str, span: Span) -> tuple[Value, ...]:
    """Return the values printed in `text[span]`, in order; what is a date or a sum is no number too."""
    found: list[Value] = []
    taken: list[Span] = []
    for kind, pattern in (("money", _money()), ("date", _date()), ("number", _number())):
        for match in pattern.finditer(text, *span):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if kind == "date" and not _is_date(text, match.span()):
                continue
            taken.append(match.span())
            found.append(Value(kind, match.span(), match.group()))  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda value: value.span))


def _is_date(text: str, span: Span) -> bool:
    """Leave out the verbs "may" and "march": a month with no number beside it follows a preposition or adjective."""
    printed = text[span[0] : span[1]]
    if printed not in ("May", "March", "mayo", "Mar") or not text[: span[0]].strip():
        return True
    before = text[max(span[0] - 12, 0) : span[0]].split()
    return bool(before) and before[-1].lower() in (
        "in",
        "since",
        "last",
        "by",
        "early",
        "late",
        "mid",
        "until",
        "of",
        "from",
        "this",
        "en",
        "de",
    )
