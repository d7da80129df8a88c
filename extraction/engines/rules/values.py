"""Where dates, numbers and sums of money are printed in a stretch of text; what they mean is the schemas' matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Literal, NamedTuple

import regex

from core.document import Span
from extraction.engines.rules.grammar import alternatives, factored, function_words, word_class
from extraction.lexicons import load
from extraction.lexicons.folding import fold
from schemas.values.vocabulary import forms

ValueKind = Literal["date", "number", "money"]
_WORD_START = r"(?:\b|(?=\d))"
"""Where a date or a number can begin, together with what it can begin with: what spares the search all other places.

With it, and the words as a trie, `re` takes a quarter of the time that `regex` takes for the same matches.
"""
_NUMERAL = r"\d{1,3}(?:[,.]\d{3})+(?!\d)|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![.,]?\d)|\d+(?:\.\d+)?"
"""Digits with points, commas or, as French prints them, spaces between the thousands."""


class Value(NamedTuple):
    """A printed value; `text` is as printed, a date without its preposition, a number with the words that bound it."""

    kind: ValueKind
    span: Span
    text: str


def _calendar(*kinds: str) -> str:
    """Return the forms of the date parser's own words as alternatives, with or without their accents."""
    return _any_of(form for kind in kinds for form in forms("calendar", kind))


def _any_of(choices: Iterable[str]) -> str:
    return factored(_accented(form) for form in sorted(choices, key=lambda form: (-len(form), form)))


def _accented(form: str) -> str:
    """Return the pattern of a form with or without its accents, in either case."""
    letters = ((letter, _ACCENTS.get(letter, "")) for letter in form)
    return "".join(_in_either_case(letter, accented) for letter, accented in letters)


def _in_either_case(letter: str, accented: str = "") -> str:
    """Return the class of what `re.IGNORECASE` takes for a letter, and for what it is with an accent.

    The branches of a trie that begin with a class are told apart by their first letters; those that ignore case are
    all tried.
    """
    if letter == " ":
        return r"\s+"
    if letter == "'":
        return "['’]"
    if not letter.isalpha():
        return re.escape(letter)
    return f"[{letter}{letter.upper()}{_ALIKE.get(letter, '')}{accented}{accented.upper()}]"


_ACCENTS = {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú", "n": "ñ"}
_ALIKE = {"i": "İı", "s": "ſ", "k": "K"}
"""Letters beyond ASCII that are one of it in the other case."""


def _shifted_unit() -> str:
    """Return the pattern of "last week", "earlier this month", "el mes pasado": a period before or after another."""
    every = forms("calendar", "unit")
    single = [unit for unit, base in every.items() if base != "day" and not {unit[:-1], unit[:-2]} & every.keys()]
    units = _any_of({*single, "weekend"})
    shift, part, hedge = _calendar("shift"), _calendar("part"), _calendar("hedge")
    of, the = _any_of(function_words("of")), _any_of(function_words("the_period"))
    before = rf"(?:(?:{part})\s+)?(?:(?:{hedge})\s+(?:{of}\s+)?)?(?:{shift})\s+(?:{units})"
    after = rf"\b{the}\s+(?:{units})\s+(?:{shift})"
    return rf"(?:\b{before}\b|{after}\b)"


def _relative_day() -> str:
    """Return the pattern of "last night", "Yesterday evening": days that the day of telling says, at any place."""
    days = [form for form in forms("calendar", "day") if form != "manana"]  # that is a morning, too
    return rf"\b(?:{_any_of(days)})\b"


def _first_words_of_dates() -> set[str]:
    """Return the words that a date without a number before it begins with, in lower case."""
    terms = [entry.term.lower() for name in ("months", "weekdays") for entry in load(f"rules/grammar/{name}").entries]
    words = [form for kind in ("shift", "hedge", "part", "day") for form in forms("calendar", kind)]
    return {term.split()[0] for term in (*terms, *words, *function_words("the_period"))}


@cache
def _date() -> re.Pattern[str]:
    months, days = alternatives("months"), alternatives("weekdays")
    near = rf"(?:{_calendar('shift', 'hedge')}[\s-]+(?:of\s+|de\s+)?)?"
    day = r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?"
    return re.compile(
        rf"{_WORD_START}(?=\d|{_any_of(_first_words_of_dates())}\b)(?:"
        rf"(?:{day}\s+(?:day\s+|días\s+del\s+mes\s+)?(?:de\s+|of\s+)?|\b{near})?\b(?:{months})\b\.?(?:\s+{day}(?!\d))?(?:,?\s+(?:de\s+|of\s+)?(?:19|20)\d\d)?"
        rf"|\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[/.]\d{{1,2}}[/.](?:19|20)\d\d\b"
        rf"|{_relative_day()}|\b{near}\b(?:{days})\b(?:,?\s+(?:{months})\b\.?\s+{day}(?:,?\s+(?:19|20)\d\d)?)?"
        rf"|{_shifted_unit()}"
        r"|(?<![\d$€£.,-])\b(?:19|20)\d\d\b(?![,-]\d))"
    )


@cache
def _money() -> re.Pattern[str]:
    scale = rf"(?:\s+(?:{alternatives('scales')}))?"
    short = r"(?:k|mn?|bn?|tn)"
    return re.compile(
        r"(?=[\d$€£¥₡ACEGNU])(?:"
        rf"(?:\b(?:US|USD|A|AU|CA|C|NZ)\s?)?[$€£¥₡]\s?(?:{_NUMERAL})(?:{short}|{scale})\b"
        rf"|\b(?:USD|EUR|GBP)\s?(?:{_NUMERAL}){scale}\b"
        rf"|\b(?:{_NUMERAL}){scale}\s+(?:(?:US|U\.S\.)\s+)?(?:{alternatives('currency_words')})\b)"
    )


@cache
def _number() -> re.Pattern[str]:
    qualifiers, words, scales = _in_any_case("number_qualifiers"), _in_any_case("number_words"), _in_any_case("scales")
    first = rf"(?=\d|{_in_any_case('number_qualifiers', 'number_words', first=True)}\b)"
    joint = r"[\s-]++(?:(?i:and)\s+|(?<=nta\s)y\s+)?"  # "treinta y cinco"
    rest = r"\s+\d{3}(?![\d.,])"  # "mil 365", "12 mil 255"
    numeral = rf"(?:{_NUMERAL})(?:\s+(?:{scales})\b(?:{rest})?)?|\b(?:{scales}){rest}"
    numeral += rf"|\b(?:{words})\b(?:{joint}(?:{words})\b){{0,6}}"
    ranged = rf"(?:\s?(?:(?i:to|or|ou|o|à)|-|–)\s?(?:{_NUMERAL})(?![\w,-]))?"
    return re.compile(
        rf"{_WORD_START}{first}(?:\b(?:{qualifiers})\s+)?(?<![\w$€£.,-])(?:{numeral}){ranged}(?![\w%-])(?!\s?%)"
    )


def _in_any_case(*names: str, first: bool = False) -> str:
    """Return the terms of grammar lexicons as alternatives in either case, the longest first; or their first words."""
    terms = {entry.term.lower() for name in names for entry in load(f"rules/grammar/{name}").entries}
    words = {term.split()[0] for term in terms} if first else terms
    longest_first = sorted(words, key=lambda term: (-len(term), term))
    return factored("".join(map(_in_either_case, term)) for term in longest_first)


def values_in(text: str, span: Span) -> tuple[Value, ...]:
    """Return the values printed in `text[span]`, in order; what is a date or a sum is no number too."""
    found: list[Value] = []
    for kind, pattern in _patterns_for(text, span):
        for match in pattern.finditer(text, *span):
            if any(match.start() < value.span[1] and value.span[0] < match.end() for value in found):
                continue
            if kind != "date" or _is_date(text, match.span()):
                printed = match.group().rstrip(".")
                found.append(Value(kind, (match.start(), match.start() + len(printed)), printed))
    return tuple(sorted(found, key=lambda value: value.span))


def _patterns_for(text: str, span: Span) -> Iterator[tuple[ValueKind, re.Pattern[str]]]:
    """Yield the patterns that can find something: most sentences have no digit and no word that one could begin at.

    To look for such words takes a tenth of the time of a search.
    """
    if _DIGIT.search(text, *span):
        yield from (("money", _money()), ("date", _date()), ("number", _number()))
        return
    printed = text[slice(*span)]
    words = set(_WORD.findall(printed.lower()))
    if not printed.isascii():
        words.update(fold(word).text for word in _WORD.findall(printed) if not word.isascii())
    if not words.isdisjoint(_words_of_dates()):
        yield "date", _date()
    if not words.isdisjoint(_words_of_numbers()):
        yield "number", _number()


@cache
def _words_of_dates() -> frozenset[str]:
    """Return the words of which each date without a digit has one, folded."""
    terms = [entry.term for name in ("months", "weekdays") for entry in load(f"rules/grammar/{name}").entries]
    return _last_words([*terms, *forms("calendar", "day"), *forms("calendar", "unit"), "weekend"])


@cache
def _words_of_numbers() -> frozenset[str]:
    """Return the words of which each number without a digit has one, folded."""
    return _last_words(entry.term for entry in load("rules/grammar/number_words").entries)


def _last_words(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(_WORD.findall(fold(term).text)[-1] for term in terms)


def may_be_date(text: str, span: Span) -> bool:
    """Say whether what `text[span]` begins with could be a date: to ask is much cheaper than to look for values."""
    return _date().match(text, *span) is not None


def _is_date(text: str, span: Span) -> bool:
    """Leave out the verbs "may" and "march" and numbers of four digits that count people."""
    printed = text[span[0] : span[1]]
    before = text[max(span[0] - 12, 0) : span[0]].split()
    if printed.isdigit():
        return not _counts_people(text, span[1])
    if before and before[-1].lower() in word_class("determiners") and fold(printed).text in word_class("day_parts"):
        return False  # "durante la mañana de este jueves"
    if not printed.isalpha() or len(printed) > 5 or printed.lower() not in word_class("months"):
        return True
    return bool(before) and (
        before[-1].lower() in word_class("prepositions") or before[-1].lower() in word_class("near_dates")
    )


def _counts_people(text: str, end: int) -> bool:
    return bool(_COUNTED.match(text, end))


_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"[^\W_]+")
_COUNTED = regex.compile(r"\s+(?!\p{Ll}{1,3}\b)(?:\p{L}+\s+){0,2}\p{Ll}{4,}s\b")
