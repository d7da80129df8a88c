"""Numbers of people that are totals over time and of no single removal: "4,000 last year", "fewer than 60 so far"."""

from __future__ import annotations

from functools import cache

from extraction.engines.rules.dates import names_day
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.values import Value
from extraction.engines.rules.verbs import VerbGroup
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.folding import fold
from schemas.values.quantity import parse_quantity

MOST_ABOARD = 10_000
"""People: a greater number is a total over time, and no single event."""
MOST_IN_A_PERIOD = 500
"""People: a greater number in "last week" or a year is a total, where it may be one event of a day."""
MOST_UNDATED = 1_000
"""People: a greater number that came on no day that is said did not come at once."""
_LEAD = 2
"""Words between the comma and the verb that sums up: "lo que eleva"."""


def is_total(sentence: Sentence, count: Value | None) -> bool:
    """Say whether a number is one over time and of no single event: a running total, or too many people."""
    totals = (cue for cue in sentence.of("running_totals") if not _is_of_sum(sentence, cue, count))
    if any(not (_dates_the_last(sentence, cue) or _says_how_much_later(sentence, cue)) for cue in totals):
        return True
    return is_too_many(count) or _counts_the_last_in(sentence)


def _counts_the_last_in(sentence: Sentence) -> bool:
    """Say whether a sentence opens by counting the last one in: "Including Monday's flight, 300 have been deported"."""
    return word_class("members").get(sentence.word_at(0)) == "member" and sentence.word_at(0) in word_class("including")


def is_so_far(sentence: Sentence, group: VerbGroup, removal: Removal, *, placed: bool) -> bool:
    """Say whether a perfect counts all so far, and no event: "a total of 94 have been returned".

    A day or a vehicle makes one event of it, and a place to which "four have already been returned" does.
    """
    summed = removal.count is not None and fold(removal.count.text).text.startswith(tuple(function_words("summed")))
    if summed and removal.date is not None and _is_year(removal.date):
        return True  # "a total of 107 were deported last year"
    words = [sentence.word_at(index) for index in range(group.first, group.last)]
    if removal.date or removal.mode or not any(word in function_words("has") for word in words):
        return False
    return summed or (not placed and "already" in words)


def _is_year(date: Value) -> bool:
    """Say whether a date is a whole year: "2017", "last year"."""
    words = fold(date.text).text.split()
    return all(word.isdigit() for word in words) or words[-1] in word_class("years")


def is_too_many(count: Value | None) -> bool:
    """Say whether a number is one of no single event: 10,000, "thousands", "2 million"."""
    if count is None:
        return False
    number = _most(count)
    scales = {word_class("scales").get(word) for word in count.text.lower().split()} - {None, "hundred"}
    if scales == {"thousand"} and any(map(str.isdigit, count.text)):
        return number >= MOST_ABOARD  # "2 mil extranjeros"
    return bool(scales) or number >= MOST_ABOARD


def _most(count: Value) -> int:
    """Return the greatest number that is printed: "30.000" and "30 000" are thirty thousand; 0 where none is."""
    bounds = parse_quantity(count.text)
    return bounds.max or bounds.min or 0


def _says_how_much_later(sentence: Sentence, since: Cue) -> bool:
    """Say whether "a week" only says how much later another thing was: "just a week after Panama received 299"."""
    return sentence.word_at(sentence.index_at(since.end - 1) + 1) in function_words("later")


def _dates_the_last(sentence: Sentence, since: Cue) -> bool:
    """Say whether a span of time only says that one is the second of its kind: "the third batch in recent weeks"."""
    words = sentence.words_between(max(since.start - 60, sentence.span[0]), since.start)
    while "," in words:
        words = words[words.index(",") + 1 :]
    kinds = word_class("ordinals")
    return any(word in kinds for word in words)


def is_of_a_period(removal: Removal) -> bool:
    """Say whether so many people within a week or a year are a total: "deported 4,000 people last year"."""
    number = _most(removal.count) if removal.count else 0
    if removal.date is None:
        # "has accepted more than 5,000 people from other countries"
        return number > MOST_UNDATED and not _is_in_one_day(removal.sentences[0])
    if _is_of_range(removal.sentences[0], removal.date):
        return True
    words = fold(removal.date.text).text.replace("-", " ").split()
    if removal.status == "planned" and any(word in word_class("years") for word in words):
        return True  # "as many as 200 are expected to be deported this year"
    if number <= MOST_IN_A_PERIOD or names_day(removal.date):
        return False
    return not any(word in _months() for word in words)


def _is_in_one_day(sentence: Sentence) -> bool:
    """Say whether it took no more than a day: "in a single day", "en une seule journée", "en un solo día"."""
    alone = word_class("only_one")
    return any(
        token.word in alone and word_class("days").get(sentence.word_at(index + 1)) == "day"
        for index, token in enumerate(sentence.tokens)
    )


def _is_of_range(sentence: Sentence, date: Value) -> bool:
    """Say whether a date opens or closes a span of days: "From April 1st to 21st, 2,753 people were expelled"."""
    for first in sentence.values_of("date"):
        before = sentence.word_at(sentence.index_at(first.span[0]) - 1)
        after = sentence.index_at(first.span[1] - 1) + 1
        if before in function_words("period_start") and sentence.word_at(after) in function_words("period_end"):
            last = sentence.tokens[min(after + 1, len(sentence.tokens) - 1)].start
            if date.span[0] in (first.span[0], last):
                return True
    return False


def is_fewer_than(removal: Removal) -> bool:
    """Say whether "fewer than 60 people had been sent" counts all so far: of an event, the number is known."""
    words = removal.count.text.lower().split()[:2] if removal.count else []
    return " ".join(words) in function_words("fewer") and not names_day(removal.date)


@cache
def _months() -> frozenset[str]:
    return frozenset(word.rstrip(".") for word in word_class("months"))


def _is_of_sum(sentence: Sentence, since: Cue, count: Value | None) -> bool:
    """Say whether the words of a total, `since`, belong to a number that a later clause gives, and not to `count`.

    "…, bringing to 1.1 million those who have left" closes a sentence about one event.
    """
    for index, token in enumerate(sentence.tokens):
        if token.word not in word_class("summing_up") or not (count and count.span[1] <= token.start < since.start):
            continue
        before = [sentence.word_at(place) for place in range(max(index - _LEAD - 1, 0), index)]
        if "," in before and sentence.values_of("number", (token.end, since.start)):
            return True
    return False


def is_for_a_day(count: Value) -> bool:
    """Say whether so many people may be removed at once, where no day is told: 1,000 at most."""
    return _most(count) <= MOST_UNDATED
