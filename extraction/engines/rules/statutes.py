"""Printed names of laws and orders: "the 18th-century Alien Enemies Act", "Title 42"."""

from __future__ import annotations

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence

_MOST_WORDS = 8
_YEAR = 4


def statutes_in(sentence: Sentence) -> list[Span]:
    """Return the names of laws and orders in `sentence`: capitalised words before "Act", or a number after "Title"."""
    found: list[Span] = []
    for cue in sentence.of("legal_instruments"):
        if found and cue.start < found[-1][1]:
            continue
        span = _closed(sentence, cue.span) if cue.value == "closes" else _opened(sentence, cue.span)
        if span and found and _is_part_of(sentence, found[-1], span):
            found[-1] = (found[-1][0], span[1])  # "section 24 of the Border Act"
        elif span:
            found.append(span)
    return found


def _is_part_of(sentence: Sentence, part: Span, whole: Span) -> bool:
    words = sentence.words_between(part[1], whole[0])
    of = function_words("of")
    return bool(words) and words[0] in of and all(word in of or word in word_class("the") for word in words)


def _closed(sentence: Sentence, noun: Span) -> Span | None:
    index = sentence.index_at(noun[0])
    first = index
    for position in range(index - 1, max(index - _MOST_WORDS, -1), -1):
        token = sentence.tokens[position]
        capital = sentence.document[token.start].isupper()
        if not capital and token.word not in function_words("in_laws"):
            break
        if capital:
            first = position
    if first == index or (first == 0 and sentence.tokens[0].word in function_words("a") | word_class("the").keys()):
        return None
    last = noun[1]
    after = index + 1
    after += sentence.word_at(after) == "of"
    if sentence.word_at(after).isdigit() and len(sentence.word_at(after)) == _YEAR:
        last = sentence.tokens[after].end
    return sentence.tokens[first].start, last


def _opened(sentence: Sentence, word: Span) -> Span | None:
    index = sentence.index_at(word[1] - 1) + 1
    follows = sentence.word_at(index)
    if not follows:
        return None
    if follows[0].isdigit() or (len(follows) == 1 and follows.isalpha() and follows not in function_words("in_laws")):
        return word[0], sentence.tokens[index].end
    last = _last_capital(sentence, index) if sentence.word_at(index - 1) in word_class("law_names") else None
    return (word[0], sentence.tokens[last].end) if last is not None else None


def _last_capital(sentence: Sentence, index: int) -> int | None:
    """Return the last capitalised word of a name after "Ley": "Ley de Enemigos Extranjeros"."""
    last = None
    for place in range(index, min(index + _MOST_WORDS, len(sentence.tokens))):
        token = sentence.tokens[place]
        if sentence.document[token.start].isupper():
            last = place
        elif token.word not in function_words("in_laws"):
            break
    return last
