"""The words of triage in a text: one pass of one automaton, whatever the number of words."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import ahocorasick
import regex

from extraction.lexicons import Entry, load
from extraction.lexicons.folding import fold

STEM = "stem"
_WORD = regex.compile(r"\p{L}+")
_FEWEST_WORDS = 40
_COMMON_SHARE = 0.1
"""Of English and Spanish words at least a quarter are among the commonest fifty; of other languages' a few."""
_SAMPLE = 20_000
"""Characters that tell a language."""


class Hit(NamedTuple):
    """A word of triage: where it begins in the text, and the lines that it matches."""

    start: int
    entries: tuple[Entry, ...]


def words_of(text: str) -> Iterator[Hit]:
    """Yield the words of triage in `text`, in order of their ends."""
    folded = fold(text)
    plain, size = folded.text, len(folded.text)
    for last, (length, entries) in _automaton().iter(plain):
        first, end = last + 1 - length, last + 1
        if first and plain[first - 1].isalnum():
            continue
        inside = end < size and plain[end].isalnum()
        found = tuple(entry for entry in entries if entry.form == STEM) if inside else entries
        if found:
            yield Hit(folded.original(first, end)[0], found)


def is_in_known_language(text: str) -> bool:
    """Say whether `text` is in a language that triage has words in; a text of few words tells nothing, and is."""
    words = [fold(word).text for word in _WORD.findall(text[:_SAMPLE])]
    common = _common_words()
    return len(words) < _FEWEST_WORDS or sum(word in common for word in words) >= _COMMON_SHARE * len(words)


@cache
def _automaton() -> ahocorasick.Automaton:
    by_term: dict[str, tuple[Entry, ...]] = {}
    for entry in load("triage/words").entries:
        key = fold(entry.term).text
        by_term[key] = (*by_term.get(key, ()), entry)
    automaton = ahocorasick.Automaton()
    for key, entries in by_term.items():
        automaton.add_word(key, (len(key), entries))
    automaton.make_automaton()
    return automaton


@cache
def _common_words() -> frozenset[str]:
    return frozenset(fold(entry.term).text for entry in load("triage/languages").entries)
