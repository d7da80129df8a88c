"""Folding forgets what readers do not see, and always finds its way back."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extraction.lexicons.folding import fold

ODD = "aZ éÉßİıﬁ…“”‘’–—\u00a0\u00ad\u200b\n\t.|*\u0301\u0323`½Å한ㄱ"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Safe third\u00a0country”", '"safe third country"'),
        ("hard\n  wrapped line", "hard wrapped line"),
        ("Co\u00adoper\u200bation", "cooperation"),
        ("2020–2021", "2020-2021"),
        ("and so on…", "and so on..."),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        (unicodedata.normalize("NFD", "Côte d’Ivoire"), "Cote d'Ivoire"),
        ("ﬁnal", "FINAL"),
        ("**Safe** *third* country**: **named", "safe third country: named"),
        ("5 * 3 ** 2", "5 * 3 ** 2"),
    ],
)
def test_same_words_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@given(st.text(alphabet=ODD, max_size=40), st.text(alphabet=ODD, min_size=1, max_size=10), st.text(alphabet=ODD))
def test_a_folded_position_leads_back_to_its_characters(before: str, word: str, after: str) -> None:
    text = f"{before} x{word}x {after}"
    start = len(before) + 1
    folded = fold(text)
    low, high = folded.position(start), folded.position(start + len(word) + 2)
    first, last = folded.original(low, high)
    assert text[first:last].strip("\u00ad\u200b") == text[start : start + len(word) + 2].strip("\u00ad\u200b")


@given(st.text(max_size=80))
def test_every_folded_span_lies_within_the_text(text: str) -> None:
    folded = fold(text)
    for position in range(len(folded.text)):
        start, end = folded.original(position, position + 1)
        assert 0 <= start < end <= len(text)
        assert fold(text[start:end]).text != "" or folded.text[position : position + 1] == ""


@example("Z*\u0301")
@example("a**\u0301*b")
@example("ı*\xad* ı")
@given(st.text(alphabet=ODD, max_size=60))
def test_folding_is_done_once(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once


REGULAR = " *ab.É'€…™ºøß\u00a0\n\t"
"""Characters that fold by themselves, and what is sought without looking at every stretch."""


@given(st.text(alphabet=REGULAR, max_size=40))
def test_what_is_sought_quickly_folds_as_what_is_looked_at_stretch_by_stretch(text: str) -> None:
    quick, careful = fold(f"{text}."), fold(f"{text}.Я")  # a letter of another script: nothing is taken for granted
    assert f"{quick.text}я" == careful.text
    places = range(len(quick.text) + 1)
    assert [quick.original(one, other) for one in places for other in places if one < other] == [
        careful.original(one, other) for one in places for other in places if one < other
    ]
