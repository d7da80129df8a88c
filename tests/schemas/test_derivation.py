"""What is computed from printed text is the same for every engine, at every depth of a record."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from schemas.derivation import derive, prints_other_dollars, tense_of
from schemas.kinds.agreement import Agreement
from schemas.kinds.deportation_flight import DeportationFlight
from schemas.kinds.initiative import Initiative
from schemas.record import Record
from schemas.registry import kinds
from schemas.shape import Form, Proof, leaves, shape
from schemas.values.date import parse_date
from schemas.values.money import parse_money
from schemas.values.printed import PrintedValue
from schemas.values.quantity import parse_quantity

PATIENT = settings(deadline=None)  # the first example reads the tables
PUBLISHED = date(2025, 5, 7)
PRINTED = st.sampled_from(
    ["over 100", "February", "$155 million", "next week", "3 May 2024", "a dozen", "nothing", "2022"]
)


def flight(**fields: Any) -> DeportationFlight:
    return DeportationFlight(quotes=["They were flown to Panama."], **fields)


def test_values_at_every_depth_are_derived() -> None:
    record = derive(
        flight(date="August 27, 2019", passengers="over 100", cost="$2 million", nationalities=[{"count": "a dozen"}]),
        None,
    )
    assert record.date is not None
    assert (record.date.earliest, record.date.latest, record.date.precision) == (
        date(2019, 8, 27),
        date(2019, 8, 27),
        "day",
    )
    assert record.passengers is not None
    assert (record.passengers.min, record.passengers.max, record.passengers.qualifier) == (100, None, "over")
    assert record.cost is not None
    assert (record.cost.amount, record.cost.currency) == (Decimal(2_000_000), "USD")
    (nationality,) = record.nationalities
    assert nationality.count is not None
    assert nationality.count.min == nationality.count.max == 12


def test_what_an_engine_computed_is_overwritten_and_the_rest_is_kept() -> None:
    money = {"text": "financial incentives", "amount": Decimal(5), "currency": "EUR", "stage": "pledged"}
    guessed = {"text": "February", "earliest": date(2024, 2, 1), "latest": date(2024, 2, 29), "precision": "month"}
    record = derive(Agreement(quotes=["A deal."], payments=[money], announced=guessed), None)
    assert record.payments[0].model_dump() == {**money, "amount": None, "currency": None}
    assert record.announced is not None
    assert record.announced.earliest is record.announced.latest is None
    assert record.announced.precision == "month_no_year"


def test_other_dollars_leave_a_bare_dollar_without_currency() -> None:
    record = Agreement(quotes=["A deal."], payments=["$5", "US$5"])
    currencies = [payment.currency for payment in derive(record, None, other_dollars=True).payments]
    assert currencies == [None, "USD"]
    assert prints_other_dollars("C$5 or $4")


@pytest.mark.parametrize(
    ("fields", "year"),
    [
        ({}, 2025),
        ({"status": "arrived"}, 2025),
        ({"status": "planned"}, 2026),
        ({"modality": "planned"}, 2026),
        ({"modality": "recommended"}, 2026),
        ({"modality": "negated"}, 2025),
    ],
)
def test_a_month_without_a_year_is_the_nearest_that_fits_the_record(fields: dict[str, Any], year: int) -> None:
    record = derive(flight(date="February", **fields), PUBLISHED)
    assert record.date is not None
    assert record.date.earliest == date(year, 2, 1)


def test_a_deadline_lies_ahead_whatever_the_record_is_about() -> None:
    initiative = derive(Initiative(quotes=["It began."], status="in_progress", deadline="February"), PUBLISHED)
    agreement = Agreement(
        quotes=["It began."], announced="February", commitments=[{"text": "act", "deadline": "February"}]
    )
    derived = derive(agreement, PUBLISHED)
    assert tense_of(initiative) == tense_of(agreement) == "past"
    assert initiative.deadline is not None
    assert derived.announced is not None
    assert derived.commitments[0].deadline is not None
    assert initiative.deadline.earliest == derived.commitments[0].deadline.earliest == date(2026, 2, 1)
    assert derived.announced.earliest == date(2025, 2, 1)


def filled(model: type[Record], text: str) -> Record:
    """A record of any kind with every printed value in it set to `text`."""

    def row(part: type[BaseModel]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for field in shape(part):
            if field.form is Form.ROWS:
                values[field.name] = [text if issubclass(field.model, PrintedValue) else row(field.model)]
            elif field.form is Form.NESTED:
                values[field.name] = text
        return values

    return model(quotes=["As printed."], **row(model))


@pytest.mark.parametrize("kind", kinds().values(), ids=kinds().keys())
@PATIENT
@given(text=PRINTED)
def test_every_value_of_every_kind_is_derived_once_and_for_all(kind: Any, text: str) -> None:
    record = filled(kind.model, text)
    derived = derive(record, PUBLISHED)
    assert derive(derived, PUBLISHED) == derived
    assert type(record).model_validate(derived.model_dump()) == derived
    printed = [leaf for leaf in leaves(derived) if leaf.proof is not Proof.COMPUTED]
    assert printed == list(leaves(record))


def test_the_record_that_came_in_is_left_as_it_was() -> None:
    record = flight(passengers="over 100")
    derive(record, PUBLISHED)
    assert record.passengers is not None
    assert record.passengers.min is None


def test_parsers_agree_with_what_is_derived() -> None:
    record = derive(flight(date="last week", passengers="up to 30", cost="€4m"), PUBLISHED)
    assert record.date is not None
    assert record.passengers is not None
    assert record.cost is not None
    assert record.date.model_dump() == {"text": "last week", **parse_date("last week", PUBLISHED, "past")._asdict()}
    assert record.passengers.model_dump() == {"text": "up to 30", **parse_quantity("up to 30")._asdict()}
    assert record.cost.model_dump() == {"text": "€4m", "stage": None, **parse_money("€4m")._asdict()}
