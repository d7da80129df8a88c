"""Agreements of one state with each of a list: "deals with other countries, including Chad and Niger"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extraction.engines.rules.agreements.context import kind_of, sends_to_third
from extraction.engines.rules.agreements.counterpart import mover_in, other_side
from extraction.engines.rules.agreements.deal import Deal, Party
from extraction.engines.rules.agreements.parties import company, owners, parties
from extraction.engines.rules.agreements.presupposed import is_named_as_there, is_owner
from extraction.engines.rules.agreements.scope import in_scope
from extraction.engines.rules.agreements.status import Told, doers_of, told_of
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after, named_below
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_DASHES = frozenset({"-", "–", "—", ":", "("})
_COUNTED = 8
"""Words after agreements in which those are counted whom a colon names: "with the following three countries:"."""
_NOUN = 4
"""Words between a noun for several states and the word that names some of them."""
_THERE = frozenset({"signed", "agreed", "announced", "in_force", "negotiating"})
_TAKING = frozenset({"third_country_removal", "safe_third_country", "asylum_cooperative_agreement", "other"})


@rule
def with_each_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield an agreement for each state of a list: "signed deals with others, among them Chad", "others … include"."""
    for instrument in sentence.of("instruments"):
        if instrument.form != "plural" or not in_scope(analysis, sentence, instrument):
            continue
        others = _each_of(sentence, instrument)
        told = told_of(sentence, instrument) or _spoken_of(sentence, instrument) if others else None
        if told is None or told.modality != "asserted" or told.status not in _THERE:
            continue
        makers = _makers(sentence, instrument, told, others)
        made_by = parties(sentence, makers) or _unsaid(analysis, sentence, instrument, others)
        made_by = made_by or _of_mover(analysis, instrument, others)
        if len(made_by) != 1:
            continue
        past = told.cue.is_verb and _is_done(verb_group(sentence, told.cue))
        maker = made_by[0]
        for other in others:
            kind = kind_of(instrument.value, [sentence])
            if kind == "other" and sends_to_third(sentence):
                kind = "third_country_removal"
            deal = Deal([sentence], kind, [replace(maker), *parties(sentence, [other])])
            deal.status = "agreed" if past and told.status == "negotiating" else told.status
            deal.told_at = told.cue.start
            deal.hedge = hedge_of(sentence, told.cue.start)
            if deal.kind in _TAKING and maker.country == mover_in(analysis):
                deal.set_roles(maker.country)
            yield deal
        return


def _spoken_of(sentence: Sentence, instrument: Cue) -> Told | None:
    """Return that one state's agreements are there, as a sentence presupposes: "the UK's deals with states such as"."""
    whose = owners(sentence, instrument)
    if len({mention.code for mention in whose}) != 1 or not is_owner(sentence, whose[0]):
        return None
    return Told("agreed", "asserted", instrument, is_object=True) if is_named_as_there(sentence, whose[0]) else None


def _each_of(sentence: Sentence, instrument: Cue) -> list[CountryMention]:
    """Return the states of a list with each of which there is one of the agreements that a plural noun names."""
    first = sentence.index_at(instrument.end - 1) + 1
    found = _listed(sentence, instrument.end) or named_below(sentence, first, first + _COUNTED)
    return _closed(sentence, found or company(sentence, instrument.end))


def _closed(sentence: Sentence, listed: list[CountryMention]) -> list[CountryMention]:
    """Return a list up to what "and" closes it with: "with Peru, Chile and Bolivia, Brazil on Monday signed"."""
    joints = [sentence.words_between(one.span[1], other.span[0]) for one, other in pairwise(listed)]
    for index, (joint, after) in enumerate(pairwise(joints)):
        if after == (",",) and any(word_class("clause_words").get(word) == "and" for word in joint):
            return listed[: index + 2]
    return listed


def _makers(sentence: Sentence, instrument: Cue, told: Told, others: Sequence[CountryMention]) -> list[CountryMention]:
    """Return who made it with each of `others`: their company, else whose it is, else who does what is told."""
    codes = {mention.code for mention in others}
    beside = [mention for mention in company(sentence, instrument.end) if mention.span[0] < others[-1].span[0]]
    for found in (beside, owners(sentence, instrument), doers_of(sentence, told)):
        makers = {mention.code: mention for mention in found if mention.code not in codes}
        if makers:
            return [*makers.values()]
    after = [mention for mention in sentence.countries if mention.span[0] > others[-1].span[1]]
    opens = told.cue.form == "gerund" and bool(after)  # "Following inking pacts with Peru and Chile, India signed"
    return after[:1] if opens and sentence.words_between(others[-1].span[1], after[0].span[0]) == (",",) else []


def _of_mover(analysis: Analysis, instrument: Cue, others: Sequence[CountryMention]) -> list[Party]:
    """Return who moves people in a document, of instruments under which they are moved to each of several."""
    mover = mover_in(analysis) if instrument.value in _TAKING - {"other"} else None
    return [Party(mover)] if mover is not None and mover not in {mention.code for mention in others} else []


def _unsaid(analysis: Analysis, sentence: Sentence, instrument: Cue, others: Sequence[CountryMention]) -> list[Party]:
    """Return the other side of agreements that are said to be there with several, where the text around names it."""
    codes = {mention.code for mention in others}
    about = instrument.value not in ("other", "treaty", "memorandum_of_understanding") or is_on_migration(sentence)
    other = other_side(analysis, sentence, codes) if len(codes) > 1 and about else None
    return [Party(other)] if other is not None else []


@rule
def others_after(analysis: Analysis, sentence: Sentence, deals: Sequence[Deal]) -> Iterator[Deal]:
    """Yield what "Others include Chad and Niger" says right after a sentence of several that agreed to take people."""
    taking = [deal for deal in deals if deal.status == "agreed" and deal.modality == "asserted" and _has_taker(deal)]
    after = analysis.sentences[sentence.position + 1 : sentence.position + 2] if taking else ()
    for other in after:
        if other.word_at(0) not in word_class("other_ones"):
            return
        verb = next((at for at in range(1, _NOUN) if other.word_at(at) in word_class("include")), None)
        named = list_after(other, other.tokens[verb].end, 2) if verb is not None else []
        sender = next((party for party in taking[-1].parties if party.role == "sender"), None)
        for mention in named:
            if sender is not None and mention.code != sender.country:
                deal = Deal([sentence, other], taking[-1].kind, [*parties(other, [mention]), Party(sender.country)])
                deal.status, deal.told_at = "agreed", taking[-1].told_at
                deal.set_roles(sender.country)
                yield deal


def _has_taker(deal: Deal) -> bool:
    return any(party.role == "receiver" for party in deal.parties)


def _is_done(group: VerbGroup) -> bool:
    """Say whether what a verb tells is over: "has negotiated", and not "has been negotiating"."""
    return group.happened and not group.progressive


def some_of_subject(sentence: Sentence, group: VerbGroup, end: int) -> list[CountryMention]:
    """Return the states named as some of those that do what a verb says: "several countries, including Chad, agreed".

    They stand before the verb, or after its object that ends at the character `end`: "those that agreed to … include".
    """
    found = _listed_before(sentence, group)
    if not found and sentence.clause_at(sentence.tokens[group.first].start).opener == "relative":
        found = _listed(sentence, end)
    return found


def some_between(sentence: Sentence, start: int, end: int) -> list[CountryMention]:
    """Return the states named as some of several in the characters `[start, end)`: "three nations — Mali, Chad —"."""
    for index, token in enumerate(sentence.tokens):
        if start <= token.start < end and sentence.word_at(index - 1) in word_class("several_states"):
            opens = _names_some(sentence, index) or token.word in _DASHES
            led = sentence.word_at(index) == "," and _names_some(sentence, index + 1)
            return list_after(sentence, sentence.tokens[index + 1].end if led else token.end, 3) if opens or led else []
    return []


def _listed(sentence: Sentence, start: int) -> list[CountryMention]:
    """Return the states that a word after `start` names as some of several: "including", "include", "among them"."""
    for index, token in enumerate(sentence.tokens):
        if token.start >= start and _names_some(sentence, index):
            return list_after(sentence, token.end, 3)
    return []


def _listed_before(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the states named as some of the subject of a verb: "several countries, including Chad, have agreed"."""
    for index in range(group.first):
        nouns = [sentence.word_at(place) for place in range(max(index - _NOUN, 0), index)]
        if _names_some(sentence, index) and any(word in word_class("several_states") for word in nouns):
            found = list_after(sentence, sentence.tokens[index].end, 3)
            if found and _closes(sentence, found, group):
                return found
    return []


def _closes(sentence: Sentence, found: Sequence[CountryMention], group: VerbGroup) -> bool:
    """Say whether a list ends right before a verb, but for a comma or dash."""
    rest = sentence.words_between(found[-1].span[1], sentence.tokens[group.first].start)
    return all(not word[0].isalnum() for word in rest)


def _names_some(sentence: Sentence, index: int) -> bool:
    """Say whether the word at `index` says that some of several are named after it."""
    word = sentence.word_at(index)
    if word in function_words("them") and sentence.word_at(index - 1) == "among":
        return True
    if word == "as" and sentence.word_at(index - 1) == "such":
        index -= 1  # "countries such as"
    named = word in word_class("listing") and sentence.word_at(index - 1) in word_class("several_states")
    return named or word in word_class("including")
