"""Removals of which a series is told, flights whose way another sentence says, and what somebody said would be."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The United States deported 45 Cubans to Cuba on Thursday.\n\n"
            "The last operation took place on April 25 with 47 illegal immigrants on board.",
            ["arrived USA>CUB | Thursday | 45", "arrived USA>CUB | April 25 | 47"],
        ),
        (
            "The first deportation to Chad from Libya took place on 3 May. Deportations of migrants go on.",
            ["arrived LBY>TCD | 3 May"],
        ),
        (
            "The treaty enables the return of migrants and asylum seekers from the UK to France.\n\n"
            "The first return under the UK-France agreement occurred on 18 September 2025.",
            ["arrived GBR>FRA | 18 September 2025"],
        ),
        (  # which of the two sends people is not said
            "The treaty enables the return of migrants and asylum seekers.\n\n"
            "The first return of a migrant under the UK-France agreement occurred on 18 September 2025.",
            [],
        ),
        (
            "Migrants are detained before their deportation to Chad.\n\n"
            "The first meeting on deportations from Libya to Chad took place on 3 May.",
            [],
        ),
    ],
)
def test_one_of_a_series_took_place(text: str, expected: list[str]) -> None:
    removals = [line for line in told(text) if ">" in line]
    assert removals == expected


def test_an_operation_saw_and_involved_removals() -> None:
    assert told("The flight saw the deportation of 29 Colombians from Panama to Colombia on Tuesday.") == [
        "arrived PAN>COL | Tuesday | 29"
    ]
    assert told("The operation involved the removal of 32 people from Ireland to Georgia on 27 February.") == [
        "arrived IRL>GEO | 27 February | 32"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Campaigners criticised a decision to charter a deportation flight to Vietnam.\n\n"
            "The flight is due to take off on Wednesday.",
            ["planned ?>VNM | Wednesday (planned)"],
        ),
        (
            "Campaigners criticised a decision to charter a deportation flight to Vietnam.\n\n"
            "The plane of the president is due to take off on Wednesday.",
            [],
        ),
        (
            "Campaigners criticised a decision to charter a deportation flight to Vietnam.\n\n"
            "A flight is due to take off on Wednesday.",
            [],
        ),
    ],
)
def test_the_flight_goes_where_the_sentence_before_says(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_flights_are_counted_for_each_destination() -> None:
    assert told("The United States operated two deportation flights to Guatemala and one to Honduras on Friday.") == [
        "arrived USA>GTM | Friday | two",
        "arrived USA>HND | Friday | one",
    ]
    assert told(
        "The United States operated two deportation flights to Guatemala with migrants, and 30 to Honduras, on Friday."
    ) == ["arrived USA>GTM | Friday | two"]


def test_a_state_revokes_permission_to_land() -> None:
    assert told("Colombia revoked permission for two US military planes carrying deportees to land.") == [
        "refused USA>COL | two"
    ]
    assert told("Colombia revoked the visas of two pilots of US military planes carrying deportees.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The minister said 30 migrants would be deported to Rwanda on Tuesday.",
            ["planned ?>RWA | Tuesday | 30 (planned)"],
        ),
        ("The minister said 30 migrants would be deported to Rwanda if the court agreed.", []),
        ("As many as 30 migrants would be deported to Rwanda.", []),
    ],
)
def test_what_somebody_said_would_be_done_is_planned(text: str, expected: list[str]) -> None:
    assert told(text) == expected
