"""What stands around people or a vehicle that says that they are removed, or carry those who are."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.people import People, people_in
from extraction.engines.rules.removals.titles import title_of
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import words_of_migration
from extraction.lexicons.countries import NAME_FORMS

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


@taken_once
def is_about_removals(analysis: Analysis) -> bool:
    """Say whether a whole document is about removals: several of its sentences name them."""
    return sum(_names_removals(sentence) for sentence in analysis.sentences) >= _OFTEN


@taken_once
def is_titled(analysis: Analysis) -> bool:
    """Say whether the first heading tells of a removal: by its noun, or "Third charter removes 39 people"."""
    first = title_of(analysis)
    if first is None or first.has("removal_nouns"):
        return first is not None
    always = (verb for verb in first.of("removal_verbs") if word_class("taking_back").get(verb.lemma) == "always")
    return any(people_in(first, (verb.end, first.span[1])) for verb in always if verb.is_verb)


def is_about_migration(analysis: Analysis) -> bool:
    """Say whether a whole document is about migration."""
    return words_of_migration(analysis) >= _ENOUGH


def home_of(analysis: Analysis, sentence: Sentence, people: Sequence[People]) -> str | None:
    """Return the country of those who came to a place, where the title or the text around says that it is reached.

    "A plane landed in Venezuela", as the heading has it, is where Venezuelans are who "landed in Maiquetía".
    """
    codes = {group.nationality.code for group in people if group.nationality}
    if not codes:
        return _reached_in_title(analysis)
    reached = (
        code
        for other in [title_of(analysis), *analysis.near(sentence)]
        if other is not None
        for code in _reached(other)
    )
    return next((code for code in reached if codes == {code}), None)


def _reached(sentence: Sentence) -> list[str]:
    """Return the states named right after "to", "in"."""
    named = (mention for mention in sentence.countries if mention.form in NAME_FORMS)
    words = {*word_class("destination_words"), *word_class("reaching")}
    return [m.code for m in named if sentence.word_at(sentence.index_at(m.span[0]) - 1) in words]


def _reached_in_title(analysis: Analysis) -> str | None:
    """Return the one state in which the first heading says that somebody arrived."""
    title = title_of(analysis)
    came = title is not None and any(verb.value == "arrived" for verb in title.of("flight_verbs"))
    codes = set(_reached(title)) if title is not None and came else set()
    return codes.pop() if len(codes) == 1 else None
