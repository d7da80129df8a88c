"""Where each word of a long text stands, so that a quote is sought where its rarest word is, and not everywhere.

To look through the whole text for each quote costs the square of its length: of a document of 5 MB, more than half of
all the time that the built-in engine takes with it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

LONG = 100_000
"""Characters from which on this is worth its making."""
_WORD = re.compile(r"\w+")


class WordPlaces:
    """The places of every word of `text`, in order; a word is a whole run of letters and digits."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, array[int]] = {}
        for match in _WORD.finditer(text):
            places = self._places.get(match[0])
            if places is None:
                places = self._places[match[0]] = array("L")
            places.append(match.start())

    def occurrences(self, value: str) -> Iterator[int] | None:
        """Return where `value` begins in the text, in order; None if it has no word that it does not begin or end with.

        The words at its ends may be parts of longer ones.
        """
        inner = [match for match in _WORD.finditer(value) if match.start() > 0 and match.end() < len(value)]
        if not inner:
            return None
        rarest = min(inner, key=lambda match: len(self._places.get(match[0], ())))
        starts = (place - rarest.start() for place in self._places.get(rarest[0], ()))
        return (start for start in starts if start >= 0 and self._text.startswith(value, start))
