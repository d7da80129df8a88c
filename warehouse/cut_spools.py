"""The pieces of the extractions of a batch, in files for DuckDB; those of any one are found again."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from warehouse.cutting import Pieces
from warehouse.spool import Source, Span, Spool

_EXTRACTION_ID = re.compile(rb'^(.*?"extraction_id":")[^"]*', re.MULTILINE)


class CutSpools:
    """One spool for each file that pieces go to, in `folder`; they are closed with `closing`.

    An extraction has a number, and each spool remembers in sixteen bytes where the pieces of that one end: a batch may
    have many thousand.
    """

    def __init__(self, folder: Path, closing: ExitStack) -> None:
        self.extractions = 0
        self._folder = folder
        self._closing = closing
        self._spools: dict[str, Spool] = {}
        self._numbers: dict[str, array[int]] = {}
        self._ends: dict[str, array[int]] = {}

    @property
    def longest(self) -> int:
        """Bytes: a buffer of this length holds any line of theirs."""
        return max((spool.longest for spool in self._spools.values()), default=0)

    def add(self, pieces: Pieces) -> int:
        """Add the pieces of an extraction, and return its number."""
        number, self.extractions = self.extractions, self.extractions + 1
        for name, lines in pieces.items():
            if lines:
                span = self._spool(name).extend(lines)
                self._numbers[name].append(number)
                self._ends[name].append(span.end)
        return number

    @contextmanager
    def sources(self, chosen: Mapping[int, str | None]) -> Iterator[dict[str, Source]]:
        """Give what DuckDB reads the pieces of these extractions by, by file; some are to have another id."""
        if len(chosen) == self.extractions and not any(chosen.values()):
            yield {name: spool.source() for name, spool in self._spools.items()}
            return
        with ExitStack() as closing:
            found = {name: closing.enter_context(Spool(self._path(f"{name}-chosen"))) for name in self._spools}
            for number, renamed in chosen.items():
                for name, lines in self._lines_of(number):
                    found[name].extend(_named(lines, renamed))
            yield {name: spool.source() for name, spool in found.items() if spool.lines}

    def _lines_of(self, number: int) -> Iterator[tuple[str, bytes]]:
        for name, numbers in self._numbers.items():
            place = bisect_left(numbers, number)
            if place < len(numbers) and numbers[place] == number:
                ends = self._ends[name]
                yield name, self._spools[name].read(Span(ends[place - 1] if place else 0, ends[place]))

    def _spool(self, name: str) -> Spool:
        if name not in self._spools:
            self._spools[name] = self._closing.enter_context(Spool(self._path(name)))
            self._numbers[name], self._ends[name] = array("Q"), array("Q")
        return self._spools[name]

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.jsonl"


def _named(lines: bytes, name: str | None) -> Sequence[bytes]:
    """Return lines of an extraction, one by one, under another name."""
    renamed = _EXTRACTION_ID.sub(rb"\g<1>" + name.encode(), lines) if name else lines
    return renamed.splitlines(keepends=True)
