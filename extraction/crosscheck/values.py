"""The values of a record that two readings of a fact can disagree about: codes, countries, numbers, dates, names.

Longer wordings (a description, a reason) are no disagreement, and a value that only one reading has is none either.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
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


_stated = partial(tuple.__new__, Stated)
"""A named tuple's own constructor takes twice the time, and one is made for each value of two readings."""
Values = Mapping[str, Stated]


class _Field(NamedTuple):
    """How the values of a field are read: `computed` are its parts that follow from its text."""

    name: str
    form: Form
    is_text: bool
    model: Model | None
    computed: tuple[str, ...]
    identity: tuple[str, ...]


def values_of(kind: Kind, data: Mapping[str, Any]) -> Values:
    """Return the values that a record of `kind` states, by a name that is the same in every reading of the fact."""
    values: dict[str, Stated] = {}
    _add_values(values, _compared(kind.model), data, "", "")
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
def _compared(model: Model, left_out: tuple[str, ...] = ()) -> tuple[_Field, ...]:
    """Return the fields of `model` whose values are compared, but for those `left_out`."""
    return tuple(
        _as_read(field)
        for field in shape(model)
        if field.proof not in _NEVER and field.compare is not Comparison.PASSAGE and field.name not in left_out
    )


def _as_read(field: FieldShape) -> _Field:
    model = field.model if field.form in (Form.NESTED, Form.ROWS) else None
    computed = tuple(part.name for part in shape(model) if part.proof is Proof.COMPUTED) if model else ()
    identity = model.identity_fields if model and issubclass(model, Row) else ()
    return _Field(field.name, field.form, field.compare is Comparison.TEXT, model, computed, identity)


def _add_values(
    values: dict[str, Stated], fields: Sequence[_Field], data: Mapping[str, Any], name: str, path: str
) -> None:
    for field in fields:
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


def _scalar(field: _Field, value: Any, path: str) -> Stated:
    if field.is_text and isinstance(value, str):
        return _stated((path, _folded(value), value, True))
    return _stated((path, value, str(value), False))


def _nested(field: _Field, value: Mapping[str, Any], path: str) -> Stated:
    """Return what is computed of a printed value; where nothing could be, its text."""
    computed = tuple([(name, value.get(name)) for name in field.computed])
    text = str(value.get("text") or "")
    if all(part is None or name == "precision" for name, part in computed):
        return _stated((f"{path}.text", _folded(text), text, True))
    return _stated((f"{path}.text", computed, text, False))


def _add_rows(values: dict[str, Stated], field: _Field, rows: list[dict[str, Any]], name: str, path: str) -> None:
    """Add the countries of the rows as one value, and the codes of each row that is known by what it is about."""
    identity = field.identity
    if _COUNTRY in identity and (codes := sorted({row[_COUNTRY] for row in rows if row.get(_COUNTRY)})):
        first = next(index for index, row in enumerate(rows) if row.get(_COUNTRY))
        values[f"{name}.{_COUNTRY}"] = Stated(f"{path}.{first}.{_COUNTRY}", tuple(codes), ", ".join(codes))
    others = _compared(field.model, identity) if field.model else ()
    for index, row in enumerate(rows):
        known = next((row[key] for key in identity if row.get(key)), None)
        if known is not None:
            _add_values(values, others, row, f"{name}[{_folded(str(known))}].", f"{path}.{index}.")


def _folded(text: str) -> str:
    return fold(text).text.strip()
