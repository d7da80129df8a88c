"""Which words of a document the words of a paraphrase are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document import Document
from extraction.grounding.alignment import align
from extraction.grounding.index import index_of
from extraction.grounding.quotes import Located, NotLocated, locate
from tests.grounding.documents import document

word = st.sampled_from(["a", "b", "c", "d", "e", "f", "g", "h"])
other = st.sampled_from(["the", "of", "and"])
TEXT = "On Monday the ministers met in the capital. In the end the two governments signed the accord on returns there."


@given(st.lists(word, min_size=1, max_size=30, unique=True), st.lists(other, max_size=20), st.lists(other, max_size=20))
def test_a_copied_stretch_is_found_whole(quote: list[str], before: list[str], after: list[str]) -> None:
    found = align(quote, [*before, *quote, *after])
    assert found is not None
    assert found.words == (len(before), len(before) + len(quote))
    assert (found.head, found.tail, found.said, found.left_out) == (0, 0, 0, 0)


@given(st.lists(word, min_size=1, max_size=30), st.lists(word, max_size=30))
def test_a_stretch_lies_in_the_text(quote: list[str], text: list[str]) -> None:
    found = align(quote, text)
    assert (found is None) == (not set(quote) & set(text))
    assert found is None or 0 <= found.words[0] < found.words[1] <= len(text)


def test_where_a_word_stands_twice_the_one_beside_the_rest_is_taken() -> None:
    quote = ["the", "two", "states", "signed", "the", "accord"]
    text = ["the", "end", "of", "the", "two", "governments", "that", "signed", "the", "accord", "on", "the", "border"]
    found = align(quote, text)
    assert found is not None
    assert text[slice(*found.words)] == ["the", "two", "governments", "that", "signed", "the", "accord"]


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        ("ministers met in capital. In the end two", "ministers met in the capital. In the end the two"),
        ("In end the two governments signed the accord", "In the end the two governments signed the accord"),
    ],
)
def test_a_paraphrase_begins_and_ends_where_its_own_edge_words_stand(quote: str, printed: str) -> None:
    index = index_of(Document(TEXT, "test"))
    found = locate(index, quote)
    assert isinstance(found, Located)
    assert [index.text[slice(*span)] for span in found.spans] == [printed]


@pytest.mark.parametrize(
    "quote",
    [
        "The strategy reflects a push to reduce deportation backlogs and deliver repression and refugee mistreatment",
        "That deal collapsed after to determine how to handle deportees—whether through asylum, detention, or "
        "repatriation.",
        "This operation is now being used the plan’s long-term viability—and its potential impact on US immigration "
        "policy—remains uncertain.",
    ],
)
def test_two_halves_of_sentences_are_no_quote(quote: str) -> None:
    found = locate(index_of(document("003")), quote)
    assert isinstance(found, NotLocated)
    assert found.reason == "its parts do not stand together in the document"


PAID = "Canada pledged C$93 billion (US$69 billion) to the fund (which was not open to others) on Friday last week."


@pytest.mark.parametrize(
    ("quote", "is_taken"),
    [
        ("Canada promised C$93 billion to the fund (which was not open to others) on Friday last week.", True),
        ("Canada promised C$93 billion (US$68 billion) to the fund (which was not open to others) on Friday.", False),
        ("Canada promised US$69 billion to the fund (which was not open to others) on Friday last week.", False),
        ("Canada promised C$93 billion (US$69 billion) to the fund on Friday last week.", False),
    ],
)
def test_a_parenthesis_may_be_left_out_as_a_whole_unless_it_denies_something(*, quote: str, is_taken: bool) -> None:
    assert isinstance(locate(index_of(Document(PAID, "test")), quote), Located) == is_taken


def test_a_parenthesis_is_not_left_out_where_the_quote_has_another() -> None:
    index = index_of(Document("Malta pays for all costs of the returns (including food) until the end of May.", "test"))
    quote = "Malta pays for all the costs of the returns (excluding food) until the end of May."
    assert isinstance(locate(index, quote), NotLocated)
