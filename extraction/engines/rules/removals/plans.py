"""Plans as nouns: whose "the UK government's plan to deport them" is, and what dates are of the plan alone."""

from __future__ import annotations

from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.state_mentions import actors
from extraction.engines.rules.values import Value
from extraction.engines.rules.verbs import VerbGroup, verb_group
from extraction.lexicons.countries import CountryMention


def is_of_plan(sentence: Sentence, group: VerbGroup, date: Value) -> bool:
    """Say whether a date is of what is said of a plan, not of what is planned: "the plan to send … was blocked in"."""
    noun = group.first - 1
    led = sentence.word_at(noun - 1) in word_class("determiners") or sentence.word_at(noun - 1) == "'s"
    if not (group.is_infinitive and group.modality == "planned" and led):
        return False
    if date.span[0] < sentence.tokens[noun].start:
        return True
    return any(word in word_class("was") for word in sentence.words_between(sentence.tokens[noun].end, date.span[0]))


def is_given_up(sentence: Sentence, group: VerbGroup) -> bool:
    """Say whether a plan is told to have been dropped: "the plan to deport 300 migrants to Iran was abandoned"."""
    end = sentence.tokens[group.last - 1].end
    dropped = (verb for verb in sentence.of("flight_verbs") if verb.is_verb and verb.start >= end)
    groups = (verb_group(sentence, verb) for verb in dropped if verb.value == "cancelled")
    return bool(group.governor) and any(later.passive and later.happened for later in groups)


def planner(sentence: Sentence, group: VerbGroup) -> list[CountryMention]:
    """Return the state whose plan governs an infinitive: "the UK government's plan to deport them"."""
    noun = group.first - 1
    if not group.is_infinitive or not group.governor or sentence.word_at(noun - 1) != "'s":
        return []
    return actors(sentence, sentence.span[0], sentence.tokens[noun - 1].start)[-1:]
