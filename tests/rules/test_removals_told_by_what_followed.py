"""Removals told by what followed: deportees who are held, a flight that had to turn round, one that will not leave."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The government of South Sudan on Tuesday confirmed that eight men deported from the United States "
            "have been incarcerated in Juba.",
            ["arrived USA>SSD | eight"],
        ),
        (
            "Ghana said that a group of ten migrants deported by the United States are in the custody of its army.",
            ["arrived USA>GHA | ten"],
        ),
        (
            "Five men deported by the US are being held in a maximum-security prison in Eswatini.",
            ["arrived USA>SWZ | Five"],
        ),
        ("Five men deported by the US were held for months in Texas.", []),
        ("Eight people deported from the US are not being held in Ghana.", []),
        ("Five men extradited by the US are being held in a prison in Eswatini.", []),
    ],
)
def test_deportees_are_held_where_they_came(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_flight_was_forced_to_turn_round() -> None:
    assert told("The deportation flight to Iraq carrying 30 people was forced to turn around on Thursday.") == [
        "turned_back ?>IRQ | Thursday | 30"
    ]
    assert told("The deportation flight to Iraq may be forced to turn around on Thursday.") == []


def test_a_flight_that_will_not_leave_is_cancelled() -> None:
    assert told("The first flight scheduled to take asylum seekers from the UK to Rwanda will not depart.") == [
        "cancelled GBR>RWA"
    ]


def test_an_aside_stands_between_people_and_where_they_are_taken() -> None:
    assert told(
        "On Friday the US deported these eight criminals, who had been convicted of murder, to South Sudan."
    ) == ["arrived USA>SSD | Friday | eight"]


def test_where_deportees_stay_is_no_destination_of_a_verb() -> None:
    assert told("The group, deported in May, had to remain at a U.S. base for some months.") == []


def test_the_flight_carried_nationals_home() -> None:
    text = "The deportation flight landed on Monday. The flight transported 36 Cubans from the United States."
    assert told(text) == ["arrived USA>? | 36"]
    assert told("The plane transported 36 Cuban musicians from the United States.") == []


def test_boats_that_migrants_came_on_removed_nobody() -> None:
    assert told("The deportations go on. The 109 migrants had all reached Cyprus aboard three boats in July.") == []
    assert told("The deportations go on. The 109 migrants had all reached Cyprus aboard a charter flight in July.") == [
        "arrived ?>CYP | July | 109"
    ]


def test_where_a_flight_told_before_had_left_is_no_further_event() -> None:
    assert told(
        "Cuba said that 123 migrants deported from the United States arrived in Cuba on Monday.\n\n"
        "One man said that the deportation flight left Miami on 24 April."
    ) == ["arrived USA>CUB | Monday | 123"]
