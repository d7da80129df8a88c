"""Sums of money as printed, in the currency that is printed; never converted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Annotated, Literal, NamedTuple

import pycountry
from pydantic import AfterValidator

from schemas.fields import Comparison, described
from schemas.values.numbers import PrintedNumber, find_numbers
from schemas.values.printed import PrintedValue, computed
from schemas.values.surroundings import is_range
from schemas.values.vocabulary import Word, alternation, collapse, fold, words

LARGEST = Decimal(10) ** 16
"""What a DECIMAL(18, 2) column no longer holds."""


@cache
def _currency_codes() -> frozenset[str]:
    return frozenset(currency.alpha_3 for currency in pycountry.currencies)


def _known_currency(code: str) -> str:
    if code not in _currency_codes():
        raise ValueError(f"{code!r} is no ISO 4217 currency code")
    return code


CurrencyCode = Annotated[str, AfterValidator(_known_currency)]


class Money(PrintedValue):
    """A printed sum: "$155 million" has amount 155000000 and, where no other dollar is printed, currency USD."""

    amount: Decimal | None = computed()
    currency: CurrencyCode | None = computed()
    stage: Literal["allocated", "paid", "pledged", "requested", "cost"] | None = described(
        "allocated, paid, pledged, requested, or what it costs (cost); null where the document does not say.",
        compare=Comparison.CODE,
    )


class Sum(NamedTuple):
    """What a printed sum says: both null where no amount is printed."""

    amount: Decimal | None = None
    currency: str | None = None


class _Mention(NamedTuple):
    """A currency where it stands; `is_bare` if another word may say more exactly which one it is."""

    start: int
    end: int
    code: str | None
    is_bare: bool


@lru_cache(maxsize=512)
def parse_money(text: str, other_dollars: bool = False) -> Sum:  # noqa: FBT001, FBT002
    """Return amount and currency that `text` prints; a bare dollar has no currency where `other_dollars` are printed.

    The number next to a currency is the amount, else the first. Of a range the amount is its upper end, as it is of
    "up to $5 million". What a DECIMAL(18, 2) cannot hold exactly is no amount.
    """
    line = collapse(text)
    numbers = find_numbers(line)
    if not numbers:
        return Sum()
    mentions = _mentions(line, other_dollars=other_dollars)
    index, near = _first_sum(line, numbers, mentions)
    last = index + _is_lower_end(line, numbers, index, mentions)
    near = near + _beside(line, numbers[last], mentions) if last != index else near
    amount = _amount(numbers[last].value)
    return Sum(amount, _currency(near or mentions)) if amount is not None else Sum()


@lru_cache(maxsize=8)  # asked again for each record of a document
def prints_other_dollars(text: str) -> bool:
    """Whether a document prints a dollar that is not the United States': there a bare "$" has no known currency."""
    # Looking for each code first is ten times faster than the pattern, which nearly every document is spared so.
    if any(code in text for code in _other_dollar_codes()) and _other_dollar_code().search(text):
        return True
    folded = fold(text)
    return any(
        _other_dollars().search(folded, max(0, start - REACH), start + REACH)
        for sign in _dollar_signs()
        for start in _occurrences(sign, folded)
    )


REACH = 32
"""How many characters before and after "dollars" or "$" can say whose they are."""


def _occurrences(part: str, text: str) -> Iterator[int]:
    start = text.find(part)
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _first_sum(line: str, numbers: list[PrintedNumber], mentions: list[_Mention]) -> tuple[int, list[_Mention]]:
    for index, number in enumerate(numbers):
        if near := _beside(line, number, mentions):
            return index, near
    return 0, []


def _beside(line: str, number: PrintedNumber, mentions: list[_Mention]) -> list[_Mention]:
    before = [mention for mention in mentions if not line[mention.end : number.start].strip(" -$")]
    after = [mention for mention in mentions if _LINK.fullmatch(line[number.end : mention.start])]
    return [mention for mention in before if mention.end <= number.start] + [
        mention for mention in after if mention.start >= number.end
    ]


_LINK = re.compile(r"[\s-]*(?:(?:de|of|in|en)\s+)?", re.IGNORECASE)


def _is_lower_end(line: str, numbers: list[PrintedNumber], index: int, mentions: list[_Mention]) -> bool:
    if index + 1 == len(numbers):
        return False
    first, second = numbers[index], numbers[index + 1]
    if first.value > second.value:
        return False  # "$3 million to 2 countries"
    between = [
        character
        for offset, character in enumerate(line[first.end : second.start], start=first.end)
        if not any(mention.start <= offset < mention.end for mention in mentions)
    ]
    opening = min((mention.start for mention in mentions if not line[mention.end : first.start].strip()), default=None)
    return is_range(line[: first.start if opening is None else opening], "".join(between))


def _currency(mentions: list[_Mention]) -> str | None:
    exact = {mention.code for mention in mentions if not mention.is_bare}
    if len(exact) > 1:
        return None
    if exact:
        return exact.pop()
    return mentions[0].code if mentions else None


def _amount(value: Decimal) -> Decimal | None:
    if value >= LARGEST:
        return None
    if value == value.to_integral_value():
        return Decimal(int(value))
    cents = value.quantize(Decimal("0.01"))
    return cents if cents == value else None


def _mentions(line: str, *, other_dollars: bool) -> list[_Mention]:
    found = []
    for match in _forms().finditer(fold(line)):
        word = _by_form()[match[0]]
        is_bare = word.kind == "bare_dollar"
        code = None if is_bare and other_dollars else word.value or None
        found.append(_Mention(match.start(), match.end(), code, is_bare))
    found += [
        _Mention(match.start(), match.end(), match[0], is_bare=False)
        for match in _CODE.finditer(line)
        if match[0] in _currency_codes()
    ]
    return sorted(found, key=lambda mention: (mention.start, mention.end))


_CODE = re.compile(r"(?<![^\W\d_])[A-Z]{3}(?![^\W\d_])")


@cache
def _by_form() -> dict[str, Word]:
    return {word.form: word for word in words("currencies")}


@cache
def _forms() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:{alternation(_by_form())})(?![^\W\d_])")


@cache
def _dollar_signs() -> frozenset[str]:
    """What is in every printed dollar: the bare forms, the shortest of those that begin alike."""
    bare = {word.form for word in words("currencies") if word.kind == "bare_dollar"}
    return frozenset(form for form in bare if not any(form != other and form.startswith(other) for other in bare))


@cache
def _other_dollars() -> re.Pattern[str]:
    choices = [word.form for word in words("currencies") if word.kind == "other_dollar"]
    return re.compile(rf"(?<![^\W\d_])(?:{alternation(choices)})(?![^\W\d_])")


@cache
def _other_dollar_codes() -> frozenset[str]:
    return frozenset(word.value for word in words("currencies") if word.kind == "other_dollar")


@cache
def _other_dollar_code() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W\d_])(?:{alternation(_other_dollar_codes())})(?![^\W\d_])")
