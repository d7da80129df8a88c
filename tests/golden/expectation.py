"""Golden expectations: read them, and hold an engine's records against them, field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapidfuzz import utils as folding

from core.lines import LandedRecord
from schemas.fields import Comparison
from schemas.registry import kinds
from schemas.shape import FieldShape, Form, Model, Proof, shape

GOLDEN = Path(__file__).parent


@dataclass(frozen=True)
class Difference:
    """One field of a found record that is not what the document says."""

    path: str
    expected: Any
    found: Any


@dataclass
class Comparisons:
    """What an engine found in one document, held against what is there."""

    matched: list[tuple[dict[str, Any], LandedRecord, list[Difference]]] = field(default_factory=list)
    missing: list[dict[str, Any]] = field(default_factory=list)
    spurious: list[LandedRecord] = field(default_factory=list)
    forbidden: list[tuple[dict[str, Any], LandedRecord]] = field(default_factory=list)


def documents() -> list[str]:
    """Return the names of the folders that hold an expectation."""
    return sorted(path.parent.name for path in GOLDEN.glob("*/expected.json"))


def seeds() -> list[str]:
    """Return the names of those that are about a seed."""
    return [name for name in documents() if load(name)["source"].startswith("seeds/")]


def load(name: str) -> dict[str, Any]:
    """Return the expectation of the document `name`."""
    content: dict[str, Any] = json.loads((GOLDEN / name / "expected.json").read_text(encoding="utf-8"))
    return content


def compare(expectation: dict[str, Any], found: Sequence[LandedRecord], text: str) -> Comparisons:
    """Match expected and found records of each kind one to one, best pairs first, and compare the pairs."""
    result = Comparisons()
    pairs = sorted(
        (
            (_score(wanted, record, text), -i, -j)
            for i, wanted in enumerate(expectation["expected"])
            for j, record in enumerate(found)
            if _same_fact(wanted, record)
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for _, i, j in pairs:
        if -i not in taken and -j not in taken.values():
            taken[-i] = -j
    for i, wanted in enumerate(expectation["expected"]):
        if i in taken:
            record = found[taken[i]]
            result.matched.append((wanted, record, list(_differences(wanted, record, text))))
        elif not wanted.get("optional"):
            result.missing.append(wanted)
    result.spurious = [record for j, record in enumerate(found) if j not in taken.values()]
    result.forbidden = [
        (rule, record)
        for rule in expectation["forbidden"]
        for record in found
        if rule["kind"] == record.kind and _contains(record.data, rule.get("record", {}))
    ]
    return result


def _model(kind: str) -> Model:
    return kinds()[kind].model


def _same_fact(wanted: dict[str, Any], record: LandedRecord) -> bool:
    """Same kind, and at least half of the printed keys that the expectation holds are equal."""
    if wanted["kind"] != record.kind:
        return False
    keys = [key for key in kinds()[record.kind].model.key_fields if _at(wanted["record"], key) not in (None, set())]
    printed = [key for key in keys if _proof(_model(record.kind), key) in (Proof.PRINTED, Proof.COUNTRY)]
    equal = sum(_key_equal(wanted, record, key) for key in printed)
    return equal * 2 >= len(printed) and (equal > 0 or not printed)


def _score(wanted: dict[str, Any], record: LandedRecord, text: str) -> float:
    return -len(list(_differences(wanted, record, text)))


def _key_equal(wanted: dict[str, Any], record: LandedRecord, key: str) -> bool:
    expected, found = _at(wanted["record"], key), _at(record.data, key)
    accepted = [expected, *wanted.get("accept", {}).get(key, [])]
    return any(_fold(found) == _fold(value) for value in accepted)


def _at(data: Any, path: str) -> Any:
    name, _, rest = path.partition(".")
    value = data.get(name) if isinstance(data, dict) else None
    if not rest:
        return value
    if isinstance(value, list):
        return {_at(item, rest) for item in value}
    return _at(value, rest)


def _proof(model: Model, path: str) -> Proof:
    name, _, rest = path.partition(".")
    known = next(field for field in shape(model) if field.name == name)
    return _proof(known.model, rest) if rest else known.proof


def _contains(data: Any, part: Any) -> bool:
    if isinstance(part, dict):
        return isinstance(data, dict) and all(_contains(data.get(name), value) for name, value in part.items())
    if isinstance(part, list):
        return isinstance(data, list) and all(any(_contains(item, wanted) for item in data) for wanted in part)
    return bool(_fold(data) == _fold(part))


def _fold(value: Any) -> Any:
    """Fold case, white space and punctuation of text: what does not make two printed values different."""
    return folding.default_process(value) if isinstance(value, str) else value


def _differences(wanted: dict[str, Any], record: LandedRecord, text: str) -> Iterator[Difference]:
    yield from _model_differences(
        _model(record.kind), wanted["record"], record.data, _Accepted(wanted.get("accept", {}), text)
    )


@dataclass(frozen=True)
class _Accepted:
    """The alternatives of an expectation, seen from one part of the record (`at`, a list of equivalent prefixes)."""

    alternatives: dict[str, list[Any]]
    text: str
    at: tuple[str, ...] = ("",)

    def values(self, name: str) -> list[Any]:
        return [value for prefix in self.at for value in self.alternatives.get(f"{prefix}{name}", [])]

    def inside(self, *names: str) -> _Accepted:
        return _Accepted(
            self.alternatives, self.text, tuple(f"{prefix}{name}." for prefix in self.at for name in names)
        )


def _model_differences(model: Model, expected: Any, found: Any, accepted: _Accepted) -> Iterator[Difference]:
    for field_shape in shape(model):
        if field_shape.proof is Proof.COMPUTED and field_shape.name not in expected and field_shape.name == "precision":
            continue
        yield from _field_differences(
            field_shape, expected.get(field_shape.name), found.get(field_shape.name), accepted
        )


def _field_differences(known: FieldShape, expected: Any, found: Any, accepted: _Accepted) -> Iterator[Difference]:
    for value in [expected, *accepted.values(known.name)]:
        inner = [
            Difference(f"{known.name}{'.' if difference.path else ''}{difference.path}", *_both(difference))
            for difference in _value_differences(known, value, found, accepted)
        ]
        if not inner:
            return
        if value is expected:
            first = inner
    yield from first


def _both(difference: Difference) -> tuple[Any, Any]:
    return difference.expected, difference.found


def _value_differences(known: FieldShape, expected: Any, found: Any, accepted: _Accepted) -> list[Difference]:
    if known.form is Form.ROWS:
        return _row_differences(known, expected or [], found or [], accepted)
    if known.form is Form.NESTED and expected and found:
        return list(_model_differences(known.model, expected, found, accepted.inside(known.name)))
    if (expected or None) is None and (found or None) is None:
        return []
    return [] if _equal(known, expected, found, accepted.text) else [Difference("", expected, found)]


def _equal(known: FieldShape, expected: Any, found: Any, text: str) -> bool:
    if known.name == "amount" and expected is not None and found is not None:
        return float(expected) == float(found)
    if known.compare is Comparison.PASSAGE and expected and found:
        return _overlap(expected, found, text)
    if isinstance(expected, list) and isinstance(found, list):
        one, other = [_fold(item) for item in expected], [_fold(item) for item in found]
        return one == other if known.compare is Comparison.SEQUENCE else set(one) == set(other)
    return bool(_fold(expected) == _fold(found))


def _overlap(expected: Any, found: Any, text: str) -> bool:
    """Passages tell the same place if one overlaps the other in the document."""
    one = [_span(item, text) for item in ([expected] if isinstance(expected, str) else expected)]
    other = [_span(item, text) for item in ([found] if isinstance(found, str) else found)]
    return any(a and b and a[0] < b[1] and b[0] < a[1] for a in one for b in other)


def _span(passage: str, text: str) -> tuple[int, int] | None:
    start = text.find(passage)
    return (start, start + len(passage)) if start >= 0 else None


def _row_differences(known: FieldShape, expected: list[Any], found: list[Any], accepted: _Accepted) -> list[Difference]:
    """Pair rows that differ least; what is left over on either side is a difference of its own."""
    differences: list[Difference] = []
    left = list(range(len(found)))
    for index, row in enumerate(expected):
        names = [str(index), "*", *([row["country"]] if row.get("country") else [])]
        inside = accepted.inside(known.name).inside(*names)
        options = [(list(_model_differences(known.model, row, found[j], inside)), j) for j in left]
        if not options:
            differences.append(Difference(str(index), row, None))
            continue
        best, j = min(options, key=lambda option: (len(option[0]), abs(option[1] - index)))
        left.remove(j)
        differences += [Difference(f"{index}.{inner.path}", inner.expected, inner.found) for inner in best]
    return differences + [Difference(str(j), None, found[j]) for j in left]
