"""People whom a vehicle carried somewhere: "a chartered jet carried 11 individuals from El Paso to Lesotho"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, is_day
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.people import People, people_in, unnamed_in
from extraction.engines.rules.phrases import is_of_none
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.flight_phrases import Flight, flights_of
from extraction.engines.rules.removals.setting import goes_on_about_removals, is_about_migration, speaks_of_removals
from extraction.engines.rules.removals.totals import is_total
from extraction.engines.rules.removals.vehicles import aircraft_in, operator_in
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_SUBJECT = 8
"""Words between a vehicle and the verb of which it is the subject: a company, where it comes from."""
_WAY = 22
"""Words after the people in which "to" stands: an aside says who is among them, and "from" where they were."""


@rule
def carried_in(analysis: Analysis, sentence: Sentence) -> Iterator[Removal]:
    """Yield the removals that are told by the vehicle that carried counted people to a state."""
    flights = flights_of(sentence)
    for verb in sentence.of("flight_verbs"):
        flight = _vehicle(sentence, verb, flights)
        people = _carried(sentence, verb) if flight else None
        place = _destination(sentence, people) if people else None
        airport = _airport(sentence, people) if people and not place else None
        if flight is None or people is None:
            continue
        sender = _from(sentence, people, place)
        brought_home = sender and people.nationality and _is_one(analysis, sentence, flight)
        if not (place or airport or brought_home):
            continue
        told = _is_near_removals(analysis, sentence) and is_about_migration(analysis)
        if not (flight.removes or told) or is_of_none(sentence, people.span[0]) or is_total(sentence, people.count):
            continue
        date = date_near(sentence, verb.start)
        if not (is_day(date) or brought_home):
            continue
        removal = Removal([sentence], "arrived", people=[people], date=date, told_at=verb.start)
        removal.hedge = hedge_of(sentence, verb.start)
        removal.mode = flight.cue.value.removesuffix("_removal")
        removal.flights = flight.count
        removal.aircraft = aircraft_in(sentence)
        removal.operator = operator_in(sentence)
        in_city = place is not None and place.form == "capital"
        removal.destination_place = analysis.text(place.span) if place and in_city else airport
        removal.destination = place.code if place and (not in_city or place.code in analysis.named) else None
        removal.sender = sender
        yield removal


def _is_one(analysis: Analysis, sentence: Sentence, flight: Flight) -> bool:
    """Say whether a certain removal flight is told of: "the deportation flight carried", "a second one"."""
    first = sentence.word_at(sentence.index_at(flight.span[0]))
    removes = flight.cue.value.endswith("_removal") or _is_near_removals(analysis, sentence)
    return removes and flight.cue.form == "singular" and first in word_class("definite")


def _is_near_removals(analysis: Analysis, sentence: Sentence) -> bool:
    return speaks_of_removals(analysis, sentence) or goes_on_about_removals(analysis, sentence)


def _vehicle(sentence: Sentence, verb: Cue, flights: list[Flight]) -> Flight | None:
    """Return the vehicle that is the subject of a verb of carrying that tells of the past."""
    if verb.value != "carry" or not verb.is_verb:
        return None
    group = verb_group(sentence, verb)
    bare = group.first == sentence.index_at(verb.start) and verb.form in ("past", "past_or_participle")
    if group.modality != "asserted" or not (bare or (group.happened and not group.passive)) or group.progressive:
        return None
    for flight in flights:
        words = sentence.words_between(flight.span[1], sentence.tokens[group.first].start)
        near = flight.span[1] <= verb.start and len(words) <= _SUBJECT
        if near and sentence.clause_at(flight.cue.start) == sentence.clause_at(verb.start):
            return flight if all(word[0].isalnum() for word in words) else None
    return None


def _carried(sentence: Sentence, verb: Cue) -> People | None:
    """Return the counted people who are the object of `verb`, and no troops, no passengers of an airline."""
    groups = people_in(sentence, (verb.end, sentence.span[1])) or unnamed_in(sentence, (verb.end, sentence.span[1]))
    beside = groups and len(sentence.words_between(verb.end, groups[0].span[0])) <= 1
    return groups[0] if beside and groups[0].count else None


def _destination(sentence: Sentence, people: People) -> CountryMention | None:
    """Return the state or capital of the "to" that follows the people; "to" before a verb leads nowhere."""
    first = sentence.index_at(people.span[1] - 1) + 1
    for index in range(first, min(first + _WAY, len(sentence.tokens))):
        word = sentence.word_at(index)
        if word in (";", ":") or word_class("clause_words").get(word) in ("relative", "time", "reason"):
            return None
        if word_class("destination_words").get(word) == "to":
            reach = 0 if word in word_class("determiners") else 2
            found = list_after(sentence, sentence.tokens[index].end, reach)
            named = [m for m in found if m.form in NAME_FORMS | {"capital"}]
            if named:
                return next((m for m in named if m.form in NAME_FORMS), named[0])
    return None


def _airport(sentence: Sentence, people: People) -> str | None:
    """Return the airport, by its capitalised name, to which the people were carried."""
    first = sentence.index_at(people.span[1] - 1) + 1
    for index in range(first, min(first + _WAY, len(sentence.tokens) - 1)):
        if sentence.word_at(index) != "to":
            continue
        last = index
        while last + 1 < len(sentence.tokens) and sentence.document[sentence.tokens[last + 1].start].isupper():
            last += 1
        if word_class("place_nouns").get(sentence.word_at(last)) == "airport" and last > index + 1:
            return sentence.document[sentence.tokens[index + 1].start : sentence.tokens[last].end]
    return None


def _from(sentence: Sentence, people: People, place: CountryMention | None) -> str | None:
    """Return the state of the "from" after the people."""
    end = sentence.index_at(place.span[0]) if place else len(sentence.tokens)
    for token in sentence.tokens[sentence.index_at(people.span[1] - 1) + 1 : end]:
        if token.word in word_class("leaving"):
            found = [m for m in list_after(sentence, token.end, 2) if m.form in NAME_FORMS and m != place]
            if found:
                return found[0].code
    return None
