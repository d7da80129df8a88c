"""What is told as not being so: "no evidence that", "the claim that … is false", "called the reports fake" after it.

Whoever checks facts prints first what did not happen. Such a sentence tells no removal, and an agreement that there
is not.
"""

from __future__ import annotations

from extraction.engines.rules.analysis import Analysis
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.moods import is_negated
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.vocabulary import Cue

_CLAUSE = 16
"""Words from "that" to what its clause tells."""
_OPENING = 3
"""Words of the opening of a sentence on the one before."""
_ENDS = (".", ",", ";", "!", '"', "”", "»", "")


def is_untrue(analysis: Analysis, sentence: Sentence, offset: int) -> bool:
    """Say whether `sentence`, or the next one, says that what is told at the character `offset` is not so."""
    if "untrue" not in analysis.lexicons:
        return False
    ways = (_is_clause_untrue, _is_report_untrue, _is_only_shown)
    if sentence.has("untrue") and any(is_so(sentence, offset) for is_so in ways):
        return True
    return any(_denies_the_one_before(after) for after in analysis.later(sentence)[:1] if after.has("untrue"))


def _is_clause_untrue(sentence: Sentence, offset: int) -> bool:
    """Say whether its clause is one of which there is no proof, or that is untrue: "it is false that they signed"."""
    last = sentence.index_at(offset)
    for index in range(last - 1, max(last - 1 - _CLAUSE, 0), -1):
        if sentence.word_at(index) in function_words("that"):
            end = sentence.tokens[index - 1].end
            before = [cue for cue in sentence.of("untrue") if cue.end == end]
            return any(is_negated(sentence, sentence.index_at(cue.start)) == (cue.value == "proof") for cue in before)
    return False


def _is_report_untrue(sentence: Sentence, offset: int) -> bool:
    """Say whether what is reported is untrue: "the claim that they were deported is false", "false claims that"."""
    for cue in sentence.of("untrue"):
        if cue.value != "untrue" or is_negated(sentence, sentence.index_at(cue.start)):
            continue
        after = sentence.index_at(cue.end - 1) + 1
        if cue.end <= offset and _is_report(sentence, after) and sentence.word_at(after + 1) in function_words("that"):
            return True
        if offset < cue.start and _is_predicate(sentence, cue):
            return any(_is_report(sentence, index) for index in range(sentence.index_at(offset)))
    return False


def _is_only_shown(sentence: Sentence, offset: int) -> bool:
    """Say whether a picture is said to claim it: "a video purporting to show 50 migrants deported to Rwanda"."""
    return any(cue.value == "shown" and cue.end <= offset for cue in sentence.of("untrue"))


def _denies_the_one_before(sentence: Sentence) -> bool:
    """Say whether a sentence is about the one before, and says that it is untrue: "called the reports fake"."""
    for cue in sentence.of("untrue"):
        first = sentence.index_at(cue.start)
        if cue.value != "untrue" or is_negated(sentence, first) or not _is_predicate(sentence, cue):
            continue
        before = range(first)
        opened = function_words("that")
        if any(_is_report(sentence, index) and sentence.word_at(index + 1) not in opened for index in before):
            return True
        opening = sentence.word_at(0)
        if len(before) <= _OPENING and (
            opening in word_class("pointing") or opening in word_class("personal_pronouns")
        ):
            return True
    return False


def _is_predicate(sentence: Sentence, cue: Cue) -> bool:
    """Say whether an adjective stands by itself, and says no more of a noun: "is false.", no "false papers"."""
    return sentence.word_at(sentence.index_at(cue.end - 1) + 1) in _ENDS


def _is_report(sentence: Sentence, index: int) -> bool:
    return word_class("hearsay").get(sentence.word_at(index)) == "hearsay"
