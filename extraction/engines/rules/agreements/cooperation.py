"""States that agree to help another one move people: "Afghanistan has agreed to help the EU return migrants"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.context import sends_to_third
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.parties import parties
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue

_MOVING = 15
"""Words after a verb of helping in which it is said that people are moved."""


@rule
def cooperations_in(sentence: Sentence) -> Iterator[Deal]:
    """Yield what states agreed to in helping others, or each other, with the return of people."""
    for consent in sentence.of("agree_verbs"):
        group = verb_group(sentence, consent) if consent.is_verb and consent.value == "agreed" else None
        helping = _helping(sentence, group) if group is not None and group.modality == "asserted" else None
        if group is None or helping is None or not group.happened or not _moves(sentence, helping):
            continue
        agreeing = {mention.code: mention for mention in subjects(sentence, group)}
        helped = [m for m in actors(sentence, sentence.tokens[helping].end, sentence.span[1]) if m.code not in agreeing]
        makers = [*agreeing.values(), *helped[:1]] if len(agreeing) == 1 else [*agreeing.values()]
        if len(makers) != 2:
            continue
        transit = any(token.word in word_class("transit_nouns") for token in sentence.tokens)
        kind = "third_country_removal" if transit or sends_to_third(sentence) else "returns_arrangement"
        deal = Deal([sentence], kind, parties(sentence, makers), "agreed", told_at=consent.start)
        deal.hedge = hedge_of(sentence, consent.start)
        if len(agreeing) == 1:
            deal.set_roles(helped[0].code)
        yield deal


def _helping(sentence: Sentence, group: VerbGroup) -> int | None:
    """Return the token of the verb of helping that a verb of agreeing governs."""
    index = group.last + (sentence.word_at(group.last) in function_words("to"))
    return index if sentence.word_at(index) in word_class("helping") else None


def _moves(sentence: Sentence, helping: int) -> bool:
    """Say whether people are moved by what a state helps with, and not only spoken of."""
    start = sentence.tokens[helping].end
    end = sentence.tokens[min(helping + _MOVING, len(sentence.tokens) - 1)].end
    moved = [cue for cue in sentence.of("removal_verbs", "removal_nouns") if start <= cue.start < end]
    return any(_is_of_people(sentence, cue) for cue in moved)


def _is_of_people(sentence: Sentence, moving: Cue) -> bool:
    return sentence.has_between(moving.start, sentence.span[1], "people")
