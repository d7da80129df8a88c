"""People who were put on what carries them away: "put eight migrants on a plane said to be bound for Juba"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, is_day
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.people import People, people_in, unnamed_in
from extraction.engines.rules.phrases import agents, is_of_none, subjects
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.receptions import meant
from extraction.engines.rules.removals.setting import goes_on_about_removals, speaks_of_removals
from extraction.engines.rules.removals.totals import is_total
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS

_VEHICLE = 5
"""Words between the people, or a passive verb, and the vehicle that they are put on, its preposition among them."""
_BOUND = 8
"""Words after the vehicle in which its destination stands ("said to be headed for")."""


@rule
def boardings_in(analysis: Analysis, sentence: Sentence, last: Removal | None = None) -> Iterator[Removal]:
    """Yield the removals that are told by who was put aboard; "the same destination" is that of `last`."""
    for verb in sentence.of("boarding_verbs") if sentence.has("flights") else ():
        group = verb_group(sentence, verb)
        status = _status(group)
        people = _people(sentence, verb, group) if verb.is_verb and status else []
        vehicle = _vehicle(sentence, verb.end if group.passive else people[-1].span[1]) if people else None
        if status is None or vehicle is None or is_of_none(sentence, people[0].span[0]):
            continue
        told = _goes_on(analysis, sentence, last) or speaks_of_removals(analysis, sentence)
        home = _are_sent_home(sentence, vehicle)
        if not (told or home or goes_on_about_removals(analysis, sentence)):
            continue
        removal = Removal([sentence], status, people=people, date=date_near(sentence, verb.start))
        removal.modality = "planned" if status == "planned" else "asserted"
        removal.told_at = verb.start
        removal.hedge = hedge_of(sentence, verb.start)
        removal.mode = vehicle.value.removesuffix("_removal")
        doers = agents(sentence, group) if group.passive else subjects(sentence, group) or meant(sentence, group)
        removal.sender = doers[-1].code if len({doer.code for doer in doers}) == 1 else None
        _set_destination(analysis, sentence, vehicle, removal, last)
        if removal.sender == removal.destination:
            removal.sender = None
        placed = removal.sender or removal.destination
        if placed and not is_total(sentence, removal.count) and (removal.is_counted or is_day(removal.date)):
            yield from _of_each(removal) if home else [removal]


def _are_sent_home(sentence: Sentence, vehicle: Cue) -> bool:
    """Say whether those put aboard were "sent back to their countries"."""
    own = word_class("own_country")
    sent = [verb for verb in sentence.of("removal_verbs") if verb.is_verb and verb.start > vehicle.end]
    words = sentence.words_between(sent[0].end, sentence.span[1]) if sent else ()
    return any(own.get(one) == "own" and own.get(other) == "country" for one, other in pairwise(words))


def _of_each(removal: Removal) -> Iterator[Removal]:
    """Yield a removal to each country whose people are sent there, else `removal` itself."""
    groups = [(group, group.nationality) for group in removal.people if group.nationality]
    if removal.destination or removal.destination_place or len(groups) != len(removal.people):
        yield removal
        return
    for group, nationality in groups:
        if nationality.code != removal.sender:
            yield replace(removal, people=[group], destination=nationality.code)


def _goes_on(analysis: Analysis, sentence: Sentence, last: Removal | None) -> bool:
    """Say whether a removal was told just before, in the same paragraph."""
    return last is not None and any(place in analysis.before(sentence) for place in last.sentences)


def _status(group: VerbGroup) -> str | None:
    """Return what is said of the boarding: it was done, or is planned."""
    if group.modality == "planned":
        return "planned"
    done = group.modality == "asserted" and not group.is_infinitive and group.tense != "future"
    return "departed" if done else None


def _people(sentence: Sentence, verb: Cue, group: VerbGroup) -> list[People]:
    """Return who is put aboard: the object with those joined to it by "and", or the subject of a passive."""
    start, end = sentence.clause_span(verb.start)
    span = (start, sentence.tokens[group.first].start) if group.passive else (verb.end, end)
    found = people_in(sentence, span) or unnamed_in(sentence, span)
    if group.passive:
        return found[-1:]
    joined = found[:1]
    for other in found[1:]:
        words = sentence.words_between(joined[-1].span[1], other.span[0])
        listed = words and all(word == "," or word in function_words("and") for word in words)
        if not (joined[-1].count and other.count and listed):
            break
        joined.append(other)
    return joined


def _vehicle(sentence: Sentence, end: int) -> Cue | None:
    """Return the vehicle of "on a chartered plane" right after the character `end`."""
    for cue in sentence.of("flights"):
        words = sentence.words_between(end, cue.start)
        if cue.start >= end and len(words) <= _VEHICLE:
            aboard = any(word in word_class("vehicle_words") or word == "a" for word in words)
            return cue if aboard and all(word[0].isalnum() for word in words) else None
    return None


def _set_destination(
    analysis: Analysis, sentence: Sentence, vehicle: Cue, removal: Removal, last: Removal | None
) -> None:
    """Set where the vehicle is bound for: a state, a capital, or "the same destination" as the last."""
    first = sentence.index_at(vehicle.end - 1) + 1
    for index in range(first, min(first + _BOUND, len(sentence.tokens))):
        word = sentence.word_at(index)
        if word in function_words("toward") | function_words("to"):
            found = [
                m for m in list_after(sentence, sentence.tokens[index].end, 1) if m.form in NAME_FORMS | {"capital"}
            ]
            if found:
                in_city = found[0].form == "capital"
                removal.destination = None if in_city and found[0].code not in analysis.named else found[0].code
                removal.destination_place = analysis.text(found[0].span) if in_city else None
                return
        if word in word_class("same") and last is not None:
            removal.destination, removal.destination_place = last.destination, last.destination_place
            return
