"""The flow with a model behind a real HTTP server: budgets, errors, what is asked again and what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.request import RunRequest
from tests.flows.conftest import RunFlow, report_of
from tests.model_server import KEY, MODEL, Asked, Behaviour, Fails, ModelServer, Says, nothing_found

TOKENS_A_CALL = 1050


def an_engagement(asked: Asked) -> Behaviour:
    """Answer with one engagement that the documents of these tests tell."""
    answer: dict[str, list[object]] = {table: [] for table in asked.schema["properties"]}
    answer["engagements"] = [
        {
            "quotes": ["met with the Foreign Minister of Honduras in Tegucigalpa"],
            "modality": "asserted",
            "hedge": None,
            "attribution": [],
            "participants": [{"name": None, "role": "Foreign Minister", "country": "HND"}],
            "date": None,
            "place": "Tegucigalpa",
            "subject": None,
            "format": "meeting",
        }
    ]
    return Says(json.dumps(answer))


@pytest.fixture
def request_for(tmp_path: Path, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch) -> RunRequest:
    monkeypatch.setenv("OPENAI_BASE_URL", model_server.base_url)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("DOSSIER_CONCURRENCY", "1")
    documents = tmp_path / "documents"
    documents.mkdir()
    for number in range(4):
        text = f"Note {number}. The ambassador met with the Foreign Minister of Honduras in Tegucigalpa on Monday.\n"
        (documents / f"{number}.txt").write_text(text)
    warehouse = tmp_path / "warehouse" / "dossier.duckdb"
    return RunRequest(sources=[str(documents)], engine=f"openai/{MODEL}", warehouse=warehouse)


def test_answers_become_records_and_are_never_paid_twice(
    run_flow: RunFlow, request_for: RunRequest, model_server: ModelServer
) -> None:
    model_server.script = an_engagement
    report = report_of(run_flow(request_for))
    assert (report.outcome, report.extracted, report.tokens) == ("done", 4, 4 * TOKENS_A_CALL)
    assert {total.kind: total.records for total in report.totals.kinds} == {"engagement": 4}
    asked = len(model_server.requests)
    again = report_of(run_flow(request_for))
    assert (again.skipped, again.tokens, len(model_server.requests)) == (4, 0, asked)


def test_fresh_asks_again(run_flow: RunFlow, request_for: RunRequest, model_server: ModelServer) -> None:
    run_flow(request_for)
    asked = len(model_server.requests)
    fresh = report_of(run_flow(request_for.model_copy(update={"fresh": True})))
    assert (fresh.extracted, len(model_server.requests)) == (4, 2 * asked)


def test_a_run_stops_before_its_tokens_are_passed_and_the_next_goes_on(
    run_flow: RunFlow, request_for: RunRequest, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_MAX_OUTPUT_TOKENS", "2000")
    run_flow(request_for.model_copy(update={"limit": 1}))
    most_a_call = int(model_server.requests[0].headers["content-length"]) + 2000
    limited = request_for.model_copy(update={"max_tokens": most_a_call + TOKENS_A_CALL + 100})
    state = run_flow(limited)
    first = report_of(state)
    assert (first.outcome, first.extracted, first.skipped, state.name) == ("budget", 2, 1, "Budget reached")
    assert first.tokens == 2 * TOKENS_A_CALL
    assert "the next call may take" in str(first.message)
    second = report_of(run_flow(request_for))
    assert (second.outcome, second.extracted, second.skipped) == ("done", 1, 3)
    assert len(model_server.requests) == 4


def test_what_is_answered_already_needs_no_budget(
    run_flow: RunFlow, request_for: RunRequest, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_MAX_OUTPUT_TOKENS", "2000")
    report_of(run_flow(request_for))
    answered = request_for.warehouse or Path()
    warehouse = answered.parent.with_name("killed") / answered.name
    for log in answered.parent.glob("landing/*.jsonl"):  # as if it had been killed before anything was landed
        calls = [line for line in log.read_text().splitlines(keepends=True) if line.startswith('{"line":"call"')]
        warehouse.parent.joinpath("landing").mkdir(parents=True)
        warehouse.parent.joinpath("landing", log.name).write_text("".join(calls))
    request_for = request_for.model_copy(update={"warehouse": warehouse})
    again = report_of(run_flow(request_for.model_copy(update={"max_tokens": 0})))
    assert (again.outcome, again.extracted, again.tokens, len(model_server.requests)) == ("done", 4, 0, 4)


def test_a_failing_document_is_tried_again_by_the_next_run_alone(
    run_flow: RunFlow, request_for: RunRequest, model_server: ModelServer
) -> None:
    def refuse_one(asked: Asked) -> Behaviour:
        return Fails(400, "content_filter") if "Note 2" in asked.user else nothing_found(asked)

    model_server.script = refuse_one
    first = report_of(run_flow(request_for))
    assert (first.outcome, first.extracted, first.failed) == ("failed_documents", 3, 1)
    model_server.script = nothing_found
    second = report_of(run_flow(request_for))
    assert (second.outcome, second.extracted, second.skipped) == ("done", 1, 3)


def test_a_wrong_key_stops_the_run_at_once_and_is_not_shown(
    run_flow: RunFlow, request_for: RunRequest, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong-but-secret")
    state = run_flow(request_for)
    report = report_of(state)
    assert state.is_failed()
    assert (report.outcome, report.extracted, len(model_server.requests)) == ("stopped", 0, 1)
    landed = "".join(path.read_text() for path in report.warehouse.parent.glob("landing/*.jsonl"))
    assert "sk-wrong-but-secret" not in landed + report.model_dump_json()
