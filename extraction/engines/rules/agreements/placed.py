"""What is done to a deal by a verb with a phrase of state: "has put the letter under review", "keeps in force"."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import verb_group
from extraction.engines.rules.vocabulary import Cue

_REACH = 24
"""Words between the verb and the phrase: the instrument stands there, with a clause that says which one it is."""
_NEAR = 12
"""Words between the verb and the instrument."""
_PHRASES = frozenset({"under_review", "suspended", "in_force"})


def placed_in(sentence: Sentence, instrument: Cue) -> Iterator[tuple[str, Cue]]:
    """Yield the status that a verb of putting or keeping gives `instrument`, with that verb."""
    for verb in sentence.of("placing_verbs"):
        if not verb.is_verb or verb.end > instrument.start:
            continue
        group = verb_group(sentence, verb)
        words = sentence.words_between(verb.end, instrument.start)
        if group.passive or group.is_infinitive or group.modality != "asserted" or len(words) > _NEAR or ";" in words:
            continue
        if any(other is not instrument and verb.end <= other.start < instrument.start for other in _others(sentence)):
            continue
        for phrase in sentence.of("endings"):
            if phrase.value in _PHRASES and phrase.start >= verb.end and " " in phrase.lemma:
                far = len(sentence.words_between(verb.end, phrase.start)) > _REACH
                if not far and _is_near(sentence, instrument, phrase):
                    yield phrase.value, verb
                    return


def _others(sentence: Sentence) -> list[Cue]:
    return [cue for cue in sentence.of("instruments") if not cue.value.startswith("joint_")]


def _is_near(sentence: Sentence, instrument: Cue, phrase: Cue) -> bool:
    """Say whether no other instrument, and no mark, stands between an instrument and what is said of its state."""
    if phrase.end <= instrument.start:
        return True
    between = sentence.words_between(instrument.end, phrase.start)
    nearer = any(instrument.end <= other.start < phrase.start for other in _others(sentence))
    return not nearer and not any(word in (",", ";", ":", "(") for word in between)
