"""Two runs side by side, record by record."""

from __future__ import annotations

import pytest

from core.errors import UsageError
from core.lines import LandedRecord
from evaluation.contrast import contrast
from evaluation.golden import Goldens
from evaluation.outcome import Evaluation
from evaluation.running import evaluation_of
from evaluation.selection import Selection
from schemas.registry import select_kinds
from tests.evaluation.material import expected, found, golden, outcome, perfect
from tests.golden.goldens import GOLDENS

FLIGHT = "On 3 March 2025 a flight with over 100 Nigerian migrants left Texas for Ghana."
DEMAND = "Togo demanded the release of its citizens."
TRUTH = golden(
    expected("deportation_flight", FLIGHT, sending_country="USA", destination_country="GHA", status="departed"),
    expected("stance", DEMAND, country="TGO", object="the release of its citizens", act="demand"),
)
PERFECT = perfect(TRUTH)
ARRIVED = found("deportation_flight", FLIGHT, sending_country="USA", destination_country="GHA", status="arrived")
STRANGER = found("agreement", DEMAND, agreement_type="other", parties=[{"country": "TGO"}])


def run(engine: str, *records: LandedRecord, kinds: list[str] | None = None, goldens: Goldens = GOLDENS) -> Evaluation:
    selection = Selection(goldens, (), select_kinds(kinds), ())
    return evaluation_of(engine, "identity", selection, [outcome(TRUTH, *records)])


def test_a_run_beside_itself() -> None:
    both = contrast(run("rules", *PERFECT), run("rules", *PERFECT))
    assert both.differences == ()
    assert (both.records.difference, both.records.interval) == (0.0, (0.0, 0.0))


def test_what_became_better_and_what_worse() -> None:
    both = contrast(run("one", ARRIVED, STRANGER), run("other", *PERFECT))
    told = [(each.kind, each.one, each.other) for each in both.differences]
    assert told == [
        ("deportation_flight", "with differences", "right"),
        ("stance", "missing", "right"),
        ("agreement", "made up", "not found"),
    ]
    (value,) = both.differences[0].values
    assert (value.path, value.expected, value.one, value.other) == ("status", "departed", "arrived", "departed")
    assert both.differences[1].quote == DEMAND
    assert both.records.difference == pytest.approx(0.5)
    assert both.values.one.wrong == 1


def test_values_that_both_have_wrong_but_differently() -> None:
    planned = found("deportation_flight", FLIGHT, sending_country="USA", destination_country="GHA", status="planned")
    (each,) = contrast(run("one", ARRIVED, PERFECT[1]), run("other", planned, PERFECT[1])).differences
    assert (each.one, each.other) == ("with differences", "with differences")
    assert [(value.one, value.other) for value in each.values] == [("arrived", "planned")]


def test_kinds_that_only_one_of_them_was_asked_for_are_not_compared() -> None:
    both = contrast(run("one", PERFECT[0], kinds=["deportation_flight"]), run("other", *PERFECT))
    assert both.differences == ()


def test_nothing_in_common_is_refused() -> None:
    other = run("other").model_copy(update={"documents": ()})
    with pytest.raises(UsageError, match="one and other were evaluated on different documents"):
        contrast(run("one"), other)
