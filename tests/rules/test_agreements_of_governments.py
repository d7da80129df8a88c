"""Agreements as governments' own pages tell them: who of two takes, what others are named, and whose a date is."""

from __future__ import annotations

from typing import Any

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.engine import finders
from tests.rules.telling import told

TOLD = [
    (
        "The United States announced that Chile and Peru have all signed the Asylum Cooperation Agreement.",
        ["signed asylum_cooperative_agreement CHL+USA", "signed asylum_cooperative_agreement PER+USA"],
    ),
    (
        "In Argentina, Secretary Rubio met with President Milei, who committed to accepting and jailing criminals "
        "from any country.",
        ["agreed third_country_removal ARG+USA"],
    ),
    (
        "The government wishes to clarify the scope of the asylum understanding between Chile and Peru.",
        ["agreed other CHL+PER"],
    ),
    (
        "Chile has announced an asylum deal with Peru. On Friday Chile signed the asylum deal with Peru.",
        ["signed other CHL+PER"],
    ),
    (
        "The asylum deal is similar to those that Italy reached with Albania and Tunisia.",
        ["agreed other ALB+ITA", "agreed other ITA+TUN"],
    ),
    (
        "El pacto migratorio es similar al que firmó el gobierno de Chile con Perú.",
        ["signed other CHL+PER"],
    ),
    (
        "El gobierno de Chile dijo que los acuerdos migratorios que había firmado con Perú eran legales.",
        ["signed other CHL+PER"],
    ),
    (
        "Chile and Peru have agreed that Peru will accept up to 150 deportees a year from Chile.",
        ["agreed other CHL+PER"],
    ),
    (
        "The United States has signed asylum agreements with several other countries, including Togo and Peru.",
        ["signed other TGO+USA", "signed other PER+USA"],
    ),
    (
        "Chile reached a migration deal with Peru. It thanked Peru for signing the migration deal with Chile.",
        ["signed other CHL+PER"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_each_deal_is_told_once_with_both_sides(text: str, expected: list[str]) -> None:
    assert told(text) == expected


NOTHING = [
    "The United States announced that Chile and Peru could sign asylum cooperation agreements.",
    "They held talks on the asylum agreement between Chile and Peru.",
    "The asylum deal is similar to one that Italy could sign with Albania.",
    "El pacto migratorio es similar al que podría firmar Chile con Perú.",
    "The government announced new asylum arrangements with Chile and Peru.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_wanted_possible_or_of_others_is_no_deal_of_these_two(text: str) -> None:
    assert told(text) == []


def test_a_title_says_what_the_deals_below_it_are_over() -> None:
    text = "The president of Chile has today signed an arrangement with Peru regarding arrivals by sea."
    assert told(text, title="Chile Announces Asylum Deal With Peru") == ["signed other CHL+PER"]
    assert told(text, title="Chile Announces Copper Deal With Peru") == []


def test_nothing_is_made_with_each_where_nothing_is_made() -> None:
    assert told("Chile could sign deportation deals with other countries, including Peru.") == []


def _agreement(text: str) -> dict[str, Any]:
    return finders()["agreement"](analyse(Document(text=text, source="x")))[0]


@pytest.mark.parametrize(
    "text",
    [
        "Forty deported Chileans landed in Chile on Monday as part of a deal between Chile and Peru.",
        "Chile has announced an asylum arrangement with Peru, similar to the arrangement announced last month.",
    ],
)
def test_a_date_of_the_landing_or_of_another_deal_is_not_its_own(text: str) -> None:
    assert "announced" not in _agreement(text)


def test_who_has_not_confirmed_it_is_no_source() -> None:
    item = _agreement(
        "Rome said Tunisia agreed to accept deported migrants from Italy, but Tunis has not confirmed it."
    )
    assert not any(words == "Tunis" for words in item.get("attribution", ()))
    assert [party.get("confirmed") for party in item["parties"] if party["country"] == "TUN"] == [None]


def test_the_day_at_the_head_is_of_the_flight_and_not_the_year_that_it_is_counted_in() -> None:
    assert told("On Friday, ICE conducted its second removal flight to China this year.") == [
        "arrived USA>CHN | Friday"
    ]
