"""The examples of a prompt as a model reads them: each answer complete, for the kinds that are asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from prompts.loader import Example
from schemas.registry import Kind
from schemas.wire import JsonSchema, kind_schema


@dataclass(frozen=True)
class Shown:
    """One example as the prompt shows it; `answer` is JSON, its fields in the order of the schema."""

    text: str
    answer: str


def shown_examples(examples: Sequence[Example], kinds: Sequence[Kind]) -> list[Shown]:
    """Return each example with its complete answer: a list for every kind of `kinds`, and in its items every field."""
    return [Shown(example.text, json.dumps(_answer(example, kinds), ensure_ascii=False)) for example in examples]


def _answer(example: Example, kinds: Sequence[Kind]) -> dict[str, Any]:
    return {
        kind.table: [_complete(kind_schema(kind), item) for item in example.answer.get(kind.table, ())]
        for kind in kinds
    }


def _complete(schema: JsonSchema, value: Any) -> Any:
    """Return `value` with every property that `schema` has: what an example leaves out is null, or an empty list."""
    if isinstance(value, list):
        return [_complete(schema["items"], item) for item in value]
    if not isinstance(value, Mapping):
        return value.strip("\n") if isinstance(value, str) else value
    properties = _object(schema)["properties"]
    said = {name: _complete(properties.get(name, {}), inner) for name, inner in value.items()}
    return {name: _nothing(part) for name, part in properties.items()} | said


def _object(schema: JsonSchema) -> JsonSchema:
    return next((option for option in schema.get("anyOf", ()) if "properties" in option), schema)


def _nothing(schema: JsonSchema) -> list[Any] | None:
    return [] if schema.get("type") == "array" else None
