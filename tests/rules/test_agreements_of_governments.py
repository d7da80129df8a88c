"""Agreements as governments' own pages tell them: who of two takes, what others are named, and whose a date is."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.engine import finders
from tests.rules.telling import told

TOLD = [
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


def test_nothing_is_made_with_each_where_nothing_is_made() -> None:
    assert told("Chile could sign deportation deals with other countries, including Peru.") == []


def _agreement(text: str) -> dict[str, object]:
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
