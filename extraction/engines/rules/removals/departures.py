"""People who left a state for another one in a text on removals: "120 Nigeriens had left Libya for Niamey"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.people import people_in
from extraction.engines.rules.phrases import is_of_none
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.moved_people import are_removed
from extraction.engines.rules.removals.senders import sender_of
from extraction.engines.rules.removals.setting import goes_on_about_removals
from extraction.engines.rules.removals.totals import is_of_a_period, is_total
from extraction.engines.rules.removals.vehicles import vehicle_mode
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_WAY = 12
"""Words between the state that is left and where people went: an airport, a vehicle, a date."""


@rule
def departures_in(analysis: Analysis, sentence: Sentence) -> Iterator[Removal]:
    """Yield the removals of counted people who left a state for a place, where the text around removes people."""
    for verb in sentence.of("flight_verbs"):
        group = verb_group(sentence, verb) if verb.value == "departed" and verb.is_verb else None
        if group is None or not has_gone(verb, group):
            continue
        start = sentence.tokens[group.first].start
        people = [one for one in people_in(sentence, (sentence.clause_span(start)[0], start)) if one.count]
        way = _way(sentence, group) if len(people) == 1 else None
        if way is None or is_of_none(sentence, people[0].span[0]) or not are_removed(sentence, people):
            continue
        left, bound = way
        removal = Removal([sentence], "departed", sender=left.code, people=people, told_at=verb.start)
        removal.date = date_near(sentence, verb.start)
        if is_total(sentence, removal.count) or is_of_a_period(removal) or left.code == bound.code:
            continue
        in_city = bound.form == "capital"  # whose country only an atlas says is not known
        removal.destination = bound.code if not in_city or bound.code in analysis.named else None
        removal.destination_place = analysis.text(bound.span) if in_city else None
        removal.hedge = hedge_of(sentence, verb.start)
        removal.mode = vehicle_mode(sentence, verb)
        if sender_of(analysis) == left.code and goes_on_about_removals(analysis, sentence):
            yield removal  # whoever else leaves a state may do so by himself


def has_gone(verb: Cue, group: VerbGroup) -> bool:
    """Say whether a verb of leaving or coming tells what happened; after a noun its past looks like a participle."""
    told = group.tense == "past" and not group.passive
    return group.modality == "asserted" and (told or (group.tense == "none" and verb.form == "past_or_participle"))


def _way(sentence: Sentence, group: VerbGroup) -> tuple[CountryMention, CountryMention] | None:
    """Return the state of "left Libya" and the one, or the capital, of "for Niamey" after it."""
    index = group.last + (sentence.word_at(group.last) in word_class("origin_words"))
    left = list_after(sentence, sentence.tokens[index - 1].end, 1)
    if len(left) != 1 or left[0].form not in NAME_FORMS:
        return None
    first = sentence.index_at(left[0].span[1] - 1) + 1
    for place in range(first, min(first + _WAY, len(sentence.tokens))):
        if sentence.word_at(place) in function_words("toward"):
            bound = list_after(sentence, sentence.tokens[place].end, 1)
            return (left[0], bound[0]) if bound and bound[0].form in NAME_FORMS | {"capital"} else None
        if sentence.word_at(place) in word_class("clause_words"):
            return None
    return None
