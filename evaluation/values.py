"""Two records, value by value: each field is compared as its schema declares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from core.assignment import assign
from core.document import Span
from evaluation.accepted import Accepted
from evaluation.outcome import Value, ValueClass
from evaluation.passages import LEAST_AGREEMENT, Places, agreement, folded, touch
from schemas.fields import Comparison
from schemas.shape import FieldShape, Form, Model, Proof, shape

Part = Mapping[str, Any]
NOTHING: tuple[Any, ...] = (None, [])


@dataclass(frozen=True, slots=True)
class Compared:
    """One value before it is given a class of its own; cheap, for every pair of rows makes some."""

    path: str
    outcome: ValueClass
    expected: Any = None
    found: Any = None

    def value(self) -> Value:
        """Return it as it is reported."""
        return Value(path=self.path, outcome=self.outcome, expected=self.expected, found=self.found)


@dataclass(frozen=True, slots=True)
class At:
    """A place in both records: rows have one number in the expectation and another in what was found."""

    expected: str = ""
    found: str = ""

    def inside(self, name: str) -> At:
        """Return the place inside the field `name`."""
        return At(f"{self.expected}{name}.", f"{self.found}{name}.")

    def row(self, name: str, expected: int, found: int) -> At:
        """Return the place inside a row of the field `name`, by its two numbers."""
        return At(f"{self.expected}{name}.{expected}.", f"{self.found}{name}.{found}.")


@cache
def _parts(model: Model) -> tuple[tuple[FieldShape, ...], tuple[FieldShape, ...]]:
    """The fields that are computed of a printed value, and the others."""
    fields = shape(model)
    return (
        tuple(field for field in fields if field.proof is Proof.COMPUTED),
        tuple(field for field in fields if field.proof is not Proof.COMPUTED),
    )


class ExpectedRow:
    """One row of an expectation, with what is accepted in its place and inside it."""

    def __init__(self, field: FieldShape, accepted: Accepted, index: int, row: Part) -> None:
        others = accepted.rows(field.name, index, row)
        self.field = field
        self.inside = accepted.of_row(field.name, index, row)
        self.right = [row, *(other for other in others if other is not None)]
        self.may_be_left_out = None in others


class ValueComparison:
    """Compares an expected record with one that was found in the same document; `spans` say where that is grounded."""

    def __init__(self, places: Places, spans: Mapping[str, Span]) -> None:
        self._places = places
        self._spans = spans

    def compare(self, model: Model, expected: Part, found: Part, accepted: Accepted) -> list[Compared]:
        """Return every value that either of the two holds; an empty `found` makes all of them missing."""
        return list(self._model(model, expected, found, accepted, At()))

    def _model(self, model: Model, expected: Part, found: Part, accepted: Accepted, at: At) -> Iterator[Compared]:
        computed, others = _parts(model)
        if computed:
            yield from self._computed(computed, expected, found, accepted, at)
        for field in others:
            one, other = expected.get(field.name), found.get(field.name)
            if one in NOTHING and other in NOTHING:
                continue
            if field.proof is Proof.LOCATED and found and field.name not in expected:
                continue  # where it stands is compared only if the expectation says it
            yield from self._field(field, one, other, accepted, at)

    def _computed(
        self, fields: Sequence[FieldShape], expected: Part, found: Part, accepted: Accepted, at: At
    ) -> Iterator[Compared]:
        """Compare what is computed of one printed value as the one value that it is: bounds and qualifier, say."""
        unstated = {"precision"} - expected.keys() if expected else set()
        stated = [field.name for field in fields if field.name not in unstated]
        wanted = {name: expected[name] for name in stated if expected.get(name) is not None}
        given = {name: found[name] for name in stated if found.get(name) is not None}
        if not wanted and not given:
            return
        same = all(
            any(_same_number(given.get(name), value) for value in (wanted.get(name), *accepted.values(name)))
            for name in stated
        )
        yield _compared(at.expected[:-1], wanted or None, given or None, same=same)

    def _field(self, field: FieldShape, expected: Any, found: Any, accepted: Accepted, at: At) -> list[Compared]:
        """Compare with what is expected or, where other values are accepted, with the one that fits best."""
        first = list(self._value(field, expected, found, accepted, at))
        alternatives = accepted.values(field.name)
        if not alternatives or all(one.outcome == "correct" for one in first):
            return first
        others = (list(self._value(field, value, found, accepted, at)) for value in alternatives)
        return min([first, *others], key=_errors)

    def _value(self, field: FieldShape, expected: Any, found: Any, accepted: Accepted, at: At) -> Iterator[Compared]:
        match field.form:
            case Form.ROWS:
                yield from self._rows(field, expected or [], found or [], accepted, at)
            case Form.NESTED:
                inside = accepted.inside(field.name)
                yield from self._model(field.model, expected or {}, found or {}, inside, at.inside(field.name))
            case Form.SCALARS if field.compare is Comparison.PASSAGE:
                if expected or found:
                    same = self._same_place(expected or [], found or [], at.found + field.name)
                    yield _compared(at.expected + field.name, expected or None, found or None, same=same)
            case Form.SCALARS if field.compare is Comparison.SEQUENCE:
                yield from self._sequence(field, expected or [], found or [], at)
            case Form.SCALARS:
                yield from self._set(field, expected or [], found or [], at)
            case _:
                if expected is not None or found is not None:
                    same = self._same(field, expected, found, at.found + field.name)
                    yield _compared(at.expected + field.name, expected, found, same=same)

    def _rows(
        self, field: FieldShape, expected: list[Any], found: list[Any], accepted: Accepted, at: At
    ) -> Iterator[Compared]:
        """Align the rows optimally by what they are about, then by all that they say."""
        rows = [ExpectedRow(field, accepted, i, row) for i, row in enumerate(expected)]
        pairs: dict[tuple[int, int], list[Compared]] = {}
        weights = [[0.0] * len(found) for _ in expected]
        for i, row in enumerate(rows):
            for j, other in enumerate(found):
                here = at.row(field.name, i, j)
                pairs[i, j] = self._row(row, other, here)
                weights[i][j] = _row_weight(field.model, pairs[i, j], here, apart=abs(i - j))
        together = dict(assign(weights))
        for i, row in enumerate(rows):
            if i in together:
                yield from pairs[i, together[i]]
            elif not row.may_be_left_out:
                yield from self._row(row, {}, at.row(field.name, i, i))
        for place, j in _beside(expected, found, together):
            yield from self._model(field.model, {}, found[j], Accepted({}), at.row(field.name, place, j))

    def _row(self, row: ExpectedRow, found: Part, at: At) -> list[Compared]:
        compared = (list(self._model(row.field.model, one, found, row.inside, at)) for one in row.right)
        return min(compared, key=_errors)

    def _sequence(self, field: FieldShape, expected: list[Any], found: list[Any], at: At) -> Iterator[Compared]:
        for index in range(max(len(expected), len(found))):
            one = expected[index] if index < len(expected) else None
            other = found[index] if index < len(found) else None
            path = f"{field.name}.{index}"
            yield _compared(at.expected + path, one, other, same=self._same(field, one, other, at.found + path))

    def _set(self, field: FieldShape, expected: list[Any], found: list[Any], at: At) -> Iterator[Compared]:
        weights = [
            [float(self._same(field, one, other, f"{at.found}{field.name}.{j}")) for j, other in enumerate(found)]
            for one in expected
        ]
        together = dict(assign(weights))
        for index, one in enumerate(expected):
            other = found[together[index]] if index in together else None
            yield _compared(f"{at.expected}{field.name}.{index}", one, other, same=index in together)
        for place, j in _beside(expected, found, together):
            yield _compared(f"{at.expected}{field.name}.{place}", None, found[j], same=False)

    def _same(self, field: FieldShape, expected: Any, found: Any, path: str) -> bool:
        """Whether two scalars are the same, the printed ones up to folding or, for passages, by their characters."""
        if not (isinstance(expected, str) and isinstance(found, str)):
            return bool(expected == found)
        if field.proof is not Proof.PRINTED:
            return expected == found
        if folded(expected) == folded(found):
            return True
        if field.compare is Comparison.PASSAGE or (field.compare is Comparison.SET and field.form is Form.SCALARS):
            grounded = (self._spans[path],) if path in self._spans else self._places.of(found)
            return agreement(self._places.of(expected), grounded) >= LEAST_AGREEMENT
        return False

    def _same_place(self, expected: Sequence[str], found: Sequence[str], path: str) -> bool:
        """Whether any found quote stands in the paragraph, item or row of any expected one."""
        here = [span for quote in expected for span in self._places.around(quote)]
        return touch(here, self.quote_spans(found, path))

    def quote_spans(self, quotes: Sequence[str], path: str = "quotes") -> list[Span]:
        """Return where the quotes of the found record stand: as grounded, or else wherever their text does."""
        spans: list[Span] = []
        for index, quote in enumerate(quotes):
            grounded = self._spans.get(f"{path}.{index}")
            spans += [grounded] if grounded else self._places.of(quote)
        return spans


def _beside(expected: Sequence[Any], found: Sequence[Any], together: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the places of found items that were not expected: numbered on from the expected ones, and as found."""
    return enumerate(sorted(set(range(len(found))) - set(together.values())), start=len(expected))


def _row_weight(model: Model, values: Sequence[Compared], at: At, *, apart: int) -> float:
    """Return how well two rows fit: what they are about first, then all else, then their order; 0 if they do not."""
    correct = {one.path for one in values if one.outcome == "correct"}
    identity = {f"{at.expected}{name}" for name in getattr(model, "identity_fields", ())} | {at.expected[:-1]}
    stated = {one.path for one in values if one.expected is not None}
    about = len(correct & identity)
    if about == 0 and (stated & identity or not correct):
        return 0.0
    return about + len(correct) * 1e-3 + 1e-6 / (1 + apart)


def _errors(values: Sequence[Compared]) -> int:
    return sum(one.outcome != "correct" for one in values)


def _compared(path: str, expected: Any, found: Any, *, same: bool) -> Compared:
    if same:
        return Compared(path, "correct", expected, found)
    if found is None:
        return Compared(path, "missing", expected, None)
    return Compared(path, "spurious" if expected is None else "wrong", expected, found)


def _same_number(one: Any, other: Any) -> bool:
    if one == other:
        return True
    if one is None or other is None:
        return False
    try:
        return Decimal(str(one)) == Decimal(str(other))
    except InvalidOperation:  # a date, a code
        return False
