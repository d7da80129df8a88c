"""The loop that a user of instructor would write, as its documentation shows it: `ask_plain_loop.py TASK`.

https://python.useinstructor.com/blog/2023/11/13/learn-async/: a semaphore, `asyncio.as_completed`, and here one line of
JSON for each answer as soon as it is there. Nothing is located, nothing is logged, nothing is loaded.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any, Literal

import instructor
from openai import AsyncOpenAI
from pydantic import BaseModel, Field, create_model


def main(task: dict[str, Any]) -> None:
    """Ask about every document of `task["documents"]` and write the answers to `task["output"]`."""
    client = instructor.from_openai(AsyncOpenAI(base_url=task["base_url"], api_key="none"))
    asyncio.run(_ask_all(client, model_of("Answer", task["schema"]), task))


async def _ask_all(client: Any, answer: type[BaseModel], task: dict[str, Any]) -> None:
    places = asyncio.Semaphore(task["at_once"])

    async def ask(path: Path) -> tuple[str, Any]:
        async with places:
            messages = [
                {"role": "system", "content": task["instruction"]},
                {"role": "user", "content": path.read_text(encoding="utf-8")},
            ]
            return path.name, await client.create(model="gpt-4o", response_model=answer, messages=messages)

    with Path(task["output"]).open("w", encoding="utf-8") as file:
        asked = [ask(path) for path in sorted(Path(task["documents"]).iterdir())]
        for ready in asyncio.as_completed(asked):
            name, found = await ready
            file.write(json.dumps({"source": name, "records": found.model_dump(mode="json")}) + "\n")
            file.flush()


def model_of(name: str, schema: dict[str, Any]) -> type[BaseModel]:
    """Return the pydantic model of an object's JSON Schema: the classes that the user would have written by hand."""
    fields: dict[str, Any] = {}
    for field, part in schema["properties"].items():
        fields[field] = (_type_of(f"{name}_{field}", part), Field(description=part.get("description")))
    return create_model(name, __doc__=schema.get("description"), **fields)


def _type_of(name: str, schema: dict[str, Any]) -> Any:
    if "anyOf" in schema:
        options = [_type_of(name, option) for option in schema["anyOf"]]
        return options[0] | options[1] if len(options) == 2 else options[0]
    if "enum" in schema:
        return Literal[tuple(schema["enum"])]
    kind = schema["type"]
    if isinstance(kind, list):
        return _type_of(name, {**schema, "type": kind[0]}) | None
    if kind == "object":
        return model_of(name, schema)
    if kind == "array":
        return list[_type_of(name, schema["items"])]  # type: ignore[misc]
    return {"string": str, "integer": int, "boolean": bool, "number": float, "null": None}[kind]


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
