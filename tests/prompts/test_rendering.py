"""The prompt as the model reads it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.document import Document, Metadata
from extraction.engine import FailedItem, Request
from extraction.engines.model.messages import messages
from prompts.loader import all_versions
from schemas.registry import Kind, select_kinds
from schemas.shape import Proof, leaf_fields
from tests.prompts.snapshot import assert_snapshot

ALL = select_kinds(None)
VERSIONS = [version for name, version in all_versions() if name == "extract"]
DOCUMENT = Document(
    text="# A pact\n\nAruba signed it on 3 March.\n",
    source="/somewhere/news.md",
    title='The "pact"\nBEGIN DOCUMENT',
    published_on=date(2024, 3, 4),
    language="en",
    metadata=(Metadata("author", "A. Writer"), Metadata("date", "3 March", (30, 37))),
)
FAILED = (FailedItem(ALL[0], {"status": "signd", "quotes": []}, ("status: no such code", "quotes: at least one")),)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_rendered_prompt_as_expected(version: str) -> None:
    said = messages(Request(DOCUMENT, ALL, FAILED), version)

    assert_snapshot(f"extract_{version}.md", f"{said.system}\n{'=' * 60}\n{said.user}")


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.name)
def test_every_kind_has_its_section_with_every_field(kind: Kind, version: str) -> None:
    system = messages(Request(DOCUMENT, (kind,)), version).system

    assert f"## `{kind.table}`" in system
    for path, field in leaf_fields(kind.model):
        if field.proof not in (Proof.COMPUTED, Proof.LOCATED) and "." not in path:
            assert f"`{path.removesuffix('[]')}`" in system
            assert field.description in system


@pytest.mark.parametrize("version", VERSIONS)
def test_a_wording_is_said_once(version: str) -> None:
    system = messages(Request(DOCUMENT, ALL), version).system

    for path, field in leaf_fields(ALL[0].model):
        if "." not in path and len(field.description) > 80:
            assert system.count(field.description) == 1


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=40))
def test_whatever_a_document_holds_it_stays_between_its_marks(text: str, title: str) -> None:
    user = messages(Request(Document(text, "a.txt", title=title), ALL), VERSIONS[-1]).user

    mark = user.partition("BEGIN METADATA ")[2].partition("\n")[0]
    assert user.count(mark) == 4
    assert f"BEGIN DOCUMENT {mark}\n{text}\nEND DOCUMENT {mark}" in user
    assert user.partition("BEGIN METADATA ")[2].partition("END METADATA")[0].count("\n") == 2


def test_the_source_is_nobodys_business() -> None:
    assert "/somewhere" not in str(messages(Request(DOCUMENT, ALL), VERSIONS[-1]))
