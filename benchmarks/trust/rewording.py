"""The same said in other words: lightly, as models do that were told to copy, and heavily.

A light paraphrase makes one to three changes, and at most a fifth of the words become others; a heavy one goes on
until at least a quarter of them are. No change touches the first or last two words, so that where the quote begins and
ends stays beyond doubt; only a leading "In March," may go to the end of its own sentence.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import regex
from rapidfuzz.distance import Indel

LIGHTEST_HEAVY, HEAVIEST_LIGHT = 0.25, 0.20
"""Shares of the words that are others, as the normalised distance of insertions and deletions."""
_EDGE = 2
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = regex.compile(r"\b(Jan|Feb|Aug|Sept|Oct|Nov|Dec)(?:uary|ruary|ust|ember|ober) (?=\d)")
_AMERICAN_DATE = regex.compile(
    r"\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}), (\d{4})\b"
)
_LEADING = regex.compile(r"((?:In|On|By|Since|During) (?:[^,]{3,30})), (\p{L}[^:;]+?)([.!?]?)")

Change = Callable[[str], Iterator[tuple[int, int, str]]]
"""Yields what may be changed in a line: from where to where, and what to write there."""


def lightly(line: str, chance: random.Random, most: int = 3) -> str | None:
    """Return `line` with one to `most` changes, or None if too few are possible."""
    wanted, changed = chance.randint(1, most), line
    for _ in range(wanted):
        after = _changed_once(changed, chance, _light_changes())
        if after is None or distance(line, after) > HEAVIEST_LIGHT:
            break
        changed = after
    return changed if changed != line else None


def heavily(line: str, chance: random.Random) -> str | None:
    """Return `line` with at least a quarter of its words others, or None if that many changes are not possible."""
    changed = _with_end_first(line) or line
    for _ in range(len(line.split())):
        if distance(line, changed) >= LIGHTEST_HEAVY:
            return changed
        after = _changed_once(changed, chance, _heavy_changes())
        if after is None:
            return None
        changed = after
    return None


def distance(one: str, other: str) -> float:
    """Return which share of the words of two lines are others, from 0 to 1."""
    return Indel.normalized_distance(one.lower().split(), other.lower().split())


def _changed_once(line: str, chance: random.Random, changes: tuple[Change, ...]) -> str | None:
    """Apply one possible change, each kind of change as likely as the others; tables of words count twice."""
    low, high = _inner(line)
    for change in chance.sample(changes, len(changes)):
        possible = [found for found in change(line) if low <= found[0] and found[1] <= high]
        if possible:
            start, end, instead = chance.choice(possible)
            return line[:start] + instead + line[end:]
    return None


def _inner(line: str) -> tuple[int, int]:
    words = [match.span() for match in regex.finditer(r"\S+", line)]
    return words[_EDGE][0], words[-_EDGE - 1][1]


@cache
def _rewordings(weight: str) -> tuple[tuple[regex.Pattern[str], str], ...]:
    lines = Path(__file__).with_name("rewordings.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return tuple(
        (
            regex.compile(rf"(?<![\w’'-]){regex.escape(row['printed'])}(?![\w’'-])", _case(row["printed"])),
            row["instead"],
        )
        for row in rows
        if row["weight"] == weight
    )


def _case(printed: str) -> int:
    return 0 if printed[:1].isupper() else regex.IGNORECASE


def _reworded(weight: str) -> Change:
    def change(line: str) -> Iterator[tuple[int, int, str]]:
        marks = line.replace("’", "'")
        for pattern, instead in _rewordings(weight):
            for match in pattern.finditer(marks):
                if match[0].islower() or not instead[0].islower():
                    yield (*match.span(), instead)

    return change


def _without_article(line: str) -> Iterator[tuple[int, int, str]]:
    for match in regex.finditer(r"\b(?:the|a|an) (?=\p{Ll})", line):
        yield (*match.span(), "")


def _without_adverb(line: str) -> Iterator[tuple[int, int, str]]:
    for match in regex.finditer(r"\b(?:also|really|very|indeed|truly|further|actually) (?=\p{Ll})", line):
        yield (*match.span(), "")


def _without_parenthesis(line: str) -> Iterator[tuple[int, int, str]]:
    for match in regex.finditer(r" \([^()]{1,60}\)", line):
        yield (*match.span(), "")


def _without_serial_comma(line: str) -> Iterator[tuple[int, int, str]]:
    for match in regex.finditer(r", (?=(?:and|or) \p{Ll})", line):
        yield (*match.span(), " ")


def _number_otherwise(line: str) -> Iterator[tuple[int, int, str]]:
    """Twelve for 12 and 12 for twelve, 1200 for 1,200, and 155 million dollars for $155 million."""
    for match in regex.finditer(r"(?<![\d$€£.,:/-])\b([2-9]|1[0-2])\b(?![\d.,:/%-]|st|nd|rd|th)(?= \p{Ll})", line):
        if not regex.search(r"\p{Lu}\p{L}+\.? $", line[: match.start()]):  # "Section 2", "June 4"
            yield (*match.span(), _NUMBERS[int(match[0]) - 2])
    for match in regex.finditer(rf"\b(?:{'|'.join(_NUMBERS)})\b(?= \p{{Ll}})", line):
        yield (*match.span(), str(_NUMBERS.index(match[0]) + 2))
    for match in regex.finditer(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,]\d)", line):
        yield (*match.span(), match[0].replace(",", ""))
    for match in regex.finditer(r"(?<![\w$])\$(\d[\d.,]*\d|\d) (million|billion)\b", line):
        yield (*match.span(), f"{match[1]} {match[2]} dollars")


def _date_otherwise(line: str) -> Iterator[tuple[int, int, str]]:
    for match in _MONTHS.finditer(line):
        yield (*match.span(), f"{match[1]}. ")
    for match in _AMERICAN_DATE.finditer(line):
        yield (*match.span(), f"{match[2]} {match[1]} {match[3]}")


def _list_turned(line: str) -> Iterator[tuple[int, int, str]]:
    """`a and b` for `b and a`, single words only."""
    for match in regex.finditer(r"(?<=, |\bof |\bto |\bfor |\bon )(\p{Ll}+) and (\p{Ll}+)(?=[,.;])", line):
        yield (*match.span(), f"{match[2]} and {match[1]}")


def _with_end_first(line: str) -> str | None:
    """`X in March.` for `In March, X.`"""
    match = _LEADING.fullmatch(line)
    if match is None:
        return None
    head, rest, stop = match.groups()
    keeps = rest.split()[0] in ("I", "President", "Vice", "Congress") or not rest.split()[0].islower()
    return f"{rest if keeps else rest[0].upper() + rest[1:]} {head[0].lower()}{head[1:]}{stop}"


@cache
def _light_changes() -> tuple[Change, ...]:
    lesser = (_without_article, _without_adverb, _without_parenthesis, _without_serial_comma)
    return (*lesser, _number_otherwise, _date_otherwise, _reworded("light"), _reworded("light"), _reworded("heavy"))


@cache
def _heavy_changes() -> tuple[Change, ...]:
    return (*_light_changes(), _reworded("heavy"), _reworded("heavy"), _reworded("heavy"), _list_turned)
