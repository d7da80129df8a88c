"""A request to a model as a reader takes it in: where it goes, its parameters, what is said, the schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from extraction.engines.model.unsent import Unsent

SAID = ("messages", "input")


def prompt_text(request: Unsent, number: int = 1, of: int = 1) -> str:
    """Return `request` in sections; each text in it is exact, and the schema is as sent but for its line breaks."""
    return "\n".join(_sections(request, number, of))


def _sections(request: Unsent, number: int, of: int) -> Iterator[str]:
    body: dict[str, Any] = json.loads(request.body)
    yield _heading(f"request {number} of {of}" if of > 1 else "request")
    yield f"{request.method} {request.url}"
    if not _is_openais(body):
        yield json.dumps(body, ensure_ascii=False, indent=2)
        return
    schema = _taken_schema(body)
    said = next(body.pop(name) for name in SAID if name in body)
    yield from (f"{name}: {_json(value)}" for name, value in body.items())
    for message in said:
        yield _heading(message["role"])
        yield message["content"]
    yield _heading("schema")
    yield json.dumps(schema, ensure_ascii=False, indent=2)


def _is_openais(body: dict[str, Any]) -> bool:
    """Say whether `body` is one of OpenAI's interfaces, whose parts are known; others are shown as they are."""
    has_schema = "text" in body or "json_schema" in body.get("response_format", {})
    return has_schema and any(name in body for name in SAID)


def _taken_schema(body: dict[str, Any]) -> Any:
    """Take the schema out of `body`, whichever interface it is for, and leave the mark of where it stands."""
    place = body["text"]["format"] if "text" in body else body["response_format"]["json_schema"]
    schema, place["schema"] = place["schema"], "see below"
    return schema


def _heading(name: str) -> str:
    return f"──── {name} ────"


def _json(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
