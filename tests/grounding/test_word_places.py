"""What is sought by the places of words is found where looking through the text finds it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.document import Document
from extraction.grounding.index import DocumentIndex
from extraction.grounding.quotes import Located, NotLocated, locate
from extraction.grounding.word_places import LONG, WordPlaces

texts = st.text(st.sampled_from("ab1 .-é\n"), max_size=80)


@given(texts, st.data())
def test_a_part_of_a_text_is_found_wherever_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    value = text[start : data.draw(st.integers(start, len(text)))]
    found = WordPlaces(text).occurrences(value)
    if found is not None:
        assert list(found) == [place for place in range(len(text)) if text.startswith(value, place)]


@given(texts, texts)
def test_what_is_not_in_a_text_is_not_found(text: str, value: str) -> None:
    found = WordPlaces(text).occurrences(value)
    assert found is None or list(found) == [place for place in range(len(text)) if text.startswith(value, place)]


SENTENCE = "The ministers of Malta and Ghana met on Monday."


@pytest.mark.parametrize("quote", [SENTENCE, SENTENCE.upper(), SENTENCE.replace(" of ", "\n of\t")])
def test_a_quote_is_found_in_a_long_text_wherever_it_stands(quote: str) -> None:
    text = SENTENCE + " Nothing of note was said by anybody at all." * 2500 + f"\n\n{SENTENCE} Nothing more. {SENTENCE}"
    assert len(text) > LONG
    found = locate(DocumentIndex(Document(text, "test")), quote)
    assert isinstance(found, Located)
    assert [start for start, _ in found.spans] == [match.start() for match in re.finditer(SENTENCE, text)]


def test_what_a_long_text_does_not_say_is_not_found() -> None:
    text = "Nothing of note was said by anybody at all. " * 2500 + SENTENCE
    for quote in ("Ghana met on Sunday.", "anybody at noon"):
        assert isinstance(locate(DocumentIndex(Document(text, "test")), quote), NotLocated)
