"""The same number, sum of money or date printed in another form: 1200 for "1,200", 2 for "two", an ISO date.

The form that the document prints is found by where its numbers and months stand, and holds if the parser that computes
values says the same of both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

import regex

from core.document import Span
from extraction.grounding.bearing import IN_HEADING, IN_PARAGRAPH, NORMALIZED, Bearing
from extraction.grounding.numbers import numbers_in
from extraction.grounding.places import Places
from extraction.lexicons import Lexicon, load
from schemas.values.date import DateValue, parse_date
from schemas.values.money import Money, parse_money
from schemas.values.printed import PrintedValue
from schemas.values.quantity import Quantity

_CURRENCY_BEFORE = regex.compile(r"(?r)(?<!\w)(?:\p{Lu}{1,3}\$|\p{Lu}{3} ?|\p{Sc}) ?$")
_CURRENCY_AFTER = regex.compile(r" ?(?:\p{Sc}|(?:US |Canadian |Australian )?\p{L}+)")
_NO_COUNT = regex.compile(r"\s?%|\s(?:per ?cent|percentage)\b|[-/–]\d|:\d")
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_BEFORE_MONTH = regex.compile(rf"(?r)(?<![\w.,/-]){_DAY}(?: of| de)? $")
_AFTER_MONTH = regex.compile(rf"\.?(?: {_DAY}(?![\w/]))?(?:,?(?: of| de)? \d{{4}}(?!\w))?")
_NUMERIC_DATE = regex.compile(r"(?<![\w/.-])(?:\d{4}-\d{2}(?:-\d{2})?|\d{1,2}[/.]\d{1,2}[/.]\d{4})(?![\w/-])")

Candidates = Callable[[str, int, int], Iterator[Span]]


def seek_other_form(places: Places, owner: type[PrintedValue], value: str, *, widely: bool) -> Bearing | None:
    """Return where the same value is printed otherwise: in the quotes, their paragraphs, if `widely` in headings."""
    same = _same_as(owner, value)
    if same is None:
        return None
    wider = ((places.paragraphs, "context", IN_PARAGRAPH), (places.headings if widely else (), "context", IN_HEADING))
    for spans, match, score in ((places.inside, "normalized", NORMALIZED), *wider):
        for start, end in spans:
            if found := same(places.index.text, start, end):
                return Bearing(found, match, score)  # type: ignore[arg-type]  # both are matches
    return None


def _same_as(owner: type[PrintedValue], value: str) -> Callable[[str, int, int], Span | None] | None:
    """Return what finds a printing of the same value in a stretch of text; None if `value` says too little alone."""
    if issubclass(owner, Quantity):
        wanted = _plain_number(value)
        return None if wanted is None else lambda text, start, end: _number(text, (start, end), wanted)
    if issubclass(owner, Money):
        money = parse_money(value)
        is_whole = money.amount is not None and money.currency is not None
        return _finder(_sums, lambda printed: parse_money(printed) == money) if is_whole else None
    if issubclass(owner, DateValue):
        day = parse_date(value)
        return _finder(_dates, lambda printed: parse_date(printed) == day) if day.earliest is not None else None
    return None


def _finder(candidates: Candidates, is_same: Callable[[str], bool]) -> Callable[[str, int, int], Span | None]:
    def find(text: str, start: int, end: int) -> Span | None:
        return next((span for span in candidates(text, start, end) if is_same(text[slice(*span)])), None)

    return find


def _plain_number(value: str) -> str | None:
    """Return the value of a text that is one number and nothing else."""
    numbers = numbers_in(value.strip())
    is_alone = len(numbers) == 1 and numbers[0].span == (0, len(value.strip()))
    return numbers[0].value if is_alone else None


def _number(text: str, within: Span, wanted: str) -> Span | None:
    """The number that counts something: no sum of money, no share, no part of a date or of a range."""
    for number in numbers_in(text[slice(*within)]):
        start, end = within[0] + number.span[0], within[0] + number.span[1]
        is_count = not (_CURRENCY_BEFORE.search(text, 0, start) or _NO_COUNT.match(text, end))
        if number.value == wanted and is_count and not _is_in_date(text, start, end):
            return start, end
    return None


def _is_in_date(text: str, start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in _dates(text, max(0, start - 20), end + 20))


def _sums(text: str, start: int, end: int) -> Iterator[Span]:
    """Every number with the currency before it, and with what may be one after it."""
    for number in numbers_in(text[start:end]):
        first, last = start + number.span[0], start + number.span[1]
        if before := _CURRENCY_BEFORE.search(text, start, first):
            yield before.start(), last
        elif after := _CURRENCY_AFTER.match(text, last, end):
            yield first, after.end()


def _dates(text: str, start: int, end: int) -> Iterator[Span]:
    end = min(end, len(text))
    for month in _months().find(text, start, end):
        before, after = _BEFORE_MONTH.search(text, start, month.span[0]), _AFTER_MONTH.match(text, month.span[1], end)
        yield before.start() if before else month.span[0], after.end() if after else month.span[1]
    yield from (match.span() for match in _NUMERIC_DATE.finditer(text, start, end))


@cache
def _months() -> Lexicon:
    return load("facts").of_form("month")
