"""Removal flights that a state says it will let in: "Cuba dijo que recibirá vuelos de deportación de Panamá"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.deal import Deal, Party
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_OBJECT = 30
"""Characters between a verb of taking and the flights that are its object: their number stands there."""
_FROM = 3
"""Words after flights in which it says whose they are."""


@rule
def flights_taken_in(sentence: Sentence, sender: str | None) -> Iterator[Deal]:
    """Yield what a state says of removal flights that it will take: an agreement with who flies them."""
    if any(clause.opener == "condition" for clause in sentence.clauses):
        return
    for taking in sentence.of("accept_verbs"):
        flights = [cue for cue in sentence.of("flights") if 0 < cue.start - taking.end <= _OBJECT]
        if not flights or not flights[0].value.endswith("removal") or not taking.is_verb:
            continue
        group = verb_group(sentence, taking)
        promised = sentence.word_at(group.first) in word_class("promises") or taking.form == "future"
        takers = _speaking(sentence, taking) if promised and group.modality == "planned" else []
        if len({taker.code for taker in takers}) != 1:
            continue
        code = takers[0].code
        flying = next((m.code for m in _flown_by(sentence, flights[0].end) if m.code != code), sender)
        if flying and flying != code:
            deal = Deal([sentence], "returns_arrangement", [Party(code), Party(flying)], "agreed")
            deal.told_at = taking.start
            deal.set_roles(flying)
            yield deal
            return


def _speaking(sentence: Sentence, taking: Cue) -> list[CountryMention]:
    """Return who says so of itself: the subject of the verb of saying before it, and of the verb too."""
    said = [verb for verb in sentence.of("reporting_verbs") if verb.is_verb and verb.end <= taking.start]
    speaking = subjects(sentence, verb_group(sentence, said[-1])) if said else []
    taking_in = subjects(sentence, verb_group(sentence, taking))
    named = {mention.code for mention in taking_in}
    return [mention for mention in speaking if not named or mention.code in named]


def _flown_by(sentence: Sentence, end: int) -> list[CountryMention]:
    index = sentence.index_at(end - 1) + 1
    for place in range(index, min(index + _FROM, len(sentence.tokens))):
        if sentence.word_at(place) in word_class("origins"):
            return list_after(sentence, sentence.tokens[place].end, 2)
    return []
