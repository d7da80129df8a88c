"""Flights as a sentence names them: the noun phrase, whom it carries, and whether it is another one."""

from __future__ import annotations

from dataclasses import dataclass

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.people import People, are_freed, people_in, unnamed_in
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.values import Value
from extraction.engines.rules.vocabulary import Cue

_CARRYING = 40
"""Characters between a vehicle and the verb that says what it carries ("from Texas carrying")."""
_ABOARD = 90
"""Characters after a vehicle in which those whom it carries stand."""
_OF = 20
"""Characters from a vehicle to the deportees that it is of: " of 12 US "."""
_NEAR = 8
"""Words in which a flight's adjectives stand."""


@dataclass(frozen=True)
class Flight:
    """A flight in a sentence: the characters of its noun phrase, and the cue that is its noun."""

    cue: Cue
    span: Span
    removes: bool
    count: Value | None


def flights_of(sentence: Sentence) -> list[Flight]:
    """Return the flights and other vehicles that `sentence` names, in order."""
    found: list[Flight] = []
    for cue in sentence.of("flights"):
        if found and cue.start < found[-1].cue.end:
            continue
        start = phrase_start(sentence, sentence.index_at(cue.start))
        removes = cue.value.endswith("_removal") or _carries_deportees(sentence, cue, start)
        counts = [
            v
            for v in sentence.values_of("number")
            if start < v.span[1] <= cue.start  # "más de 350 vuelos" begins before its noun phrase does
            if not people_in(sentence, (v.span[0], cue.start)) and not _is_one_of(sentence, v)
        ]
        found.append(Flight(cue, (start, cue.end), removes, counts[0] if counts else None))
    return found


def _is_one_of(sentence: Sentence, count: Value) -> bool:
    """Say whether only one of so many is told of: "the first of two boats"."""
    index = sentence.index_at(count.span[0])
    ordinal = sentence.word_at(index - 2) in word_class("ordinals") or sentence.word_at(index - 2) in word_class(
        "single"
    )
    return ordinal and sentence.word_at(index - 1) in function_words("of")


def phrase_start(sentence: Sentence, index: int) -> int:
    """Return the first character of the flight's adjectives: "two scheduled U.S. military flights"."""
    first = index
    verbs = {
        position
        for cue in sentence.of("flight_verbs", "accept_verbs")
        for position in range(sentence.index_at(cue.start), sentence.index_at(cue.end - 1) + 1)
    }
    for position in range(index - 1, max(index - _NEAR, -1), -1):
        word = sentence.word_at(position)
        if word in word_class("determiners"):
            return sentence.tokens[position].start
        if word in word_class("prepositions") or word in word_class("clause_words") or not word[0].isalnum():
            break
        if position in verbs and not is_determined(sentence, position):
            break
        first = position
    return sentence.tokens[first].start


def _carries_deportees(sentence: Sentence, cue: Cue, start: int) -> bool:
    """Say whether a plain vehicle carries people who are deported: "a plane carrying 80 deported migrants"."""
    if _is_of_deportees(sentence, cue):
        return True
    near = (start, cue.end + _ABOARD)
    deported = any(near[0] <= verb.start < near[1] and verb.value == "removal" for verb in sentence.of("removal_verbs"))
    carried = any(
        carry.value == "carry" and cue.end <= carry.start <= cue.end + _CARRYING
        for carry in sentence.of("flight_verbs")
    )
    groups = people_in(sentence, (cue.end, near[1])) if carried or deported else []
    if cue.value == "sea" and not deported:  # most boats with migrants bring others than deportees
        return any(person.value == "deported" for person in sentence.of("people")) or _has_deportees(sentence, cue)
    telling = any(
        person.lemma in word_class("moved_people") or group.nationality
        for group in groups
        for person in sentence.of("people")
        if group.span[0] <= person.start < group.span[1]
    ) or any(group.nationality and group.count for group in groups)
    return (carried and (telling or deported)) or (deported and bool(groups)) or _has_deportees(sentence, cue)


def _is_of_deportees(sentence: Sentence, vehicle: Cue) -> bool:
    """Say whether its own words say who was aboard: "a flight of US deportees"."""
    if sentence.word_at(sentence.index_at(vehicle.end - 1) + 1) not in function_words("of"):
        return False
    near = (one for one in sentence.of("people") if vehicle.end < one.start <= vehicle.end + _OF)
    return any(one.value == "deported" for one in near)


def _has_deportees(sentence: Sentence, vehicle: Cue) -> bool:
    """Say whether the sentence goes on with who was aboard: "landed on Sunday in Quito with 175 people deported"."""
    for carry in sentence.of("flight_verbs"):
        if carry.value != "carry" or carry.start < vehicle.end:
            continue
        groups = [group for group in people_in(sentence, (carry.end, sentence.span[1])) if group.count]
        if not groups or len(sentence.words_between(carry.end, groups[0].span[0])) > 1:
            continue
        after = sentence.index_at(groups[0].span[1] - 1) + 1
        if any(
            verb.value == "removal" and sentence.index_at(verb.start) == after for verb in sentence.of("removal_verbs")
        ):
            return True
        if vehicle.value != "sea" and _is_with(sentence, carry) and _are_migrants(sentence, groups[0]):
            return True  # "departed with 80 undocumented migrants"
    return False


def _is_with(sentence: Sentence, carry: Cue) -> bool:
    return sentence.word_at(sentence.index_at(carry.start)) in word_class("with")


def _are_migrants(sentence: Sentence, group: People) -> bool:
    """Say whether a group's own noun calls them migrants or deportees."""
    nouns = (cue for cue in sentence.of("people") if group.span[0] <= cue.start < group.span[1])
    return any(cue.lemma in word_class("moved_people") for cue in nouns)


def is_further(sentence: Sentence, flight: Flight) -> bool:
    """Say whether a flight is called another one: "a second flight", "el próximo vuelo", "the flight planned for"."""
    first, last = sentence.index_at(flight.span[0]), sentence.index_at(flight.span[1] - 1)
    if sentence.word_at(last + 1) in word_class("scheduled") and sentence.word_at(first) in word_class("definite"):
        return True
    return any(word in word_class("further") for word in sentence.words_between(*flight.span))


def people_aboard(sentence: Sentence, flight: Flight) -> list[People]:
    """Return whom a flight carries; where nothing says so, whom its sentence counts or calls by nationality."""
    carried = any(
        cue.value == "carry" and 0 <= cue.start - flight.span[1] <= _CARRYING for cue in sentence.of("flight_verbs")
    )
    groups = people_in(sentence, (flight.span[1], sentence.span[1])) if carried else people_in(sentence, sentence.span)
    whole = bool(groups) and groups[0].count is not None
    groups = [group for group in groups if whole or group is groups[0] or not _are_some(sentence, group)]
    groups = [group for group in groups or unnamed_in(sentence, sentence.span) if group.count or group.nationality]
    later = _clauses_of_time(sentence, flight)
    groups = [group for group in groups if not are_freed(sentence, group)]
    return [group for group in groups if not any(start <= group.span[0] < end for start, end in later)]


def _are_some(sentence: Sentence, group: People) -> bool:
    """Say whether a group is only some of those told before: "ces ressortissants haïtiens, dont 15 détenus"."""
    first = sentence.index_at(group.span[0])
    return any(sentence.word_at(place) in word_class("members") for place in (first - 2, first - 1))


def _clauses_of_time(sentence: Sentence, flight: Flight) -> list[Span]:
    """Return the clauses that only say when: "… before orchestrating the escape of more than 4,000 prisoners"."""
    own = sentence.clause_at(flight.cue.start)
    times = [clause for clause in sentence.clauses if clause.opener == "time" and clause != own]
    return [(sentence.tokens[one.first].start, sentence.tokens[one.last - 1].end) for one in times]


def is_determined(sentence: Sentence, index: int) -> bool:
    """Say whether an article or the like stands right before the token at `index`."""
    before = sentence.word_at(index - 1)
    return before in word_class("determiners") or before in word_class("definite")
