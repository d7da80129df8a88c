"""Passages to quote: sentences of a document and stretches of them, cut by rules of their own.

Nothing here knows how the measured tools cut sentences.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import lru_cache

import regex

from benchmarks.trust.documents import Text

SHORTEST, LONGEST = 8, 60
"""Words of a passage."""
_BLOCK = regex.compile(r"\n\s*\n|\n(?=\s*(?:[-*•|#]|\d+[.)])\s)|\n(?=[^\n]*\|)")
_LINE_END = regex.compile(r"\n")
_WRAPPED = 200
"""Characters: where a line is longer, lines are not wrapped, and each is a paragraph or a heading."""
_MARKER = regex.compile(r"\s*(?:[-*•]|\d+[.)]|#+)\s+")
_SENTENCE_END = regex.compile(
    r"(?<=[.!?][\"”’)]*)(?<!\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|No|Sen|Gov|Gen|Rep|Hon|vs|Inc)\.)\s+(?=[\"“‘(]?\p{Lu})"
)
_SPACE = regex.compile(r"\s+")
_WORD = regex.compile(r"\S+")
_UNSUITABLE = regex.compile(r"https?:|\]\(|\[|\||<|\\|_{2,}")
_JOINED = regex.compile(
    r"(?i)\d|^\W*(?:hundred|thousand|million|billion|trillion|percent|not|no|never|without|nor|nobody|none|cannot)\W*$"
)


@dataclass(frozen=True)
class Passage:
    """A stretch of a document that stands in it once."""

    source: Text
    start: int
    end: int
    is_sentence: bool

    @property
    def text(self) -> str:
        """Its characters in the document."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> str:
        """The same on one line, with single spaces."""
        return _SPACE.sub(" ", self.text)


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Return `text` as it is compared here: one line, lower case, typewriter's quotation marks and dashes."""
    marks = str.maketrans("’‘“”–—‑", "''\"\"---")
    return _SPACE.sub(" ", text).translate(marks).lower()


def sentences_of(source: Text) -> list[Passage]:
    """Return the sentences of 8 to 60 words that stand once in the document and hold no link, table or markup."""
    whole = plain(source.text)
    found = []
    for start, end in _sentence_spans(source.text):
        text = source.text[start:end]
        suits = SHORTEST <= len(text.split()) <= LONGEST and not _UNSUITABLE.search(text)
        if suits and whole.count(plain(text)) == 1:
            found.append(Passage(source, start, end, is_sentence=True))
    return found


def fragment_of(sentence: Passage, chance: random.Random) -> Passage | None:
    """Return a stretch of the sentence's words, or None if it has fewer than 16.

    It is cut neither beside a number or a negation, where a cut makes another statement, nor within a name.
    """
    words = [(sentence.start + word.start(), sentence.start + word.end()) for word in _WORD.finditer(sentence.text)]
    if len(words) < 2 * SHORTEST:
        return None
    text = sentence.source.text
    for _ in range(8):
        size = chance.randint(SHORTEST, len(words) - 4)
        first = chance.randint(0, len(words) - size)
        inner = text[words[first][0] : words[first + size - 1][1]].rstrip(" ,;:.-–—")
        start, end = words[first][0], words[first][0] + len(inner)
        if (
            _may_cut(text, words, first)
            and _may_cut(text, words, first + size)
            and plain(text).count(plain(inner)) == 1
            and inner.count("(") == inner.count(")")
            and inner.count("*") % 2 == 0
        ):
            return Passage(sentence.source, start, end, is_sentence=False)
    return None


def _may_cut(text: str, words: list[tuple[int, int]], place: int) -> bool:
    """Say whether a quote may begin or end before the word at `place`."""
    if place in (0, len(words)):
        return True
    before, after = (text[slice(*words[each])] for each in (place - 1, place))
    is_name = before.strip("(\"“”’'.,")[:1].isupper() and after.strip("(\"“”’'")[:1].isupper()
    return not (is_name or _JOINED.search(before) or _JOINED.search(after))


def _sentence_spans(text: str) -> list[tuple[int, int]]:
    spans = []
    between = _LINE_END if any(len(line) > _WRAPPED for line in text.splitlines()) else _BLOCK
    for start, end in _pieces(text, 0, len(text), between):
        marker = _MARKER.match(text, start, end)
        for first, last in _pieces(text, marker.end() if marker else start, end, _SENTENCE_END):
            inner = text[first:last]
            stripped = inner.strip()
            if stripped:
                at = first + inner.index(stripped)
                spans.append((at, at + len(stripped)))
    return spans


def _pieces(text: str, start: int, end: int, between: regex.Pattern[str]) -> list[tuple[int, int]]:
    pieces, at = [], start
    for gap in between.finditer(text, start, end):
        pieces.append((at, gap.start()))
        at = gap.end()
    return [*pieces, (at, end)]
