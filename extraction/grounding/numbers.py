"""Numbers as expressions: "1,100", "155 million" and "twenty-two" are one number each, never part of another."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

import regex

from core.document import Span
from extraction.lexicons import Lexicon, load
from extraction.lexicons.folding import fold

_DIGITS = regex.compile(r"\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th)\b)?")
_JOINT = regex.compile(r"(?:[\s\u00a0]+|-)(?:and\s+)?")
_THOUSANDS = regex.compile(r"(?<=\d),(?=\d{3})")
_NEAR = 60
"""Characters before and after a place that are looked at for words that count."""
_WORD = regex.compile(r"[^\W_]+")
_LAST_WORD = regex.compile(r"(?r)[^\W_]+")
_ORDINAL = regex.compile(r"(?<=\d)(?:st|nd|rd)$")


@dataclass(frozen=True)
class NumberExpression:
    """A number as printed, with its magnitude words; equal `value` means the same number."""

    span: Span
    value: str


@dataclass(frozen=True)
class _Part:
    span: Span
    value: str
    kind: Literal["digits", "number", "magnitude"]


class NumberSpans:
    """Where a text's numbers stand, to ask whether a position would cut one in two."""

    def __init__(self, numbers: list[NumberExpression]) -> None:
        self._starts = [number.span[0] for number in numbers]
        self._ends = [number.span[1] for number in numbers]

    def cuts(self, position: int) -> bool:
        """Say whether `position` is inside a number: part of it before, part of it after."""
        index = bisect_right(self._starts, position) - 1
        return index >= 0 and self._starts[index] < position < self._ends[index]


def may_cut_number(text: str, position: int) -> bool:
    """Say whether a number could go on across `position`, by the words next to it: most places need no better look."""
    start, end = max(position - _NEAR, 0), min(position + _NEAR, len(text))
    after = _WORD.search(text, position, end)
    if after is not None and after.end() < end and not _may_count(after[0]):
        return False
    before = _LAST_WORD.search(text, start, position)
    return before is None or before.start() == start or _may_count(before[0])


def _may_count(word: str) -> bool:
    if word.isascii() and word.isalpha():  # as most words: they fold to their lower case
        return word.lower() in _counting_words()
    return any(map(str.isdigit, word)) or fold(word).text in _counting_words()


@cache
def _counting_words() -> frozenset[str]:
    terms = (fold(entry.term).text.replace("-", " ").split() for entry in number_words().entries)
    return frozenset(["and", *(word for term in terms for word in term)])


def numbers_in(text: str) -> list[NumberExpression]:
    """Return the numbers of `text` in order, digits and words, each as long as it goes."""
    numbers: list[NumberExpression] = []
    group: list[_Part] = []
    for part in _parts(text):
        if group and not _continues(text, group, part):
            numbers.append(_expression(group))
            group = []
        group.append(part)
    if group:
        numbers.append(_expression(group))
    return numbers


def _parts(text: str) -> list[_Part]:
    parts = [_Part(match.span(), match.group(), "digits") for match in _DIGITS.finditer(text)]
    for found in number_words().find(text):
        entry = found.entries[0]
        parts.append(_Part(found.span, entry.value, "magnitude" if entry.form == "magnitude" else "number"))
    return sorted(parts, key=lambda part: part.span)


@cache
def number_words() -> Lexicon:
    """Return the words that count: numbers and magnitudes."""
    facts = load("facts")
    return Lexicon("numbers", facts.of_form("number").entries + facts.of_form("magnitude").entries)


def _continues(text: str, group: list[_Part], after: _Part) -> bool:
    """Say whether `after` goes on with the number that `group` is so far: "155 million", "twenty-two", "two hundred".

    A number that begins with digits goes on with no number in words: "a $4 billion four-year plan" has two. An ordinal
    ends one: "the first two years" has two, "the twenty-first" one.
    """
    if group[-1].value.endswith("th"):
        return False
    if not _JOINT.fullmatch(text, group[-1].span[1], after.span[0]):
        return False
    return after.kind == "magnitude" or "digits" not in (group[0].kind, after.kind)


def _expression(group: list[_Part]) -> NumberExpression:
    return NumberExpression((group[0].span[0], group[-1].span[1]), _value(group))


def _value(group: list[_Part]) -> str:
    """Return one text for one number: plain decimal where it can be counted, else the parts as they are."""
    texts = [_ORDINAL.sub("th", _THOUSANDS.sub("", part.value)) for part in group]
    if len(group) == 1 and group[0].kind != "magnitude":
        return texts[0]
    total = current = Decimal(0)
    for part, value in zip(group, texts, strict=True):
        if not value.replace(".", "", 1).isascii() or not value.replace(".", "", 1).isdigit():
            return " ".join(texts)
        amount = Decimal(value)
        if part.kind != "magnitude":
            current += amount
        elif amount == 100:
            current = (current or Decimal(1)) * amount
        else:
            total += (current or Decimal(1)) * amount
            current = Decimal(0)
    return f"{(total + current).normalize():f}"
