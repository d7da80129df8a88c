"""`dossier run` with a model: what it says before it spends, where it stops, and what the exit code tells."""

from __future__ import annotations

import re

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
    lines = done.out.splitlines()
    assert lines[0] == "3 documents: 3 to extract, 0 done; 3 requests"
    assert lines[1].startswith("estimate: about ")
    assert lines[1].endswith(" tokens in, 3,000 out, cost not known (without earlier calls to go by)")
    assert re.fullmatch(r"at most: [\d,]+ tokens in, no limit on answers, cost not known; asking again .*", lines[2])
    assert model_server.requests == []


def test_a_dry_run_needs_no_key_and_tells_money_from_bounds(dossier: Dossier) -> None:
    dossier.write("documents/a.txt", "Nothing happened.\n")
    dossier.environment["OPENAI_API_KEY"] = ""
    run = ("run", "documents", "--engine", "openai/gpt-5-mini")
    about, most = dossier(*run, "--dry-run").out.splitlines()[1:]
    shown = ("--engine", "openai/gpt-5-mini", "--show-prompt", "--format", "json")
    body = dossier("extract", "documents/a.txt", *shown).out
    tokens_in, cost = estimated(about)
    bound_in, bound_cost = estimated(most)
    assert 0.8 * len(body.encode()) < bound_in < 1.2 * len(body.encode())  # a token is no shorter than a byte
    assert tokens_in == round(bound_in / 4)
    # gpt-5-mini: 0.25 USD a million in, 2 USD a million out
    assert cost == pytest.approx((tokens_in * 0.25 + 1_000 * 2) / 1e6, abs=1e-4)
    assert bound_cost == pytest.approx((bound_in * 0.25 + 16_384 * 2) / 1e6, abs=1e-4)
    refused = dossier(*run)
    assert (refused.code, "OPENAI_API_KEY is not set" in refused.err) == (2, True)


def test_an_estimate_goes_by_what_earlier_calls_took(prepared: Dossier, model_server: ModelServer) -> None:
    before = prepared(*RUN, "--dry-run").out.splitlines()
    assert prepared(*RUN, "--limit", "2").code == 0
    after = prepared(*RUN, "--dry-run").out.splitlines()
    assert after[0] == "3 documents: 1 to extract, 2 done; 1 request"
    assert after[1].endswith("(by 2 earlier calls)")
    sizes = [int(request.headers["content-length"]) for request in model_server.requests]
    bound_in, _ = estimated(after[2])
    assert estimated(after[1])[0] == round(bound_in * 2 * 1000 / sum(sizes))  # the server says 1,000 for each
    assert " tokens in, 50 out, " in after[1]
    assert before[0].startswith("3 documents: 3 to extract")


def test_what_was_answered_is_not_counted_again(prepared: Dossier, model_server: ModelServer) -> None:
    """A run that was killed between an answer and what is made of it."""
    assert prepared(*RUN, "--limit", "1").code == 0
    for file in (prepared.warehouse.parent / "landing").glob("*.jsonl"):
        kept = [line for line in file.read_text().splitlines(keepends=True) if '{"line":"extraction"' not in line]
        file.write_text("".join(kept))
    said = prepared(*RUN, "--dry-run").out.splitlines()[0]
    assert said == "3 documents: 3 to extract, 0 done; 2 requests, 1 answered already and not paid for again"
    limited = prepared(*RUN, "--dry-run", "--limit", "2").out.splitlines()[0]
    assert limited == (
        "3 documents: 2 to extract, 0 done, 1 beyond --limit; 1 request, 1 answered already and not paid for again"
    )
    assert len(model_server.requests) == 1


def estimated(line: str) -> tuple[int, float | None]:
    """Return the tokens and the dollars that a line of an estimate names first."""
    tokens = re.search(r"([\d,]+) tokens in", line)
    cost = re.search(r"([\d.]+) USD", line)
    assert tokens is not None
    return int(tokens[1].replace(",", "")), float(cost[1]) if cost else None


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


def test_a_budget_that_no_call_keeps_to_is_not_to_be_typed_again(prepared: Dossier, model_server: ModelServer) -> None:
    prepared.environment["DOSSIER_MAX_OUTPUT_TOKENS"] = "2000"
    done = prepared(*RUN, "--max-tokens", "100")
    assert (done.code, model_server.requests) == (3, [])
    assert re.search(r"Not even one call fits into that: type --max-tokens \d{5}, or more\.$", done.err.strip())
    assert "To go on from here" not in done.out + done.err


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
