"""Which of a sentence's dates is the date of what it tells."""

from __future__ import annotations

import regex

from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.values import Value
from extraction.lexicons.folding import fold

_OPENING = 30
"""Characters from the head of a sentence to a date that is of all of it ("On Friday, …")."""
_WHEN = 2
"""Characters from a date to the clause that says what happened then."""
_SAID = 3
"""Words between "said" and the date of saying so ("told reporters on Friday")."""
_TOLD = 1
"""Words there that are no part of a name: the date's preposition."""
_MOVING = ("removal_verbs", "accept_verbs", "flight_verbs", "event_nouns", "boarding_verbs")
"""Lexicons whose words tell of people who are moved, and of no agreement."""
_HAD = 3
"""Words of "had already been" before a participle."""
_RANKED = 6
"""Words from "second" to "this month"."""
_LEADING = 2
"""Words between a verb and the date of what it tells: a preposition, and what it takes."""

_OWN = ("'s", "’s")
"""What makes a date that of the noun after it."""
_DATELINE = 60
"""Characters from the head of a report to the date of its dateline."""
_PLACE = regex.compile(r"[\W_]*\p{Lu}[\p{L}\s.,/'’-]*,\s")
_DASH = regex.compile(r"\.?\s*(?:\([^()\n]{2,40}\)\s*)?\.?\s*[-–—]{1,2}\s")


def date_near(sentence: Sentence, offset: int) -> Value | None:
    """Return the date of what is told at `offset`: in its clause, else at the head of the sentence."""
    dates = [value for value in event_dates(sentence) if not _is_of_agreement(sentence, value, offset)]
    start, end = sentence.clause_span(offset)
    within = [
        value for value in dates if start <= value.span[0] < end and not _is_of_those_who(sentence, value, offset)
    ]
    if within:
        nearest = min(within, key=lambda value: abs(value.span[0] - offset))
        days = [value for value in within if value.span[0] - sentence.span[0] < _OPENING and names_day(value)]
        return (
            days[0] if days and not names_day(nearest) else nearest
        )  # "On Friday it flew its second flight this year"
    when = [value for value in dates if 0 < start - value.span[1] <= _WHEN and _opens_when(sentence, start)]
    if when:
        return when[-1]
    if sentence.word_at(sentence.index_at(start) - 1) == ":":  # "The first one took place yesterday: 49 men landed"
        before = [value for value in dates if value.span[1] <= start]
        if before:
            return before[-1]
    opening = [value for value in dates if value.span[0] - sentence.span[0] < _OPENING and value.span[0] < offset]
    flown = [value for value in dates if value.span[0] > offset and _is_of_flight(sentence, value)]
    return next(iter([*opening, *flown]), sentence.entry)


def _is_of_those_who(sentence: Sentence, date: Value, offset: int) -> bool:
    """Say whether a date is of a later removal of those told of: "who had been deported were flown home in May"."""
    index = sentence.index_at(offset)
    before = [sentence.word_at(place) for place in range(index - 1, index - 1 - _HAD, -1)]
    if date.span[0] < offset or not any(word in function_words("had") for word in before):
        return False
    later = (cue for cue in sentence.of("removal_verbs") if offset < cue.start < date.span[0])
    return any(cue.form in ("past", "past_or_participle") for cue in later)


def _opens_when(sentence: Sentence, start: int) -> bool:
    """Say whether a clause says what happened on the date before it: "in February, when 32 people were returned"."""
    return sentence.word_at(sentence.index_at(start)) in word_class("when")


def date_since(sentence: Sentence) -> Value | None:
    """Return the date after "since": from when something lasts."""
    for value in sentence.values_of("date"):
        if sentence.word_at(sentence.index_at(value.span[0]) - 1) in function_words("since"):
            return value
    return None


def event_dates(sentence: Sentence) -> list[Value]:
    """Return the dates in `sentence` but a dateline's, and those of saying so ("officials said on Friday")."""
    dates = sentence.values_of("date")
    others = (_is_of_saying, _is_of_dateline, _is_of_rank, _is_end, _is_of_noun)
    return [value for value in dates if not any(is_other(sentence, value) for is_other in others)]


def _is_end(sentence: Sentence, date: Value) -> bool:
    """Say whether something only lasted to a date: "Eswatini, named Swaziland until 2018"."""
    before = sentence.word_at(sentence.index_at(date.span[0]) - 1)
    return word_class("clause_words").get(before) == "condition"


def _is_of_noun(sentence: Sentence, date: Value) -> bool:
    """Say whether a date is that of another thing: "next month's election"; "Monday's flight" flew on Monday."""
    after = sentence.index_at(date.span[1] - 1) + 1
    if sentence.word_at(after) not in _OWN:
        return False
    start = sentence.tokens[after].start
    return not sentence.has_between(start, start + _OPENING, "flights", "instruments", "removal_nouns", *_MOVING)


def _is_of_rank(sentence: Sentence, date: Value) -> bool:
    """Say whether a span of time only says the how manieth something is: "the second flight to Haiti this month"."""
    index = sentence.index_at(date.span[0])
    if sentence.word_at(index) != "this" or names_day(date):
        return False
    for place in range(index - 1, max(index - 1 - _RANKED, -1), -1):
        if sentence.word_at(place) in word_class("ordinals"):
            return not sentence.has_between(sentence.tokens[place].start, date.span[0], *_MOVING)
        if not sentence.word_at(place)[0].isalnum():
            return False
    return False


def _is_of_dateline(sentence: Sentence, date: Value) -> bool:
    """Say whether a date says when a report was written: "LUSAKA, Sept 3 (Reuters) - Zambia took in 14 people"."""
    if date.span[0] - sentence.span[0] > _DATELINE:
        return False
    before = sentence.document[sentence.span[0] : date.span[0]]
    return bool(_PLACE.fullmatch(before) and _DASH.match(sentence.document, date.span[1]))


def _is_of_saying(sentence: Sentence, date: Value) -> bool:
    verbs = [cue for cue in sentence.of("reporting_verbs") if cue.is_verb and cue.end <= date.span[0]]
    if not verbs:
        return False
    words = sentence.words_between(verbs[-1].end, date.span[0])
    named = sentence.document[verbs[-1].end : date.span[0]].split()
    plain = sum(not word[:1].isupper() for word in named)  # "told The Associated Press on Monday"
    return (
        (len(words) <= _SAID or (plain <= _TOLD and len(words) <= 2 * _SAID))
        and "that" not in words
        and "," not in words
        and not sentence.has_between(
            verbs[-1].end, date.span[0], "removal_verbs", "flight_verbs", "agreement_verbs", "accept_verbs"
        )
    )


def _is_of_flight(sentence: Sentence, date: Value) -> bool:
    clause = sentence.clause_at(date.span[0])
    start = sentence.tokens[clause.first].start
    before = [cue for cue in sentence.of("flights") if 0 <= start - cue.end <= 2]
    return clause.opener == "relative" and bool(before)


def _is_of_agreement(sentence: Sentence, date: Value, offset: int) -> bool:
    """Say whether a date of another verb, or of a paper, is no date of people's being moved.

    "Under a deal signed in June", "a cable dated 2 May".
    """
    if not sentence.has_between(offset, offset + 1, *_MOVING):
        return False
    if sentence.word_at(sentence.index_at(date.span[0]) - 1) in word_class("dated"):
        return True
    for verb in sentence.of("agreement_verbs"):
        words = sentence.words_between(verb.end, date.span[0])
        led = len(words) <= _LEADING and all(word in word_class("prepositions") for word in words)
        if verb.is_verb and verb.end <= date.span[0] and verb.start != offset and led:
            return True
    return False


def is_day(date: Value | None) -> bool:
    """Say whether a date names more than a year: an event has a day or a month."""
    return date is not None and not date.text.isdigit()


def names_day(date: Value | None) -> bool:
    """Say whether a date names one day: a weekday, or a day of a month."""
    if date is None or date.text.isdigit():
        return False
    words = date.text.lower().replace(",", " ").split()
    days = word_class("weekdays")
    return any(word in days for word in (*words, fold(date.text).text)) or any(word[0].isdigit() for word in words)
