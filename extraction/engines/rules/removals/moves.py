"""People who are moved: "the US deported over 100 migrants to Panama", "110 Hondurans were flown to Tegucigalpa"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, is_day, names_day
from extraction.engines.rules.grammar import is_of_class, word_class
from extraction.engines.rules.phrases import is_of_none, subjects
from extraction.engines.rules.removals.destinations import destinations_meant, destinations_of, place_of_arrival
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.moved_people import are_brought_home, are_removed, moved_people
from extraction.engines.rules.removals.plans import is_given_up, is_of_plan
from extraction.engines.rules.removals.senders import are_several, sender_around, sender_in
from extraction.engines.rules.removals.setting import (
    goes_on_about_removals,
    is_about_migration,
    is_titled,
    speaks_of_removals,
)
from extraction.engines.rules.removals.totals import is_fewer_than, is_for_a_day, is_of_a_period, is_so_far, is_total
from extraction.engines.rules.removals.uncounted import is_of_one, is_on_one_flight, told_before
from extraction.engines.rules.removals.vehicles import operator_in, sender_by_vehicle, vehicle_mode
from extraction.engines.rules.removals.went_on import add_place_reached
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.statutes import statutes_in
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_TAKEN = 8
"""Words between a verb of taking in and the participle of those who are taken."""


@rule
def moves_in(analysis: Analysis, sentence: Sentence) -> Iterator[Removal]:
    """Yield the removals that verbs of moving people tell in `sentence`."""
    for verb in sentence.of("removal_verbs"):
        if not verb.is_verb or (verb.form == "base" and not _is_governed(sentence, verb)):
            continue
        if _is_attribute(sentence, verb):
            continue
        group = verb_group(sentence, verb)
        status = _status(sentence, verb, group)
        if status:
            yield from _removals(analysis, sentence, verb, group, status)


def _is_governed(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a base form is a verb here and not a noun ("the return of", "a transfer to")."""
    return verb_group(sentence, verb).first < sentence.index_at(verb.start)


def _is_attribute(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a participle stands between a number and those whom it counts: "carrying 120 deported Iranians"."""
    if verb.form not in ("participle", "past_or_participle"):
        return False
    counted = any(value.span[1] + 1 == verb.start for value in sentence.values_of("number"))
    nouns = [cue.start for cue in sentence.of("people")] + [m.span[0] for m in sentence.countries]
    return counted and verb.end + 1 in nouns


def _status(sentence: Sentence, verb: Cue, group: VerbGroup) -> str | None:
    if group.modality == "planned" or _is_reported_plan(sentence, group):
        return "cancelled" if is_given_up(sentence, group) else "planned"
    if group.modality != "asserted":
        return None
    if group.passive and group.tense == "none" and _are_on_their_way(sentence, group):
        return "departed"
    if group.progressive and expected_arrival(sentence, verb):
        return "planned"
    if group.tense == "past":
        return "arrived"
    if group.passive and group.tense == "none":
        return None if _are_to_be_taken(sentence, group) or _are_to_be_sent(sentence, verb) else "arrived"
    if group.is_infinitive and not group.governor and _is_means(sentence, group):
        return "departed"
    if group.tense == "none" and not group.is_infinitive and _follows_doing(sentence, group):
        return "arrived"
    return None


def _is_reported_plan(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether somebody said that people "would be deported": a plan, unless it hangs on a condition."""
    words = [sentence.word_at(index) for index in range(group.first, group.last)]
    if group.modality != "hypothetical" or not group.passive or "would" not in words:
        return False
    told = any(verb.is_verb and verb_group(sentence, verb).tense == "past" for verb in sentence.of("reporting_verbs"))
    return told and not any(clause.opener == "condition" for clause in sentence.clauses)


def _are_on_their_way(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether those of whom a participle tells "were en route to Haiti on Thursday"."""
    rest = [sentence.word_at(index) for index in range(group.last, len(sentence.tokens))]
    return any(one in word_class("was") and other in word_class("on_the_way") for one, other in pairwise(rest))


def expected_arrival(sentence: Sentence, verb: Cue) -> Cue | None:
    """Return the verb of "is deporting 51 Cambodians who are expected to arrive on Thursday"."""
    for arrival in sentence.of("flight_verbs"):
        if arrival.value == "arrived" and arrival.is_verb and arrival.start > verb.end:
            return arrival if verb_group(sentence, arrival).modality == "planned" else None
    return None


def _are_to_be_taken(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether a participle only says whom a state is to take: "Kosovo will receive 50 people deported from"."""
    start = sentence.tokens[group.first].start
    taking = [verb for verb in sentence.of("accept_verbs") if verb.is_verb and verb.end <= start]
    if not taking or sentence.clause_at(taking[-1].start) != sentence.clause_at(start):
        return False
    words = sentence.words_between(taking[-1].end, start)
    adjoins = len(words) <= _TAKEN and not any(word in (",", ";") for word in words)
    taken = verb_group(sentence, taking[-1])
    return adjoins and (taken.is_infinitive or taken.modality != "asserted")


def _are_to_be_sent(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a participle only says of whom something is expected: "those deported by the US will be sent to"."""
    clause = sentence.clause_at(verb.start)
    later = (
        other for other in sentence.of("removal_verbs", "accept_verbs") if other.is_verb and other.start > verb.end
    )
    return any(
        sentence.clause_at(one.start) == clause and verb_group(sentence, one).modality in ("planned", "hypothetical")
        for one in later
    )


def _is_means(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether something was used for it: "invoked the law to deport"."""
    end = sentence.tokens[group.first].start
    means = [cue for cue in sentence.of("means_verbs") if cue.end <= end and cue.is_verb]
    return bool(means) and verb_group(sentence, means[-1]).happened


def _follows_doing(sentence: Sentence, group: VerbGroup) -> bool:
    return sentence.word_at(group.first - 1) in word_class("doing")


def _removals(analysis: Analysis, sentence: Sentence, verb: Cue, group: VerbGroup, status: str) -> Iterator[Removal]:
    clause = sentence.clause_span(verb.start)
    destinations = destinations_of(sentence, verb, clause)
    people = moved_people(sentence, verb, group, clause, destinations)
    before = None if people else told_before(analysis, sentence, verb, group)
    people = [before[1]] if before else people
    if not people and not group.passive and is_of_class(verb.lemma, "flying"):
        return  # "the prince flew back to the UK"
    destinations = destinations or destinations_meant(analysis, sentence, verb, clause, people)
    expected = expected_arrival(sentence, verb) if group.progressive else None
    date = date_near(sentence, (expected or verb).start)
    date = None if date and is_of_plan(sentence, group, date) else date
    removal = Removal([sentence, *(before[:1] if before else ())], status, people=people, date=date, told_at=verb.start)
    removal.mode = vehicle_mode(sentence, verb)
    once = is_of_one(sentence, verb, group, people) or (people and is_on_one_flight(sentence, verb, group))
    identified = removal.is_counted or is_day(date) or (destinations and once)
    total = is_total(sentence, removal.count) or is_fewer_than(removal)
    total = total or is_so_far(sentence, group, removal, placed=bool(destinations))
    total = total or (is_of_a_period(removal) and not (status == "planned" and date is None))
    if total or not identified or (status == "planned" and date is None and _is_owed(sentence, verb)):
        return
    driven = is_of_class(verb.lemma, "driving_out")
    if verb.value == "movement" and (driven or not are_removed(before[0] if before else sentence, people)):
        told = destinations and people and _is_told_of_removals(analysis, sentence, verb, group)
        if not told or sentence.has_between(*people[0].span, "offices"):
            return
    if any(is_of_none(sentence, one.span[0]) for one in people):
        return
    if is_finite(group) and are_brought_home(sentence, verb, group, people):
        return
    removal.modality = "planned" if status == "planned" else "asserted"
    removal.hedge = hedge_of(sentence, verb.start)
    removal.sender = sender_in(sentence, group, destinations)
    removal.legal_basis = _legal_basis(analysis, sentence)
    removal.operator = operator_in(sentence) if removal.mode == "air" else None
    removal.sender = removal.sender or sender_by_vehicle(sentence, verb, removal, destinations)
    if not destinations:
        removal.destination_place = place_of_arrival(sentence, verb, clause)
        yield from _to_no_state(analysis, sentence, verb, group, removal)
    for destination in destinations:
        if destination.code != removal.sender:
            in_city = destination.form == "capital"  # whose country only an atlas says is not known
            removal.destination = None if in_city and destination.code not in analysis.named else destination.code
            removal.destination_place = analysis.text(destination.span) if in_city else None
            yield removal if len(destinations) == 1 else _part(removal)


def _to_no_state(
    analysis: Analysis, sentence: Sentence, verb: Cue, group: VerbGroup, removal: Removal
) -> Iterator[Removal]:
    """Yield a removal to no state that its sentence names, where it is an event by what is said around it."""
    own = {one.nationality.code for one in removal.people if one.nationality}
    doers = subjects(sentence, group) if is_finite(group) and not group.passive else []
    doers = [doer for doer in doers if doer.code not in own]
    removal.sender = removal.sender or (doers[0].code if len({doer.code for doer in doers}) == 1 else None)
    named = doers or removal.destination_place or are_several(sentence, group)
    if removal.sender is None and is_finite(group) and not named:
        removal.sender = sender_around(analysis, sentence, own)
    if removal.sender is None and len(doers) > 1:
        yield from _of_each(removal, doers)
    if removal.is_counted and verb.value == "removal" and is_finite(group):
        add_place_reached(analysis, removal)
    yield from [removal] if _is_event(removal, verb, group) else []


def _is_owed(sentence: Sentence, verb: Cue) -> bool:
    """Say whether it is only what a state is to do for something: "In return, Australia will send 800 people"."""
    return any(cue.value == "exchange" and cue.start < verb.start for cue in sentence.of("conditions"))


def _is_told_of_removals(analysis: Analysis, sentence: Sentence, verb: Cue, group: VerbGroup) -> bool:
    """Say whether people who are moved are deported by what stands around: a "return" is one in a text on migration."""
    if is_of_class(verb.lemma, "driving_out"):
        return _drives_into(sentence, verb, group)
    if (group.passive and is_titled(analysis)) or (verb.lemma != "take" and speaks_of_removals(analysis, sentence)):
        return True
    sent = group.passive or is_of_class(verb.lemma, "sending_out")
    if sent and goes_on_about_removals(analysis, sentence):
        return True
    taking = word_class("taking_back").get(verb.lemma) if group.passive else None
    return taking == "always" or (taking == "migration" and is_about_migration(analysis))


def _drives_into(sentence: Sentence, verb: Cue, group: VerbGroup) -> bool:
    """Say whether a state's own bodies push people into another one: "pushed 14 people into Bangladesh"."""
    end = sentence.clause_span(verb.start)[1]
    return "into" in sentence.words_between(verb.end, end) and sender_in(sentence, group, []) is not None


def is_finite(group: VerbGroup) -> bool:
    """Say whether a verb tells something itself; a participle only says which people: "150 men deported to"."""
    return group.tense != "none" or group.modality == "planned"


def _of_each(removal: Removal, doers: list[CountryMention]) -> Iterator[Removal]:
    """Yield a removal by each of the states that together removed people on a day: how many each is not said."""
    if names_day(removal.date) and removal.is_counted:
        for code in dict.fromkeys(mention.code for mention in doers):
            yield replace(_part(removal), sender=code, people=[replace(one, count=None) for one in removal.people])


def _is_event(removal: Removal, verb: Cue, group: VerbGroup) -> bool:
    """Say whether a removal to no country that is named is one event: it has a place or a remover, a day and people."""
    if verb.value != "removal" and not (removal.destination_place or _brings_back(verb, removal)):
        return False
    if not removal.is_counted:
        return False
    if removal.sender and (removal.destination or len(removal.sentences) > 1):
        return True  # to where the next sentence says that they came
    if not (removal.sender or removal.destination_place):
        told = verb.value == "removal" and is_finite(group) and are_several(removal.sentences[0], group)
        few = any(one.count and one.nationality and is_for_a_day(one.count) for one in removal.people)
        return told and few and is_day(removal.date)
    return names_day(removal.date) or (verb.value == "removal" and is_finite(group) and is_of_nationals(removal))


def is_of_nationals(removal: Removal) -> bool:
    """Say whether a day is not needed: so many of a nationality, in no year, "deported 150 Vietnamese nationals"."""
    called = [group for group in removal.people if group.count and group.nationality_text and group.nationality]
    few = removal.status == "planned" or all(group.count and is_for_a_day(group.count) for group in called)
    return bool(called and removal.sender) and few and (removal.date is None or is_day(removal.date))


def _brings_back(verb: Cue, removal: Removal) -> bool:
    """Say whether foreigners are returned on a vehicle: "devolvió a 94 venezolanos a bordo de un buque"."""
    foreign = any(group.nationality and group.nationality.code != removal.sender for group in removal.people)
    return foreign and removal.mode is not None and is_of_class(verb.lemma, "taking_back")


def _part(removal: Removal) -> Removal:
    """Return one of several removals told at once: how many went where is not said."""
    return Removal(
        removal.sentences,
        removal.status,
        modality=removal.modality,
        sender=removal.sender,
        destination=removal.destination,
        destination_place=removal.destination_place,
        date=removal.date,
        hedge=removal.hedge,
        told_at=removal.told_at,
    )


def _legal_basis(analysis: Analysis, sentence: Sentence) -> str | None:
    for span in statutes_in(sentence):
        before = sentence.words_between(max(span[0] - 40, sentence.span[0]), span[0])[-4:]
        if any(word in word_class("under_law") for word in before) or any(
            cue.value == "use" and cue.end <= span[0] and span[0] - cue.end < 40 for cue in sentence.of("means_verbs")
        ):
            return analysis.text(span)
    return None
