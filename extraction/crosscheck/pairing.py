"""Which record of a model and which of the rules tell the same fact: told in one place, of the same things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from core.document import Span
from core.lines import LandedRecord
from extraction.crosscheck.reading import Reading
from extraction.crosscheck.values import Values, likeness, values_of

LEAST_ALIKE = 0.5
"""Of the values that both state, the share that must be equal."""


@dataclass(frozen=True)
class Pair:
    """A record and the reading that tells the same fact; `values` is what the record states."""

    record: LandedRecord
    values: Values
    reading: Reading


def pairs_of(model: Sequence[LandedRecord], rules: Sequence[Reading]) -> Iterator[Pair]:
    """Yield the pairs, one to one, the most alike first; records that only one of the two has are in none."""
    ranked: list[tuple[float, int, int, int]] = []
    values: dict[int, Values] = {}
    others_of: dict[str, list[tuple[int, Reading]]] = {}
    for second, other in enumerate(rules):
        others_of.setdefault(other.kind.name, []).append((second, other))
    for first, one in enumerate(model):
        places = quotes_at(one)
        for second, other in others_of.get(one.kind, ()):
            if _share_a_place(places, other.places):
                if first not in values:
                    values[first] = values_of(other.kind, one.data)
                share, equal = likeness(values[first], other.values)
                if share >= LEAST_ALIKE:
                    ranked.append((-share, -equal, first, second))
    free, others = set(range(len(model))), set(range(len(rules)))
    for _, _, first, second in sorted(ranked):
        if first in free and second in others:
            free.remove(first)
            others.remove(second)
            yield Pair(model[first], values[first], rules[second])


def quotes_at(record: LandedRecord) -> list[Span]:
    """Return where the quotes of `record` stand: they are its first evidence."""
    quotes = takewhile(lambda row: row.field.startswith("quotes."), record.evidence)
    return [(row.char_start, row.char_end) for row in quotes if row.char_start is not None and row.char_end is not None]


def _share_a_place(first: Sequence[Span], second: Sequence[Span]) -> bool:
    return any(one[0] < other[1] and other[0] < one[1] for one in first for other in second)
