"""What a verb says became of a flight: it landed, it was refused, a court stopped it."""

from __future__ import annotations

from core.document import Span
from extraction.engines.rules.grammar import is_of_class, word_class
from extraction.engines.rules.removals.destinations import is_printed_as_is
from extraction.engines.rules.removals.flight_phrases import Flight, is_determined
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue

_TRANSITIVE = frozenset({"refused", "turned_back", "diverted", "cancelled", "planned"})
_INTRANSITIVE = frozenset({"arrived", "departed", "turned_back", "diverted"})
_DENIED = 4
"""Words before an infinitive in which its governor and what denies it stand."""
_OPENING = 6
"""Words before a verb whose subject follows it: a date, an adverb."""
_PLACE = 6
"""Words after a verb in which the airport stands where a plane came down."""
_AT = frozenset({"at", "in", "on"})
"""Prepositions of the place, or the day, of an arrival."""
_NEARBY = 2
"""Words between "to" and the state that a flight came back to."""
_ROUTE = 10
"""Words of "from X" before "to Y"."""
_PAIR = 2
"""Commas around an aside."""
_REQUEST, _ASKED = 24, 3
"""Words between a refusal and the flight whose landing was requested, and between the refusal and the request."""
_NEAR, _FAR = 8, 14
"""Words between a verb and the flight that it is about, as its object and as its subject."""


def status_of(sentence: Sentence, flight: Flight, verb: Cue) -> str | None:
    """Return what `verb` says became of `flight`, None where it says nothing or did not happen."""
    if not verb.is_verb:
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
        fits = _is_subject(sentence, flight, verb) or _follows(sentence, flight, verb, group)
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
    return left and group.tense in ("past", "future") and _is_subject(sentence, flight, verb)


def _flown(sentence: Sentence, flight: Flight, verb: Cue, group: VerbGroup) -> str | None:
    """Return what is said of a flight that a state flew, is flying or plans, or that came back."""
    if verb.value == "came_back":
        return "turned_back" if _has_come_back(sentence, flight, verb, group) else None
    if group.passive or not _is_object(sentence, flight, verb):
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
        return "arrived" if _is_subject(sentence, flight, verb) and _leads_somewhere(sentence, verb) else None
    if verb.value in _TRANSITIVE and not group.passive and _is_object(sentence, flight, verb):
        return _by_court(sentence, group) or verb.value
    if _follows(sentence, flight, verb, group) or _is_apposed(sentence, flight, verb):
        return verb.value
    if not _is_subject(sentence, flight, verb) or not _fits_subject(sentence, verb, group):
        return None
    stayed = _after_court_order(sentence, verb) if is_of_class(verb.lemma, "staying") else None
    return stayed or (_by_court(sentence, group) if group.passive else None) or verb.value


def _fits_place(sentence: Sentence, verb: Cue, group: VerbGroup) -> bool:
    """Say whether what follows bears out a verb that may say something else.

    A plane that "came down" in a field crashed, at an airport it landed; it "is expected" somewhere, not to do things.
    """
    following = [sentence.word_at(index) for index in range(group.last, group.last + _PLACE)]
    if is_of_class(verb.lemma, "coming_down"):
        return following[0] in _AT and any(word_class("place_nouns").get(word) == "airport" for word in following)
    if is_of_class(verb.lemma, "expecting"):
        return group.passive and following[0] in _AT
    return True


def _is_to_fetch(sentence: Sentence, verb: Cue) -> bool:
    """Say whether a vehicle only left to bring people back: "partieron hacia Texas para repatriar a 110"."""
    if verb.value != "departed":
        return False
    fetching = (cue for cue in sentence.of("removal_verbs", "flight_verbs") if cue.start > verb.end and cue.is_verb)
    return any(
        sentence.word_at(sentence.index_at(cue.start) - 1) in ("to", "para")
        for cue in fetching
        if cue.form == "base" and (cue.value == "removal" or is_of_class(cue.lemma, "bringing_home"))
    )


def _is_forced(group: VerbGroup) -> bool:
    """Say whether an infinitive tells what was done, since it had to be: "was forced to turn around"."""
    return group.is_infinitive and group.governor in word_class("compelled")


def _has_come_back(sentence: Sentence, flight: Flight, verb: Cue, group: VerbGroup) -> bool:
    """Say whether a flight came back to a state that it was not bound for: "a plane to Somalia returned to the US"."""
    told = group.modality == "asserted" and (_is_forced(group) or (group.tense == "past" and not group.passive))
    if not told or not _is_subject(sentence, flight, verb) or not _leads_somewhere(sentence, verb):
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


def _follows(sentence: Sentence, flight: Flight, verb: Cue, group: VerbGroup) -> bool:
    """Say whether the flight stands after the verb that it is the subject of: "Llegó a Caracas un vuelo con …"."""
    announced = group.passive and verb.value == "planned"  # "Para el jueves está previsto otro vuelo"
    came = verb.form in ("past", "future") and not group.passive and verb.value in _INTRANSITIVE
    if not (announced or came) or flight.span[0] < verb.end:
        return False
    words = sentence.words_between(verb.end, flight.span[0])
    before = _without_dates(sentence, (sentence.clause_span(verb.start)[0], verb.start))
    before = [word for word in before if word not in word_class("day_parts") and word != ","]
    alone = not any(cue.start < verb.start for cue in sentence.of("flights", "people"))
    return alone and len(words) <= _FAR and len(before) <= _OPENING and not any(word in (";", ":") for word in words)


def _is_apposed(sentence: Sentence, flight: Flight, verb: Cue) -> bool:
    """Say whether a participle is said of the flight between commas: "a flight, planned for 12 December, may"."""
    after = sentence.word_at(sentence.index_at(verb.end - 1) + 1)
    participle = verb.form in ("participle", "past_or_participle") and verb.value in _TRANSITIVE
    between = sentence.words_between(flight.span[1], verb.start)
    return participle and verb.start >= flight.span[1] and between == (",",) and after in word_class("prepositions")


def _fits_subject(sentence: Sentence, verb: Cue, group: VerbGroup) -> bool:
    """Say whether the flight can be the verb's subject: it was refused, it landed."""
    bare = group.first == sentence.index_at(verb.start)
    if is_of_class(verb.lemma, "staying"):
        return group.happened
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


def _is_object(sentence: Sentence, flight: Flight, verb: Cue) -> bool:
    """Say whether the flight follows the verb closely, with nothing but an infinitive of taking in between."""
    if verb.value == "refused" and _is_refused_request(sentence, flight, verb):
        return True
    if not 0 <= flight.span[0] - verb.end <= 60:
        return False
    span = (verb.end, flight.span[0])
    words = _without_entry(_without_dates(sentence, span))
    requested = verb.value == "refused" and not is_printed_as_is(sentence, verb)  # "a" is a preposition in Spanish
    denied = verb.value == "refused" and _is_denied_way(sentence, flight)  # "negó a un avión el permiso"
    no_way = ("to", "a") if requested or denied else ("to",)
    if len(words) > _NEAR or any(word in word_class("oblique") and word not in no_way for word in words):
        return False
    if "of" in words or (verb.value == "cancelled" and sentence.has_between(*span, "accept_verbs")):
        return False
    if any(not word[0].isalnum() or word in word_class("clause_words") for word in words):
        return False
    others = [cue for cue in sentence.of("people", "removal_nouns") if verb.end <= cue.start < flight.span[0]]
    return not others


def _is_refused_request(sentence: Sentence, flight: Flight, verb: Cue) -> bool:
    """Say whether a request to let the flight land is refused: "rechazó una solicitud … para … el aterrizaje de un"."""
    words = sentence.words_between(verb.end, flight.span[0])
    parted = any(word in (";", ":", ".") for word in words)
    if parted or not 1 < len(words) <= _REQUEST or words[-1] not in ("de", "of"):
        return False
    asked = any(word in word_class("entry_nouns") for word in words[:_ASKED])
    return asked and words[-2] in word_class("entry_nouns")


def _is_denied_way(sentence: Sentence, flight: Flight) -> bool:
    """Say whether a word for coming in follows the flight to which it is denied: "a un avión el permiso para"."""
    after = sentence.words_between(flight.span[1], sentence.span[1])
    return any(word in word_class("entry_nouns") for word in after)


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


def _without_aside(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return `words` without what stands between commas right before the verb: "a plane, …, landed"."""
    if words[-1:] != (",",) or words.count(",") < _PAIR or (words[0] != "," and words.count(",") > _PAIR):
        return words
    return words[: words.index(",")]


def _has_own_subject(sentence: Sentence, words: tuple[str, ...], verb: Cue) -> bool:
    """Say whether other people than those aboard do what the verb says: "before the landing, the families arrived"."""
    if "," not in words:
        return False
    after = len(words) - 1 - words[::-1].index(",")
    first = sentence.index_at(verb.start) - (len(words) - 1 - after)
    if sentence.word_at(first) not in word_class("determiners"):
        return False
    start = sentence.tokens[first].start
    return any(start <= cue.start < verb.start for cue in sentence.of("people"))


def _is_subject(sentence: Sentence, flight: Flight, verb: Cue) -> bool:
    words = _without_aside(sentence.words_between(flight.span[1], verb.start))
    joined = any(word == "," or word_class("clause_words").get(word) == "and" for word in words)
    far = _FAR if joined else _FAR + _ROUTE
    if verb.start < flight.span[1] or len(words) > far or ";" in words or _has_own_subject(sentence, words, verb):
        return False
    between = [cue for cue in sentence.of("flight_verbs") if cue.is_verb and flight.span[1] <= cue.start < verb.start]
    return all(cue.value == "carry" or cue.form in ("gerund", "past_or_participle") for cue in between)
