"""Agreements told by what is done under them: "Belize will receive deportees under an arrangement with Washington"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extraction.engines.rules.agreements.context import kind_of
from extraction.engines.rules.agreements.deal import DATED, Deal, Party
from extraction.engines.rules.agreements.names import name_of
from extraction.engines.rules.agreements.parties import owners, parties
from extraction.engines.rules.agreements.scope import in_scope
from extraction.engines.rules.agreements.status import told_of
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_BEFORE = 5
"""Words between "under" and the instrument: its article, years and adjectives."""
_CLAUSE = 14
"""Words after an instrument in which the clause begins on what is done under it."""
_ALLOWED = 80
"""Characters between an instrument and the verb of what it allows."""
_OBJECT = 40
"""Characters between a verb of taking in and the people who are its object."""
_THERE = frozenset({"signed", "agreed", "announced", "in_force"})
"""Statuses of an agreement under which something can be done."""


@rule
def under_in(analysis: Analysis, sentence: Sentence, sender: str | None) -> Iterator[Deal]:
    """Yield the agreement of two states under which one of them takes people in, or is to."""
    for instrument in sentence.of("instruments") if sentence.has("accept_verbs") else ():
        told = told_of(sentence, instrument)
        under = _is_under(sentence, instrument) or (told is not None and _says_what_under(sentence, instrument))
        allowed = _allowed(sentence, instrument) if told is not None else None
        if not (under or allowed) or not in_scope(analysis, sentence, instrument):
            continue
        taker = allowed or _taker(sentence) or _paid(sentence)
        sides = _sides(sentence, instrument, taker, sender) if taker is not None else []
        if taker is None or len({side.country for side in sides}) != 2:
            continue
        if told is not None and (told.modality != "asserted" or told.status not in _THERE):
            continue
        deal = Deal([sentence], kind_of(instrument.value, [sentence]), sides)
        deal.status = told.status if told else "agreed"
        deal.name = name_of(sentence, instrument)
        deal.told_at = instrument.start
        deal.hedge = hedge_of(sentence, instrument.start)
        date = date_near(sentence, told.cue.start) if told else None
        if date and deal.status in DATED:
            deal.dates[DATED[deal.status]] = date.text
        deal.set_roles(next(code for code in deal.codes if code != taker.code))
        yield deal
        return


def _sides(sentence: Sentence, instrument: Cue, taker: CountryMention, sender: str | None) -> list[Party]:
    """Return the two parties: those of the instrument itself, else the two states named, else taker and `sender`."""
    own = parties(sentence, owners(sentence, instrument))
    if len(own) == 2 and taker.code in {party.country for party in own}:
        return own
    named = parties(sentence, [m for m in actors(sentence, *sentence.span) if not _is_place(sentence, m)])
    return [*named, Party(sender)] if len(named) == 1 and sender and sender != taker.code else named


def _is_under(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether something is done under the instrument: "under a migration deal", "en virtud de un acuerdo"."""
    index = sentence.index_at(instrument.start)
    return any(sentence.word_at(place) in word_class("under") for place in range(max(index - _BEFORE, 0), index))


def _says_what_under(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether a clause on what is done under it follows a deal: "a deal struck in June, under which Chad is to"."""
    words = sentence.words_between(instrument.end, sentence.span[1])[:_CLAUSE]
    return any(which == "which" and word in function_words("before_which") for word, which in pairwise(words))


def _allowed(sentence: Sentence, instrument: Cue) -> CountryMention | None:
    """Return the state that an instrument is said to allow, or oblige, to take in: "el acuerdo que permitió a Perú"."""
    for verb in sentence.of("accept_verbs"):
        taking = verb.form == "base" and 0 <= verb.start - instrument.end <= _ALLOWED
        for mention in sentence.countries_in(instrument.end, verb.start) if taking else ():
            first = sentence.index_at(mention.span[0]) - 1
            while sentence.word_at(first) in word_class("determiners") or sentence.word_at(first) == "a":
                first -= 1
            between = sentence.words_between(mention.span[1], verb.start)
            leads = len(between) == 1 and between[0] in function_words("leads_to")
            if sentence.word_at(first) in word_class("providing") and (leads or not between):
                return mention
    return None


def _is_place(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a capital is only where something was done: "struck in Doha"."""
    before = sentence.word_at(sentence.index_at(mention.span[0]) - 1)
    return mention.form == "capital" and before in function_words("in")


def _paid(sentence: Sentence) -> CountryMention | None:
    """Return the one state that is paid, or is to be, to take people in: "will pay Nauru $408 million to resettle"."""
    for verb in sentence.of("payment_verbs"):
        group = verb_group(sentence, verb) if verb.is_verb and verb.value in ("paid", "pledged") else None
        taking = (other for other in sentence.of("accept_verbs") if other.is_verb and other.start > verb.end)
        infinitive = any(
            sentence.word_at(sentence.index_at(other.start) - 1) in function_words("leads_to") for other in taking
        )
        if group is None or group.modality not in ("asserted", "planned") or not infinitive:
            continue
        found, payers = list_after(sentence, verb.end, 3), subjects(sentence, group)
        if not group.passive and len(found) == 1 and payers and payers[-1].code != found[0].code:
            return found[0]
    return None


def _taker(sentence: Sentence) -> CountryMention | None:
    """Return the one state that takes people in, or is to; nothing that is denied, or depends on something else."""
    for verb in sentence.of("accept_verbs"):
        people = any(0 <= person.start - verb.end <= _OBJECT for person in sentence.of("people"))
        group = verb_group(sentence, verb) if verb.is_verb and people else None
        if group is None or group.modality not in ("asserted", "planned"):
            continue
        if group.is_infinitive and not _is_due(sentence, verb):
            continue
        found = subjects(sentence, group)
        if len({mention.code for mention in found}) == 1:
            return found[-1]
    return None


def _is_due(sentence: Sentence, verb: Cue) -> bool:
    """Say whether an infinitive says what is due: "Chad is to take in"; no "has agreed to take in"."""
    index = sentence.index_at(verb.start)
    return sentence.word_at(index - 1) == "to" and sentence.word_at(index - 2) in function_words("is")
