"""The same facts in the form that each tool asks for: what the built-in engine finds, said as a model would say it.

A record keeps all its fields in every form. What a form cannot hold is said in words: langextract's attributes and
docetl's fields are texts and lists of texts, so that a row of a record becomes one text there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from core.document import Document
from extraction.engine import Request
from extraction.engines.rules import RulesEngine
from prompts import latest
from prompts.examples import shown_examples
from schemas.registry import select_kinds
from schemas.wire import JsonSchema, wire_schema

Facts = Mapping[str, Sequence[Mapping[str, Any]]]
"""Records by table, every field of the wire schema given."""
Answer = str | dict[str, Any]
"""What a stub says: a text, or a whole message."""


def facts_of(documents: Sequence[Document]) -> list[Facts]:
    """Return what the rules find in each document, complete: null or an empty list where they find nothing."""
    kinds, engine = select_kinds(None), RulesEngine()
    schema = wire_schema(kinds)
    raw = [json.loads(json.dumps(engine.answer(Request(one, kinds)), default=str)) for one in documents]
    return [_as_asked(schema, answer) for answer in raw]


def _as_asked(schema: JsonSchema, value: Any) -> Any:
    """Return a value of the rules as the schema asks a model for it: complete, and what is parsed as its text."""
    option = next((one for one in schema.get("anyOf", ()) if one.get("type") != "null"), schema)
    if isinstance(value, list):
        return [_as_asked(option["items"], item) for item in value]
    if not isinstance(value, Mapping):
        return value
    if "properties" not in option:
        return value["text"]
    nothing = {name: _unsaid(part) for name, part in option["properties"].items()}
    return nothing | {name: _as_asked(option["properties"][name], inner) for name, inner in value.items()}


def _unsaid(schema: JsonSchema) -> list[Any] | str | None:
    """Return what stands for a field that the rules leave out; of a code that is always given, the first: asserted."""
    if schema.get("type") == "array":
        return []
    return str(schema["enum"][0]) if "enum" in schema else None


def example_facts() -> list[tuple[str, Facts]]:
    """Return the texts that our newest prompt shows as examples, each with its answer."""
    shown = shown_examples(latest("extract").examples, select_kinds(None))
    return [(one.text, json.loads(one.answer)) for one in shown]


def as_json(facts: Facts) -> Answer:
    """Return the answer as we ask for it: the object itself."""
    return json.dumps(facts, ensure_ascii=False)


def as_tool_call(name: str) -> Callable[[Facts], Answer]:
    """Return what turns facts into a call of the tool `name`, which is how instructor and docetl ask."""

    def answer(facts: Facts) -> Answer:
        arguments = json.dumps(facts, ensure_ascii=False)
        call = {"id": "call_1", "type": "function", "function": {"name": name, "arguments": arguments}}
        return {"content": None, "tool_calls": [call]}

    return answer


def as_langextract(facts: Facts) -> Answer:
    """Return the answer as langextract asks for it: one extraction a record, its text the record's first quote."""
    said = [
        {item["class"]: item["text"], f"{item['class']}_attributes": item["attributes"]} for item in extractions(facts)
    ]
    return json.dumps({"extractions": said}, ensure_ascii=False)


def as_contextgem(facts: Facts) -> Answer:
    """Return the answer as contextgem asks for it: one concept a table, each record with a paragraph's number."""
    tables = wire_schema(select_kinds(None))["properties"]
    said = [
        {"concept_id": f"C{number}", "extracted_items": [_referred(tables[table]["items"], one) for one in records]}
        for number, (table, records) in enumerate(facts.items())
    ]
    return json.dumps(said, ensure_ascii=False)


def _referred(schema: JsonSchema, record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record with its reference; an object that may be missing is a list of one or none."""
    may_miss = {
        name
        for name, part in schema["properties"].items()
        if any(option.get("type") == "object" for option in part.get("anyOf", ()))
    }
    value = {name: [part for part in [given] if part] if name in may_miss else given for name, given in record.items()}
    return {"value": value, "reference_paragraph_ids": ["P0"]}


def as_docetl(facts: Facts) -> Answer:
    """Return the answer as docetl asks for it: a call of its tool, each record flat, an empty text for what is null."""
    flat = {table: [_texts(record) for record in records] for table, records in facts.items()}
    return as_tool_call("send_output")(flat)


def extractions(facts: Facts) -> Iterator[dict[str, Any]]:
    """Yield langextract's class, text and attributes for each record."""
    for table, records in facts.items():
        for record in records:
            attributes = {name: value for name, value in _texts(record).items() if name != "quotes"}
            yield {"class": table.removesuffix("s"), "text": record["quotes"][0], "attributes": attributes}


def _texts(record: Mapping[str, Any]) -> dict[str, str | list[str]]:
    return {
        name: [_text(item) for item in value] if isinstance(value, list) else _text(value)
        for name, value in record.items()
    }


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_text(part)}" for name, part in value.items() if part is not None)
    if isinstance(value, list):
        return "; ".join(_text(part) for part in value)
    return "" if value is None else str(value)
