"""The expectations themselves: complete, about the documents they name, and quoting what those say."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from core.document import Document
from extraction.reading import read_document
from schemas.registry import kinds
from tests.golden.expectation import documents, load, seeds

ROOT = Path(__file__).parents[2]


def test_every_seed_has_an_expectation() -> None:
    assert seeds() == sorted(path.stem for path in (ROOT / "seeds").glob("*.txt"))


def test_every_kind_is_expected_somewhere() -> None:
    expected = {wanted["kind"] for name in documents() for wanted in load(name)["expected"]}
    assert sorted(set(kinds()) - expected) == [], "write what this kind finds into a document's expected.json"


@pytest.mark.parametrize("name", documents())
def test_it_is_about_the_document_that_it_names(name: str) -> None:
    expectation = load(name)
    document = _document(expectation)
    assert expectation["document_id"] == document.document_id
    assert expectation["document_id"] == hashlib.sha256(document.text.encode()).hexdigest()


@pytest.mark.parametrize("name", documents())
def test_every_expected_record_is_valid_and_gives_a_reason(name: str) -> None:
    for wanted in load(name)["expected"]:
        kinds()[wanted["kind"]].model.model_validate(wanted["record"])
        assert wanted["reason"]


@pytest.mark.parametrize("name", documents())
def test_every_quote_stands_in_the_document(name: str) -> None:
    expectation = load(name)
    text = _document(expectation).text
    missing = [
        quote
        for wanted in expectation["expected"]
        for quote in wanted["record"]["quotes"]
        if _squeezed(quote) not in _squeezed(text)
    ]
    assert missing == []


@pytest.mark.parametrize("name", documents())
def test_what_is_forbidden_is_not_also_expected(name: str) -> None:
    expectation = load(name)
    banned = {rule["kind"] for rule in expectation["forbidden"] if "record" not in rule}
    expected: set[Any] = {wanted["kind"] for wanted in expectation["expected"]}
    assert banned & expected == set()


def _document(expectation: dict[str, Any]) -> Document:
    path = ROOT / expectation["source"]
    if not path.exists():  # the corpus is not ours to copy: its documents stay beside the repository
        pytest.skip(f"{expectation['source']} is not on this machine")
    return read_document(str(path))


def _squeezed(text: str) -> str:
    return " ".join(text.split())
