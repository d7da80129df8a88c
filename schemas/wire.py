"""The strict JSON Schema that a model is asked to answer in: what an engine may say, and nothing that we derive.

One object with a required list for every kind asked (`{"agreements": [{…}], …}`). It keeps to the subset that
OpenAI's strict mode and grammar-constrained servers share: every field required, no further ones, unknown is null,
no defaults, no `$ref`, no union at the root. Dates, quantities and money are asked as printed text, so that a model
cannot invent a number; computed and located fields are not asked at all.
"""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import annotated_types
from pydantic import BaseModel, TypeAdapter

from core.errors import SchemaError
from core.identity import digest
from schemas.registry import Kind
from schemas.shape import FieldShape, Form, Proof, shape
from schemas.values.country import CountryCode
from schemas.values.printed import PrintedValue

JsonSchema = dict[str, Any]

_SCALARS: dict[Any, JsonSchema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
}


def wire_schema(kinds: Sequence[Kind]) -> JsonSchema:
    """Return the schema of the whole answer: an object with one list of items for each kind, by its table's name."""
    return _object({kind.table: {"type": "array", "items": kind_schema(kind)} for kind in kinds})


def without_descriptions(schema: JsonSchema) -> JsonSchema:
    """Return a wire schema's structure alone, for a request whose prompt holds the descriptions already."""
    return {
        key: {name: without_descriptions(part) for name, part in value.items()}
        if key == "properties"
        else _structure(value)
        for key, value in schema.items()
        if key != "description"
    }


def _structure(value: Any) -> Any:
    if isinstance(value, dict):
        return without_descriptions(value)
    return [_structure(item) for item in value] if isinstance(value, list) else value


def kind_schema(kind: Kind) -> JsonSchema:
    """Return the schema of one record of `kind`, as an engine gives it."""
    return _model(kind.model)


def schema_hash(kinds: Sequence[Kind]) -> str:
    """Return the digest of the schema as sent, descriptions included: a changed rule is another extraction."""
    return _schema_hash(tuple(kinds))


@cache
def _schema_hash(kinds: tuple[Kind, ...]) -> str:
    """Compute the digest once a process: it is part of the identity of every document's extraction."""
    return digest(wire_schema(kinds))


def models_hash(kinds: Sequence[Kind]) -> str:
    """Return the digest of all that a record of `kinds` is checked by, what is computed and not asked included."""
    return _models_hash(tuple(kinds))


@cache
def _models_hash(kinds: tuple[Kind, ...]) -> str:
    return digest({kind.name: kind.model.model_json_schema() for kind in kinds})


def leaf_count(kind: Kind) -> int:
    """Return how many leaves a model is asked to fill in for one record; wide schemas ruin answers."""
    return _count(kind.model)


@cache
def asked_fields(model: type[BaseModel]) -> tuple[FieldShape, ...]:
    """Return the fields that an engine is asked for: all but the computed and the located ones."""
    return tuple(field for field in shape(model) if field.proof not in (Proof.COMPUTED, Proof.LOCATED))


def is_bare_text(model: type[BaseModel]) -> bool:
    """Say whether a value is asked as a bare string: its printed text is all that is not computed."""
    return [field.name for field in asked_fields(model)] == ["text"]


def _object(properties: dict[str, JsonSchema]) -> JsonSchema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _model(model: type[BaseModel]) -> JsonSchema:
    fields = {field.name: _field(model, field) for field in asked_fields(model)}
    description = docstring(model)
    return {"description": description, **_object(fields)} if description else _object(fields)


def docstring(model: type[BaseModel]) -> str:
    """Return what the class says it is, on one line a paragraph, as it goes into the schema and the prompt.

    A printed value says nothing here: its docstring tells what the parser makes of it, which is not asked.
    """
    if issubclass(model, PrintedValue):
        return ""
    paragraphs = (inspect.getdoc(model) or "").split("\n\n")
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def _field(model: type[BaseModel], field: FieldShape) -> JsonSchema:
    match field.form:
        case Form.SCALARS | Form.ROWS:
            value = {"type": "array", "items": _value(field), **_bounds(model, field)}
        case Form.SCALAR | Form.NESTED:
            value = _or_null(_value(field)) if field.nullable else _value(field)
    return {**value, "description": field.description} if field.description else value


def _value(field: FieldShape) -> JsonSchema:
    if field.form in (Form.NESTED, Form.ROWS):
        return {"type": "string"} if is_bare_text(field.model) else _model(field.model)
    if field.proof is Proof.COUNTRY:
        return _country()
    if isinstance(field.type, tuple):
        return {"type": "string", "enum": list(field.type)}
    return dict(_SCALARS[field.type])


def _or_null(value: JsonSchema) -> JsonSchema:
    # Only a bare type takes null into its type: beside an enum, a pattern or properties, servers read it differently.
    if set(value) == {"type"}:
        return {"type": [value["type"], "null"]}
    return {"anyOf": [value, {"type": "null"}]}


def _bounds(model: type[BaseModel], field: FieldShape) -> JsonSchema:
    names = {annotated_types.MinLen: ("minItems", "min_length"), annotated_types.MaxLen: ("maxItems", "max_length")}
    bounds = {
        names[type(mark)][0]: getattr(mark, names[type(mark)][1])
        for mark in model.model_fields[field.name].metadata
        if type(mark) in names
    }
    if bounds.get("minItems", 0) > bounds.get("maxItems", float("inf")):
        # A server with constrained decoding does not refuse such a schema: llama.cpp hangs or aborts.
        raise SchemaError(
            f"{model.__name__}.{field.name} must have at least {bounds['minItems']} items and at most "
            f"{bounds['maxItems']}: no answer can",
            hint="Correct min_length or max_length in its file under schemas/kinds.",
        )
    return bounds


def _count(model: type[BaseModel]) -> int:
    return sum(_count(field.model) if field.form in (Form.NESTED, Form.ROWS) else 1 for field in asked_fields(model))


@cache
def _country_schema() -> JsonSchema:
    return TypeAdapter(CountryCode).json_schema()


def _country() -> JsonSchema:
    return dict(_country_schema())
