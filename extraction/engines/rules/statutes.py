"""Printed names of laws and orders: "the 18th-century Alien Enemies Act", "Title 42"."""

from __future__ import annotations

from core.document import Span
from extraction.engines.rules.sentence import Sentence

_LINKS = frozenset({"of", "and", "on", "de", "la"})
_MOST_WORDS = 8


def statutes_in(sentence: Sentence) -> list[Span]:
    """Return the names of laws and orders in `sentence`: capitalised words before "Act", or a number after "Title"."""
    found: list[Span] = []
    for cue in sentence.of("legal_instruments"):
        if found and cue.start < found[-1][1]:
            continue
        span = _closed(sentence, cue.span) if cue.value == "closes" else _opened(sentence, cue.span)
        if span:
            found.append(span)
    return found


def _closed(sentence: Sentence, noun: Span) -> Span | None:
    index = sentence.index_at(noun[0])
    first = index
    for position in range(index - 1, max(index - _MOST_WORDS, -1), -1):
        token = sentence.tokens[position]
        capital = sentence.document[token.start].isupper()
        if not capital and token.word not in _LINKS:
            break
        if capital:
            first = position
    if first == index or (first == 0 and sentence.tokens[0].word in ("the", "a", "an")):
        return None
    last = noun[1]
    after = index + 1
    if sentence.word_at(after) == "of" and sentence.word_at(after + 1).isdigit():
        last = sentence.tokens[after + 1].end
    return sentence.tokens[first].start, last


def _opened(sentence: Sentence, word: Span) -> Span | None:
    index = sentence.index_at(word[1] - 1) + 1
    follows = sentence.word_at(index)
    if not follows or not (follows[0].isdigit() or (len(follows) == 1 and follows.isalpha())):
        return None
    return word[0], sentence.tokens[index].end
