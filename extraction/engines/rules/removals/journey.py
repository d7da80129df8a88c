"""How people were carried: from where, through which states, by whom, in what aircraft, at what cost."""

from __future__ import annotations

from collections.abc import Sequence

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.people import people_in
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.vehicles import aircraft_in
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS

_OPENING = 3
"""Words at the head of a sentence that say that it lists who is aboard."""
_PAST = frozenset({"past", "past_or_participle"})
_ENDS = frozenset({"arrived", "turned_back", "diverted"})
_HEAD = 40
"""Characters at the head of a sentence where the vehicle is its subject."""


@rule
def add_journey(analysis: Analysis, removal: Removal, later: Sequence[Sentence]) -> None:
    """Add what the removal's own sentence and those that go on about its vehicle say of the way."""
    own = removal.sentences[0]
    _add_people(removal, later)
    for sentence in (own, *(other for other in later if _is_about_vehicle(other))):
        before = _known(removal)
        removal.aircraft = removal.aircraft or aircraft_in(sentence)
        removal.operator = removal.operator or _operator(sentence)
        removal.origin_place = removal.origin_place or origin_in(sentence)
        removal.transit += [code for code in transit_in(sentence) if code not in _ends(removal)]
        removal.cost = removal.cost or _cost(sentence)
        if sentence is not own:
            _add_end(removal, sentence)
        if sentence is not own and _known(removal) != before and sentence not in removal.sentences:
            removal.sentences.append(sentence)


def _add_people(removal: Removal, later: Sequence[Sentence]) -> None:
    """Add the groups that "On board were 14 Nigerians and nine Gambians" names, where none was named before."""
    for sentence in later:
        opening = (sentence.word_at(index) for index in range(_OPENING))
        if any(group.nationality for group in removal.people) or not any(w in word_class("aboard") for w in opening):
            continue
        groups = [group for group in people_in(sentence, sentence.span) if group.nationality and group.count]
        if groups:
            removal.people += groups
            removal.sentences.append(sentence)
            return


def _known(removal: Removal) -> tuple[object, ...]:
    way = (removal.status, removal.destination_place, removal.origin_place, len(removal.transit))
    return (*way, removal.aircraft, removal.operator, removal.cost)


def _add_end(removal: Removal, sentence: Sentence) -> None:
    """Let "The plane landed in Accra that night" say how a journey ended of which only the departure was told."""
    first = sentence.word_at(0)
    vehicle = next((cue for cue in sentence.of("flights") if sentence.index_at(cue.start) <= _OPENING), None)
    if removal.status != "departed" or vehicle is None or first not in word_class("determiners"):
        return
    for verb in sentence.of("flight_verbs") if first not in word_class("single") else ():
        words = sentence.words_between(vehicle.end, verb.start)
        told = verb.form in _PAST and verb_group(sentence, verb).modality == "asserted"
        if verb.value in _ENDS and told and len(words) <= _OPENING:
            removal.status = verb.value
            if verb.value == "arrived":
                span = names_after(sentence, sentence.tokens[verb_group(sentence, verb).last].end)
                removal.destination_place = removal.destination_place or (
                    sentence.document[span[0] : span[1]] if span else None
                )
            removal.date = removal.date or date_near(sentence, verb.start)
            return


def _ends(removal: Removal) -> set[str | None]:
    return {removal.sender, removal.destination, *removal.transit}


def _is_about_vehicle(sentence: Sentence) -> bool:
    """Say whether the vehicle is a sentence's subject: its noun, or the type of aircraft, at the head."""
    return any(cue.start - sentence.span[0] < _HEAD for cue in sentence.of("flights", "aircraft_types"))


def _operator(sentence: Sentence) -> str | None:
    """Return the capitalised name after "operated by", "chartered from"."""
    for cue in sentence.of("operating"):
        span = names_after(sentence, cue.end)
        if span is not None:
            return sentence.document[span[0] : span[1]]
    return None


def origin_in(sentence: Sentence) -> str | None:
    """Return the place that a vehicle left: "took off from Alexandria, Louisiana", "left Malmö"."""
    for verb in sentence.of("flight_verbs"):
        if not _has_left(sentence, verb):
            continue
        index = sentence.index_at(verb.end - 1) + 1
        reach = range(index, min(index + 6, len(sentence.tokens)))
        start = next((i for i in reach if sentence.word_at(i) in word_class("origin_words")), None)
        span = names_after(sentence, sentence.tokens[start].end if start is not None else verb.end)
        named = span is not None and any(
            mention.form in NAME_FORMS and mention.span == span for mention in sentence.countries
        )
        if span is not None and not named:
            return sentence.document[span[0] : span[1]]
    return None


def state_left(sentence: Sentence) -> str | None:
    """Return the state that a vehicle left: "left Germany's Leipzig airport", "departed on Friday from Sweden"."""
    for verb in sentence.of("flight_verbs"):
        if not _has_left(sentence, verb):
            continue
        for index in range(sentence.index_at(verb.end - 1) + 1, len(sentence.tokens)):
            start = sentence.tokens[index].start
            named = [m for m in sentence.countries if m.span[0] == start and m.form in NAME_FORMS]
            if named:
                return named[0].code
            if not (_says_when(sentence, index) or sentence.word_at(index) in word_class("origin_words")):
                break
    return None


def _has_left(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a verb tells that something left; also right after people: "carrying 28 nationals left Germany"."""
    group = verb_group(sentence, verb) if verb.value == "departed" and verb.is_verb else None
    bare = group is not None and group.tense == "none" and verb.form == "past_or_participle"
    return group is not None and group.modality == "asserted" and (group.happened or bare)


def _says_when(sentence: Sentence, index: int) -> bool:
    """Say whether the word at `index` is an article, or of a date that stands between a verb and its place."""
    start, word = sentence.tokens[index].start, sentence.word_at(index)
    dated = any(value.span[0] <= start < value.span[1] for value in sentence.values_of("date"))
    dated = dated or word in function_words("of_day")
    return dated or word in word_class("determiners") or word in word_class("day_parts")


def names_after(sentence: Sentence, end: int) -> Span | None:
    """Return the capitalised words right after the character `end`, a further name after a comma included."""
    first = sentence.index_at(end - 1) + 1
    while sentence.word_at(first) in word_class("determiners"):
        first += 1
    last = first
    while _is_name(sentence, last) or (last > first and sentence.word_at(last) == "," and _is_name(sentence, last + 1)):
        last += 1
    return (sentence.tokens[first].start, sentence.tokens[last - 1].end) if last > first else None


def _is_name(sentence: Sentence, index: int) -> bool:
    if index >= len(sentence.tokens):
        return False
    start = sentence.tokens[index].start
    dated = any(value.span[0] <= start < value.span[1] for value in sentence.values_of("date"))
    return sentence.document[start].isupper() and not dated


def transit_in(sentence: Sentence) -> list[str]:
    """Return the states after "via", "with a stop in"."""
    found = [mention for cue in sentence.of("transit") for mention in list_after(sentence, cue.end, 2)]
    return list(dict.fromkeys(mention.code for mention in found if mention.form in NAME_FORMS))


def _cost(sentence: Sentence) -> str | None:
    """Return the sum that a flight cost."""
    for verb in sentence.of("payment_verbs"):
        sums = sentence.values_of("money", (verb.end, sentence.span[1]))
        if verb.value == "cost" and sums and sentence.has("flights"):
            return sums[0].text
    return None
