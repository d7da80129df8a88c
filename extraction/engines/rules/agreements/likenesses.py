"""Agreements that another is like: "similar to one that it signed with Peru", "similar al que firmó con Perú"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extraction.engines.rules.agreements.context import kind_of
from extraction.engines.rules.agreements.counterpart import mover_in
from extraction.engines.rules.agreements.deal import DATED, Deal, Party
from extraction.engines.rules.agreements.parties import company, parties
from extraction.engines.rules.agreements.protagonist import government_of
from extraction.engines.rules.agreements.scope import in_scope
from extraction.engines.rules.agreements.status import doers_of, told_of
from extraction.engines.rules.agreements.talks import kind_named_before
from extraction.engines.rules.analysis import FURTHEST, Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_LIKE = 8
"""Words from "similar" to what was made of the other one."""
_NEAR = 4
"""Words from "similar to" to the agreements that it is like."""
_MADE = frozenset({"signed", "agreed"})
_SIDES = 2
_DATED = 5
"""Characters between who signed and when: "by Chad on May 3"."""
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


@rule
def alike_in(sentence: Sentence, deals: Sequence[Deal]) -> Iterator[Deal]:
    """Yield what those made too whom a sentence begins with: "Like Ghana, Uganda has signed a deal with the U.S."."""
    if sentence.word_at(0) != "like" or not deals:
        return
    named = list_after(sentence, sentence.tokens[0].end, 3)
    for deal in deals:
        made = [party for party in deal.parties if party.country == named[-1].code] if named else []
        if deal.status not in _MADE or deal.modality != "asserted" or len(made) != 1 or len(deal.parties) != _SIDES:
            continue
        for other in named[:-1]:
            if other.code not in deal.codes:
                rest = [Party(party.country, party.name, party.role) for party in deal.parties if party not in made]
                party = Party(other.code, role=made[0].role)
                yield Deal([sentence], deal.kind, [party, *rest], "agreed", told_at=deal.told_at, hedge=deal.hedge)


@rule
def likened_each_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield what "similar agreements" each of several signed: "is similar to pacts signed by Chad in May and Mali"."""
    for instrument in sentence.of("instruments"):
        verb = _signed_right_after(sentence, instrument) if instrument.form == "plural" else None
        first = sentence.index_at(instrument.start)
        like = any(sentence.word_at(at) in word_class("similar") for at in range(max(first - _NEAR, 0), first))
        if verb is None or not like or not in_scope(analysis, sentence, instrument):
            continue
        makers = actors(sentence, verb.end, sentence.span[1])
        other = mover_in(analysis) or getattr(government_of(analysis), "code", None)
        if other is None or other in {maker.code for maker in makers}:
            continue
        for maker in makers:
            deal = Deal([sentence], kind_of(instrument.value, [sentence]), [*parties(sentence, [maker]), Party(other)])
            deal.status, deal.told_at = verb.value, verb.start
            dates = [value for value in sentence.values_of("date") if 0 <= value.span[0] - maker.span[1] <= _DATED]
            if dates and verb.value in DATED:
                deal.dates[DATED[verb.value]] = dates[0].text
            yield deal
        return


@rule
def similar_of_each_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield what each of several signed like what was told before: "Chad and Mali signed similar agreements"."""
    for instrument in sentence.of("instruments"):
        first = sentence.index_at(instrument.start)
        kind = kind_named_before(analysis, sentence) if sentence.word_at(first - 1) in word_class("similar") else None
        told = told_of(sentence, instrument) if instrument.form == "plural" and kind is not None else None
        if kind is None or told is None or (told.status not in _MADE or told.modality != "asserted"):
            continue
        makers = [] if company(sentence, instrument.end) else doers_of(sentence, told)
        other = _maker_before(analysis, sentence)
        codes = {maker.code for maker in makers}
        if other is None or other in codes or len(codes) < 2:
            continue
        for maker in makers:
            deal = Deal([sentence], kind, [*parties(sentence, [maker]), Party(other)], told.status)
            deal.told_at = told.cue.start
            yield deal


def _maker_before(analysis: Analysis, sentence: Sentence) -> str | None:
    """Return the state that moves people, if it is one of the two that made the agreement told last before."""
    mover = mover_in(analysis)
    for earlier in reversed(analysis.sentences[max(sentence.position - FURTHEST, 0) : sentence.position]):
        if any(told_of(earlier, instrument) is not None for instrument in earlier.of("instruments")):
            makers = {mention.code for mention in actors(earlier, *earlier.span)}
            return mover if mover in makers and len(makers) == 2 else None
    return None


def _signed_right_after(sentence: Sentence, instrument: Cue) -> Cue | None:
    """Return the participle right after an instrument with "by": "pacts signed by"."""
    for verb in sentence.of("agreement_verbs"):
        beside = 0 < verb.start - instrument.end <= 1 and verb.value in ("signed", "agreed")
        if beside and sentence.word_at(sentence.index_at(verb.end - 1) + 1) in word_class("agent_words"):
            return verb
    return None


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
