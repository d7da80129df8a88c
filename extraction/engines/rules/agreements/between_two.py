"""The agreement of the two states that a document is about, where no sentence names both beside its noun."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.anaphora import two_states
from extraction.engines.rules.agreements.context import kind_of
from extraction.engines.rules.agreements.deal import DATED, ENDED, Deal, Party
from extraction.engines.rules.agreements.names import name_of
from extraction.engines.rules.agreements.parties import company
from extraction.engines.rules.agreements.presupposed import of_two_states
from extraction.engines.rules.agreements.scope import in_scope
from extraction.engines.rules.agreements.sides import points_at_kind
from extraction.engines.rules.agreements.status import Told, doers_of, told_of
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue

_SIDES = 2
_MADE = frozenset({"signed", "agreed"}) | ENDED


@rule
def between_two_in(analysis: Analysis) -> Iterator[Deal]:
    """Yield what was made or ended of an agreement over migration, of a document that is about two states alone."""
    codes = two_states(analysis)
    for sentence in analysis.prose_with({"instruments"}) if codes else ():
        if sentence.is_question or not {m.code for m in sentence.countries} <= set(codes):
            continue
        for instrument in sentence.of("instruments"):
            deal = _deal(analysis, sentence, instrument, codes)
            if deal is not None:
                yield deal
                return


@rule
def between_named_in(analysis: Analysis) -> Iterator[Deal]:
    """Yield what somebody unknown signed, where its sentence names two states alone: "Gaddafi signed a pact with …"."""
    for sentence in of_two_states(analysis):
        if len({mention.code for mention in sentence.countries}) != _SIDES:
            continue
        for instrument in sentence.of("instruments"):
            told = told_of(sentence, instrument)
            if told is None or not told.is_object or not told.cue.is_verb or not _is_by_people(sentence, told):
                continue
            codes = tuple(dict.fromkeys(m.code for m in actors(sentence, *sentence.span)))
            if len(codes) == _SIDES and not company(sentence, instrument.end):  # with nobody's state that is named
                deal = _deal(analysis, sentence, instrument, codes)
                if deal is not None:
                    yield deal
                    return


def _is_by_people(sentence: Sentence, told: Told) -> bool:
    """Say whether somebody by name did what is told, and no state or pronoun."""
    group = verb_group(sentence, told.cue)
    before = sentence.tokens[group.first - 1] if group.first else None
    named = before is not None and sentence.document[before.start].isupper() and group.happened and not group.passive
    return named and not doers_of(sentence, told)


def _deal(analysis: Analysis, sentence: Sentence, instrument: Cue, codes: tuple[str, ...]) -> Deal | None:
    if instrument.form == "plural" or instrument.value.startswith("joint_") or points_at_kind(sentence, instrument):
        return None
    if not is_on_migration(sentence) or not in_scope(analysis, sentence, instrument):
        return None
    told = told_of(sentence, instrument)
    if told is None or not told.cue.is_verb or told.modality != "asserted" or told.status not in _MADE:
        return None
    if sentence.word_at(sentence.index_at(told.cue.end - 1) + 1) == "to":
        return None  # "agreed to explore a readmission agreement"
    deal = Deal([sentence], kind_of(instrument.value, [sentence]), [Party(code) for code in codes], told.status)
    deal.name = name_of(sentence, instrument)
    deal.told_at = told.cue.start
    deal.hedge = hedge_of(sentence, told.cue.start)
    date = date_near(sentence, told.cue.start)
    if date is not None and told.status in DATED:
        deal.dates[DATED[told.status]] = date.text
    return deal
