"""Where all rows of a table of removals go, or come from, as its lead-in, its heading or the title says."""

from __future__ import annotations

from typing import NamedTuple

import regex

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.tables.cells import names_country
from extraction.engines.rules.tables.context import introduction
from extraction.lexicons.countries import CountryMention, country_mentions
from extraction.structure import Table

_BEFORE = 40
"""Characters before a country in which a preposition, an article and a noun for a place stand."""
_NAME = regex.compile(r"\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,3}")


class Way(NamedTuple):
    """What all rows share: the state of arrival, that of departure, and the place of departure where that is none."""

    destination: str | None = None
    origin: str | None = None
    origin_place: str | None = None


def shared_way(analysis: Analysis, table: Table) -> Way:
    """Return the way that lead-in, heading or title say all are taken: "return flights to Haiti", "from Brindisi"."""
    first = next(iter(analysis.headings()), None)
    spans = [*introduction(analysis, table), *([first.span] if first else [])]
    texts = [*map(analysis.text, spans), analysis.document.title or ""]
    destination = next((code for text in texts for code in _destination(text)), None)
    origin = next(
        (place for text in map(analysis.text, introduction(analysis, table)) for place in _origins(text)), None
    )
    if origin is None:
        return Way(destination)
    codes = {mention.code for mention in country_mentions(origin) if names_country(mention)}
    return Way(destination, codes.pop() if len(codes) == 1 else None, None if codes else origin)


def place_in(cell: str) -> str | None:
    """Return the place of "Landed at Shengjin": capitalised words after a preposition of place, that are no country."""
    for match in _NAME.finditer(cell):
        before = cell[: match.start()].lower().split()[-1:]
        if before and before[0] in word_class("destination_words") and not country_mentions(match.group()):
            return match.group()
    return None


def _destination(text: str) -> list[str]:
    """Return the one country that "to" leads to in a text; none where it leads to several."""
    codes = {m.code for m in country_mentions(text) if names_country(m) and _leads_to(text, m)}
    return list(codes) if len(codes) == 1 else []


def _leads_to(text: str, mention: CountryMention) -> bool:
    """Say whether "to" stands right before a country, or before a noun for a place in it: "to the two camps in"."""
    before = text[max(mention.span[0] - _BEFORE, 0) : mention.span[0]].lower().split()
    prepositions, determiners = word_class("destination_words"), word_class("determiners")
    while before and before[-1] in determiners and before[-1] not in prepositions:
        before.pop()
    if before and prepositions.get(before[-1]) == "at":
        return any(prepositions.get(word) == "to" for word in before[-6:-1])
    return bool(before) and prepositions.get(before[-1]) == "to"


def _origins(text: str) -> list[str]:
    """Return the capitalised words after "from" in a text."""
    found: list[str] = []
    for match in _NAME.finditer(text):
        before = text[: match.start()].lower().split()[-1:]
        if before and before[0] in word_class("leaving"):
            found.append(match.group())
    return found
