"""The words around a printed number that bound it: "more than", "up to", "between … and", "or so"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal, cast

from schemas.values.numbers import PrintedNumber
from schemas.values.vocabulary import alternation, fold, forms

Qualifier = Literal["exact", "over", "at_least", "up_to", "about", "range"]

REACH = 80
"""How many characters before and after a number can say how it bounds."""


def qualifiers_before(text: str) -> list[Qualifier]:
    """Return the qualifiers that stand right before the end of `text`, the nearest first."""
    before = fold(text[-REACH:])
    found: list[Qualifier] = []
    while match := _before().search(before):
        found.append(_qualifiers("before")[match["phrase"]])
        before = before[: match.start("phrase")]
    return found


def qualifier_after(text: str) -> Qualifier | None:
    """Return the qualifier at the beginning of `text` ("or more") or at its end ("… people at most"), if any."""
    after = fold(text)
    match = _after_at_once().match(after[:REACH]) or _after_at_the_end().search(after[-REACH:])
    return _qualifiers("after")[match["phrase"]] if match else None


def is_range(before: str, between: str) -> bool:
    """Whether what stands before two numbers and between them makes them the ends of one range."""
    if _matches_whole("to", between):
        return True
    return _matches_whole("and", between) and _opens_range().search(fold(before[-REACH:])) is not None


def is_share(after: str) -> bool:
    """Whether what follows a number makes it a percentage."""
    return _share().match(fold(after[:REACH])) is not None


def is_ratio(before: str, between: str) -> bool:
    """Whether a number tells how often: "every 5", "one in five"."""
    return _matches_whole("ratio", between) or _each().search(fold(before[-REACH:])) is not None


def is_measure(before: str, after: str) -> bool:
    """Whether a number counts time, distance or money, and no people or things."""
    return _sign().search(before[-REACH:]) is not None or _measure().match(fold(after[:REACH])) is not None


def are_counted_apart(between: str) -> bool:
    """Whether a second number is another count ("130 men and 20 women"): the sum of the two is not printed."""
    return _coordination().search(fold(between[-REACH:])) is not None


def pairs(text: str, numbers: Sequence[PrintedNumber]) -> list[tuple[PrintedNumber, PrintedNumber | None]]:
    """Return the numbers one by one, the two ends of a range together."""
    found: list[tuple[PrintedNumber, PrintedNumber | None]] = []
    index = 0
    while index < len(numbers):
        first = numbers[index]
        second = numbers[index + 1] if index + 1 < len(numbers) else None
        if second is not None and not is_range(text[: first.start], text[first.end : second.start]):
            second = None
        found.append((first, second))
        index += 1 if second is None else 2
    return found


@cache
def _qualifiers(kind: str) -> dict[str, Qualifier]:
    return cast("dict[str, Qualifier]", forms("qualifiers", kind))


@cache
def _set_of(kind: str) -> frozenset[str]:
    return frozenset(forms("qualifiers", kind))


def _phrases(kind: str) -> str:
    return alternation(forms("qualifiers", kind))


def _matches_whole(kind: str, text: str) -> bool:
    return fold(text).strip() in _set_of(kind)


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<phrase>{_phrases('before')})\s*(?:(?<!\w)(?:{_phrases('filler')})\s+)*$")


@cache
def _after_at_once() -> re.Pattern[str]:
    return re.compile(rf"[\s-]*(?P<phrase>{_phrases('after')})(?!\w)")


@cache
def _after_at_the_end() -> re.Pattern[str]:
    return re.compile(rf"\s(?P<phrase>{_phrases('after')})\W*$")


@cache
def _opens_range() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_phrases('between')})\s*(?:(?:{_phrases('before')})\s*)?$")


@cache
def _share() -> re.Pattern[str]:
    return re.compile(rf"[\s-]*(?:{_phrases('share')})(?!\w)")


@cache
def _each() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_phrases('each')})\s*$")


@cache
def _sign() -> re.Pattern[str]:
    return re.compile(rf"(?:{_phrases('sign')})\s*$")


@cache
def _measure() -> re.Pattern[str]:
    return re.compile(rf"[\s-]*(?:{_phrases('measure')})(?!\w)")


@cache
def _coordination() -> re.Pattern[str]:
    modifiers = f"{_phrases('before')}|{_phrases('filler')}"
    return re.compile(rf"(?<!\w)(?:{_phrases('coordination')})\s*(?:(?:{modifiers})\s*)*$")
