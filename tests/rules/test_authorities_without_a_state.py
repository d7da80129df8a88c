"""Whose government "the interior ministry" or "the President" is, where the words themselves do not say it."""

from __future__ import annotations

import pytest

from tests.rules.telling import told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "British ministers are under pressure over small boats.\n\nThe government has signed a returns agreement "
            "with Albania.",
            ["signed returns_arrangement ALB+GBR"],
        ),
        (
            "BERLIN — Germany wants to deport more rejected asylum seekers.\n\nThe interior ministry has concluded a "
            "migration agreement with Kenya.",
            ["agreed other DEU+KEN"],
        ),
        (
            "President Donald J. Trump has secured the border.\n\nThe President concluded migration agreements with "
            "Honduras and Guatemala.",
            ["agreed other HND+USA", "agreed other GTM+USA"],
        ),
        (
            "Colombia quiere más control en la frontera.\n\nEl Gobierno firmó un acuerdo migratorio con Panamá.",
            ["signed other COL+PAN"],
        ),
    ],
)
def test_an_authority_is_that_of_the_one_state_named_before(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Germany and Kenya are at odds over visas.\n\nThe government has signed a returns agreement with Albania.",
        "Germany wants to return more people.\n\nThe Taliban say that they are willing.\n\nThe interior ministry is in "
        "talks with Serbia on a returns agreement.",
        "Germany is watching.\n\nThe government of Serbia has signed a returns agreement with Albania.",
        "Germany is watching.\n\nThe interior ministry in Belgrade has signed a returns agreement with Albania.",
    ],
)
def test_of_several_states_or_another_it_is_nobodys(text: str) -> None:
    assert not any(code in line for code in ("DEU", "KEN", "AFG") for line in told(text))


@pytest.mark.parametrize(
    ("verb", "status"), [("have been negotiating", "negotiating"), ("have negotiated", "agreed"), ("signed", "signed")]
)
def test_talks_that_go_on_have_made_nothing_yet_with_any_of_several(verb: str, status: str) -> None:
    text = f"Federal officials {verb} safe third country agreements with a few nations, including Honduras and Uganda."
    assert told(f"The Trump administration deports more people.\n\n{text}") == [
        f"{status} safe_third_country HND+USA",
        f"{status} safe_third_country UGA+USA",
    ]


def test_the_home_secretary_is_of_the_united_kingdom_and_a_capital_where_it_is_signed_no_side() -> None:
    text = (
        "The Home Secretary has struck a readmission agreement with Iraq. The pact was initialled in Baghdad on Sunday "
        "by the Home Secretary and her Iraqi counterpart.\n\n"
        "Talks with Vietnam on a similar deal continue."
    )
    assert told(text) == ["agreed returns_arrangement GBR+IRQ", "negotiating returns_arrangement GBR+VNM"]
