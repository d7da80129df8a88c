"""Optimal one-to-one assignment."""

from __future__ import annotations

from collections.abc import Sequence


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs (row, column) of the one-to-one assignment with the greatest sum of `weights`.

    Weights are at least 0; a weight of 0 says that the two do not belong together, and such a pair is never returned.
    The method is that of Crouse (2016), as `scipy.optimize.linear_sum_assignment` has it; what has one choice only is
    not worth its import.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) == 1 or len(weights[0]) == 1 or _is_plain(weights):
        return _without_choice(weights)
    from scipy.optimize import linear_sum_assignment  # takes half a second to import

    rows, columns = linear_sum_assignment(weights, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(row, column) for row, column in pairs if weights[row][column] > 0]


def _is_plain(weights: Sequence[Sequence[float]]) -> bool:
    """Whether no row and no column has more than one positive weight."""
    positive = [(i, j) for i, row in enumerate(weights) for j, weight in enumerate(row) if weight > 0]
    return len({i for i, _ in positive}) == len(positive) == len({j for _, j in positive})


def _without_choice(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pair by single best weight: optimal where there is one row, one column, or nothing to choose."""
    positive = [(weight, i, j) for i, row in enumerate(weights) for j, weight in enumerate(row) if weight > 0]
    if len(weights) == 1 or len(weights[0]) == 1:
        positive = [max(positive, key=lambda one: (one[0], -one[1], -one[2]))] if positive else []
    return sorted((i, j) for _, i, j in positive)
