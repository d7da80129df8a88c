"""The noun phrase that stands at a place in a sentence: as much of it as names the thing, no more."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.terms import terms
from extraction.lexicons.folding import fold

_MOST_WORDS = 14
_QUOTED = 4
"""Tokens from a quotation mark to the other one around a word that a phrase quotes."""


@dataclass(frozen=True)
class NounPhrase:
    """A noun phrase: its characters, and the index of the token after it."""

    span: Span
    after: int


def noun_phrase(sentence: Sentence, index: int) -> NounPhrase | None:
    """Return the noun phrase that begins at token `index`, its articles and words like "immediate" left out.

    It ends before a mark, a preposition other than "of", a conjunction, an auxiliary, a date, and a participle that
    something follows ("personnel stationed in …").
    """
    first = index
    while sentence.word_at(first) in _values("stances/intensifiers"):
        first += 1
    if first > index and sentence.word_at(first) in function_words("of"):  # "all of its demands"
        first += 1
        while sentence.word_at(first) in _values("stances/intensifiers"):
            first += 1
    last = first
    while last < min(len(sentence.tokens), first + _MOST_WORDS) and not _ends_at(sentence, last, first):
        last += 1
    while last > first and sentence.word_at(last - 1) in function_words("of"):
        last -= 1
    if last == first or sentence.word_at(first) in word_class("pronouns"):
        return None
    return NounPhrase((sentence.tokens[first].start, sentence.tokens[last - 1].end), last)


@cache
def _values(name: str) -> dict[str, str]:
    return {fold(entry.term).text: entry.value for entry in terms(name).entries}


def topic_opens_at(sentence: Sentence, index: int) -> bool:
    """Say whether the word at `index` opens what an act is about ("over", "on")."""
    return _values("stances/object_ends").get(sentence.word_at(index)) == "topic"


def _ends_at(sentence: Sentence, index: int, first: int) -> bool:
    token = sentence.tokens[index]
    word = token.word
    if word in ("'s", "'") or (word in function_words("of") and index > first):
        return False
    if word == '"' and first < index:
        return not _is_within_quotes(sentence, index)
    if not (word[0].isalnum() or word[0] in "$€£") or word in _values("stances/object_ends"):
        return True
    if any(word in word_class(name) for name in ("prepositions", "auxiliaries", "clause_words", "negations")):
        return True
    if index > first and word in word_class("determiners") and sentence.word_at(index - 1) not in function_words("of"):
        return True
    if any(value.kind == "date" and value.span[0] <= token.start < value.span[1] for value in sentence.values):
        return True
    return index > first and (_opens_reduced_clause(sentence, index) or _is_finite_verb(sentence, index))


def _is_within_quotes(sentence: Sentence, index: int) -> bool:
    """Say whether a mark opens or closes a word or two in quotation marks: "systematic “filtration” operations"."""
    opens = sentence.document[sentence.tokens[index].start - 1].isspace()
    near = range(index + 1, index + _QUOTED) if opens else range(index - 1, index - _QUOTED, -1)
    return sentence.word_at(index + 1)[:1].isalnum() and any(sentence.word_at(place) == '"' for place in near)


def _opens_reduced_clause(sentence: Sentence, index: int) -> bool:
    """Say whether a participle opens a clause, by what follows it ("troops operating in the south")."""
    following = sentence.word_at(index + 1)
    if sentence.word_at(index).endswith("ing") and _is_activity(sentence, index):
        return False
    return sentence.word_at(index).endswith(("ed", "ing")) and (
        not following[:1].isalnum()
        or following in word_class("prepositions")
        or following in word_class("clause_words")
    )


def _is_activity(sentence: Sentence, index: int) -> bool:
    """Say whether a word in -ing is a noun with the one before it ("asylum processing"): people do it otherwise."""
    before = sentence.tokens[index - 1]
    people = any(cue.end == before.end for cue in sentence.of("people", "offices")) or any(
        cue.end == before.end and cue.value == "military" for cue in sentence.of("subject_matter")
    )
    return (
        not people
        and not before.word.endswith("s")
        and sentence.has_between(before.start, before.end, "subject_matter")
    )


def _is_finite_verb(sentence: Sentence, index: int) -> bool:
    """Say whether a word is the verb of the phrase: "… policy angered Washington", "… threat marks a turn"."""
    word, before = sentence.word_at(index), sentence.tokens[index - 1]
    if sentence.document[sentence.tokens[index].start].isupper():
        return False  # "of the United States"
    if word.endswith("ed"):
        return sentence.document[before.start].islower() and not before.word.endswith("ed")
    return word.endswith("s") and sentence.word_at(index + 1) in word_class("determiners")
