"""Requests that states decline: who asked may be said before, of another state, or by whose deportees are meant."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "The United States asked Peru to accept deportees. Chile declined a similar proposal.",
            "rejected third_country_removal CHL+USA",
        ),
        (
            "Rwanda agreed to take 250 deportees from the United States. Burkina Faso declined a similar proposal.",
            "rejected third_country_removal BFA+USA",
        ),
        (
            "Guatemala agreed to take migrants from other countries deported by the U.S.; Mexico has declined a "
            "similar proposal.",
            "rejected third_country_removal MEX+USA",
        ),
        (
            "Nigeria has declined a similar offer to accept third-country deportees from the United States.",
            "rejected third_country_removal NGA+USA",
        ),
        (
            "Nigeria's government reaffirmed its refusal to accept deportees from the United States.",
            "rejected third_country_removal NGA+USA",
        ),
    ],
)
def test_what_is_declined_has_two_sides(text: str, line: str) -> None:
    assert [one for one in told(text) if one.startswith("rejected")] == [line]


@pytest.mark.parametrize(
    "text",
    [
        "The United States asked Peru to buy more soy. Chile declined a similar proposal.",
        "Rwanda and Ghana met the United States over deportees. Burkina Faso declined a similar proposal.",
        "The United States asked Peru to accept deportees. Chile has not declined a similar proposal.",
        "Nigeria has declined an offer to accept loans from the United States.",
    ],
)
def test_nothing_is_declined_by_whom_nobody_asked_to_take_people(text: str) -> None:
    assert [one for one in told(text) if one.startswith("rejected")] == []
