"""States that agree, or are asked, to take people: "Palau agreed to accept 75 deportees from the United States"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.context import kind_of, takes_people
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.parties import owners, parties
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.people import people_in
from extraction.engines.rules.phrases import actors, list_after, subjects
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_NEAR = 6


def acceptances_in(analysis: Analysis, sentence: Sentence, sender: str | None) -> Iterator[Deal]:
    """Yield what states agreed or are asked to take; `sender` removes people where the sentence names nobody else."""
    if not sentence.has("accept_verbs") or not takes_people(sentence):
        return
    yield from _rejections(sentence)
    for taking in sentence.of("accept_verbs"):
        for consent in sentence.of("agree_verbs", "ask_verbs"):
            if not taking.is_verb or not consent.is_verb or not _governs(sentence, consent, taking):
                continue
            group = verb_group(sentence, consent)
            if group.modality != "asserted" or group.tense == "future" or _is_noun(sentence, consent):
                continue
            if consent.lexicon == "ask_verbs":
                yield from _requests(sentence, consent, sender)
            elif consent.value in ("agreed", "proposed") and group.tense == "past":
                yield from _consents(sentence, consent, taking, sender)
            return


def _rejections(sentence: Sentence) -> Iterator[Deal]:
    """Yield what is refused as it was wanted: "Nigeria rejected U.S. pressure to accept deportees"."""
    for request in sentence.of("requests"):
        wanted = owners(sentence, request)
        after = sentence.index_at(request.end - 1) + 1
        taking = [cue for cue in sentence.of("accept_verbs") if sentence.index_at(cue.start) - after == 1]
        if not wanted or not taking or sentence.word_at(after) not in ("to", "for", "de"):
            continue
        for verb in sentence.of("agreement_verbs"):
            words = sentence.words_between(verb.end, request.start)
            if verb.value != "rejected" or not verb.is_verb or verb.start > request.start or len(words) > _NEAR:
                continue
            group = verb_group(sentence, verb)
            receivers = [m for m in subjects(sentence, group) if m.code != wanted[-1].code]
            if group.happened and receivers:
                deal = Deal([sentence], kind_of("other", [sentence]), parties(sentence, [receivers[-1], wanted[-1]]))
                deal.status = "rejected"
                deal.told_at = verb.start
                yield _with_roles(deal, receivers[-1].code, None)
                return


def _governs(sentence: Sentence, consent: Cue, taking: Cue) -> bool:
    """Say whether "to accept" depends on the verb before it, with a list of states or a date at most in between."""
    if taking.start <= consent.end or taking.start - consent.end > 150:
        return False
    index = sentence.index_at(taking.start)
    if sentence.word_at(index - 1) not in ("to", "a") and taking.form != "base":
        return False
    words = sentence.words_between(consent.end, taking.start)
    return len(words) <= _NEAR or consent.lexicon == "ask_verbs"


def _is_noun(sentence: Sentence, consent: Cue) -> bool:
    return consent.form == "base" and verb_group(sentence, consent).first == sentence.index_at(consent.start)


def _consents(sentence: Sentence, consent: Cue, taking: Cue, sender: str | None) -> Iterator[Deal]:
    receivers = subjects(sentence, verb_group(sentence, consent))
    others = _senders(sentence, taking, receivers)
    for receiver in receivers:
        deal = Deal([sentence], kind_of("other", [sentence]), parties(sentence, [receiver, *others[:1]]))
        deal.status = consent.value
        deal.hedge = hedge_of(sentence, consent.start)
        deal.told_at = consent.start
        counted = [group.count for group in people_in(sentence, (taking.end, sentence.span[1])) if group.count]
        deal.quota = counted[0].text if counted and len(receivers) == 1 else None
        yield _with_roles(deal, receiver.code, sender)


def _senders(sentence: Sentence, taking: Cue, receivers: list[CountryMention]) -> list[CountryMention]:
    codes = {mention.code for mention in receivers}
    found = [m for m in actors(sentence, taking.end, sentence.span[1]) if m.code not in codes]
    return found or [m for m in actors(sentence, *sentence.span) if m.code not in codes]


def _with_roles(deal: Deal, receiver: str, sender: str | None) -> Deal:
    others = [party.country for party in deal.parties if party.country != receiver]
    if not others and sender and sender != receiver:
        deal.parties += [type(deal.parties[0])(sender)]
        others = [sender]
    if others:
        deal.set_roles(others[0])
    return deal


def _requests(sentence: Sentence, asking: Cue, sender: str | None) -> Iterator[Deal]:
    group = verb_group(sentence, asking)
    asked = list_after(sentence, asking.end) if not group.passive else subjects(sentence, group)
    askers = [m for m in subjects(sentence, group) if not group.passive]
    for one in asked:
        others = [asker for asker in askers if asker.code != one.code][-1:]
        deal = Deal([sentence], kind_of("other", [sentence]), parties(sentence, [*others, one]))
        deal.status = "proposed"
        deal.hedge = hedge_of(sentence, asking.start)
        deal.told_at = asking.start
        yield _with_roles(deal, one.code, sender)
