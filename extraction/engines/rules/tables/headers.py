"""What the columns of a table hold, read from the noun of each header."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.terms import holds, is_only, terms
from extraction.lexicons.countries import country_mentions
from extraction.lexicons.trial import left_out
from extraction.structure import Table

MOST_COLUMNS = 40
LONGEST = 200
"""Characters of a header that are looked at: longer ones are no headers."""


@dataclass(frozen=True)
class Column:
    """One column: its place, its header as printed, its role (see `lexicons/rules/tables/headers.tsv`, or "").

    `about` is what the header links to its noun ("U.S. Military" in "Current Stance on U.S. Military"), or what stands
    before the noun ("Deportation Policy Position"); None if the header says only the noun.
    """

    place: int
    header: str
    role: str
    about: str | None

    @property
    def is_loose(self) -> bool:
        """Say whether what it is about is named without its field ("the Plan"): the text around must say that."""
        return self.about is None or (
            holds("tables/loose_objects", self.about)
            or bool(country_mentions(self.about))
            or is_only("tables/unspecific", self.about)
        )


def columns_of(table: Table) -> tuple[Column, ...]:
    """Return the columns of `table`, in order; none of a table that is too wide to be read."""
    if len(table.headers) > MOST_COLUMNS:
        return ()
    return _columns(tuple([cell.text for cell in table.headers]), left_out())


@lru_cache(maxsize=16)
def _columns(headers: tuple[str, ...], _missing: frozenset[str]) -> tuple[Column, ...]:
    """Return what was read of the headers when a finder of another kind asked for it, in the same trial."""
    return tuple(_column(place, printed) for place, printed in enumerate(headers))


def _column(place: int, printed: str) -> Column:
    header = printed.strip("*_ \t")
    if not header or len(header) > LONGEST:
        return Column(place, printed, "", None)
    noun_phrase, linked = _split(header)
    matches = terms("tables/headers").find(noun_phrase)
    if not matches:
        return Column(place, printed, "", None)
    spanish = next((match for match in matches if any(entry.form == "spanish" for entry in match.entries)), None)
    match = matches[-1] if spanish is None else spanish
    if spanish is None and noun_phrase[match.span[1] :].strip(" ?:()*_").isalnum():
        return Column(place, printed, "", None)  # the noun is another word: "Country Code", "Position Number"
    role = match.values[0]
    rest = noun_phrase[: match.span[0]] if spanish is None else noun_phrase[match.span[1] :]
    if role == "outcome" and is_expected(header):
        role = "expected_outcome"
    return Column(place, printed, role, linked or _telling(rest))


def is_expected(header: str) -> bool:
    """Say whether a header names what is expected rather than what came about."""
    return bool(terms("tables/expectations").find(header))


def _split(header: str) -> tuple[str, str | None]:
    """Return the noun phrase before the first linking word, and what stands after it, without its article."""
    named = [match.span for match in terms("tables/headers").find(header)]
    for link in terms("tables/header_links").find(header):
        if any(start < link.span[0] and link.span[1] < end for start, end in named):
            continue  # the link belongs to the noun: "Measure of Success"
        noun_phrase, linked = header[: link.span[0]].strip(), header[link.span[1] :].strip(" ?:")
        if noun_phrase and linked:
            return noun_phrase, _without_article(linked)
    return header, None


def _without_article(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if rest and first.lower() in function_words("a") | word_class("the").keys() else text


def _telling(words: str) -> str | None:
    """Return the words beside a header's noun if they say what it is about."""
    words = regex.sub(r"['’]s?$", "", words.strip())
    return None if not words or is_only("tables/header_fillers", words) else words
