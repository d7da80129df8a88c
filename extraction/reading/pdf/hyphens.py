"""Hyphens at line ends: whether the typesetter put them in, or the word has one.

Nothing on the page says which. The document does: a word that it prints elsewhere in one piece was divided, one that it
prints elsewhere with a hyphen has one. Of a word that it prints nowhere else: a document in which no word is seen to be
divided keeps its hyphens (browsers and word processors divide none unless told to), another loses them before a small
letter. So a quote with the word as it is meant is found, and in doubt the characters are those that are printed.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

from extraction.reading.pdf.page import Word

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*+")
_END = regex.compile(r"\p{L}++$")
_BEGINNING = regex.compile(r"\p{Ll}[\p{L}\p{M}]*+")


class Hyphens:
    """How the broken words of one document go on."""

    def __init__(self, lines: Iterable[tuple[Word, ...]]) -> None:
        self._printed: set[str] = set()
        breaks: list[tuple[str, str]] = []
        before: Word | None = None
        for words in lines:
            for word in words:
                if before is not None and before.is_broken:
                    breaks.append((before.text, word.text))
                elif not word.is_broken:
                    self._printed.update(part.casefold() for part in _WORD.findall(word.text))
                before = word
        self._divides = any(self._is_printed(_halves(*each), "") for each in breaks)

    def joined(self, first: str, second: str) -> str:
        """Return the word that `first`, which ends in the hyphen of its line, and `second` are."""
        halves = _halves(first, second)
        if halves is None or self._is_printed(halves, "-"):
            return first + second
        if self._is_printed(halves, "") or self._divides:
            return first[:-1] + second
        return first + second

    def _is_printed(self, halves: tuple[str, str] | None, between: str) -> bool:
        return halves is not None and f"{halves[0]}{between}{halves[1]}".casefold() in self._printed


def _halves(first: str, second: str) -> tuple[str, str] | None:
    """Return the letters before and after the hyphen; None where no word goes on: behind digits, before a capital."""
    end, beginning = _END.search(first[:-1]), _BEGINNING.match(second)
    return (end.group(), beginning.group()) if end and beginning else None
