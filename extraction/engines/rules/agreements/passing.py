"""Agreements named in passing, by what is done under them: "flown to Accra under a deal with the United States"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.context import kind_of, sends_to_third
from extraction.engines.rules.agreements.counterpart import mover_in, other_side, two_named
from extraction.engines.rules.agreements.deal import DATED, Deal, Party
from extraction.engines.rules.agreements.names import name_of
from extraction.engines.rules.agreements.parties import company, owners, parties
from extraction.engines.rules.agreements.scope import in_scope
from extraction.engines.rules.agreements.status import Told, told_of
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import DEMONYM_FORMS

_BEFORE = 6
"""Words between "under" and the instrument: its article, owner, years and adjectives."""
_THERE = frozenset({"signed", "agreed", "announced", "in_force"})
"""Statuses of an agreement under which something can be done."""
_MOVING = ("removal_verbs", "accept_verbs", "flight_verbs", "removal_nouns")


@rule
def passing_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield the agreements under which something is said to be done, with one side named and the other one told."""
    for instrument in sentence.of("instruments"):
        if instrument.value.startswith("joint_") or not _is_under(sentence, instrument):
            continue
        if not _moves_people(sentence, instrument) or not (
            _removes(sentence) or in_scope(analysis, sentence, instrument)
        ):
            continue
        told = told_of(sentence, instrument)
        if told is not None and (told.modality != "asserted" or told.status not in _THERE):
            continue
        if instrument.form == "plural":
            yield from _each(analysis, sentence, instrument)
        elif (deal := _deal(analysis, sentence, instrument, told)) is not None:
            yield deal


def _each(analysis: Analysis, sentence: Sentence, instrument: Cue) -> Iterator[Deal]:
    """Yield an agreement for each who takes people: "Chad and Mali have accepted men under similar deals with Rome"."""
    others = parties(sentence, company(sentence, instrument.end))
    for verb in sentence.of("accept_verbs") if len(others) == 1 else ():
        group = verb_group(sentence, verb) if verb.is_verb and verb.start < instrument.start else None
        takers = parties(sentence, subjects(sentence, group)) if group is not None and group.happened else []
        for taker in takers:
            if taker.country != others[0].country:
                kind = kind_of(instrument.value, [sentence])
                deal = Deal([sentence], kind, [taker, Party(others[0].country)], "agreed", told_at=instrument.start)
                deal.set_roles(others[0].country)
                yield deal
        if takers:
            return


def _deal(analysis: Analysis, sentence: Sentence, instrument: Cue, told: Told | None) -> Deal | None:
    sides = parties(sentence, [*owners(sentence, instrument), *company(sentence, instrument.end)])
    if len(sides) == 1:
        other = other_side(analysis, sentence, {sides[0].country})
        sides += [Party(other)] if other is not None else []
    pointed = any(ref.value == "agreement" and ref.end == instrument.end for ref in sentence.of("references"))
    if not sides and not pointed:  # "deported from the U.S. to Ghana under an accord"; "the accord" is told elsewhere
        sides = [Party(code) for code in two_named(sentence)]
    if len(sides) != 2:
        return None
    kind = kind_of(instrument.value, [sentence])
    if kind == "other" and sends_to_third(sentence):
        kind = "third_country_removal"
    deal = Deal([sentence], kind, sides, told.status if told else "agreed")
    deal.name = name_of(sentence, instrument)
    deal.told_at = instrument.start
    deal.hedge = hedge_of(sentence, instrument.start)
    date = date_near(sentence, told.cue.start) if told else None
    if date is not None and deal.status in DATED:
        deal.dates[DATED[deal.status]] = date.text
    if deal.kind != "returns_arrangement":
        deal.set_roles(mover_in(analysis))
    return deal


def _is_under(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether something is done under it: "under a new deal", "as part of the country's arrangement"."""
    index = sentence.index_at(instrument.start)
    first = max(index - _BEFORE, 0)
    led = [place for place in range(first, index) if sentence.word_at(place) in word_class("under")]
    if not led:
        return _is_after(sentence, index)
    start = sentence.tokens[led[-1]].end
    words = sentence.words_between(start, instrument.start)
    plain = not any(word in word_class("clause_words") or word in (",", "(", ";") for word in words)
    return plain and not sentence.has_between(start, instrument.start, "talk_nouns")


def _removes(sentence: Sentence) -> bool:
    """Say whether a sentence removes people, and names no other field: "deported under a trade deal" is of none."""
    if any(token.word in word_class("other_fields") for token in sentence.tokens):
        return False
    return any(verb.is_verb and verb.value == "removal" for verb in sentence.of("removal_verbs"))


def _is_after(sentence: Sentence, index: int) -> bool:
    """Say whether something is done right "following a new agreement"; "after the collapse of one" says otherwise."""
    for place in range(index - 1, max(index - _BEFORE, -1), -1):
        word = sentence.word_at(place)
        if word in word_class("after"):
            return True
        if word in word_class("determiners"):
            continue  # "following a deal"; Spanish "a" is a preposition, too
        if not word[:1].isalnum() or word in word_class("prepositions") or word in word_class("clause_words"):
            return False
    return False


def _moves_people(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether people are moved, or taken in, or are to be; what only could be done under a deal says of none."""
    flown = any(cue.value.endswith("_removal") for cue in sentence.of("flights"))
    if not flown and not sentence.has("people") and not any(m.form in DEMONYM_FORMS for m in sentence.countries):
        return False
    verbs = [verb for verb in sentence.of(*_MOVING) if verb.is_verb]
    if not verbs:
        return flown or sentence.has("removal_nouns")
    verbs = [verb for verb in verbs if verb.start < instrument.start] or verbs
    return all(verb_group(sentence, verb).modality in ("asserted", "planned") for verb in verbs)
