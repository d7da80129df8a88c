"""Orders by which courts act: "issued a temporary restraining order barring …", "granted an injunction against …"."""

from __future__ import annotations

from collections.abc import Iterator

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.law.phrases import court_phrase, object_phrase, phrase_end, predicate
from extraction.engines.rules.law.rulings import Ruling, courts, doer
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue

_ORDER_WORDS = 5
"""Words from a verb to the order that is given ("issued a sweeping temporary restraining order")."""
_SUBJECT_WORDS = 14
"""Words from an order to the passive that says who gave it."""
_TELLING_WORDS = 3
"""Words from an order to the verb that says what it does ("an order that temporarily bars …")."""
_DONE_BY_ORDERS = frozenset({"blocked", "ordered", "struck_down"})


@rule
def court_orders_in(sentence: Sentence) -> Iterator[Ruling]:
    """Yield what courts did by an order: "issued an order barring …", "granted an injunction against …"."""
    if not sentence.has("court_orders"):
        return
    known = courts(sentence)
    for verb in sentence.of("court_order_verbs"):
        group = verb_group(sentence, verb)
        court = doer(sentence, known, group, verb) if verb.is_verb and group.happened else None
        order = _given(sentence, group) if court is not None else None
        if court is None or order is None:
            continue
        end = phrase_end(sentence, sentence.index_at(order.end - 1) + 1)
        told = _told(sentence, order, end)
        if told is not None:
            effect = predicate(sentence, group.first, group.last)
            yield Ruling(verb, told[0], court, court_phrase(sentence, court), told[1], effect, order.span)


def _given(sentence: Sentence, group: VerbGroup) -> Cue | None:
    """Return the order that is given: the object of an active verb, the subject of a passive one."""
    for cue in sentence.of("court_orders"):
        place = sentence.index_at(cue.start)
        if group.passive and group.first - _SUBJECT_WORDS <= place < group.first:
            return cue
        between = {sentence.word_at(index) for index in range(group.last, place)} - word_class("determiners").keys()
        stops = between & (word_class("prepositions").keys() | word_class("negations").keys())
        if not group.passive and group.last <= place < group.last + _ORDER_WORDS and not stops:
            return cue
    return None


def _told(sentence: Sentence, order: Cue, end: int) -> tuple[str, Span | None] | None:
    """Return what an order does, and to whom or what: by the verb after it, or by what kind of order it is."""
    following = sentence.index_at(order.end - 1) + 1
    reach = sentence.tokens[min(following + _TELLING_WORDS, len(sentence.tokens)) - 1].end
    for verb in sentence.of("legal_verbs"):
        if order.end <= verb.start < reach and verb.is_verb and verb.value in _DONE_BY_ORDERS:
            denied = word_class("negations").keys() & set(sentence.words_between(order.end, verb.start))
            return None if denied else (verb.value, object_phrase(sentence, verb.end, end))
    if order.value != "block":
        return None
    against = function_words("against_order")
    opens = sentence.word_at(following) in against
    return "blocked", object_phrase(sentence, sentence.tokens[following].end, end) if opens else None
