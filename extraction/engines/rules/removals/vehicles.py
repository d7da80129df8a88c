"""What carries people who are removed, beside its noun: its type and mode, whose it is, and who flies it."""

from __future__ import annotations

from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_MOST_NAME_WORDS = 3
_VEHICLE = 45
"""Characters between "on" and its vehicle: a charter and its company stand there."""


def aircraft_in(sentence: Sentence) -> str | None:
    """Return the type of aircraft that `sentence` names, if any."""
    types = sentence.of("aircraft_types")
    return sentence.document[types[0].start : types[0].end] if types else None


def operator_in(sentence: Sentence) -> str | None:
    """Return the company that flies, where `sentence` names one: "Qatar Airways"."""
    names = sentence.of("companies")
    if len(names) != 1:
        return None
    last = sentence.index_at(names[0].start)
    first = last
    while first > max(last - _MOST_NAME_WORDS, 0) and _is_of_name(sentence, first - 1):
        first -= 1
    return sentence.document[sentence.tokens[first].start : names[0].end] if first < last else None


def _is_of_name(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return sentence.document[token.start].isupper() and token.word not in word_class("determiners")


def vehicle_mode(sentence: Sentence, verb: Cue) -> str | None:
    """Return the mode of "on a charter flight", "by bus" after the verb."""
    for cue in sentence.of("flights"):
        before = sentence.words_between(max(cue.start - _VEHICLE, verb.end), cue.start)
        if cue.start > verb.end and any(word in word_class("vehicle_words") for word in before):
            return cue.value.removesuffix("_removal")
    return None


def sender_by_vehicle(
    sentence: Sentence, verb: Cue, removal: Removal, destinations: list[CountryMention]
) -> str | None:
    """Return the state whose vehicle carries people away: "aboard a U.S. military plane"; not that of their own."""
    own = {group.nationality.code for group in removal.people if group.nationality} | {m.code for m in destinations}
    for cue in sentence.of("flights") if removal.mode else ():
        named = sentence.countries_in(max(cue.start - _VEHICLE, verb.end), cue.start)
        words = sentence.words_between(named[-1].span[1], cue.start) if named else (",",)
        adjoins = not any(word in word_class("prepositions") or not word[0].isalnum() for word in words)
        if cue.start > verb.end and adjoins and named[-1].code not in own:
            return named[-1].code
    return None
