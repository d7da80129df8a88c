"""Flights and other transports of people who are removed, by what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near, is_day
from extraction.engines.rules.grammar import is_of_class, word_class
from extraction.engines.rules.people import People, people_in
from extraction.engines.rules.phrases import actors, agents, is_actor, is_of_none, list_after, subjects
from extraction.engines.rules.removals.arrivals import countries_after, place_after
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.journey import origin_in
from extraction.engines.rules.removals.moves import sender_in, speaks_of_removals
from extraction.engines.rules.removals.vehicles import aircraft_in, operator_in
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.values import Value
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_TRANSITIVE = frozenset({"refused", "turned_back", "diverted", "cancelled", "planned"})
_INTRANSITIVE = frozenset({"arrived", "departed", "turned_back", "diverted"})
_HINDERED = frozenset({"refused", "turned_back", "diverted", "cancelled", "blocked_by_court"})
"""Statuses that make an event of a flight by themselves, where its destination is known."""
_CARRYING = 40
"""Characters between a vehicle and the verb that says what it carries ("from Texas carrying")."""
_DENIED = 4
"""Words before an infinitive in which its governor and what denies it stand."""
_OPENING = 6
"""Words before a verb whose subject follows it: a date, an adverb."""
_NEAR, _FAR = 8, 14
"""Words between a verb and the flight that it is about, as its object and as its subject."""


@dataclass(frozen=True)
class Flight:
    """A flight in a sentence: the characters of its noun phrase, and the cue that is its noun."""

    cue: Cue
    span: Span
    removes: bool
    count: Value | None


@rule
def flights_in(analysis: Analysis, sentence: Sentence, last: Removal | None = None) -> Iterator[Removal]:
    """Yield what `sentence` tells of flights that remove people; a further one goes the way of `last`, told before."""
    told: set[str] = set()
    near = speaks_of_removals(analysis, sentence)
    for flight in _flights(sentence):
        owned = bool(sentence.countries_in(*flight.span))
        further = last is not None and _is_further(sentence, flight)
        if is_of_none(sentence, flight.span[0]):
            continue
        if not flight.removes and not further and not (near and (owned or _people_aboard(sentence, flight))):
            continue
        for verb in sentence.of("flight_verbs", "accept_verbs"):
            status = _status(sentence, flight, verb)
            if status and status not in told:
                removal = _removal(analysis, sentence, flight, verb, status)
                if last is not None and further:
                    _go_the_same_way(removal, last)
                if status == "departed":
                    removal.origin_place = origin_in(sentence)
                if not _is_placed(removal) or not _is_identified(sentence, flight, removal):
                    continue
                told.add(status)
                yield removal


def _is_placed(removal: Removal) -> bool:
    return bool(removal.destination or removal.sender or removal.destination_place or removal.origin_place)


def _is_further(sentence: Sentence, flight: Flight) -> bool:
    """Say whether a flight is called another one: "a second flight", "el próximo vuelo"."""
    return any(word in word_class("further") for word in sentence.words_between(*flight.span))


def _go_the_same_way(removal: Removal, last: Removal) -> None:
    """Let a further flight that names no country have those of the flight told last."""
    if not (removal.destination or removal.destination_place or removal.sender) and removal.status in (
        "planned",
        "refused",
    ):
        removal.sender, removal.destination = last.sender, last.destination


def _flights(sentence: Sentence) -> list[Flight]:
    found: list[Flight] = []
    for cue in sentence.of("flights"):
        if found and cue.start < found[-1].cue.end:
            continue
        start = _phrase_start(sentence, sentence.index_at(cue.start))
        removes = cue.value.endswith("_removal") or _carries_deportees(sentence, cue, start)
        counts = [
            v
            for v in sentence.values_of("number", (start, cue.start))
            if not people_in(sentence, (v.span[0], cue.start))
        ]
        found.append(Flight(cue, (start, cue.end), removes, counts[0] if counts else None))
    return found


def _phrase_start(sentence: Sentence, index: int) -> int:
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
        if position in verbs and not _is_determined(sentence, position):
            break
        first = position
    return sentence.tokens[first].start


def _carries_deportees(sentence: Sentence, cue: Cue, start: int) -> bool:
    """Say whether a plain vehicle carries people who are deported: "a plane carrying 80 deported migrants"."""
    near = (start, cue.end + 90)
    deported = any(near[0] <= verb.start < near[1] and verb.value == "removal" for verb in sentence.of("removal_verbs"))
    carried = any(
        carry.value == "carry" and cue.end <= carry.start <= cue.end + _CARRYING
        for carry in sentence.of("flight_verbs")
    )
    groups = people_in(sentence, (cue.end, near[1])) if carried or deported else []
    telling = any(
        person.lemma in word_class("moved_people") or group.nationality
        for group in groups
        for person in sentence.of("people")
        if group.span[0] <= person.start < group.span[1]
    ) or any(group.nationality and group.count for group in groups)
    return (carried and (telling or deported)) or (deported and bool(groups))


def _status(sentence: Sentence, flight: Flight, verb: Cue) -> str | None:
    """Return what `verb` says became of `flight`, None where it says nothing or did not happen."""
    if not verb.is_verb:
        return None
    group = verb_group(sentence, verb)
    if _is_adjective(sentence, group, verb):
        return None
    if verb.lexicon == "accept_verbs":
        return _taken(sentence, flight, verb, group)
    if group.modality == "planned" and verb.value in ("arrived", "departed"):
        fits = _is_subject(sentence, flight, verb) or _follows(sentence, flight, verb, group)
        return "planned" if fits else None
    if group.modality != "asserted" or group.is_infinitive:
        return None
    if group.tense not in ("past", "none") and not (verb.value == "planned" and group.passive):
        return None
    if verb.value in _TRANSITIVE and not group.passive and _is_object(sentence, flight, verb):
        return _by_court(sentence, group) or verb.value
    if _follows(sentence, flight, verb, group):
        return verb.value
    if not _is_subject(sentence, flight, verb) or not _fits_subject(sentence, verb, group):
        return None
    return (_by_court(sentence, group) if group.passive else None) or verb.value


def _follows(sentence: Sentence, flight: Flight, verb: Cue, group: VerbGroup) -> bool:
    """Say whether the flight stands after the verb that it is the subject of: "Llegó a Caracas un vuelo con …"."""
    announced = group.passive and verb.value == "planned"  # "Para el jueves está previsto otro vuelo"
    came = verb.form in ("past", "future") and not group.passive and verb.value in _INTRANSITIVE
    if not (announced or came) or flight.span[0] < verb.end:
        return False
    words = sentence.words_between(verb.end, flight.span[0])
    before = sentence.words_between(sentence.clause_span(verb.start)[0], verb.start)
    alone = not any(cue.start < verb.start for cue in sentence.of("flights", "people"))
    return alone and len(words) <= _NEAR and len(before) <= _OPENING and not any(word in (";", ":") for word in words)


def _fits_subject(sentence: Sentence, verb: Cue, group: VerbGroup) -> bool:
    """Say whether the flight can be the verb's subject: it was refused, it landed."""
    bare = group.first == sentence.index_at(verb.start)
    if verb.value in _TRANSITIVE and group.passive and not (bare and is_of_class(verb.lemma, "stops_itself")):
        return True
    return verb.value in _INTRANSITIVE and (bare or not group.passive)


def _taken(sentence: Sentence, flight: Flight, verb: Cue, group: VerbGroup) -> str | None:
    """Return what a verb of taking in says of the flight: "received two flights", "did not accept a flight"."""
    if group.is_infinitive and group.negated and group.governor in word_class("refusers"):
        return "refused" if _is_object(sentence, flight, verb) and not _not_refused(sentence, group) else None
    if group.tense != "past" or group.governor or verb.value != "accept" or not _is_object(sentence, flight, verb):
        return None
    if any(word in word_class("resuming") for word in sentence.words_between(verb.end, flight.span[0])):
        return None  # "aceptó reanudar los vuelos"
    received = group.modality == "asserted" and is_of_class(verb.lemma, "received")
    return "refused" if group.negated else "arrived" if received else None


def _not_refused(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether the refusing itself is denied: "by not refusing to allow"."""
    words = [sentence.word_at(index) for index in range(max(group.first - _DENIED, 0), group.first)]
    return any(word in word_class("negations") for word in words)


def _by_court(sentence: Sentence, group: VerbGroup) -> str | None:
    start, end = sentence.tokens[group.first].start, sentence.tokens[group.last - 1].end
    first, last = sentence.clause_span(start)
    courts = sentence.of("courts")
    if group.passive:
        judged = "by" in sentence.words_between(end, last) and any(end <= court.start < last for court in courts)
    else:
        judged = any(first <= court.start < start for court in courts)
    return "blocked_by_court" if judged else None


def _is_adjective(sentence: Sentence, group: VerbGroup, verb: Cue) -> bool:
    """Say whether a participle without auxiliary is an adjective: "a scheduled flight"."""
    bare = group.first == sentence.index_at(verb.start)
    return (
        bare and verb.form in ("participle", "past_or_participle", "gerund") and _is_determined(sentence, group.first)
    )


def _is_determined(sentence: Sentence, index: int) -> bool:
    before = sentence.word_at(index - 1)
    return before in word_class("determiners") or before in word_class("definite")


def _is_object(sentence: Sentence, flight: Flight, verb: Cue) -> bool:
    """Say whether the flight follows the verb closely, with nothing but an infinitive of taking in between."""
    if not 0 <= flight.span[0] - verb.end <= 60:
        return False
    span = (verb.end, flight.span[0])
    words = _without_entry(_without_dates(sentence, span))
    if len(words) > _NEAR or any(word in word_class("oblique") and word != "to" for word in words):
        return False
    if "of" in words or (verb.value == "cancelled" and sentence.has_between(*span, "accept_verbs")):
        return False
    if any(not word[0].isalnum() or word in word_class("clause_words") for word in words):
        return False
    others = [cue for cue in sentence.of("people", "removal_nouns") if verb.end <= cue.start < flight.span[0]]
    return not others


def _without_dates(sentence: Sentence, span: Span) -> list[str]:
    """Return the words of `span` but its dates and the prepositions before them."""
    words: list[str] = []
    dates = sentence.values_of("date", span)
    for token in sentence.tokens:
        if span[0] <= token.start < span[1]:
            if not any(date.span[0] <= token.start < date.span[1] for date in dates):
                words.append(token.word)
            elif words and words[-1] in word_class("prepositions"):
                words.pop()
    return words


def _without_entry(words: list[str]) -> list[str]:
    """Return `words` without a noun of coming in and what ties the flight to it: "permission for", "the entry of"."""
    for index, word in enumerate(words[:-1]):
        if word in word_class("entry_nouns") and words[index + 1] in ("of", "for", "to", "de", "a"):
            return words[:index] + words[index + 2 :]
    return words


def _is_subject(sentence: Sentence, flight: Flight, verb: Cue) -> bool:
    words = sentence.words_between(flight.span[1], verb.start)
    if verb.start < flight.span[1] or len(words) > _FAR or ";" in words:
        return False
    between = [cue for cue in sentence.of("flight_verbs") if cue.is_verb and flight.span[1] <= cue.start < verb.start]
    return all(cue.value == "carry" or cue.form in ("gerund", "past_or_participle") for cue in between)


def _removal(analysis: Analysis, sentence: Sentence, flight: Flight, verb: Cue, status: str) -> Removal:
    removal = Removal([sentence], status, hedge=hedge_of(sentence, verb.start), date=date_near(sentence, verb.start))
    removal.modality = "planned" if status == "planned" else "asserted"
    removal.told_at = verb.start
    removal.mode = flight.cue.value.removesuffix("_removal")
    removal.flights = flight.count
    removal.people = _people_aboard(sentence, flight)
    removal.is_military = any(flight.span[0] <= cue.start < flight.span[1] for cue in sentence.of("military")) or None
    removal.aircraft = aircraft_in(sentence)
    removal.operator = operator_in(sentence)
    _set_countries(analysis, sentence, flight, verb, removal)
    return removal


def _is_identified(sentence: Sentence, flight: Flight, removal: Removal) -> bool:
    """Say whether it is an event and no practice: one flight, or a day, a number, a refusal by somebody named."""
    if is_day(removal.date) or removal.count is not None or removal.flights is not None:
        return True
    if removal.status in _HINDERED and removal.destination:
        return True
    first = sentence.word_at(sentence.index_at(flight.span[0]))
    return flight.cue.form == "singular" or first in word_class("definite")


def _people_aboard(sentence: Sentence, flight: Flight) -> list[People]:
    carried = any(
        cue.value == "carry" and 0 <= cue.start - flight.span[1] <= _CARRYING for cue in sentence.of("flight_verbs")
    )
    groups = people_in(sentence, (flight.span[1], sentence.span[1])) if carried else people_in(sentence, sentence.span)
    return [group for group in groups if group.count or group.nationality]


def _set_countries(analysis: Analysis, sentence: Sentence, flight: Flight, verb: Cue, removal: Removal) -> None:
    group = verb_group(sentence, verb)
    removal.sender = _of_flight(sentence, flight)
    doers = agents(sentence, group) if group.passive else subjects(sentence, group)
    if sentence.word_at(group.first - 1) in word_class("personal_pronouns"):
        named = {m.code for m in actors(sentence, sentence.span[0], sentence.tokens[group.first].start)}
        doers = doers if len(named) == 1 else []  # whom "it" stands for is not clear
    codes = list(dict.fromkeys(mention.code for mention in doers))
    taken = flight.span[0] > verb.end and removal.status in ("arrived", "turned_back")
    bound = _bound_for(sentence, flight)
    if removal.status == "arrived" and place_after(sentence, group) and bound and bound.span[0] > verb.start:
        bound = None  # another flight's, after where this one landed
    takers = [code for code in codes if code != removal.sender] if removal.status == "refused" or taken else []
    if takers:
        removal.destination = takers[-1] if len(set(takers)) == 1 else None  # two states do not refuse one flight
    elif bound is not None:
        _set_destination(analysis, removal, bound)
    if verb.value == "arrived" and removal.status in ("arrived", "planned"):
        landed = countries_after(sentence, group)
        removal.destination_place = place_after(sentence, group) or removal.destination_place
        removal.destination = landed[0].code if landed else removal.destination
        removal.destination = removal.destination or _country_of(analysis, sentence, removal.destination_place)
    if removal.status not in ("refused", "turned_back") and not taken:
        senders = [code for code in codes if code != removal.destination]
        removal.sender = removal.sender or (senders[-1] if senders else None)
    if removal.status == "turned_back" and not removal.destination:
        removal.destination = _who_denied_entry(sentence)
    removal.sender = removal.sender or _other_side(sentence, removal) or _who_deported(sentence, flight)
    if removal.sender == removal.destination:
        removal.sender = None


def _set_destination(analysis: Analysis, removal: Removal, place: CountryMention) -> None:
    """Set where a removal goes: of a capital, the country only where the document names it."""
    in_city = place.form == "capital"
    removal.destination = None if in_city and place.code not in analysis.named else place.code
    removal.destination_place = analysis.text(place.span) if in_city else None


def _of_flight(sentence: Sentence, flight: Flight) -> str | None:
    """Return the country whose flight it is: "a U.S. deportation flight", "a flight from the United States"."""
    own = sentence.countries_in(*flight.span)
    if own:
        return own[-1].code
    for index in range(sentence.index_at(flight.span[1] - 1) + 1, len(sentence.tokens)):
        word = sentence.word_at(index)
        after_source = word == "de" and sentence.word_at(index - 1) in word_class("sources")
        if word in ("from", "desde") or after_source:
            places = [m for m in list_after(sentence, sentence.tokens[index].end, 2) if m.form in NAME_FORMS]
            if places:
                return places[0].code
        if word in word_class("clause_words") or word in (",", ";"):
            return None
    return None


def _who_denied_entry(sentence: Sentence) -> str | None:
    """Return the subject of the clause with a noun of coming in: "after Iraq withdrew permission"."""
    for token in sentence.tokens:
        if token.word in word_class("entry_nouns"):
            named = [m.code for m in actors(sentence, sentence.clause_span(token.start)[0], token.start)]
            return named[0] if len(set(named)) == 1 else None
    return None


def _who_deported(sentence: Sentence, flight: Flight) -> str | None:
    """Return the state that deports those aboard, or wanted to: "whom Sweden wanted to deport"."""
    for verb in sentence.of("removal_verbs"):
        if verb.value == "removal" and verb.is_verb and verb.start > flight.span[0]:
            group = verb_group(sentence, verb)
            if group.passive or verb.form == "participle":
                return sender_in(sentence, group, [])
            doers = subjects(sentence, group) if group.modality != "negated" else []
            if len({doer.code for doer in doers}) == 1:
                return doers[0].code
    return None


def _bound_for(sentence: Sentence, flight: Flight) -> CountryMention | None:
    """Return the destination printed after the flight: "to", "bound for"."""
    prepositions = word_class("destination_words")
    for index in range(sentence.index_at(flight.span[1] - 1) + 1, len(sentence.tokens)):
        if prepositions.get(sentence.word_at(index)) == "to" or sentence.word_at(index) == "for":
            reach = 0 if sentence.word_at(index) in word_class("determiners") else 2  # Spanish "a" is an article too
            places = list_after(sentence, sentence.tokens[index].end, reach)
            if places and places[0].form in NAME_FORMS | {"capital"}:
                return places[0]
    return None


def _country_of(analysis: Analysis, sentence: Sentence, place: str | None) -> str | None:
    """Return the country of a capital where the document names it: "landed in Tegucigalpa, … Honduran …"."""
    for mention in sentence.countries if place else ():
        is_it = sentence.document[mention.span[0] : mention.span[1]] == place and mention.form == "capital"
        if is_it and mention.code in analysis.named:
            return mention.code
    return None


def _other_side(sentence: Sentence, removal: Removal) -> str | None:
    """Return the one other state that the sentence names, where a refusal must have two sides."""
    if removal.status not in ("refused", "turned_back"):
        return None
    codes = {m.code for m in actors(sentence, *sentence.span) if is_actor(sentence, m)} - {removal.destination}
    return codes.pop() if len(codes) == 1 else None
