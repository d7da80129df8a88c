"""Instruments that a sentence only speaks of as there: "has a deal with Chad", "the pact between A and B, which"."""

from __future__ import annotations

from extraction.engines.rules.agreements.parties import owners
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.phrases import subjects_before
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import LEXICON
from extraction.engines.rules.verbs import phrase_modality
from extraction.engines.rules.vocabulary import Cue

_SIDES = 12
"""Words after an instrument in which its sides stand, before a clause that is about it."""
_MATTER = 60
"""Characters after "to" in which it is said that an instrument is for moving people."""
_OPENING = 3
"""Words from the head of a sentence to an instrument that what it tells comes after."""
_WISHED = 4
"""Words before an instrument in which it is said to be only wished for."""
_THERE = 4
"""Words before an instrument in which it is said to be there: "there are three confirmed"."""
_ADJECTIVES = 5
"""Words from an article to the last adjective before an instrument."""
_OWN = 6
"""Words from a verb of having to an instrument that is had in place."""
_WHOSE = 2
"""Words from "which" to a verb of having that has it as subject."""


def is_had(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether it is in force: a state has it with another, or there is one, and not merely "existing" ones."""
    words = word_class("having")
    first = sentence.index_at(instrument.start) - 1
    if sentence.word_at(first - 1) in word_class("similar"):
        first -= 1  # "has a similar standing agreement"
    while sentence.word_at(first) in word_class("determiners") or sentence.word_at(first) in word_class("similar"):
        first -= 1
    if sentence.word_at(first) not in words and sentence.word_at(first) != "had":
        first = _having_one(sentence, first)
    if sentence.word_at(first) == "had":
        first -= 1  # "has had an agreement with Peru since 2010"; who "had" one may have it no more
    after = _after_people(sentence, sentence.index_at(instrument.end - 1) + 1)
    places = word_class("similar").keys() | word_class("with").keys()
    several = len({mention.code for mention in subjects_before(sentence, instrument.start)}) > 1
    there = _there_is(sentence, first)
    sided = sentence.word_at(after) in places or (there and sentence.word_at(after) in word_class("between"))
    if not (sentence.word_at(first) in words or there) or not (several or sided):
        return _is_in_place(sentence, instrument)
    clause = sentence.clause_at(instrument.start)
    whose = clause.opener == "relative" and 0 < first - clause.first <= _WHOSE  # "Britain, which has a deal with"
    return phrase_modality(sentence, instrument) == "asserted" and (whose or not clause.opener)


def _is_in_place(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether it is had "in place": "Australia and Nauru have, in fact, had a memorandum on transfers in place"."""
    if " in place" not in sentence.text:
        return False
    index = sentence.index_at(instrument.start)
    had = any(sentence.word_at(place) in function_words("has") for place in range(max(index - _OWN, 0), index))
    words = sentence.words_between(instrument.end, sentence.span[1])
    places = [place for place, word in enumerate(words) if word == "place" and words[place - 1 : place] == ("in",)]
    plain = bool(places) and not any(word in word_class("auxiliaries") for word in words[: places[0]] if word != "to")
    return had and plain and phrase_modality(sentence, instrument) == "asserted"


def _having_one(sentence: Sentence, first: int) -> int:
    """Return the token before an article with adjectives after it that ends at `first`, else `first`.

    "Has a long-standing, secret agreement with": what is had is one, whatever it is called beside.
    """
    for place in range(first, max(first - _ADJECTIVES, 0), -1):
        word = sentence.word_at(place)
        if word in word_class("single"):
            return place - 1
        if not word[:1].isalpha() or word in word_class("prepositions") or word in word_class("auxiliaries"):
            return first
    return first


def _after_people(sentence: Sentence, index: int) -> int:
    """Return the token after the people whom an instrument is on, else `index`: "acuerdos sobre migrantes con"."""
    start = sentence.tokens[index + 1].start if index + 1 < len(sentence.tokens) else -1
    ends = (cue.end for cue in sentence.of("people") if cue.start == start)
    end = next(ends, None) if sentence.word_at(index) in word_class("prepositions") else None
    return sentence.index_at(end - 1) + 1 if end is not None else index


def _there_is(sentence: Sentence, index: int) -> bool:
    """Say whether the words that end at token `index` say that something is there: "there are three confirmed"."""
    for place in range(index, max(index - _THERE, 0), -1):
        word = sentence.word_at(place)
        if word in function_words("is"):
            return sentence.word_at(place - 1) == "there"
        if word in word_class("prepositions") or word in word_class("none"):
            return False  # "there are rumours of"
    return False


def is_described(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether there is one of which it is said what it provides: "the pact between A and B, which allows"."""
    first, last = sentence.index_at(instrument.start), sentence.index_at(instrument.end - 1)
    sided = sentence.word_at(last + 1) in word_class("between")
    before = [sentence.word_at(place) for place in range(max(first - 5, 0), first)]
    if sided and any(word in word_class("under") or word in word_class("after") for word in before):
        return True  # "as part of a deal between A and B"
    if not sided and _opens_after(sentence, first) and sentence.word_at(last + 1) in word_class("with"):
        return True  # "After the deal with Chad, Italy is turning to"
    if any(sentence.word_at(place) in word_class("single") for place in range(max(first - 4, 0), first)):
        return False
    owned = {mention.code for mention in owners(sentence, instrument)}
    sided = sided or len(owned) > 1
    whose = owned or any(sentence.word_at(place) in word_class("own") for place in range(max(first - 3, 0), first))
    beside = sided or (whose and sentence.word_at(last + 1) in word_class("with"))
    if beside and _is_for_moving(sentence, last + 1) and not _is_wished_for(sentence, first):
        return True
    for place in range(last + 1, min(last + _SIDES, len(sentence.tokens))):
        if word_class("clause_words").get(sentence.word_at(place)) == "relative":
            return sentence.word_at(place + 1) in word_class("providing")
        if sided and sentence.word_at(place) in word_class("providing"):
            return True
    return False


def _opens_after(sentence: Sentence, first: int) -> bool:
    """Say whether a sentence begins with "After the", "Following its", and the noun at token `first`."""
    words = [sentence.word_at(place) for place in range(first) if sentence.word_at(place)[:1].isalnum()]
    led = words[:1] and words[0] in word_class("after")
    return bool(led) and 1 < len(words) <= _OPENING and all(w in word_class("determiners") for w in words[1:2])


def _is_for_moving(sentence: Sentence, start: int) -> bool:
    """Say whether an instrument says what it is for: "Italy's deal with Albania to process asylum seekers"."""
    for place in range(start, min(start + _SIDES, len(sentence.tokens))):
        word = sentence.word_at(place)
        if word in function_words("purpose"):
            end = sentence.tokens[place].end
            return sentence.has_between(end, end + _MATTER, "people", LEXICON)
        if not word[:1].isalnum() or (word in word_class("clause_words") and word != "and"):
            return False
    return False


def _is_wished_for(sentence: Sentence, first: int) -> bool:
    """Say whether an instrument is one that is not there: "talks on the deal", "calls for an agreement"."""
    words = [sentence.word_at(place) for place in range(max(first - _WISHED, 0), first)]
    return any(word in word_class("wished_for") for word in words)
