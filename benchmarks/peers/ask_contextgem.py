"""contextgem against an OpenAI-compatible server, as its documentation shows it: `ask_contextgem.py TASK`.

One concept a kind of record, all of a document's concepts in one request, with references to paragraphs: the model
names them, and contextgem looks them up. Documents run beside one another; the limiter, which by default lets ten
requests through in ten seconds, lets through what the others are allowed at once. An object may not be null here: one
that may be missing is a list of one or none.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any, Literal

from aiolimiter import AsyncLimiter
from contextgem import Document, DocumentLLM, JsonObjectConcept


def main(task: dict[str, Any]) -> None:
    """Ask about every document of `task["documents"]` and write the answers to `task["output"]`."""
    asyncio.run(_ask_all(task))


async def _ask_all(task: dict[str, Any]) -> None:
    model = DocumentLLM(
        model="openai/gpt-4o",
        api_key="none",
        api_base=task["base_url"],
        async_limiter=AsyncLimiter(task["at_once"], 0.001),
        system_message=task["instruction"],
    )
    places = asyncio.Semaphore(task["at_once"])

    async def ask(path: Path) -> Document:
        async with places:
            document = Document(raw_text=path.read_text(encoding="utf-8"), concepts=_concepts(task["schema"]))
            return await model.extract_all_async(document)

    with Path(task["output"]).open("w", encoding="utf-8") as file:
        for ready in asyncio.as_completed([ask(path) for path in sorted(Path(task["documents"]).iterdir())]):
            document = await ready
            file.write(json.dumps({"records": [_found(concept) for concept in document.concepts]}) + "\n")
            file.flush()


def _concepts(schema: dict[str, Any]) -> list[JsonObjectConcept]:
    return [
        JsonObjectConcept(
            name=name,
            description=part["items"]["description"],
            structure=_structure(part["items"]),
            add_references=True,
            reference_depth="paragraphs",
        )
        for name, part in schema["properties"].items()
    ]


def _found(concept: Any) -> dict[str, Any]:
    items = [
        {"value": item.value, "paragraphs": [one.raw_text for one in item.reference_paragraphs]}
        for item in concept.extracted_items
    ]
    return {"concept": concept.name, "items": items}


def _structure(schema: dict[str, Any]) -> Any:
    """Return an object's JSON Schema as the dictionary of types that a concept takes."""
    return {name: _type_of(part) for name, part in schema["properties"].items()}


def _type_of(schema: dict[str, Any]) -> Any:
    if "anyOf" in schema:
        options = [_type_of(option) for option in schema["anyOf"] if option.get("type") != "null"]
        return [options[0]] if isinstance(options[0], dict) else options[0] | None
    if "enum" in schema:
        return Literal[tuple(schema["enum"])]
    kind = schema["type"]
    if isinstance(kind, list):
        return _type_of({**schema, "type": kind[0]}) | None
    if kind == "object":
        return _structure(schema)
    if kind == "array":
        return [_type_of(schema["items"])]
    return {"string": str, "integer": int, "boolean": bool, "number": float}[kind]


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
