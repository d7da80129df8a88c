"""Whether a text is about what the records are about: dealings over migration, asylum, security and aid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from core.document import Span
from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.terms import terms
from extraction.engines.rules.vocabulary import Cue

LEXICON = "subject_matter"
_OTHER = "other_matters"
CORE = frozenset({"migration", "removal", "asylum", "border", "trafficking"})
"""Fields that one mention is enough of."""
BORDER = "border"
"""The field of `CORE` that wars and trade have too."""
FORCE = frozenset({"military", "security", "return"})
"""Fields that are enough by themselves where it is clear that states deal with each other."""
_STEEPED = 3
_CHARACTERS_A_MENTION = 700
"""A text that speaks of migration so often, and at least every so many characters, keeps speaking of it."""

_OF_CASE = 3
"""Words for who appeals, who answers and who hears it, by which a document reports a case."""


def fields_in(cues: Iterable[Cue]) -> set[str]:
    """Return the fields that the cues of a text name."""
    return {cue.value for cue in cues if cue.lexicon == LEXICON}


def is_in_scope(fields: set[str], *, between_states: bool = False) -> bool:
    """Say whether a text that names these fields is about what the records are about."""
    return bool(fields & CORE) or len(fields) > 1 or (between_states and bool(fields & FORCE))


def is_dealt_with(analysis: Analysis, fields: set[str]) -> bool:
    """Say whether what a passage that names `fields` tells is a dealing over migration or what goes with it.

    A border, security, force and aid go with it where the document keeps speaking of migration.
    """
    if fields & CORE - {BORDER}:
        return True
    if not is_in_scope(fields, between_states=True):
        return False
    return _words_of_people(analysis) * _CHARACTERS_A_MENTION >= len(analysis.document.text)


@taken_once
def _words_of_people(analysis: Analysis) -> int:
    """Return how often a document has a word of migration, a border without more being none."""
    ambiguous = {cue.span for cue in analysis.of(_OTHER) if cue.value == "ambiguous"}
    core = [cue for cue in analysis.of(LEXICON) if cue.value in CORE]
    return sum(cue.value != BORDER or cue.span not in ambiguous for cue in core)


def is_on_migration(sentence: Sentence) -> bool:
    """Say whether a sentence has a word of migration, asylum, removals, a border, or people who are smuggled."""
    return any(cue.value in CORE for cue in sentence.of(LEXICON))


@taken_once
def words_of_migration(analysis: Analysis) -> int:
    """Return how often a document has such a word."""
    return sum(cue.value in CORE for cue in analysis.of(LEXICON))


def is_steeped_in_migration(analysis: Analysis) -> bool:
    """Say whether a document keeps speaking of migration and the like, so that its lists need not say it again."""
    count = words_of_migration(analysis)
    return count >= _STEEPED and count * _CHARACTERS_A_MENTION >= len(analysis.document.text)


def names_other_field(sentence: Sentence) -> bool:
    """Say whether a sentence has a word of a field with dealings and disputes of its own ("tariffs", "oil")."""
    others = word_class("other_fields")
    return any(token.word in others or token.word.removesuffix("s") in others for token in sentence.tokens)


@taken_once
def is_about_people(analysis: Analysis) -> bool:
    """Say whether a document is about people who move: it has words that are said of them alone.

    Where it speaks of birds, data, goods or the like too, these must not be twice as frequent; "migration" alone is
    enough where it does not, and so is a border but for one that is only said to be somebody's ("Chad's borders").
    """
    ambiguous = {cue.span for cue in analysis.of(_OTHER) if cue.value == "ambiguous"}
    core = [cue for cue in analysis.of(LEXICON) if cue.value in CORE]
    others = _other_matters(analysis)
    title = analysis.document.title or ""
    unsure = {found.span for found in terms(f"cues/{_OTHER}").find(title) if "ambiguous" in found.values}
    titled = [found.span for found in terms(f"cues/{LEXICON}").find(title) if CORE & set(found.values)]
    if any(span not in unsure for span in titled):
        return True
    alone = sum(cue.span not in ambiguous for cue in core)
    if others:
        return 2 * alone > others
    return bool(titled) or any(cue.value != BORDER or not _is_owned(analysis, cue) for cue in core)


def _is_owned(analysis: Analysis, cue: Cue) -> bool:
    """Say whether a possessive stands right before a word: "the military build-up on Ukraine's borders"."""
    return analysis.document.text[max(cue.start - 3, 0) : cue.start] in ("'s ", "’s ")


def is_about_others(analysis: Analysis) -> bool:
    """Say whether a document speaks of birds, goods, evacuations or the like, and hardly of people who move."""
    return _other_matters(analysis) > 0 and not is_about_people(analysis)


def reports_case(analysis: Analysis) -> bool:
    """Say whether a document reports a person's case before a court, and none over an agreement of states."""
    if "instruments" in analysis.lexicons:
        return False
    return sum(cue.value == "case" for cue in analysis.of(_OTHER)) >= _OF_CASE


def _other_matters(analysis: Analysis) -> int:
    return sum(cue.value == "other" for cue in analysis.of(_OTHER))


def fields_of(analysis: Analysis, span: Span) -> set[str]:
    """Return the fields named in `span` of the document."""
    return fields_in(cues_within(analysis, span))


def cues_within(analysis: Analysis, span: Span) -> Sequence[Cue]:
    """Return the cues that begin in `span` of the document, in order."""
    first = bisect_left(analysis.cues, span[0], key=_start)
    return analysis.cues[first : bisect_left(analysis.cues, span[1], lo=first, key=_start)]


def _start(cue: Cue) -> int:
    return cue.start
