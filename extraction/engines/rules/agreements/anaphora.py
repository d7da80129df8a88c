"""Which states "both governments", "his country", "the two sides" stand for, by the sentences before."""

from __future__ import annotations

from collections import Counter

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.claims import speakers_of
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.spokespeople import spokespeople_of
from extraction.engines.rules.state_mentions import actors, coordinated, is_oblique
from extraction.engines.rules.verbs import VerbGroup
from extraction.lexicons.countries import CountryMention

_BACK = 6
"""Sentences before another in which the states that it stands for were named."""
_RIGHT_BEFORE = 20
"""Characters between "both governments" and what they do."""


@taken_once
def two_states(analysis: Analysis) -> tuple[str, ...]:
    """Return the two states that a document is about: those that it names most, each much more than any other."""
    counts: Counter[str] = Counter()
    for sentence in analysis.sentences:
        counts.update(list(dict.fromkeys(m.code for m in sentence.countries if m.form != "capital")))
    ranked = counts.most_common(3)
    clear = len(ranked) == 2 or (len(ranked) > 2 and ranked[1][1] >= 2 * ranked[2][1])
    return (ranked[0][0], ranked[1][0]) if clear and ranked[1][1] > 1 else ()


def other_state(analysis: Analysis, code: str) -> str | None:
    """Return the other one of the two states that a document is about, None where `code` is neither."""
    pair = two_states(analysis)
    return next((other for other in pair if other != code), None) if code in pair else None


def both_meant(analysis: Analysis, sentence: Sentence) -> tuple[str, ...]:
    """Return the two states that "both" stands for: those that the nearest sentence before names alone, else none.

    What the sentence itself names must be one of them. The first heading, and the two states that the whole document
    is about, are the last resorts.
    """
    own = _named(sentence)
    if len(own) == 2:
        return own
    if len(own) == 1 and sentence.position and not _likens(sentence):
        last = _named(analysis.sentences[sentence.position - 1])
        if len(last) == 1 and last != own:
            return (*last, *own)  # "Paraguay is one more. Its minister signed the deal with Marco Rubio"
    first = next(iter(analysis.headings()), None)
    before = [*reversed(analysis.sentences[max(sentence.position - _BACK, 0) : sentence.position])]
    for other in [*before, *([first] if first is not None else [])]:
        codes = _named(other)
        if len(codes) == 2:
            return codes if set(own) <= set(codes) else ()
    codes = two_states(analysis)
    return codes if set(own) <= set(codes) else ()


def states_meant(analysis: Analysis, sentence: Sentence) -> tuple[str, ...]:
    """Return the states that "they" stands for: the several that the last sentence to name any has as subject."""
    for other in reversed(analysis.sentences[max(sentence.position - _BACK, 0) : sentence.position]):
        named = [mention for mention in actors(other, *other.span) if not is_oblique(other, mention)]
        if named:
            codes = tuple(dict.fromkeys(mention.code for mention in coordinated(other, named, 0)))
            return codes if len(codes) > 1 else ()
    return ()


def _likens(sentence: Sentence) -> bool:
    """Say whether a sentence names what its matter is like, too: "similar to what was agreed with Morocco"."""
    return any(token.word in word_class("similar") for token in sentence.tokens)


def _named(sentence: Sentence) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.code for mention in actors(sentence, *sentence.span)))


def is_both(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether the subject right before a verb is "both governments", "the two sides"; a pronoun may be anybody."""
    start = sentence.tokens[group.first].start
    clause = sentence.clause_span(start)[0]  # "the countries that have agreed" are any
    return any(
        0 < start - cue.end <= _RIGHT_BEFORE and cue.start >= clause and " " in cue.lemma
        for cue in sentence.of("joint_actors")
        if cue.value == "parties" and not sentence.countries_in(cue.end, start)  # "the governments of Chad and Mali"
    )


def country_meant(analysis: Analysis, sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the state of "his country", "the country" or "it" right before a verb: its speaker's, or the last named.

    In the sentence itself it is who speaks; where it names nobody, the one state that a sentence just before names.
    """
    before = sentence.tokens[group.first - 1].end if group.first else -1
    for cue in sentence.of("references"):
        if cue.value == "country" and cue.end == before:
            named = [m for m in actors(sentence, sentence.span[0], cue.start) if not is_oblique(sentence, m)]
            return named[-1:] or _of_entry(sentence) or last_named(analysis, sentence)
    if sentence.word_at(group.first - 1) in word_class("first_person"):
        return _who_says(analysis, sentence, before)  # "“We have agreed with Togo to accept”, Lindvall said"
    if sentence.word_at(group.first - 1) in word_class("personal_pronouns"):  # "Togo says it has agreed to accept"
        named = [m for m in actors(sentence, sentence.span[0], before) if not is_oblique(sentence, m)]
        if len({mention.code for mention in named}) == 1:
            return named[-1:]
        if sentence.word_at(group.first - 1) == "they" and named:  # "Dominica and Antigua said they had agreed to"
            listed = coordinated(sentence, named, 0)
            return listed if len(listed) == len(named) else []
        return [] if named else _of_entry(sentence) or spokespeople_of(analysis).subject(sentence, group.first)
    return spokespeople_of(analysis).subject(sentence, group.first)  # "Lindvall signed an agreement"


def _of_entry(sentence: Sentence) -> list[CountryMention]:
    """Return the state that the list's entry is about in which a sentence stands."""
    return [sentence.topic] if sentence.topic is not None else []


def _who_says(analysis: Analysis, sentence: Sentence, offset: int) -> list[CountryMention]:
    """Return the state for which somebody speaks who says what stands at `offset`: a leader, or an official by name."""
    for span in speakers_of(sentence, offset):
        named = actors(sentence, *span)
        if named:
            return named[-1:] if len({mention.code for mention in named}) == 1 else []
        code = spokespeople_of(analysis).country_of(sentence.document[slice(*span)])
        if code is not None:
            return [CountryMention(span, code, "leader")]
    return []


def last_named(analysis: Analysis, sentence: Sentence) -> list[CountryMention]:
    """Return the one state that the nearest sentence before that names any names alone."""
    for other in reversed(analysis.sentences[max(sentence.position - _BACK, 0) : sentence.position]):
        named = actors(other, *other.span)
        if named:
            return named[-1:] if len({mention.code for mention in named}) == 1 else []
    return []
