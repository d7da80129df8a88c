"""People who are moved: "the US deported over 100 migrants to Panama", "110 Hondurans were flown to Tegucigalpa"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, is_day, names_day
from extraction.engines.rules.grammar import is_of_class, word_class
from extraction.engines.rules.people import People, people_in, unnamed_in
from extraction.engines.rules.phrases import agents, is_of_none, list_after, subjects
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.senders import sender_around
from extraction.engines.rules.removals.setting import (
    goes_on_about_removals,
    is_about_migration,
    is_titled,
    speaks_of_removals,
)
from extraction.engines.rules.removals.totals import is_fewer_than, is_for_a_day, is_of_a_period, is_total
from extraction.engines.rules.removals.uncounted import is_of_one, told_before
from extraction.engines.rules.removals.vehicles import operator_in, sender_by_vehicle, vehicle_mode
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.statutes import statutes_in
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention
from extraction.lexicons.folding import fold

_OWN_WAY = 70
"""Characters after a verb of moving in which "home" stands."""
_ADJOINING = 2
"""Characters between people and the relative clause that is about them."""
_ASIDE = frozenset({"–", "—", "-", "("})
"""Marks that open an aside: "five Syrians – three men and two women – were returned"."""
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
    if group.modality == "planned":
        return "planned"
    if group.modality != "asserted":
        return None
    if group.tense == "past":
        return "arrived"
    if group.passive and group.tense == "none":
        return None if _are_to_be_taken(sentence, group) else "arrived"
    if group.is_infinitive and not group.governor and _is_means(sentence, group):
        return "departed"
    if group.tense == "none" and not group.is_infinitive and _follows_doing(sentence, group):
        return "arrived"
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


def _is_means(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether something was used for it: "invoked the law to deport"."""
    end = sentence.tokens[group.first].start
    means = [cue for cue in sentence.of("means_verbs") if cue.end <= end and cue.is_verb]
    return bool(means) and verb_group(sentence, means[-1]).happened


def _follows_doing(sentence: Sentence, group: VerbGroup) -> bool:
    return sentence.word_at(group.first - 1) in word_class("doing")


def _removals(analysis: Analysis, sentence: Sentence, verb: Cue, group: VerbGroup, status: str) -> Iterator[Removal]:
    clause = sentence.clause_span(verb.start)
    destinations = _destinations(sentence, verb, clause)
    people = _people(sentence, verb, group, clause, destinations)
    before = None if people else told_before(analysis, sentence, verb, group)
    people = [before[1]] if before else people
    destinations = destinations or _home(analysis, sentence, verb, people)
    date = date_near(sentence, verb.start)
    removal = Removal([sentence, *(before[:1] if before else ())], status, people=people, date=date, told_at=verb.start)
    identified = removal.is_counted or is_day(date) or (destinations and is_of_one(sentence, verb, group, people))
    total = is_total(sentence, removal.count) or is_fewer_than(removal)
    total = total or (is_of_a_period(removal) and not (status == "planned" and date is None))
    if total or not identified:
        return
    if verb.value == "movement" and not _are_removed(before[0] if before else sentence, people):
        told = destinations and people and _is_told_of_removals(analysis, sentence, verb, group)
        if not told or sentence.has_between(*people[0].span, "offices"):
            return
    if any(is_of_none(sentence, group.span[0]) for group in people):
        return
    removal.modality = "planned" if status == "planned" else "asserted"
    removal.hedge = hedge_of(sentence, verb.start)
    removal.sender = sender_in(sentence, group, destinations)
    removal.legal_basis = _legal_basis(analysis, sentence)
    removal.mode = vehicle_mode(sentence, verb)
    removal.operator = operator_in(sentence) if removal.mode == "air" else None
    removal.sender = removal.sender or sender_by_vehicle(sentence, verb, removal, destinations)
    if not destinations:
        removal.destination_place = _place_of_arrival(sentence, verb, clause)
        own = {group.nationality.code for group in people if group.nationality}
        doers = subjects(sentence, group) if is_finite(group) and not group.passive else []
        if removal.sender is None and is_finite(group) and not (doers or removal.destination_place):
            removal.sender = sender_around(analysis, sentence, own)
        if removal.sender is None and len(doers) > 1:
            yield from _of_each(removal, doers)
        yield from [removal] if _is_event(removal, verb, group) else []
    for destination in destinations:
        if destination.code != removal.sender:
            in_city = destination.form == "capital"  # whose country only an atlas says is not known
            removal.destination = None if in_city and destination.code not in analysis.named else destination.code
            removal.destination_place = analysis.text(destination.span) if in_city else None
            yield removal if len(destinations) == 1 else _part(removal)


def _is_told_of_removals(analysis: Analysis, sentence: Sentence, verb: Cue, group: VerbGroup) -> bool:
    """Say whether people who are moved are deported by what stands around: a "return" is one in a text on migration."""
    if (group.passive and is_titled(analysis)) or (verb.lemma != "take" and speaks_of_removals(analysis, sentence)):
        return True
    if group.passive and goes_on_about_removals(analysis, sentence):
        return True
    taking = word_class("taking_back").get(verb.lemma) if group.passive else None
    return taking == "always" or (taking == "migration" and is_about_migration(analysis))


def _home(analysis: Analysis, sentence: Sentence, verb: Cue, people: list[People]) -> list[CountryMention]:
    """Return the country of those who are flown home, where the text is about migration."""
    words = sentence.words_between(verb.end, verb.end + _OWN_WAY)
    if not people or people[0].nationality is None:
        return []
    if not is_on_migration(sentence) and not goes_on_about_removals(analysis, sentence):
        return []
    own = word_class("own_country")
    home = any(own.get(one) == "own" and own.get(other) == "country" for one, other in pairwise(words))
    return [people[0].nationality] if home or any(word in word_class("homeward") for word in words) else []


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
    if not (removal.is_counted and (removal.sender or removal.destination_place)):
        return False
    return names_day(removal.date) or (verb.value == "removal" and is_finite(group) and _is_of_nationals(removal))


def _is_of_nationals(removal: Removal) -> bool:
    """Say whether a day is not needed: so many of a nationality, in no year, "deported 150 Vietnamese nationals"."""
    called = [group for group in removal.people if group.count and group.nationality_text and group.nationality]
    few = removal.status == "planned" or all(group.count and is_for_a_day(group.count) for group in called)
    return bool(called and removal.sender) and few and (removal.date is None or is_day(removal.date))


def _brings_back(verb: Cue, removal: Removal) -> bool:
    """Say whether foreigners are returned on a vehicle: "devolvió a 94 venezolanos a bordo de un buque"."""
    foreign = any(group.nationality and group.nationality.code != removal.sender for group in removal.people)
    return foreign and removal.mode is not None and is_of_class(verb.lemma, "taking_back")


def _place_of_arrival(sentence: Sentence, verb: Cue, clause: Span) -> str | None:
    """Return the capitalised words right after "to" that name no country: "to Port-de-Paix"."""
    prepositions = word_class("destination_words")
    index = sentence.index_at(verb.end - 1) + 1
    while index < len(sentence.tokens) and sentence.tokens[index].start < clause[1]:
        if prepositions.get(sentence.word_at(index)) == "to" and not _is_article(sentence, verb, index):
            last = index
            while last + 1 < len(sentence.tokens) and sentence.document[sentence.tokens[last + 1].start].isupper():
                last += 1
            span = (sentence.tokens[min(index + 1, last)].start, sentence.tokens[last].end)
            if last > index and not sentence.countries_in(*span):
                return sentence.document[span[0] : span[1]]
        index += 1
    return None


def _is_article(sentence: Sentence, verb: Cue, index: int) -> bool:
    """Say whether "a" is the English article and no Spanish preposition: a Spanish verb stands in its lexicon as is."""
    is_spanish = fold(verb.lemma).text == fold(sentence.document[verb.start : verb.end]).text
    return sentence.word_at(index) in word_class("determiners") and not is_spanish


def _are_removed(sentence: Sentence, people: list[People]) -> bool:
    """Say whether people who are sent somewhere are deported, and no police officers or students."""
    nouns = [cue for cue in sentence.of("people") for group in people if group.span[0] <= cue.start < group.span[1]]
    called = any(group.nationality or group.nationality_text for group in people)
    if any(cue.lemma in word_class("moved_people") for cue in nouns) or (called and not nouns):
        return True
    return bool(people) and (sentence.has("removal_nouns") or any(group.nationality for group in people))


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


def _destinations(sentence: Sentence, verb: Cue, clause: Span) -> list[CountryMention]:
    """Return where "to" after the verb leads: states, or a capital."""
    prepositions = word_class("destination_words")
    for token in sentence.tokens[sentence.index_at(verb.end - 1) + 1 :]:
        if token.start >= clause[1]:
            break
        if prepositions.get(token.word) == "to" and not _is_of_phrase(sentence, token.start):
            reach = 0 if token.word in word_class("determiners") else 3  # Spanish "a" is an article too
            found = [m for m in list_after(sentence, token.end, reach) if m.form in NAME_FORMS or m.form == "capital"]
            if found:
                # "to Kabul, Afghanistan" is one place, and the city says more.
                return list({mention.code: mention for mention in reversed(found)}.values())[::-1]
    return []


def _is_of_phrase(sentence: Sentence, start: int) -> bool:
    """Say whether "to" belongs to the word before it and leads nowhere: "according to the Home Office"."""
    return sentence.word_at(sentence.index_at(start) - 1) in word_class("before_to")


def _people(
    sentence: Sentence, verb: Cue, group: VerbGroup, clause: Span, destinations: list[CountryMention]
) -> list[People]:
    if group.passive:
        subject = (clause[0], sentence.tokens[group.first].start)
        before = people_in(sentence, subject) or unnamed_in(sentence, subject)
        if before or group.first != sentence.index_at(clause[0]):
            return whole(sentence, [group for group in before if group.span == before[-1].span])
        if (parted := _before_relative(sentence, group)) is not None:
            return [parted]
        # Spanish may say it the other way round: "Fueron deportados 43 nicaragüenses".
    end = destinations[0].span[0] if destinations else clause[1]
    named = people_in(sentence, (verb.end, end)) or _relative_object(sentence, verb, clause)
    return named or (unnamed_in(sentence, (verb.end, end)) if destinations else [])


def _before_relative(sentence: Sentence, group: VerbGroup) -> People | None:
    """Return the subject that relative clauses part from its verb: "Ten refugees whom it had resettled, were flown"."""
    index = sentence.clauses.index(sentence.clause_of(group.first))
    parting = [clause for clause in sentence.clauses[:index] if clause.first > 0]
    closing = sentence.word_at(group.first - 1)
    aside = closing == "-" and len(parting) > 0  # "Nine Syrians – six men and three women – were deported"
    if not aside and (not parting or parting[0].opener != "relative" or closing != ","):
        return None
    start = sentence.tokens[parting[0].first].start
    before = people_in(sentence, (sentence.span[0], start))
    return before[0] if len(before) == 1 and 0 <= start - before[0].span[1] <= _ADJOINING + aside else None


def whole(sentence: Sentence, people: list[People]) -> list[People]:
    """Return those whom a parenthesis only divides: "39 people, among them four children, were removed"."""
    if not people:
        return []
    groups = [*people_in(sentence, (sentence.span[0], people[0].span[0])), people[0]]
    for index in dict.fromkeys((len(groups) - 2, 0)):  # "109 citizens, made up of 90 men and 19 women"
        if index < 0 or index + 1 >= len(groups) or not groups[index].count:
            continue
        words = sentence.words_between(groups[index].span[1], groups[index + 1].span[0] + 1)
        if any(word in word_class("members") or word in _ASIDE for word in words):
            return [groups[index]]
    return people


def _relative_object(sentence: Sentence, verb: Cue, clause: Span) -> list[People]:
    """Return the people before "whom the United States sent"."""
    if sentence.clause_at(verb.start).opener != "relative":
        return []
    before = people_in(sentence, (sentence.span[0], clause[0]))
    return [group for group in before[-1:] if clause[0] - group.span[1] <= _ADJOINING]


def sender_in(sentence: Sentence, group: VerbGroup, destinations: list[CountryMention]) -> str | None:
    """Return the state that moves people: who does the verb, else where "from" says that they came from."""
    doers = agents(sentence, group) if group.passive else subjects(sentence, group)
    codes = [mention.code for mention in doers if mention.code not in {d.code for d in destinations}]
    if codes:
        return codes[-1] if len(set(codes)) == 1 else None
    for index in range(group.last, len(sentence.tokens)):
        word = sentence.word_at(index)
        if word == "which" and sentence.word_at(index - 1) == "of":
            return None  # "3,094 people, of which 1,908 from Iran"
        if word in ("from", "desde") or (index == group.last and word in word_class("adjacent_from")):
            places = [m for m in list_after(sentence, sentence.tokens[index].end, 2) if m.form in NAME_FORMS]
            if len(places) == 1:
                return places[0].code
    return None


def _legal_basis(analysis: Analysis, sentence: Sentence) -> str | None:
    for span in statutes_in(sentence):
        before = sentence.words_between(max(span[0] - 40, sentence.span[0]), span[0])[-4:]
        if any(word in word_class("under_law") for word in before) or any(
            cue.value == "use" and cue.end <= span[0] and span[0] - cue.end < 40 for cue in sentence.of("means_verbs")
        ):
            return analysis.text(span)
    return None
