"""Whether what a noun tells took place: a verb confirms it, it "took place", it stands after "following"."""

from __future__ import annotations

from extraction.engines.rules.dates import names_day
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.people import People
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.values import Value
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue

_OBJECT = 9
"""Words between a verb and the noun that it has as its object, a date among them."""
_PREDICATE = 12
"""Words between the noun and the verb that says that it took place."""


def governor_of(sentence: Sentence, noun: Cue) -> Cue | None:
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


def announced_by(sentence: Sentence, noun: Cue, people: People) -> Cue | None:
    """Return the verb that announces a removal as done: "announced the successful removal of nine men to Rwanda".

    That people came who were deported, needs no success: "announced the arrival of 185 people deported from Texas".
    """
    index = sentence.index_at(noun.start)
    article, success = (sentence.word_at(place) for place in (index - 2, index - 1))
    if noun.value == "arrival":
        after = sentence.index_at(people.span[1] - 1) + 1
        if not any(v.is_verb and sentence.index_at(v.start) == after for v in sentence.of("removal_verbs")):
            return None
    elif success not in word_class("successes") or article not in word_class("the"):
        return None
    for verb in sentence.of("agreement_verbs"):
        words = sentence.words_between(verb.end, noun.start)
        near = verb.is_verb and verb.end <= noun.start and len(words) <= _OBJECT
        if near and verb.value == "announced" and verb_group(sentence, verb).happened:
            return verb
    return None


def is_after(sentence: Sentence, noun: Cue) -> bool:
    """Say whether the noun stands right after a word for after: "following the deportation of"."""
    index = sentence.index_at(noun.start) - 1
    while sentence.word_at(index) in word_class("determiners") or sentence.word_at(index) in word_class("ordinals"):
        index -= 1
    return sentence.word_at(index) in word_class("after")


def day_before(sentence: Sentence, noun: Cue) -> Value | None:
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


def took_place(sentence: Sentence, people: People) -> bool:
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
