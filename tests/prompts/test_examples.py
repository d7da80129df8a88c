"""What the prompt shows as right is right: it fits the schema, and every value of it stands in its document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from core.document import Document
from core.errors import PromptError
from extraction.grounding import ground
from extraction.validation import validate_answer
from prompts.examples import Shown, shown_examples
from prompts.loader import Example, all_versions, load
from schemas.derivation import derive
from schemas.registry import select_kinds
from schemas.wire import wire_schema

ALL = select_kinds(None)
SHOWN = [
    pytest.param(example, id=f"{name}-{version}-{position}")
    for name, version in all_versions()
    for position, example in enumerate(shown_examples(load(name, version).examples, ALL))
]


@pytest.mark.parametrize("example", SHOWN)
def test_an_answer_fits_the_schema(example: Shown) -> None:
    Draft202012Validator(wire_schema(ALL)).validate(json.loads(example.answer))


@pytest.mark.parametrize("example", SHOWN)
def test_every_value_stands_in_the_document(example: Shown) -> None:
    document = Document(example.text, "example.md")
    items, rejects = validate_answer(json.loads(example.answer), ALL)

    for item in items:
        rejects += item.rejects
        assert item.record is not None
        grounded = ground(document, item.kind, derive(item.record, None))
        rejects += grounded.rejects
        assert grounded.record is not None
        quoted = [proof.quote for proof in grounded.evidence if proof.field.startswith("quotes")]
        assert quoted == item.record.quotes
    assert rejects == []


def test_only_the_kinds_that_are_asked_for_are_shown() -> None:
    shown = shown_examples(load("extract", "v2").examples, select_kinds(["stance"]))

    assert [list(json.loads(example.answer)) for example in shown] == [["stances"], ["stances"]]


def test_what_is_left_out_is_shown_as_nothing_in_the_order_of_the_schema() -> None:
    stance = select_kinds(["stance"])
    (shown,) = shown_examples([Example("text", {"stances": [{"act": "demand", "quotes": ["text"]}]})], stance)

    (item,) = json.loads(shown.answer)["stances"]
    assert list(item) == list(wire_schema(stance)["properties"]["stances"]["items"]["properties"])
    assert item["attribution"] == []
    assert item["country"] is None


def test_a_file_that_holds_no_examples_is_named(tmp_path: Path) -> None:
    (tmp_path / "greet" / "v1").mkdir(parents=True)
    (tmp_path / "greet" / "v1" / "examples.toml").write_text("[[example]]\ntext = 1\n")
    (tmp_path / "versions.toml").touch()

    with pytest.raises(PromptError, match=r"examples\.toml of v1 is no list of examples"):
        load("greet", "v1", tmp_path)
