"""Everything that is computed from printed text, filled in for every engine by the same parsers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TypeVar

from pydantic import BaseModel

from schemas.record import Record
from schemas.shape import Form, shape
from schemas.values.date import DateValue, parse_date
from schemas.values.money import Money, parse_money, prints_other_dollars
from schemas.values.periods import Tense
from schemas.values.quantity import Quantity, parse_quantity

__all__ = ["derive", "holds_money", "prints_other_dollars", "tense_of"]

R = TypeVar("R", bound=Record)
M = TypeVar("M", bound=BaseModel)

AHEAD = frozenset(("planned", "recommended", "hypothetical", "proposed", "negotiating", "under_discussion"))
"""Modalities and statuses under which a record's dates lie ahead of its document."""


def derive(record: R, published_on: date | None, *, other_dollars: bool = False) -> R:
    """Return `record` with the computed part of every date, quantity and sum of money derived from its text.

    What an engine gave there is overwritten. `published_on` is the document's own date, `other_dollars` whether the
    document prints a dollar that is not the United States' (see `prints_other_dollars`).
    """
    return _derived(record, _Context(published_on, tense_of(record), other_dollars))


def tense_of(record: Record) -> Tense:
    """Return where a record's dates lie, seen from its document: ahead of it where it tells a plan or a proposal."""
    return "future" if not AHEAD.isdisjoint((record.modality, getattr(record, "status", None))) else "past"


@dataclass(frozen=True, slots=True)
class _Context:
    """What a document and a record say about the values inside the record."""

    published_on: date | None
    tense: Tense
    other_dollars: bool


def holds_money(part: BaseModel) -> bool:
    """Say whether a record has a sum of money, for which it matters what dollars its document prints."""
    if isinstance(part, Money):
        return True
    for name, form in _ways_to_money(type(part)):
        value = getattr(part, name)
        if value and any(map(holds_money, value if form is Form.ROWS else (value,))):
            return True
    return False


@cache
def _ways_to_money(model: type[BaseModel]) -> tuple[tuple[str, Form], ...]:
    """The fields that a sum of money may stand in, at any depth."""
    fields = [field for field in shape(model) if field.form in {Form.NESTED, Form.ROWS}]
    return tuple(
        (field.name, field.form) for field in fields if issubclass(field.model, Money) or _ways_to_money(field.model)
    )


def _derived(part: M, context: _Context) -> M:
    match part:
        case DateValue():
            return part.model_copy(update=parse_date(part.text, context.published_on, context.tense)._asdict())
        case Quantity():
            return part.model_copy(update=parse_quantity(part.text)._asdict())
        case Money():
            return part.model_copy(update=parse_money(part.text, context.other_dollars)._asdict())
    updates: dict[str, object] = {}
    for name, form, looks_ahead in _fields_with_models(type(part)):
        value = getattr(part, name)
        if not value:
            continue
        inner = replace(context, tense="future") if looks_ahead else context
        updates[name] = [_derived(item, inner) for item in value] if form is Form.ROWS else _derived(value, inner)
    return part.model_copy(update=updates) if updates else part


@cache
def _fields_with_models(model: type[BaseModel]) -> tuple[tuple[str, Form, bool], ...]:
    """The fields that hold models: name, form, and whether they are declared to look ahead."""
    found = []
    for field in shape(model):
        if field.form in {Form.NESTED, Form.ROWS}:
            extra = model.model_fields[field.name].json_schema_extra
            found.append((field.name, field.form, isinstance(extra, dict) and bool(extra.get("looks_ahead"))))
    return tuple(found)
