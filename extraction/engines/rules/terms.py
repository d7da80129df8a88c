"""Lexicons for short texts (a header, a cell, a lead-in): the same inflection as the cues', found on the spot."""

from __future__ import annotations

import re
from functools import cache

from extraction.engines.rules.vocabulary import printed_forms
from extraction.lexicons import Entry, Lexicon, load
from extraction.lexicons.folding import fold

_WORD = re.compile(r"[^\W_]+")


@cache
def terms(name: str) -> Lexicon:
    """Return the lexicon `rules/<name>` with each verb and noun in all its forms; `note` is then the base form."""
    entries = {
        (printed, entry.value, form): Entry(printed, entry.value, form, entry.case, entry.term, entry.origin)
        for entry in load(f"rules/{name}").entries
        for printed, form in printed_forms(entry)
    }
    return Lexicon(f"rules/{name}", tuple(entries.values()))


def holds(name: str, text: str) -> bool:
    """Say whether a term of the lexicon stands in `text`."""
    return bool(terms(name).find(text))


def is_only(name: str, text: str) -> bool:
    """Say whether `text` is nothing but terms of the lexicon, white space and punctuation."""
    first = _WORD.search(fold(text).text)
    if first is not None and first[0] not in _first_words(name):
        return False  # no term begins where the text does: most texts end here
    rest = text
    for found in reversed(terms(name).find(text)):
        rest = rest[: found.span[0]] + rest[found.span[1] :]
    return not any(letter.isalnum() for letter in rest)


@cache
def _first_words(name: str) -> frozenset[str]:
    """Return the words that the terms of the lexicon begin with, folded."""
    begun = (_WORD.search(fold(entry.term).text) for entry in terms(name).entries)
    return frozenset(first[0] for first in begun if first is not None)
