"""What a record is known by: the values of its key fields, wherever in the record they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemas.record import Record
from schemas.shape import FieldShape, Form, Model, shape


def key_values(model: type[Record], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a record's key fields by their paths."""
    return {path: value_at(data, path) for path in model.key_fields}


def value_at(data: Any, path: str) -> Any:
    """Return what `data` holds at a dotted path; a path into rows gives the set of their values, nulls left out."""
    name, _, rest = path.partition(".")
    value = data.get(name) if isinstance(data, Mapping) else None
    if isinstance(value, list):
        values = (value_at(item, rest) if rest else item for item in value)
        return frozenset(item for item in values if item is not None)
    return value_at(value, rest) if rest else value


def field_at(model: Model, path: str) -> FieldShape:
    """Return the field that a dotted path of a kind leads to; raises KeyError where there is none."""
    name, _, rest = path.partition(".")
    field = next((field for field in shape(model) if field.name == name), None)
    if field is None:
        raise KeyError(f"{model.__name__} has no field {name}")
    return field_at(field.model, rest) if rest and field.form in (Form.NESTED, Form.ROWS) else field
