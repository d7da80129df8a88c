"""Who belongs together, and what becomes of the others."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lines import LandedRecord, Reject
from evaluation.comparison import Comparison
from evaluation.golden import Golden
from tests.evaluation.material import compared, differences, expected, found, golden, outcome, perfect

FLIGHT = "On 3 March 2025 a flight with over 100 Nigerian migrants left Texas for Ghana."
REFUSED = "Ghana refused a second flight, reportedly because the papers of its passengers were not in order at all."
DEMAND = "Togo demanded the release of its citizens."
HOMES, TALKS = (
    "Safe Homes: Building houses for those who return.",
    "Open Talks: Meeting each month\nwith the neighbours.",
)

TRUTH = golden(
    expected("deportation_flight", FLIGHT, sending_country="USA", destination_country="GHA", status="departed"),
    expected("deportation_flight", REFUSED, destination_country="GHA", status="refused", hedge="reportedly"),
    expected("stance", DEMAND, country="TGO", object="the release of its citizens", act="demand", optional=True),
    expected("initiative", HOMES, name="Safe Homes", description="Building houses for those who return."),
    expected("initiative", TALKS, name="Open Talks", description="Meeting each month with the neighbours."),
    forbidden=[{"kind": "agreement", "reason": "None is told."}],
)


def counted(result: Comparison) -> tuple[int, int, int, int]:
    return len(result.matched), len(result.missing), len(result.spurious), len(result.forbidden)


def test_what_is_expected_is_right_in_everything() -> None:
    result = compared(TRUTH, *perfect(TRUTH))
    assert counted(result) == (5, 0, 0, 0)
    assert result.differences == []


def test_an_optional_record_neither_helps_nor_hurts() -> None:
    records = [record for record in perfect(TRUTH) if record.kind != "stance"]
    without, with_it = outcome(TRUTH, *records), outcome(TRUTH, *perfect(TRUTH))
    assert without.record_counts == with_it.record_counts
    assert without.value_counts == with_it.value_counts
    assert "stance" not in with_it.record_counts


def test_a_forbidden_record_is_made_up_and_never_the_one_that_was_expected() -> None:
    truth = golden(
        expected("stance", DEMAND, country="TGO", object="citizens", act="demand"),
        forbidden=[{"kind": "stance", "record": {"act": "threat"}, "reason": "It demands."}],
    )
    result = compared(truth, found("stance", DEMAND, country="TGO", object="citizens", act="threat"))
    assert counted(result) == (0, 1, 0, 1)
    assert outcome(truth, *(record for _, record in result.forbidden)).record_counts == {"stance": (0, 0, 1, 1)}


@pytest.mark.parametrize(
    ("quote", "record", "is_same"),
    [
        (FLIGHT, {"sending_country": "USA", "destination_country": "GHA", "status": "arrived"}, True),
        (FLIGHT, {"destination_country": "GHA"}, True),  # what is left open contradicts nothing
        (REFUSED, {"sending_country": "USA", "destination_country": "TGO"}, False),
        (FLIGHT, {"sending_country": "USA"}, True),
        (FLIGHT, {"status": "departed"}, False),
    ],
)
def test_the_printed_keys_say_whether_it_is_the_same_fact(quote: str, record: dict[str, str], *, is_same: bool) -> None:
    truth = golden(
        expected("deportation_flight", FLIGHT, sending_country="USA", destination_country="GHA", status="departed")
    )
    assert bool(compared(truth, found("deportation_flight", quote, **record)).matched) is is_same


def test_a_date_said_otherwise_is_the_same_key_only_by_its_text_or_what_is_accepted() -> None:
    truth = golden(expected("deportation_flight", FLIGHT, date={"text": "3 March 2025"}, accept={"date": [None]}))
    assert compared(truth, found("deportation_flight", FLIGHT, date={"text": "On 3 March 2025"})).matched


def test_an_item_under_another_name_is_the_same_item() -> None:
    result = compared(TRUTH, found("initiative", TALKS, name="Meeting each month with the neighbours"))
    assert [one.expected.record["name"] for one in result.matched] == ["Open Talks"]
    assert [value.path for _, value in result.differences] == ["name", "description"]


def test_what_grounding_refused_is_told_apart() -> None:
    rejects = (
        Reject(kind="stance", field="object", stage="ground", reason="stands nowhere", payload='"a treaty"'),
        Reject(kind="stance", field=None, stage="validate", reason="no quote", payload='{"cut'),
        Reject(kind=None, field=None, stage="engine", reason="cut off"),
    )
    refused = outcome(TRUTH, rejects=rejects).ungrounded
    assert [(one.field, one.stage, one.value) for one in refused] == [
        ("object", "ground", "a treaty"),
        (None, "validate", '{"cut'),
    ]


def test_framing_counts_on_matched_records_only() -> None:
    records = [record for record in perfect(TRUTH) if "refused" not in record.data["quotes"][0]]
    counts = outcome(TRUTH, *records).value_counts
    assert "deportation_flight.hedge" not in counts
    assert counts["deportation_flight.modality"] == (1, 0, 0, 0)
    assert counts["deportation_flight.status"] == (1, 0, 1, 0)


ANY = [
    *perfect(TRUTH),
    found("deportation_flight", FLIGHT, destination_country="GHA"),
    found("deportation_flight", REFUSED, sending_country="USA", destination_country="GHA", status="refused"),
    found("stance", DEMAND, country="TGO", act="threat", object="citizens"),
    found("initiative", HOMES, name="Houses"),
    found("agreement", DEMAND, agreement_type="other", parties=[{"country": "TGO"}]),
    found("legal_action", DEMAND, country="TGO", action="ordered"),
]
subsets = st.lists(st.sampled_from(ANY), unique_by=lambda record: record.record_id)


@given(subsets, st.randoms(use_true_random=False))
def test_the_order_of_records_changes_nothing(records: list[LandedRecord], random: Random) -> None:
    shuffled = list(records)
    random.shuffle(shuffled)
    one, other = outcome(TRUTH, *records), outcome(_reversed(TRUTH), *shuffled)
    assert (one.record_counts, one.value_counts) == (other.record_counts, other.value_counts)


@given(subsets)
def test_every_record_is_counted_once(records: list[LandedRecord]) -> None:
    result = compared(TRUTH, *records)
    assert len(result.matched) + len(result.spurious) + len(result.forbidden) == len(records)
    required = [one for one in TRUTH.expected if not one.optional]
    assert sum(not one.expected.optional for one in result.matched) + len(result.missing) == len(required)


@given(st.sampled_from([record for record in perfect(TRUTH) if record.kind != "stance"]))
def test_a_record_less_lowers_recall_alone(dropped: LandedRecord) -> None:
    left = [record for record in perfect(TRUTH) if record.record_id != dropped.record_id]
    counts = outcome(TRUTH, *left).record_counts
    correct, wrong, missing, spurious = map(sum, zip(*counts.values(), strict=True))
    assert (correct, wrong, missing, spurious) == (3, 0, 1, 0)
    assert differences(TRUTH, *left) == []


def _reversed(truth: Golden) -> Golden:
    return truth.model_copy(update={"expected": truth.expected[::-1]})
