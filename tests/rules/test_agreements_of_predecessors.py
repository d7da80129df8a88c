"""What becomes of agreements whose end, review, consent or other side is told apart from the noun."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

OVER = [
    (
        "The United States sends migrants to third countries. Benin is in discussions with the United States over a "
        "similar arrangement to accept deported migrants, an official said, while Zambia has been sounded out.",
        ["negotiating third_country_removal BEN+USA"],
    ),
    ("The migration deal between Chad and Italy is over.", ["ended_unspecified other ITA+TCD"]),
    ("The asylum deal between Chad and Italy was signed over 100 objections.", ["signed other ITA+TCD"]),
    (
        "The asylum deal between Chad and Italy is over now, the minister said.",
        ["ended_unspecified other ITA+TCD"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), OVER)
def test_over_a_deal_is_no_end_of_it(text: str, expected: list[str]) -> None:
    assert told(text) == expected
