"""Agreements that a sentence speaks of as being there: "the scope of the Understanding between Chile and Peru"."""

from __future__ import annotations

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.looks import taken_once
from extraction.engines.rules.rule import rule
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.subject_matter import is_on_migration
from extraction.engines.rules.verbs import phrase_modality
from extraction.engines.rules.vocabulary import Cue
from extraction.lexicons.countries import CountryMention

_QUALIFIED = 5
"""Words from an article to its noun."""
OPEN = ("talks", "talk_nouns", "close_to", "requests")
"""Lexicons of what is still open: with them the article names only what is wanted."""
_WISHED = 5
"""Words before a noun phrase in which it is said to be only wished for, or not there."""


@taken_once
def of_two_states(analysis: Analysis) -> list[Sentence]:
    """Return the sentences, but questions, that have an instrument and name two states or more."""
    found = analysis.prose_with({"instruments"}) if "instruments" in analysis.lexicons else ()
    return [one for one in found if len(one.countries) > 1 and not one.is_question]


@rule
def is_presupposed(sentence: Sentence, instrument: Cue) -> bool:
    """Say whether "the" agreement "between" two sides is over migration and nowhere said to be still open."""
    after = sentence.word_at(sentence.index_at(instrument.end - 1) + 1)
    if after not in word_class("between") or not is_on_migration(sentence) or sentence.has(*OPEN):
        return False
    first = sentence.index_at(instrument.start)
    words = [sentence.word_at(place) for place in range(max(first - _QUALIFIED, 0), first)]
    articles = [place for place, word in enumerate(words) if word in word_class("the")]
    if not articles or any(word in word_class("prepositions") for word in words[articles[-1] :]):
        return False
    return phrase_modality(sentence, instrument) == "asserted" and not sentence.clause_at(instrument.start).opener


def is_owner(sentence: Sentence, mention: CountryMention) -> bool:
    """Say whether a state owns what follows: "the UK's deal with", "the Danish government's deal with"."""
    first = sentence.index_at(mention.span[1] - 1) + 1
    return any(sentence.word_at(place) in ("'s", "'") for place in (first, first + 1))


def is_wished_for(sentence: Sentence, start: int) -> bool:
    """Say whether the noun phrase at the character `start` is of what is only wished for, or is not there."""
    first = sentence.index_at(start)
    words = [sentence.word_at(place) for place in range(max(first - _WISHED, 0), first)]
    bare = words[-1:] and words[-1] in function_words("unknown")  # "a new UK-EU deal"
    words = words[:-1] if is_drafted(sentence, start) else words
    return bool(bare) or any(w in word_class("wished_for") or w in word_class("none") for w in words)


def is_drafted(sentence: Sentence, start: int) -> bool:
    """Say whether the noun phrase at the character `start` is of a draft: "the draft EU-Turkey agreement"."""
    return sentence.word_at(sentence.index_at(start) - 1) == "draft"


def is_named_as_there(sentence: Sentence, owner: CountryMention) -> bool:
    """Say whether agreements that a state owns are there: none that is wished for, talked about, or only possible."""
    start = owner.span[0]
    conditional = sentence.clause_at(start).opener == "condition"
    return not (conditional or sentence.is_question or sentence.has(*OPEN) or is_wished_for(sentence, start))
