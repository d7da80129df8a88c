"""The expectations themselves: complete, about the documents they name, and quoting what those say."""

from __future__ import annotations

import pytest

from core.document import Document
from core.lines import LandedRecord
from evaluation.comparison import compare
from evaluation.golden import Golden
from schemas.registry import kinds
from tests.golden.goldens import GOLDENS, ROOT, seeds


@pytest.fixture(params=GOLDENS.names())
def golden(request: pytest.FixtureRequest) -> Golden:
    """Each golden: reading it says which field is wrong, if one is."""
    return GOLDENS.load(request.param)


@pytest.fixture
def document(golden: Golden) -> Document:
    document = GOLDENS.document(golden)
    if document is None:  # the corpus is not ours to copy: its documents stay beside the repository
        pytest.skip(f"{golden.source} is not on this machine")
    return document


def test_every_seed_has_an_expectation() -> None:
    assert seeds() == sorted(path.stem for path in (ROOT / "seeds").glob("*.txt"))


def test_every_kind_is_expected_somewhere() -> None:
    expected = {wanted.kind for name in GOLDENS.names() for wanted in GOLDENS.load(name).expected}
    assert sorted(set(kinds()) - expected) == [], "write what this kind finds into a document's expected.json"


def test_it_is_about_the_document_that_it_names(golden: Golden, document: Document) -> None:
    assert golden.document_id == document.document_id


def test_every_quote_stands_in_the_document(golden: Golden, document: Document) -> None:
    text = _squeezed(document.text)
    quotes = [quote for wanted in golden.expected for quote in wanted.values["quotes"]]
    assert [quote for quote in quotes if _squeezed(quote) not in text] == []


def test_what_is_expected_is_neither_forbidden_nor_told_twice(golden: Golden, document: Document) -> None:
    """An engine that gave just what is expected would be right in everything."""
    found = [
        LandedRecord(record_id=str(index), kind=wanted.kind, data=_whole(wanted.kind, wanted.values), evidence=[])
        for index, wanted in enumerate(golden.expected)
    ]
    result = compare(golden, found, document)
    assert [(rule.reason, record.data["quotes"]) for rule, record in result.forbidden] == []
    assert [wanted.reason for wanted in result.missing] == []
    assert [record.data["quotes"] for record in result.spurious] == []
    assert [(kind, one.path, one.expected, one.found) for kind, one in result.differences] == []


def _whole(kind: str, values: dict[str, object]) -> dict[str, object]:
    return kinds()[kind].model.model_validate(values).model_dump(mode="json")


def _squeezed(text: str) -> str:
    return " ".join(text.split())
