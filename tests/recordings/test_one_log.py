"""Several replays into one warehouse: each is an extraction of its own, and none is ever taken for a model's answer."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from core.landing.index import LandingIndex
from core.landing.log import LandingLog
from extraction.recordings.format import read_recording
from flows.request import RunRequest
from tests.flows.conftest import RunFlow, report_of
from tests.recordings.conftest import Clone
from warehouse.layout import layout

QUOTES = "SELECT len(quotes) FROM deportation_flights"


@pytest.fixture
def request_for(clone: Clone, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> RunRequest:
    monkeypatch.chdir(clone.root)
    warehouse = tmp_path / "warehouse" / "dossier.duckdb"
    return RunRequest(sources=[str(clone.source)], warehouse=warehouse)


def asking(request: RunRequest, case: str) -> RunRequest:
    return request.model_copy(update={"engine": f"replay:hand-annotated/{case}"})


def test_another_case_is_not_answered_from_the_log(run_flow: RunFlow, request_for: RunRequest, clone: Clone) -> None:
    assert request_for.warehouse is not None
    assert report_of(run_flow(asking(request_for, "answer"))).extracted == 1
    second = report_of(run_flow(asking(request_for, "summarised-quote")))
    again = report_of(run_flow(asking(request_for, "summarised-quote")))

    assert (second.extracted, again.extracted, again.skipped) == (1, 0, 1)
    with duckdb.connect(str(request_for.warehouse), read_only=True) as connection:
        assert connection.execute(QUOTES).fetchall() == [(1,)]  # the summary was no quote
    known = LandingIndex.of(LandingLog(layout(request_for.warehouse).landing)).answers
    asked = {exchange.request_hash for exchange in read_recording(clone.recording()).exchanges}
    assert known
    assert not asked & known.keys()


def test_a_document_without_a_recording_fails_and_the_others_are_loaded(
    run_flow: RunFlow, request_for: RunRequest, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("Honduras refused a deportation flight from the United States.")
    asked = asking(request_for, "answer").model_copy(
        update={"sources": [*request_for.sources, str(tmp_path / "other.txt")]}
    )
    report = report_of(run_flow(asked))

    assert (report.outcome, report.extracted, report.failed) == ("failed_documents", 1, 1)
    with duckdb.connect(str(request_for.warehouse), read_only=True) as connection:
        ((reason,),) = connection.execute("SELECT reason FROM rejects").fetchall()
    assert "nothing is recorded for" in reason
    assert "dossier record --engine ENGINE SOURCE" in reason
