"""`dossier eval` with a model: what is said before it is paid for, where it stops, and that no answer is paid twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from cli.main import app
from core.errors import DossierError
from core.landing.log import LandingLog
from core.lines import CallLine, RunLine
from evaluation.baseline import read_baseline
from evaluation.outcome import Evaluation
from flows.accounted import Asking, accounted
from flows.budget import Budget
from tests.conftest import Finished
from tests.evaluation.conftest import Copy
from tests.model_server import KEY, MODEL, Asked, Behaviour, Drops, Fails, ModelServer, model_server, nothing_found
from warehouse.load import load_and_publish

__all__ = ["model_server"]
ENGINE = f"openai/{MODEL}"
EVAL = ("eval", "seeds", "--engine", ENGINE)
Typed = Callable[..., Finished]


@pytest.fixture
def command(copied: Copy, monkeypatch: pytest.MonkeyPatch, model_server: ModelServer) -> Typed:
    """The command at the root of the copied goldens, one document at a time, each answer of at most 2,000 tokens."""
    settings = {"DOSSIER_CONCURRENCY": "1", "DOSSIER_BACKOFF_S": "0.01", "DOSSIER_MAX_OUTPUT_TOKENS": "2000"}
    place = {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    for name, value in {**settings, **place}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(copied.root)

    def typed(*arguments: str) -> Finished:
        result = CliRunner().invoke(app, list(arguments))
        if isinstance(result.exception, DossierError):
            said = f"{result.stderr}{result.exception}"
            return Finished(result.exception.exit_code, result.stdout, said)
        assert isinstance(result.exception, SystemExit | None), result.exception
        return Finished(result.exit_code, result.stdout, result.stderr)

    return typed


def lines(kind: type[Any]) -> list[Any]:
    """Return the lines of one sort in the landing log of the folder that we are in."""
    return [entry.line for entry in LandingLog(Path("warehouse/landing")).entries() if isinstance(entry.line, kind)]


def most_of_a_call(server: ModelServer) -> int:
    """Return the tokens that the largest request so far could have taken: one a byte, and those of the answer."""
    return max(int(asked.headers["content-length"]) for asked in server.requests) + 2000


def test_a_dry_run_asks_nothing_lands_nothing_and_needs_no_key(
    command: Typed, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("OPENAI_BASE_URL")
    done = command("eval", "seeds", "--engine", "openai/gpt-5-mini", "--against", "rules", "--dry-run")
    assert done.code == 0, done.err
    asked, estimate, most, free = done.out.splitlines()
    assert asked == "openai/gpt-5-mini: 5 documents: 5 to extract, 0 done; 5 requests"
    assert re.fullmatch(r"estimate: about .* USD.* \(without earlier calls to go by\)", estimate)
    assert re.match(r"at most: [\d,]+ tokens in, 10,000 out, [\d.]+ USD; ", most)
    assert free == "rules: 5 documents: 5 to extract, 0 done; 0 requests"
    assert model_server.requests == []
    assert not Path("warehouse").exists()


def test_what_it_takes_is_said_and_no_answer_is_paid_twice(command: Typed, model_server: ModelServer) -> None:
    first = command(*EVAL)
    assert (first.code, len(model_server.requests)) == (0, 5)
    assert "5 documents: 5 to extract, 0 done; 5 requests\nestimate: about " in first.err
    again = command(*EVAL)
    assert (again.out, len(model_server.requests)) == (first.out, 5)
    assert "0 requests, 5 answered already and not paid for again" in again.err
    assert command(*EVAL, "--fresh").code == 0
    assert len(model_server.requests) == 10


def test_a_budget_ends_with_3_and_the_same_command_goes_on(command: Typed, model_server: ModelServer) -> None:
    assert command(*EVAL, "--warehouse", "elsewhere/w.duckdb").code == 0
    limit = str(most_of_a_call(model_server) + 100)
    model_server.requests.clear()
    told: list[Finished] = []
    while not told or told[-1].code == 3:
        assert len(told) < 6, told[-1].err
        told.append(command(*EVAL, "--max-tokens", limit, "--format", "json", "--output", "run.json"))
    assert [done.code for done in told[:-1]] == [3] * (len(told) - 1)
    assert len(told) > 1
    assert re.search(r"stopped at the budget: [\d,]+ of [\d,]+ tokens spent, and the next call may take", told[0].err)
    assert f"To go on from here: dossier eval seeds --engine {ENGINE} --output run.json --max-tokens" in told[0].err
    assert len(model_server.requests) == 5
    assert Counter(call.outcome for call in lines(CallLine)) == {"ok": 5}
    spent = [sum((call.tokens_in or 0) + (call.tokens_out or 0) for call in calls) for calls in by_run().values()]
    assert max(spent) <= int(limit)
    assert [line.outcome for line in lines(RunLine) if line.event == "finished"] == ["budget"] * (len(told) - 1) + [
        "done"
    ]
    unlimited = Evaluation.model_validate_json(Path("run.json").read_bytes())
    assert (len(unlimited.documents), unlimited.skipped) == (5, ())


def by_run() -> dict[str, list[CallLine]]:
    calls: dict[str, list[CallLine]] = {}
    for call in lines(CallLine):
        calls.setdefault(call.run_id, []).append(call)
    return calls


def test_what_was_answered_within_the_budget_is_scored_and_nothing_is_accepted(
    command: Typed, model_server: ModelServer, copied: Copy
) -> None:
    assert command("eval", "000", "--engine", ENGINE).code == 0
    before = read_baseline(copied.folder)
    done = command("eval", "--engine", ENGINE, "--max-tokens", "100", "--accept")
    assert done.code == 3
    assert "on 1 document (4 skipped): " in done.out  # answered before: it takes nothing
    assert done.out.count("stopped at the budget") >= 4
    assert read_baseline(copied.folder) == before
    nothing = command("eval", "004", "--engine", ENGINE, "--max-tokens", "100")
    assert (nothing.code, nothing.out) == (3, "")
    assert len(model_server.requests) == 1


def test_the_budget_is_one_for_both_engines(command: Typed, model_server: ModelServer) -> None:
    assert command("eval", "004", "--engine", ENGINE, "--warehouse", "elsewhere/w.duckdb").code == 0
    limit = str(most_of_a_call(model_server) + 100)
    done = command("eval", "004", "--engine", ENGINE, "--against", "openai/stub-2", "--max-tokens", limit)
    assert done.code == 3
    assert len(model_server.requests) == 2
    assert "on 1 document: " in done.out
    assert " against " not in done.out
    assert [line.engine for line in lines(RunLine) if line.event == "started"] == [ENGINE, "openai/stub-2"]


@pytest.mark.parametrize(
    ("option", "words"),
    [("--max-cost", "Use --max-tokens instead."), ("--max-tokens", "Set DOSSIER_MAX_OUTPUT_TOKENS")],
)
def test_a_limit_that_cannot_be_kept_is_refused(
    option: str, words: str, command: Typed, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DOSSIER_MAX_OUTPUT_TOKENS")
    done = command(*EVAL, option, "10")
    assert (done.code, words in done.err) == (2, True), done.err
    assert model_server.requests == []
    assert not Path("warehouse").exists()


def test_every_call_is_in_the_ledger_and_a_run_pays_for_none_again(command: Typed, model_server: ModelServer) -> None:
    met: Counter[str] = Counter()

    def troubled(asked: Asked) -> Behaviour:
        met[asked.text] += 1
        lost: dict[int, Behaviour] = {1: Fails(429, retry_after="0"), 2: Fails(503), 3: Drops()}
        return lost.get(met[asked.text]) or nothing_found(asked)

    model_server.script = troubled
    assert command(*EVAL).code == 0
    assert len(model_server.requests) == 20
    load_and_publish(Path("warehouse/dossier.duckdb"))
    with duckdb.connect("warehouse/dossier.duckdb", read_only=True) as con:
        calls = con.execute("SELECT outcome, count(*) FROM model_calls GROUP BY ALL ORDER BY ALL").fetchall()
        (run,) = con.execute("SELECT engine, command, outcome, documents, records FROM runs").fetchall()
        others = con.execute("SELECT (FROM extractions SELECT count(*)), (FROM documents SELECT count(*))").fetchall()
    assert calls == [("no_response", 5), ("ok", 5), ("rate_limited", 5), ("server_error", 5)]
    assert run == (ENGINE, f"dossier eval seeds --engine {ENGINE}", "done", 5, None)
    assert others == [(0, 0)]
    said = command("run", "seeds", "--engine", ENGINE, "--dry-run").out.splitlines()[0]
    assert said == "5 documents: 5 to extract, 0 done; 0 requests, 5 answered already and not paid for again"


def test_where_no_document_can_be_answered_what_is_under_way_ends_and_is_kept(
    command: Typed, model_server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DOSSIER_CONCURRENCY", "5")

    def refuses_one(asked: Asked) -> Behaviour:
        return Fails(401, "invalid_api_key", "wrong key") if "Mexico has taken" in asked.user else nothing_found(asked)

    model_server.script = refuses_one
    done = command(*EVAL)
    assert done.code == 1
    assert "does not accept the key" in done.err
    outcomes = Counter(call.outcome for call in lines(CallLine))
    assert outcomes.total() == len(model_server.requests)
    assert set(outcomes) <= {"ok", "rejected"}
    assert [line.outcome for line in lines(RunLine) if line.event == "finished"] == ["stopped"]


def test_an_interrupted_evaluation_says_so_and_not_what_it_cost(tmp_path: Path) -> None:
    log = LandingLog(tmp_path / "landing")
    with pytest.raises(KeyboardInterrupt), accounted(log, Asking(ENGINE, ("stance",), "dossier eval"), Budget()):
        raise KeyboardInterrupt
    begun, ended = (entry.line for entry in log.entries())
    assert isinstance(begun, RunLine)
    assert isinstance(ended, RunLine)
    assert (begun.event, ended.event, ended.outcome, ended.cost_usd) == ("started", "finished", "interrupted", None)
    assert begun.run_id == ended.run_id
