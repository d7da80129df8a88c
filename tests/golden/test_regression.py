"""Every engine still does on the goldens what it was last accepted to do: no better, no worse, or a new baseline."""

from __future__ import annotations

import pytest

from core.errors import UsageError
from core.settings import Settings
from evaluation.baseline import read_baseline, rendered
from evaluation.drafts import write_missing
from evaluation.regression import check
from evaluation.selection import engines_under_test
from tests.golden.goldens import GOLDENS, ROOT

ENGINES = sorted({*engines_under_test(GOLDENS.folder), *read_baseline(GOLDENS.folder).engines})


def test_every_document_has_an_expectation_that_somebody_wrote() -> None:
    drafts = [str(path.relative_to(ROOT)) for path in write_missing(GOLDENS, ROOT / "seeds")]
    if drafts:
        pytest.fail(
            "An expectation was missing, and a draft of it was written. Read the document by docs/codebook.md, write "
            "down what it holds, say in annotated_by who did, then review and commit:\n  " + "\n  ".join(drafts),
            pytrace=False,
        )


@pytest.mark.parametrize("engine", ENGINES)
def test_it_does_what_the_baseline_says(engine: str) -> None:
    try:
        moved = check(engine, GOLDENS, Settings())
    except UsageError as error:  # a golden, a recording or the baseline itself: it says which, and what to type
        moved = str(error)
    if moved is not None:
        pytest.fail(moved, pytrace=False)


def test_the_baseline_is_as_it_is_written() -> None:
    text = (GOLDENS.folder / "baseline.json").read_text(encoding="utf-8")
    assert text == rendered(read_baseline(GOLDENS.folder)), "dossier eval --engine rules --accept writes it anew"
