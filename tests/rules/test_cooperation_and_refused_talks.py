"""States that agree to help another one with returns, and those that refuse to talk about taking people."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kabul has agreed to help the European Union return thousands of rejected asylum seekers.",
            ["agreed returns_arrangement AFG+EUE"],
        ),
        (
            "Iraq agreed to cooperate with Sweden on the return of rejected asylum seekers.",
            ["agreed returns_arrangement IRQ+SWE"],
        ),
        (
            "Togo has refused to enter into negotiations with Peru on receiving migrants.",
            ["rejected third_country_removal PER+TGO"],
        ),
        (
            "Togo rejected negotiations with Peru on receiving migrants, its foreign ministry said.",
            ["rejected third_country_removal PER+TGO"],
        ),
        (
            "The readmission agreement between India and France, though criticised, was signed in May.",
            ["signed returns_arrangement FRA+IND"],
        ),
    ],
)
def test_what_is_agreed_or_refused_without_an_instrument_is_told(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Iraq has not agreed to help Sweden return rejected asylum seekers.",
        "Iraq agreed to cooperate with Sweden on the return of looted statues.",
        "Iraq agreed to work with Sweden on trade.",
        "The minister agreed to help asylum seekers return their forms.",
        "Togo rejected talks with Peru on trade.",
        "Togo has not rejected talks with Peru on taking migrants.",
        "Togo rejected reports that talks with Peru on taking migrants had ended.",
        "India wants a readmission agreement with France, although progress was made on visas in May.",
    ],
)
def test_what_is_of_another_field_or_not_so_is_not_told(text: str) -> None:
    assert told(text) == []


def test_what_a_state_will_take_of_another_ones_deportees_is_agreed() -> None:
    assert told("Kosovo will take up to 50 migrants deported from Peru.") == ["agreed third_country_removal PER+XKX"]
    assert told("Kosovo may take up to 50 migrants deported from Peru.") == []
    assert told("Kosovo would take 50 migrants deported from Peru if it were asked.") == []
