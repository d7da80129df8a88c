"""How many a measure is for, and by when, from the measure's own words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.terms import holds

_NEAR = 25
"""Characters between a number and the noun that it counts."""


def targets(analysis: Analysis, span: Span) -> dict[str, Any]:
    """Return the deadline ("by March 2027") and the quantity of people of the measure in `span`, as far as printed.

    A measure told in several sentences, or without a "will" or "to", reports what became of it: its numbers are not
    what it is for.
    """
    sentences = _sentences(analysis, span)
    found: dict[str, Any] = {}
    if deadline := next((text for sentence in sentences if (text := _deadline(sentence))), None):
        found["deadline"] = {"text": deadline}
    if len(sentences) == 1 and (quantity := _quantity(sentences[0])):
        found["quantity"] = {"text": quantity}
    return found


def _sentences(analysis: Analysis, span: Span) -> Sequence[Sentence]:
    first = bisect_left(analysis.sentences, span[0], key=_start)
    return analysis.sentences[first : bisect_left(analysis.sentences, span[1], lo=first, key=_start)]


def _start(sentence: Sentence) -> int:
    return sentence.span[0]


def _deadline(sentence: Sentence) -> str | None:
    for value in sentence.values_of("date"):
        before = sentence.word_at(sentence.index_at(value.span[0]) - 1)
        if holds("measures/deadline_words", before) and any(letter.isdigit() for letter in value.text):
            return value.text
    return None


def _quantity(sentence: Sentence) -> str | None:
    numbers = sentence.values_of("number")
    ahead = any(word_class("auxiliaries").get(token.word) in ("will", "to") for token in sentence.tokens)
    if len(numbers) != 1 or not ahead:
        return None
    end = numbers[0].span[1]
    counted = any(cue.lexicon == "people" and end <= cue.start < end + _NEAR for cue in sentence.cues)
    return numbers[0].text if counted else None
