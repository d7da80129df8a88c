"""Whose nationals an agreement is about, and which numbers count those who were moved at once."""

from __future__ import annotations

import pytest

from core.document import Document
from extraction.engines.rules.analysis import analyse
from extraction.engines.rules.engine import finders
from tests.rules.telling import told


@pytest.mark.parametrize(
    "text",
    [
        "A plane with 90 Malians deported from Norway landed in Bamako on Monday after an agreement between both "
        "countries.",
        "Norway deported 30 Malians to Mali on Monday. The president of Mali let Malians be deported by signing a deal "
        "with Norway.",
    ],
)
def test_a_deal_under_which_only_one_sides_own_are_deported_is_one_of_returns(text: str) -> None:
    deals = finders()["agreement"](analyse(Document(text=text, source="x", title="Norway and Mali")))
    assert [deal["agreement_type"] for deal in deals] == ["returns_arrangement"]
    assert {party["country"]: party["role"] for party in deals[0]["parties"]} == {"NOR": "sender", "MLI": "receiver"}


def test_a_deal_that_also_moves_others_is_none_of_returns() -> None:
    text = (
        "Norway deported 30 Malians to Mali on Monday under an agreement that Norway signed with Mali. Mali will take "
        "migrants from third countries as well."
    )
    assert not any("returns_arrangement" in line for line in told(text))


def test_to_take_migrants_back_is_to_readmit_them() -> None:
    text = "Norway signed agreements with Peru and Mali to take back migrants who entered illegally."
    assert told(text) == ["signed returns_arrangement NOR+PER", "signed returns_arrangement MLI+NOR"]


@pytest.mark.parametrize(
    "text",
    [
        "Including Monday's flight, more than 300 people have been deported from Norway.",
        "The first of potentially hundreds of individuals have been removed to Nauru.",
    ],
)
def test_a_sum_and_those_who_are_to_come_are_no_passengers(text: str) -> None:
    document = f"Norway deports migrants. {text} The deportations go on."
    assert finders()["deportation_flight"](analyse(Document(text=document, source="x"))) == []


def test_the_first_of_a_group_that_is_counted_keeps_its_number() -> None:
    text = "The first group of 40 migrants deported from Norway arrived in Mali on Monday."
    assert told(text) == ["arrived NOR>MLI | Monday | 40"]


def test_the_day_on_which_an_agency_was_told_is_not_the_day_of_the_removal() -> None:
    text = "A group of 14 Malians was deported from Norway to Chad, the minister told The Associated Press on Monday."
    assert told(text) == ["arrived NOR>TCD | 14"]


def test_deportations_of_migrants_from_a_state_start_there() -> None:
    text = "A plane carrying about 40 mothers arrived in Chad in a series of deportations of migrants from Norway."
    (removal,) = finders()["deportation_flight"](analyse(Document(text=text, source="x")))
    assert "NOR" not in {row.get("country") for row in removal.get("nationalities", ())}


def test_a_deal_to_send_migrants_back_is_one_of_returns() -> None:
    assert told("Migrants are returned on group flights under the new migration pact between Norway and Chad.") == [
        "agreed returns_arrangement NOR+TCD"
    ]


def test_what_is_to_be_done_in_return_is_no_removal() -> None:
    text = "Norway signed a refugee deal with Chad on Monday. In return, Norway will send 800 asylum seekers to Chad."
    assert not [line for line in told(text) if "800" in line]


def test_the_day_of_landing_is_not_the_day_of_signing() -> None:
    text = (
        "The first 127 Malians deported from Norway landed on Monday in Mali as part of a migration agreement signed "
        "by both governments."
    )
    deals = finders()["agreement"](analyse(Document(text=text, source="x", title="Norway deports Malians to Mali")))
    assert [(deal["status"], deal.get("signed")) for deal in deals] == [("signed", None)]


@pytest.mark.parametrize(
    "text",
    [
        "From April 1st to 21st, 153 Malians were expelled from Norway.",
        "Between 3 May and 9 May, Norway deported 153 Malians to Mali.",
    ],
)
def test_who_was_removed_over_a_span_of_days_is_a_sum(text: str) -> None:
    assert told(f"{text} The deportations go on.") == []


def test_who_is_let_go_in_exchange_is_not_aboard() -> None:
    text = "A plane with deportees from Norway landed in Mali on Monday after both agreed on the release of six Danes."
    (removal,) = finders()["deportation_flight"](analyse(Document(text=text, source="x")))
    assert "passengers" not in removal
    assert "nationalities" not in removal


def test_an_elections_month_is_not_the_day_of_an_agreement() -> None:
    text = "Ahead of next month's election, Norway has signed an agreement with Mali to take back migrants."
    (deal,) = finders()["agreement"](analyse(Document(text=text, source="x")))
    assert {"signed", "announced"}.isdisjoint(deal)


def test_a_flight_that_was_told_before_is_no_further_one() -> None:
    text = (
        "A plane carrying 18 migrants left Oslo airport for Bamako on Tuesday, the first under the agreement.\n\n"
        "Sweden deported 42 Malians last Friday. The flight, operated by Sky Airlines, left Malmö and landed in Mali."
    )
    assert not any("18" in line and "SWE" in line for line in told(text))


def test_two_that_agree_on_returning_people_do_not_both_send_them() -> None:
    text = "Norway and Chad have signed a deal on returning rejected asylum seekers from third countries."
    (deal,) = finders()["agreement"](analyse(Document(text=text, source="x")))
    assert [party.get("role") for party in deal["parties"]] == [None, None]
