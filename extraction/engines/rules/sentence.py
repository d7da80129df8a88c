"""One sentence as the rules see it: its words, clauses, cues, countries and printed values."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, KeysView, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, compress
from typing import Any, NamedTuple

import regex

from core.document import Span
from extraction.engines.rules.grammar import function_words, word_class
from extraction.engines.rules.once import once
from extraction.engines.rules.values import Value, values_in
from extraction.engines.rules.vocabulary import Cue, by_lexicon
from extraction.lexicons.countries import CountryMention
from extraction.lexicons.folding import fold

_WORD = regex.compile(
    r"([a-zA-Z]++(?![\w.'’-])"  # most words: what follows could be right only of others
    r"|(?:\p{Lu}\.){2,}|[$€£]?\d[\d.,]*+(?<![.,])|\p{L}+n['’]t\b|['’](?:s|re|ve|ll)\b"
    r"|[\p{L}\d]+(?:-[\p{L}\d]+)*|[^\s\w]|\w+)"
)
_ASCII_WORD = re.compile(
    r"([a-zA-Z]++(?![\w.'-])|(?:[A-Z]\.){2,}|\$?\d[\d.,]*+(?<![.,])|[a-zA-Z]+n't\b|'(?:s|re|ve|ll)\b"
    r"|[a-zA-Z\d]+(?:-[a-zA-Z\d]+)*|[^\t-\r \w]|\w+)",
    re.ASCII,
)
"""The same for a sentence that is ASCII once it is `spelled_plainly`, as most are: in half the time."""
_ACCENTED = {
    chr(code): base
    for code in range(0xC0, 0x180)
    if (base := unicodedata.normalize("NFD", chr(code))[0]).isascii() and base != chr(code)
}
_DASH = "\x1f"
"""Stands for a dash, which parts words where a hyphen joins them; as a word it is one all the same."""
_PLAIN = {"’": "'", "“": '"', "”": '"', "—": _DASH, "–": _DASH, "\u00a0": " ", **_ACCENTED}
"""Characters that may stand for an ASCII one when a text is cut into words; other quotes and dashes part words."""
_NOT_PLAIN = re.compile(f"[{''.join(_ACCENTED)}]")
_CLAUSE_MARKS = frozenset({";", ":", "-", ","})
_ARTICLE = 5
"""Characters between a comma and the next state of a list: "the"."""
_OPENING = frozenset({"condition", "relative", "reason", "time"})
LONGEST = 2_000
"""Characters of a sentence that the rules look at: no fact is told in more, and hostile text stays cheap."""


class Token(NamedTuple):
    """One word or mark: its characters in the document, and its folded text."""

    start: int
    end: int
    word: str


_token = partial(tuple.__new__, Token)
"""Make a token of its fields: a named tuple's own constructor takes twice the time, and there is one for each word."""


class _Words(dict[int, str]):
    """The folded words of a sentence by their index, "" outside it: asked a thousand times a document."""

    def __missing__(self, index: int) -> str:
        """Return "": there is no word at `index`."""
        return ""


class _Columns(NamedTuple):
    """The tokens of a sentence by column: most looks are at one of the three, for which no token need be made."""

    starts: Sequence[int]
    ends: Sequence[int]
    words: Sequence[str]


def _seen(columns: _Columns) -> _Columns:
    """Return the columns without the tokens of which nothing can be seen: their words fold to nothing."""
    starts, ends, words = columns
    return _Columns(list(compress(starts, words)), list(compress(ends, words)), list(filter(None, words)))


def _folded(word: str) -> str:
    return word.lower() if word.isascii() else fold(word).text


def spelled_plainly(text: str) -> str:
    """Return `text`, as long as it is, without accents, and with plain quotation marks and dashes, for its words."""
    for character in "’“”—–\u00a0":
        text = text.replace(character, _PLAIN[character])
    return text if text.isascii() else _NOT_PLAIN.sub(lambda found: _PLAIN[found[0]], text)


class Clause(NamedTuple):
    """Tokens `[first, last)` of a sentence; `opener` is the class of the word that opens it ("condition"), or ""."""

    first: int
    last: int
    opener: str


@dataclass(eq=False)
class Sentence:
    """A sentence of `document` with everything found in it; heavier looks are taken on first use. Nobody changes it.

    `plain` is the document `spelled_plainly`.
    `paragraph` is the index of its block, `position` its own index among the document's sentences. `entry` is the date
    of the chronicle's entry that it stands in, whose present tense tells what happened then. `topic` is the state that
    the list's entry is about, which may be left unsaid as a subject ("**Palau**: Signed a memorandum"). `is_headline`
    is true of a heading that is read as a sentence, whose present tense tells what happened.
    """

    document: str
    plain: str
    span: Span
    position: int
    paragraph: int
    cues: tuple[Cue, ...]
    countries: tuple[CountryMention, ...]
    entry: Value | None = None
    topic: CountryMention | None = None
    speaker: CountryMention | None = None
    """The state whose official's own words the document is: who "we" is."""
    is_headline: bool = False

    @once
    def text(self) -> str:
        """Its characters, as they stand in the document."""
        return self.document[self.span[0] : self.span[1]]

    @property
    def is_question(self) -> bool:
        """Say whether it asks: what it says has not been told."""
        return self.text.rstrip("\"'”’»)*_ ").endswith("?")

    @once
    def looks(self) -> dict[tuple[object, ...], Any]:
        """What was found out about it and its cues, by the look that was taken (`looks.taken_once`)."""
        return {}

    @once
    def tokens(self) -> tuple[Token, ...]:
        """Its words and marks, in order; what cannot be seen (a zero-width space) is neither."""
        return tuple(map(_token, zip(*self._columns, strict=True)))

    @once
    def _columns(self) -> _Columns:
        start, end = self.span
        end = min(end, start + LONGEST)
        text = self.plain[start:end]
        if text.isascii():
            pieces = _ASCII_WORD.split(text)
            words = list(map(str.lower, pieces[1::2]))
            if _DASH in text:
                words = ["-" if word == _DASH else word for word in words]
        else:
            pieces = _WORD.split(self.document[start:end])
            words = list(map(_folded, pieces[1::2]))
        # The pieces are the gaps and the words in turn: where each ends is the sum of the lengths so far.
        ends = list(accumulate(map(len, pieces), initial=start))
        columns = _Columns(ends[1:-1:2], ends[2::2], words)
        return columns if all(words) else _seen(columns)

    @once
    def word_at(self) -> Callable[[int], str]:
        """Return the folded word at an index, "" outside the sentence."""
        return _Words(enumerate(self._columns.words)).__getitem__

    @once
    def values(self) -> tuple[Value, ...]:
        """Dates, numbers and sums of money in it, in order."""
        return values_in(self.document, (self.span[0], min(self.span[1], self.span[0] + LONGEST)))

    @once
    def clauses(self) -> tuple[Clause, ...]:
        """Its clauses, in order: from one opener or semicolon to the next; a comma ends what an opener began."""
        openers = word_class("clause_words")
        starts: list[tuple[int, str]] = [(0, "")]
        words = self._columns.words
        for index, word in [place for place in enumerate(words) if place[1] in openers or place[1] in _CLAUSE_MARKS]:
            if word in _CLAUSE_MARKS:
                opening = starts[-1][1]
                closes = opening and (opening != "condition" or starts[-1][0] == 0)
                if word != "," or (closes and not self._parts_countries(index)):
                    starts.append((index + 1, ""))
                continue
            opener = openers[word]
            if word == "que" and starts[-1][1] and starts[-1][0] == index - 1:
                continue  # "mientras que" opens one clause
            if opener in _OPENING and not self._is_no_opener(index):
                starts.append((index, opener))
            elif opener == "proviso" and self._is_condition(index):
                starts.append((index, "condition"))
        ends = [first for first, _ in starts[1:]] + [len(words)]
        return tuple(
            Clause(first, last, opener) for (first, opener), last in zip(starts, ends, strict=True) if last > first
        )

    def _parts_countries(self, index: int) -> bool:
        """Say whether a comma stands in a list of states, and ends no clause: "that Chad, Mali and Niger signed"."""
        comma = self.tokens[index]
        before = any(mention.span[1] == comma.start for mention in self.countries)
        after = next((m for m in self.countries if m.span[0] >= comma.end), None) if before else None
        if after is None or after.span[0] - comma.end > _ARTICLE:
            return False
        word = self.word_at(self.index_at(after.span[1] - 1) + 1)
        return word == "," or word in function_words("and") or word in function_words("or")

    def _is_of_clock(self, index: int) -> bool:
        """Say whether no clause follows, but a time of the day ("after 1 a.m."), or a noun: "the following states"."""
        if self.word_at(index) == "following" and self.word_at(index - 1) == "the":
            return True
        if self.word_at(index) in function_words("time") and self.word_at(index + 1) in word_class("day_parts"):
            return True
        if word_class("clause_words")[self.word_at(index)] == "condition" and self.word_at(index + 1).isdigit():
            return self.word_at(index + 2) in (",", ".", "")  # "named Swaziland until 2018,"
        return self.word_at(index + 1).isdigit() and self.word_at(index + 2) in word_class("clock")

    def _is_no_opener(self, index: int) -> bool:
        """Say whether a word that may open a clause does not."""
        return self._affirms(index) or self._is_of_clock(index) or self._leads(index) or self._counts(index)

    def _counts(self, index: int) -> bool:
        """Say whether no clause follows, but a number: "as many as 140 people"."""
        amounts = word_class("amounts")
        first = self.word_at(index + 1) in amounts and self.word_at(index + 2) == self.word_at(index)
        return first or (self.word_at(index - 1) in amounts and self.word_at(index - 2) == self.word_at(index))

    def _is_condition(self, index: int) -> bool:
        """Say whether "provided" opens a clause, and is no verb: "provided that", ", provided they agree"."""
        return self.word_at(index + 1) == "that" or self.word_at(index - 1) in (",", "")

    def _leads(self, index: int) -> bool:
        """Say whether Spanish "hasta" leads to a state, and opens no clause: "deportados hasta Venezuela"."""
        if self.word_at(index) != "hasta" or index + 1 >= len(self.tokens):
            return False
        return any(mention.span[0] == self.tokens[index + 1].start for mention in self.countries)

    def _affirms(self, index: int) -> bool:
        """Say whether it is Spanish "sí", which folds to the "si" of a condition."""
        token = self.tokens[index]
        return token.word == "si" and not self.document[token.start : token.end].isascii()

    @once
    def _by_lexicon(self) -> dict[str, tuple[Cue, ...]]:
        return by_lexicon(self.cues)

    @once
    def lexicons(self) -> KeysView[str]:
        """The lexicons that it holds a cue of."""
        return self._by_lexicon.keys()

    def of(self, lexicon: str, *others: str) -> tuple[Cue, ...]:
        """Return the cues of these lexicons, in order."""
        known = self._by_lexicon
        if not others:
            return known.get(lexicon, ())
        lexicons = (lexicon, *others)
        found = [known[one] for one in lexicons if one in known]
        if len(found) < 2:
            return found[0] if found else ()
        return tuple([cue for cue in self.cues if cue.lexicon in lexicons])

    def has(self, lexicon: str, *others: str) -> bool:
        """Say whether there is a cue of any of these lexicons."""
        known = self._by_lexicon
        return lexicon in known or (bool(others) and not known.keys().isdisjoint(others))

    def has_between(self, start: int, end: int, *lexicons: str) -> bool:
        """Say whether there is a cue of any of these lexicons in the characters `[start, end)`."""
        cues = self.of(*lexicons)
        return bool(cues) and any(start <= cue.start < end for cue in cues)

    def index_at(self, offset: int) -> int:
        """Return the index of the token that holds, or else follows, the character at `offset`."""
        ends = self._columns.ends
        index = bisect_right(ends, offset)
        return index if index < len(ends) else max(len(ends) - 1, 0)

    def clause_at(self, offset: int) -> Clause:
        """Return the clause that holds the character at `offset`."""
        return self.clause_of(self.index_at(offset))

    def clause_of(self, index: int) -> Clause:
        """Return the clause that holds the token `index`: each begins where the one before it ends."""
        for clause in self.clauses:
            if index < clause.last:
                return clause
        return self.clauses[-1]

    def clause_span(self, offset: int) -> Span:
        """Return the characters of the clause at `offset`."""
        clause = self.clause_at(offset)
        return self.tokens[clause.first].start, self.tokens[clause.last - 1].end

    def words_between(self, start: int, end: int) -> tuple[str, ...]:
        """Return the folded words whose first character is in `[start, end)`."""
        starts, _, words = self._columns
        return tuple(words[bisect_left(starts, start) : bisect_left(starts, end)])

    def countries_in(self, start: int, end: int) -> tuple[CountryMention, ...]:
        """Return the mentions of countries that begin in `[start, end)`."""
        return tuple([mention for mention in self.countries if start <= mention.span[0] < end])

    def values_of(self, kind: str, within: Span | None = None) -> tuple[Value, ...]:
        """Return the values of one kind (date, number, money), those that begin in `within` if it is given."""
        if not self.values:
            return ()
        first, last = within or self.span
        return tuple([value for value in self.values if value.kind == kind and first <= value.span[0] < last])
