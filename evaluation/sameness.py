"""Whether two records of a kind tell the same fact, and how well they fit: by the key fields that the kind declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from core.document import Span
from evaluation.golden import Expected
from evaluation.golden_paths import shortened
from evaluation.passages import folded
from schemas.record import Record
from schemas.registry import kinds
from schemas.sameness import field_at, key_values, value_at
from schemas.shape import Proof

LEAST_SAMENESS = 0.5
"""More than this, on average over the printed keys, makes two records the same fact."""
LEAST_LIKENESS = 0.7
"""Printed texts that are less alike than this have nothing to do with each other."""
UNSAID = 0.5
"""What a key counts that the found record leaves open: neither agreement nor contradiction."""
EMPTY: tuple[Any, ...] = (None, frozenset())


@dataclass(frozen=True)
class Key:
    """One key of an expected record: its path, the values that are right, and the proof its field needs."""

    path: str
    right: tuple[Any, ...]
    proof: Proof

    @property
    def is_printed(self) -> bool:
        """Whether the document prints it: a code that is judged wrongly makes no other fact."""
        return self.proof in (Proof.PRINTED, Proof.COUNTRY)

    def agreement(self, value: Any) -> float:
        """Return from 0 (another fact, by this key) to 1 (the same), sets by their F1, printed texts by likeness."""
        return UNSAID if value in EMPTY else max(self._agreement(right, value) for right in self.right)

    def _agreement(self, right: Any, value: Any) -> float:
        if isinstance(right, frozenset) and isinstance(value, frozenset):
            return 2 * len(right & value) / (len(right) + len(value))
        if right == value:
            return 1.0
        if self.proof is not Proof.PRINTED or not (isinstance(right, str) and isinstance(value, str)):
            return 0.0
        likeness = fuzz.token_set_ratio(folded(right), folded(value)) / 100
        return likeness if likeness >= LEAST_LIKENESS else 0.0


class Keys:
    """The key fields of one expected record, as far as it has them."""

    def __init__(self, model: type[Record], expected: Expected) -> None:
        keys = (
            Key(
                path,
                tuple(value for value in _right(expected, path) if value not in EMPTY),
                field_at(model, path).proof,
            )
            for path in model.key_fields
        )
        self._keys = [key for key in keys if key.right]

        self._printed = [index for index, key in enumerate(self._keys) if key.is_printed]

    def fit(self, found: Mapping[str, Any]) -> tuple[bool, float]:
        """Return whether a found record tells the same fact by its printed keys, and the mean agreement of all keys.

        `found` are its `key_values`.
        """
        agreements = [key.agreement(found[key.path]) for key in self._keys]
        overall = _mean(agreements)
        printed = [agreements[index] for index in self._printed]
        return (_mean(printed) if printed else overall) > LEAST_SAMENESS, overall


def is_same_item(model: type[Record], expected: Iterable[Span], found: Iterable[Span]) -> bool:
    """Whether two records quote the same list item or table row, of a kind that has one record for each of these.

    `expected` are the items that the expected quotes stand in, `found` the found quotes.
    """
    items = list(expected)
    return model.one_an_item and any(start <= span[0] < end for start, end in items for span in found)


def key_line(kind: str, data: Mapping[str, Any]) -> str:
    """Return what a record is about, for people: its key fields with their values, but for where it stands."""
    said = []
    for path, value in key_values(kinds()[kind].model, data).items():
        if value not in EMPTY and path != "source_kind":
            said.append(f"{path} {shortened(sorted(value) if isinstance(value, frozenset) else value)}")
    return ", ".join(said)


def _right(expected: Expected, path: str) -> Iterator[Any]:
    """Yield the expected value of a key and what is accepted for it, or for the value or the rows that it is in."""
    yield value_at(expected.values, path)
    yield from expected.accept.get(path, [])
    name, _, rest = path.partition(".")
    if rest:
        yield from (value_at({name: value}, path) for value in expected.accept.get(name, []))


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
