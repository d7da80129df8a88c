"""What a prompt says about each kind: taken from the models, so that the wording exists once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from schemas.record import Record
from schemas.registry import Kind
from schemas.shape import FieldShape, Form, Proof
from schemas.wire import asked_fields, docstring, is_bare_text


@dataclass(frozen=True)
class FieldLine:
    """One field as the prompt names it: `depth` is 1 inside a row, `form` what to give ("text", "one of: …")."""

    name: str
    depth: int
    form: str
    nullable: bool
    description: str


@dataclass(frozen=True)
class KindSection:
    """One kind as the prompt describes it: the name of its list, what counts as one, and its own fields."""

    table: str
    description: str
    fields: tuple[FieldLine, ...]


def kind_sections(kinds: Sequence[Kind]) -> tuple[KindSection, ...]:
    """Return a section for each kind; the fields that all records share are left to `shared_fields`."""
    return tuple(
        KindSection(kind.table, docstring(kind.model), tuple(_lines(kind.model, without=set(Record.model_fields))))
        for kind in kinds
    )


def shared_fields() -> tuple[FieldLine, ...]:
    """Return the fields that every record has."""
    return tuple(_lines(Record, without=set()))


def _lines(model: type[BaseModel], *, without: set[str], depth: int = 0) -> Iterator[FieldLine]:
    for field in asked_fields(model):
        if field.name in without:
            continue
        is_model = field.form in (Form.NESTED, Form.ROWS) and not is_bare_text(field.model)
        yield FieldLine(field.name, depth, _form(field), field.nullable, _description(field, is_model=is_model))
        if is_model:
            yield from _lines(field.model, without=set(), depth=depth + 1)


def _description(field: FieldShape, *, is_model: bool) -> str:
    about = docstring(field.model) if is_model else ""
    return f"{field.description} {about}".strip()


def _form(field: FieldShape) -> str:
    one = _one(field)
    return f"list of {one}" if field.form in (Form.SCALARS, Form.ROWS) else one


def _one(field: FieldShape) -> str:
    if field.form in (Form.NESTED, Form.ROWS):
        return "text" if is_bare_text(field.model) else "objects" if field.form is Form.ROWS else "object"
    if field.proof is Proof.COUNTRY:
        return "country code"
    if isinstance(field.type, tuple):
        return f"one of {', '.join(field.type)}"
    return {str: "text", bool: "true or false"}.get(field.type, "number")
