"""Removals that a noun tells: "confirmed the arrival of eight deported men", "the expulsion of 29 people to Chad"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import names_day
from extraction.engines.rules.grammar import function_words, is_of_class, word_class
from extraction.engines.rules.people import People, people_in, unnamed_in
from extraction.engines.rules.phrases import is_of_none
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.moves import is_of_nationals
from extraction.engines.rules.removals.noun_events import announced_by, day_before, governor_of, is_after, took_place
from extraction.engines.rules.removals.noun_sides import bound_for, deported_after, fronted, place_of, set_sides
from extraction.engines.rules.removals.senders import sender_around
from extraction.engines.rules.removals.setting import is_about_migration, speaks_of_removals
from extraction.engines.rules.removals.totals import is_total
from extraction.engines.rules.removals.vehicles import vehicle_mode
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.values import Value
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_ASIDE = 8
"""Words of a date that stands between commas after the noun."""
_PHRASE = 6
"""Words of a phrase of place between the noun and its people, with the "of" that follows it."""


@rule
def nominal_in(analysis: Analysis, sentence: Sentence) -> Iterator[Removal]:
    """Yield the removals of counted people that nouns of arriving and removing tell, where it is said that they were.

    Such a noun alone says nothing of whether it happened: a verb that has it as its object ("confirmed", "condemned"),
    a word for after ("following"), or that it took place must say so.
    """
    for noun in sentence.of("event_nouns"):
        people = _people_of(sentence, noun)
        if people is None or is_total(sentence, people.count) or is_of_none(sentence, noun.start):
            continue
        verb = governor_of(sentence, noun)
        announced = announced_by(sentence, noun, people)
        happened = is_after(sentence, noun) or took_place(sentence, people) or day_before(sentence, noun) is not None
        if not (verb is not None or announced or happened):
            continue
        bound = bound_for(sentence, people) if noun.value != "arrival" else []
        removal = _removal(analysis, sentence, noun, people, bound)
        set_sides(sentence, noun, people, removal, verb or announced)
        if _is_event(analysis, sentence, noun, verb, removal):
            yield from _of_each(removal, bound)


def _removal(analysis: Analysis, sentence: Sentence, noun: Cue, people: People, bound: list[CountryMention]) -> Removal:
    """Return what the noun's own phrase says: who, when, on what and where to."""
    removal = Removal([sentence], "arrived", people=[people], date=_date_after(sentence, noun, people))
    removal.told_at = noun.start
    removal.hedge = hedge_of(sentence, noun.start)
    removal.mode = vehicle_mode(sentence, noun)
    place = bound[0] if bound else place_of(sentence, noun, people)
    removal.destination = place.code if place else None
    if place is not None and place.form == "capital":
        removal.destination_place = analysis.text(place.span)
        removal.destination = place.code if place.code in analysis.named else None
    return removal


def _is_event(analysis: Analysis, sentence: Sentence, noun: Cue, verb: Cue | None, removal: Removal) -> bool:
    """Say whether it went somewhere that is named, or is one state's removal on a day; and its people were removed."""
    if not (removal.destination or removal.destination_place):
        if noun.value != "removal":
            return False
        own = {group.nationality.code for group in removal.people if group.nationality}
        removal.sender = removal.sender or sender_around(analysis, sentence, own)
        done = verb is not None and is_of_class(verb.lemma, "carrying_out") and is_of_nationals(removal)
        return removal.sender is not None and (names_day(removal.date) or done)
    brought = removal.mode is not None and is_about_migration(analysis)
    return brought or deported_after(sentence, removal.people[0]) is not None or _is_removal(analysis, sentence, noun)


def _of_each(removal: Removal, bound: list[CountryMention]) -> Iterator[Removal]:
    """Yield a removal to each state that the vehicle is bound for; how many went where is not said."""
    if len(bound) <= 1:
        yield removal
        return
    for place in bound:
        yield replace(removal, destination=place.code, people=[])


def _people_of(sentence: Sentence, noun: Cue) -> People | None:
    """Return the counted people of "the arrival of eight men"."""
    after = sentence.index_at(noun.end - 1) + 1
    own = word_class("own_country")
    if sentence.word_at(after) in function_words("of") and own.get(sentence.word_at(after + 1)) == "country":
        after += 2  # "la expulsión del país de 27 personas"
    if sentence.word_at(after) not in function_words("of") and (place := fronted(sentence, noun)):
        after = sentence.index_at(place.span[1] - 1) + 1  # "la llegada a Panamá de 119 migrantes"
    if sentence.word_at(after) in word_class("prepositions") and sentence.word_at(after) not in function_words("of"):
        after = _past_place(sentence, after)  # "the arrival on its soil of nine deportees"
    if sentence.word_at(after) == ",":  # "tras la deportación, el 16 de marzo, de 238 personas"
        after = next((i + 1 for i in range(after + 1, after + _ASIDE) if sentence.word_at(i) == ","), after)
    if sentence.word_at(after) not in function_words("of") or after + 1 >= len(sentence.tokens):
        return None
    start = sentence.tokens[after + 1].start
    found = people_in(sentence, (start, sentence.span[1])) or unnamed_in(sentence, (start, sentence.span[1]))
    counted = found and found[0].count is not None and len(sentence.words_between(start, found[0].span[0])) <= 1
    return found[0] if counted else None


def _past_place(sentence: Sentence, index: int) -> int:
    """Return the token of "of" after a short phrase of place that begins at token `index`; `index` if there is none."""
    for place in range(index + 1, index + _PHRASE):
        word = sentence.word_at(place)
        if word in function_words("of"):
            return place
        if not word[:1].isalpha() or word in word_class("clause_words") or word in word_class("auxiliaries"):
            break
    return index


def _date_after(sentence: Sentence, noun: Cue, people: People) -> Value | None:
    """Return the date after the people, or between commas after the noun: one before it is that of who says so."""
    if (own := day_before(sentence, noun)) is not None:
        return own
    after = sentence.values_of("date", (people.span[1], sentence.clause_span(people.span[0])[1]))
    aside = [v for v in sentence.values_of("date") if v.span[0] > noun.end and sentence.document[v.span[1]] == ","]
    for date in (*after, *(value for value in aside if value.span[1] < people.span[0])):
        if names_day(date):
            return date
    return sentence.entry


def _is_removal(analysis: Analysis, sentence: Sentence, noun: Cue) -> bool:
    """Say whether those who came were removed: by the noun, or by what stands around."""
    return noun.value == "removal" or speaks_of_removals(analysis, sentence)
