"""The phrases of a legal act as printed: which court acts, what the predicate says, what is acted on."""

from __future__ import annotations

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.vocabulary import Cue

_MARKS = frozenset(",;:.()[]|")
"""Marks that end a phrase, those of a Markdown link too."""
_MOST_NAME_WORDS = 6


def court_phrase(sentence: Sentence, noun: Cue) -> Span:
    """Return a court as printed: its article and adjectives before it, "of Canada", "of Appeal" after it."""
    first = sentence.index_at(noun.start)
    stops = (word_class("prepositions"), word_class("clause_words"), word_class("auxiliaries"))
    for position in range(first - 1, max(first - 5, -1), -1):
        word = sentence.word_at(position)
        if word in word_class("determiners"):
            first = position
            break
        if not word[0].isalnum() or any(word in known for known in stops) or _is_finite(sentence, position):
            break
        first = position
    return sentence.tokens[first].start, _court_end(sentence, noun)


def _is_finite(sentence: Sentence, index: int) -> bool:
    start = sentence.tokens[index].start
    return any(cue.is_verb and cue.form in ("past", "present") and cue.start == start for cue in sentence.cues)


def _court_end(sentence: Sentence, noun: Cue) -> int:
    """Return where "the Court of Appeals for the Ninth Circuit" and "Judge Ana Paz" end: capitalised words, tied."""
    last = end = sentence.index_at(noun.end - 1)
    while _is_capital(sentence, end + 1) and _is_capital(sentence, end):
        end += 1  # a judge's name
    last = end
    links = function_words("of") | function_words("for") | word_class("determiners").keys()
    for index in range(last + 1, min(last + 1 + _MOST_NAME_WORDS, len(sentence.tokens))):
        token = sentence.tokens[index]
        if sentence.document[token.start].isupper() and index > last + 1:
            end = index
        elif token.word not in links:
            break
    return sentence.tokens[end].end


def _is_capital(sentence: Sentence, index: int) -> bool:
    return index < len(sentence.tokens) and sentence.document[sentence.tokens[index].start].isupper()


def predicate(sentence: Sentence, first: int, last: int) -> Span:
    """Return the predicate of the verb group of tokens `[first, last)` as printed, its adverbs with it."""
    while first > 0 and sentence.word_at(first - 1).endswith("ly"):
        first -= 1
    return sentence.tokens[first].start, phrase_end(sentence, last)


def phrase_end(sentence: Sentence, index: int) -> int:
    """Return where the phrase that goes on at token `index` ends: at the first mark that is none of a date."""
    end = sentence.tokens[index - 1].end
    dates = sentence.values_of("date")
    for token in sentence.tokens[index:]:
        if token.word in _MARKS and not any(date.span[0] < token.start < date.span[1] for date in dates):
            break
        end = token.end
    return end


def object_phrase(sentence: Sentence, start: int, end: int) -> Span | None:
    """Return the noun phrase from the character `start` on, "of …" included, `end` its limit; None if there is none."""
    stops = (word_class("prepositions"), word_class("clause_words"))
    dates = sentence.values_of("date")
    last = start
    for token in sentence.tokens[sentence.index_at(start - 1) + 1 :]:
        if (
            token.start >= end
            or token.word in _MARKS
            or any(date.span[0] <= token.start < date.span[1] for date in dates)
        ):
            break
        opens = last == start and token.word in word_class("determiners")
        if not opens and token.word not in function_words("of") and any(token.word in known for known in stops):
            break
        last = token.end
    while last > start and sentence.word_at(sentence.index_at(last - 1)) in word_class("determiners"):
        last = sentence.tokens[sentence.index_at(last - 1) - 1].end  # "the accord on Monday", "el acuerdo el lunes"
    return trimmed(sentence, start, max(last, start))


def trimmed(sentence: Sentence, start: int, end: int) -> Span | None:
    """Return `[start, end)` without white space, commas and a dangling "of"; None if nothing is left."""
    text = sentence.document[start:end]
    inner = text.strip(" \n,;").removesuffix(" of")
    if not inner:
        return None
    first = start + text.index(inner)
    return first, first + len(inner)
