"""What courts do: they block, uphold, strike down and order, as verbs tell it in the active and the passive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.law.phrases import court_phrase, object_phrase, predicate, trimmed
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue

_NEAR = 90
"""Characters between a court and its verb."""
_AGENT = 40
"""Characters between a passive verb and "by a court"."""
_MOST_FOUND_WORDS = 16
_NO_ACTS = frozenset({"filed", "invoked"})


@dataclass(frozen=True)
class Ruling:
    """What one court did to one thing: the verb, its code, who acted, what was acted on, the predicate.

    `instrument` is the order by which it did so, where that is told.
    """

    verb: Cue
    action: str
    court: Cue
    actor: Span
    target: Span | None
    effect: Span
    instrument: Span | None = None


@rule
def rulings_in(sentence: Sentence) -> Iterator[Ruling]:
    """Yield what courts did: a verb of a court's act with a court as its subject, or after "by"."""
    known = courts(sentence)
    for verb in sentence.of("legal_verbs"):
        if not verb.is_verb or verb.value in _NO_ACTS:
            continue
        group = verb_group(sentence, verb)
        court = doer(sentence, known, group, verb) if group.happened or _is_by_court(sentence, group) else None
        if court is None:
            continue
        effect = predicate(sentence, group.first, group.last)
        target = _target(sentence, verb, group, effect[1])
        actor = court_phrase(sentence, court)
        if group.tense == "none":  # "flights blocked by a judge resumed"
            effect = effect[0], actor[1]
        if target is not None:
            yield Ruling(verb, verb.value, court, actor, target, effect)


@rule
def findings_in(sentence: Sentence) -> Iterator[Ruling]:
    """Yield what courts found: "declared the rule invalid", "ruled that the transfers were lawful"."""
    known = courts(sentence)
    for verb in sentence.of("finding_verbs") if sentence.has("validity") else ():
        group = verb_group(sentence, verb)
        court = doer(sentence, known, group, verb) if group.happened and not group.passive else None
        if court is None:
            continue
        said = _said(sentence, group)
        if said is not None:
            target, validity = said
            effect = (predicate(sentence, group.first, group.last)[0], validity.end)
            yield Ruling(verb, validity.value, court, court_phrase(sentence, court), target, effect)


def courts(sentence: Sentence) -> list[Cue]:
    """Return the courts, adjacent words for one made one: "a high court judge"."""
    found: list[Cue] = []
    for cue in sentence.of("courts"):
        if found and cue.start - found[-1].end == 1:
            found[-1] = found[-1]._replace(end=cue.end)
        else:
            found.append(cue)
    return found


def _is_by_court(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether a bare participle tells who did it: "deportations blocked by a federal judge"."""
    return group.modality == "asserted" and group.tense == "none" and group.passive and not group.is_infinitive


def doer(sentence: Sentence, known: list[Cue], group: VerbGroup, verb: Cue) -> Cue | None:
    """Return the court that is the subject of an active verb, or the agent of a passive one."""
    first = sentence.tokens[group.first].start
    if group.passive:
        return next(
            (
                court
                for court in known
                if 0 <= court.start - verb.end <= _AGENT
                and function_words("by") & set(sentence.words_between(verb.end, court.start))
            ),
            None,
        )
    before = [court for court in known if court.end <= first]
    if not before or not _is_subject(sentence, before[-1], first):
        return None
    return before[-1]


def _is_subject(sentence: Sentence, court: Cue, first: int) -> bool:
    """Say whether a court does what the verb at the character `first` tells.

    Its own name, dates and adverbs may stand between, or the verb before that this one is joined to ("upheld the
    agreement with …, but struck down the rule"); no other doer and no clause.
    """
    if sentence.word_at(sentence.index_at(court.start) - 1) in function_words("by"):
        return False
    end = court_phrase(sentence, court)[1]
    words = sentence.words_between(end, first)
    verbs = [cue for cue in sentence.of("legal_verbs") if cue.is_verb and end <= cue.start < first]
    clauses = word_class("clause_words")
    if verbs:
        joined = bool(words) and clauses.get(words[-1]) == "and"
        return joined and _is_subject(sentence, court, sentence.tokens[verb_group(sentence, verbs[0]).first].start)
    return first - end <= _NEAR and not any(
        clauses.get(word) in ("condition", "time", "and") or word in (";", ":") for word in words
    )


def _target(sentence: Sentence, verb: Cue, group: VerbGroup, end: int) -> Span | None:
    """Return the person or measure acted on: after an active verb, before a passive one."""
    if group.passive:
        return trimmed(sentence, sentence.clause_span(verb.start)[0], sentence.tokens[group.first].start)
    return object_phrase(sentence, verb.end, end)


def _said(sentence: Sentence, group: VerbGroup) -> tuple[Span, Cue] | None:
    """Return what was found to be valid or not, and the word for that: none where it is denied."""
    index = group.last
    if sentence.word_at(index) in function_words("that"):
        index += 1
    if index >= len(sentence.tokens):
        return None
    start = sentence.tokens[index].start
    for cue in sentence.of("validity"):
        place = sentence.index_at(cue.start)
        if not index <= place < index + _MOST_FOUND_WORDS:
            continue
        words = [token.word for token in sentence.tokens[index:place]]
        denied = any(word in word_class("negations") for word in words)
        target = _before_verb(sentence, index, place)
        if place == index:  # "declaró inconstitucional la ley"
            target = object_phrase(sentence, cue.end, sentence.span[1])
        if denied or target is None or target[0] < start or words[:1] in [[it] for it in word_class("pronouns")]:
            return None
        return target, cue
    return None


def _before_verb(sentence: Sentence, index: int, place: int) -> Span | None:
    """Return the noun phrase of tokens `[index, place)` without the "was" or "to be" before the adjective."""
    last = place
    while last > index and sentence.word_at(last - 1) in word_class("auxiliaries"):
        last -= 1
    return trimmed(sentence, sentence.tokens[index].start, sentence.tokens[last - 1].end) if last > index else None
