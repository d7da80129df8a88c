"""Parts: all of the text, in order, each small enough, split where a reader would split."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.document import Document
from extraction.engine import Part
from extraction.parts import size_of, split, whole
from extraction.structure import structure_of
from tests.parts.documents import texts

MARKDOWN = "text/markdown"


def document_of(text: str) -> Document:
    return Document(text, "a.md", media_type=MARKDOWN)


def parts_of(text: str, max_bytes: int) -> tuple[Document, list[Part]]:
    document = document_of(text)
    return document, split(document, whole(document), max_bytes)


def shown(document: Document, parts: list[Part]) -> list[str]:
    return [part.text_of(document).strip() for part in parts]


@given(texts, st.integers(40, 400))
@settings(deadline=None)
def test_parts_are_all_of_the_text_in_order_and_each_fits(text: str, max_bytes: int) -> None:
    document, parts = parts_of(text, max_bytes)
    assert "".join(text[part.span[0] : part.span[1]] for part in parts) == text
    assert [part.span[0] for part in parts[1:]] == [part.span[1] for part in parts[:-1]]
    assert all(len(part.text_of(document).encode()) == size_of(document, part) <= max_bytes for part in parts)
    assert [(part.number, part.of) for part in parts] == [(n + 1, len(parts)) for n in range(len(parts))]


@given(texts, st.integers(40, 400))
@settings(deadline=None)
def test_what_fits_is_not_split(text: str, max_bytes: int) -> None:
    document, parts = parts_of(text, max_bytes)
    assert (parts == [whole(document)]) == (len(text.encode()) <= max_bytes)


@given(texts, st.integers(40, 400))
@settings(deadline=None)
def test_a_block_is_split_only_if_it_alone_is_too_large(text: str, max_bytes: int) -> None:
    document, parts = parts_of(text, max_bytes)
    structure = structure_of(document)
    for part in parts[1:]:
        block = structure.block_at(part.span[0])
        if block is not None and block.span[0] < part.span[0]:
            following = (other.span[0] for other in structure.blocks if other.span[0] >= block.span[1])
            with_space = text[block.span[0] : next(following, len(text))]
            assert len(with_space.encode()) > max_bytes


@given(texts, st.integers(40, 400))
@settings(deadline=None)
def test_the_same_text_gives_the_same_parts(text: str, max_bytes: int) -> None:
    assert parts_of(text, max_bytes)[1] == parts_of(text, max_bytes)[1]


@given(texts, st.integers(120, 400), st.integers(40, 110))
@settings(deadline=None)
def test_a_part_is_split_further_like_a_document(text: str, max_bytes: int, smaller: int) -> None:
    document, parts = parts_of(text, max_bytes)
    finer = [piece for part in parts for piece in split(document, part, smaller)]
    assert "".join(text[part.span[0] : part.span[1]] for part in finer) == text
    assert all(size_of(document, part) <= smaller for part in finer)
    numbers = [part.number / part.of for part in finer]
    assert numbers == sorted(numbers), "a part's number says where in the document it stands"


def test_parts_begin_at_headings_and_say_what_they_stand_under() -> None:
    body = "A sentence of some length that fills the section. " * 3
    text = f"# Talks\n\n{body}\n\n## With Honduras\n\n{body}\n\n{body}\n\n## With Guatemala\n\n{body}\n\n{body}\n"
    document, parts = parts_of(text, 400)
    assert [part.text_of(document)[:10] for part in parts] == ["# Talks\n\nA", "## With Ho", "## With Gu"]
    assert [part.headings for part in parts] == [(), ("Talks",), ("Talks",)]


def test_a_paragraph_that_is_too_long_is_split_between_sentences() -> None:
    text = " ".join(f"Flight {number} left for Honduras with 80 people on board." for number in range(20))
    document, parts = parts_of(text, 300)
    assert len(parts) > 1
    assert all(part.startswith("Flight") and part.endswith(".") for part in shown(document, parts))


def test_the_rows_of_a_long_table_carry_its_header_along() -> None:
    rows = [f"| Country {number} | Supports the plan with conditions |" for number in range(12)]
    head = "| Country | Stance |\n|---|---|"
    text = "Where they stand:\n\n" + "\n".join([head, *rows]) + "\n\nThe end.\n"
    document, parts = parts_of(text, 250)
    assert len(parts) > 2
    assert all(part.startswith(head) for part in shown(document, parts)[1:-1])
    assert sum(part.count("Supports the plan") for part in shown(document, parts)) == len(rows)
    assert parts[1].headings == ("Where they stand:",)


def test_items_of_a_split_list_keep_the_line_that_introduces_them() -> None:
    items = "\n".join(f"- Measure {number}: courses for the coast guard of the country." for number in range(10))
    _, parts = parts_of(f"# Plan\n\nThey met in May. The measures are:\n\n{items}\n", 300)
    assert len(parts) > 1
    assert all(part.headings == ("Plan", "The measures are:") for part in parts[1:])


def test_what_has_no_border_at_all_is_split_between_characters() -> None:
    text = "Ä" * 1000
    document, parts = parts_of(text, 101)
    assert all(size_of(document, part) <= 101 for part in parts)
    assert len(parts) < 30


def test_a_heading_goes_with_what_it_heads() -> None:
    body = "A sentence of some length that fills the section well. " * 2
    text = "".join(f"## Section {number}\n\n{body}\n\n" for number in range(6))
    document, parts = parts_of(text, 300)
    assert all(part.splitlines()[0].startswith("## ") for part in shown(document, parts))
    assert not any(part.splitlines()[-1].startswith("## ") for part in shown(document, parts))
