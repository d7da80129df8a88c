"""`dossier run` with a model: what it says before it spends, where it stops, and what the exit code tells."""

from __future__ import annotations

import pytest

from tests.conftest import Dossier
from tests.model_server import KEY, MODEL, ModelServer

RUN = ("run", "documents", "--engine", f"openai/{MODEL}")


@pytest.fixture
def prepared(served_dossier: Dossier, model_server: ModelServer) -> Dossier:
    served_dossier.environment |= {
        "OPENAI_BASE_URL": model_server.base_url,
        "OPENAI_API_KEY": KEY,
        "DOSSIER_CONCURRENCY": "1",
    }
    for number in range(3):
        served_dossier.write(f"documents/{number}.txt", f"Note {number}. Nothing happened.\n")
    return served_dossier


def test_a_dry_run_asks_nothing_and_needs_no_prefect(prepared: Dossier, model_server: ModelServer) -> None:
    prepared.environment["PREFECT_API_URL"] = "http://127.0.0.1:9/api"
    done = prepared(*RUN, "--dry-run")
    assert done.code == 0, done.err
    assert "3 documents: 3 to extract, 0 done; 3 requests, at most " in done.out
    assert "cost not known" in done.out
    assert model_server.requests == []


def test_a_budget_ends_with_3_and_the_same_command_goes_on(prepared: Dossier, model_server: ModelServer) -> None:
    prepared.environment["DOSSIER_MAX_OUTPUT_TOKENS"] = "2000"
    first = prepared(*RUN, "--limit", "1")
    most_a_call = int(model_server.requests[0].headers["content-length"]) + 2000
    first = prepared(*RUN, "--max-tokens", str(most_a_call + 100))
    assert first.code == 3, first.err
    assert "2 requests" in first.err  # what it could cost is said before it is spent
    assert f"error: stopped at the budget: 1,050 of {most_a_call + 100:,} tokens spent, and the next call" in first.err
    assert "To go on from here: dossier run documents" in first.out
    second = prepared(*RUN)
    assert (second.code, "1 extracted, 2 already done" in second.out) == (0, True)
    assert len(model_server.requests) == 3


@pytest.mark.parametrize(
    ("option", "words"),
    [("--max-cost", "Use --max-tokens instead."), ("--max-tokens", "Set DOSSIER_MAX_OUTPUT_TOKENS")],
)
def test_a_limit_that_cannot_be_kept_is_refused(
    option: str, words: str, prepared: Dossier, model_server: ModelServer
) -> None:
    done = prepared(*RUN, option, "10")
    assert (done.code, words in done.err) == (2, True), done.err
    assert model_server.requests == []


def test_a_wrong_key_ends_with_1_and_is_not_printed(prepared: Dossier, model_server: ModelServer) -> None:
    prepared.environment["OPENAI_API_KEY"] = "sk-wrong-but-secret"
    done = prepared(*RUN)
    assert done.code == 1
    assert "error: " in done.err
    assert "sk-wrong-but-secret" not in done.out + done.err
    assert "Traceback" not in done.err
    assert len(model_server.requests) == 1
