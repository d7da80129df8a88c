"""Removals by states, in prose and in tables: people who are moved, flights, and what became of them."""

from __future__ import annotations

from typing import Any

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import speakers_of
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.removals.arrivals import arrivals_in
from extraction.engines.rules.removals.being import being_in
from extraction.engines.rules.removals.blocked import blocked_in
from extraction.engines.rules.removals.boardings import boardings_in
from extraction.engines.rules.removals.called_off import called_off_in
from extraction.engines.rules.removals.carried import carried_in
from extraction.engines.rules.removals.departures import departures_in
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.flights import flights_in
from extraction.engines.rules.removals.followups import add_followups
from extraction.engines.rules.removals.held import held_in
from extraction.engines.rules.removals.homecomings import add_home
from extraction.engines.rules.removals.listed import listed_in
from extraction.engines.rules.removals.merging import merged
from extraction.engines.rules.removals.moves import moves_in
from extraction.engines.rules.removals.nominal import nominal_in
from extraction.engines.rules.removals.occurrences import occurrences_in
from extraction.engines.rules.removals.receptions import receptions_in
from extraction.engines.rules.removals.refused_entry import refused_entry_in, without_refused
from extraction.engines.rules.removals.senders import add_sender
from extraction.engines.rules.removals.tables import passed_over, removals_in_tables
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import is_about_others
from extraction.engines.rules.untrue import is_untrue
from extraction.lexicons.countries import DEMONYM_FORMS

__all__ = ["find", "passed_over"]

_TELLING = frozenset(
    {"removal_verbs", "courts", "accept_verbs", "flight_verbs", "event_nouns", "boarding_verbs", "flights"}
)
"""Lexicons of which something must be in a sentence that tells of a removal."""


def find(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the removals that `analysis`'s document tells, one raw item an event."""
    if is_about_others(analysis):
        return []
    removals: list[Removal] = []
    for sentence in analysis.prose_with(_TELLING):
        if not sentence.is_question:
            removals += _in_sentence(analysis, sentence, removals[-1] if removals else None)
    told = [removal.item(analysis.quotes(removal.sentences)) for removal in merged(removals)]
    return [*told, *removals_in_tables(analysis)]


def _in_sentence(analysis: Analysis, sentence: Sentence, last: Removal | None) -> list[Removal]:
    found: list[Removal] = []
    if sentence.has("removal_verbs"):
        found += moves_in(analysis, sentence)
    if sentence.has("held_verbs") and sentence.has("removal_verbs"):
        found += held_in(analysis, sentence)
    if sentence.has("courts") and sentence.has("removal_nouns", "removal_verbs"):
        found += blocked_in(analysis, sentence)
    if sentence.has("accept_verbs"):
        found += receptions_in(analysis, sentence)
    if sentence.has("flight_verbs"):
        found += arrivals_in(analysis, sentence, last)
        found += departures_in(analysis, sentence)
        found += refused_entry_in(analysis, sentence) if sentence.has("removal_verbs") else ()
    if sentence.has("event_nouns"):
        found += nominal_in(analysis, sentence)
        found += called_off_in(analysis, sentence)
    if sentence.has("event_verbs"):
        found += occurrences_in(analysis, sentence, last)
    if sentence.has("boarding_verbs"):
        found += boardings_in(analysis, sentence, last)
    if sentence.has("flights"):
        found += flights_in(analysis, sentence, last)
        found += carried_in(analysis, sentence)
        found += being_in(analysis, sentence)
    return _completed(analysis, sentence, without_refused(found, last)) if found else []


def _completed(analysis: Analysis, sentence: Sentence, told: list[Removal]) -> list[Removal]:
    """Return the removals that a sentence tells with those that its list adds, and what is said of them around it."""
    found = [*told, *listed_in(analysis, sentence, tuple(told))]
    found = [removal for removal in found if _removes_others(removal) and not _is_untrue(analysis, removal)]
    senders = {removal.sender for removal in found if removal.sender}
    ends = {removal.destination for removal in found}
    for removal in found:
        onward = _is_onward(sentence, removal)
        if removal.sender is None and len(senders) == 1 and removal.destination not in senders and not onward:
            removal.sender = next(iter(senders))  # what a sentence tells of several flights is told of one state's
        spans = speakers_of(sentence, removal.told_at if removal.told_at is not None else sentence.span[1])
        removal.attribution = [analysis.text(span) for span in spans]
        if not onward:
            add_sender(analysis, removal, spans, ends)
        add_home(analysis, removal)
        add_followups(analysis, removal)
    return found


def _is_untrue(analysis: Analysis, removal: Removal) -> bool:
    sentence = removal.sentences[0]
    return is_untrue(analysis, sentence, sentence.span[1] - 1 if removal.told_at is None else removal.told_at)


def _is_onward(sentence: Sentence, removal: Removal) -> bool:
    """Say whether people are to be sent on by whom they are sent to: "to Honduras, from where they will be sent to"."""
    if removal.modality != "planned" or removal.told_at is None:
        return False
    clause = sentence.clause_at(removal.told_at)
    opening = range(clause.first - 1, clause.first + 2)
    return any(sentence.word_at(index) in function_words("where") for index in opening)


def _removes_others(removal: Removal) -> bool:
    """Take a sender away whose own nationals are moved, since a state removes others'; say whether a place is left."""
    nationalities = (group.nationality for group in removal.people if group.nationality)
    own = {
        one.code for one in nationalities if one.form in DEMONYM_FORMS
    }  # "eight people from the US" are sent from there
    if removal.sender not in own and not _are_said_to_be_its_own(removal):
        return True
    removal.sender = None
    return bool(removal.destination or removal.destination_place)


def _are_said_to_be_its_own(removal: Removal) -> bool:
    """Say whether those who are moved are called its own nationals: "Russia sent back about 400 of its nationals"."""
    sentence = removal.sentences[0]
    for group in removal.people:
        words = sentence.words_between(group.span[0] - 1, group.span[1])
        if removal.sender is not None and any(word in word_class("own") for word in words):
            return not any(mention.code != removal.sender for mention in sentence.countries)
    return False
