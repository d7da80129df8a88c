"""What the answers are worth: true quotes placed, true ones placed wrongly, false ones accepted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchmarks.trust.asking import Answers
from benchmarks.trust.quotes import QuoteCase
from benchmarks.trust.values import ValueCase

NEAR = 3
"""Characters that either end of a span may be off."""


@dataclass
class Score:
    """Counts of one class: of `cases`, how many were accepted, and of true quotes how many where they stand."""

    cases: int = 0
    accepted: int = 0
    placed: int = 0

    @property
    def misplaced(self) -> int:
        """Accepted, but shown at other characters."""
        return self.accepted - self.placed


def score_quotes(cases: Sequence[QuoteCase], answers: Answers) -> dict[str, Score]:
    """Return the scores of the classes of quotes, in the order of the cases."""
    scores: dict[str, Score] = {}
    for case, span in zip(cases, answers.spans, strict=True):
        score = scores.setdefault(case.kind, Score())
        score.cases += 1
        score.accepted += span is not None
        score.placed += _is_near(span, case.span)
    return scores


def score_values(cases: Sequence[ValueCase], answers: Answers) -> dict[tuple[str, bool], Score]:
    """Return the scores of the values by field and truth."""
    scores: dict[tuple[str, bool], Score] = {}
    for case, accepted in zip(cases, answers.accepted, strict=True):
        score = scores.setdefault((case.field, case.is_true), Score())
        score.cases += 1
        score.accepted += accepted
    return scores


def total(scores: Iterable[Score]) -> Score:
    """Return the sum of scores."""
    found = Score()
    for score in scores:
        found.cases += score.cases
        found.accepted += score.accepted
        found.placed += score.placed
    return found


def _is_near(span: tuple[int, int] | None, true: tuple[int, int] | None) -> bool:
    return span is not None and true is not None and all(abs(a - b) <= NEAR for a, b in zip(span, true, strict=True))
