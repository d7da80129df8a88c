"""The main clause of a measure: who is its subject, and how far along its verb says that it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.terms import holds, terms
from extraction.lexicons.folding import fold

Progress = Literal["committed", "announced", "ahead", "under_way", "done", "reported", ""]
"""What a verb says of a measure; done ("has trained") and reported ("trained") tell what became of it."""

_MARKS = frozenset("*_\"'“”’‘")
_MOST_WORDS = 60
"""Tokens after the beginning of a measure in which its verb must stand."""
_GERUND_REACH = 3
_NOUN_REACH = 4
"""Words from a noun that looks like a verb's base form to the verb whose subject it is in."""
_COMMITMENT_REACH = 6
_BY_VALUE: dict[str, Progress] = {
    "commit": "committed",
    "announce": "announced",
    "ahead": "ahead",
    "continue": "under_way",
}
_AUXILIARIES = frozenset({"be", "have", "will", "could", "should"})


class Doing(NamedTuple):
    """A verb of the lexicon `measures/doing`: what it says of the measure, and which forms a printed word may be."""

    value: str
    forms: frozenset[str]


@dataclass(frozen=True)
class MainClause:
    """Tokens `[opening, subject)` of a sentence open it, `[subject, verb)` are the subject; `progress` is the verb's.

    Without a verb `verb` is None, and the subject ends where it begins.
    """

    sentence: Sentence
    opening: int
    subject: int
    verb: int | None
    progress: Progress
    value: str = ""

    @property
    def has_subject(self) -> bool:
        """Say whether anything stands before the verb."""
        return self.verb is not None and self.verb > self.subject

    @property
    def is_pronoun(self) -> bool:
        """Say whether the subject begins with a pronoun: it only goes on with what the name tells."""
        return self.sentence.word_at(self.subject) in word_class("pronouns")


@cache
def _verbs() -> dict[str, Doing]:
    found: dict[str, tuple[str, set[str]]] = {}
    for entry in terms("measures/doing").entries:
        _, forms = found.setdefault(fold(entry.term).text, (entry.value, set()))
        forms.add(entry.form)
    return {word: Doing(value, frozenset(forms)) for word, (value, forms) in found.items()}


def main_clause(sentence: Sentence, offset: int) -> MainClause:
    """Return the main clause of what `sentence` says from the character `offset` on."""
    start = _skip_marks(sentence, sentence.index_at(offset))
    if _is_told_without_subject(sentence, start):
        return MainClause(sentence, start, start, None, "")
    subject = start
    for begin in _beginnings(sentence, start):
        verb = _finite_verb(sentence, begin)
        if verb is not None and verb > begin:
            return MainClause(sentence, start, begin, verb, *_progress(sentence, verb))
        if verb is not None or begin == start:
            subject = begin
    return MainClause(sentence, start, subject, None, "")


def _skip_marks(sentence: Sentence, index: int) -> int:
    while sentence.word_at(index) and set(sentence.word_at(index)) <= _MARKS:
        index += 1
    return index


def _is_told_without_subject(sentence: Sentence, start: int) -> bool:
    """Say whether what is done opens the sentence: "Expand access to …"; not "Support for firms helped …"."""
    doing, after = _verbs().get(sentence.word_at(start)), sentence.word_at(start + 1)
    if doing is None or after in word_class("auxiliaries") or _is_preposition(after):
        return False
    if "gerund" in doing.forms:
        return not any(token.word == "," for token in sentence.tokens[start : start + _MOST_WORDS])
    noun = any(_is_finite(sentence, index, start) for index in range(start + 1, start + 1 + _NOUN_REACH))
    return "base" in doing.forms and not noun  # "Partner countries agreed"


def _is_preposition(word: str) -> bool:
    return word in word_class("prepositions") and word not in word_class("determiners")  # "a" is one in Spanish


def _beginnings(sentence: Sentence, start: int) -> Sequence[int]:
    """Return where the subject may begin: at once, or after a comma that closes an opening phrase ("In May, …")."""
    word = sentence.word_at(start)
    if not (holds("measures/openings", word) or word.endswith(("ly", "ing")) or word in word_class("adverbs")):
        return (start,)
    limit = min(start + _MOST_WORDS, len(sentence.tokens))
    commas = [index for index in range(start, limit) if sentence.word_at(index) == ","]
    closing = [comma for comma, end in pairwise([*commas, start]) if not _goes_on(sentence, comma, end)]
    return [_skip_marks(sentence, comma + 1) for comma in closing] or (start,)


def _goes_on(sentence: Sentence, comma: int, end: int) -> bool:
    """Say whether the opening goes on up to the next comma: "On June 4, 2024, …", "In Peru, Chile and Cuba, …"."""
    between = sentence.tokens[comma + 1 : end]
    if not between:
        return False
    if holds("measures/openings", between[0].word):
        return True  # "In order to manage arrivals, from July to December 2021, …"
    letters = (sentence.document[token.start] for token in between if token.word not in function_words("and"))
    return all(letter.isupper() or letter.isdigit() for letter in letters)


def _finite_verb(sentence: Sentence, begin: int) -> int | None:
    """Return the token of the first finite verb of the subject that begins at `begin`, relative clauses passed over."""
    index = begin
    limit = min(begin + _MOST_WORDS, len(sentence.tokens))
    clauses = word_class("clause_words")
    while index < limit:
        word = sentence.word_at(index)
        conditional = clauses.get(word) in ("condition", "reason") and word not in _verbs()  # "provided" is a verb here
        if word in (";", ":", "?") or (conditional and index > begin):
            return None
        if clauses.get(word) == "relative":
            index = _after_comma(sentence, index, limit)
            continue
        if _is_finite(sentence, index, begin):
            return index
        index += 1
    return None


def _after_comma(sentence: Sentence, index: int, limit: int) -> int:
    return next((place + 1 for place in range(index, limit) if sentence.word_at(place) == ","), limit)


def _is_finite(sentence: Sentence, index: int, begin: int) -> bool:
    word = sentence.word_at(index)
    if not word:
        return False
    if word_class("auxiliaries").get(word, "").partition("_")[0] in _AUXILIARIES and word[0] != "'":
        return not sentence.document[sentence.tokens[index].start].isupper()
    doing = _verbs().get(word)
    if doing is None or sentence.document[sentence.tokens[index].start].isupper():
        return False
    before, after = sentence.word_at(index - 1), sentence.word_at(_skip_marks(sentence, index + 1))
    if "past" in doing.forms or "past_or_participle" in doing.forms:
        commas = sum(sentence.word_at(place) == "," for place in range(begin, index))
        qualifies = before in ("as", "-", "(") or (before == "," and commas % 2 == 1)  # "a team, composed of …, will"
        qualifies = qualifies or (doing.value == "ahead" and after in function_words("to"))  # "tools intended to"
        return after not in function_words("by") and (index == begin or not qualifies)
    if "present" in doing.forms:
        return after in function_words("to") or not _is_noun(after)
    return "base" in doing.forms and after in function_words("to") and before not in word_class("determiners")


def _is_noun(after: str) -> bool:
    """Say whether the word after a form that is a plural noun too ("programs", "projects") tells that it is that."""
    closed = ("prepositions", "auxiliaries", "clause_words")
    return not after or not after[0].isalnum() or any(after in word_class(name) for name in closed) or after in _verbs()


def _progress(sentence: Sentence, verb: int) -> tuple[Progress, str]:
    """Return what the verb group at token `verb` says, and the value of its verb."""
    kind = word_class("auxiliaries").get(sentence.word_at(verb), "").partition("_")[0]
    following = next(
        ((_verbs()[word], word) for word in _words(sentence, verb, _GERUND_REACH) if word in _verbs()), None
    )
    value = following[0].value if following else ""
    if kind == "will":
        return "ahead", value
    if kind in ("could", "should"):
        return "", value
    if kind == "be":
        gerund = any(word.endswith("ing") for word in _words(sentence, verb + 1, _GERUND_REACH - 1))
        return _of_progressive(value) if gerund else ("under_way", value)
    if kind == "have":
        return _of_verb(sentence, verb + 1, value, "done")
    doing = _verbs()[sentence.word_at(verb)]
    past = bool(doing.forms & {"past", "past_or_participle"}) and "base" not in doing.forms
    return _of_verb(sentence, verb, doing.value, "reported" if past else "under_way")


def _words(sentence: Sentence, first: int, count: int) -> list[str]:
    return [sentence.word_at(index) for index in range(first, first + count)]


def _of_progressive(value: str) -> tuple[Progress, str]:
    """Return what "is …ing" says: who is announcing something has announced it, who is planning has not begun."""
    return _BY_VALUE.get(value, "under_way"), value


def _of_verb(sentence: Sentence, verb: int, value: str, otherwise: Progress) -> tuple[Progress, str]:
    if value == "reaffirm":
        near = [_verbs()[word].value for word in _words(sentence, verb, _COMMITMENT_REACH) if word in _verbs()]
        return ("committed" if "commit" in near else otherwise), value
    return _BY_VALUE.get(value, otherwise), value
