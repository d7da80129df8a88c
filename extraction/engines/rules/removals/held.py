"""People held where they were deported to: "ten men deported from the United States have been jailed in Eswatini"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of, speakers_of
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.people import People, people_in
from extraction.engines.rules.phrases import is_of_none
from extraction.engines.rules.removals.event import Removal
from extraction.engines.rules.removals.senders import sender_in
from extraction.engines.rules.removals.totals import is_total
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import NAME_FORMS, CountryMention

_PREDICATE = 7
"""Words between who deported people and the word that says that they are held."""
_PLACE = 10
"""Words between that word and the state in which they are: a prison stands there."""


@rule
def held_in(analysis: Analysis, sentence: Sentence) -> Iterator[Removal]:
    """Yield the removals told by counted people who were deported by a state and are held in another one."""
    for verb in sentence.of("removal_verbs"):
        people = _deported(sentence, verb)
        held = _held_after(sentence, verb) if people else None
        if people is None or held is None or is_total(sentence, people.count) or is_of_none(sentence, people.span[0]):
            continue
        removal = Removal([sentence], "arrived", people=[people], told_at=verb.start)
        removal.hedge = hedge_of(sentence, verb.start)
        place = _where(sentence, held) or _who_says_so(sentence, verb)
        removal.sender = sender_in(sentence, verb_group(sentence, verb), [place] if place else [])
        if place is None or removal.sender in (None, place.code):
            continue
        in_city = place.form == "capital"
        removal.destination = place.code if not in_city or place.code in analysis.named else None
        removal.destination_place = analysis.text(place.span) if in_city else None
        yield removal


def _deported(sentence: Sentence, verb: Cue) -> People | None:
    """Return the counted people of whom a participle says that they were deported: "ten men deported by"."""
    group = verb_group(sentence, verb)
    if verb.value != "removal" or not (group.passive and group.tense == "none" and group.modality == "asserted"):
        return None
    before = people_in(sentence, (sentence.span[0], verb.start))
    beside = before and before[-1].span[1] + 1 >= sentence.tokens[group.first].start
    return before[-1] if beside and before[-1].count else None


def _held_after(sentence: Sentence, deported: Cue) -> Cue | None:
    """Return the verb of "have been jailed", "are being held", or the noun of "are in the custody of"."""
    for cue in sentence.of("held_verbs"):
        near = cue.start > deported.end and len(sentence.words_between(deported.end, cue.start)) <= _PREDICATE + _PLACE
        if cue.value == "custody" and near and not cue.is_verb:
            return cue
        if cue.value == "held" and cue.is_verb and near:
            group = verb_group(sentence, cue)
            return cue if group.passive and group.modality == "asserted" and group.tense != "none" else None
    return None


def _where(sentence: Sentence, held: Cue) -> CountryMention | None:
    """Return the state or capital of "in a prison in Eswatini", "in Juba"."""
    after = sentence.index_at(held.end - 1) + 1
    for index in range(after, min(after + _PLACE, len(sentence.tokens))):
        if word_class("destination_words").get(sentence.word_at(index)) == "at":
            found = [
                m for m in list_after(sentence, sentence.tokens[index].end, 1) if m.form in NAME_FORMS | {"capital"}
            ]
            if found:
                return found[0]
        if sentence.word_at(index) in word_class("clause_words"):
            return None
    return None


def _who_says_so(sentence: Sentence, verb: Cue) -> CountryMention | None:
    """Return the one state that says that it holds them."""
    speaking = [mention for span in speakers_of(sentence, verb.start) for mention in actors(sentence, *span)]
    return speaking[0] if len({mention.code for mention in speaking}) == 1 else None
