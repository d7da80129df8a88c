"""Laws that a state or its officials used, or said that they use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Span
from extraction.engines.rules.grammar import function_words, is_of_class
from extraction.engines.rules.law.phrases import phrase_end
from extraction.engines.rules.officials import officials_in
from extraction.engines.rules.phrases import subjects
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors, is_oblique
from extraction.engines.rules.statutes import statutes_in
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue

_OFFICE = 12
"""Characters between "vested in me" and the office: "as President"."""
_NEAR = 45
"""Characters between a verb and the law that it uses."""


@dataclass(frozen=True)
class Invocation:
    """A law that is used: the verb, the user and their country, the law, the purpose as far as it is told."""

    verb: Cue
    country: str | None
    actor: Span
    instrument: Span
    purpose: Span | None


@rule
def invocations_in(sentence: Sentence) -> Iterator[Invocation]:
    """Yield the laws that a state used: "invoked the Alien Enemies Act to …"."""
    statutes = statutes_in(sentence)
    for verb in sentence.of("legal_verbs", "means_verbs"):
        if not verb.is_verb or verb.value not in ("invoked", "use"):
            continue
        group = verb_group(sentence, verb)
        used = [span for span in statutes if 0 <= span[0] - verb.end <= _NEAR]
        if group.passive or not used:
            continue
        doer = _doer(sentence, group) if group.happened else _by_invoking(sentence, verb, group)
        if doer is not None:
            yield Invocation(verb, *doer, used[0], _purpose(sentence, used[0][1]))
            return


@rule
def authorities_in(sentence: Sentence) -> Iterator[Invocation]:
    """Yield the law that a head of state's own document rests on: "by the authority vested in me as President by …"."""
    for cue in sentence.of("authority"):
        named = [span for span in statutes_in(sentence) if span[0] > cue.end]
        office = next((one for one in sentence.of("offices") if 0 <= one.start - cue.end <= _OFFICE), None)
        country = next((mention.code for mention in sentence.countries if mention.span[0] > cue.end), None)
        if named and office is not None:
            yield Invocation(cue, country, office.span, max(named, key=_length), None)
            return


def _length(span: Span) -> int:
    return span[1] - span[0]


def _by_invoking(sentence: Sentence, verb: Cue, group: VerbGroup) -> tuple[str | None, Span] | None:
    """Return who did what the sentence tells "by invoking" a law, or by doing it, "invoking" one."""
    before = sentence.word_at(group.first - 1)
    if (
        verb.form != "gerund"
        or group.modality != "asserted"
        or not is_of_class(verb.lemma, "invoking")
        or before not in (",", "by")
    ):
        return None
    first = sentence.tokens[group.first].start
    removals = (cue for cue in sentence.of("removal_verbs") if cue.is_verb and cue.end <= first)
    removal = next(removals, None)  # in "considered sending deported men" the second is an adjective
    done = removal is not None and verb_group(sentence, removal).happened
    acting = [one for one in actors(sentence, sentence.span[0], first) if not is_oblique(sentence, one)]
    return (acting[-1].code, acting[-1].span) if done and acting else None


def _doer(sentence: Sentence, group: VerbGroup) -> tuple[str | None, Span] | None:
    """Return who uses the law, a state or one of its officials by name, with the country as far as it is told."""
    doers = subjects(sentence, group)
    start, end = sentence.span[0], sentence.tokens[group.first].start
    officials = officials_in(sentence, (start, end))
    near = bool(officials) and not sentence.document[officials[-1].span[1] : end].strip(" ,\n")
    if doers:
        own = near and officials[-1].span[0] <= doers[-1].span[0] < officials[-1].span[1]
        return doers[-1].code, officials[-1].span if own else doers[-1].span
    return (officials[-1].country, officials[-1].span) if near else None


def _purpose(sentence: Sentence, start: int) -> Span | None:
    """Return the infinitive right after the law or its date: "to deport over 130 … to El Salvador"."""
    index = sentence.index_at(start - 1) + 1
    dates = sentence.values_of("date")
    while index < len(sentence.tokens) and (
        sentence.word_at(index) in function_words("dated")
        or any(value.span[0] <= sentence.tokens[index].start < value.span[1] for value in dates)
    ):
        index += 1
    if index + 1 >= len(sentence.tokens) or sentence.word_at(index) not in function_words("purpose"):
        return None
    return sentence.tokens[index].start, phrase_end(sentence, index + 1)
