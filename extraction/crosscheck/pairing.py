"""Which record of a model and which of the rules tell the same fact: told in one place, of the same things."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

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
    by_kind = {kind: _Placed(rules, kind) for kind in {one.kind for one in model}}
    for first, one in enumerate(model):
        for second in by_kind[one.kind].sharing(quotes_at(one)):
            other = rules[second]
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


class _Placed:
    """What the rules read of one kind, by where its quotes stand."""

    def __init__(self, rules: Sequence[Reading], kind: str) -> None:
        of_kind = ((number, one) for number, one in enumerate(rules) if one.kind.name == kind)
        self._places = sorted((*place, number) for number, one in of_kind for place in one.places)
        self._starts = [start for start, _, _ in self._places]
        self._reached = list(accumulate((end for _, end, _ in self._places), max))

    def sharing(self, spans: Sequence[Span]) -> set[int]:
        """Return the numbers of those that share a character with one of `spans`."""
        found: set[int] = set()
        for start, end in spans:
            at = bisect_left(self._starts, end) - 1
            while at >= 0 and self._reached[at] > start:
                if self._places[at][1] > start:
                    found.add(self._places[at][2])
                at -= 1
        return found
