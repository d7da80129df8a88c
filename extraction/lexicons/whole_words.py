"""Terms found as whole words: all of them in one pass of an automaton, which itself sees where words begin and end.

Of the terms that an automaton finds in a text, more than half stand inside words. So it is given text in which all that
is no letter or digit is a space, and terms with a space at each end that is one: what it finds then is whole words, and
only terms of several words are still compared with the text's own characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from operator import itemgetter
from typing import Generic, NamedTuple, TypeVar

import ahocorasick

T = TypeVar("T")
_PLACE = itemgetter(0, 1)
_BLURRED = bytes(code if code < 128 and chr(code).isalnum() else ord(" ") for code in range(256))
"""What becomes of each byte of ASCII: a table for bytes costs a tenth of one for characters."""
_BLURRED_BEYOND = _BLURRED[: ord("?")] + b"X" + _BLURRED[ord("?") + 1 :]
"""The same where each "?" is a letter or digit beyond ASCII, of which folded text has few; capitals it has none."""
_MARK_BEYOND_ASCII = re.compile(r"[^\w\x00-\x7f]")


class _Term(NamedTuple, Generic[T]):
    """A term of an automaton; `back` characters before the end of what is found it begins, `text` is None if sure."""

    back: int
    length: int
    text: str | None
    meaning: T


class WholeWords(Generic[T]):
    """Terms of folded text, at least one, and what each means."""

    def __init__(self, meanings: Mapping[str, T]) -> None:
        self._automaton = ahocorasick.Automaton()
        alike: dict[str, list[_Term[T]]] = {}
        for term, meaning in meanings.items():
            blurred = _blurred(term)
            before, after = " " * term[0].isalnum(), " " * term[-1].isalnum()
            known = _Term(len(blurred) + len(after), len(term), None if _is_plain(term) else term, meaning)
            alike.setdefault(f"{before}{blurred}{after}", []).append(known)
        for pattern, terms in alike.items():
            self._automaton.add_word(pattern, tuple(terms))
        self._automaton.make_automaton()

    def find(self, text: str) -> list[tuple[int, int, T]]:
        """Return every term that stands in folded `text` as (start, minus end, meaning), sorted: the longest leads."""
        hits: list[tuple[int, int, T]] = []
        for last, terms in self._automaton.iter(f" {_blurred(text)} "):
            for back, length, term, meaning in terms:
                start = last - back
                if term is None or text.startswith(term, start):
                    hits.append((start, -start - length, meaning))
        hits.sort(key=_PLACE)
        return hits


def _blurred(text: str) -> str:
    """Return `text` with a space for all that is no letter or digit, and one sign for letters beyond ASCII."""
    if text.isascii():
        return text.encode().translate(_BLURRED).decode("ascii")
    text = _MARK_BEYOND_ASCII.sub(" ", text).replace("?", " ")
    return text.encode("ascii", "replace").translate(_BLURRED_BEYOND).decode("ascii")


def _is_plain(term: str) -> bool:
    return term.isascii() and term.isalnum()
