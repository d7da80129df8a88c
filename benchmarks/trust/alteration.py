"""One thing changed so that the quote is false: a number, country, date, negation, or a word into its opposite.

What is written instead is of the same form as what stands there, another value, and not in the passage already.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import regex

ALTERED = ("number", "country", "date", "negation", "opposite")
Alterations = Iterator[tuple[int, int, str]]

_WORDS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DIGITS = regex.compile(r"(?<![\w.,/-])\$?\d+(?:,\d{3})*(?:\.\d+)?(?![\w/]|[.,]\d)")
_MONTH = regex.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_SURE_MONTH = regex.compile(r"(?:May|March) \d|(?<=(?:[Ii]n|[Oo]n|of|[Ss]ince|until|by|\d) )(?:May|March)\b")
_WEEKDAY = regex.compile(rf"\b(?:{'|'.join(_DAYS)})\b")
_YEAR = regex.compile(r"(?<![\w.,$/-])(?:19|20)\d\d(?![\w,./-]\w)")
_VERB = regex.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|should|must|can)\b(?! not|n['’]t| only| no\b)"
)
_NEGATED = regex.compile(
    r"(?<=\b(?:is|are|was|were|has|have|had|will|would|could|should|must|do|does|did|can)) not(?! only\b)\b"
    r"|(?<=\b(?:is|are|was|were|has|have|had|would|could|should|do|does|did))n['’]t\b"
    r"|(?<=\bcan)not\b|\bnever (?=\p{Ll})|\bno (?!longer|more|less|matter|doubt|later)(?=\p{Ll})|\bwithout(?= \p{Ll})"
)


def altered(what: str, line: str, chance: random.Random) -> str | None:
    """Return `line` with one alteration of the kind `what`, one of ALTERED, or None if it has nothing to alter."""
    possible = [found for found in _WAYS[what](line, chance) if found[2].strip() not in line or not found[2].strip()]
    if not possible:
        return None
    start, end, instead = chance.choice(possible)
    return regex.sub(r"\s{2,}", " ", line[:start] + instead + line[end:])


def _other_numbers(line: str, chance: random.Random) -> Alterations:
    """A digit more, another first digit, ten times as many, two digits changed for one another; another number word."""
    for match in _DIGITS.finditer(line):
        if _YEAR.fullmatch(match[0]) or _follows_month(line, match.start()) or _MONTH.match(line, match.end() + 1):
            continue
        sign, digits = ("$", match[0][1:]) if match[0].startswith("$") else ("", match[0])
        first = str((int(digits[0]) + chance.randint(1, 7)) % 9 + 1)
        turns = len(digits) > 1 and digits[:2].isdigit() and "0" not in digits[:2]
        turned = digits[1] + digits[0] + digits[2:] if turns else digits
        ways = [first + digits[1:], turned, digits + "0" if "," not in digits and "." not in digits else digits]
        yield (*match.span(), sign + chance.choice([way for way in ways if way != digits] or [first + digits[1:]]))
    for match in regex.finditer(rf"\b(?:{'|'.join(_WORDS)})\b(?= \p{{Ll}})", line):
        yield (*match.span(), chance.choice([word for word in _WORDS if word != match[0]]))


def _other_countries(line: str, chance: random.Random) -> Alterations:
    for form in ("name", "people"):
        for match in _countries(form).finditer(line):
            own = country_words()[match[0]]
            others = [row for row in country_rows() if row["name"] not in line and row["people"] not in line]
            yield (*match.span(), chance.choice([row[form] for row in others if row is not own]))


def _other_dates(line: str, chance: random.Random) -> Alterations:
    for match in _MONTH.finditer(line):
        if match[0] not in ("May", "March") or _SURE_MONTH.match(line, match.start()):
            yield (*match.span(), chance.choice([month for month in MONTHS if month not in line]))
    for match in _WEEKDAY.finditer(line):
        yield (*match.span(), chance.choice([day for day in _DAYS if day != match[0]]))
    for match in _YEAR.finditer(line):
        yield (*match.span(), str(int(match[0]) + chance.choice([-11, -10, -2, -1, 1, 2, 10, 11])))
    for match in regex.finditer(r"(?<=\b\p{Lu}\p{Ll}+ )\d{1,2}(?=,|\b)", line):
        if _follows_month(line, match.start()):
            yield (*match.span(), chance.choice([str(day) for day in range(1, 29) if str(day) != match[0]]))


def _other_negations(line: str, chance: random.Random) -> Alterations:
    del chance  # there is one way to deny
    for match in _VERB.finditer(line):
        yield (*match.span(), "cannot" if match[0] == "can" else f"{match[0]} not")
    for match in _NEGATED.finditer(line):
        yield (*match.span(), "with" if match[0] == "without" else "")


def _opposites(line: str, chance: random.Random) -> Alterations:
    del chance  # each word has one
    for match in regex.finditer(r"(?<![\w’'-])\p{Ll}+(?![\w’'-])", line):
        if match[0] in _opposite_words():
            yield (*match.span(), _opposite_words()[match[0]])


def _follows_month(line: str, start: int) -> bool:
    return line[:start].rstrip().rpartition(" ")[2] in MONTHS


def _rows(name: str) -> list[dict[str, str]]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))


@cache
def country_rows() -> list[dict[str, str]]:
    """Return the countries: code, name, people."""
    return _rows("countries.tsv")


@cache
def country_words() -> dict[str, dict[str, str]]:
    """Return each country by its name and by its people."""
    return {row[form]: row for row in country_rows() for form in ("name", "people")}


@cache
def _countries(form: str) -> regex.Pattern[str]:
    names = "|".join(sorted((regex.escape(row[form]) for row in country_rows()), key=len, reverse=True))
    return regex.compile(rf"(?<![\w-]|New )(?:{names})(?![\w-])")


@cache
def _opposite_words() -> dict[str, str]:
    pairs = [(row["one"], row["other"]) for row in _rows("opposites.tsv")]
    return dict(pairs) | {other: one for one, other in pairs}


_WAYS: dict[str, Callable[[str, random.Random], Alterations]] = {
    "number": _other_numbers,
    "country": _other_countries,
    "date": _other_dates,
    "negation": _other_negations,
    "opposite": _opposites,
}
