"""Which record of a model and which of the rules tell the same fact: told in one place, of the same things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.document import Span
from core.lines import LandedRecord
from extraction.crosscheck.values import likeness, values_of

LEAST_ALIKE = 0.5
"""Of the values that both state, the share that must be equal."""

Pair = tuple[LandedRecord, LandedRecord]


def pairs_of(model: Sequence[LandedRecord], rules: Sequence[LandedRecord]) -> Iterator[Pair]:
    """Yield the pairs, one to one, the most alike first; records that only one of the two has are in none."""
    values = {id(record): values_of(record) for record in (*model, *rules)}
    ranked: list[tuple[float, int, int, int]] = []
    for first, one in enumerate(model):
        for second, other in enumerate(rules):
            if one.kind == other.kind and _share_a_place(quotes_at(one), quotes_at(other)):
                share, equal = likeness(values[id(one)], values[id(other)])
                if share >= LEAST_ALIKE:
                    ranked.append((-share, -equal, first, second))
    free, others = set(range(len(model))), set(range(len(rules)))
    for _, _, first, second in sorted(ranked):
        if first in free and second in others:
            free.remove(first)
            others.remove(second)
            yield model[first], rules[second]


def quotes_at(record: LandedRecord) -> list[Span]:
    """Return where the quotes of `record` stand."""
    return [
        (row.char_start, row.char_end)
        for row in record.evidence
        if row.field.startswith("quotes.") and row.char_start is not None and row.char_end is not None
    ]


def _share_a_place(first: Sequence[Span], second: Sequence[Span]) -> bool:
    return any(one[0] < other[1] and other[0] < one[1] for one in first for other in second)
