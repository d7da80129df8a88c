"""The own name of an instrument: quoted in the text, or capitalised, with its noun."""

from __future__ import annotations

from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.sentence import Sentence
from extraction.engines.rules.vocabulary import Cue

_OPEN = "“\"‘«'"
_CLOSE = "”\"’»'"
_MOST_WORDS = 10


def name_of(sentence: Sentence, instrument: Cue) -> str | None:
    """Return the name as printed, None where the noun is a common one."""
    text = sentence.document
    after = text[instrument.end : instrument.end + 2].lstrip(".,")
    if (
        text[instrument.start - 1 : instrument.start]
        and text[instrument.start - 1] in _OPEN
        and after[:1]
        and after[0] in _CLOSE
    ):
        return text[instrument.start : instrument.end]
    return _capitalised(sentence, instrument)


def _capitalised(sentence: Sentence, instrument: Cue) -> str | None:
    text = sentence.document
    last = sentence.index_at(instrument.end - 1)
    if not text[sentence.tokens[last].start].isupper():
        return None
    first = last
    for position in range(last - 1, max(last - _MOST_WORDS, -1), -1):
        token = sentence.tokens[position]
        capital = text[token.start].isupper() and token.word not in word_class("determiners")
        if not capital and token.word not in function_words("in_names"):
            break
        if capital:
            first = position
    return text[sentence.tokens[first].start : instrument.end] if last - first >= 1 else None
