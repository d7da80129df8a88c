"""Legal actions: what courts did, and which laws were used, over migration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import hedge_of
from extraction.engines.rules.dates import date_near
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.phrases import actors, is_oblique, subjects
from extraction.engines.rules.removals.senders import sender_of
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.statutes import statutes_in
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.engines.rules.vocabulary import Cue

_NEAR = 90
"""Characters between a court and its verb, or a verb and the law that it uses."""

_MARKS = frozenset(",;:.()[]|")
"""Marks that end a phrase, those of a Markdown link too."""
_POSSESSIVE = 3
"""Characters of "'s " between a country and its court."""


def find(analysis: Analysis) -> list[dict[str, Any]]:
    """Return the legal actions that `analysis`'s document tells, one raw item each."""
    if not analysis.lexicons & {"courts", "legal_instruments"}:
        return []
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for sentence in analysis.prose():
        if not (sentence.has("courts") or sentence.has("legal_instruments")) or not _in_scope(analysis, sentence):
            continue
        for item in [*_rulings(analysis, sentence), *_invocations(analysis, sentence)]:
            key = tuple(item.get(name) for name in ("country", "actor", "instrument", "action"))
            found.setdefault(key, item)
    return list(found.values())


def _in_scope(analysis: Analysis, sentence: Sentence) -> bool:
    if is_on_migration(sentence.cues) or sentence.has("removal_nouns", "flights"):
        return True
    if sentence.has("removal_verbs") and sentence.has("people"):
        return True
    return any(is_on_migration(earlier.cues) for earlier in analysis.before(sentence)[-1:])


@rule
def _rulings(analysis: Analysis, sentence: Sentence) -> Iterator[dict[str, Any]]:
    """Yield what a court did: its verb, whom or what it acted on, and the predicate as printed."""
    for court in _courts(sentence):
        verb = _verb_of(sentence, court)
        if verb is None:
            continue
        group = verb_group(sentence, verb)
        actor = _noun_phrase(sentence, court)
        predicate = (_with_adverbs(sentence, group.first), _phrase_end(sentence, group.last))
        target = _target(sentence, verb, group, predicate[1])
        if target is None:
            continue
        yield _item(
            analysis,
            sentence,
            verb,
            {
                "country": None if court.value == "international" else _country(analysis, sentence, actor),
                "actor": analysis.text(actor),
                "action": verb.value,
                "target": analysis.text(target),
                "effect": analysis.text(predicate),
            },
        )
        return


def _courts(sentence: Sentence) -> list[Cue]:
    """Return the courts, adjacent words for one made one: "a high court judge"."""
    found: list[Cue] = []
    for cue in sentence.of("courts"):
        if found and cue.start - found[-1].end == 1:
            found[-1] = found[-1]._replace(end=cue.end)
        else:
            found.append(cue)
    return found


def _verb_of(sentence: Sentence, court: Cue) -> Cue | None:
    """Return what the court did: the next verb of a court's act, or the one before "by a court"."""
    for verb in sentence.of("legal_verbs"):
        if not verb.is_verb or verb.value in ("filed", "invoked"):
            continue
        group = verb_group(sentence, verb)
        if not group.happened:
            continue
        first = sentence.tokens[group.first].start
        if not group.passive and 0 <= first - court.end <= _NEAR and _next_to(sentence, court, first):
            return verb
        if (
            group.passive
            and 0 <= court.start - verb.end <= 40
            and "by" in sentence.words_between(verb.end, court.start)
        ):
            return verb
    return None


def _next_to(sentence: Sentence, court: Cue, first: int) -> bool:
    """Say whether no other verb and no other doer stands between the court and its verb."""
    between = [cue for cue in sentence.of("legal_verbs") if cue.is_verb and court.end <= cue.start < first]
    words = sentence.words_between(court.end, first)
    clauses = word_class("clause_words")
    return not between and not any(clauses.get(word) in ("condition", "time") or word in (";", ":") for word in words)


def _noun_phrase(sentence: Sentence, noun: Cue) -> Span:
    first = sentence.index_at(noun.start)
    stops = (word_class("prepositions"), word_class("clause_words"), word_class("auxiliaries"))
    for position in range(first - 1, max(first - 5, -1), -1):
        word = sentence.word_at(position)
        if word in word_class("determiners"):
            first = position
            break
        if not word[0].isalnum() or any(word in known for known in stops):
            break
        first = position
    return sentence.tokens[first].start, noun.end


def _with_adverbs(sentence: Sentence, first: int) -> int:
    while first > 0 and sentence.word_at(first - 1).endswith("ly"):
        first -= 1
    return sentence.tokens[first].start


def _phrase_end(sentence: Sentence, index: int) -> int:
    end = sentence.tokens[index - 1].end
    dates = sentence.values_of("date")
    for token in sentence.tokens[index:]:
        if token.word in _MARKS and not any(date.span[0] < token.start < date.span[1] for date in dates):
            break
        end = token.end
    return end


def _target(sentence: Sentence, verb: Cue, group: VerbGroup, end: int) -> Span | None:
    """Return the person or measure acted on: after an active verb, before a passive one."""
    if group.passive:
        clause = sentence.clause_span(verb.start)
        return _trimmed(sentence, clause[0], sentence.tokens[group.first].start)
    stops = (word_class("prepositions"), word_class("clause_words"))
    last = verb.end
    for token in sentence.tokens[sentence.index_at(verb.end - 1) + 1 :]:
        if (
            token.start >= end
            or token.word in _MARKS
            or (token.word != "of" and any(token.word in known for known in stops))
        ):
            break
        last = token.end
    return _trimmed(sentence, verb.end, last)


def _trimmed(sentence: Sentence, start: int, end: int) -> Span | None:
    text = sentence.document[start:end]
    inner = text.strip(" \n,;").removesuffix(" of")
    if not inner:
        return None
    first = start + text.index(inner)
    return first, first + len(inner)


def _country(analysis: Analysis, sentence: Sentence, actor: Span) -> str | None:
    """Return whose court it is: printed with it, else of the state that removes people, or the one that acts, near."""
    own = [m for m in sentence.countries if actor[0] - _POSSESSIVE <= m.span[1] and m.span[0] < actor[1]]
    if own:
        return own[-1].code
    acting = {
        mention.code
        for place in [*analysis.before(sentence), sentence]
        for mention in actors(place, *place.span)
        if mention.form != "capital" and not is_oblique(place, mention)
    }
    remover = sender_of(analysis)
    if remover is not None and any(remover in {m.code for m in place.countries} for place in analysis.near(sentence)):
        return remover
    return acting.pop() if len(acting) == 1 else None


@rule
def _invocations(analysis: Analysis, sentence: Sentence) -> Iterator[dict[str, Any]]:
    """Yield the laws that a state used, or said that it uses."""
    statutes = statutes_in(sentence)
    for verb in sentence.of("legal_verbs", "means_verbs"):
        if not verb.is_verb or verb.value not in ("invoked", "use"):
            continue
        group = verb_group(sentence, verb)
        used = [span for span in statutes if 0 <= span[0] - verb.end <= _NEAR // 2]
        doers = subjects(sentence, group)
        if not group.happened or group.passive or not used or not doers:
            continue
        doer = doers[-1]
        yield _item(
            analysis,
            sentence,
            verb,
            {
                "country": doer.code,
                "actor": analysis.text(doer.span),
                "instrument": analysis.text(used[0]),
                "action": "invoked",
                "effect": _purpose(sentence, used[0][1]),
            },
        )
        return


def _purpose(sentence: Sentence, start: int) -> str | None:
    """Return the infinitive after the law: "to deport over 130 … to El Salvador"."""
    for verb in sentence.of("removal_verbs"):
        group = verb_group(sentence, verb)
        first = sentence.tokens[group.first]
        if verb.start >= start and group.is_infinitive and first.word == "to":
            return sentence.document[first.start : _phrase_end(sentence, group.last)]
    return None


def _item(analysis: Analysis, sentence: Sentence, verb: Cue, values: dict[str, Any]) -> dict[str, Any]:
    date = date_near(sentence, verb.start)
    known = {
        "quotes": analysis.quotes([sentence]),
        "modality": "asserted",
        "hedge": hedge_of(sentence, verb.start),
        **values,
        "date": date.text if date else None,
    }
    return {name: value for name, value in known.items() if value is not None}
