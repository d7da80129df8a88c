"""The assignment of found to expected: one to one, and the best there is."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from core.assignment import assign

Weights = list[list[float]]


@st.composite
def matrices(draw: st.DrawFn, most: int = 5) -> Weights:
    rows, columns = draw(st.integers(0, most)), draw(st.integers(1, most))
    weight = st.one_of(st.just(0.0), st.integers(1, 40).map(lambda n: n / 8))
    return draw(st.lists(st.lists(weight, min_size=columns, max_size=columns), min_size=rows, max_size=rows))


def total(weights: Weights, pairs: list[tuple[int, int]]) -> float:
    return sum(weights[row][column] for row, column in pairs)


def greedy(weights: Weights) -> list[tuple[int, int]]:
    order = sorted(((weight, i, j) for i, row in enumerate(weights) for j, weight in enumerate(row)), reverse=True)
    taken: list[tuple[int, int]] = []
    for weight, i, j in order:
        if weight > 0 and i not in {row for row, _ in taken} and j not in {column for _, column in taken}:
            taken.append((i, j))
    return taken


def best(weights: Weights) -> float:
    if not weights:
        return 0.0
    wide = [row + [0.0] * len(weights) for row in weights]
    return max(
        sum(wide[row][column] for row, column in enumerate(columns))
        for columns in permutations(range(len(wide[0])), len(wide))
    )


@settings(deadline=None)  # scipy takes its time to be imported
@given(matrices())
def test_it_is_one_to_one_and_pairs_nothing_that_does_not_belong(weights: Weights) -> None:
    pairs = assign(weights)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert all(weights[row][column] > 0 for row, column in pairs)


@settings(deadline=None)  # scipy takes its time to be imported
@given(matrices())
def test_it_is_never_worse_than_taking_the_best_pair_first(weights: Weights) -> None:
    assert total(weights, assign(weights)) >= total(weights, greedy(weights)) - 1e-9


@settings(deadline=None)  # scipy takes its time to be imported
@given(matrices(most=4))
def test_no_other_assignment_is_better(weights: Weights) -> None:
    assert abs(total(weights, assign(weights)) - best(weights)) < 1e-9


def test_where_the_best_pair_first_goes_wrong() -> None:
    weights = [[0.9, 0.8], [0.8, 0.0]]
    assert greedy(weights) == [(0, 0)]
    assert assign(weights) == [(0, 1), (1, 0)]
