"""Whether what a golden names exists: its fields and the paths of what it accepts, with the nearest name for a slip."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError
from rapidfuzz import process

from schemas.shape import FieldShape, Form, Model, shape

LONGEST_VALUE = 80


def readable(error: ValidationError, where: str, model: Model | None = None) -> list[str]:
    """Return one line for each thing that is wrong: where, the value, why, and the field that may be meant."""
    lines = []
    for detail in error.errors(include_url=False):
        path = ".".join(str(part) for part in detail["loc"])
        message = f"{path}: {shortened(detail['input'])}: {detail['msg']}"
        if detail["type"] == "extra_forbidden":
            known = _model_at(model, [str(part) for part in detail["loc"][:-1]]) if model else None
            message = (
                f"{path}: no such field{_meant(str(detail['loc'][-1]), known)}; it holds {shortened(detail['input'])}"
            )
        lines.append(f"{where}: {message}" if where else message)
    return lines


def problems_of_accepted(model: Model, paths: Iterable[str], where: str) -> Iterator[str]:
    """Yield what is wrong with the paths of `accept`: rows are addressed by index, country or `*`."""
    for path in paths:
        problem = _problem_of_path(model, path.split("."))
        if problem:
            yield f"{where}: accept {path!r}: {problem}"


def problems_of_part(model: Model, part: Mapping[str, Any], where: str) -> Iterator[str]:
    """Yield the names in `part` (a part of a record) that are no fields of `model`."""
    for name, value in part.items():
        field = _field(model, name)
        if field is None:
            yield f"{where}: {name}: no such field{_meant(name, model)}"
        elif field.form in (Form.NESTED, Form.ROWS):
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, Mapping):
                    yield from problems_of_part(field.model, inner, f"{where}: {name}")


def shortened(value: object) -> str:
    """Return `value` on one line, in quotation marks if it is text."""
    text = f'"{value}"' if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"


def _problem_of_path(model: Model, parts: list[str]) -> str | None:
    name, *rest = parts
    field = _field(model, name)
    if field is None:
        return f"no such field: {name}{_meant(name, model)}"
    if field.form in (Form.ROWS, Form.SCALARS) and rest:
        rest = rest[1:]
    if not rest:
        return None
    return _problem_of_path(field.model, rest) if field.form in (Form.ROWS, Form.NESTED) else f"{name} has no parts"


def _model_at(model: Model, path: list[str]) -> Model | None:
    for part in path:
        field = _field(model, part)
        if field is not None and field.form in (Form.ROWS, Form.NESTED):
            model = field.model
    return model


def _field(model: Model, name: str) -> FieldShape | None:
    return next((field for field in shape(model) if field.name == name), None)


def _meant(name: str, model: Model | None) -> str:
    if model is None:
        return ""
    best = process.extractOne(name, [field.name for field in shape(model)], score_cutoff=60)
    return f" (did you mean {best[0]}?)" if best else f" of {model.__name__}"
