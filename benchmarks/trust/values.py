"""The set of leaf values: each with the quote that it was read from, and whether the quote bears it.

A false value stands neither in the quote nor anywhere a reader would look for it: none of these is in the document at
all, but for those that are named after what is wrong with them.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from benchmarks.trust.alteration import MONTHS, country_rows, country_words
from benchmarks.trust.documents import Text
from benchmarks.trust.passages import Passage, sentences_of

FIELDS = ("number", "date", "country", "money", "name")
_COUNTED = regex.compile(
    r"(?<![\w$€£.,:/-])(\d{1,3}(?:,\d{3})+|[1-9]\d{0,2})"
    r"(?= \p{Ll}{3,})(?! (?:per|hundred|thousand|million|billion|or)\b)"
)
_NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTING = regex.compile(rf"\b({'|'.join(_NUMBER_WORDS)}) (?=\p{{Ll}})(?!(?:hundred|thousand|million|billion|or)\b)")
_DATE = regex.compile(rf"\b({'|'.join(MONTHS)}) (?:(\d{{1,2}}), )?((?:19|20)\d\d)\b")
_MONEY = regex.compile(r"(?<![\w$])\$(\d[\d,]*(?:\.\d+)?) (million|billion)\b")
_PERSON = regex.compile(
    r"\b((?:Vice |Acting )?(?:President|Secretary|Minister|Senator|Governor|Ambassador|Commissioner|Administrator)) "
    r"(?:of [A-Z]\w+ )?(\p{Lu}\p{Ll}+(?: \p{Lu}\.)?) (\p{Lu}\p{L}+)\b"
)
_SURNAMES = (
    "Okafor",
    "Lindqvist",
    "Marchetti",
    "Nakamura",
    "Oyelaran",
    "Petrov",
    "Quispe",
    "Rahman",
    "Szabo",
    "Tanaka",
)


@dataclass(frozen=True)
class ValueCase:
    """A value of `field` read from `quote`, which stands in the document; `kind` says what it is."""

    kind: str
    field: str
    document: str
    quote: str
    value: str
    is_true: bool


Found = Iterator[tuple[str, str, bool]]
"""What a value is, the value, and whether the quote bears it."""


def value_set(texts: list[Text], seed: int, count: int) -> list[ValueCase]:
    """Return up to `count` true and as many false values of each field, the same for the same texts and seed."""
    sentences = [(text, passage) for text in texts for passage in sentences_of(text)]
    found: list[ValueCase] = []
    for field in FIELDS:
        chance = random.Random(f"{seed} {field}")  # noqa: S311 - drawn again the same, no secret
        cases: dict[tuple[str, str, str], ValueCase] = {}
        for text, passage in chance.sample(sentences, len(sentences)):
            for kind, value, is_true in _MAKERS[field](text, passage, chance):
                case = ValueCase(kind, field, text.name, passage.text, value, is_true)
                cases.setdefault((case.document, case.quote, case.value), case)
        for truth in (True, False):
            of_it = [case for case in cases.values() if case.is_true is truth]
            found += chance.sample(of_it, min(count, len(of_it)))
    return found


def _numbers(text: Text, passage: Passage, chance: random.Random) -> Found:
    for match in _COUNTED.finditer(passage.text):
        printed = match[1]
        if passage.text[: match.start()].rstrip().endswith(MONTHS):
            continue
        yield "as printed", printed, True
        if "," in printed:
            yield "without its comma", printed.replace(",", ""), True
            if _is_absent(part := printed.rpartition(",")[2].lstrip("0"), text):
                yield "a part of the number", part, False
        elif 2 <= int(printed) <= 12:
            yield "in words", _NUMBER_WORDS[int(printed) - 2], True
        yield "negated", f"-{printed}", False
        yield from _absent_numbers(printed, text, chance)
    for match in _COUNTING.finditer(passage.text):
        yield "as printed", match[1], True
        yield "in digits", str(_NUMBER_WORDS.index(match[1]) + 2), True


def _absent_numbers(printed: str, text: Text, chance: random.Random) -> Found:
    digits = printed.replace(",", "")
    others = [str(int(digits) * 10), f"{int(digits) * 10:,}", str(int(digits) + chance.randint(1, 9)), digits[::-1]]
    absent = [other for other in others if other.strip("0") and _is_absent(other, text)]
    if absent:
        yield "not in the document", chance.choice(absent), False


def _dates(text: Text, passage: Passage, chance: random.Random) -> Found:
    for match in _DATE.finditer(passage.text):
        month, day, year = match.groups()
        number = MONTHS.index(month) + 1
        yield "as printed", match[0], True
        yield "as ISO 8601", f"{year}-{number:02}" + (f"-{int(day):02}" if day else ""), True
        if day:
            yield "the day first", f"{day} {month} {year}", True
        other_month = chance.choice([other for other in MONTHS if other != month])
        others = [(other_month, day, year), (month, day, str(int(year) + chance.choice([-2, -1, 1, 2])))]
        if day:
            others.append((month, str(int(day) % 28 + 1), year))
        for other in others:
            value = f"{other[0]} {f'{other[1]}, ' if other[1] else ''}{other[2]}"
            if _is_absent(value, text):
                yield "not in the document", value, False


def _countries(text: Text, passage: Passage, chance: random.Random) -> Found:
    words = country_words()
    named = {row["code"] for word, row in words.items() if regex.search(rf"\b{word}s?\b", passage.text)}
    anywhere = {row["code"] for word, row in words.items() if word in text.text}
    for row in country_rows():
        if row["code"] in named:
            is_name = regex.search(rf"\b{row['name']}\b", passage.text)
            yield "code of a country that is named" if is_name else "code of a people that is named", row["code"], True
    absent = [row["code"] for row in country_rows() if row["code"] not in anywhere]
    if named:
        for code in chance.sample(absent, len(named)):
            yield "not in the document", code, False


def _money(text: Text, passage: Passage, chance: random.Random) -> Found:
    for match in _MONEY.finditer(passage.text):
        amount, unit = match.groups()
        other_unit = "billion" if unit == "million" else "million"
        other_amount = str(chance.randint(2, 999))
        yield "as printed", match[0], True
        yield "in words", f"{amount} {unit} dollars", True
        yield "with the code of its currency", f"USD {amount} {unit}", True
        for kind, value in (
            ("another currency", f"€{amount} {unit}"),
            ("another magnitude", f"${amount} {other_unit}"),
            ("not in the document", f"${other_amount} {unit}"),
            ("a part of the amount", f"${amount}"),
        ):
            if value not in text.text or kind == "a part of the amount":
                yield kind, value, False


def _names(text: Text, passage: Passage, chance: random.Random) -> Found:
    for match in _PERSON.finditer(passage.text):
        title, first, last = match.groups()
        yield "as printed", f"{first} {last}", True
        yield "the last name", last, True
        if match[0] == f"{title} {first} {last}":
            yield "with the title", match[0], True
        surname = chance.choice([other for other in _SURNAMES if other not in text.text])
        yield "another last name", f"{first} {surname}", False
        yield "another first name", f"{chance.choice(('Adaeze', 'Bjorn', 'Chiara', 'Dmitri'))} {last}", False


def _is_absent(value: str, text: Text) -> bool:
    """Say whether `value` stands nowhere in the document as a whole word or number, commas left out."""
    plain = text.text.replace(",", "")
    return not regex.search(rf"(?<![\w.]){regex.escape(value.replace(',', ''))}(?![\w]|[.]\d)", plain)


_MAKERS: dict[str, Callable[[Text, Passage, random.Random], Found]] = {
    "number": _numbers,
    "date": _dates,
    "country": _countries,
    "money": _money,
    "name": _names,
}
