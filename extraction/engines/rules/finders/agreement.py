"""Agreements between states over migration: talks, deals, what becomes of them, and joint statements."""

from __future__ import annotations

from typing import Any

from extraction.engines.rules.agreements import followups
from extraction.engines.rules.agreements.acceptance import acceptances_in
from extraction.engines.rules.agreements.between_two import between_named_in, between_two_in
from extraction.engines.rules.agreements.context import mover_of, sends_to_third, taker_of
from extraction.engines.rules.agreements.cooperation import cooperations_in
from extraction.engines.rules.agreements.counterpart import mover_in
from extraction.engines.rules.agreements.deal import MOVING, Deal
from extraction.engines.rules.agreements.denials import denials_in
from extraction.engines.rules.agreements.disclaimed import deny
from extraction.engines.rules.agreements.flights_taken import flights_taken_in
from extraction.engines.rules.agreements.headlines import headlines_with, told_below
from extraction.engines.rules.agreements.homeward import bring_home
from extraction.engines.rules.agreements.instruments import instruments_in
from extraction.engines.rules.agreements.joint_acts import joint_acts_in
from extraction.engines.rules.agreements.likenesses import alike_in, like_ones_in, likened_each_in, similar_of_each_in
from extraction.engines.rules.agreements.listed import lists_of_states
from extraction.engines.rules.agreements.makers import add_maker, takes_foreigners
from extraction.engines.rules.agreements.merging import merged, told_beside
from extraction.engines.rules.agreements.one_sided import one_sided_in, refusals_near
from extraction.engines.rules.agreements.passing import passing_in
from extraction.engines.rules.agreements.refusals import refusals_in
from extraction.engines.rules.agreements.rejected_requests import refused_talks_in
from extraction.engines.rules.agreements.roles import straighten_roles
from extraction.engines.rules.agreements.schemes import schemes_in
from extraction.engines.rules.agreements.several import others_after, with_each_in
from extraction.engines.rules.agreements.speakers import add_deniers, add_speakers
from extraction.engines.rules.agreements.spoken_of import spoken_of_in
from extraction.engines.rules.agreements.statements import joint_statement, statements_in
from extraction.engines.rules.agreements.tables import agreements_in_tables, passed_over
from extraction.engines.rules.agreements.talks import talks_in
from extraction.engines.rules.agreements.titled import titled_in
from extraction.engines.rules.agreements.under import under_in
from extraction.engines.rules.agreements.wanted import wanted_in
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.people import people_in
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import is_about_others
from extraction.engines.rules.untrue import is_untrue

__all__ = ["find", "passed_over"]

_TELLING = frozenset(
    {"instruments", "talks", "talk_nouns", "accept_verbs", "agree_verbs", "requests", "bare_refusals", "consent_nouns"}
)
"""Lexicons of which something must be in a document that tells of agreements."""
_IN_SENTENCES = _TELLING | {"schemes", "references"}
"""Lexicons of which something must be in a sentence that tells of agreements, by itself or with those beside it."""


def find(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the agreements that `analysis`'s document tells of, one raw item each."""
    if is_about_others(analysis) and not _names_deportees(analysis):
        return []
    statement = joint_statement(analysis)
    found = [statement] if statement else []
    return [*found, *_deals(analysis), *agreements_in_tables(analysis)]


def _names_deportees(analysis: Analysis) -> bool:
    return any(cue.value == "deported" for cue in analysis.of("people"))


def _deals(analysis: Analysis) -> list[dict[str, Any]]:
    if not analysis.lexicons & _TELLING:
        return []
    sender = mover_in(analysis)
    deals = told_below(_told(analysis, sender))
    add_maker(analysis, deals)
    add_deniers(analysis, deals)
    kept = [deal for deal in merged(deals) if deal.status]
    known = {deal.codes for deal in kept}
    kept += [deal for deal in merged([*titled_in(analysis)]) if deal.codes not in known]
    kept = kept or [*between_two_in(analysis)]
    if spoken_of := merged([*between_named_in(analysis), *spoken_of_in(analysis)]):
        known = {deal.codes for deal in kept}
        kept += [deal for deal in spoken_of if deal.codes not in known]
    for deal in kept:
        in_text = not deal.sentences[0].is_headline
        if deal.kind == "other" and not any(party.role for party in deal.parties):
            _make_taker(deal, sender)
        if deal.kind == "other" and in_text and (_takes_others(analysis, deal) or takes_foreigners(analysis, deal)):
            deal.kind = "third_country_removal"
        elif in_text:
            bring_home(analysis, deal)
        if deal.kind in MOVING and not any(party.role for party in deal.parties):
            taker = taker_of(deal.sentences, deal.codes)
            others = [party.country for party in deal.parties if party.country != taker]
            deal.set_roles(others[0] if taker and len(others) == 1 else mover_of(deal.sentences, deal.codes) or sender)
    straighten_roles(kept)
    for deal in kept:
        add_speakers(analysis, deal)
    followups.add_silence(analysis, kept)
    followups.add_terms(analysis, kept)
    return [deal.item(analysis.quotes(deal.sentences)) for deal in kept]


def _told(analysis: Analysis, sender: str | None) -> list[Deal]:
    """Return what each sentence tells, by itself and with the states that are listed below it."""
    found: list[Deal] = []
    for sentence in [*headlines_with(analysis, _IN_SENTENCES), *analysis.prose_with(_IN_SENTENCES)]:
        if not sentence.is_question:
            told = _in_sentence(analysis, sentence, sender)
            found += [*told, *others_after(analysis, sentence, told)]
    telling = (sentence for sentence in analysis.sentences if not sentence.lexicons.isdisjoint(_IN_SENTENCES))
    leads = (sentence for sentence in telling if not sentence.is_question)
    for listed in lists_of_states(analysis, leads):
        found += listed.placed(_in_sentence(analysis, listed.sentence, sender))
    return found


def _takes_others(analysis: Analysis, deal: Deal) -> bool:
    """Say whether a party takes in people of whom the document, though not the sentence, says that they are others'."""
    takers = {party.country for party in deal.parties if party.role == "receiver"}
    own = {
        group.nationality.code
        for sentence in deal.sentences
        for group in people_in(sentence, sentence.span)
        if group.nationality
    }
    elsewhere = "elsewhere" in analysis.lexicons or any(sends_to_third(sentence) for sentence in analysis.prose())
    return bool(takers) and not takers & own and elsewhere


def _in_sentence(analysis: Analysis, sentence: Sentence, sender: str | None) -> list[Deal]:
    found = _made_in(analysis, sentence, sender)
    for deal in found:
        deny(sentence, deal)
        if deal.modality == "asserted" and deal.told_at is not None and is_untrue(analysis, sentence, deal.told_at):
            deal.modality = "negated"
        followups.add_endings(analysis, deal)
        followups.add_money(analysis, deal)
        if deal.status is None and (deal.dates or deal.payments) and not told_beside(deal, found):
            deal.status = "announced"
    if sentence.has("instruments", "talk_nouns"):
        found += denials_in(analysis, sentence)
    if sentence.has("instruments"):
        found += followups.examples(analysis, sentence)
        found += followups.one_more(sentence)
        found += like_ones_in(analysis, sentence)
        found += likened_each_in(analysis, sentence)
        found += similar_of_each_in(analysis, sentence)
        found += alike_in(sentence, found)
    if sentence.has("talks", "talk_nouns"):
        found += [*talks_in(analysis, sentence)] or refused_talks_in(analysis, sentence)
    if not found and sentence.has("ask_verbs", "weighing") and sentence.has("instruments", "requests"):
        found += wanted_in(analysis, sentence)
    if sentence.has("references"):
        found += followups.about_to_make(analysis, sentence)
    return found


def _made_in(analysis: Analysis, sentence: Sentence, sender: str | None) -> list[Deal]:
    """Return the agreements that a sentence tells, before others say what became of them."""
    found: list[Deal] = []
    if sentence.has("consent_nouns", "accept_verbs"):
        found += acceptances_in(analysis, sentence, sender)
    if not found and sentence.has("agree_verbs"):
        found += cooperations_in(sentence)
    if not found and sentence.has("accept_verbs", "bare_refusals"):
        found += refusals_in(analysis, sentence, sender)
    if sentence.has("instruments"):
        found += _by_instruments(analysis, sentence, sender)
        found += [] if found else passing_in(analysis, sentence)
    if not found and sentence.has("accept_verbs") and sentence.has("flights"):
        found += flights_taken_in(sentence, sender)
    if sentence.has("requests"):
        found += refusals_near(analysis, sentence)
    if sentence.has("schemes"):
        found += schemes_in(analysis, sentence)
    if not found and sentence.has("agree_verbs"):
        found += joint_acts_in(analysis, sentence)
    return found


def _by_instruments(analysis: Analysis, sentence: Sentence, sender: str | None) -> list[Deal]:
    each = [*with_each_in(analysis, sentence)]
    found = [
        *instruments_in(analysis, sentence),
        *statements_in(analysis, sentence),
        *one_sided_in(analysis, sentence),
        *under_in(analysis, sentence, sender),
    ]
    return [*(deal for deal in found if not (each and _is_of_listed(deal, each))), *each]


def _is_of_listed(deal: Deal, each: list[Deal]) -> bool:
    """Say whether the states of a list, with each of which there is an agreement, were read as the sides of one."""
    makers = frozenset.intersection(*(one.codes for one in each))
    listed = frozenset.union(*(one.codes for one in each)) - makers
    return len(deal.codes - makers) > 1 and deal.codes - makers <= listed


def _make_taker(deal: Deal, sender: str | None) -> None:
    """Give an agreement of two its roles where people are said to be taken under it whom `sender` deports."""
    takes = any(
        sentence.has("accept_verbs") and cue.value == "deported"
        for sentence in deal.sentences
        for cue in sentence.of("people")
    )
    if takes and len(deal.codes) == len(deal.parties):
        deal.set_roles(sender)
