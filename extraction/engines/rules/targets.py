"""How many a measure is for, and by when, from the measure's own words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.doing import MainClause
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.terms import holds

_SUPPLY = "supply"
_NEAR = 5
"""Words after a number in which the noun that it counts must stand."""


def targets(analysis: Analysis, span: Span, clause: MainClause | None) -> dict[str, Any]:
    """Return the deadline ("by March 2027") and the quantity of the measure in `span`, as far as printed.

    The quantity is the first number of people or the like in the sentence of `clause`, which says what is done: later
    ones report what became of it. Of those who are sent to do it the number is none.
    """
    found: dict[str, Any] = {}
    if deadline := next((text for sentence in _sentences(analysis, span) if (text := _deadline(sentence))), None):
        found["deadline"] = {"text": deadline}
    if clause is not None and clause.value != _SUPPLY and (quantity := _quantity(clause.sentence, span)):
        found["quantity"] = {"text": quantity}
    return found


def _sentences(analysis: Analysis, span: Span) -> Sequence[Sentence]:
    first = bisect_left(analysis.sentences, span[0], key=_start)
    return analysis.sentences[first : bisect_left(analysis.sentences, span[1], lo=first, key=_start)]


def _start(sentence: Sentence) -> int:
    return sentence.span[0]


def _deadline(sentence: Sentence) -> str | None:
    for value in sentence.values_of("date"):
        index = sentence.index_at(value.span[0]) - 1
        alternative = sentence.word_at(index - 1) == "or"  # "on or before March 1" says who may apply
        if holds("measures/deadline_words", sentence.word_at(index)) and not alternative and _has_digit(value.text):
            return value.text
    return None


def _quantity(sentence: Sentence, span: Span) -> str | None:
    for number in sentence.values_of("number", span):
        including = word_class("include").keys() - word_class("auxiliaries").keys()
        if including & set(sentence.words_between(span[0], number.span[0])):
            return None  # "sanctioned eight networks, including over 30 individuals"
        if _has_digit(number.text) and _is_counted(sentence, number.span[1]):
            return number.text
    return None


def _is_counted(sentence: Sentence, end: int) -> bool:
    """Say whether the noun right after a number, adjectives between them, is of people or of what they are given."""
    first = sentence.index_at(end - 1) + 1
    last = first
    while last < first + _NEAR and _continues(sentence, last):
        last += 1
    if last == first:
        return False
    start, stop = sentence.tokens[first].start, sentence.tokens[last - 1].end
    people = any(start <= cue.start and cue.end <= stop for cue in sentence.of("people"))
    return people or holds("measures/counted", sentence.document[start:stop])


def _continues(sentence: Sentence, index: int) -> bool:
    """Say whether token `index` still is of the noun phrase: no preposition, verb or mark."""
    word = sentence.word_at(index)
    closed = ("prepositions", "auxiliaries", "clause_words", "determiners")
    return bool(word) and word[0].isalnum() and not any(word in word_class(name) for name in closed)


def _has_digit(text: str) -> bool:
    return any(letter.isdigit() for letter in text)
