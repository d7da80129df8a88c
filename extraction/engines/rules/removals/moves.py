"""People who are moved: "the US deported over 100 migrants to Panama", "110 Hondurans were flown to Tegucigalpa"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, is_day
from extraction.engines.rules.grammar import is_of_class, word_class
from extraction.engines.rules.people import People, people_in
from extraction.engines.rules.phrases import agents, is_of_none, list_after, subjects
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.vehicles import operator_in
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.statutes import statutes_in
from extraction.engines.rules.values import Value
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

MOST_ABOARD = 10_000
"""People: a greater number is a total over time, and no single event."""
_VEHICLE = 45
"""Characters between "on" and its vehicle: a charter and its company stand there."""
_DIGITS = re.compile(r"\d[\d,.]*")


def moves_in(analysis: Analysis, sentence: Sentence) -> Iterator[Removal]:
    """Yield the removals that verbs of moving people tell in `sentence`."""
    for verb in sentence.of("removal_verbs"):
        if not verb.is_verb or (verb.form == "base" and not _is_governed(sentence, verb)):
            continue
        group = verb_group(sentence, verb)
        status = _status(sentence, verb, group)
        if status:
            yield from _removals(analysis, sentence, verb, group, status)


def _is_governed(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a base form is a verb here and not a noun ("the return of", "a transfer to")."""
    return verb_group(sentence, verb).first < sentence.index_at(verb.start)


def _status(sentence: Sentence, verb: Cue, group: VerbGroup) -> str | None:
    if group.modality == "planned":
        return "planned"
    if group.modality != "asserted":
        return None
    if group.tense == "past" or (group.passive and group.tense == "none"):
        return "arrived"
    if group.is_infinitive and not group.governor and _is_means(sentence, group):
        return "departed"
    if group.tense == "none" and not group.is_infinitive and _follows_doing(sentence, group):
        return "arrived"
    return None


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
    date = date_near(sentence, verb.start)
    removal = Removal([sentence], status, people=people, date=date, told_at=verb.start)
    if not destinations or _is_total(sentence, removal.count) or not (removal.count or is_day(date)):
        return
    if verb.value == "movement" and not _are_removed(sentence, people):
        return
    if any(is_of_none(sentence, group.span[0]) for group in people):
        return
    removal.modality = "planned" if status == "planned" else "asserted"
    removal.hedge = hedge_of(sentence, verb.start)
    removal.sender = _sender(sentence, group, destinations)
    removal.legal_basis = _legal_basis(analysis, sentence)
    removal.mode = _vehicle(sentence, verb)
    removal.operator = operator_in(sentence) if removal.mode == "air" else None
    for destination in destinations:
        if destination.code != removal.sender:
            in_city = destination.form == "capital"  # whose country only an atlas says is not known
            removal.destination = None if in_city and destination.code not in analysis.named else destination.code
            removal.destination_place = analysis.text(destination.span) if in_city else None
            yield removal if len(destinations) == 1 else _part(removal)


def _are_removed(sentence: Sentence, people: list[People]) -> bool:
    """Say whether people who are sent somewhere are deported, and no police officers or students."""
    nouns = [cue for cue in sentence.of("people") for group in people if group.span[0] <= cue.start < group.span[1]]
    if any(cue.lemma in word_class("moved_people") for cue in nouns) or (people and not nouns):
        return True
    return bool(people) and (sentence.has("removal_nouns") or any(group.nationality for group in people))


def receptions_in(analysis: Analysis, sentence: Sentence) -> Iterator[Removal]:
    """Yield the removals told by who received them: "Panama received 119 migrants deported from the United States"."""
    if sentence.has("flights"):
        return
    removals = [verb for verb in sentence.of("removal_verbs") if verb.is_verb]
    for verb in sentence.of("accept_verbs"):
        if (
            not verb.is_verb
            or not is_of_class(verb.lemma, "received")
            or not (group := verb_group(sentence, verb)).happened
        ):
            continue
        receivers = subjects(sentence, group)
        people = _received(sentence, verb)
        if len(receivers) != 1 or not people or not speaks_of_removals(analysis, sentence):
            continue
        deported = next((v for v in removals if v.start > verb.end and verb_group(sentence, v).passive), None)
        removal = Removal([sentence], "arrived", destination=receivers[0].code, date=date_near(sentence, verb.start))
        removal.people = people
        removal.sender = _sender(sentence, verb_group(sentence, deported) if deported else group, receivers)
        removal.hedge = hedge_of(sentence, verb.start)
        removal.told_at = verb.start
        if not _is_total(sentence, removal.count) and (removal.count or is_day(removal.date)):
            yield removal


def _received(sentence: Sentence, verb: Cue) -> list[People]:
    """Return who is received: the people right after the verb, and who is said to be among them; money is nobody."""
    groups = people_in(sentence, (verb.end, sentence.span[1]))
    if not groups:
        return []
    before = sentence.words_between(verb.end, groups[0].span[0])
    if is_of_none(sentence, groups[0].span[0]):
        return []
    linked = [word for word in before if word in word_class("prepositions") and word not in word_class("origins")]
    if any(word not in word_class("determiners") for word in linked):  # Spanish "a" is both: "recibió a 119 migrantes"
        return []
    if sentence.values_of("money", (verb.end, groups[0].span[0])):
        return []
    return [groups[0], *_among(sentence, groups)]


def _among(sentence: Sentence, groups: list[People]) -> list[People]:
    """Return the groups that "among them", "including" name of the first one by their nationality."""
    named = (
        index
        for index, group in enumerate(groups[1:], start=1)
        if any(word in word_class("members") for word in sentence.words_between(groups[0].span[1], group.span[0]))
    )
    first = next(named, len(groups))
    return [group for group in groups[first:] if group.nationality]


def speaks_of_removals(analysis: Analysis, sentence: Sentence) -> bool:
    """Say whether the sentences around people or a vehicle, or their sentence itself, are about who is deported."""
    for other in analysis.near(sentence):
        if any(cue.value.endswith("_removal") for cue in other.of("flights")) or other.has("removal_nouns"):
            return True
        if any(cue.value in ("removal", "deported") for cue in other.of("removal_verbs", "people")):
            return True
    return False


def _vehicle(sentence: Sentence, verb: Cue) -> str | None:
    """Return the mode of "on a charter flight", "by bus" after the verb."""
    for cue in sentence.of("flights"):
        before = sentence.words_between(max(cue.start - _VEHICLE, verb.end), cue.start)
        if cue.start > verb.end and any(word in word_class("vehicle_words") for word in before):
            return cue.value.removesuffix("_removal")
    return None


def arrivals_in(sentence: Sentence) -> Iterator[Removal]:
    """Yield the removals told by people who came: "Fourteen deportees arrived in Accra last week"."""
    for verb in sentence.of("flight_verbs"):
        group = verb_group(sentence, verb)
        if verb.value != "arrived" or not verb.is_verb or group.modality != "asserted" or group.is_infinitive:
            continue
        if sentence.has_between(sentence.span[0], verb.start, "flights"):
            continue
        start = _phrase_of(sentence, group)
        came = [group for group in people_in(sentence, (start, verb.start)) if group.count]
        called = [cue for cue in sentence.of("people") if cue.value == "deported" and start <= cue.start < verb.start]
        deported = [v for v in sentence.of("removal_verbs") if v.is_verb and start <= v.start < verb.start]
        deported = [v for v in deported if v.value == "removal" and _qualifies(sentence, v)]
        place = place_after(sentence, group)
        countries = countries_after(sentence, group)
        if not came or not (called or deported) or not (place or countries) or _is_total(sentence, came[-1].count):
            continue
        removal = Removal([sentence], "arrived", date=date_near(sentence, verb.start), people=came[-1:])
        removal.told_at = verb.start
        removal.mode = _vehicle(sentence, verb)
        removal.operator = operator_in(sentence) if removal.mode == "air" else None
        removal.destination = countries[0].code if countries else None
        removal.destination_place = place
        if group.passive or deported:
            removal.sender = _sender(sentence, verb_group(sentence, deported[0]) if deported else group, countries)
        yield removal


def _qualifies(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a participle only says which people: "200 people deported from the United States arrived"."""
    group = verb_group(sentence, verb)
    return group.passive and group.tense == "none" and group.modality == "asserted"


def countries_after(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the countries of "arrived in Ghana", "landed at Roberts Airport, Liberia", by names alone in between."""
    if sentence.word_at(group.last) not in word_class("destination_words"):
        return []
    found = list_after(sentence, sentence.tokens[group.last].end, 6)
    for token in sentence.tokens[group.last + 1 :] if found else ():
        if token.start >= found[0].span[0]:
            break
        named = sentence.document[token.start].isupper() or token.word == "," or token.word in word_class("determiners")
        if not named:
            return []
    return [mention for mention in found if mention.form in NAME_FORMS]


def _phrase_of(sentence: Sentence, group: VerbGroup) -> int:
    """Return the first character of where a verb's subject stands; that of "deportees who arrived" is before "who"."""
    clause = sentence.clause_at(sentence.tokens[group.first].start)
    start = sentence.tokens[clause.first].start
    relative = clause.opener == "relative" and group.first == clause.first + 1 and clause.first > 0
    return sentence.clause_span(sentence.tokens[clause.first - 1].start)[0] if relative else start


def place_after(sentence: Sentence, group: VerbGroup) -> str | None:
    """Return the place after "landed in" or "arrived at": capitalised words that name no country."""
    if sentence.word_at(group.last) not in word_class("destination_words"):
        return None
    first = last = None
    for token in sentence.tokens[group.last + 1 : group.last + 8]:
        if token.word in word_class("determiners") and first is None:
            continue
        if not sentence.document[token.start].isupper():
            break
        first = token.start if first is None else first
        last = token.end
    if first is None or last is None:
        return None
    named = any(m.span[0] < last and first < m.span[1] and m.form in NAME_FORMS for m in sentence.countries)
    return None if named else sentence.document[first:last]


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
        if prepositions.get(token.word) == "to":
            reach = 0 if token.word in word_class("determiners") else 3  # Spanish "a" is an article too
            found = [m for m in list_after(sentence, token.end, reach) if m.form in NAME_FORMS or m.form == "capital"]
            if found:
                # "to Kabul, Afghanistan" is one place, and the city says more.
                return list({mention.code: mention for mention in reversed(found)}.values())[::-1]
    return []


def _people(
    sentence: Sentence, verb: Cue, group: VerbGroup, clause: Span, destinations: list[CountryMention]
) -> list[People]:
    if group.passive:
        before = people_in(sentence, (clause[0], sentence.tokens[group.first].start))
        return before[-1:]
    end = destinations[0].span[0] if destinations else clause[1]
    return people_in(sentence, (verb.end, end))


def _sender(sentence: Sentence, group: VerbGroup, destinations: list[CountryMention]) -> str | None:
    doers = agents(sentence, group) if group.passive else subjects(sentence, group)
    codes = [mention.code for mention in doers if mention.code not in {d.code for d in destinations}]
    if codes:
        return codes[-1] if len(set(codes)) == 1 else None
    for index in range(group.last, len(sentence.tokens)):
        word = sentence.word_at(index)
        if word in ("from", "desde") or (word == "de" and index == group.last):
            places = [m for m in list_after(sentence, sentence.tokens[index].end, 2) if m.form in NAME_FORMS]
            if len(places) == 1:
                return places[0].code
    return None


def _is_total(sentence: Sentence, count: Value | None) -> bool:
    if sentence.has("running_totals"):
        return True
    if count is None:
        return False
    digits = _DIGITS.search(count.text)
    return any(word in word_class("scales") and word != "hundred" for word in count.text.lower().split()) or bool(
        digits and float(digits.group().replace(",", "").rstrip(".") or 0) >= MOST_ABOARD
    )


def _legal_basis(analysis: Analysis, sentence: Sentence) -> str | None:
    for span in statutes_in(sentence):
        before = sentence.words_between(max(span[0] - 40, sentence.span[0]), span[0])[-4:]
        if any(word in word_class("under_law") for word in before) or any(
            cue.end <= span[0] and span[0] - cue.end < 40 for cue in sentence.of("means_verbs")
        ):
            return analysis.text(span)
    return None
