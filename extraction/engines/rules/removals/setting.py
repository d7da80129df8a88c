"""What stands around people or a vehicle that says that they are removed, or carry those who are."""

from __future__ import annotations

from functools import lru_cache

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.people import people_in
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import is_on_migration

_ENOUGH = 2
"""Words of migration that make a whole document one about it."""
_OFTEN = 3
"""Sentences about removals that make a whole document one about them."""


def speaks_of_removals(analysis: Analysis, sentence: Sentence) -> bool:
    """Say whether the sentences around people or a vehicle, or their sentence itself, are about who is deported."""
    return any(_names_removals(other) for other in analysis.near(sentence))


def _names_removals(sentence: Sentence) -> bool:
    if any(cue.value.endswith("_removal") for cue in sentence.of("flights")) or sentence.has("removal_nouns"):
        return True
    return any(cue.value in ("removal", "deported") for cue in sentence.of("removal_verbs", "people"))


def goes_on_about_removals(analysis: Analysis, sentence: Sentence) -> bool:
    """Say whether a sentence of a text on migration stands where others name removals, or all of the text does."""
    if is_about_removals(analysis):
        return True
    around = analysis.around(sentence)
    told = is_about_migration(analysis) and any(_names_removals(other) for other in around)
    return told or any(_removes_people(other) for other in around)


def _removes_people(sentence: Sentence) -> bool:
    """Say whether a sentence removes people, and no diplomats: "14 people expelled from the United States"."""
    verbs = any(cue.value == "removal" and cue.is_verb for cue in sentence.of("removal_verbs"))
    return verbs and any(group.count for group in people_in(sentence, sentence.span)) and not sentence.has("embassies")


@lru_cache(maxsize=2)
def is_about_removals(analysis: Analysis) -> bool:
    """Say whether a whole document is about removals: several of its sentences name them."""
    return sum(_names_removals(sentence) for sentence in analysis.sentences) >= _OFTEN


@lru_cache(maxsize=2)
def is_titled(analysis: Analysis) -> bool:
    """Say whether the first heading tells of a removal: by its noun, or "Third charter removes 39 people"."""
    first = next(iter(analysis.headings()), None)
    if first is None or first.has("removal_nouns"):
        return first is not None
    always = (verb for verb in first.of("removal_verbs") if word_class("taking_back").get(verb.lemma) == "always")
    return any(people_in(first, (verb.end, first.span[1])) for verb in always if verb.is_verb)


@lru_cache(maxsize=2)
def is_about_migration(analysis: Analysis) -> bool:
    """Say whether a whole document is about migration."""
    return sum(is_on_migration([cue]) for cue in analysis.cues) >= _ENOUGH
