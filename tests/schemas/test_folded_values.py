"""Printed values folded for comparison: character for character, however many of them are beyond ASCII."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from schemas.values.vocabulary import fold


def folded_alone(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


@given(st.text(st.sampled_from("aÁéñüİßſΆЙ한가日’— \n") | st.characters(exclude_categories=["Cs"]), max_size=80))
def test_folds_each_character_by_itself(text: str) -> None:
    for whole in (text, text * 30 + "".join(map(chr, range(0xC0, 0x180)))):  # with few and with many beyond ASCII
        assert fold(whole) == "".join(map(folded_alone, whole)).lower()


def test_what_a_character_folds_to_is_folded_no_further() -> None:
    everything = [chr(code) for code in range(0x80, 0x30000) if not 0xD800 <= code < 0xE000]

    assert [one for one in everything if folded_alone(folded_alone(one)) != folded_alone(one)] == []
