"""Where the passages that an expectation and an engine name stand in the document, and whether they are the same."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from core.document import Document, Span
from core.lines import Evidence
from extraction.grounding.index import index_of
from extraction.lexicons.folding import fold

LEAST_AGREEMENT = 0.5
"""From this share of common characters on (Dice) two passages are the same; less is another cut of the text."""
_EDGES = " \"'.,;:!?()[]*_-"


@lru_cache(maxsize=8192)
def folded(text: str) -> str:
    """Return what is compared of printed text: case, white space, quotation marks, dashes, accents, edges left out."""
    return " ".join(fold(text).text.replace('"', "").split()).strip(_EDGES)


class Places:
    """The passages of one document."""

    def __init__(self, document: Document) -> None:
        self._index = index_of(document)
        self._found: dict[str, tuple[Span, ...]] = {}

    def of(self, passage: str) -> tuple[Span, ...]:
        """Return every place where `passage` stands, up to folding."""
        known = self._found.get(passage)
        if known is None:
            known = tuple(self._index.normalized(fold(passage).text.strip()))
            self._found[passage] = known
        return known

    def around(self, passage: str) -> list[Span]:
        """Return the paragraphs, list items or table rows that hold `passage`, for every place where it stands."""
        return [self._surroundings(span) for span in self.of(passage)]

    def _surroundings(self, span: Span) -> Span:
        structure = self._index.structure
        table = structure.table_at(span[0])
        if table is not None:
            units = [row.span for row in table.rows if row.span[0] < span[1] and span[0] < row.span[1]]
        else:
            units = [block.span for block in structure.blocks_in(span) if block.kind != "table"]
        return min([span[0], *(unit[0] for unit in units)]), max([span[1], *(unit[1] for unit in units)])


def evidence_spans(evidence: Iterable[Evidence]) -> dict[str, Span]:
    """Return where each leaf of a record was grounded, by its path; what metadata bears stands nowhere."""
    return {
        one.field: (one.char_start, one.char_end)
        for one in evidence
        if one.char_start is not None and one.char_end is not None
    }


def agreement(one: Iterable[Span], other: Iterable[Span]) -> float:
    """Return the share of common characters of the best pair: 2 |A ∩ B| / (|A| + |B|), after Dice (1945)."""
    others = list(other)
    return max((_dice(a, b) for a in one for b in others), default=0.0)


def touch(one: Iterable[Span], other: Iterable[Span]) -> bool:
    """Whether any span of the one shares a character with any of the other."""
    others = list(other)
    return any(a[0] < b[1] and b[0] < a[1] for a in one for b in others)


def _dice(a: Span, b: Span) -> float:
    common = min(a[1], b[1]) - max(a[0], b[0])
    return 2 * common / (a[1] - a[0] + b[1] - b[0]) if common > 0 else 0.0
