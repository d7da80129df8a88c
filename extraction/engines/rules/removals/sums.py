"""Totals that a sentence about one event adds at its end: "…, bringing to 1.1 million those who have left"."""

from __future__ import annotations

from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.values import Value
from extraction.engines.rules.vocabulary import Cue

_LEAD = 2
"""Words between the comma and the verb that sums up: "lo que eleva"."""


def is_of_sum(sentence: Sentence, since: Cue, count: Value | None) -> bool:
    """Say whether the words of a total, `since`, belong to a number that a later clause gives, and not to `count`."""
    for index, token in enumerate(sentence.tokens):
        if token.word not in word_class("summing_up") or not (count and count.span[1] <= token.start < since.start):
            continue
        before = [sentence.word_at(place) for place in range(max(index - _LEAD - 1, 0), index)]
        if "," in before and sentence.values_of("number", (token.end, since.start)):
            return True
    return False
