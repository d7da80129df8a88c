"""Toward what an act is, and whether it is for or against it: read from the words after the act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.noun_phrases import NounPhrase, noun_phrase, topic_opens_at
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.terms import holds, terms

_MOST_ACTION_WORDS = 3
_MOST_CLAUSE_WORDS = 10


@dataclass(frozen=True)
class Toward:
    """The object of an act: its characters, the topic's if one is printed, and the action on the object.

    `action` is "undo" ("the withdrawal of …", "to expel …"), "keep", or "" for another or none.
    """

    span: Span
    topic: Span | None
    action: str


@cache
def _actions() -> dict[str, str]:
    """Return what takes its object away, and what keeps it, by word."""
    entries = terms("stances/positions").entries
    return {entry.term: entry.value for entry in entries if entry.value in ("undo", "keep")}


def action_at(sentence: Sentence, index: int) -> tuple[str, int]:
    """Return what the verb or noun at token `index` does to its object ("undo", "keep", or ""), and its words."""
    for words in range(_MOST_ACTION_WORDS, 0, -1):
        action = _actions().get(" ".join(sentence.word_at(index + place) for place in range(words)))
        if action:
            return action, words
    return "", 1


def object_after(sentence: Sentence, index: int) -> Toward | None:
    """Return the object that begins at token `index`; "the immediate withdrawal of X" is X, undone."""
    phrase = noun_phrase(sentence, index)
    if phrase is None:
        return None
    first = sentence.index_at(phrase.span[0])
    for place in range(first, phrase.after):
        if sentence.word_at(place) not in function_words("of") or place - first not in (1, 2):
            continue
        action, _ = action_at(sentence, first)
        inner = noun_phrase(sentence, place + 1) if action else None
        if inner is not None:
            return _toward(sentence, inner, action)
    action, _ = action_at(sentence, phrase.after - 1)
    if action and phrase.after - first == 1 and sentence.word_at(phrase.after) in function_words("to"):  # "an end to …"
        ended = noun_phrase(sentence, phrase.after + 1)
        return _toward(sentence, ended, action) if ended else None
    if action and phrase.after - first > 1:  # "a U.S. troop withdrawal"
        shorter = NounPhrase((phrase.span[0], sentence.tokens[phrase.after - 2].end), phrase.after)
        return _toward(sentence, shorter, action)
    return _toward(sentence, phrase, "")


def acted_on(sentence: Sentence, index: int) -> Toward | None:
    """Return the object of the verb at token `index` ("to expel X", "to immediately end the deportation of X")."""
    while sentence.word_at(index) in word_class("adverbs") or sentence.word_at(index).endswith("ly"):
        index += 1
    action, words = action_at(sentence, index)
    if not action and sentence.word_at(index + 1) in function_words("and"):
        index += 2  # "to establish and fortify X"
    toward = object_after(sentence, index + words)
    if toward is None:
        return None
    if action == "undo" and toward.action == "undo":
        return Toward(toward.span, toward.topic, "keep")
    return Toward(toward.span, toward.topic, action or toward.action)


def object_before(sentence: Sentence, index: int) -> Toward | None:
    """Return the noun phrase that ends at token `index`: the subject of a passive verb, which is its object.

    One that a preposition ties to another ("the raids in Peru were …") is not the subject: the other one is.
    """
    for first in range(max(index - _MOST_CLAUSE_WORDS, 0), index):
        phrase = noun_phrase(sentence, first)
        if phrase is not None and phrase.after == index:
            tied = first > 0 and sentence.word_at(first - 1) in word_class("oblique")
            return object_before(sentence, first - 1) if tied else Toward(phrase.span, None, "")
    return None


@cache
def _leaving() -> frozenset[str]:
    """Return the verbs, in their base form, by which something goes or is taken away."""
    entries = terms("stances/positions").entries
    return frozenset(
        entry.term.split()[0]
        for entry in entries
        if entry.value == "undo" and (entry.form == "base" or " " in entry.term)
    )


def is_taking_away(sentence: Sentence, index: int) -> bool:
    """Say whether the word at `index` is the base form of a verb by which something goes or is taken away."""
    return sentence.word_at(index) in _leaving() and action_at(sentence, index)[0] == "undo"


def demanded_of(sentence: Sentence, index: int) -> Toward | None:
    """Return the object of "that X leave", "that X be withdrawn": the subject of a clause whose verb takes it away."""
    for place in range(index + 1, min(index + _MOST_CLAUSE_WORDS, len(sentence.tokens))):
        if not is_taking_away(sentence, place):
            continue
        phrase = noun_phrase(sentence, index)
        if phrase is None:
            return None
        end = min(phrase.after, place)
        span = (phrase.span[0], sentence.tokens[end - 1].end)
        return Toward(span, None, "undo") if span[0] < span[1] else None
    return None


def _toward(sentence: Sentence, phrase: NounPhrase, action: str) -> Toward:
    phrase = _with_complement(sentence, phrase)
    about = noun_phrase(sentence, phrase.after + 1) if topic_opens_at(sentence, phrase.after) else None
    topic = about.span if about and not any(mention.span == about.span for mention in sentence.countries) else None
    return Toward(phrase.span, topic, action)


def _with_complement(sentence: Sentence, phrase: NounPhrase) -> NounPhrase:
    """Return a phrase with what "on" or "in which" adds to its noun: "sanctions on Colombia", "the way in which …"."""
    if sentence.word_at(phrase.after) in word_class("oblique") and sentence.word_at(phrase.after + 1) == "which":
        return _with_clause(sentence, phrase)
    takes_on = holds("stances/takes_on", sentence.word_at(phrase.after - 1))
    after = noun_phrase(sentence, phrase.after + 1) if takes_on and sentence.word_at(phrase.after) == "on" else None
    return NounPhrase((phrase.span[0], after.span[1]), after.after) if after else phrase


def _with_clause(sentence: Sentence, phrase: NounPhrase) -> NounPhrase:
    """Return a phrase with its article and the clause that says which it is, up to the next mark."""
    first, last = sentence.index_at(phrase.span[0]), phrase.after
    first -= sentence.word_at(first - 1) in word_class("determiners")
    while last < len(sentence.tokens) and sentence.word_at(last)[0].isalnum():
        last += 1
    return NounPhrase((sentence.tokens[first].start, sentence.tokens[last - 1].end), last)
