"""Each field is compared as its schema declares."""

from __future__ import annotations

from typing import Any

import pytest

from tests.evaluation.material import differences, expected, found, golden

FLIGHT = "On 3 March 2025 a flight with over 100 Nigerian migrants left Texas for Ghana."
REFUSED = "Ghana refused a second flight, reportedly because the papers of its passengers were not in order at all."
TOGO = "Togo will reopen its border and pay the fares of those who return."
BASE: dict[str, Any] = {"sending_country": "USA", "destination_country": "GHA"}
DATE = {"text": "3 March 2025", "earliest": "2025-03-03", "latest": "2025-03-03", "precision": "day"}


def wrong(one: dict[str, Any], other: dict[str, Any], quote: str = FLIGHT, **beside: Any) -> list[tuple[str, str]]:
    """Compare two flights that differ as given."""
    truth = golden(expected("deportation_flight", quote, **BASE, **one, **beside))
    return differences(truth, found("deportation_flight", quote, **BASE, **other))


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        # code
        ({"status": "departed"}, {"status": "departed"}, []),
        ({"status": "departed"}, {"status": "arrived"}, [("status", "wrong")]),
        ({"status": "departed"}, {}, [("status", "missing")]),
        ({}, {"status": "departed"}, [("status", "spurious")]),
        ({"is_military": False}, {"is_military": False}, []),
        ({"is_military": False}, {}, [("is_military", "missing")]),
        # text: case, white space, quotation marks, dashes and the edges do not count
        ({"operator": "Omni Air"}, {"operator": "“OMNI\u00a0Air”,"}, []),
        ({"operator": "Omni Air"}, {"operator": "Omni"}, [("operator", "wrong")]),
        # passage: at least half of the characters of both in common
        (
            {"status_reason": "the papers of its passengers were not in order"},
            {"status_reason": "because the papers of its passengers were not in order at all"},
            [],
        ),
        (
            {"status_reason": "the papers of its passengers were not in order"},
            {"status_reason": "order"},
            [("status_reason", "wrong")],
        ),
        # set
        ({"transit_countries": ["TGO", "SEN"]}, {"transit_countries": ["SEN", "TGO"]}, []),
        (
            {"transit_countries": ["TGO", "SEN"]},
            {"transit_countries": ["SEN", "NGA"]},
            [("transit_countries.0", "missing"), ("transit_countries.2", "spurious")],
        ),
        # date: the text by itself, the days that it means as one value
        ({"date": DATE}, {"date": DATE}, []),
        (
            {"date": DATE},
            {"date": {**DATE, "text": "March 2025", "earliest": "2025-03-01", "precision": "month"}},
            [("date", "wrong"), ("date.text", "wrong")],
        ),
        ({"date": DATE}, {"date": {**DATE, "precision": "week"}}, [("date", "wrong")]),
        (
            {"date": {name: value for name, value in DATE.items() if name != "precision"}},
            {"date": {**DATE, "precision": "week"}},
            [],
        ),
        ({"date": DATE}, {}, [("date", "missing"), ("date.text", "missing")]),
        # quantity: bound and qualifier
        (
            {"passengers": {"text": "over 100", "min": 100, "qualifier": "over"}},
            {"passengers": {"text": "over 100", "min": 100, "max": 100, "qualifier": "exact"}},
            [("passengers", "wrong")],
        ),
        ({"passengers": {"text": "dozens"}}, {"passengers": {"text": "Dozens"}}, []),
        # money: amount and currency, the stage apart
        (
            {"cost": {"text": "$5", "amount": 5, "currency": "USD", "stage": "paid"}},
            {"cost": {"text": "$5", "amount": "5.00", "currency": "USD", "stage": "pledged"}},
            [("cost.stage", "wrong")],
        ),
        ({"cost": {"text": "$5", "amount": 5}}, {"cost": {"text": "$5", "amount": 6}}, [("cost", "wrong")]),
        # framing
        ({"hedge": "reportedly"}, {}, [("hedge", "missing")]),
        ({}, {"modality": "planned"}, [("modality", "wrong")]),
        (
            {"attribution": ["officials", "a report"]},
            {"attribution": ["a report", "officials"]},
            [("attribution.0", "wrong"), ("attribution.1", "wrong")],
        ),
        ({"source_kind": "prose"}, {"source_kind": "table"}, [("source_kind", "wrong")]),
        ({}, {"source_kind": "table"}, []),
    ],
)
def test_a_field(one: dict[str, Any], other: dict[str, Any], differ: list[tuple[str, str]]) -> None:
    assert wrong(one, other, REFUSED) == differ


def test_another_sentence_of_the_paragraph_is_the_same_place_and_another_paragraph_is_not() -> None:
    truth = golden(expected("deportation_flight", FLIGHT, **BASE))
    assert differences(truth, found("deportation_flight", "The flight was run by Omni Air.", **BASE)) == []
    assert differences(truth, found("deportation_flight", REFUSED, **BASE)) == [("quotes", "wrong")]


@pytest.mark.parametrize(
    ("one", "other", "accept", "differ"),
    [
        ({"status": "departed"}, {"status": "arrived"}, {"status": ["planned", "arrived"]}, []),
        ({"status": "departed"}, {}, {"status": [None]}, []),
        ({}, {"mode": "air"}, {"mode": ["air"]}, []),
        ({"date": DATE}, {}, {"date": [None]}, []),
        ({"date": DATE}, {"date": {**DATE, "text": "then"}}, {"date.text": ["Then"]}, []),
        ({"date": DATE}, {"date": {**DATE, "precision": "week"}}, {"date.precision": ["week"]}, []),
        ({"attribution": ["officials"]}, {}, {"attribution": [[], ["a report"]]}, []),
        ({"nationalities": [{"country": "NGA"}]}, {}, {"nationalities": [[]]}, []),
        ({"nationalities": [{"country": "NGA"}]}, {}, {"nationalities.0": [None]}, []),
        (
            {"nationalities": [{"country": "NGA", "text": "Nigerian"}]},
            {"nationalities": [{"country": "NGA", "text": "migrants"}]},
            {"nationalities.NGA.text": ["migrants"]},
            [],
        ),
        (
            {"nationalities": [{"country": "NGA", "text": "Nigerian"}]},
            {"nationalities": [{"country": "NGA"}]},
            {"nationalities.*.text": [None]},
            [],
        ),
        (
            {"nationalities": [{"country": "NGA", "text": "Nigerian"}]},
            {"nationalities": [{"text": "West African migrants"}]},
            {"nationalities.0": [{"text": "West African migrants"}]},
            [],
        ),
    ],
)
def test_what_is_accepted_is_right(
    one: dict[str, Any], other: dict[str, Any], accept: dict[str, Any], differ: list[tuple[str, str]]
) -> None:
    assert wrong(one, other, accept=accept) == differ
    assert wrong(one, one, accept=accept) == []


def test_rows_are_aligned_by_what_they_are_about_in_any_order() -> None:
    rows = [{"country": "NGA", "text": "Nigerian"}, {"country": "TGO"}, {"text": "migrants", "allegation": "crimes"}]
    assert wrong({"nationalities": rows}, {"nationalities": rows[::-1]}) == []
    assert wrong({"nationalities": rows}, {"nationalities": [rows[2], rows[0]]}) == [
        ("nationalities.1.country", "missing")
    ]
    assert wrong({"nationalities": rows[:1]}, {"nationalities": [rows[1], {**rows[0], "text": "Nigerians"}]}) == [
        ("nationalities.0.text", "wrong"),
        ("nationalities.1.country", "spurious"),
    ]


def test_rows_told_by_passages_are_aligned_by_where_they_stand() -> None:
    parties = {"parties": [{"country": "TGO"}, {"country": "GHA"}], "agreement_type": "other"}
    told = [
        {"actor": "Togo", "text": "reopen its border"},
        {"actor": "Togo", "text": "pay the fares of those who return"},
    ]
    cut = [{"actor": "Togo", "text": "pay the fares"}, {"actor": "Togo", "text": "will reopen its border"}]
    truth = golden(expected("agreement", TOGO, **parties, commitments=told))
    assert differences(truth, found("agreement", TOGO, **parties, commitments=cut)) == []
    assert differences(truth, found("agreement", TOGO, **parties, commitments=cut[:1])) == [
        ("commitments.0.actor", "missing"),
        ("commitments.0.text", "missing"),
    ]
