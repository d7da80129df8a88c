"""Flights and other transports of people who are removed, by what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, is_day, names_day
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.phrases import is_of_none
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.flight_phrases import Flight, flights_of, is_further, people_aboard
from extraction.engines.rules.removals.flight_route import bound_for_all, set_countries, way_told_before
from extraction.engines.rules.removals.flight_status import status_of
from extraction.engines.rules.removals.journey import origin_in, state_left
from extraction.engines.rules.removals.setting import goes_on_about_removals, is_about_migration, speaks_of_removals
from extraction.engines.rules.removals.totals import is_too_many, is_total
from extraction.engines.rules.removals.vehicles import aircraft_in, operator_in
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue

_DIGITS = 2
"""Digits of the greatest number of flights that are one event."""
_HINDERED = frozenset({"refused", "turned_back", "diverted", "cancelled", "blocked_by_court"})
"""Statuses that make an event of a flight by themselves, where its destination is known."""


@rule
def flights_in(analysis: Analysis, sentence: Sentence, last: Removal | None = None) -> Iterator[Removal]:
    """Yield what `sentence` tells of flights that remove people; a further one goes the way of `last`, told before."""
    told: set[str] = set()
    flights = flights_of(sentence)
    near = speaks_of_removals(analysis, sentence) or any(flight.removes for flight in flights)
    for flight in flights:
        further = last is not None and is_further(sentence, flight)
        if _carries_nobody(sentence, flight):
            continue
        way = way_told_before(analysis, sentence, flight) if last is None else None
        if not (flight.removes or further or way or _is_of_removals(analysis, sentence, flight, near=near)):
            continue
        statuses = [(verb, status_of(sentence, flight, verb)) for verb in sentence.of("flight_verbs", "accept_verbs")]
        became = any(status not in (None, "planned") for _, status in statuses)
        for verb, status in statuses:
            if status and status not in told and not (became and status == "planned"):
                removal = _removal(analysis, sentence, flight, verb, status)
                _add_way(sentence, removal, last if further else None, way)
                if verb.value == "conducted" and not _is_flown_once(removal, flight):
                    continue  # what a state flies to many places, or in a month, is a total
                goes_on = _is_told(analysis, sentence, flight, removal, last)
                if _is_placed(removal) and _is_event(sentence, flight, removal, verb) and not goes_on:
                    told.add(status)
                    yield from _to_each(sentence, flight, removal)


def _to_each(sentence: Sentence, flight: Flight, removal: Removal) -> Iterator[Removal]:
    """Yield a removal to each state of "flights to Albania and Bangladesh": how many went to which is not said."""
    codes = list(dict.fromkeys(bound_for_all(sentence, flight)))
    if len(codes) <= 1 or removal.destination not in codes:
        yield removal
        return
    for code in codes:
        if code != removal.sender:
            yield replace(removal, destination=code, people=[], flights=None)


def _is_flown_once(removal: Removal, flight: Flight) -> bool:
    """Say whether what a state flies is one event: to one state on a day, or one flight there that is planned."""
    once = names_day(removal.date) or (removal.status == "planned" and flight.cue.form == "singular")
    return once and removal.destination is not None


def _is_of_many(sentence: Sentence, flight: Flight, removal: Removal, verb: Cue) -> bool:
    """Say whether flights are told together that are many events: "350 flights since May", "both accepted flights"."""
    if flight.count is not None:
        digits = "".join(filter(str.isdigit, flight.count.text))
        if len(digits) > _DIGITS or is_total(sentence, None):
            return True
    return verb.lexicon == "accept_verbs" and removal.status == "arrived" and removal.destination is None


def _is_told(analysis: Analysis, sentence: Sentence, flight: Flight, removal: Removal, last: Removal | None) -> bool:
    """Say whether "The plane landed at …" goes on about the flight that was told just before, and is no other one."""
    definite = sentence.word_at(sentence.index_at(flight.span[0])) in word_class("definite")
    if last is None or not definite or is_further(sentence, flight):
        return False
    if not (removal.sender or removal.destination or removal.destination_place):
        return True  # "the flight left Miami that morning", however far on
    printed = removal.date or removal.count or removal.flights or removal.destination
    before = any(place in analysis.before(sentence) for place in last.sentences)
    return before and not printed and last.status == removal.status and removal.sender in (None, last.sender)


def _is_of_removals(analysis: Analysis, sentence: Sentence, flight: Flight, *, near: bool) -> bool:
    """Say whether a plain flight removes people by what stands around: near it, or all over the document."""
    aboard = people_aboard(sentence, flight)
    if near and (aboard or flight.count or sentence.countries_in(*flight.span)):
        return True
    flown = any(verb.value == "conducted" and verb.is_verb for verb in sentence.of("flight_verbs"))
    told = sentence.word_at(sentence.index_at(flight.span[0])) in word_class("the")  # "The flight, operated by"
    charter = flown and not told and flight.cue.form == "singular"  # "to undertake a charter flight to Jamaica"
    if charter or _is_refused_entry(sentence):
        return near or goes_on_about_removals(analysis, sentence)
    if not any(group.count for group in aboard) or sentence.word_at(1) in word_class("groups"):
        return False  # "The group was flown aboard …" tells of the people named before
    received = sentence.has("accept_verbs") and is_about_migration(analysis)
    return received or goes_on_about_removals(analysis, sentence)


def _is_refused_entry(sentence: Sentence) -> bool:
    """Say whether a state refuses to let somebody in: "a military flight was denied entry by Mexican officials"."""
    verbs = [verb for verb in sentence.of("flight_verbs") if verb.value == "refused" and verb.is_verb]
    refused = any(
        verb_group(sentence, verb).happened for verb in verbs
    )  # "reasons for blocking its arrival" say no more
    return refused and any(token.word in word_class("entry_nouns") for token in sentence.tokens)


def _is_event(sentence: Sentence, flight: Flight, removal: Removal, verb: Cue) -> bool:
    return _is_identified(sentence, flight, removal) and not _is_of_many(sentence, flight, removal, verb)


def _carries_nobody(sentence: Sentence, flight: Flight) -> bool:
    """Say whether there is no such flight, or it takes people who were let go: "carrying detainees released by"."""
    if is_of_none(sentence, flight.span[0]):
        return True
    after = [sentence.index_at(cue.end - 1) + 1 for cue in sentence.of("people") if cue.start >= flight.span[1]]
    return any(word_class("freed").get(sentence.word_at(index)) == "freed" for index in after)


def _is_placed(removal: Removal) -> bool:
    return bool(removal.destination or removal.sender or removal.destination_place or removal.origin_place)


def _add_way(sentence: Sentence, removal: Removal, last: Removal | None, way: tuple[str | None, str] | None) -> None:
    """Let a flight that names no country go the way of the one told last, or named before; add where it left."""
    named = removal.destination or removal.destination_place or removal.sender
    if last is not None and not named:
        removal.sender, removal.destination = last.sender, last.destination
        removal.destination_place = last.destination_place
    elif way is not None and not named:
        removal.sender, removal.destination = way
    if removal.status == "departed":
        removal.origin_place = origin_in(sentence)
        left = state_left(sentence)
        removal.sender = removal.sender or (left if left != removal.destination else None)


def _removal(analysis: Analysis, sentence: Sentence, flight: Flight, verb: Cue, status: str) -> Removal:
    removal = Removal([sentence], status, hedge=hedge_of(sentence, verb.start), date=date_near(sentence, verb.start))
    removal.modality = "planned" if status == "planned" else "asserted"
    removal.told_at = verb.start
    removal.mode = flight.cue.value.removesuffix("_removal")
    removal.flights = flight.count
    removal.people = [group for group in people_aboard(sentence, flight) if not is_too_many(group.count)]
    removal.is_military = any(flight.span[0] <= cue.start < flight.span[1] for cue in sentence.of("military")) or None
    removal.aircraft = aircraft_in(sentence)
    removal.operator = operator_in(sentence)
    set_countries(analysis, sentence, flight, verb, removal)
    return removal


def _is_identified(sentence: Sentence, flight: Flight, removal: Removal) -> bool:
    """Say whether it is an event and no practice: one flight, or a day, a number, a refusal by somebody named."""
    counted = removal.count is not None or removal.flights is not None
    if removal.status == "cancelled" and flight.cue.form == "plural" and not (counted or removal.destination):
        return False  # "deportation flights were halted on 8 March": all of them, and no event
    if is_day(removal.date) or counted:
        return True
    if removal.status in _HINDERED and removal.destination:
        return True
    first = sentence.word_at(sentence.index_at(flight.span[0]))
    return flight.cue.form == "singular" or first in word_class("definite")
