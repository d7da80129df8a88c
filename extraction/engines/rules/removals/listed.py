"""Removals that a list tells without a verb of their own: "… five to Eswatini", "… and Rwanda seven in August"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.dates import event_dates
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.people import People
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.totals import is_total
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.values import Value
from extraction.lexicons.countries import NAME_FORMS

_WENT = ("arrived", "departed")
"""Statuses of what a list goes on with."""
_NOUN = 2
"""Words between a number and "to": a noun for people and its adjective."""
_DATE = 2
"""Words between an item of the list and its date."""


@rule
def listed_in(analysis: Analysis, sentence: Sentence, told: Sequence[Removal]) -> Iterator[Removal]:
    """Yield the further items of a list whose first one a verb, or a noun, tells: "eight men to Juba, five to Chad"."""
    counted = (one for one in told if one.status in _WENT and one.destination and (one.count or one.flights))
    first = next(counted, None)
    count = (first.count or first.flights) if first is not None else None
    if first is None or count is None or first.sentences[0] is not sentence:
        return
    known = {one.destination for one in told}
    for number in sentence.values_of("number", (count.span[1], sentence.span[1])):
        if first.count is None and sentence.has_between(count.span[1], number.span[0], "people"):
            continue  # "two flights to Guatemala with 80 people, and 30 to Honduras"
        item = _led_to(sentence, number) or _taken_by(sentence, number, first)
        if item is None or item[0] in known | {first.sender} or is_total(sentence, number):
            continue
        known.add(item[0])
        yield Removal(
            [sentence],
            first.status,
            sender=first.sender,
            destination=item[0],
            mode=first.mode,
            flights=number if first.count is None else None,
            people=[People(number.span, number, None, None, None)] if first.count else [],
            date=_date(sentence, first, item[1]),
            hedge=first.hedge,
            told_at=first.told_at,
        )


def _led_to(sentence: Sentence, number: Value) -> tuple[str, int] | None:
    """Return the state of ", five to Eswatini", "and seven men to Rwanda", and where the item ends."""
    index, after = sentence.index_at(number.span[0]), sentence.index_at(number.span[1] - 1) + 1
    if not _is_joined(sentence, index):
        return None
    for place in range(after, after + _NOUN + 1):
        if word_class("destination_words").get(sentence.word_at(place)) == "to":
            between = (number.span[1], sentence.tokens[place].start)
            counted = place == after or sentence.has_between(*between, "people")
            found = list_after(sentence, sentence.tokens[place].end, 1) if counted else []
            named = len(found) == 1 and found[0].form in NAME_FORMS
            return (found[0].code, found[0].span[1]) if named else None
        if not sentence.word_at(place)[:1].isalpha():
            return None
    return None


def _taken_by(sentence: Sentence, number: Value, first: Removal) -> tuple[str, int] | None:
    """Return the state of "and Rwanda seven", "; Costa Rica, 200", where the first one is told by who took people."""
    index, after = sentence.index_at(number.span[0]), sentence.index_at(number.span[1] - 1) + 1
    taken = first.told_at is not None and sentence.has_between(first.told_at, first.told_at + 1, "accept_verbs")
    following = sentence.word_at(after)
    closed = not following[:1].isalnum() or following in word_class("prepositions")
    people = any(cue.start == number.span[1] + 1 for cue in sentence.of("people"))
    last = index - 1 - (sentence.word_at(index - 1) == ",")
    for mention in sentence.countries if taken and (closed or people) else ():
        if sentence.index_at(mention.span[1] - 1) == last and mention.form in NAME_FORMS:
            start = sentence.index_at(mention.span[0])
            return (mention.code, number.span[1]) if _is_joined(sentence, start) else None
    return None


def _is_joined(sentence: Sentence, index: int) -> bool:
    """Say whether an item begins at a token: after a comma, a semicolon or "and", "while"."""
    before = sentence.word_at(index - 1)
    if before in word_class("determiners"):
        before = sentence.word_at(index - 2)
    return before in word_class("list_connectors") or before == ";" or before in function_words("while")


def _date(sentence: Sentence, first: Removal, end: int) -> Value | None:
    """Return the date right after an item; else that of the whole list: before its verb, or after its last item."""
    for value in event_dates(sentence):
        words = sentence.words_between(end, value.span[0])
        if value.span[0] >= end and len(words) <= _DATE:
            return value if all(word in word_class("prepositions") for word in words) else None
    date = first.date
    if date is None or first.told_at is None:
        return None
    return date if date.span[0] < first.told_at or date.span[0] > end else None
