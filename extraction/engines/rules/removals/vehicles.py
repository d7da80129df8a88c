"""What carries people who are removed, beside its noun: its type, and the company that flies it."""

from __future__ import annotations

from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.sentence import Sentence

_MOST_NAME_WORDS = 3


def aircraft_in(sentence: Sentence) -> str | None:
    """Return the type of aircraft that `sentence` names, if any."""
    types = sentence.of("aircraft_types")
    return sentence.document[types[0].start : types[0].end] if types else None


def operator_in(sentence: Sentence) -> str | None:
    """Return the company that flies, where `sentence` names one: "Qatar Airways"."""
    names = sentence.of("companies")
    if len(names) != 1:
        return None
    last = sentence.index_at(names[0].start)
    first = last
    while first > max(last - _MOST_NAME_WORDS, 0) and _is_of_name(sentence, first - 1):
        first -= 1
    return sentence.document[sentence.tokens[first].start : names[0].end] if first < last else None


def _is_of_name(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return sentence.document[token.start].isupper() and token.word not in word_class("determiners")
