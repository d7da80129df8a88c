"""What each tool is answered: the same facts, complete, in the form that it asks for."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate

from benchmarks.answers import (
    Facts,
    as_contextgem,
    as_docetl,
    as_json,
    as_langextract,
    as_tool_call,
    example_facts,
    extractions,
    facts_of,
)
from extraction.reading import read_document
from schemas.registry import select_kinds
from schemas.wire import wire_schema

SEEDS = Path(__file__).parents[2] / "seeds"


@cache
def facts() -> list[Facts]:
    return facts_of([read_document(str(path)) for path in sorted(SEEDS.glob("*.txt"))])


def records(one: Facts) -> list[Any]:
    return [record for found in one.values() for record in found]


def arguments(answer: Any) -> Any:
    (call,) = answer["tool_calls"]
    return json.loads(call["function"]["arguments"])


@pytest.mark.parametrize("number", range(5))
def test_the_facts_are_what_a_model_may_answer(number: int) -> None:
    validate(facts()[number], wire_schema(select_kinds(None)))
    assert records(facts()[number])


@pytest.mark.parametrize("number", range(5))
def test_every_form_holds_every_record(number: int) -> None:
    one = facts()[number]
    assert json.loads(str(as_json(one))) == one
    assert arguments(as_tool_call("Answer")(one)) == one
    quotes = [record["quotes"][0] for record in records(one)]
    said = json.loads(str(as_langextract(one)))["extractions"]
    assert [next(iter(item.values())) for item in said] == quotes
    concepts = json.loads(str(as_contextgem(one)))
    assert [item["value"]["quotes"][0] for each in concepts for item in each["extracted_items"]] == quotes
    assert [record["quotes"][0] for record in records(arguments(as_docetl(one)))] == quotes


def test_docetl_is_told_texts_and_lists_of_texts_only() -> None:
    flat = records(arguments(as_docetl(facts()[0])))
    assert flat
    for value in (value for record in flat for value in record.values()):
        assert isinstance(value, str) or all(isinstance(item, str) for item in value)


def test_an_object_that_may_be_missing_is_a_list_for_contextgem() -> None:
    flights = json.loads(str(as_contextgem(facts()[4])))[1]["extracted_items"]
    assert [item["value"]["cost"] for item in flights] == [[]]


def test_the_examples_are_those_of_our_prompt_with_a_quote_that_stands_in_their_text() -> None:
    shown = [(text, item["text"]) for text, answer in example_facts() for item in extractions(answer)]
    assert shown
    assert all(quote.strip() in text for text, quote in shown)
