"""A sentence about "the plane" says how the journey ended of which the departure was told."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "On Friday a plane carrying 30 Iraqis and nine Syrians to be deported left Turku. "
            "The aircraft landed in Erbil hours later.",
            ["arrived ?>Erbil | Friday"],
        ),
        (
            "A deportation flight with 12 Malians left Nantes on Friday. A plane landed in Lyon hours later.",
            ["departed ?>? | Friday | 12"],
        ),
    ],
)
def test_the_end_of_a_journey_is_told_by_its_vehicle(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_days_that_the_telling_says_are_dates() -> None:
    text = "Last night Norway deported 11 Eritreans to Eritrea. Esta mañana Suecia deportó a 12 iraquíes a Irak."
    assert told(text) == ["arrived NOR>ERI | Last night | 11", "arrived SWE>IRQ | Esta mañana | 12"]
