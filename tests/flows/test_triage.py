"""The flow with triage: what is not asked, what is landed of it, and that a later run asks."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from core.errors import UsageError
from core.landing.log import LandingLog
from core.lines import ExtractionLine
from core.settings import load_settings
from flows.estimate import estimate_run
from flows.preflight import check
from flows.request import RunRequest
from tests.flows.conftest import RunFlow, report_of
from tests.model_server import KEY, MODEL, ModelServer, nothing_found
from warehouse.layout import layout

ABOUT_US = "Ghana received 14 deportees from the United States, officials in Accra said.\n"
OF_WHEAT = "Brazil and France signed an agreement on wheat in the spring.\n"


@pytest.fixture
def request_for(tmp_path: Path, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> RunRequest:
    monkeypatch.setenv("OPENAI_BASE_URL", model_server.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    model_server.script = nothing_found
    documents = tmp_path / "documents"
    documents.mkdir()
    for name, text in {"ghana": ABOUT_US, "wheat": OF_WHEAT, "wheat-again": OF_WHEAT}.items():
        (documents / f"{name}.txt").write_text(text)
    warehouse = tmp_path / "warehouse" / "dossier.duckdb"
    return RunRequest(sources=[str(documents)], engine=f"openai/{MODEL}", warehouse=warehouse, triage=True)


def test_what_scores_nothing_is_not_asked_and_can_be_queried(
    run_flow: RunFlow, request_for: RunRequest, model_server: ModelServer
) -> None:
    report = report_of(run_flow(request_for))
    assert (report.outcome, report.documents, report.extracted, report.not_asked) == ("done", 3, 1, 1)
    assert report.tokens_saved > 1000
    assert len(model_server.requests) == 1
    with duckdb.connect(str(request_for.warehouse), read_only=True) as con:
        told = con.execute("SELECT source, stage, reason FROM rejects JOIN extractions USING (extraction_id, source)")
        (row,) = told.fetchall()
    assert Path(row[0]).name == "wheat-again.txt"
    assert row[1:] == ("triage", "not asked: no words of migration, asylum or removals")


def test_it_is_landed_once_and_a_run_without_triage_asks(
    run_flow: RunFlow, request_for: RunRequest, model_server: ModelServer
) -> None:
    for _ in range(2):
        run_flow(request_for)
    log = LandingLog(layout(request_for.warehouse or Path()).landing)
    lines = [entry.line for entry in log.entries() if isinstance(entry.line, ExtractionLine)]
    assert sorted(line.status for line in lines) == ["ok", "skipped"]
    report = report_of(run_flow(request_for.model_copy(update={"triage": False})))
    assert (report.extracted, report.not_asked, len(model_server.requests)) == (1, 0, 2)
    with duckdb.connect(str(request_for.warehouse), read_only=True) as con:
        assert con.execute("SELECT DISTINCT status FROM extractions").fetchall() == [("ok",)]
        assert con.execute("SELECT count(*) FROM rejects").fetchall() == [(0,)]
    assert report_of(run_flow(request_for)).skipped == 3


def test_it_counts_toward_no_limit(run_flow: RunFlow, request_for: RunRequest, model_server: ModelServer) -> None:
    for name in ("a", "b"):
        (Path(request_for.sources[0]) / f"{name}.txt").write_text(f"{OF_WHEAT}{name}")
    report = report_of(run_flow(request_for.model_copy(update={"limit": 1})))
    assert report.extracted == 1
    assert len(model_server.requests) == 1


def test_the_estimate_of_a_run_leaves_out_what_is_not_asked_and_says_so(request_for: RunRequest) -> None:
    settings = load_settings()
    engine = check(request_for, settings, to_ask=False)
    total = estimate_run(request_for, settings, engine)
    assert (total.documents, total.to_extract, total.requests, total.passed_over.documents) == (3, 1, 1, 1)
    assert "2 documents not asked" not in str(total)
    assert "triage: 1 document not asked" in str(total)
    assert "estimate: about" in str(total).splitlines()[1]


def test_triage_is_refused_where_no_model_is_asked(request_for: RunRequest) -> None:
    with pytest.raises(UsageError, match="rules asks no model"):
        check(request_for.model_copy(update={"engine": "rules"}), load_settings())


def test_the_command_that_goes_on_says_triage(request_for: RunRequest) -> None:
    assert request_for.command().endswith(" --triage")
