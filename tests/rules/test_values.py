"""Dates, numbers and sums of money where they are printed, and no search where none can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.engines.rules.values import values_in
from extraction.lexicons import load

_NAMES = ("months", "weekdays", "number_words", "number_qualifiers", "scales", "currency_words")
TERMS = sorted({entry.term for name in _NAMES for entry in load(f"rules/grammar/{name}").entries})
_OTHERS = [
    "last night",
    "Yesterday",
    "tonİght",
    "el mes pasado",
    "early this week",
    "ſix",
    "mid",
    "the",
    "_one_",
    "men",
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met last night.", ["last night"]),
        ("El miércoles, veinte; el mes pasado, dos.", ["miércoles", "veinte", "el mes pasado", "dos"]),
        ("Mid-May or early this week", ["Mid-May", "early this week"]),
        ("TWENTY-THREE of them", ["TWENTY-THREE"]),
        ("Nobody said when, or how many.", []),
    ],
)
def test_values_without_a_digit(text: str, found: list[str]) -> None:
    assert [value.text for value in values_in(text, (0, len(text)))] == found


@given(
    st.lists(st.sampled_from([*TERMS, *_OTHERS]), max_size=5),
    st.sampled_from([" ", "-", ", ", " of ", "*"]),
    st.sampled_from([str, str.upper, str.title]),
)
def test_all_is_found_that_a_search_of_everything_finds(words: list[str], gap: str, case: type[str]) -> None:
    text = case(gap.join(words)) + " and"
    searched = f"{text} 7%"  # a digit, which makes every search worth while; a share is no value
    assert values_in(text, (0, len(text))) == values_in(searched, (0, len(searched)))
