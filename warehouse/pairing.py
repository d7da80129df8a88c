"""Which record of an earlier reading a record of a later one is, and what has become of its fields.

Two are the same fact if their key fields say so; which goes with which is decided for all of them at once, so that the
whole agrees best. Rows inside a record are paired the same way, by their identity fields.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from rapidfuzz import fuzz

from core.assignment import assign
from core.identity import canonical_json
from schemas.fields import Comparison
from schemas.record import Record
from schemas.sameness import field_at, key_values
from schemas.shape import FieldShape, Form, Model, Proof, shape

LEAST_SAMENESS = 0.5
"""More than this, on average over the keys that a document prints, makes two records the same fact."""
LEAST_LIKENESS = 0.7
"""Printed texts that are less alike than this have nothing to do with each other."""
UNSAID = 0.5
"""What a key counts that one of the two leaves open."""
VALUE_WEIGHT = 1e-3
"""Keys decide who belongs together; between equals, the values do."""
EMPTY: tuple[Any, ...] = (None, [], frozenset())

T = TypeVar("T")


@dataclass(frozen=True)
class FieldChange:
    """One value that is not what it was: None where there was none, or is none any more; a whole row as its values."""

    path: str
    before: Any
    after: Any


def pair(
    before: Sequence[T], after: Sequence[T], data: Callable[[T], Any], weight: Callable[[Any, Any], float]
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """Pair two lists one to one: equal ones first, then what fits best; return the pairs and what is left of each."""
    waiting: dict[str, list[T]] = defaultdict(list)
    for one in after:
        waiting[canonical_json(data(one))].append(one)
    pairs: list[tuple[T, T]] = []
    left: list[T] = []
    for one in before:
        equal = waiting[canonical_json(data(one))]
        if equal:
            pairs.append((one, equal.pop(0)))
        else:
            left.append(one)
    rest = [one for key in sorted(waiting) for one in waiting[key]]
    left.sort(key=lambda one: canonical_json(data(one)))
    chosen = assign([[weight(data(old), data(new)) for new in rest] for old in left])
    pairs += [(left[i], rest[j]) for i, j in chosen]
    matched_old, matched_new = {i for i, _ in chosen}, {j for _, j in chosen}
    return (
        pairs,
        [one for i, one in enumerate(left) if i not in matched_old],
        [one for j, one in enumerate(rest) if j not in matched_new],
    )


def record_weight(model: type[Record], before: dict[str, Any], after: dict[str, Any]) -> float:
    """Return how well two records fit each other: 0 if they are not the same fact."""
    old, new = key_values(model, before), key_values(model, after)
    fields = {path: field_at(model, path) for path in model.key_fields}
    same = _weight(fields, old, new)
    if not same and _are_unknown(old, new):  # then it is the sentence that they are known by
        same = float(not set(before["quotes"]).isdisjoint(after["quotes"]))
    return same + VALUE_WEIGHT * _equal_share(before, after) if same else 0.0


def row_weight(model: Model, before: dict[str, Any], after: dict[str, Any]) -> float:
    """Return how well two rows of a record fit each other: 0 if they are about different things."""
    names: Sequence[str] = getattr(model, "identity_fields", ()) or [field.name for field in shape(model)]
    fields = {field.name: field for field in shape(model) if field.name in names}
    same = _weight(fields, {name: before.get(name) for name in fields}, {name: after.get(name) for name in fields})
    return same + VALUE_WEIGHT * _equal_share(before, after) if same else 0.0


def changes(model: Model, before: dict[str, Any], after: dict[str, Any], prefix: str = "") -> Iterator[FieldChange]:
    """Yield every value in which two records (or rows) differ, in the order of the fields."""
    for field in shape(model):
        old, new = before.get(field.name), after.get(field.name)
        path = f"{prefix}{field.name}"
        if field.form is Form.NESTED and old is not None and new is not None:
            yield from changes(field.model, old, new, f"{path}.")
        elif field.form is Form.ROWS:
            yield from _row_changes(field.model, old or [], new or [], path)
        elif not _is_equal(field, old, new):
            yield FieldChange(path, old, new)


def _row_changes(model: Model, before: list[Any], after: list[Any], path: str) -> Iterator[FieldChange]:
    old, new = list(enumerate(before)), list(enumerate(after))
    pairs, gone, added = pair(old, new, lambda one: one[1], lambda a, b: row_weight(model, a, b))
    for (_, was), (place, now) in sorted(pairs, key=lambda one: one[1][0]):
        yield from changes(model, was, now, f"{path}.{place}.")
    for place, row in sorted(gone, key=lambda one: one[0]):
        yield FieldChange(f"{path}.{place}", _said(row), None)
    for place, row in sorted(added, key=lambda one: one[0]):
        yield FieldChange(f"{path}.{place}", None, _said(row))


def _weight(fields: dict[str, FieldShape], before: dict[str, Any], after: dict[str, Any]) -> float:
    agreements: list[float] = []
    printed: list[float] = []
    for path, field in fields.items():
        if before[path] in EMPTY and after[path] in EMPTY:
            continue
        agreement = _agreement(field, before[path], after[path])
        agreements.append(agreement)
        if field.proof in (Proof.PRINTED, Proof.COUNTRY) or field.form is Form.NESTED:
            printed.append(agreement)
    overall = _mean(agreements)
    return overall if (_mean(printed) if printed else overall) > LEAST_SAMENESS else 0.0


def _agreement(field: FieldShape, before: Any, after: Any) -> float:
    if before in EMPTY or after in EMPTY:
        return UNSAID
    if isinstance(before, frozenset) and isinstance(after, frozenset):
        return 2 * len(before & after) / (len(before) + len(after))
    if isinstance(before, dict) and isinstance(after, dict):
        before, after = before.get("text"), after.get("text")
    if before == after:
        return 1.0
    if not (isinstance(before, str) and isinstance(after, str)) or field.proof is Proof.COUNTRY:
        return 0.0
    if isinstance(field.type, tuple):
        return 0.0
    likeness = fuzz.token_set_ratio(before.casefold(), after.casefold()) / 100
    return likeness if likeness >= LEAST_LIKENESS else 0.0


def _is_equal(field: FieldShape, before: Any, after: Any) -> bool:
    if field.form is Form.SCALARS and field.compare is Comparison.SET:
        return sorted(before or []) == sorted(after or [])
    return bool(before == after) or (before in EMPTY and after in EMPTY)


def _are_unknown(before: dict[str, Any], after: dict[str, Any]) -> bool:
    return all(value in EMPTY for path, value in [*before.items(), *after.items()] if path != "source_kind")


def _equal_share(before: dict[str, Any], after: dict[str, Any]) -> float:
    names = before.keys() | after.keys()
    return sum(before.get(name) == after.get(name) for name in names) / len(names) if names else 0.0


def _said(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value not in EMPTY}


def _mean(values: list[float]) -> float:
    return sum(values) / len(values) if values else 0.0
