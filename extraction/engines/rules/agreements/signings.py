"""That a joint statement itself was signed: "signed this Declaration on Monday", "Done at Tunis on 16 July 2023"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.status import told_of
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.values import Value
from extraction.engines.rules.vocabulary import Cue

_FORMULA = 4
"""Words of a closing formula before the preposition of its place: "Done in two copies at"."""


@rule
def signing_of(analysis: Analysis, kind: str) -> tuple[Sentence, Value | None] | None:
    """Return the sentence that says that the joint statement of type `kind` was signed, and the day that it prints."""
    for sentence in analysis.prose():
        if _is_formula(sentence):
            return sentence, next(iter(sentence.values_of("date")), None)
        if not any(verb.value == "signed" for verb in sentence.of("agreement_verbs")):
            continue
        for noun in _nouns(sentence, kind):
            told = told_of(sentence, noun)
            if told is not None and told.status == "signed" and told.modality == "asserted":
                return sentence, date_near(sentence, told.cue.start)
    return None


def _is_formula(sentence: Sentence) -> bool:
    """Say whether a sentence is the formula that closes a treaty: "Done at Tunis on …", "Firmada en Quito, el …"."""
    if sentence.word_at(0) not in word_class("closing_formulas"):
        return False
    following = [sentence.word_at(index) for index in range(1, _FORMULA + 1)]
    return bool(sentence.values_of("date")) and any(word in word_class("oblique") for word in following)


def _nouns(sentence: Sentence, kind: str) -> Iterator[Cue]:
    """Yield what names the statement: its own words ("joint declaration"), or "this Declaration"."""
    yield from (cue for cue in sentence.of("instruments") if cue.value == kind)
    for index, token in enumerate(sentence.tokens):
        pointed = sentence.word_at(index - 1) in word_class("pointing")
        if word_class("statement_nouns").get(token.word) == kind and pointed:
            yield Cue(token.start, token.end, "instruments", kind, token.word, "singular")
