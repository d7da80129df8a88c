"""The response model that instructor is given: it validates the envelope only, its lists hold raw items.

A typed response fails as a whole for one bad item; here items are JSON values, and the pipeline validates them one
by one. The schema that goes out is ours, built once for a set of kinds: instructor builds it again for every call.
"""

from __future__ import annotations

from functools import cache
from typing import Any, ClassVar

from instructor import ResponseSchema
from pydantic import ConfigDict

from extraction.engine import RawAnswer
from extraction.engines.model.answers import unfenced
from schemas.registry import Kind
from schemas.wire import JsonSchema, wire_schema, without_descriptions


class Envelope(ResponseSchema):
    """An answer whose lists are kept as they came. Derives from instructor's base, or it would wrap it every call."""

    model_config = ConfigDict(extra="allow")

    sent_schema: ClassVar[JsonSchema] = {}

    @classmethod
    def model_json_schema(cls, *args: Any, **options: Any) -> JsonSchema:
        """Return the strict schema of the kinds asked for."""
        return cls.sent_schema

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **options: Any) -> Envelope:
        """Read the envelope, out of a Markdown fence if it stands in one."""
        return super().model_validate_json(unfenced(json_data) if isinstance(json_data, str) else json_data, **options)

    def items(self) -> RawAnswer:
        """Return the raw items by table name, untouched. A lone item that should be in a list is put into one."""
        return {table: _as_list(items) for table, items in (self.model_extra or {}).items()}


@cache
def envelope(kinds: tuple[Kind, ...]) -> type[Envelope]:
    """Return the envelope for `kinds`: the same class every time, so that its schema is built once.

    The descriptions stay out of the schema: every server's model reads them in the prompt, and once is enough.
    """

    class Answer(Envelope):
        sent_schema: ClassVar[JsonSchema] = without_descriptions(wire_schema(kinds))

    return Answer


@cache
def titled(plain: type[Envelope]) -> type[Envelope]:
    """Return `plain` with a title in its schema: instructor reads a tool's name from there."""

    class Answer(plain):  # type: ignore[valid-type, misc]
        sent_schema: ClassVar[JsonSchema] = {"title": plain.__name__, **plain.sent_schema}

    return Answer


def _as_list(items: Any) -> list[Any]:
    if items is None:
        return []
    return items if isinstance(items, list) else [items]
