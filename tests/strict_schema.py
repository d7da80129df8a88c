"""What OpenAI's strict mode accepts, as a checker of our own: the live service cannot be asked in a test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

ALLOWED = {
    "type",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "anyOf",
    "enum",
    "description",
    "pattern",
    "format",
    "minItems",
    "maxItems",
}
MAX_DEPTH = 5
MAX_PROPERTIES = 5000


def strict_problems(schema: Any) -> list[str]:
    """Return what strict mode would refuse in `schema`; empty if nothing."""
    root = ["the root is no object"] if schema.get("type") != "object" else []
    count = sum(len(part.get("properties", {})) for _, part, _ in _parts(schema, "$", 0))
    many = [f"{count} properties"] if count > MAX_PROPERTIES else []
    return (
        root + many + [problem for place, part, depth in _parts(schema, "$", 0) for problem in _of(place, part, depth)]
    )


def sent_schemas(body: Any) -> list[dict[str, Any]]:
    """Return every JSON Schema in a request's body, wherever it stands: there should be one."""
    if isinstance(body, dict):
        here = [body[key] for key in ("schema", "parameters") if isinstance(body.get(key), dict)]
        return here or [found for value in body.values() for found in sent_schemas(value)]
    return [found for value in body for found in sent_schemas(value)] if isinstance(body, list) else []


def _of(place: str, part: dict[str, Any], depth: int) -> Iterator[str]:
    for key in part.keys() - ALLOWED:
        yield f"{place}: {key} is not allowed"
    if depth > MAX_DEPTH:
        yield f"{place}: nested too deep"
    types = part.get("type")
    if "enum" in part and None in part["enum"] and "null" not in (types if isinstance(types, list) else [types]):
        yield f"{place}: null among the codes but not in the type"
    if "object" in (types if isinstance(types, list) else [types]):
        if part.get("additionalProperties") is not False:
            yield f"{place}: additionalProperties is not false"
        if part.get("required") != list(part.get("properties", {})):
            yield f"{place}: not every field is required"
    if types is None and "anyOf" not in part:
        yield f"{place}: no type"


def _parts(schema: Any, place: str, depth: int) -> Iterator[tuple[str, dict[str, Any], int]]:
    yield place, schema, depth
    for name, part in schema.get("properties", {}).items():
        yield from _parts(part, f"{place}.{name}", depth + 1)
    if "items" in schema:
        yield from _parts(schema["items"], f"{place}[]", depth)
    for index, part in enumerate(schema.get("anyOf", ())):
        yield from _parts(part, f"{place}|{index}", depth)
