"""Removals of which little more is said than that they were, and vehicles that only seem to remove people."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "There was a deportation flight through Rome to Nigeria on 11 April 2013.",
            ["departed ?>NGA | 11 April 2013"],
        ),
        ("There was no deportation flight to Nigeria on 11 April 2013.", []),
        ("There was a deportation flight to Nigeria in 2013.", []),
        (
            "This followed the February 5 deportation of 104 illegal Indian immigrants from the US.",
            ["arrived USA>? | February 5 | 104"],
        ),
        ("If the February 5 deportation of 104 Indians from the US goes ahead, lawyers will sue.", []),
        (
            "A judge halted the February 5 deportation of 104 Indians from the US.",
            ["blocked_by_court ?>? | February 5 | 104"],
        ),
        (
            "In Eswatini, named Swaziland until 2018, five men were deported from the U.S. to Chad in July.",
            ["arrived USA>TCD | July | five"],
        ),
        (
            "As many as 140 migrants, most of whom had overstayed, were deported by Qatar to Pakistan on Sunday.",
            ["arrived QAT>PAK | Sunday | As many as 140"],
        ),
        ("As many as 200 Cambodians are expected to be deported from the US this year.", []),
        (
            "The Trump administration conducted deportations last week. Thirty-two people were sent to Laos.",
            ["arrived USA>LAO | Thirty-two"],
        ),
    ],
)
def test_removals_are_told_in_few_words(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_boats_bring_migrants_and_planes_take_them() -> None:
    assert told("A boat landed on Lampedusa with 80 Tunisian migrants on Monday.") == []
    assert told("A boat carrying 80 migrants reached Lampedusa on Monday.") == []
    assert told("A boat carrying 80 deported migrants reached Port-de-Paix on Monday.") == [
        "arrived ?>Port-de-Paix | Monday | 80"
    ]
    assert told("A military aircraft departed for Guatemala with 80 undocumented migrants on Monday.") == [
        "departed ?>GTM | Monday | 80"
    ]


def test_a_flight_is_denied_entry_where_removals_are_told_of() -> None:
    text = "A military flight was denied entry by Mexican officials."
    assert told(f"The deportations go on. {text}") == ["refused ?>MEX"]
    assert told(text) == []
    assert (
        told("The deportations go on. Officials gave no reasons for blocking the aircraft's arrival in Mexico.") == []
    )
