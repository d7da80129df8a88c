"""The flow in this process, against a real Prefect server."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import duckdb
import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterFlowRunId, FlowRunFilter, FlowRunFilterId

from core.errors import UsageError
from flows.request import RunRequest
from tests.conftest import SEEDS
from tests.flows.conftest import RunFlow, report_of


def rows(warehouse: Path, query: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        return con.execute(query).fetchall()


@pytest.fixture
def request_for(folder: Path, tmp_path: Path) -> RunRequest:
    return RunRequest(sources=[str(folder)], engine="rules", warehouse=tmp_path / "warehouse" / "dossier.duckdb")


def test_documents_are_extracted_loaded_and_reported(run_flow: RunFlow, request_for: RunRequest) -> None:
    state = run_flow(request_for)
    report = report_of(state)
    assert (report.outcome, report.documents, report.extracted, report.failed) == ("failed_documents", 4, 3, 1)
    assert (state.type.value, state.name) == ("COMPLETED", "Documents failed")
    assert report.totals.documents == 3
    assert rows(report.warehouse, "SELECT count(*) FROM documents") == [(3,)]
    [(source, stage)] = rows(report.warehouse, "SELECT source, stage FROM rejects WHERE stage = 'read'")
    assert (str(source).rpartition("/")[2], stage) == ("broken.txt", "read")


def test_a_second_run_extracts_nothing_and_a_new_document_alone_is_new(
    run_flow: RunFlow, request_for: RunRequest, folder: Path
) -> None:
    run_flow(request_for)
    again = report_of(run_flow(request_for))
    assert (again.extracted, again.skipped, again.failed) == (0, 3, 1)
    (folder / "broken.txt").unlink()
    (folder / "d.txt").write_text("Nothing of interest happened.")
    third = report_of(run_flow(request_for))
    assert (third.outcome, third.extracted, third.skipped) == ("done", 1, 3)


def test_fresh_extracts_again_and_replaces(run_flow: RunFlow, request_for: RunRequest) -> None:
    first = report_of(run_flow(request_for))
    records = "SELECT record_id, kind, field, value FROM evidence ORDER BY ALL"
    before = rows(first.warehouse, records)
    fresh = report_of(run_flow(request_for.model_copy(update={"fresh": True})))
    assert (fresh.extracted, fresh.skipped) == (3, 0)
    assert rows(first.warehouse, records) == before


def test_a_limit_takes_the_next_documents_each_time(run_flow: RunFlow, request_for: RunRequest) -> None:
    limited = request_for.model_copy(update={"limit": 2})
    assert report_of(run_flow(limited)).extracted == 2
    assert report_of(run_flow(limited)).extracted == 1
    assert report_of(run_flow(limited)).extracted == 0


def test_one_text_in_two_files_is_extracted_once(run_flow: RunFlow, request_for: RunRequest, folder: Path) -> None:
    (folder / "z.txt").write_text((folder / "a.txt").read_text())
    report = report_of(run_flow(request_for))
    assert (report.extracted, report.skipped) == (3, 1)
    assert rows(report.warehouse, "SELECT count(*), count(DISTINCT document_id) FROM document_sources") == [(4, 3)]


def test_the_report_is_an_artifact_and_batches_are_tasks(
    run_flow: RunFlow, request_for: RunRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_BATCH_SIZE", "2")
    report = report_of(run_flow(request_for))

    async def shown() -> tuple[dict[str | None, object], str]:
        async with get_client() as client:
            of_run = ArtifactFilter(flow_run_id=ArtifactFilterFlowRunId(any_=[report.run_id]))
            artifacts = await client.read_artifacts(artifact_filter=of_run)
            runs = await client.read_flow_runs(
                flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[report.run_id])),
            )
            return {artifact.key: artifact.data for artifact in artifacts}, runs[0].parameters["request"]["engine"]

    artifacts, engine = asyncio.run(shown())
    assert engine == "rules"
    assert "3 extracted" in str(artifacts["report"])
    assert "data checks: nothing found" in str(artifacts["report"])
    assert json.loads(str(artifacts["records"])) == report.table()


def test_a_missing_folder_fails_the_run_before_anything_is_landed(run_flow: RunFlow, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse" / "dossier.duckdb"
    state = run_flow(RunRequest(sources=[str(tmp_path / "nowhere")], engine="rules", warehouse=warehouse))
    assert state.is_failed()
    with pytest.raises(UsageError, match="nowhere"):
        asyncio.run(state.aresult())
    assert {path.name for path in warehouse.parent.iterdir()} == {"reports"}, "a run that failed leaves its report"


def test_only_the_kinds_that_were_asked_for_are_extracted(run_flow: RunFlow, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse" / "dossier.duckdb"
    seed = next(SEEDS.glob("000_*.txt"))
    request = RunRequest(sources=[str(seed)], engine="rules", kinds=["stance_table"], warehouse=warehouse)
    report = report_of(run_flow(request))
    assert {total.kind: total.records for total in report.totals.kinds} == {"stance_table": 2}
    assert report.unanswered_kinds == []
    assert rows(warehouse, "SELECT DISTINCT kinds FROM extractions") == [(["stance_table"],)]
    everything = report_of(run_flow(request.model_copy(update={"kinds": None})))
    assert everything.extracted == 1
