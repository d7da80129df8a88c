"""Whom the one state that a sentence names has made an agreement with, where other sentences say so."""

from __future__ import annotations

from extraction.engines.rules.agreements.anaphora import other_state
from extraction.engines.rules.agreements.counterpart import mover_in, named_before, other_side
from extraction.engines.rules.agreements.deal import MOVING
from extraction.engines.rules.agreements.parties import company, other_actors
from extraction.engines.rules.agreements.protagonist import protagonist_of
from extraction.engines.rules.agreements.status import Told
from extraction.engines.rules.agreements.taking import is_to_take
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_TAKING = MOVING | {"safe_third_country"}


def unnamed_side(
    analysis: Analysis, sentence: Sentence, instrument: Cue, told: Told, one: CountryMention
) -> str | None:
    """Return the other side of an agreement of which a sentence names `one` alone, None where the text leaves it open.

    It is whom the sentences before name, for what a pronoun did; the state that moves people, or that the text is
    about, for "an agreement with Togo" and for what takes people in; else the other one of the two states that a
    document is about.
    """
    if _is_of_pronoun(sentence, told):
        theirs = one in company(sentence, instrument.end)  # "we signed an agreement with Togo"
        if not theirs or _before(sentence, told) in word_class("speaking_pronouns"):
            return None
        before = named_before(analysis, sentence, {one.code})
        return before.pop() if len(before) == 1 else None
    if _is_with(sentence, instrument, one) and not other_actors(sentence, [one]):
        return other_side(analysis, sentence, {one.code})  # "an agreement with Togo was signed"
    if instrument.value in _TAKING or is_to_take(sentence, instrument):
        return _mover(analysis, sentence, one)  # "Togo has refused to sign a safe third country agreement"
    if one == sentence.topic:
        return mover_in(analysis) or getattr(protagonist_of(analysis), "code", None)
    if sentence.word_at(sentence.index_at(instrument.start) - 1) in word_class("definite"):
        return other_state(analysis, one.code)
    return None


def _mover(analysis: Analysis, sentence: Sentence, one: CountryMention) -> str | None:
    """Return who moves people to `one`: the document's mover, or another state that the sentence names."""
    mover, other = mover_in(analysis), other_side(analysis, sentence, {one.code})
    named = other == mover or any(mention.code == other for mention in sentence.countries)
    return other if named and mover != one.code else None


def _is_with(sentence: Sentence, instrument: Cue, one: CountryMention) -> bool:
    """Say whether an instrument over migration is one with a state itself, and not with its university."""
    about = instrument.value not in ("other", "treaty", "memorandum_of_understanding") or is_on_migration(sentence)
    named = one in company(sentence, instrument.end)
    return about and named and sentence.word_at(sentence.index_at(one.span[0]) - 1) not in function_words("of")


def _is_of_pronoun(sentence: Sentence, told: Told) -> bool:
    """Say whether a pronoun does what is told: whom "they signed" means another sentence says, and maybe of nobody."""
    before = _before(sentence, told)
    return any(before in word_class(name) for name in ("personal_pronouns", "pronouns", "first_person"))


def _before(sentence: Sentence, told: Told) -> str:
    """Return the word before the verb that tells it, "" where no verb does."""
    return sentence.word_at(verb_group(sentence, told.cue).first - 1) if told.cue.is_verb else ""
