"""Suits and appeals that were filed; intended ones are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.law.phrases import object_phrase, predicate
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_phrases import subject_phrase
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue

_SUIT_WORDS = 5
"""Words from a verb to the suit that it brings ("filed a new class-action lawsuit")."""


@dataclass(frozen=True)
class Filing:
    """A suit: the verb, who brought it, against whom or what as far as it is told, the predicate."""

    verb: Cue
    actor: Span
    target: Span | None
    effect: Span


@rule
def filings_in(sentence: Sentence) -> Iterator[Filing]:
    """Yield the suits that were filed: "filed a petition", "sued the government", "appealed the ruling"."""
    for verb in sentence.of("suit_verbs"):
        if not verb.is_verb:
            continue
        group = _active(sentence, verb, verb_group(sentence, verb))
        if not group.happened:
            continue
        suit = _suit(sentence, verb, group)
        if suit is None and not (verb.value == "sue" and not group.passive):
            continue
        actor = _agent(sentence, group) if group.passive else subject_phrase(sentence, group.first)
        if actor is not None:
            effect = predicate(sentence, group.first, group.last)
            yield Filing(verb, actor, _target(sentence, verb, suit, effect[1]), effect)


def _active(sentence: Sentence, verb: Cue, group: VerbGroup) -> VerbGroup:
    """Return the group as an active one where an object follows: "five of the passengers filed a petition"."""
    bare = group.passive and group.last - group.first == 1 and group.modality == "asserted"
    if bare and verb.form == "past_or_participle" and sentence.word_at(group.last) in word_class("determiners"):
        return VerbGroup(group.first, group.last, "past", "asserted")
    return group


def _suit(sentence: Sentence, verb: Cue, group: VerbGroup) -> Cue | None:
    """Return the suit that is brought, or the judgment that is appealed: right after the verb, or before a passive."""
    wanted = "judgment" if verb.value == "appeal" else "suit"
    first, last = (group.first - _SUIT_WORDS, group.first) if group.passive else (group.last, group.last + _SUIT_WORDS)
    for cue in sentence.of("suits"):
        place = sentence.index_at(cue.start)
        between = set(sentence.words_between(verb.end, cue.start)) - word_class("determiners").keys()
        parted = any(word in word_class("prepositions") or word in word_class("clause_words") for word in between)
        if first <= place < last and not parted and (cue.value == wanted or verb.value == "appeal"):
            return cue
    return None


def _agent(sentence: Sentence, group: VerbGroup) -> Span | None:
    """Return who filed it: the phrase after "by"."""
    if sentence.word_at(group.last) not in function_words("by") or group.last + 1 >= len(sentence.tokens):
        return None
    return object_phrase(sentence, sentence.tokens[group.last].end, sentence.span[1])


def _target(sentence: Sentence, verb: Cue, suit: Cue | None, end: int) -> Span | None:
    """Return whom a suit is against, or what judgment is appealed."""
    if verb.value != "bring":
        return object_phrase(sentence, verb.end, end)
    after = suit.end if suit else verb.end
    for place in range(sentence.index_at(after - 1) + 1, len(sentence.tokens)):
        token = sentence.tokens[place]
        if token.start >= end:
            return None
        if token.word in word_class("against"):
            return object_phrase(sentence, token.end, end)
    return None
