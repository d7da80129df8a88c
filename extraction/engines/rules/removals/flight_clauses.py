"""What a flight is in the clause of a verb: its subject, before or after it, or its object."""

from __future__ import annotations

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.removals.destinations import is_printed_as_is
from extraction.engines.rules.removals.flight_phrases import Flight
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import VerbGroup
from extraction.engines.rules.vocabulary import Cue

TRANSITIVE = frozenset({"refused", "turned_back", "diverted", "cancelled", "planned"})
INTRANSITIVE = frozenset({"arrived", "departed", "turned_back", "diverted"})
"""What verbs say of a flight as their object, and as their subject."""
_OPENING = 6
"""Words before a verb whose subject follows it: a date, an adverb."""
_ROUTE = 10
"""Words of "from X" before "to Y"."""
_PAIR = 2
"""Commas around an aside."""
_REQUEST, _ASKED = 24, 3
"""Words between a refusal and the flight whose landing was requested, and between the refusal and the request."""
_NEAR, _FAR = 8, 14
"""Words between a verb and the flight that it is about, as its object and as its subject."""


def follows(sentence: Sentence, flight: Flight, verb: Cue, group: VerbGroup) -> bool:
    """Say whether the flight stands after the verb that it is the subject of: "Llegó a Caracas un vuelo con …"."""
    announced = group.passive and verb.value == "planned"  # "Para el jueves está previsto otro vuelo"
    came = verb.form in ("past", "future") and not group.passive and verb.value in INTRANSITIVE
    if not (announced or came) or flight.span[0] < verb.end:
        return False
    words = sentence.words_between(verb.end, flight.span[0])
    before = _without_dates(sentence, (sentence.clause_span(verb.start)[0], verb.start))
    before = [word for word in before if word not in word_class("day_parts") and word != ","]
    alone = not any(cue.start < verb.start for cue in sentence.of("flights", "people"))
    return alone and len(words) <= _FAR and len(before) <= _OPENING and not any(word in (";", ":") for word in words)


def is_apposed(sentence: Sentence, flight: Flight, verb: Cue) -> bool:
    """Say whether a participle is said of the flight between commas: "a flight, planned for 12 December, may"."""
    after = sentence.word_at(sentence.index_at(verb.end - 1) + 1)
    participle = verb.form in ("participle", "past_or_participle") and verb.value in TRANSITIVE
    between = sentence.words_between(flight.span[1], verb.start)
    return participle and verb.start >= flight.span[1] and between == (",",) and after in word_class("prepositions")


def is_object(sentence: Sentence, flight: Flight, verb: Cue) -> bool:
    """Say whether the flight follows the verb closely, with nothing but an infinitive of taking in between."""
    if verb.value == "refused" and _is_refused_request(sentence, flight, verb):
        return True
    if not 0 <= flight.span[0] - verb.end <= 60:
        return False
    span = (verb.end, flight.span[0])
    words = _without_entry(_without_dates(sentence, span))
    requested = verb.value == "refused" and not is_printed_as_is(sentence, verb)  # "a" is a preposition in Spanish
    denied = verb.value == "refused" and _is_denied_way(sentence, flight)  # "negó a un avión el permiso"
    no_way = function_words("to") if requested or denied else {"to"}
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
    if parted or not 1 < len(words) <= _REQUEST or words[-1] not in function_words("of"):
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
        if word in word_class("entry_nouns") and words[index + 1] in function_words("of") | function_words("leads_to"):
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


def is_subject(sentence: Sentence, flight: Flight, verb: Cue) -> bool:
    """Say whether the flight is the subject of a verb after it, with what it carries and an aside at most between."""
    words = _without_aside(sentence.words_between(flight.span[1], verb.start))
    joined = any(word == "," or word_class("clause_words").get(word) == "and" for word in words)
    far = _FAR if joined else _FAR + _ROUTE
    if verb.start < flight.span[1] or len(words) > far or ";" in words or _has_own_subject(sentence, words, verb):
        return False
    between = [cue for cue in sentence.of("flight_verbs") if cue.is_verb and flight.span[1] <= cue.start < verb.start]
    return all(cue.value == "carry" or cue.form in ("gerund", "past_or_participle") for cue in between)
