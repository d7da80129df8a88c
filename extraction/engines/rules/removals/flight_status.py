"""What a verb says became of a flight: it landed, it was refused, a court stopped it."""

from __future__ import annotations

from extraction.engines.rules.grammar import function_words, is_of_class, word_class
from extraction.engines.rules.removals.flight_clauses import (
    INTRANSITIVE,
    TRANSITIVE,
    follows,
    is_apposed,
    is_object,
    is_subject,
)
from extraction.engines.rules.removals.flight_phrases import Flight, is_determined
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue

_DENIED = 4
"""Words before an infinitive in which its governor and what denies it stand."""
_PLACE = 6
"""Words after a verb in which the airport stands where a plane came down."""
_NEARBY = 2
"""Words between "to" and the state that a flight came back to."""
_ROUTE = 10
"""Words of "from X" before "to Y"."""


def status_of(sentence: Sentence, flight: Flight, verb: Cue) -> str | None:
    """Return what `verb` says became of `flight`, None where it says nothing or did not happen."""
    if not verb.is_verb or (flight.cue.value.startswith("land") and is_of_class(verb.lemma, "of_aircraft")):
        return None
    group = verb_group(sentence, verb)
    if _is_adjective(sentence, group, verb) or not _fits_place(sentence, verb, group):
        return None
    if verb.form == "gerund" and sentence.word_at(group.first - 1) in word_class("kept_from"):
        return None  # "blocked two flights from landing"
    if verb.lexicon == "accept_verbs":
        return _taken(sentence, flight, verb, group)
    if verb.value in ("came_back", "conducted"):
        return _flown(sentence, flight, verb, group)
    if group.modality == "planned" and verb.value in ("arrived", "departed"):
        fits = is_subject(sentence, flight, verb) or follows(sentence, flight, verb, group)
        return "planned" if fits else None
    if _never_left(sentence, flight, verb, group):
        return "cancelled"
    if group.modality != "asserted" or (group.is_infinitive and not _is_forced(group)):
        return None
    if group.tense not in ("past", "none") and verb.value != "planned":
        return None
    return None if _is_to_fetch(sentence, verb) else _became(sentence, flight, verb, group)


def _never_left(sentence: Sentence, flight: Flight, verb: Cue, group: VerbGroup) -> bool:
    """Say whether a flight did not leave, or will not: "did not take off", "el vuelo no despegó", "will not depart"."""
    left = verb.value == "departed" and group.modality == "negated" and not group.is_infinitive
    return left and group.tense in ("past", "future") and is_subject(sentence, flight, verb)


def _flown(sentence: Sentence, flight: Flight, verb: Cue, group: VerbGroup) -> str | None:
    """Return what is said of a flight that a state flew, is flying or plans, or that came back."""
    if verb.value == "came_back":
        return "turned_back" if _has_come_back(sentence, flight, verb, group) else None
    if group.passive or not is_object(sentence, flight, verb):
        return None
    if group.modality == "planned":
        return "planned"
    if group.modality != "asserted" or group.is_infinitive:
        return None
    if group.progressive:
        return "departed"  # "is conducting a flight to Haiti on Thursday"
    return "arrived" if group.tense in ("past", "none") else None


def _became(sentence: Sentence, flight: Flight, verb: Cue, group: VerbGroup) -> str | None:
    """Return what a verb that tells of the past says of the flight, as its object or its subject."""
    if verb.value == "went":
        return "arrived" if is_subject(sentence, flight, verb) and _leads_somewhere(sentence, verb) else None
    if verb.value in TRANSITIVE and not group.passive and is_object(sentence, flight, verb):
        return _by_court(sentence, group) or verb.value
    if follows(sentence, flight, verb, group) or is_apposed(sentence, flight, verb):
        return verb.value
    if not is_subject(sentence, flight, verb) or not _fits_subject(sentence, verb, group):
        return None
    stayed = _after_court_order(sentence, verb) if is_of_class(verb.lemma, "staying") else None
    return stayed or (_by_court(sentence, group) if group.passive else None) or verb.value


def _fits_place(sentence: Sentence, verb: Cue, group: VerbGroup) -> bool:
    """Say whether what follows bears out a verb that may say something else.

    A plane that "came down" in a field crashed, at an airport it landed; it "is expected" somewhere, not to do things.
    """
    following = [sentence.word_at(index) for index in range(group.last, group.last + _PLACE)]
    at = word_class("destination_words").get(following[0]) == "at"
    if is_of_class(verb.lemma, "coming_down"):
        return at and any(word_class("place_nouns").get(word) == "airport" for word in following)
    if is_of_class(verb.lemma, "expecting"):
        return group.passive and at
    return True


def _is_to_fetch(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a vehicle only left to bring people back: "partieron hacia Texas para repatriar a 110"."""
    if verb.value != "departed":
        return False
    fetching = (cue for cue in sentence.of("removal_verbs", "flight_verbs") if cue.start > verb.end and cue.is_verb)
    return any(
        sentence.word_at(sentence.index_at(cue.start) - 1) in function_words("purpose")
        for cue in fetching
        if cue.form == "base" and (cue.value == "removal" or is_of_class(cue.lemma, "bringing_home"))
    )


def _is_forced(group: VerbGroup) -> bool:
    """Say whether an infinitive tells what was done, since it had to be: "was forced to turn around"."""
    return group.is_infinitive and group.governor in word_class("compelled")


def _has_come_back(sentence: Sentence, flight: Flight, verb: Cue, group: VerbGroup) -> bool:
    """Say whether a flight came back to a state that it was not bound for: "a plane to Somalia returned to the US"."""
    told = group.modality == "asserted" and (_is_forced(group) or (group.tense == "past" and not group.passive))
    if not told or not is_subject(sentence, flight, verb) or not _leads_somewhere(sentence, verb):
        return False
    back = list_after(sentence, sentence.tokens[group.last].end, _NEARBY)
    bound = {mention.code for mention in sentence.countries_in(flight.span[0], verb.start)}
    return bool(back) and bool(bound - {back[0].code})


def _leads_somewhere(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a destination follows "went", "flew from the United States"."""
    first = sentence.index_at(verb.end - 1) + 1
    places = range(first, min(first + _ROUTE, len(sentence.tokens)))
    ways = (
        [sentence.word_at(index) for index in places] if sentence.word_at(first) in word_class("origin_words") else []
    )
    return any(word_class("destination_words").get(word) == "to" for word in (sentence.word_at(first), *ways))


def _fits_subject(sentence: Sentence, verb: Cue, group: VerbGroup) -> bool:
    """Say whether the flight can be the verb's subject: it was refused, it landed."""
    bare = group.first == sentence.index_at(verb.start)
    if is_of_class(verb.lemma, "staying"):
        return group.happened
    if verb.value in TRANSITIVE and group.passive and not (bare and is_of_class(verb.lemma, "stops_itself")):
        return True
    return verb.value in INTRANSITIVE and (bare or not group.passive)


def _taken(sentence: Sentence, flight: Flight, verb: Cue, group: VerbGroup) -> str | None:
    """Return what a verb of taking in says of the flight: "received two flights", "did not accept a flight"."""
    if group.is_infinitive and group.negated and group.governor in word_class("refusers"):
        return "refused" if is_object(sentence, flight, verb) and not _not_refused(sentence, group) else None
    if group.tense != "past" or group.governor or verb.value != "accept" or not is_object(sentence, flight, verb):
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


def _after_court_order(sentence: Sentence, verb: Cue) -> str | None:
    """Say whether a court's order kept a flight on the ground: "after a judge issued a restraining order"."""
    courts = [court for court in sentence.of("courts") if court.start >= verb.end]
    orders = [order for order in sentence.of("court_orders") if order.value == "block" and order.start >= verb.end]
    ordered = any(
        sentence.clause_at(court.start) == sentence.clause_at(order.start) for court in courts for order in orders
    )
    return "blocked_by_court" if ordered else None


def _is_adjective(sentence: Sentence, group: VerbGroup, verb: Cue) -> bool:
    """Say whether a participle without auxiliary is an adjective: "a scheduled flight"."""
    bare = group.first == sentence.index_at(verb.start)
    return bare and verb.form in ("participle", "past_or_participle", "gerund") and is_determined(sentence, group.first)
