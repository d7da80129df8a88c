"""Agreements that one state wants of another: "pressed Laos to sign one", "Palau is considering a U.S. proposal"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.arguments import is_object_of
from extraction.engines.rules.agreements.context import kind_of, sends_to_third, takes_people
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.names import name_of
from extraction.engines.rules.agreements.parties import company, owners, parties
from extraction.engines.rules.agreements.scope import in_scope
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.phrases import subjects, subjects_before
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, list_after
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_WANTED = frozenset({"signed", "agreed", "negotiating"})
"""What somebody is asked to do about an agreement."""
_ASKED = 3
"""Words between a verb of asking and who is asked."""
_WEIGHED = 6
"""Words from a verb of weighing to what is weighed."""


@rule
def wanted_in(analysis: Analysis, sentence: Sentence) -> Iterator[Deal]:
    """Yield the agreements that states are asked to make, or are weighing as others have proposed them."""
    found = [*_asked(analysis, sentence)] if sentence.has("ask_verbs") and sentence.has("instruments") else []
    for instrument, one, other, told_at in found or _weighed(analysis, sentence):
        kind = kind_of(instrument.value if instrument.lexicon == "instruments" else "other", [sentence])
        if kind == "other" and sends_to_third(sentence):
            kind = "third_country_removal"
        deal = Deal([sentence], kind, parties(sentence, [one, other]), "proposed", told_at=told_at)
        deal.name = name_of(sentence, instrument) if instrument.lexicon == "instruments" else None
        deal.hedge = hedge_of(sentence, told_at)
        yield deal


_Wanted = tuple[Cue, CountryMention, CountryMention, int]
"""What is wanted, who wants it, of whom, and the character where that is told."""


def _asked(analysis: Analysis, sentence: Sentence) -> Iterator[_Wanted]:
    """Yield "has pressed Laos and Chad to sign a repatriation agreement", for each who is asked."""
    for ask in sentence.of("ask_verbs"):
        group = verb_group(sentence, ask) if ask.is_verb else None
        if group is None or group.modality != "asserted" or group.passive or group.is_infinitive:
            continue
        asked = list_after(sentence, ask.end, _ASKED)
        askers = subjects(sentence, group) if asked else []
        to = sentence.index_at(asked[-1].span[1] - 1) + 1 if asked else -1
        wanted = _made_after(sentence, to) if askers and sentence.word_at(to) == "to" else None
        if wanted is not None and in_scope(analysis, sentence, wanted):
            for one in asked:
                if one.code != askers[-1].code:
                    yield wanted, askers[-1], one, ask.start
            return


def _made_after(sentence: Sentence, to: int) -> Cue | None:
    """Return the instrument that the infinitive after the token `to` is on: "to sign a repatriation agreement"."""
    for verb in sentence.of("agreement_verbs"):
        if verb.value in _WANTED and sentence.index_at(verb.start) == to + 1:
            return next((cue for cue in sentence.of("instruments") if is_object_of(sentence, verb, cue)), None)
    return None


def _weighed(analysis: Analysis, sentence: Sentence) -> Iterator[_Wanted]:
    """Yield "is considering a draft agreement with the U.S.", "is weighing Washington's request to take deportees"."""
    for weighing in sentence.of("weighing"):
        index = sentence.index_at(weighing.start)
        auxiliary = word_class("auxiliaries").get(sentence.word_at(index - 1))
        if auxiliary != "be" and sentence.word_at(index - 1) not in function_words("still"):
            continue
        for noun in sentence.of("instruments", "requests"):
            between = sentence.index_at(noun.start) - index
            if not 0 < between <= _WEIGHED or not _is_open(analysis, sentence, noun):
                continue
            acting = subjects_before(sentence, weighing.start)
            others = [*owners(sentence, noun), *company(sentence, noun.end), *actors(sentence, *sentence.span)]
            others = [m for m in others if m.code not in {one.code for one in acting}]
            if len({one.code for one in acting}) == len({other.code for other in others}) == 1:
                yield noun, others[0], acting[-1], weighing.start
                return


def _is_open(analysis: Analysis, sentence: Sentence, noun: Cue) -> bool:
    """Say whether what is weighed is a request to take people, or a draft of an agreement over migration."""
    if noun.lexicon == "requests":
        return takes_people(sentence)
    drafted = sentence.word_at(sentence.index_at(noun.start) - 1) in word_class("drafted")
    return drafted and in_scope(analysis, sentence, noun)
