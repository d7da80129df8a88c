"""What stands before a verb and belongs to it: auxiliaries, negations, adverbs, a day."""

from __future__ import annotations

from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.vocabulary import Cue

_REACH = 7
_SPANISH_ENDINGS = tuple("oa")
"""Last letters of Spanish and Portuguese participles: French ones have others."""
_OF_MANNER = ("ly", "mente")
"""Last letters of adverbs made of adjectives."""


def auxiliaries_before(sentence: Sentence, index: int) -> tuple[list[str], bool, int]:
    """Return the auxiliaries before token `index`, nearest first, whether it is negated, and where the group begins."""
    auxiliaries, negations, adverbs = word_class("auxiliaries"), word_class("negations"), word_class("adverbs")
    kinds: list[str] = []
    negated = False
    first = index
    for position in range(index - 1, max(index - 1 - _REACH, -1), -1):
        word = sentence.word_at(position)
        if word in function_words("dated") and position + 1 < index and _is_day(sentence, position + 1):
            continue  # "were on Thursday deported"
        if position and sentence.document[sentence.tokens[position].start].isupper():
            if sentence.word_at(position - 1) in function_words("dated") and _is_day(sentence, position):
                continue
            break  # the month of May and a man called Will are no auxiliaries
        if word in auxiliaries:
            kinds += auxiliaries[word].split("_")
            first = position
        elif word not in negations and not (word in adverbs or word.endswith(_OF_MANNER)):
            break
        if word in negations:
            negated = True
            first = position
        if word == "to":
            negated = negated or sentence.word_at(position - 1) in negations
            break
    return kinds, negated, first


def french_has(sentence: Sentence, verb: Cue, first: int) -> int | None:
    """Return the token of French "a" before a group that begins at `first`: "a également signé", "n'a pas été signé".

    In Spanish that is a preposition; its participles have other endings.
    """
    if verb.lemma.rstrip("s")[-1:] in _SPANISH_ENDINGS:
        return None
    position = first - 1
    while sentence.word_at(position) in word_class("negations") or sentence.word_at(position) in word_class("adverbs"):
        position -= 1
    return position if sentence.word_at(position) == "a" else None


def has_past(sentence: Sentence, first: int, verb: Cue) -> bool:
    """Say whether an auxiliary from token `first` up to the verb puts it into the past: "was", "había"."""
    end = sentence.index_at(verb.start)
    return any(sentence.word_at(index) in word_class("past_auxiliaries") for index in range(first, end))


def is_adverb(word: str) -> bool:
    """Say whether a word says how or when, and may stand between a verb and what belongs to it."""
    return word in word_class("adverbs") or word.endswith(_OF_MANNER)


def says_when(sentence: Sentence, position: int) -> bool:
    """Say whether a word stands between a verb and its clause to say when or how: "denied flatly on Tuesday that"."""
    word = sentence.word_at(position)
    dated = word in word_class("weekdays") or word in word_class("months") or word.isdigit()
    return dated or is_adverb(word) or (word in function_words("of_day") and says_when(sentence, position + 1))


def _is_day(sentence: Sentence, position: int) -> bool:
    """Say whether a weekday or a month stands at token `position`."""
    word = sentence.word_at(position)
    return word in word_class("weekdays") or word in word_class("months")
