"""No document with facts in it is skipped, and no kind that it has records of scores nothing."""

from __future__ import annotations

import pytest

from extraction.triage import triage
from schemas.registry import kinds
from tests.golden.goldens import GOLDENS

NAMES = sorted(GOLDENS.names())


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_with_a_required_record_scores(name: str) -> None:
    golden = GOLDENS.load(name)
    document = GOLDENS.document(golden)
    if document is None:
        pytest.skip("the document is not on this machine")
    scores = triage(document, list(kinds().values())).scores
    required = {expected.kind for expected in golden.expected if not expected.optional}
    assert {kind for kind in required if not scores[kind]} == set()


def test_most_documents_about_something_else_are_skipped() -> None:
    empty = [golden for name in NAMES if not (golden := GOLDENS.load(name)).expected]
    documents = [document for golden in empty if (document := GOLDENS.document(golden)) is not None]
    skipped = [not triage(document, list(kinds().values())).is_worth_asking for document in documents]
    assert sum(skipped) * 2 > len(skipped)
