"""Removals that a noun tells: "confirmed the arrival of eight deported men", "the expulsion of 29 people to Chad"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, names_day
from extraction.engines.rules.grammar import is_of_class, word_class
from extraction.engines.rules.people import People, people_in, unnamed_in
from extraction.engines.rules.phrases import is_of_none, subjects
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.senders import sender_around, sender_in
from extraction.engines.rules.removals.setting import is_about_migration, speaks_of_removals
from extraction.engines.rules.removals.totals import is_total
from extraction.engines.rules.removals.vehicles import vehicle_mode
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.values import Value
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_OF = frozenset({"of", "de", "del"})
_OFFICIAL_NAME = frozenset({"the", "republic", "kingdom", "state", "of"})
"""Words before the name in a state's official one: "to the Republic of Rwanda"."""
_OBJECT = 9
"""Words between a verb and the noun that it has as its object, a date among them."""
_ASIDE = 8
"""Words of a date that stands between commas after the noun."""
_PHRASE = 6
"""Words of a phrase of place between the noun and its people, with the "of" that follows it."""
_PREDICATE = 12
"""Words between the noun and the verb that says that it took place."""


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
        verb = _governor(sentence, noun)
        announced = _announced(sentence, noun, people)
        happened = _is_after(sentence, noun) or _took_place(sentence, people) or _day_before(sentence, noun) is not None
        if not (verb is not None or announced or happened):
            continue
        bound = _bound(sentence, people) if noun.value != "arrival" else []
        removal = _removal(analysis, sentence, noun, people, bound)
        _set_sides(sentence, noun, people, removal, verb or announced)
        if _is_event(analysis, sentence, noun, people, removal):
            yield from _of_each(removal, bound)


def _removal(analysis: Analysis, sentence: Sentence, noun: Cue, people: People, bound: list[CountryMention]) -> Removal:
    """Return what the noun's own phrase says: who, when, on what and where to."""
    removal = Removal([sentence], "arrived", people=[people], date=_date_after(sentence, noun, people))
    removal.told_at = noun.start
    removal.hedge = hedge_of(sentence, noun.start)
    removal.mode = vehicle_mode(sentence, noun)
    place = bound[0] if bound else _place(sentence, noun, people)
    removal.destination = place.code if place else None
    if place is not None and place.form == "capital":
        removal.destination_place = analysis.text(place.span)
        removal.destination = place.code if place.code in analysis.named else None
    return removal


def _set_sides(sentence: Sentence, noun: Cue, people: People, removal: Removal, verb: Cue | None) -> None:
    """Set what the verb that tells of it adds: who carries it out, or says that people came to it, and when."""
    placed = removal.destination or removal.destination_place
    if not placed:
        removal.destination = _who_says_so(sentence, noun, verb)
    deported = _deported(sentence, people)
    if deported is not None:
        known = [mention for mention in sentence.countries if mention.code == removal.destination]
        removal.sender = sender_in(sentence, verb_group(sentence, deported), known if placed else [])
        if removal.sender is None and noun.value != "arrival" and verb is not None and verb.value == "announced":
            removal.sender = _who_does_it(sentence, verb)
    elif noun.value == "arrival":
        removal.sender = _from(sentence, people) if _are_deportees(sentence, people) else None
    else:
        removal.sender = _from(sentence, people) or _by(sentence, people) or _who_does_it(sentence, verb)
    if verb is not None and removal.date is None and is_of_class(verb.lemma, "carrying_out"):
        removal.date = date_near(sentence, verb.start)  # "On Friday, Chile carried out the expulsion of 23 men"
    if removal.sender == removal.destination:
        removal.sender = None


def _deported(sentence: Sentence, people: People) -> Cue | None:
    """Return the verb after the people that says that they were deported."""
    return next((v for v in sentence.of("removal_verbs") if v.is_verb and v.start >= people.span[1]), None)


def _is_event(analysis: Analysis, sentence: Sentence, noun: Cue, people: People, removal: Removal) -> bool:
    """Say whether it went somewhere that is named, or is one state's removal on a day; and its people were removed."""
    if not (removal.destination or removal.destination_place):
        if noun.value != "removal":
            return False
        own = {people.nationality.code} if people.nationality else set()
        removal.sender = removal.sender or sender_around(analysis, sentence, own)
        return removal.sender is not None and names_day(removal.date)
    brought = removal.mode is not None and is_about_migration(analysis)
    return brought or _deported(sentence, people) is not None or _is_removal(analysis, sentence, noun)


def _of_each(removal: Removal, bound: list[CountryMention]) -> Iterator[Removal]:
    """Yield a removal to each state that the vehicle is bound for; how many went where is not said."""
    if len(bound) <= 1:
        yield removal
        return
    for place in bound:
        yield replace(removal, destination=place.code, people=[])


def _bound(sentence: Sentence, people: People) -> list[CountryMention]:
    """Return the states of "bound for", "con destino a" in the people's clause, or right after it."""
    for index in range(sentence.index_at(people.span[1] - 1) + 1, len(sentence.tokens) - 1):
        word = sentence.word_at(index)
        if word in word_class("clause_words") and word_class("clause_words")[word] != "and":
            return []
        if word in word_class("bound") and word_class("bound")[word] == sentence.word_at(index + 1):
            return [m for m in list_after(sentence, sentence.tokens[index + 1].end, 1) if m.form in NAME_FORMS]
    return []


def _people_of(sentence: Sentence, noun: Cue) -> People | None:
    """Return the counted people of "the arrival of eight men"."""
    after = sentence.index_at(noun.end - 1) + 1
    own = word_class("own_country")
    if sentence.word_at(after) in _OF and own.get(sentence.word_at(after + 1)) == "country":
        after += 2  # "la expulsión del país de 27 personas"
    if sentence.word_at(after) not in _OF and (place := _fronted(sentence, noun)):
        after = sentence.index_at(place.span[1] - 1) + 1  # "la llegada a Panamá de 119 migrantes"
    if sentence.word_at(after) in word_class("prepositions") and sentence.word_at(after) not in _OF:
        after = _past_place(sentence, after)  # "the arrival on its soil of nine deportees"
    if sentence.word_at(after) == ",":  # "tras la deportación, el 16 de marzo, de 238 personas"
        after = next((i + 1 for i in range(after + 1, after + _ASIDE) if sentence.word_at(i) == ","), after)
    if sentence.word_at(after) not in _OF or after + 1 >= len(sentence.tokens):
        return None
    start = sentence.tokens[after + 1].start
    found = people_in(sentence, (start, sentence.span[1])) or unnamed_in(sentence, (start, sentence.span[1]))
    counted = found and found[0].count is not None and len(sentence.words_between(start, found[0].span[0])) <= 1
    return found[0] if counted else None


def _past_place(sentence: Sentence, index: int) -> int:
    """Return the token of "of" after a short phrase of place that begins at token `index`; `index` if there is none."""
    for place in range(index + 1, index + _PHRASE):
        word = sentence.word_at(place)
        if word in _OF:
            return place
        if not word[:1].isalpha() or word in word_class("clause_words") or word in word_class("auxiliaries"):
            break
    return index


def _fronted(sentence: Sentence, noun: Cue) -> CountryMention | None:
    """Return the state right after "a", "to" that follows the noun."""
    after = sentence.index_at(noun.end - 1) + 1
    if sentence.word_at(after) not in word_class("destination_words"):
        return None
    while sentence.word_at(after + 1) in _OFFICIAL_NAME:
        after += 1
    found = [m for m in list_after(sentence, sentence.tokens[after].end, 1) if m.form in NAME_FORMS | {"capital"}]
    return found[0] if found else None


def _governor(sentence: Sentence, noun: Cue) -> Cue | None:
    """Return the verb of which the noun is the object and that says that it happened: "confirmed on Friday the …"."""
    for verb in sentence.of("event_verbs"):
        words = sentence.words_between(verb.end, noun.start)
        if verb.value != "object" or verb.start > noun.start or len(words) > _OBJECT or not verb.is_verb:
            continue
        if any(word in word_class("clause_words") and word not in word_class("determiners") for word in words):
            continue
        group = verb_group(sentence, verb)
        if group.modality == "asserted" and not group.is_infinitive and not group.passive:
            return verb
    return None


def _announced(sentence: Sentence, noun: Cue, people: People) -> Cue | None:
    """Return the verb that announces a removal as done: "announced the successful removal of nine men to Rwanda".

    That people came who were deported, needs no success: "announced the arrival of 185 people deported from Texas".
    """
    index = sentence.index_at(noun.start)
    if noun.value == "arrival":
        after = sentence.index_at(people.span[1] - 1) + 1
        if not any(v.is_verb and sentence.index_at(v.start) == after for v in sentence.of("removal_verbs")):
            return None
    elif sentence.word_at(index - 1) not in word_class("successes") or sentence.word_at(index - 2) not in ("the", "la"):
        return None
    for verb in sentence.of("agreement_verbs"):
        words = sentence.words_between(verb.end, noun.start)
        near = verb.is_verb and verb.end <= noun.start and len(words) <= _OBJECT
        if near and verb.value == "announced" and verb_group(sentence, verb).happened:
            return verb
    return None


def _is_after(sentence: Sentence, noun: Cue) -> bool:
    """Say whether the noun stands right after a word for after: "following the deportation of"."""
    index = sentence.index_at(noun.start) - 1
    while sentence.word_at(index) in word_class("determiners") or sentence.word_at(index) in word_class("ordinals"):
        index -= 1
    return sentence.word_at(index) in word_class("after")


def _day_before(sentence: Sentence, noun: Cue) -> Value | None:
    """Return the day of "the February 5 deportation of 104 Indians": it names one that took place."""
    for date in sentence.values_of("date"):
        if date.span[1] + 1 == noun.start and names_day(date):
            before = sentence.word_at(sentence.index_at(date.span[0]) - 1)
            return date if before == "the" and not _came_to_nothing(sentence, noun) else None
    return None


def _came_to_nothing(sentence: Sentence, noun: Cue) -> bool:
    """Say whether a removal on a day is only a condition, or was stopped or is planned."""
    stopped = any(cue.value in ("cancelled", "planned") for cue in sentence.of("flight_verbs"))
    return stopped or sentence.has("courts") or sentence.clause_at(noun.start).opener == "condition"


def _took_place(sentence: Sentence, people: People) -> bool:
    """Say whether a verb after the noun, its subject, says that it happened: "… took place on Friday"."""
    for verb in sentence.of("event_verbs"):
        words = sentence.words_between(people.span[1], verb.start)
        if verb.is_verb and verb.start >= people.span[1] and len(words) <= _PREDICATE:
            group = verb_group(sentence, verb)
            told = group.modality == "asserted" and not group.is_infinitive
            if verb.value == "subject" or (group.passive and group.tense != "none"):
                return told and not any(word in (",", ";") for word in words[-1:])
    return _was_one(sentence, people)


def _was_one(sentence: Sentence, people: People) -> bool:
    """Say whether a day of the past is told of it: "… on 18 July was the second such operation"."""
    dated = any(value.span[0] >= people.span[1] and names_day(value) for value in sentence.values_of("date"))
    first = sentence.index_at(people.span[1] - 1) + 1
    for index in range(first, min(first + _PREDICATE, len(sentence.tokens))) if dated else ():
        word, after = sentence.word_at(index), sentence.word_at(index + 1)
        if word in word_class("clause_words") or word in (",", ";"):
            return False
        if word in word_class("was"):
            owned = sentence.countries_in(sentence.tokens[index].end, sentence.tokens[index].end + 2)
            return bool(owned) or after in word_class("determiners")
    return False


def _date_after(sentence: Sentence, noun: Cue, people: People) -> Value | None:
    """Return the date after the people, or between commas after the noun: one before it is that of who says so."""
    if (own := _day_before(sentence, noun)) is not None:
        return own
    after = sentence.values_of("date", (people.span[1], sentence.clause_span(people.span[0])[1]))
    aside = [v for v in sentence.values_of("date") if v.span[0] > noun.end and sentence.document[v.span[1]] == ","]
    for date in (*after, *(value for value in aside if value.span[1] < people.span[0])):
        if names_day(date):
            return date
    return sentence.entry


def _place(sentence: Sentence, noun: Cue, people: People) -> CountryMention | None:
    """Return the state or capital after "to" or "in" that follows the people."""
    if (place := _fronted(sentence, noun)) and place.span[1] <= people.span[0]:
        return place
    wanted = {"to", "at"} if noun.value == "arrival" else {"to"}
    for token in sentence.tokens[sentence.index_at(people.span[1] - 1) + 1 :]:
        if word_class("destination_words").get(token.word) in wanted:
            reach = 0 if token.word in word_class("determiners") else 2
            found = [m for m in list_after(sentence, token.end, reach) if m.form in NAME_FORMS | {"capital"}]
            if found or token.word in word_class("determiners"):
                return found[0] if found else None
            wanted = {"to", "at"}  # "to the prison of Tecoluca in El Salvador"
        if token.word in word_class("clause_words") or token.word in (",", ";"):
            return None
    return None


def _from(sentence: Sentence, people: People) -> str | None:
    """Return the state right after the people's "from": "the expulsion of 52 Pakistanis from Greece"."""
    after = sentence.index_at(people.span[1] - 1) + 1
    if sentence.word_at(after) not in ("from", "desde"):
        return None
    places = [m for m in list_after(sentence, sentence.tokens[after].end, 1) if m.form in NAME_FORMS]
    return places[0].code if len(places) == 1 else None


def _are_deportees(sentence: Sentence, people: People) -> bool:
    """Say whether the people are called deportees: who "from" names sent them, and is not where they come from."""
    return any(
        people.span[0] <= cue.start < people.span[1] and cue.value == "deported" for cue in sentence.of("people")
    )


def _by(sentence: Sentence, people: People) -> str | None:
    """Return the state of "by the United States" in the people's clause."""
    end = sentence.clause_span(people.span[0])[1]
    for token in sentence.tokens[sentence.index_at(people.span[1] - 1) + 1 :]:
        if token.start >= end or any(cue.is_verb and cue.start == token.start for cue in sentence.of("event_verbs")):
            return None
        if token.word in ("by", "por"):
            found = list_after(sentence, token.end, 2)
            return found[0].code if len({mention.code for mention in found}) == 1 else None
    return None


def _who_does_it(sentence: Sentence, verb: Cue | None) -> str | None:
    """Return the state that carries it out, where that is what the verb says, or announces that it is done."""
    if verb is None or not (is_of_class(verb.lemma, "carrying_out") or verb.value == "announced"):
        return None
    codes = {mention.code for mention in subjects(sentence, verb_group(sentence, verb))}
    return codes.pop() if len(codes) == 1 else None


def _who_says_so(sentence: Sentence, noun: Cue, verb: Cue | None) -> str | None:
    """Return the state that tells of people's arrival: they came there."""
    if verb is None or noun.value != "arrival":
        return None
    codes = {mention.code for mention in subjects(sentence, verb_group(sentence, verb))}
    return codes.pop() if len(codes) == 1 else None


def _is_removal(analysis: Analysis, sentence: Sentence, noun: Cue) -> bool:
    """Say whether those who came were removed: by the noun, or by what stands around."""
    return noun.value == "removal" or speaks_of_removals(analysis, sentence)
