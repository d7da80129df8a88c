"""Numbers as readers count them."""

import pytest

from extraction.grounding.facts import contradiction
from extraction.grounding.numbers import numbers_in


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,100 people and 12 flights", ["1100", "12"]),
        ("$155 million, €1.5 billion", ["155000000", "1500000000"]),
        ("twenty-two people, two hundred and five planes", ["22", "205"]),
        ("one hundred thousand", ["100000"]),
        ("the 18th century, August 27, 2019", ["18th", "27", "2019"]),
        ("dozens of hundreds", ["dozens", "hundreds"]),
        ("a C-17 on Flight 409", ["17", "409"]),
        ("the first two years, a second three-year plan", ["1th", "2", "2th", "3"]),
        ("a $4 billion four-year plan", ["4000000000", "4"]),
        ("someone weighed often", []),
    ],
)
def test_values(text: str, values: list[str]) -> None:
    assert [number.value for number in numbers_in(text)] == values


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        ("over 100 people", "more than one hundred people"),
        ("the US and Mexico", "the United States and the Mexican side"),
        ("in Aug. 2019", "in August 2019"),
        ("it didn't sign", "it did not sign"),
    ],
)
def test_the_same_in_other_words(quote: str, printed: str) -> None:
    assert contradiction(quote, printed) is None


@pytest.mark.parametrize(
    ("quote", "printed"),
    [
        ("over 100 people", "about 100 people"),
        ("on Monday", "on Tuesday"),
        ("it signed", "it did not sign"),
        ("the deal is lawful", "the deal is unlawful"),
        ("before the vote", "after the vote"),
        ("it will pay", "it may pay"),
        ("Peru sent people to Chile", "Chile sent people to Peru"),
        ("the minister, Ana Ruiz, said", "the minister, Eva Mora, said"),
        ("a documented case", "an undocumented case"),
    ],
)
def test_changes_that_matter(quote: str, printed: str) -> None:
    assert contradiction(quote, printed) is not None
