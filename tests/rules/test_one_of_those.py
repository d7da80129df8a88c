"""Who is told to be one of those that do what a clause says: "Ghana is among the countries that have agreed"."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Ghana and Uganda are among the countries that have agreed to accept third-country deportees from the "
            "United States.",
            ["agreed third_country_removal GHA+USA", "agreed third_country_removal UGA+USA"],
        ),
        (
            "Ghana and Uganda are among a growing number of countries that have signed deportation agreements with the "
            "United States.",
            ["signed third_country_removal GHA+USA", "signed third_country_removal UGA+USA"],
        ),
        (
            "Rwanda has joined a growing list of African nations that have agreed to accept third-country deportees "
            "from the United States.",
            ["agreed third_country_removal RWA+USA"],
        ),
        (
            "Germany is one of the countries that deported 20 Afghans to Kabul in August.",
            ["arrived DEU>AFG | August | 20"],
        ),
        (
            "Panamá es uno de los países que han aceptado recibir deportados de terceros países desde Estados Unidos.",
            ["agreed third_country_removal PAN+USA"],
        ),
        (
            "Guatemala figura entre los países que firmaron acuerdos de tercer país seguro con Estados Unidos.",
            ["signed safe_third_country GTM+USA"],
        ),
        (
            "Le Ghana est l'un des pays qui ont accepté d'accueillir des migrants expulsés vers des pays tiers par les "
            "États-Unis.",
            ["agreed third_country_removal GHA+USA"],
        ),
    ],
)
def test_they_do_it(text: str, lines: list[str]) -> None:
    assert told(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "Rwanda could join the African nations that have agreed to accept deportees from the United States.",
        "Rwanda has not joined the African nations that have agreed to accept deportees from the United States.",
        "Ghana may be among the countries that have signed deportation agreements with the United States.",
        "Ghana would be one of the countries that have agreed to accept deportees from the United States.",
        "Ghana is one of the countries that officials have asked to accept deportees from the United States.",
        "Chad is one of the countries whose citizens were deported to Ghana.",
        "Ghana spoke with the countries that have agreed to accept deportees from the United States.",
    ],
)
def test_whoever_may_be_or_is_done_to_does_not(text: str) -> None:
    assert told(text) == []
