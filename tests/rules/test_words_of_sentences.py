"""Words are cut alike, however a sentence prints its quotation marks and accents."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.sentence import Sentence, spelled_plainly

LETTERS = "aNntTs.-' ’“”‘–\u00a0éÉñŁ$12,_*?"


def _cut(text: str) -> list[tuple[int, int, str]]:
    whole = Sentence(text, text, (0, len(text)), 0, 0, (), ())
    return [(token.start, token.end, token.word) for token in whole.tokens]


@example("É.U. didn’t")
@example("‘s “no” 2020–2021")
@given(st.text(LETTERS, max_size=30))
def test_plain_spelling_changes_no_word(text: str) -> None:
    plain = spelled_plainly(text)
    assert len(plain) == len(text)
    cut = Sentence(text, plain, (0, len(text)), 0, 0, (), ())
    assert [(token.start, token.end, token.word) for token in cut.tokens] == _cut(text)


def test_words_and_clauses_of_a_sentence() -> None:
    (sentence,) = analyse(Document("Bogotá didn’t sign, although “Perú” had.", "a.txt")).sentences
    assert [token.word for token in sentence.tokens][:4] == ["bogota", "didn't", "sign", ","]
    assert [sentence.clause_of(index) for index in range(len(sentence.tokens))] == [
        sentence.clause_at(token.start) for token in sentence.tokens
    ]
