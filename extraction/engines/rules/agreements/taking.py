"""What a verb of taking people in says of an agreement: of what type it is, and how many are to be taken."""

from __future__ import annotations

from extraction.engines.rules.agreements.context import kind_of
from extraction.engines.rules.grammar import function_words, is_of_class
from extraction.engines.rules.people import people_in, unnamed_in
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS

_NAMED = 4
"""Characters between a verb of taking in and the people whom a nationality names."""
_OBJECT = 60
"""Characters after a verb of taking in within which the people stand who are taken."""


def kind_of_taking(sentence: Sentence, taking: Cue, receiver: str) -> str:
    """Return the agreement_type of a taking: of one's own nationals it is a return."""
    groups = people_in(sentence, (taking.end, sentence.span[1]))
    own = any(group.nationality is not None and group.nationality.code == receiver for group in groups)
    named = sentence.countries_in(taking.end, taking.end + _NAMED)  # "would receive Mexicans deported from"
    own = own or any(mention.code == receiver and mention.form in DEMONYM_FORMS for mention in named[:1])
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


def is_to_take(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether an instrument is one by which a side takes people in: "a deal to take in up to 250 migrants"."""
    first = sentence.index_at(instrument.end - 1) + 1
    if sentence.word_at(first) in function_words("purpose"):
        first += 1
    elif not sentence.document[instrument.end : instrument.end + 3].strip().startswith(("d'", "d’")):
        return False  # "un accord d'accueillir"
    return any(
        sentence.index_at(verb.start) == first and verb.form == "base"
        for verb in sentence.of("accept_verbs")
        if sentence.has_between(verb.end, verb.end + _OBJECT, "people")
    )
