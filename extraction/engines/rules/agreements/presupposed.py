"""Agreements that a sentence speaks of as being there: "the scope of the Understanding between Chile and Peru"."""

from __future__ import annotations

from extraction.engines.rules.grammar import word_class
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.verbs import phrase_modality
from extraction.engines.rules.vocabulary import Cue

_QUALIFIED = 5
"""Words from an article to its noun."""
_OPEN = ("talks", "talk_nouns", "close_to", "requests")
"""Lexicons of what is still open: with them the article names only what is wanted."""


@rule
def is_presupposed(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether "the" agreement "between" two sides is over migration and nowhere said to be still open."""
    after = sentence.word_at(sentence.index_at(instrument.end - 1) + 1)
    if after not in word_class("between") or not is_on_migration(sentence) or sentence.has(*_OPEN):
        return False
    first = sentence.index_at(instrument.start)
    words = [sentence.word_at(place) for place in range(max(first - _QUALIFIED, 0), first)]
    articles = [place for place, word in enumerate(words) if word in word_class("the")]
    if not articles or any(word in word_class("prepositions") for word in words[articles[-1] :]):
        return False
    return phrase_modality(sentence, instrument) == "asserted" and not sentence.clause_at(instrument.start).opener
