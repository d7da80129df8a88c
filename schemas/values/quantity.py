"""Numbers of people and things as printed, with their bounds."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pydantic import model_validator

from schemas.values.numbers import PrintedNumber, find_numbers
from schemas.values.printed import PrintedValue, computed
from schemas.values.surroundings import (
    Qualifier,
    are_counted_apart,
    is_measure,
    is_ratio,
    is_share,
    pairs,
    qualifier_after,
    qualifiers_before,
)
from schemas.values.vocabulary import collapse

LARGEST = 2**63 - 1
"""What a BIGINT column holds."""


class Quantity(PrintedValue):
    """A printed quantity: "over 100" has `min` 100 and qualifier `over`; "dozens" has only its text.

    exact and about: min = max. over and at_least: min only. up_to: max only. range: both.
    """

    min: int | None = computed()
    max: int | None = computed()
    qualifier: Qualifier | None = computed()

    @model_validator(mode="after")
    def _in_order(self) -> Quantity:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"the lower bound {self.min} is above the upper {self.max}")
        return self


class Bounds(NamedTuple):
    """What a printed quantity says of its number: all three null where no number is printed."""

    min: int | None = None
    max: int | None = None
    qualifier: Qualifier | None = None


NO_NUMBER = Bounds()


@lru_cache(maxsize=512)  # what a model prints is mostly what the rules print
def parse_quantity(text: str) -> Bounds:
    """Return the bounds that `text` prints ("over 100 migrants": 100, None, over), in English or Spanish.

    The first count is the quantity ("130 people, 20 of them children" is 130); spans of time, distances and money are
    passed over. No number come of articles, vague words, shares, broken numbers, counts whose sum is not printed
    ("130 men and 20 women"), and what no BIGINT holds.
    """
    line = collapse(text)
    found = [(first, second) for first, second in pairs(line, find_numbers(line)) if _is_count(line, first, second)]
    if not found:
        return NO_NUMBER
    first, second = found[0]
    following = found[1][0] if len(found) > 1 else None
    if second is None and following is not None and _is_one_range_in_words(line, first, following):
        return _range(first, following)
    end = (second or first).end
    between = line[end : following.start] if following else ""
    if is_share(line[end:]) or is_ratio(line[: first.start], between) or are_counted_apart(between):
        return NO_NUMBER
    return _range(first, second) if second else _bounds(line, first)


def _is_count(line: str, first: PrintedNumber, second: PrintedNumber | None) -> bool:
    return not is_measure(line[: first.start], line[(second or first).end :])


def _is_one_range_in_words(line: str, first: PrintedNumber, last: PrintedNumber) -> bool:
    """ "At least 100 but no more than 150": two bounds of one count."""
    lower = _strongest(qualifiers_before(line[: first.start]))
    upper = _strongest(qualifiers_before(line[first.end : last.start]))
    return lower in {"over", "at_least"} and upper == "up_to"


def _bounds(line: str, number: PrintedNumber) -> Bounds:
    count = _count(number.value)
    if count is None:
        return NO_NUMBER
    after = qualifier_after(line[number.end :])
    qualifier = _strongest([*qualifiers_before(line[: number.start]), *([after] if after else [])])
    match qualifier:
        case "over" | "at_least":
            return Bounds(count, None, qualifier)
        case "up_to":
            return Bounds(None, count, qualifier)
        case _:
            return Bounds(count, count, qualifier)


def _range(first: PrintedNumber, second: PrintedNumber) -> Bounds:
    shares_scale = first.scale == 1 and second.scale > 1 and first.value < second.coefficient
    lower = _count(first.value * second.scale if shares_scale else first.value)
    upper = _count(second.value)
    if lower is None or upper is None or lower > upper:
        return NO_NUMBER
    return Bounds(lower, upper, "exact" if lower == upper else "range")


def _strongest(qualifiers: list[Qualifier]) -> Qualifier:
    """Return the nearest word that bounds on one side, else about, else exact: "up to about 500" is up_to."""
    one_sided = next((qualifier for qualifier in qualifiers if qualifier != "about"), None)
    return one_sided or ("about" if qualifiers else "exact")


def _count(value: Decimal) -> int | None:
    return int(value) if value == value.to_integral_value() and value <= LARGEST else None
