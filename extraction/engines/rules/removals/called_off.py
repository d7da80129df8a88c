"""Removals that did not come about, told by their noun: "A transfer to Ghana planned for June was called off"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.people import people_in
from extraction.engines.rules.phrases import is_of_none
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.setting import goes_on_about_removals
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_PREDICATE = 24
"""Words between the noun and the verb that says that it was called off: a clause says when it had been planned."""


@rule
def called_off_in(analysis: Analysis, sentence: Sentence) -> Iterator[Removal]:
    """Yield the removals to a state that were called off; a practice that ended ("all transfers to Chad") is none."""
    for noun in sentence.of("event_nouns"):
        if noun.value == "arrival" or not _is_one(sentence, noun) or is_of_none(sentence, noun.start):
            continue
        verb = _called_off(sentence, noun)
        place = _destination(sentence, noun) if verb else None
        told = noun.value == "removal" or goes_on_about_removals(analysis, sentence)
        if verb is None or place is None or not told:
            continue
        removal = Removal([sentence], "cancelled", destination=place.code, told_at=verb.start)
        planned = [cue for cue in sentence.of("flight_verbs") if noun.end <= cue.start < verb.start]
        dates = [date_near(sentence, cue.start) for cue in planned if cue.value == "planned"]
        removal.date = dates[0] if dates and dates[0] else date_near(sentence, verb.start)
        removal.hedge = hedge_of(sentence, verb.start)
        removal.people = [group for group in people_in(sentence, (noun.end, verb.start)) if group.count][:1]
        yield removal


def _is_one(sentence: Sentence, noun: Cue) -> bool:
    """Say whether a certain one is told of: "a transfer to Chad", "the first transfer to Chad"."""
    index = sentence.index_at(noun.start)
    before = sentence.word_at(index - 1)
    return noun.form == "singular" and (before in function_words("a") or before in word_class("further"))


def _called_off(sentence: Sentence, noun: Cue) -> Cue | None:
    """Return the passive verb of calling off of which the noun is the subject."""
    for verb in sentence.of("flight_verbs"):
        words = sentence.words_between(noun.end, verb.start)
        if verb.value != "cancelled" or not verb.is_verb or verb.start < noun.end or len(words) > _PREDICATE:
            continue
        group = verb_group(sentence, verb)
        if group.passive and group.happened and not sentence.has_between(noun.end, verb.start, "flights"):
            return verb
    return None


def _destination(sentence: Sentence, noun: Cue) -> CountryMention | None:
    """Return the state right after "transfer to"."""
    after = sentence.index_at(noun.end - 1) + 1
    if word_class("destination_words").get(sentence.word_at(after)) != "to":
        return None
    found = [m for m in list_after(sentence, sentence.tokens[after].end, 1) if m.form in NAME_FORMS]
    return found[0] if len(found) == 1 else None
