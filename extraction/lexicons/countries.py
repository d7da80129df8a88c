"""Countries in a text: by names, demonyms, abbreviations, governments, leaders and capitals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from core.document import Span
from extraction.lexicons.folding import fold
from extraction.lexicons.lexicon import Entry, Found, Lexicon, load
from extraction.lexicons.trial import left_out
from schemas.values.country import countries

NAME_FORMS = frozenset({"name", "spanish", "french", "portuguese", "abbreviation"})
"""Forms that name the country itself."""
DEMONYM_FORMS = frozenset({"demonym", "demonym_spanish"})
"""Forms that name its people, or say that something is its own."""
SPEAKING_FORMS = NAME_FORMS | DEMONYM_FORMS | {"government", "institution", "leader"}
"""Forms that a rule may count as a mention of one country; capitals and ambiguous names need more than that."""

_SOURCES = ("countries", "governments", "not_countries")
_FIRST_NAME_BEFORE = regex.compile(r"(\p{Lu}[\p{L}.'’-]*)\s$")
_WORD_AFTER = regex.compile(r"(?:['’]s\b)?(?P<gap> )?(?P<word>\p{Lu}\p{Ll}+)?")
_CITY_BEFORE = regex.compile(r"\p{Lu}[\p{L}.'’-]*, $")
_LONGEST_ADDRESS = 200
_CAPITALISED_AFTER = regex.compile(r" (?P<word>\p{Lu}\p{L}+)(?P<further> \p{Lu})?")
_CAPITALISED_BEFORE = regex.compile(r"(?P<word>\p{Lu}\p{L}+) $")
_LONGEST_WORD = 24
_HYPHENS = ("-", "‑", "–")
_HEAD = regex.compile(r"\p{L}+$")
_STATE_GAP = regex.compile(r"\s*(?:,|and|or|&|,\s*(?:and|or))\s*")


class CountryMention(NamedTuple):
    """A country as a text mentions it: `text[span[0]:span[1]]`, without a possessive 's.

    `form` says how: name, spanish, french, portuguese, abbreviation, demonym, demonym_spanish, government, institution,
    leader, capital, ambiguous. A term that may mean several countries is a mention of each, with the same span.
    """

    span: Span
    code: str
    form: str


def country_mentions(text: str, start: int = 0, end: int | None = None) -> list[CountryMention]:
    """Return the countries mentioned in `text[start:end]`, left to right; spans count characters of `text`.

    "New Mexico", "Latin American" and the like mention none, nor does a person whose name is a country's. Regions
    are not expanded, and no code or party's abbreviation ("PAN") is a country.
    """
    if start == 0 and end is None:
        return list(_mentions(text, left_out()))
    part = text[start:end]
    return [CountryMention((m.span[0] + start, m.span[1] + start), m.code, m.form) for m in _mentions(part, left_out())]


@cache
def country_lexicon() -> Lexicon:
    """Return all that can mention a country, and what looks like it and does not, as one lexicon."""
    entries = tuple(entry for name in _SOURCES for entry in load(name).entries)
    entries += tuple(_standard_names({entry.term for entry in entries}))
    entries += tuple(_lands(entries))
    known = countries().keys()
    if strangers := {entry.value for entry in entries if entry.value and entry.value not in known}:
        raise ValueError(f"no country codes: {', '.join(sorted(strangers))}")
    return Lexicon("countries", entries)


def _standard_names(listed: set[str]) -> Iterator[Entry]:
    """The names by which `countries` calls them, where no lexicon says more; ISO's inverted names are no print."""
    for country in countries().values():
        for name in dict.fromkeys((country.name, country.official_name)):
            plain = name.removeprefix("the ")
            if plain not in listed and not {",", "("} & set(plain):
                yield Entry(plain, country.code, "name", "capital")


def _lands(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """What Romance languages call a country by its people's adjective: "le territoire algérien", "suelo español"."""
    adjectives = [entry for entry in entries if entry.form == "demonym_spanish"]
    for noun in load("lands").entries:
        for entry in adjectives:
            if not (noun.note == "french" and entry.term.endswith("o")):  # "un sol peruano" is money
                yield Entry(f"{noun.term} {entry.term}", entry.value, "spanish", "any")


@lru_cache(maxsize=64)
def _mentions(text: str, _missing: frozenset[str]) -> tuple[CountryMention, ...]:
    found = country_lexicon().find(text)
    mentions: list[CountryMention] = []
    for index, item in enumerate(found):
        forms = {entry.value: entry.form for entry in reversed(item.entries) if entry.value}
        if not forms or _means_no_country(text, found, index):
            continue
        if text[item.span[0] - 1 : item.span[0]] in _HYPHENS and not DEMONYM_FORMS.isdisjoint(forms.values()):
            mentions.extend(_heads_compound(text, item.span[0] - 1))
        mentions.extend(CountryMention(item.span, code, form) for code, form in sorted(forms.items()))
    return tuple(mentions)


def _heads_compound(text: str, hyphen: int) -> Iterator[CountryMention]:
    """Yield the country that the word before a hyphen and a demonym means: "l'accord franco-marocain"."""
    head = _HEAD.search(text, max(0, hyphen - _LONGEST_WORD), hyphen)
    if head is not None:
        for code in load("compound_demonyms").values_of(fold(head[0]).text):
            yield CountryMention((head.start(), hyphen), code, "demonym_spanish")


def _means_no_country(text: str, found: list[Found], index: int) -> bool:
    span = found[index].span
    if _is_in_address(text, span[0]) or _names_company(text, span):
        return True
    kinds = load("ambiguous_names").values_of(text[span[0] : span[1]])
    return (
        ("given" in kinds and _is_first_name(text, span))
        or ("family" in kinds and _follows_first_name(text, span))
        or ("state" in kinds and _is_state(text, found, index))
    )


def _is_in_address(text: str, position: int) -> bool:
    """An address on the web names a country in its path at most: no one reads it."""
    if position == 0 or text[position - 1].isspace():
        return False
    before = text[max(0, position - _LONGEST_ADDRESS) : position].split()
    return bool(before) and "://" in before[-1]


def _names_company(text: str, span: Span) -> bool:
    """Qatar Airways, Air Canada: the word beside the name makes it a company's; the U.S. Air Force is a state's."""
    start, end = span
    after = _CAPITALISED_AFTER.match(text, end) if text[end + 1 : end + 2].isupper() else None
    if after:
        kinds = load("companies").values_of(after["word"])
        if "after" in kinds or ("after_alone" in kinds and not after["further"]):
            return True
    window = max(0, start - _LONGEST_WORD)
    if text[window : start - 1].rpartition(" ")[2].islower():
        return False  # most words are, and the search for a capital takes much longer
    before = _CAPITALISED_BEFORE.search(text, window, start)
    return before is not None and "before" in load("companies").values_of(before["word"])


def _is_first_name(text: str, span: Span) -> bool:
    """Chad Wolf: another capitalised word follows at once, and is no day, month, title or further mention.

    Kenya's High Court: what is owned by somebody with a first name alone is rare in what we read.
    """
    after = _WORD_AFTER.match(text, span[1])
    if not after or after.start("gap") > span[1] or not after["gap"] or not after["word"]:
        return False
    word = after["word"]
    return not load("after_country").values_of(word) and not any(country_lexicon().values_of(word))


def _follows_first_name(text: str, span: Span) -> bool:
    """Jim Jordan: a first name stands before it."""
    before = _FIRST_NAME_BEFORE.search(text, max(0, span[0] - 24), span[0])
    return before is not None and bool(load("first_names").find(before[1]))


def _is_state(text: str, found: list[Found], index: int) -> bool:
    """Georgia, as in "Atlanta, Georgia" or "Texas and Georgia"; not as in "Tbilisi, Georgia" or "Armenia, Georgia"."""
    span = found[index].span
    for neighbour in found[max(0, index - 1) : index + 2]:
        if neighbour.span == span:
            continue
        gap = text[min(neighbour.span[1], span[1]) : max(neighbour.span[0], span[0])]
        if _STATE_GAP.fullmatch(gap):
            return any(entry.form == "us_state" for entry in neighbour.entries)
    return bool(_CITY_BEFORE.search(text, max(0, span[0] - 32), span[0]))
