"""Agreements that another is like: "similar to one that it signed with Peru", "similar al que firmó con Perú"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.context import in_scope, kind_of
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.parties import parties
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.phrases import actors, list_after
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_LIKE = 8
"""Words from "similar" to what was made of the other one."""
_MAKER = 12
"""Words after a verb in which its subject and the other side stand: "al que firmó el gobierno de Chile con Perú"."""


@rule
def like_ones_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield what another agreement in the sentence is said to be like, where both of its sides are named."""
    for verb in sentence.of("agreement_verbs"):
        instrument = _likened(sentence, verb) if verb.is_verb and verb.value in ("signed", "agreed") else None
        if instrument is None or not in_scope(analysis, sentence, instrument):
            continue
        group = verb_group(sentence, verb)
        if not group.happened or group.passive:
            continue
        makers, others = _sides(sentence, verb, sentence.tokens[group.first].start)
        for other in others if len({maker.code for maker in makers}) == 1 else ():
            if other.code == makers[0].code:
                continue
            kind = kind_of(instrument.value, [sentence])
            deal = Deal([sentence], kind, parties(sentence, [makers[0], other]), verb.value)
            deal.told_at = verb.start
            yield deal


def _likened(sentence: Sentence, verb: Cue) -> Cue | None:
    """Return the instrument that is like "the one" whose verb this is: a word for likeness and a pronoun stand between.

    A noun of its own between them ("similar to the deal that it signed") makes it an instrument told by itself.
    """
    last = sentence.index_at(verb.start)
    places = range(max(last - _LIKE, 0), last)
    like = next((place for place in places if sentence.word_at(place) in word_class("similar")), None)
    if like is None:
        return None
    words = [sentence.word_at(place) for place in range(like + 1, last)]
    if not any(word in word_class("like_ones") for word in words) or "," in words:
        return None
    before = [cue for cue in sentence.of("instruments") if cue.end <= sentence.tokens[like].start]
    between = sentence.has_between(sentence.tokens[like].start, verb.start, "instruments")
    return before[-1] if before and not between else None


def _sides(sentence: Sentence, verb: Cue, start: int) -> tuple[list[CountryMention], list[CountryMention]]:
    """Return who made it, before or after the verb, and with whom."""
    first = sentence.index_at(verb.end - 1) + 1
    for place in range(first, min(first + _MAKER, len(sentence.tokens))):
        word = sentence.word_at(place)
        if word in word_class("with"):
            after = actors(sentence, verb.end, sentence.tokens[place].start)
            like = next(cue.end for cue in reversed(sentence.of("instruments")) if cue.end <= start)
            before = [m for m in actors(sentence, like, start) if m.span[1] == start - 1]
            return after or before, list_after(sentence, sentence.tokens[place].end)
        if word in (",", ";", "."):
            break
    return [], []
