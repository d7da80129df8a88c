"""What states agree to by its noun: "agreed to all terms, including the acceptance of deportees"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.agreements.anaphora import country_meant
from extraction.engines.rules.agreements.context import kind_of
from extraction.engines.rules.agreements.deal import Deal
from extraction.engines.rules.agreements.parties import parties
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors
from extraction.engines.rules.verbs import verb_group

_OBJECT = 60
"""Characters after a noun of taking in where it says whom."""
_TERMS = 12
"""Words between a verb of agreeing and the noun that it agrees to."""
_MOVED = frozenset({"deported", "nationals", "air_removal", "land_removal", "sea_removal"})


def terms_in(analysis: Analysis, sentence: Sentence, sender: str | None) -> Iterator[Deal]:
    """Yield what a state agreed to by a noun: "agreed to the resumption of deportation flights"."""
    for noun in sentence.of("consent_nouns"):
        after = (noun.end, min(noun.end + _OBJECT, sentence.span[1]))
        moved = any(
            after[0] <= cue.start < after[1] and cue.value in _MOVED for cue in sentence.of("people", "flights")
        )
        moved = moved or any(after[0] <= cue.start < after[1] for cue in sentence.of("removal_nouns"))
        moved = moved or (sentence.has_between(*after, "people") and sentence.has_between(*after, "flights"))
        moved = moved or (noun.value == "removal" and sentence.has_between(*after, "people"))
        for consent in sentence.of("agree_verbs") if moved else ():
            group = verb_group(sentence, consent)
            words = sentence.words_between(consent.end, noun.start)
            far = consent.start > noun.start or len(words) > _TERMS or ";" in words
            if consent.value != "agreed" or not consent.is_verb or not group.happened or far:
                continue
            receivers = subjects(sentence, group) or country_meant(analysis, sentence, group)
            if len({receiver.code for receiver in receivers}) > 1:
                receivers = [receiver for receiver in receivers if receiver.code != sender]
                if noun.value == "removal" and sender is None:
                    return  # "Chile and Peru have agreed on the return of minors": who takes them is not said
            for receiver in receivers:
                others = [m for m in actors(sentence, *sentence.span) if m.code != receiver.code][:1]
                kind = kind_of("other", [sentence]) if noun.value == "removal" else "returns_arrangement"
                deal = Deal([sentence], kind, parties(sentence, [receiver, *others]), "agreed")
                deal.told_at = consent.start
                deal.hedge = hedge_of(sentence, consent.start)
                yield deal.with_taker(receiver.code, sender)
            return
