"""Deals, pacts and memoranda by their nouns: whose they are, of what type, since when, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.context import kind_of, sends_to_third
from extraction.engines.rules.agreements.dating import set_status
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.names import name_of
from extraction.engines.rules.agreements.parties import company, only_other, parties
from extraction.engines.rules.agreements.referred import of_both, of_one_side, referred
from extraction.engines.rules.agreements.scope import in_scope
from extraction.engines.rules.agreements.sides import deny_together, moved_under, points_at_kind, sent_to, sides_of
from extraction.engines.rules.agreements.status import Told, doers_of, told_of
from extraction.engines.rules.agreements.talks import kind_named_before
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import function_words, is_of_class, word_class
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_BETWEEN = 5
_CALLED = 60
"""Characters after an instrument in which it is said what a state becomes by it."""
_WISHED = 3
"""Words before an instrument in which it is said to be only wished for."""


@rule
def instruments_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield the agreements that nouns in `sentence` name; their status is None where only a year is printed."""
    told_verbs: set[int] = set()
    instruments = sentence.of("instruments")
    supplements = {cue: amended for cue in instruments if (amended := amended_by(sentence, cue))}
    for instrument in instruments:
        if instrument.value.startswith("joint_") or instrument in supplements.values():
            continue
        if instrument not in supplements and word_class("supplements").get(instrument.lemma) == "dependent":
            continue  # "an amendment to the bill"
        if not in_scope(analysis, sentence, instrument):
            continue
        if instrument in supplements:
            yield from supplement_in(sentence, instrument, supplements[instrument])
            continue
        told = told_of(sentence, instrument)
        if told is not None and told.cue.start in told_verbs:
            continue
        deals = [*_deals(sentence, instrument, told), *of_both(analysis, sentence, instrument, told)]
        deals = deals or referred(analysis, sentence, instrument, told)
        for deal in deals or of_one_side(analysis, sentence, instrument, told):
            if told is not None:
                told_verbs.add(told.cue.start)
            if deal.kind == "other" and points_at_kind(sentence, instrument):
                deal.kind = kind_named_before(analysis, sentence) or deal.kind
            yield deal


def amended_by(sentence: Sentence, instrument: Cue) -> Cue | None:
    """Return the instrument that "an additional protocol to the …" supplements, None of one that stands alone."""
    if not is_of_class(instrument.lemma, "supplements"):
        return None
    for other in sentence.of("instruments"):
        words = sentence.words_between(instrument.end, other.start)
        leads = words[:1] and words[0] in function_words("supplemented")
        if other.start >= instrument.end and leads and len(words) <= _BETWEEN:
            return other
    return None


def supplement_in(sentence: Sentence, instrument: Cue, amended: Cue) -> Iterator[Deal]:
    """Yield the supplement with what is told of it; it is of the type of what it supplements."""
    whole = instrument._replace(
        end=amended.end, value=amended.value if instrument.value == "other" else instrument.value
    )
    for deal in _deals(sentence, whole, told_of(sentence, whole)):
        deal.name = name_of(sentence, instrument)
        deal.amends = name_of(sentence, amended) or sentence.document[amended.start : amended.end]
        own = _date_of_amended(sentence, amended)
        deal.dates = {name: date for name, date in deal.dates.items() if date != own}
        yield deal


def _date_of_amended(sentence: Sentence, amended: Cue) -> str | None:
    """Return the date of what is supplemented: "to their Memorandum of Understanding of July 1, 2024"."""
    of = function_words("of") | word_class("leaving").keys()
    for value in sentence.values_of("date"):
        words = sentence.words_between(amended.end, value.span[0])
        if value.span[0] > amended.end and len(words) == 1 and words[0] in of:
            return value.text
    return None


def _deals(sentence: Sentence, instrument: Cue, told: Told | None) -> Iterator[Deal]:
    moved = moved_under(sentence, instrument)
    groups = [list(moved)] if moved else sides_of(sentence, instrument, told)
    if told is not None and told.modality == "negated" and len(groups) == 1:
        groups = _each_denied(sentence, instrument, told) or groups
    for members in groups:
        if len({member.code for member in members}) == 1:
            members = [*members, *_second(sentence, instrument, members)]
        if len({member.code for member in members}) < 2 or (told and deny_together(sentence, instrument, told)):
            continue
        if _is_of_each(sentence, instrument):
            continue
        deal = Deal([sentence], kind_of(instrument.value, [sentence]), parties(sentence, members))
        if deal.kind == "other":
            deal.kind = _kind_beside(sentence, instrument)
        deal.name = name_of(sentence, instrument)
        if moved:
            deal.set_roles(moved[0].code)
        set_status(sentence, instrument, told, deal)
        if moved and told is None and _has_moved(sentence, instrument) and not _is_wished_for(sentence, instrument):
            deal.status, deal.told_at = "agreed", instrument.start  # "has sent men to Uganda under a secret deal"
        if deal.status or deal.dates or moved or deal.name:
            yield deal


def _has_moved(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether somebody has moved people under it; "a plan that saw migrants sent there" may be of any time."""
    verbs = [verb for verb in sentence.of("removal_verbs") if verb.is_verb and verb.end <= instrument.start]
    group = verb_group(sentence, verbs[-1]) if verbs else None
    return group is not None and group.happened and not group.passive and bool(subjects(sentence, group))


def _is_wished_for(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether an instrument is only proposed, or drafted: "would be sent there under a proposed deal"."""
    first = sentence.index_at(instrument.start)
    return any(sentence.word_at(place) in word_class("wished_for") for place in range(max(first - _WISHED, 0), first))


def _each_denied(sentence: Sentence, instrument: Cue, told: Told) -> list[list[CountryMention]]:
    """Return the sides of what several states deny to have made each with another one: "A and B deny … with C"."""
    others = company(sentence, instrument.end)
    doers = [doer for doer in doers_of(sentence, told) if doer.code not in {other.code for other in others}]
    return [[doer, *others] for doer in doers] if others and len({doer.code for doer in doers}) > 1 else []


def _second(sentence: Sentence, instrument: Cue, members: list[CountryMention]) -> list[CountryMention]:
    """Return the other side of an agreement beside one: where people are sent under it, else the only other state."""
    if instrument.form == "plural" and points_at_kind(sentence, instrument) and not company(sentence, instrument.end):
        return []  # "Albania, which has a deal with Italy, has ruled out similar deals": with others
    if _is_likened_to(sentence, instrument):
        return []  # "announced an arrangement with Nauru, similar to the Peru arrangement": of another maker
    return sent_to(sentence, instrument) or only_other(sentence, instrument, members)


def _is_of_each(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether each of several has one like another: "Panama and Guatemala had agreed to a similar arrangement"."""
    first = sentence.index_at(instrument.start)
    like = sentence.word_at(first - 1) in word_class("similar") and sentence.word_at(first - 2) in word_class("single")
    return like and not company(sentence, instrument.end)


def _is_likened_to(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether an instrument is what another one is said to be like: "similar to the Peru arrangement"."""
    first = sentence.index_at(instrument.start)
    places = range(max(first - _BETWEEN, 0), first)
    like = (at for at in places if sentence.word_at(at) in word_class("similar"))
    return any(sentence.word_at(at + 1) in function_words("supplemented") for at in like)


def _kind_beside(sentence: Sentence, instrument: Cue) -> str:
    """Return the type of an agreement on becoming a "safe third country", or on people of other nationalities."""
    for other in sentence.of("instruments"):
        if other.value == "safe_third_country" and 0 <= other.start - instrument.end <= _CALLED:
            return other.value
    elsewhere = sentence.has("elsewhere") and sentence.has("people")
    return "third_country_removal" if elsewhere or sends_to_third(sentence) else "other"
