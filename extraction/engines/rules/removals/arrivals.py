"""People who came: "Panama received 119 migrants", "Fourteen deportees arrived in Accra last week"."""

from __future__ import annotations

from collections.abc import Iterator

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, is_day
from extraction.engines.rules.grammar import is_of_class, word_class
from extraction.engines.rules.people import People, people_in, unnamed_in
from extraction.engines.rules.phrases import actors, is_of_none, list_after, subjects
from extraction.engines.rules.removals.arrival_sides import beside, home, receiver, sent_by, to_the_country, who_says_so
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.moved_people import whole
from extraction.engines.rules.removals.senders import sender_in, sender_of
from extraction.engines.rules.removals.setting import goes_on_about_removals, home_of, is_titled, speaks_of_removals
from extraction.engines.rules.removals.totals import is_of_a_period, is_total
from extraction.engines.rules.removals.vehicles import operator_in, vehicle_mode
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS, NAME_FORMS, CountryMention

_GROUP = 3
"""Words before a number in which its group is called a further one: "a second group of eight"."""
_AFTER = 3
"""Words before "deported" in which "after" stands: "after having been", "después de ser"."""
_SAID_FIRST = 5
"""Words between a verb and its subject that follows it: a place, an article."""
_DATE_WORDS = 11
"""Words in which a date and what leads to it stand between a verb of arriving and its place."""


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


@rule
def arrivals_in(analysis: Analysis, sentence: Sentence, last: Removal | None = None) -> Iterator[Removal]:
    """Yield the removals told by people who came: "Fourteen deportees arrived in Accra last week".

    A "second group" that came to no place that is named went the way of `last`, told before in the same paragraph.
    """
    for verb in sentence.of("flight_verbs"):
        if verb.value != "arrived" or not verb.is_verb:
            continue
        if sentence.has_between(sentence.span[0], verb.start, "flights"):
            continue
        group = verb_group(sentence, verb)
        planned = group.modality == "planned"
        if not (planned or _has_come(group)) or (verb.form == "gerund" and not _begins(sentence, group)):
            continue
        subject = _phrase_of(sentence, group)
        date = date_near(sentence, verb.start)
        groups = people_in(sentence, subject) or unnamed_in(sentence, subject) or _inverted(sentence, verb)
        came = [people for people in groups if people.count or is_day(date)]
        called = [cue for cue in sentence.of("people") if subject[0] <= cue.start < subject[1]]
        called = [cue for cue in called if cue.value == "deported"]
        deported = [v for v in sentence.of("removal_verbs") if v.is_verb and subject[0] <= v.start < subject[1]]
        deported = [v for v in deported if v.value == "removal" and _qualifies(sentence, v)]
        after = _after_removal(sentence, verb)
        place = place_after(sentence, group)
        countries = countries_after(sentence, group) or ([] if place else receiver(sentence, verb))
        countries = countries or ([] if place else home(analysis, sentence, verb, came))
        listed = sentence.topic is not None and speaks_of_removals(analysis, sentence)
        countries = countries or (who_says_so(sentence, group) if not place and (called or listed) else [])
        entry = sentence.entry is not None and is_titled(analysis)  # of a chronicle of removals
        way = _way_of(analysis, sentence, last, came) if not (place or countries) else None
        countries = countries or ([] if place or after is None else to_the_country(sentence, verb, came))
        told = called or deported or after or entry or listed or way or _flown_in(analysis, sentence, subject, came)
        if not came or not told or not (place or countries or way) or is_total(sentence, came[-1].count):
            continue
        removal = Removal([sentence], "planned" if planned else "arrived", date=date, people=whole(sentence, came[-1:]))
        removal.modality = "planned" if planned else "asserted"
        removal.told_at = verb.start
        removal.mode = vehicle_mode(sentence, verb)
        removal.operator = operator_in(sentence) if removal.mode == "air" else None
        removal.destination = countries[0].code if countries else beside(analysis, sentence, verb)
        removal.destination_place = place
        if way is not None:
            removal.sender, removal.destination = way.sender, way.destination
            removal.destination_place = way.destination_place
        removal.destination = removal.destination or home_of(analysis, sentence, removal.people)
        sent = deported[0] if deported else after
        if group.passive or sent:
            removal.sender = sender_in(sentence, verb_group(sentence, sent) if sent else group, countries)
        if called and removal.sender is None:
            removal.sender = sent_by(sentence, called[-1], countries)
            if sender_of(analysis) not in (None, removal.sender):
                removal.sender = None  # "deportees from Eritrea" whom another state deports
        yield removal


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


def _has_come(group: VerbGroup) -> bool:
    return group.modality == "asserted" and not group.is_infinitive


def _flown_in(analysis: Analysis, sentence: Sentence, subject: Span, came: list[People]) -> bool:
    """Say whether migrants, or people of a nationality, came on a vehicle where the text around speaks of removals."""
    if came and any(cue.value.endswith("_removal") for cue in sentence.of("flights") if cue.start >= subject[1]):
        return True  # "Five men arrived in Eswatini on a deportation flight"
    moved = [cue for cue in sentence.of("people") if subject[0] <= cue.start < subject[1]]
    migrants = any(cue.lemma in word_class("moved_people") for cue in moved)
    return (
        (migrants or any(group.nationality or not moved for group in came))
        and sentence.has_between(subject[1], sentence.span[1], "flights")
        and (speaks_of_removals(analysis, sentence) or goes_on_about_removals(analysis, sentence))
    )


def _qualifies(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a participle only says which people: "200 people deported from the United States arrived"."""
    group = verb_group(sentence, verb)
    return group.passive and group.tense == "none" and group.modality == "asserted"


def countries_after(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the countries of "arrived in Ghana", "landed at Roberts Airport, Liberia", by names alone in between."""
    start = _preposition_after(sentence, group.last)
    if start is None:
        return []
    called = _called_after_its_country(sentence, start + 1)
    if called is not None:
        return [called]
    found = list_after(sentence, sentence.tokens[start].end, 6)
    for token in sentence.tokens[start + 1 :] if found else ():
        if token.start >= found[0].span[0]:
            break
        named = sentence.document[token.start].isupper() or token.word == "," or token.word in word_class("determiners")
        if not named and token.word not in word_class("place_nouns"):
            return []
    return [mention for mention in found if mention.form in NAME_FORMS]


def _called_after_its_country(sentence: Sentence, index: int) -> CountryMention | None:
    """Return the country of "the Albanian port of Shengjin": an adjective right before a noun for a place."""
    while sentence.word_at(index) in word_class("determiners"):
        index += 1
    for mention in sentence.countries:
        after = sentence.word_at(sentence.index_at(mention.span[1] - 1) + 1)
        if sentence.index_at(mention.span[0]) == index and mention.form in DEMONYM_FORMS:
            return mention if after in word_class("place_nouns") else None
    return None


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
    parted = not clause.opener and group.first == clause.first and index > 1 and sentence.clauses[index - 1].opener
    if parted and sentence.word_at(clause.first - 1) == ",":
        before = sentence.clauses[index - 2]
        return sentence.tokens[before.first].start, sentence.tokens[before.last - 1].end
    return start, verb


def place_after(sentence: Sentence, group: VerbGroup) -> str | None:
    """Return the place after "landed in", "aterrizó el miércoles en": capitalised words that name no country."""
    start = _preposition_after(sentence, group.last)
    if start is None:
        return None
    called = _called_after_its_country(sentence, start + 1)
    if called is not None:  # "the Albanian port of Shengjin"
        start = sentence.index_at(called.span[1] - 1) + 1
        if sentence.word_at(start + 1) not in word_class("particles"):
            return None
        start += 1
    first = last = None
    for token in sentence.tokens[start + 1 : start + 9]:
        if token.word in word_class("determiners") and first is None:
            continue
        noun = word_class("place_nouns").get(token.word) == "airport" or (
            last and token.word in word_class("particles")
        )
        if not sentence.document[token.start].isupper() and not noun:
            break
        first = token.start if first is None else first
        last = token.end
    while last and sentence.word_at(sentence.index_at(last - 1)) in word_class("particles"):
        last = sentence.tokens[sentence.index_at(last - 1) - 1].end
    if first is None or last is None or not any(letter.isupper() for letter in sentence.document[first:last]):
        return None
    named = any(m.span[0] < last and first < m.span[1] and m.form in NAME_FORMS for m in sentence.countries)
    return None if named else sentence.document[first:last]


def _preposition_after(sentence: Sentence, index: int) -> int | None:
    """Return the token of the preposition of place at `index`, or after a date that stands there."""
    if sentence.word_at(index - 1) in word_class("reaching") and index < len(sentence.tokens):
        return index - 1  # "reached Manaus"
    dates = sentence.values_of("date")
    for place in range(index, min(index + _DATE_WORDS, len(sentence.tokens))):
        if sentence.word_at(place) in word_class("destination_words") and not _leads_to_part_of_day(sentence, place):
            following = sentence.tokens[min(place + 1, len(sentence.tokens) - 1)].start
            if not any(value.span[0] <= following < value.span[1] for value in dates):
                return place
        start = sentence.tokens[place].start
        dated = any(value.span[0] <= start < value.span[1] for value in dates)
        names = ("determiners", "destination_words", "adverbs", "day_parts")
        filler = any(sentence.word_at(place) in word_class(name) for name in names)
        of_part = sentence.word_at(place) in word_class("particles") and sentence.word_at(place - 1) in word_class(
            "day_parts"
        )
        if not (dated or filler or of_part):
            return None
    return None


def _leads_to_part_of_day(sentence: Sentence, index: int) -> bool:
    """Say whether a preposition is one of time: "en la madrugada de ayer", "in the early morning"."""
    index += 1
    while sentence.word_at(index) in word_class("determiners"):
        index += 1
    return sentence.word_at(index) in word_class("day_parts")
