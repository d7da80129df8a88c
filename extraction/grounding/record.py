"""A record without the leaves that stand nowhere, and where each leaf that is left has gone.

A leaf is made null, an item of a list removed; a value without its printed text is none; a row that grounding has left
without any of its identity fields is dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from schemas.record import Row
from schemas.shape import FieldShape, Form, shape

GONE = object()
"""What a leaf becomes that stands nowhere."""


@dataclass
class Rebuilt:
    """`moved` tells for each leaf's path after rebuilding what it was before; `dropped` the rows that went."""

    data: dict[str, Any] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    dropped: list[tuple[str, BaseModel]] = field(default_factory=list)


LeafValue = Callable[[str, Any], Any]
"""Gives the final value of the leaf at a path, or GONE."""


def rebuild(record: BaseModel, value_of: LeafValue) -> Rebuilt:
    """Return `record` as data, each leaf as `value_of` says, with what went left out and the rest moved up."""
    rebuilt = Rebuilt()
    rebuilt.data = _model(record, "", "", value_of, rebuilt) or {}
    return rebuilt


def _model(part: BaseModel, old: str, new: str, value_of: LeafValue, out: Rebuilt) -> dict[str, Any] | None:
    """Rebuild one model; None for a row or value whose identity is gone."""
    values = vars(part)
    data = {
        item.name: None
        if (value := values[item.name]) is None
        else _field(item, value, (f"{old}{item.name}", f"{new}{item.name}"), value_of, out)
        for item in shape(type(part))
    }
    if isinstance(part, Row) and part.identity_fields and not any(data[name] for name in part.identity_fields):
        for path in [path for path in out.moved if path.startswith(new)]:
            del out.moved[path]
        return None
    return data


def _field(item: FieldShape, value: Any, paths: tuple[str, str], value_of: LeafValue, out: Rebuilt) -> Any:
    old, new = paths
    match item.form:
        case Form.SCALAR:
            final = value_of(old, value)
            if final is GONE:
                return None
            out.moved[new] = old
            return final
        case Form.NESTED:
            return _model(value, f"{old}.", f"{new}.", value_of, out)
        case _:
            return _items(item, value, paths, value_of, out)


def _items(item: FieldShape, values: list[Any], paths: tuple[str, str], value_of: LeafValue, out: Rebuilt) -> list[Any]:
    old, new = paths
    kept: list[Any] = []
    for position, value in enumerate(values):
        before, after = f"{old}.{position}", f"{new}.{len(kept)}"
        if item.form is Form.SCALARS:
            final = value_of(before, value)
            if final is not GONE:
                out.moved[after] = before
                kept.append(final)
            continue
        row = _model(value, f"{before}.", f"{after}.", value_of, out)
        if row is None:
            out.dropped.append((before, value))
        else:
            kept.append(row)
    return kept
