"""Agreements by which a state takes its own nationals back, as the removals say that a document tells with them."""

from __future__ import annotations

from extraction.engines.rules.agreements.context import sends_to_third
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import is_of_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.people import are_freed, people_in
from extraction.engines.rules.sentence import Sentence

_SIDES = 2
_NEAR = 40
"""Characters between a verb of sending back and the people who are sent."""
_UNSURE = ("other", "third_country_removal")
"""Types of what moves people of whom the sentence alone does not say whose they are."""
_MOVED = ("removal_verbs", "removal_nouns", "flights")


def bring_home(analysis: Analysis, deal: Deal) -> None:
    """Make `deal` one of returns where all whom a document says to be removed are nationals of one of its two sides.

    Nothing in the document may speak of other states' nationals.
    """
    moved = _removed(analysis)
    takers = {party.country for party in deal.parties if party.role == "receiver"}
    one_of_two = len(moved) == 1 and len(deal.codes) == _SIDES and moved <= deal.codes
    unsure = deal.kind in _UNSURE or (deal.kind == "returns_arrangement" and not any(p.role for p in deal.parties))
    if unsure and one_of_two and any(_removes(sentence) for sentence in deal.sentences):
        deal.kind = "returns_arrangement"
        deal.set_roles(*deal.codes - moved)
    elif deal.kind == "other" and not (takers or "elsewhere" in analysis.lexicons) and _sends_back(deal.sentences[0]):
        deal.kind = "returns_arrangement"


def _sends_back(sentence: Sentence) -> bool:
    """Say whether a sentence is on people who are sent back: "to return migrants", "the migrants are returned"."""
    verbs = (verb for verb in sentence.of("removal_verbs", "accept_verbs") if is_of_class(verb.lemma, "sending_back"))
    people = sentence.of("people")
    return not sends_to_third(sentence) and any(
        verb.is_verb and any(person.start - verb.end <= _NEAR and verb.start - person.end <= _NEAR for person in people)
        for verb in verbs
    )


@taken_once
def _removed(analysis: Analysis) -> frozenset[str]:
    """Return whose nationals a document says to be removed; nothing where it speaks of third countries too."""
    if "elsewhere" in analysis.lexicons:
        return frozenset()
    found: set[str] = set()
    for sentence in analysis.sentences:
        if sends_to_third(sentence):
            return frozenset()
        if _removes(sentence):
            groups = [group for group in people_in(sentence, sentence.span) if not are_freed(sentence, group)]
            found |= {group.nationality.code for group in groups if group.nationality is not None}
    return frozenset(found)


def _removes(sentence: Sentence) -> bool:
    removing = sentence.of(*_MOVED)
    return any(
        cue.lexicon == "removal_nouns" or cue.value == "removal" or cue.value.endswith("_removal") for cue in removing
    ) or any(cue.value == "deported" for cue in sentence.of("people"))
