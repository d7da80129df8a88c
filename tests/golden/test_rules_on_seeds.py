"""The built-in engine against what the five seeds say: nothing missing, nothing made up, every field right."""

from __future__ import annotations

import pytest

from core.settings import Settings
from evaluation.outcome import DocumentOutcome
from evaluation.running import evaluate
from evaluation.selection import select
from schemas.registry import select_kinds
from tests.golden.goldens import GOLDENS, seeds


@pytest.fixture(params=seeds())
def outcome(request: pytest.FixtureRequest) -> DocumentOutcome:
    (document,) = evaluate("rules", select(GOLDENS, [request.param], select_kinds(None)), Settings()).documents
    assert document.failure is None
    return document


def test_nothing_is_missing(outcome: DocumentOutcome) -> None:
    assert [(one.kind, one.reason) for one in outcome.records if one.outcome == "missing"] == []


def test_nothing_is_made_up(outcome: DocumentOutcome) -> None:
    assert [(one.kind, one.found) for one in outcome.records if one.outcome == "spurious"] == []
    assert [(one.reason, one.found) for one in outcome.records if one.outcome == "forbidden"] == []


def test_every_field_is_right(outcome: DocumentOutcome) -> None:
    wrong = [
        (record.kind, one.path, one.expected, one.found) for record in outcome.records for one in record.differences
    ]
    assert wrong == []
