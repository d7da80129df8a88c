"""What a paraphrase may not change: numbers, countries, dates, negations, and words turned into their opposite."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from core.document import Span
from extraction.grounding.numbers import numbers_in
from extraction.lexicons import Lexicon, load
from extraction.lexicons.countries import SPEAKING_FORMS, country_mentions
from extraction.lexicons.folding import fold

_STRICT_FORMS = ("month", "weekday", "day", "negation", "currency")
_WORD = regex.compile(r"[\p{L}\p{N}]+(?:['-][\p{L}\p{N}]+)*")
_CONTRACTED_NOT = regex.compile(r"n['’]t\b")
_PARENTHESIS = regex.compile(r"\s?\(([^()]{1,60})\)")
_NAME = regex.compile(r"(?<=[\p{L}\p{N},)\"”’'–—-] ?[(\"“‘]?)(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{M}'’-]+")
"""A capitalised word that does not begin a sentence."""


@dataclass(frozen=True)
class Facts:
    """`strict` must be the same in quote and text; `sides` counts both sides of pairs of opposites.

    `countries` and `numbers` are in the order of the text: "the US deported them to Panama" names the same two
    countries as its reverse.
    """

    strict: Counter[str]
    countries: tuple[str, ...]
    numbers: tuple[str, ...]
    sides: Counter[str]
    words: Counter[str]
    names: Counter[str]


@lru_cache(maxsize=512)
def facts_of(text: str) -> Facts:
    """Return what `text` says that a paraphrase of it may not change."""
    numbers = numbers_in(text)
    strict = Counter(f"number {number.value}" for number in numbers)
    mentions = [mention for mention in country_mentions(text) if mention.form in SPEAKING_FORMS]
    codes = tuple(mention.code for mention in mentions)
    strict.update(f"country {code}" for code in codes)
    strict["negation not"] += len(_CONTRACTED_NOT.findall(text))
    sides: Counter[str] = Counter()
    compared = [mention.span for mention in mentions]
    number_starts = {number.span[0] for number in numbers if number.value[0].isdigit()}
    for found in _fact_words().find(text):
        for entry in found.entries:
            if entry.form in _STRICT_FORMS:
                strict[f"{entry.form} {entry.value}"] += 1
                compared.append(found.span)
            elif entry.form == "opposite":
                sides[entry.value] += 1
            elif _before_number(text, found.span[1], number_starts):
                strict[f"bound {entry.value}"] += 1
    words = Counter(_WORD.findall(fold(text).text))
    values = tuple(number.value for number in numbers)
    return Facts(+strict, codes, values, sides, words, _names(text, compared))


def _names(text: str, compared: list[Span]) -> Counter[str]:
    """The capitalised words of `text`, without those of countries, months and the like: these are compared by value."""
    return Counter(
        fold(match.group()).text
        for match in _NAME.finditer(text)
        if not any(start <= match.start() < end for start, end in compared)
    )


def contradiction(quote: str, printed: str) -> str | None:
    """Return what `quote` says otherwise than `printed`, or None if a reader may take one for the other.

    What `printed` has in parentheses may be left out as a whole, unless it denies something.
    """
    objection = _difference(facts_of(quote), facts_of(printed))
    if objection is None or printed.count("(") <= quote.count("("):
        return objection
    shorter = _without_parentheses(quote, printed)
    return _difference(facts_of(quote), facts_of(shorter)) if shorter.count("(") == quote.count("(") else objection


def _without_parentheses(quote: str, printed: str) -> str:
    """Return `printed` without what it has in parentheses and `quote` has nowhere."""
    said = fold(quote).text

    def kept(match: regex.Match[str]) -> str:
        is_said = fold(match[1]).text.strip() in said
        return match[0] if is_said or any(fact.startswith("negation") for fact in facts_of(match[1]).strict) else ""

    return _PARENTHESIS.sub(kept, printed)


def _difference(said: Facts, stands: Facts) -> str | None:
    if changed := (said.strict - stands.strict) + (stands.strict - said.strict):
        return f"it differs from the document in {', '.join(sorted(changed))}"
    if (said.countries, said.numbers) != (stands.countries, stands.numbers):
        return "its countries or numbers stand in another order than the document's"
    if turned := _turned_words(said, stands):
        return f"it says the opposite of the document: {turned}"
    if stranger := _strange_name(said, stands):
        return f"it names {stranger!r}, which does not stand there"
    return None


def _turned_words(said: Facts, stands: Facts) -> str | None:
    more, less = said.sides - stands.sides, stands.sides - said.sides
    for side in more:
        pair, _, sign = side.rpartition(":")
        if f"{pair}:{'-' if sign == '+' else '+'}" in less:
            return pair
    gone, come = stands.words - said.words, said.words - stands.words
    for prefix in _prefixes():
        for word in gone:
            if prefix + word in come:
                return f"{prefix}{word} for {word}"
        for word in come:
            if prefix + word in gone:
                return f"{word} for {prefix}{word}"
    return None


def _strange_name(said: Facts, stands: Facts) -> str | None:
    """A capitalised word of the quote, other than its first, of which the text holds no form."""
    known = stands.words
    for name in said.names - stands.names:
        plain = name.removesuffix("'s")
        if plain not in known and f"{plain}'s" not in known and name not in _parts_of(known):
            return name
    return None


def _parts_of(words: Counter[str]) -> set[str]:
    return {part for word in words for part in word.replace("'", "-").split("-")}


def _before_number(text: str, position: int, number_starts: set[int]) -> bool:
    return any(position < start <= position + 3 and not text[position:start].strip(" \n$€£") for start in number_starts)


@cache
def _fact_words() -> Lexicon:
    facts = load("facts")
    forms = (*_STRICT_FORMS, "opposite", "bound")
    return Lexicon("facts", tuple(entry for entry in facts.entries if entry.form in forms))


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(entry.term for entry in load("facts").of_form("prefix").entries)
