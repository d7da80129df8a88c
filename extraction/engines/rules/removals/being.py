"""Flights of which it is only said that they were: "there was a flight to Nigeria on 11 April", "the flight was to"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, names_day
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.phrases import is_of_none
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.flight_phrases import Flight, flights_of, people_aboard
from extraction.engines.rules.removals.setting import goes_on_about_removals
from extraction.engines.rules.removals.totals import is_too_many
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_WAY = 8
"""Words from a flight to "to": what it went through, whose it was."""


@rule
def being_in(analysis: Analysis, sentence: Sentence) -> Iterator[Removal]:
    """Yield the removal flights to a state on a day of which a sentence says that they were, and no more."""
    for flight in flights_of(sentence):
        if flight.cue.form != "singular" or is_of_none(sentence, flight.span[0]) or not _was(sentence, flight):
            continue
        place, date = _bound_for(sentence, flight), date_near(sentence, flight.cue.start)
        told = flight.removes or goes_on_about_removals(analysis, sentence)
        if place is None or not names_day(date) or not told:
            continue
        removal = Removal([sentence], "departed", destination=place.code, date=date, told_at=flight.cue.start)
        removal.hedge = hedge_of(sentence, flight.cue.start)
        removal.mode = flight.cue.value.removesuffix("_removal")
        removal.people = [group for group in people_aboard(sentence, flight) if not is_too_many(group.count)]
        yield removal


def _was(sentence: Sentence, flight: Flight) -> bool:
    """Say whether "there was" stands right before the flight, or "was to" right after it."""
    first, last = sentence.index_at(flight.span[0]), sentence.index_at(flight.span[1] - 1)
    existed = sentence.word_at(first - 1) in word_class("was") and sentence.word_at(first - 2) == "there"
    return existed or (sentence.word_at(last + 1) in word_class("was") and sentence.word_at(last + 2) == "to")


def _bound_for(sentence: Sentence, flight: Flight) -> CountryMention | None:
    """Return the state right after the "to" that follows a flight."""
    last = sentence.index_at(flight.span[1] - 1)
    for index in range(last + 1, min(last + 1 + _WAY, len(sentence.tokens))):
        if sentence.word_at(index) == "to":
            found = [m for m in list_after(sentence, sentence.tokens[index].end, 1) if m.form in NAME_FORMS]
            return found[0] if len(found) == 1 else None
    return None
