"""Whom a list's entry is about, and who made what it tells: "## Paraguay … the two countries signed an agreement"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.anaphora import both_meant
from extraction.engines.rules.agreements.counterpart import mover_in
from extraction.engines.rules.agreements.dating import told_deal
from extraction.engines.rules.agreements.deal import Deal, Party
from extraction.engines.rules.agreements.sides import sides_of
from extraction.engines.rules.agreements.status import Told
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue

_MADE = frozenset({"agreed", "signed"})


def both_of(analysis: Analysis, sentence: Sentence) -> tuple[str, ...]:
    """Return the two states that "both" stands for: in an entry on a state, that one and who moves people to all."""
    return _sides_of_entry(analysis, sentence) if sentence.topic is not None else both_meant(analysis, sentence)


def made_by_entry(analysis: Analysis, sentence: Sentence, instrument: Cue, told: Told | None) -> Iterator[Deal]:
    """Yield what an entry says was made that names no side: "Belize: An agreement was signed on 20 October"."""
    if sentence.topic is None or told is None or told.modality != "asserted" or told.status not in _MADE:
        return
    first, after = sentence.index_at(instrument.start), sentence.index_at(instrument.end - 1) + 1
    alone = sentence.word_at(first - 1) in word_class("determiners") and sentence.word_at(after) not in word_class(
        "with"
    )
    passive = told.cue.is_verb and verb_group(sentence, told.cue).passive
    if not alone or not passive or sides_of(sentence, instrument, told):
        return
    sides = _sides_of_entry(analysis, sentence)
    if sides:
        yield told_deal(sentence, instrument, told, [Party(code) for code in sides])


def _sides_of_entry(analysis: Analysis, sentence: Sentence) -> tuple[str, ...]:
    """Return the state that an entry is about, and who moves people in the document; none where it names a third."""
    maker = mover_in(analysis)
    if sentence.topic is None or maker is None or maker == sentence.topic.code:
        return ()
    sides = (sentence.topic.code, maker)
    named = {mention.code for mention in actors(sentence, *sentence.span)}
    return sides if named <= set(sides) else ()
