"""What is denied in a clause that no word opens: "denied it had signed", "rejected claims eight men had been flown"."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "South Africa denied it had signed a deal with the United States to receive deportees.",
            ["signed other USA+ZAF (negated)"],
        ),
        (
            "South Africa denied it agreed to accept third-country deportees from the United States.",
            ["agreed third_country_removal USA+ZAF (negated)"],
        ),
        (
            "The ministry denied South Africa had agreed to accept third-country deportees from the United States.",
            ["agreed third_country_removal USA+ZAF (negated)"],
        ),
        (
            "Nigeria rejected claims it had signed a deportation agreement with the United States.",
            ["signed third_country_removal NGA+USA (negated)"],
        ),
        ("South Africa has denied being asked to take deportees from the United States.", []),
        ("Honduras denies it is negotiating a safe third country agreement with Washington.", []),
        ("The US denied it deported 12 people to Ghana.", []),
        ("Officials denied on Tuesday eight men had been deported to South Sudan.", []),
    ],
)
def test_it_is_told_as_denied(text: str, lines: list[str]) -> None:
    assert told(text) == lines


@pytest.mark.parametrize(
    "text",
    [
        "The US denied visas to Ghanaians and deported 12 men to Ghana on Friday.",
        "The United States denied the asylum claims of 12 men deported to Ghana on Friday.",
        "The judge denied a motion on Monday, and the United States deported 12 men to Ghana on Friday.",
        "After the court denied their appeal the United States deported 12 men to Ghana on Friday.",
        "The minister denied wrongdoing and said the United States had deported 12 men to Ghana on Friday.",
    ],
)
def test_what_is_denied_beside_is_another_thing(text: str) -> None:
    assert told(text) == ["arrived USA>GHA | Friday | 12"]


def test_who_has_not_denied_it_has_agreed() -> None:
    text = "South Africa has not denied it agreed to accept third-country deportees from the United States."
    assert told(text) == ["agreed third_country_removal USA+ZAF"]
