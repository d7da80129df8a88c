"""Removals and agreements in the ways in which news agencies and ministries tell them, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

REMOVALS = [
    (
        "The US deports migrants. Two deportation flights, with about 80 migrants each, went to Peru on Friday.",
        ["arrived USA>PER | Friday | about 80 | Two"],
    ),
    (
        "Italy deported 116 people to Tunis, Tunisia, on Monday. The flight planned for Wednesday was cancelled.",
        ["arrived ITA>TUN | Monday | 116", "cancelled ITA>TUN | Wednesday"],
    ),
    (
        "El viernes se deportaron a 2 mil extranjeros hacia México, informó el Gobierno.",
        ["arrived ?>MEX | viernes | 2 mil"],
    ),
    (
        "EE.UU. deportó migrantes. Un total de 26 personas originarias de Perú fueron devueltas a su país el lunes.",
        ["arrived USA>PER | lunes | Un total de 26"],
    ),
    (
        "Un total de 80 peruanos llegaron en un vuelo de deportación, señaló Migración.",
        ["arrived ?>PER | Un total de 80"],
    ),
    (
        "# Togo\n\nIn August, the government said that seven people deported by the U.S. had arrived in the country.",
        ["arrived USA>TGO | August | seven"],
    ),
    (
        "The first of two Turkish-flagged boats with 131 migrants deported from Greece arrived in the Turkish town of "
        "Dikili on Monday.",
        ["arrived GRC>TUR | Monday | 131"],
    ),
    (
        "LIMA, Jan 24 (Wire) - Peru said a U.S. deportation flight landed in Lima with 80 Peruvians.",
        ["arrived USA>PER | 80"],
    ),
    ("Denmark conducted two deportation flights to Iraq on Monday.", ["arrived DNK>IRQ | Monday | two"]),
]

NOTHING = [
    # Vehicles that leave in order to bring people back have removed nobody yet, and are no people.
    "Dos aviones colombianos partieron este lunes hacia Estados Unidos para repatriar a 110 ciudadanos deportados.",
    "Two Colombian planes left for the United States on Monday to bring back 110 deported citizens.",
    # Who arrives by boat is not removed.
    "The removal deal of Tuesday follows a plan under which Rwanda was to receive people arriving in the UK on boats.",
    "Germany conducted 1,701 deportation flights in 2024.",
]


@pytest.mark.parametrize(("text", "expected"), REMOVALS)
def test_a_removal_is_told_with_its_way_and_day(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_told(text: str) -> None:
    assert told(text) == []


def test_where_people_are_sent_from_is_not_their_nationality() -> None:
    from core.document import Document
    from extraction.engines.rules.analysis import analyse
    from extraction.engines.rules.engine import finders

    text = "The United States deports migrants. Togo received eight people from the US in July."
    (removal,) = finders()["deportation_flight"](analyse(Document(text=text, source="x", title=None)))
    assert (removal["sending_country"], removal["destination_country"]) == ("USA", "TGO")
    assert "nationalities" not in removal
