"""The words of a verb's subject, whoever that is."""

from __future__ import annotations

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence

_MARKS = frozenset(',;:.()[]|"')
_MOST_SUBJECT_WORDS = 14


def subject_phrase(sentence: Sentence, first: int) -> Span | None:
    """Return the noun phrase right before the verb group at token `first`, dates between them left out.

    None where it is a pronoun, or where nothing or something else than a noun phrase stands there.
    """
    last = _before_date(sentence, first)
    start = last
    while start > 0 and last - start < _MOST_SUBJECT_WORDS and not _ends_subject(sentence, start - 1):
        start -= 1
    words = [sentence.word_at(place) for place in range(start, last)]
    if not words or words[0] in word_class("prepositions") or all(word in word_class("pronouns") for word in words):
        return None
    if words[0] in word_class("personal_pronouns") or not any(word[0].isalpha() for word in words):
        return None
    return sentence.tokens[start].start, sentence.tokens[last - 1].end


def _before_date(sentence: Sentence, first: int) -> int:
    """Return where the subject ends: before "on Friday", adverbs, and commas."""
    last = first
    dates = sentence.values_of("date")
    while last > 0:
        token = sentence.tokens[last - 1]
        dated = any(value.span[0] <= token.start < value.span[1] for value in dates)
        if not (dated or token.word.endswith("ly") or token.word in word_class("adverbs") or token.word == ","):
            break
        last -= 1
    opens = last < first and sentence.word_at(last - 1) in word_class("prepositions")
    return last - 1 if opens else last


def _ends_subject(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    word = token.word
    if word in _MARKS and not (word == "." and sentence.document[token.start - 1].isupper()):
        return True
    if word in function_words("question") or word in word_class("auxiliaries"):
        return True
    if word in word_class("clause_words") and word not in function_words("and"):
        return True
    if word in function_words("and") and not sentence.document[sentence.tokens[index + 1].start].isupper():
        return not _names_people(sentence, index + 1)
    verb = any(cue.is_verb and cue.form in ("past", "present") and cue.start == token.start for cue in sentence.cues)
    return verb or any(value.span[0] <= token.start < value.span[1] for value in sentence.values_of("date"))


def _names_people(sentence: Sentence, index: int) -> bool:
    start = sentence.tokens[index].start
    return any(cue.start == start for cue in sentence.of("people", "offices", "courts"))
