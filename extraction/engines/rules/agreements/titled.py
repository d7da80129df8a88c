"""Agreements by their full titles, as lists of treaties print them: "Agreement between A and B on readmission"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.context import kind_of
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.parties import between, parties
from extraction.engines.rules.agreements.scope import in_scope
from extraction.engines.rules.agreements.status import told_of
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import is_on_migration

_FIRST = 2
"""Words up to the noun with which a title begins: "The Agreement between"."""
_SIDES = 2
_MADE = frozenset({"agreed", "signed", "in_force"})


@rule
def titled_in(analysis: Analysis) -> Iterator[Deal]:
    """Yield the agreements whose titles stand by themselves; what was made is agreed, unless the text before says more.

    A title says nothing of what became of it: who else tells of the same states is to be believed instead.
    """
    lead: tuple[Sentence, str] | None = None
    for sentence in analysis.sentences:
        if "instruments" not in sentence.lexicons:
            continue
        deal = _titled(analysis, sentence)
        if deal is None:
            lead = _leading(sentence) or lead
            continue
        deal.status = lead[1] if lead else "agreed"
        deal.add(*([lead[0]] if lead else []))
        yield deal


def _titled(analysis: Analysis, sentence: Sentence) -> Deal | None:
    """Return the agreement that `sentence` is the title of, without a verb and without a full stop."""
    text = sentence.document[slice(*sentence.span)].strip(" *_•-–\t")
    instrument = sentence.of("instruments")[0]
    after = sentence.index_at(instrument.end - 1) + 1
    opens = sentence.index_at(instrument.start) < _FIRST and text[:1].isupper()
    if not opens or text[-1:] in ".:;!?" or sentence.word_at(after) not in word_class("between"):
        return None
    sides = between(sentence, instrument)
    verbs = any(cue.is_verb and cue.form != "base" for cue in sentence.of("agreement_verbs"))
    if len({side.code for side in sides}) != _SIDES or verbs or not is_on_migration(sentence):
        return None
    if not in_scope(analysis, sentence, instrument):
        return None
    kind = kind_of(instrument.value, [sentence])
    on = sentence.words_between(sides[-1].span[1], sentence.span[1])
    if kind == "other" and any(word in word_class("return_nouns") for word in on):
        kind = "returns_arrangement"
    return Deal([sentence], kind, parties(sentence, sides), name=text)


def _leading(sentence: Sentence) -> tuple[Sentence, str] | None:
    """Return a sentence that says of several agreements that they were made, with what it says they are."""
    for instrument in sentence.of("instruments"):
        told = told_of(sentence, instrument) if instrument.form == "plural" else None
        if told is not None and told.modality == "asserted" and told.status in _MADE:
            return sentence, told.status
    return None
