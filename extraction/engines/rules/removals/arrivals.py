"""People who came: "Fourteen deportees arrived in Accra last week"."""

from __future__ import annotations

from collections.abc import Iterator

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.dates import date_near, is_day
from extraction.engines.rules.grammar import is_of_class, word_class
from extraction.engines.rules.people import People, people_in, unnamed_in
from extraction.engines.rules.removals.arrival_sides import (
    beside,
    fronted,
    home,
    receiver,
    sent_by,
    to_the_country,
    who_says_so,
)
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.moved_people import opens_relative, whole
from extraction.engines.rules.removals.places_reached import countries_after, place_after
from extraction.engines.rules.removals.senders import sender_in, sender_of
from extraction.engines.rules.removals.setting import goes_on_about_removals, home_of, is_titled, speaks_of_removals
from extraction.engines.rules.removals.totals import is_for_a_day, is_total
from extraction.engines.rules.removals.vehicles import operator_in, vehicle_mode
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Clause, Sentence
from extraction.engines.rules.values import Value
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_GROUP = 3
"""Words before a number in which its group is called a further one: "a second group of eight"."""
_AFTER = 3
"""Words before "deported" in which "after" stands: "after having been", "después de ser"."""
_QUALIFIED = 40
"""Characters after people in which a participle says that they were deported: "98 compatriotas deportados"."""
_SAID_FIRST = 5
"""Words between a verb and its subject that follows it: a place, an article."""


@rule
def arrivals_in(analysis: Analysis, sentence: Sentence, last: Removal | None = None) -> Iterator[Removal]:
    """Yield the removals told by people who came: "Fourteen deportees arrived in Accra last week".

    A "second group" that came to no place that is named went the way of `last`, told before in the same paragraph.
    """
    for verb in sentence.of("flight_verbs"):
        if verb.value not in ("arrived", "carry") or not verb.is_verb:
            continue
        if sentence.has_between(sentence.span[0], verb.start, "flights"):
            continue
        group = verb_group(sentence, verb)
        after = _after_removal(sentence, verb)
        if not _tells_of_coming(sentence, verb, group, after):
            continue
        subject = _phrase_of(sentence, group)
        date = date_near(sentence, verb.start)
        groups = people_in(sentence, subject) or unnamed_in(sentence, subject) or _inverted(sentence, verb)
        following = groups[-1].span if groups and groups[-1].span[0] > verb.start else None
        said = (following[0], following[1] + _QUALIFIED) if following else (subject[0], verb.start)
        deported = _deported(sentence, said)
        came = [
            people
            for people in groups
            if people.count or is_day(date) or ((deported or after) and _are_a_group(sentence, people))
        ]
        phrase = following or subject
        called = [cue for cue in sentence.of("people") if phrase[0] <= cue.start < phrase[1]]
        called = [cue for cue in called if cue.value == "deported"]
        place = place_after(sentence, group)
        countries = countries_after(sentence, group) or ([] if place else receiver(sentence, verb))
        countries = countries or ([] if place or not following else fronted(sentence, group))
        countries = countries or ([] if place else home(analysis, sentence, verb, came))
        listed = sentence.topic is not None and _are_about_removals(analysis, sentence)
        told_of = called or deported or listed
        countries = countries or (_of_speaker(sentence, group, deported) if not place and told_of else [])
        entry = sentence.entry is not None and is_titled(analysis)  # of a chronicle of removals
        way = _way_of(analysis, sentence, last, came) if not (place or countries) else None
        at_once = bool(came) and (came[-1].count is None or is_for_a_day(came[-1].count))
        home_again = after is not None or (at_once and is_of_class(verb.lemma, "coming_home"))
        home_again = home_again or (deported is not None and "elsewhere" not in analysis.lexicons)
        countries = countries or ([] if place or not home_again else to_the_country(sentence, verb, came))
        told = called or deported or after or entry or listed or way or _flown_in(analysis, sentence, subject, came)
        if not came or not told or not (place or countries or way) or is_total(sentence, came[-1].count):
            continue
        removal = _arrival(sentence, verb, group, came[-1], date)
        removal.destination = countries[0].code if countries else beside(analysis, sentence, verb)
        removal.destination_place = place
        if way is not None:
            removal.sender, removal.destination = way.sender, way.destination
            removal.destination_place = way.destination_place
        removal.destination = removal.destination or home_of(analysis, sentence, removal.people)
        sent = deported or after
        if group.passive or sent or _is_under_deal(sentence):
            removal.sender = sender_in(sentence, verb_group(sentence, sent) if sent else group, countries)
        if called and removal.sender is None:
            removal.sender = sent_by(sentence, called[-1], countries)
            if sender_of(analysis) not in (None, removal.sender):
                removal.sender = None  # "deportees from Eritrea" whom another state deports
        yield removal


def _of_speaker(sentence: Sentence, group: VerbGroup, deported: Cue | None) -> list[CountryMention]:
    """Return the state that tells of those who came, unless it is the one that deported them."""
    sender = sender_in(sentence, verb_group(sentence, deported), []) if deported else None
    return [mention for mention in who_says_so(sentence, group) if mention.code != sender]


def _arrival(sentence: Sentence, verb: Cue, group: VerbGroup, people: People, date: Value | None) -> Removal:
    """Return what the verb says of those who came: when, and on what."""
    status: str = "planned" if group.modality == "planned" else "arrived"
    removal = Removal([sentence], status, date=date, people=whole(sentence, [people]))
    removal.modality = "planned" if status == "planned" else "asserted"
    removal.told_at = verb.start
    removal.mode = vehicle_mode(sentence, verb)
    removal.operator = operator_in(sentence) if removal.mode == "air" else None
    return removal


def _tells_of_coming(sentence: Sentence, verb: Cue, group: VerbGroup, after: Cue | None) -> bool:
    """Say whether people came or will, or were "brought to Islamabad after being deported"."""
    if verb.value == "carry":
        return after is not None and group.passive and group.happened
    if verb.form == "gerund" and not _begins(sentence, group):
        return False
    return group.modality == "planned" or (group.modality == "asserted" and not group.is_infinitive)


def _deported(sentence: Sentence, span: Span) -> Cue | None:
    """Return the verb that says that those who came were deported: "deported by", "who were expelled from"."""
    verbs = (v for v in sentence.of("removal_verbs") if v.is_verb and span[0] <= v.start < span[1])
    return next((v for v in verbs if v.value == "removal" and _qualifies(sentence, v)), None)


def _are_a_group(sentence: Sentence, people: People) -> bool:
    """Say whether people without a number are one group of a nationality: "a group of Zimbabwean nationals"."""
    first = sentence.index_at(people.span[0])
    grouped = sentence.word_at(first - 1) == "of" and sentence.word_at(first - 2) in word_class("groups")
    return grouped and people.nationality is not None


def _after_removal(sentence: Sentence, arrival: Cue) -> Cue | None:
    """Return the verb of "arrived on Friday after being deported from", "tras ser expulsados de"."""
    for verb in sentence.of("removal_verbs"):
        if verb.value != "removal" or not verb.is_verb or verb.start < arrival.end:
            continue
        group = verb_group(sentence, verb)
        before = [sentence.word_at(index) for index in range(group.first - _AFTER, group.first)]
        if group.passive and group.modality == "asserted" and any(word in word_class("after") for word in before):
            return verb
    return None


def _inverted(sentence: Sentence, verb: Cue) -> list[People]:
    """Return those right after the verb of which they are the subject: "llegaron 126 connacionales en dos vuelos"."""
    groups = people_in(sentence, (verb.end, sentence.span[1])) if verb.form == "past" else []
    near = groups and groups[0].count and len(sentence.words_between(verb.end, groups[0].span[0])) <= _SAID_FIRST
    return groups[:1] if near else []


def _are_about_removals(analysis: Analysis, sentence: Sentence) -> bool:
    """Say whether the entries of a list are about removals: by what stands beside them, or by the title."""
    return is_titled(analysis) or speaks_of_removals(analysis, sentence) or goes_on_about_removals(analysis, sentence)


def _way_of(analysis: Analysis, sentence: Sentence, last: Removal | None, came: list[People]) -> Removal | None:
    """Return the removal told before whose way "a second group of eight" went, too."""
    if last is None or not came or not any(place in analysis.before(sentence) for place in last.sentences):
        return None
    first = sentence.index_at(came[-1].span[0])
    words = [sentence.word_at(index) for index in range(max(first - _GROUP, 0), first)]
    further = any(word in word_class("further") for word in words)
    return last if further and any(word in word_class("groups") for word in words) and last.destination else None


def _begins(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether a gerund tells what began, or goes on, and no habit: "began arriving", no "those who arrive"."""
    return group.progressive or sentence.word_at(group.first - 1) in word_class("under_way")


def _flown_in(analysis: Analysis, sentence: Sentence, subject: Span, came: list[People]) -> bool:
    """Say whether migrants, or people of a nationality, came on a vehicle where the text around speaks of removals."""
    if came and any(cue.value.endswith("_removal") for cue in sentence.of("flights") if cue.start >= subject[1]):
        return True  # "Five men arrived in Eswatini on a deportation flight"
    moved = [cue for cue in sentence.of("people") if subject[0] <= cue.start < subject[1]]
    migrants = any(cue.lemma in word_class("moved_people") for cue in moved)
    if migrants and _is_under_deal(sentence):
        return True
    return (
        (migrants or any(group.nationality or not moved for group in came))
        and any(cue.start >= subject[1] and cue.value != "sea" for cue in sentence.of("flights"))  # boats bring others
        and (speaks_of_removals(analysis, sentence) or goes_on_about_removals(analysis, sentence))
    )


def _is_under_deal(sentence: Sentence) -> bool:
    """Say whether what is told happened "under a deportation deal"."""
    for noun in sentence.of("removal_nouns"):
        before = [
            sentence.word_at(index)
            for index in range(sentence.index_at(noun.start) - _AFTER, sentence.index_at(noun.start))
        ]
        if "under" in before and any(cue.end > noun.end for cue in sentence.of("instruments")):
            return True
    return False


def _qualifies(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a verb only says which people: "200 people deported from the United States arrived", "who were"."""
    group = verb_group(sentence, verb)
    bare = group.tense == "none" or (group.happened and sentence.clause_at(verb.start).opener == "relative")
    return group.passive and bare and group.modality == "asserted"


def _closes_relative(sentence: Sentence, clause: Clause, group: VerbGroup) -> bool:
    """Say whether a relative clause on who was deported stands before the verb: "los diez que fueron deportados"."""
    if clause.opener != "relative" or any(token.word == "," for token in sentence.tokens[clause.first : group.first]):
        return False
    removed = (verb for verb in sentence.of("removal_verbs") if verb.is_verb and verb.value == "removal")
    groups = (verb_group(sentence, verb) for verb in removed)
    return any(
        other.passive and other.last <= group.first and opens_relative(sentence, clause, other) for other in groups
    )


def _phrase_of(sentence: Sentence, group: VerbGroup) -> Span:
    """Return where a verb's subject stands: that of "deportees who arrived" before "who", else in its own clause.

    Where the verb opens its clause, an aside parts it from its subject: "Five men, held while in Texas, arrived".
    """
    verb = sentence.tokens[group.first].start
    index = sentence.clauses.index(sentence.clause_of(group.first))
    clause = sentence.clauses[index]
    start = sentence.tokens[clause.first].start
    if clause.opener == "relative" and group.first == clause.first + 1 and clause.first > 0:
        return sentence.clause_span(sentence.tokens[clause.first - 1].start)[0], verb
    if clause.first > 0 and _closes_relative(sentence, clause, group):
        return sentence.clause_span(sentence.tokens[clause.first - 1].start)[0], verb
    parted = not clause.opener and group.first == clause.first and index > 1 and sentence.clauses[index - 1].opener
    if parted and sentence.word_at(clause.first - 1) == ",":
        before = sentence.clauses[index - 2]
        return sentence.tokens[before.first].start, sentence.tokens[before.last - 1].end
    return start, verb
