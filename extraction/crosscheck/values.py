"""The values of a record that two readings of a fact can disagree about: codes, countries, numbers, dates, names.

Longer wordings (a description, a reason) are no disagreement, and a value that only one reading has is none either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from extraction.lexicons.folding import fold
from schemas.fields import Comparison
from schemas.record import Row
from schemas.registry import Kind
from schemas.shape import FieldShape, Form, Model, Proof, shape

_NEVER = frozenset({Proof.LOCATED, Proof.COMPUTED})
_COUNTRY = "country"


class Stated(NamedTuple):
    """One value: `path` as its evidence names it, `meaning` to be compared, `shown` for a reader.

    Of two printed texts, one that is part of the other (`is_text`) says the same.
    """

    path: str
    meaning: Any
    shown: str
    is_text: bool = False

    def differs(self, other: Stated) -> bool:
        """Say whether the two values contradict each other."""
        if self.is_text and other.is_text:
            return self.meaning not in other.meaning and other.meaning not in self.meaning
        return bool(self.meaning != other.meaning)


Values = Mapping[str, Stated]


def values_of(kind: Kind, data: Mapping[str, Any]) -> Values:
    """Return the values that a record of `kind` states, by a name that is the same in every reading of the fact."""
    values: dict[str, Stated] = {}
    _add_values(values, kind.model, data, "", "")
    return values


def differing(one: Values, other: Values) -> Iterator[tuple[Stated, Stated]]:
    """Yield the values that both state, and that differ."""
    for name, value in one.items():
        if name in other and value.differs(other[name]):
            yield value, other[name]


def likeness(one: Values, other: Values) -> tuple[float, int]:
    """Return the share of equal values among those that both state, and their number."""
    shared = one.keys() & other.keys()
    equal = sum(not one[name].differs(other[name]) for name in shared)
    return (equal / len(shared) if shared else 0.0), equal


@cache
def _compared(model: Model) -> tuple[FieldShape, ...]:
    fields = shape(model)
    return tuple(field for field in fields if field.proof not in _NEVER and field.compare is not Comparison.PASSAGE)


def _add_values(values: dict[str, Stated], model: Model, data: Mapping[str, Any], name: str, path: str) -> None:
    for field in _compared(model):
        value = data.get(field.name)
        if value is None or value == []:
            continue
        here, there = name + field.name, path + field.name
        if field.form is Form.SCALAR:
            values[here] = _scalar(field, value, there)
        elif field.form is Form.NESTED:
            values[here] = _nested(field, value, there)
        elif field.form is Form.ROWS:
            _add_rows(values, field, value, here, there)


def _scalar(field: FieldShape, value: Any, path: str) -> Stated:
    if field.compare is Comparison.TEXT and isinstance(value, str):
        return Stated(path, _folded(value), value, is_text=True)
    return Stated(path, value, str(value))


def _nested(field: FieldShape, value: Mapping[str, Any], path: str) -> Stated:
    """Return what is computed of a printed value; where nothing could be, its text."""
    computed = tuple((part.name, value.get(part.name)) for part in shape(field.model) if part.proof is Proof.COMPUTED)
    text = str(value.get("text") or "")
    if all(part is None or name == "precision" for name, part in computed):
        return Stated(f"{path}.text", _folded(text), text, is_text=True)
    return Stated(f"{path}.text", computed, text)


def _add_rows(values: dict[str, Stated], field: FieldShape, rows: list[dict[str, Any]], name: str, path: str) -> None:
    """Add the countries of the rows as one value, and the codes of each row that is known by what it is about."""
    codes = sorted({row[_COUNTRY] for row in rows if row.get(_COUNTRY)})
    identity = field.model.identity_fields if issubclass(field.model, Row) else ()
    if codes and _COUNTRY in identity:
        first = next(index for index, row in enumerate(rows) if row.get(_COUNTRY))
        values[f"{name}.{_COUNTRY}"] = Stated(f"{path}.{first}.{_COUNTRY}", tuple(codes), ", ".join(codes))
    for index, row in enumerate(rows):
        known = next((row[key] for key in identity if row.get(key)), None)
        if known is not None:
            others = {key: value for key, value in row.items() if key not in identity}
            _add_values(values, field.model, others, f"{name}[{_folded(str(known))}].", f"{path}.{index}.")


def _folded(text: str) -> str:
    return fold(text).text.strip()
