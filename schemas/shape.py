"""The shape of a model: what a field holds, read from its annotation once; everything generic builds on it.

Projection, grounding, the strict JSON Schema, the prompt and the data dictionary all walk this shape, so that they
cannot disagree about what a kind contains.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache, partial
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from core.errors import SchemaError
from schemas.fields import Comparison
from schemas.values.country import CountryCode


class Proof(StrEnum):
    """What kind of proof a leaf needs in the document; it follows from the field's type."""

    PRINTED = "printed"
    """A str: it must stand in the document."""
    COUNTRY = "country"
    """A country code: one of the country's names must stand in the document."""
    DERIVED = "derived"
    """A code, a yes or no: a judgement that carries the span that justifies it."""
    COMPUTED = "computed"
    """Bounds, amounts, qualifiers: what the parser made of the printed text of the same value."""
    LOCATED = "located"
    """Follows from where the quotes stand."""


Model = type[BaseModel]


class Form(StrEnum):
    """How a field is built."""

    SCALAR = "scalar"
    SCALARS = "scalars"
    NESTED = "nested"
    ROWS = "rows"


@dataclass(frozen=True)
class FieldShape:
    """One field: `type` is the scalar's Python type (a tuple of codes for a Literal) or the nested model."""

    name: str
    form: Form
    type: type | tuple[str, ...]
    proof: Proof
    nullable: bool
    description: str
    compare: Comparison | None
    formerly: tuple[str, ...] = ()
    """The names that it had in earlier schemas."""

    @property
    def model(self) -> Model:
        """The nested model of a NESTED or ROWS field."""
        if not (isinstance(self.type, type) and issubclass(self.type, BaseModel)):
            raise TypeError(f"{self.name} holds no model")
        return self.type


class Leaf(NamedTuple):
    """One scalar inside a record: `path` is dotted (`parties.0.country`), `row` the path of the row it is in, or ''."""

    path: str
    row: str
    value: Any
    proof: Proof
    field: FieldShape


_leaf = partial(tuple.__new__, Leaf)
"""A named tuple's own constructor takes twice the time, and a record has a leaf for each value."""


@cache
def shape(model: type[BaseModel]) -> tuple[FieldShape, ...]:
    """Return the fields of `model` in order; raises SchemaError for a field that the projection cannot hold."""
    fields = tuple(_field_shape(model, name, info) for name, info in model.model_fields.items())
    _refuse_names_taken_twice(model, fields)
    return fields


def leaves(record: BaseModel) -> list[Leaf]:
    """Return every non-null scalar of `record`, in the order of its fields; items of lists one by one."""
    found: list[Leaf] = []
    _add_leaves(found, record, "", "")
    return found


def leaf_fields(model: type[BaseModel], prefix: str = "") -> Iterator[tuple[str, FieldShape]]:
    """Yield every leaf that a model can have, as (path, field); rows as `parties[].country`."""
    for field in shape(model):
        path = f"{prefix}{field.name}"
        match field.form:
            case Form.SCALAR:
                yield path, field
            case Form.SCALARS:
                yield f"{path}[]", field
            case Form.NESTED:
                yield from leaf_fields(field.model, f"{path}.")
            case Form.ROWS:
                yield from leaf_fields(field.model, f"{path}[].")


def _add_leaves(found: list[Leaf], part: BaseModel, prefix: str, row: str) -> None:
    values = vars(part)  # half of the time of asking for each attribute, and most are null
    for field in shape(type(part)):
        value = values[field.name]
        if value is None:
            continue
        path = prefix + field.name
        form = field.form
        if form is Form.SCALAR:
            found.append(_leaf((path, row, value, field.proof, field)))
        elif form is Form.NESTED:
            _add_leaves(found, value, f"{path}.", row)
        elif form is Form.SCALARS:
            found += [_leaf((f"{path}.{index}", row, item, field.proof, field)) for index, item in enumerate(value)]
        else:
            for index, item in enumerate(value):
                _add_leaves(found, item, f"{path}.{index}.", f"{path}.{index}")


SCALARS: tuple[type, ...] = (str, int, bool, Decimal, date)


def _field_shape(model: type[BaseModel], name: str, info: FieldInfo) -> FieldShape:
    annotation, nullable = _without_none(info.annotation)
    is_country = any(_is_country_mark(item) for item in info.metadata)
    form = Form.SCALAR
    if typing.get_origin(annotation) is list:
        (annotation,) = typing.get_args(annotation)
        form = Form.SCALARS
    annotation, metadata = _without_annotated(annotation)
    is_country = is_country or any(_is_country_mark(item) for item in metadata)
    scalar = _scalar_type(annotation)
    if scalar is None:
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            raise SchemaError(
                f"{model.__name__}.{name} is {info.annotation}: no column can hold that",
                hint="Use str, int, bool, Decimal, date, a Literal of strings, a Row, or a list of one of these.",
            )
        form = Form.ROWS if form is Form.SCALARS else Form.NESTED
        _refuse_rows_in_rows(model, name, annotation, form)
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return FieldShape(
        name=name,
        form=form,
        type=scalar if scalar is not None else annotation,
        proof=_proof(extra, scalar, is_country=is_country),
        nullable=nullable,
        description=info.description or "",
        compare=Comparison(str(extra["compare"])) if "compare" in extra else None,
        formerly=tuple(map(str, typing.cast("list[str]", extra.get("formerly", [])))),
    )


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        members = [member for member in typing.get_args(annotation) if member is not type(None)]
        if len(members) == 1:
            return members[0], True
    return annotation, False


def _without_annotated(annotation: Any) -> tuple[Any, tuple[Any, ...]]:
    if typing.get_origin(annotation) is typing.Annotated:
        return annotation.__origin__, annotation.__metadata__
    return annotation, ()


def _scalar_type(annotation: Any) -> type | tuple[str, ...] | None:
    if typing.get_origin(annotation) is typing.Literal:
        codes = typing.get_args(annotation)
        return codes if all(isinstance(code, str) for code in codes) else None
    return annotation if annotation in SCALARS else None


def _proof(extra: dict[str, Any], scalar: type | tuple[str, ...] | None, *, is_country: bool) -> Proof:
    if extra.get("located"):
        return Proof.LOCATED
    if extra.get("computed"):
        return Proof.COMPUTED
    if is_country:
        return Proof.COUNTRY
    return Proof.PRINTED if scalar is str else Proof.DERIVED


def _refuse_rows_in_rows(model: type[BaseModel], name: str, nested: type[BaseModel], form: Form) -> None:
    if form is Form.ROWS and any(field.form is Form.ROWS for field in shape(nested)):
        raise SchemaError(
            f"{model.__name__}.{name} is a list of models that hold lists of models themselves",
            hint="A child table has no child tables: make the inner list a kind of its own, or a list of strings.",
        )


def _refuse_names_taken_twice(model: type[BaseModel], fields: tuple[FieldShape, ...]) -> None:
    names = [field.name for field in fields]
    for name in (name for field in fields for name in field.formerly):
        if name in names:
            raise SchemaError(
                f"{name} is said to be a former name in {model.__name__}, and is the name of a field or of another one",
                hint="A former name is taken from nobody else: take it out of `formerly`, or name the field otherwise.",
            )
        names.append(name)


def _is_country_mark(mark: object) -> bool:
    return any(mark is known for known in typing.get_args(CountryCode)[1:])
