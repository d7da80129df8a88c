"""What becomes of agreements whose end, review, consent or other side is told apart from the noun."""

from __future__ import annotations

import pytest

from tests.rules.telling import told

OVER = [
    (
        "The United States sends migrants to third countries. Benin is in discussions with the United States over a "
        "similar arrangement to accept deported migrants, an official said, while Zambia has been sounded out.",
        ["negotiating third_country_removal BEN+USA"],
    ),
    ("The migration deal between Chad and Italy is over.", ["ended_unspecified other ITA+TCD"]),
    ("The asylum deal between Chad and Italy was signed over 100 objections.", ["signed other ITA+TCD"]),
    (
        "The asylum deal between Chad and Italy is over now, the minister said.",
        ["ended_unspecified other ITA+TCD"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), OVER)
def test_over_a_deal_is_no_end_of_it(text: str, expected: list[str]) -> None:
    assert told(text) == expected


ASIDE = [
    (
        "In Tegucigalpa on Tuesday the government of Honduras suspended the asylum cooperative agreement that its "
        "predecessor concluded with Washington in March 2025.",
        ["suspended asylum_cooperative_agreement HND+USA"],
    ),
    (
        "In The Hague, the new cabinet has put the asylum deal that its predecessor signed with Uganda under review.",
        ["under_review other NLD+UGA"],
    ),
    (
        "In The Hague, the new cabinet has not put the asylum deal that it signed with Uganda under review.",
        [],
    ),
    (
        "Chad's asylum accord with the first Trump administration was brought to an end in 2021 by Jane Roe, then "
        "secretary of state.",
        ["terminated other TCD+USA"],
    ),
    (
        "Chad's asylum accord with the Biden administration was brought to an end in 2021.",
        ["ended_unspecified other TCD+USA"],
    ),
    (
        "Palau's Senate on Thursday gave its consent, by eight votes to five, to a safe third country agreement with "
        "the United States.",
        ["agreed safe_third_country PLW+USA"],
    ),
    (
        "Palau's Senate has not given its consent to the asylum deal with the United States.",
        ["agreed other PLW+USA (negated)"],
    ),
    (
        "En Lima el Gobierno mantiene en vigor, desde mayo de 2025, el acuerdo de tercer país seguro con Washington.",
        ["in_force safe_third_country PER+USA"],
    ),
    (
        "The European Commission is negotiating a readmission agreement with Chad, it said, and has proposed one to "
        "Mali.",
        ["negotiating returns_arrangement EUE+TCD", "proposed returns_arrangement EUE+MLI"],
    ),
    (
        "The European Commission is negotiating a readmission agreement with Chad, and has not proposed one to Mali.",
        ["negotiating returns_arrangement EUE+TCD"],
    ),
    (
        "Hanoi and Washington last month began negotiating changes to the repatriation agreement they signed in 2002.",
        ["negotiating returns_arrangement USA+VNM"],
    ),
    (
        "Benin is in discussions with the United States over an arrangement to accept deported migrants. Chad has "
        "ruled out any such deal.",
        ["negotiating third_country_removal BEN+USA", "rejected third_country_removal TCD+USA"],
    ),
    (
        "The United States deports migrants to Africa. The landing followed a deal struck in Doha in November, under "
        "which Chad is to take in as many as 300 people deported from the United States.",
        ["agreed third_country_removal TCD+USA"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ASIDE)
def test_what_became_of_it_is_told_apart_from_the_noun(text: str, expected: list[str]) -> None:
    assert told(text) == expected


SIDES = [
    (
        "Chile firmó con Estados Unidos un acuerdo que le permite admitir a 30 personas deportadas. Y en Lima el "
        "Gobierno mantiene en vigor el acuerdo de tercer país seguro con Washington.",
        ["signed third_country_removal CHL+USA", "in_force safe_third_country PER+USA"],
    ),
    (
        "Chile, por su parte, firmó el 28 de julio un memorando de entendimiento que le permite admitir a 30 personas "
        "deportadas al mes; a cambio, Washington aportará 5 millones de dólares.",
        ["signed memorandum_of_understanding CHL+USA"],
    ),
    (
        "Norway deports foreign prisoners. Its treaty with Chad on the return of migrants, which came into force in "
        "2024, has been used once.",
        ["in_force treaty NOR+TCD"],
    ),
    ("Norway and Peru deport migrants. Its treaty with Chad on the return of migrants came into force in 2024.", []),
    (
        "The treaty on the return of migrants, concluded by Norway and Peru in May, covers families.",
        ["agreed treaty NOR+PER"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SIDES)
def test_sides_beside_the_noun(text: str, expected: list[str]) -> None:
    assert told(text) == expected
