"""Deportees who are not let in, and people moved whose relative clause or destination is told in few words."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In December 2014, Pakistan refused entry to around 30 people deported by the Greek authorities. "
            "It sent them back to Greece on the same flight.",
            ["refused GRC>PAK | December 2014 | around 30"],
        ),
        (
            "More than 30 Iraqi asylum-seekers deported to Baghdad by the Home Office have been refused entry "
            "to their own country and flown back to Britain.",
            ["refused GBR>IRQ | More than 30"],
        ),
        (
            "Thirty Iraqis deported by Britain were denied entry to Iraq on Thursday.",
            ["refused GBR>IRQ | Thursday | Thirty"],
        ),
        ("Thirty Iraqis invited by Britain were denied entry to Iraq on Thursday.", []),
        ("Pakistan refused entry to 30 tourists on Monday.", []),
    ],
)
def test_deportees_are_refused_entry(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_relative_clause_may_have_its_own_verb() -> None:
    assert told("Some 66 Jamaicans who had broken the law were deported from the United States in March.") == [
        "arrived USA>? | March | Some 66"
    ]
    assert told("Ten Iraqis who were sent from Britain back to Iraq on Thursday have been returned to the UK.") == [
        "arrived GBR>IRQ | Thursday | Ten"
    ]


def test_the_title_names_the_island() -> None:
    text = (
        "The Home Office has confirmed that 29 people were flown to the island on Wednesday as part of a deportation."
    )
    assert told(text, title="A charter flight to Jamaica") == ["arrived GBR>JAM | Wednesday | 29"]
    assert told(text, title="A charter flight to Jamaica and Haiti") == []


def test_a_flight_and_its_verb_may_stand_far_apart() -> None:
    assert told(
        "A flight of 100 Cuban migrants deported from the U.S. under new measures by the Biden administration "
        "has landed in Havana."
    ) == ["arrived USA>CUB | 100"]
