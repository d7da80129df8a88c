"""Sentences with the words of some kind of which nothing was recorded, and what kept them from it."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.engines.rules.explanation.model import NearMiss, Unrecorded, Word
from extraction.engines.rules.explanation.trials import Trials
from extraction.engines.rules.explanation.words import grammar_in, place
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.vocabulary import Cue

SIGNALS = {
    "agreement": frozenset({"instruments", "talks", "accept_verbs"}),
    "deportation_flight": frozenset({"removal_verbs", "flights"}),
    "engagement": frozenset({"meetings"}),
    "legal_action": frozenset({"legal_verbs", "means_verbs", "finding_verbs", "suit_verbs", "order_verbs"}),
    "stance": frozenset({"stance_acts"}),
}
"""The cue lexicons that make the rules of a kind look at a sentence; those of lists and tables look at no sentence."""
BLOCKING = frozenset({"deniers", "examples", "running_totals"})
"""Cue lexicons whose words can keep a fact from being one."""
NOT_SO = frozenset(
    {
        *("not", "denies", "condition", "could", "should", "will"),
        *("considers", "intends", "hypothetical", "negated", "planned", "recommended"),
    }
)
"""What words of grammar say of a thing that has not happened, or may not have; the others only join words."""


def unrecorded(trials: Trials) -> list[Unrecorded]:
    """Return the sentences of prose that name a country and words of a kind, and that no record quotes.

    Where too much has been tried already, they come without what kept them from being recorded.
    """
    quotes = [quote for found in trials.found.values() for finding in found for quote in finding["quotes"]]
    missed = []
    for sentence in trials.analysis.prose():
        signals = _signals(sentence)
        wanted = [kind for kind in trials.found if kind in signals]
        if (
            wanted
            and sentence.countries
            and not any(sentence.text in quote or quote in sentence.text for quote in quotes)
        ):
            missed.append(_explained(trials, sentence, wanted))
    return missed


def _is_among(sentence: Sentence, quotes: Sequence[str]) -> bool:
    return any(sentence.text in quote or quote in sentence.text for quote in quotes)


def _signals(sentence: Sentence) -> dict[str, list[Cue]]:
    found = {kind: [cue for cue in sentence.cues if cue.lexicon in lexicons] for kind, lexicons in SIGNALS.items()}
    return {kind: cues for kind, cues in found.items() if cues}


def _explained(trials: Trials, sentence: Sentence, kinds: list[str]) -> Unrecorded:
    signals = _signals(sentence)
    words = {cue.origin: cue for kind in kinds for cue in signals[kind]}
    return Unrecorded(
        sentence=place(trials.document, sentence.span),
        kinds=kinds,
        words=[
            Word(place=place(trials.document, cue.span), line=cue.origin, term=cue.lemma, value=cue.value)
            for cue in words.values()
        ],
        but_for=[miss for kind in kinds for miss in _near_misses(trials, sentence, kind)],
    )


def _near_misses(trials: Trials, sentence: Sentence, kind: str) -> list[NearMiss]:
    """Try the sentence without each word that can keep it from being a fact, and if need be without all of them."""
    blocking = _blocking(trials, sentence)
    single = [miss for word in blocking if (miss := _without(trials, sentence, kind, [word])) is not None]
    if single or len(blocking) < 2:
        return single
    together = _without(trials, sentence, kind, blocking)
    if together is None:
        return []
    needed = list(blocking)
    for word in blocking:  # of all words, those that no other one can stand in for
        fewer = [other for other in needed if other is not word]
        miss = _without(trials, sentence, kind, fewer)
        if miss is not None:
            needed, together = fewer, miss
    return [together]


def _without(trials: Trials, sentence: Sentence, kind: str, words: Sequence[Word]) -> NearMiss | None:
    found = trials.found[kind]
    otherwise = trials.without_words(kind, *words) or []
    new = (one for one in otherwise if one not in found and _is_among(sentence, one["quotes"]))
    finding = next(new, None)
    return NearMiss(words=list(words), kind=kind, finding=finding) if finding is not None else None


def _blocking(trials: Trials, sentence: Sentence) -> list[Word]:
    grammar = grammar_in(trials.analysis, sentence.span)
    words = {word.line: word for word in grammar if word.value in NOT_SO}
    for cue in sentence.of(*BLOCKING):
        at = place(trials.document, cue.span)
        words.setdefault(cue.origin, Word(place=at, line=cue.origin, term=cue.lemma, value=cue.value))
    return list(words.values())
