"""Agreements told by what is paid for them: "Kiribati received $2 million from Australia to take 40 deportees"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.parties import parties
from extraction.engines.rules.agreements.taking import kind_of_taking, number_taken
from extraction.engines.rules.grammar import function_words, is_of_class, word_class
from extraction.engines.rules.phrases import agents, subjects
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, list_after
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.lexicons.countries import CountryMention

_OBJECT = 40
"""Characters between a noun of taking in and the people who are taken."""


def paid_for(sentence: Sentence) -> Iterator[Deal]:
    """Yield what one state has paid another for: "Kiribati received $2 million from Australia to take 40 deportees"."""
    for taking in sentence.of("accept_verbs"):
        money = [value for value in sentence.values_of("money") if value.span[1] <= taking.start]
        if not money or sentence.word_at(sentence.index_at(taking.start) - 1) not in function_words("leads_to"):
            continue
        for verb in sentence.of("payment_verbs"):
            group = verb_group(sentence, verb)
            if verb.value != "paid" or not verb.is_verb or not group.happened or verb.end > money[-1].span[0]:
                continue
            received = is_of_class(verb.lemma, "received")
            payers = _source(sentence, money[-1].span[1], taking.start) if received else subjects(sentence, group)
            takers = _named_before(sentence, group) if received else list_after(sentence, verb.end, 3)
            if group.passive:  # "was paid $7.5 million by the United States"
                payers, takers = agents(sentence, group), subjects(sentence, group)
            if len(payers) == 1 and len(takers) == 1 and payers[0].code != takers[0].code:
                kind = kind_of_taking(sentence, taking, takers[0].code)
                deal = Deal([sentence], kind, parties(sentence, [takers[0], payers[0]]), "agreed")
                deal.quota = number_taken(sentence, taking)
                deal.told_at = verb.start
                yield deal.with_taker(takers[0].code, None)
                return


def paid_for_reception(sentence: Sentence) -> Iterator[Deal]:
    """Yield what one state has paid another for by its noun: "provided $7.5 million to support the reception of"."""
    for noun in sentence.of("consent_nouns"):
        money = [value for value in sentence.values_of("money") if value.span[1] <= noun.start]
        of_deportees = any(
            0 < cue.start - noun.end <= _OBJECT and (cue.value == "deported" or sentence.has("elsewhere"))
            for cue in sentence.of("people")
        )
        for verb in sentence.of("payment_verbs") if money and of_deportees else ():
            group = verb_group(sentence, verb)
            if verb.value != "paid" or not verb.is_verb or not group.happened or is_of_class(verb.lemma, "received"):
                continue
            payers = agents(sentence, group) if group.passive else subjects(sentence, group)
            takers = _recipients(sentence, verb.end, noun.start)
            if len(payers) == 1 and len(takers) == 1 and payers[0].code != takers[0].code:
                deal = Deal([sentence], "third_country_removal", parties(sentence, [takers[0], payers[0]]), "agreed")
                deal.told_at = verb.start
                yield deal.with_taker(takers[0].code, None)
                return


def _recipients(sentence: Sentence, start: int, end: int) -> list[CountryMention]:
    """Return the states right after the verb or its "to", in the characters `[start, end)`."""
    found = list_after(sentence, start, 2)
    for token in sentence.tokens:
        if not found and start <= token.start < end and token.word in function_words("to"):
            found = list_after(sentence, token.end, 2)
    return [mention for mention in found if mention.span[0] < end]


def _source(sentence: Sentence, start: int, end: int) -> list[CountryMention]:
    """Return the state that "from" names in the characters `[start, end)`."""
    for token in sentence.tokens:
        if start <= token.start < end and token.word in word_class("origin_words"):
            return list_after(sentence, token.end, 2)
    return []


def _named_before(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the subject; where that is a pronoun ("said it had received"), the state that says so."""
    found = subjects(sentence, group)
    return found or actors(sentence, sentence.span[0], sentence.tokens[group.first].start)[-1:]
