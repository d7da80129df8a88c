"""A chronicle tells in the present what happened on its dates; people are flown home, and counted in parentheses."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

TOLD: list[tuple[str, list[str]]] = [
    (
        "# Deportations from Denmark\n\n**4 March 2025.** Nine men are sent to Somalia.\n\n"
        "**2 April 2025.** Kosovo accepts 30 deportees from Denmark; 12 Iraqis are deported to Iraq.",
        ["arrived ?>SOM | 4 March 2025 | Nine", "arrived ?>IRQ | 2 April 2025 | 12"],
    ),
    (
        "Under its new asylum law Cyprus flew 22 Nigerians home on Tuesday.",
        ["arrived CYP>NGA | Tuesday | 22"],
    ),
    (
        "The ministry said that 51 people, including nine children, were removed from Ireland to Albania on Friday.",
        ["arrived IRL>ALB | Friday | 51"],
    ),
    (
        "Togo says it has agreed to accept 40 migrants deported by Italy.",
        ["agreed third_country_removal ITA+TGO"],
    ),
    ("Praia aceptó el lunes reanudar los vuelos de deportación.", ["agreed other CPV"]),
]
NOTHING = [
    "4 March 2025. Nine migrants are deported to Somalia every week, officials say.",
    "The airline flew 22 Nigerians home on Tuesday after the tournament.",
    "Officials asked Ireland about Denmark, and there is no deal with any non-EU country on migrants, they said.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_who_was_moved_is_told(text: str, expected: list[str]) -> None:
    found = told(text)
    assert [line for line in found if line in expected] == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_told(text: str) -> None:
    assert told(text) == []
