"""Orders with legal force that a head of state or a government signs, issues or declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.law.phrases import phrase_end
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors
from extraction.engines.rules.statutes import statutes_in
from extraction.engines.rules.subject_phrases import subject_phrase
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue

_ORDER_WORDS = 5
"""Words from a verb to the order ("signed sweeping new executive orders")."""


@dataclass(frozen=True)
class Order:
    """An order: the verb, who gave it, its printed name or noun, what it is to do as far as that is told."""

    verb: Cue
    actor: Span
    instrument: Span
    effect: Span | None


@rule
def orders_in(sentence: Sentence) -> Iterator[Order]:
    """Yield the orders that were given: "signed an executive order to …", "declared a state of emergency"."""
    for verb in sentence.of("order_verbs"):
        group = verb_group(sentence, verb)
        if not verb.is_verb or not group.happened or group.passive:
            continue
        order = _order(sentence, group.last)
        actor = subject_phrase(sentence, group.first)
        if order is None or actor is None or not _can_order(sentence, actor):
            continue
        named = next((span for span in statutes_in(sentence) if span[0] <= order.start < span[1]), order.span)
        yield Order(verb, actor, named, _what_for(sentence, sentence.index_at(named[1] - 1) + 1))


def _order(sentence: Sentence, index: int) -> Cue | None:
    """Return the order that is the object of the verb group before token `index`."""
    for cue in sentence.of("orders"):
        place = sentence.index_at(cue.start)
        between = [sentence.word_at(at) for at in range(index, place)]
        between = [word for word in between if word not in word_class("determiners")]
        stops = (word_class("prepositions"), word_class("clause_words"))
        if index <= place < index + _ORDER_WORDS and not any(word in known for word in between for known in stops):
            return cue
    return None


def _can_order(sentence: Sentence, actor: Span) -> bool:
    """Say whether the subject is a state, its government or its head: companies and governors have no such orders."""
    return bool(actors(sentence, *actor)) or any(
        actor[0] <= cue.start < actor[1] and cue.value == "office" for cue in sentence.of("offices")
    )


def _what_for(sentence: Sentence, index: int) -> Span | None:
    """Return the infinitive or the gerund after an order: "to end the release of migrants", "suspending asylum"."""
    if index + 1 >= len(sentence.tokens):
        return None
    opens = sentence.word_at(index) in function_words("purpose") or sentence.word_at(index).endswith("ing")
    return (sentence.tokens[index].start, phrase_end(sentence, index + 1)) if opens else None
