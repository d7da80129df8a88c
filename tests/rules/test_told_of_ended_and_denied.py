"""Agreements that have ended or are denied, and two sentences on one: what is left of them in the records."""

from __future__ import annotations

from typing import Any

import pytest

from core.document import Document
from extraction.engines.rules.agreements.anaphora import two_states
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.engine import finders
from tests.rules.telling import told

DENIED = [
    "A senior Kenyan official denied on Monday a newspaper's report that the country had agreed to take in people "
    "deported from the United States.",
    "Kenya denied a report by a news agency on Friday (May 2) that it had agreed to receive migrants deported by the "
    "United States.",
    "In May, Kenya rejected claims from the United States that it had agreed to host deported convicts.",
]


@pytest.mark.parametrize("text", DENIED)
def test_what_is_denied_to_be_agreed_is_negated_and_denied_by_who_says_so(text: str) -> None:
    (deal,) = finders()["agreement"](analyse(Document(text=text, source="x")))
    assert (deal["status"], deal["modality"]) == ("agreed", "negated")
    assert deal["parties"] == _sides("denied")


def test_what_others_report_stays_told_and_is_denied_by_the_party() -> None:
    text = f"{DENIED[0]} CBS News reported that Washington had reached a deportation deal with Kenya."
    (deal,) = finders()["agreement"](analyse(Document(text=text, source="x")))
    assert (deal["modality"], deal["attribution"]) == ("asserted", ["CBS News"])
    assert {party["country"]: party.get("confirmed") for party in deal["parties"]} == {"KEN": "denied", "USA": None}


def test_what_is_told_beside_a_denial_stays_told() -> None:
    text = "Kenya denied reports on its debt, and said that it had agreed to accept 40 migrants from the United States."
    assert told(text) == ["agreed third_country_removal KEN+USA"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Chad went to court against Norway over an asylum deal canceled by Norway in 2024. As part of this "
            "agreement, signed in 2021, Norway agreed to pay Chad to welcome migrants who arrived illegally in Norway.",
            ["terminated third_country_removal NOR+TCD"],
        ),
        (
            "Chad seeks damages from Norway following the cancellation of a migrant transfer deal between Chad and "
            "Norway.",
            ["ended_unspecified third_country_removal NOR+TCD"],
        ),
        (
            "Chad signed an agreement with Norway to take in migrants from third countries. The agreement will enter "
            "into force on 1 August.",
            ["signed third_country_removal NOR+TCD"],
        ),
        (
            "Chad agreed to accept 90 migrants from third countries deported from Norway. “Chad has agreed with "
            "Norway to take back up to 90 of its nationals,” a spokesman said.",
            ["agreed third_country_removal NOR+TCD"],
        ),
        (
            'Peru has signed a "safe third country" framework, and Chad has also agreed to accept 40 migrants from '
            "Norway.",
            ["agreed third_country_removal NOR+TCD"],
        ),
    ],
)
def test_one_agreement_has_one_status_and_its_own_sides(text: str, lines: list[str]) -> None:
    assert [line for line in told(text) if "PER+TCD" not in line] == lines
    assert not any("PER+TCD" in line for line in told(text))


def test_who_is_paid_takes_people_in() -> None:
    text = "Norway agreed to pay Chad to accept migrants who arrived illegally in Norway."
    (deal,) = finders()["agreement"](analyse(Document(text=text, source="x")))
    assert {party["country"]: party["role"] for party in deal["parties"]} == {"TCD": "receiver", "NOR": "sender"}


def test_the_day_on_which_it_is_to_enter_into_force_is_kept() -> None:
    text = "Chad and Norway signed a readmission agreement. The agreement will enter into force on 1 August 2024."
    (deal,) = finders()["agreement"](analyse(Document(text=text, source="x")))
    assert (deal["status"], deal["in_force"]) == ("signed", "1 August 2024")


def _sides(confirmed: str) -> list[dict[str, Any]]:
    return [
        {"country": "KEN", "role": "receiver", "confirmed": confirmed},
        {"country": "USA", "role": "sender"},
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "Mali has signed a deal with Chad for the repatriation of refugees. There is no ending deadline for the "
            "repatriation in the deal.",
            ["signed returns_arrangement MLI+TCD"],
        ),
        (
            "Mali has signed a deal with Chad for the repatriation of refugees. The deal has not entered into force.",
            ["signed returns_arrangement MLI+TCD"],
        ),
        (
            "Norway had asked Chad to receive third-country nationals facing deportation, and the government agreed.",
            ["agreed third_country_removal NOR+TCD"],
        ),
        (
            "Norway had asked Chad to receive third-country nationals, and the government has not agreed.",
            ["proposed third_country_removal NOR+TCD"],
        ),
    ],
)
def test_what_is_not_yet_so_unmakes_nothing_and_what_was_asked_may_be_granted(text: str, lines: list[str]) -> None:
    assert told(text) == lines


@pytest.mark.parametrize("one", ["Norway", "Chad", "Mali", "Peru"])
@pytest.mark.parametrize("other", ["Kenya", "Japan", "Cuba"])
def test_two_states_named_equally_often_stand_in_the_order_of_the_text(one: str, other: str) -> None:
    """A set would give them in an order that the hash seed makes: twelve pairs seldom all stand right by chance."""
    analysis = analyse(Document(text=f"{one} and {other} trade. {one} and {other} met.", source="x"))
    assert two_states(analysis) == tuple(mention.code for mention in analysis.sentences[0].countries)
