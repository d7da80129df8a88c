"""Agreements of which one side is named, talks that go on, what a court stopped; and what is none of these."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

_ITALY = " Italy welcomed it. Italy waits, and Italy pays."
TOLD: list[tuple[str, list[str]]] = [
    ("With Gabon, a readmission agreement was signed in June." + _ITALY, ["signed returns_arrangement GAB+ITA"]),
    ("A migration pact with Ghana was suspended on Friday." + _ITALY, ["suspended other GHA+ITA"]),
    (
        "Talks between Malta and Togo on taking migrants from third countries are under way.",
        ["negotiating third_country_removal MLT+TGO"],
    ),
    (
        "Spain is holding discussions with Senegal on a migration deal.",
        ["negotiating other ESP+SEN"],
    ),
    (
        "Berlin wants African states to accept migrants expelled from Germany. "
        "Togo's government turned down a request from Berlin last week.",
        ["rejected third_country_removal DEU+TGO"],
    ),
    (
        "The memorandum on migration was signed by Britain's home secretary, Jane Poole, and Iraq's interior minister.",
        ["signed memorandum_of_understanding GBR+IRQ"],
    ),
    (
        "A judge in Nairobi halted the deportation of three Eritreans to Eritrea on Monday.",
        ["blocked_by_court ?>ERI | Monday | three"],
    ),
    (
        "Un tribunal de Madrid suspendió la expulsión de 12 malienses a Malí el jueves.",
        ["blocked_by_court ?>MLI | jueves | 12"],
    ),
]
NOTHING = [
    "Talks between Chile and Peru on a memorandum of understanding on lithium continue.",
    "A court in Oslo halted the deportation of asylum seekers to third countries.",
    "A court in Oslo halted the transfer of a prisoner to another prison.",
    "Perú exigió a Chile que deportara a 40 venezolanos a Venezuela.",
    "With Gabon, no readmission agreement was signed." + _ITALY,
    "Berlin wants to buy gas. Togo's government turned down a request from Berlin last week.",
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_one_side_talks_and_courts_are_told(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_told(text: str) -> None:
    assert told(text) == []
