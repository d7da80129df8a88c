"""What a verb of taking people in says of an agreement: of what type it is, and how many are to be taken."""

from __future__ import annotations

from extraction.engines.rules.agreements.context import kind_of
from extraction.engines.rules.grammar import is_of_class
from extraction.engines.rules.people import people_in, unnamed_in
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.vocabulary import Cue


def kind_of_taking(sentence: Sentence, taking: Cue, receiver: str) -> str:
    """Return the agreement_type of a taking: of one's own nationals it is a return."""
    groups = people_in(sentence, (taking.end, sentence.span[1]))
    own = any(group.nationality is not None and group.nationality.code == receiver for group in groups)
    if is_of_class(taking.lemma, "readmitting") and not sentence.has("elsewhere"):
        return "returns_arrangement"
    if taking.value == "transit":
        return "third_country_removal"
    return "returns_arrangement" if own else kind_of("other", [sentence])


def number_taken(sentence: Sentence, taking: Cue) -> str | None:
    """Return how many people are to be taken, as printed."""
    span = (taking.end, sentence.span[1])
    counted = [group.count for group in people_in(sentence, span) or unnamed_in(sentence, span) if group.count]
    return counted[0].text if counted else None
