"""People who were received: "Panama received 119 migrants deported from the United States"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, is_day
from extraction.engines.rules.grammar import is_of_class, word_class
from extraction.engines.rules.people import People, people_in, unnamed_in
from extraction.engines.rules.phrases import is_of_none, subjects
from extraction.engines.rules.removals.arrival_sides import sent_by
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.senders import sender_in
from extraction.engines.rules.removals.setting import goes_on_about_removals, speaks_of_removals
from extraction.engines.rules.removals.totals import is_of_a_period, is_total
from extraction.engines.rules.removals.vehicles import vehicle_mode
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS, CountryMention


@rule
def receptions_in(analysis: Analysis, sentence: Sentence) -> Iterator[Removal]:
    """Yield the removals told by who received them: "Panama received 119 migrants deported from the United States"."""
    removals = [verb for verb in sentence.of("removal_verbs") if verb.is_verb]
    for verb in sentence.of("accept_verbs"):
        if (
            not verb.is_verb
            or not (is_of_class(verb.lemma, "received") or _took(sentence, verb))
            or not (group := verb_group(sentence, verb)).happened
        ):
            continue
        receivers = subjects(sentence, group) or meant(sentence, group)
        people = _received(sentence, verb)
        receivers = receivers or _received_at_home(sentence, verb, people)
        if len(receivers) != 1 or not people:
            continue
        if not (speaks_of_removals(analysis, sentence) or goes_on_about_removals(analysis, sentence)):
            continue
        deported = next((v for v in removals if v.start > verb.end and verb_group(sentence, v).passive), None)
        removal = Removal([sentence], "arrived", destination=receivers[0].code, date=date_near(sentence, verb.start))
        removal.people = people
        removal.sender = sender_in(sentence, verb_group(sentence, deported) if deported else group, receivers)
        called = [cue for cue in sentence.of("people") if cue.value == "deported" and cue.end == people[0].span[1]]
        after = sentence.word_at(sentence.index_at(people[0].span[1] - 1) + 1)
        if removal.sender is None and called and after not in word_class("leaving"):
            removal.sender = sent_by(sentence, called[0], receivers)  # "recibió a 21 deportados de Estados Unidos"
        removal.hedge = hedge_of(sentence, verb.start)
        removal.told_at = verb.start
        removal.mode = vehicle_mode(sentence, deported or verb)
        total = is_total(sentence, removal.count) or is_of_a_period(removal)
        if not total and (removal.count or is_day(removal.date)):
            yield removal


def _received_at_home(sentence: Sentence, verb: Cue, people: list[People]) -> list[CountryMention]:
    """Return whose nationals are received who were deported, where "the government" or "the agency" receives them."""
    own = people[0].nationality if people else None
    after = sentence.index_at(people[0].span[1] - 1) + 1 if people else 0
    sent = any(cue.is_verb and sentence.index_at(cue.start) == after for cue in sentence.of("removal_verbs"))
    return [own] if own is not None and own.form in DEMONYM_FORMS and people[0].count and sent else []


def _took(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a verb of taking is one of taking in: "has taken nine people", no "took them to Chad"."""
    people = people_in(sentence, (verb.end, sentence.span[1])) if is_of_class(verb.lemma, "taking_in") else []
    return bool(people) and sentence.word_at(sentence.index_at(people[0].span[1] - 1) + 1) not in word_class("ways")


def meant(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the one state named before "it", where that is who has received people: "Togo says it has received 20"."""
    if sentence.word_at(group.first - 1) not in word_class("personal_pronouns"):
        return []
    named = actors(sentence, sentence.span[0], sentence.tokens[group.first].start)
    return named[-1:] if len({mention.code for mention in named}) == 1 else []


def _received(sentence: Sentence, verb: Cue) -> list[People]:
    """Return who is received: the people right after the verb, and who is said to be among them; money is nobody."""
    span = (verb.end, sentence.span[1])
    groups = people_in(sentence, span) or unnamed_in(sentence, sentence.clause_span(verb.start))
    groups = [group for group in groups if group.span[0] >= verb.end]
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
    if any(cue.is_verb for cue in sentence.of("accept_verbs") if verb.end <= cue.start < groups[0].span[0]):
        return []  # "aceptó recibir a 200 migrantes"
    if sentence.has_between(verb.end, groups[0].span[0], "flights", "flight_verbs"):
        return []  # the flight is what is received, or it took off with them
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
