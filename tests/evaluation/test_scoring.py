"""Rates, averages and intervals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.bootstrap import RESAMPLES, f1, interval, resampled
from evaluation.outcome import DocumentOutcome
from evaluation.scoring import scores_of

Four = tuple[int, int, int, int]
fours = st.tuples(*[st.integers(0, 6)] * 4)


def document(name: str, records: dict[str, Four], values: dict[str, Four] | None = None) -> DocumentOutcome:
    return DocumentOutcome(
        name=name, source=name, document_id=name, records=(), record_counts=records, value_counts=values or {}
    )


def test_rates_by_hand() -> None:
    documents = [
        document("a", {"stance": (3, 0, 1, 0), "agreement": (1, 0, 0, 1)}, {"stance.act": (2, 1, 1, 0)}),
        document("b", {"stance": (1, 0, 1, 2)}, {"stance.act": (1, 0, 0, 1), "stance.hedge": (1, 0, 1, 0)}),
    ]
    scores = scores_of(documents)
    stance, agreement, micro = *(scores.records.kinds[kind] for kind in ("stance", "agreement")), scores.records.micro
    assert (stance.precision, stance.recall, stance.f1) == (0.666667, 0.666667, 0.666667)
    assert (agreement.precision, agreement.recall, agreement.f1) == (0.5, 1.0, 0.666667)
    assert (micro.correct, micro.missing, micro.spurious) == (5, 2, 3)
    assert (micro.precision, micro.recall, micro.f1) == (0.625, 0.714286, 0.666667)
    assert (scores.records.macro.precision, scores.records.macro.recall) == (0.583333, 0.833333)
    # A wrong value is an error of precision and of recall.
    values = scores.values.micro
    assert (values.correct, values.wrong, values.missing, values.spurious) == (3, 1, 1, 1)
    assert (values.precision, values.recall, values.f1) == (0.6, 0.6, 0.6)
    assert scores.fields["stance.act"].f1 == 0.6
    assert scores.framing["hedge"].recall == 0.5


def test_what_is_not_there_has_no_rate() -> None:
    scores = scores_of([document("off topic", {}), document("missed", {"stance": (0, 0, 2, 0)})])
    stance = scores.records.kinds["stance"]
    assert (stance.precision, stance.recall, stance.f1) == (None, 0.0, 0.0)
    assert scores.values.micro.f1 is None
    assert scores.values.micro.f1_interval is None
    assert scores_of([]).records.micro.f1 is None


def test_perfect_is_one_in_everything() -> None:
    scores = scores_of([document(str(n), {"stance": (n, 0, 0, 0)}, {"stance.act": (n, 0, 0, 0)}) for n in range(1, 5)])
    for level in (scores.records, scores.values):
        assert (level.micro.precision, level.micro.recall, level.micro.f1, level.macro.f1) == (1.0, 1.0, 1.0, 1.0)
        assert level.micro.f1_interval == level.macro.f1_interval == (1.0, 1.0)


@given(st.lists(st.dictionaries(st.sampled_from(["stance", "agreement"]), fours), min_size=1, max_size=5))
def test_rates_are_bounded_and_lie_in_order(tallies: list[dict[str, Four]]) -> None:
    scores = scores_of([document(str(number), tally) for number, tally in enumerate(tallies)])
    for score in (scores.records.micro, scores.records.macro, *scores.records.kinds.values()):
        for name in ("precision", "recall", "f1"):
            rate, between = getattr(score, name), getattr(score, f"{name}_interval")
            assert rate is None or 0 <= rate <= 1
            assert between is None or 0 <= between[0] <= between[1] <= 1
    micro = scores.records.micro
    if micro.precision is not None and micro.recall is not None and micro.f1 is not None:
        assert min(micro.precision, micro.recall) - 1e-6 <= micro.f1 <= max(micro.precision, micro.recall) + 1e-6


def test_the_bootstrap_gives_the_same_numbers_every_time() -> None:
    counts = np.random.default_rng(1).integers(0, 5, size=(40, 3, 4)).astype(float)
    assert np.array_equal(resampled(counts), resampled(counts.copy()))
    assert resampled(counts).shape == (RESAMPLES, 3, 4)


def test_a_resample_is_as_many_documents_drawn_again() -> None:
    ones = np.ones((30, 4))
    assert (resampled(ones) == 30).all()


def test_the_interval_is_as_wide_as_chance_makes_it() -> None:
    """Of documents with one record each, found or not, recall is a share: its standard error is known."""
    found = np.array([1.0] * 70 + [0.0] * 30)
    counts = np.stack([found, np.zeros(100), 1 - found, np.zeros(100)], axis=1)
    rates = resampled(counts)[:, 0] / 100
    between = interval(rates)
    assert between is not None
    error = (0.7 * 0.3 / 100) ** 0.5
    assert list(between) == pytest.approx([0.7 - 1.96 * error, 0.7 + 1.96 * error], abs=0.02)
    f1_between = interval(f1(resampled(counts)))
    assert f1_between is not None
    assert f1_between[0] < 1.4 / 1.7 < f1_between[1]
