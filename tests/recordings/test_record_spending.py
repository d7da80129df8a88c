"""`dossier record` with a paid model: what is said before, where it stops, and that no answer is paid for twice."""

from __future__ import annotations

import functools
import json
import re
import shlex
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.landing.log import LandingLog
from core.lines import CallLine, RunLine
from tests.conftest import Finished
from tests.model_server import KEY, MODEL, Asked, Behaviour, Fails, ModelServer, Says, Tokens, nothing_found
from tests.recordings.conftest import DOCUMENT, GOLDENS, Clone, Typed

Online = Callable[..., Finished]
ENGINE = f"openai/{MODEL}"
OTHER = "news-supreme-court-canada"
RECORD = ("record", "--engine", ENGINE)


@pytest.fixture
def online(typed: Typed, clone: Clone, model_server: ModelServer) -> Online:
    """Two documents, one asked at a time, each answer of at most 2,000 tokens; nothing is recorded yet."""
    shutil.rmtree(clone.goldens / DOCUMENT / "recordings")
    shutil.copytree(GOLDENS / OTHER, clone.goldens / OTHER)
    return functools.partial(
        typed,
        OPENAI_BASE_URL=model_server.base_url,
        OPENAI_API_KEY=KEY,
        DOSSIER_CONCURRENCY="1",
        DOSSIER_BACKOFF_S="0.01",
        DOSSIER_MAX_OUTPUT_TOKENS="2000",
    )


def recorded(clone: Clone) -> list[Path]:
    return sorted(clone.goldens.glob("*/recordings/*/*.json"))


def landed(clone: Clone) -> tuple[list[CallLine], list[RunLine]]:
    """Return the calls, and the ends of runs, that the landing log has."""
    lines = [entry.line for entry in LandingLog(clone.root / "warehouse" / "landing").entries()]
    ends = [line for line in lines if isinstance(line, RunLine) and line.event == "finished"]
    return [line for line in lines if isinstance(line, CallLine)], ends


def enough_for_one(server: ModelServer, online: Online) -> str:
    """Return a limit within which one document can be asked about, but not two, and have the server count so much."""
    found = re.search(r"at most: ([\d,]+) tokens in", online(*RECORD, "--dry-run").out)
    assert found is not None
    at_most = int(found[1].replace(",", "")) + 4000
    said = nothing_found_taking(int(0.3 * at_most))
    server.script = said
    return str(int(0.7 * at_most))


def nothing_found_taking(tokens: int) -> Callable[[Asked], Behaviour]:
    def script(asked: Asked) -> Behaviour:
        says = nothing_found(asked)
        assert isinstance(says, Says)
        return replace(says, tokens=Tokens(read=tokens, cached=0, written=10, reasoning=0))

    return script


def test_it_stops_at_the_budget_keeps_what_came_and_the_same_command_goes_on(
    online: Online, clone: Clone, model_server: ModelServer
) -> None:
    limit = enough_for_one(model_server, online)
    stopped = online(*RECORD, "--max-tokens", limit)

    assert stopped.code == 3, stopped.err
    assert "stopped at the budget" in stopped.err
    assert "1 document not recorded" in stopped.err
    assert (len(recorded(clone)), len(model_server.requests)) == (1, 1)
    calls, ends = landed(clone)
    assert ([call.outcome for call in calls], ends[-1].outcome, ends[-1].documents) == (["ok"], "budget", 1)

    done = online(*RECORD, "--max-tokens", limit)
    assert done.code == 0, done.err
    assert (len(recorded(clone)), len(model_server.requests)) == (2, 2)


def test_an_answer_that_the_landing_log_has_is_recorded_and_not_paid_for_again(
    online: Online, clone: Clone, model_server: ModelServer
) -> None:
    assert online(*RECORD).code == 0
    kept = [path.read_text() for path in recorded(clone)]
    for path in recorded(clone):
        path.unlink()
    again = online(*RECORD)

    assert again.code == 0
    assert "0 requests, 2 answered already and not paid for again" in again.err
    assert len(model_server.requests) == 2
    assert [bodies(text) for text in kept] == [bodies(path.read_text()) for path in recorded(clone)]
    assert online(*RECORD, "--replace").code == 0
    assert len(model_server.requests) == 4


def bodies(recording: str) -> list[str]:
    return [exchange["body"] for exchange in json.loads(recording)["exchanges"]]


def test_asked_anew_it_goes_on_with_what_is_left(online: Online, clone: Clone, model_server: ModelServer) -> None:
    limit = enough_for_one(model_server, online)
    stopped = online(*RECORD, "--replace", "--max-tokens", limit)

    assert stopped.code == 3
    command = shlex.split(stopped.err.rpartition("To go on from here: ")[2])
    assert online(*command[command.index("record") :]).code == 0
    assert (len(recorded(clone)), len(model_server.requests)) == (2, 2)


def test_a_key_that_is_not_accepted_stops_it_and_what_was_under_way_is_in_the_log(
    online: Online, clone: Clone, model_server: ModelServer
) -> None:
    model_server.script = lambda _: Fails(401, "invalid_api_key")
    done = online(*RECORD)

    assert done.code == 1
    assert len(model_server.requests) == 1
    calls, ends = landed(clone)
    assert ([call.outcome for call in calls], ends[-1].outcome) == (["rejected"], "stopped")


def test_a_dry_run_says_what_it_takes_and_asks_nothing(online: Online, clone: Clone, model_server: ModelServer) -> None:
    done = online(*RECORD, "--dry-run", OPENAI_API_KEY="")

    assert done.code == 0, done.err
    assert done.out.startswith(f"{ENGINE}: 2 documents: 2 to extract, 0 done; 2 requests\n")
    assert (model_server.requests, recorded(clone)) == ([], [])
    assert not (clone.root / "warehouse").exists()


def test_a_limit_that_cannot_be_kept_is_refused(online: Online, model_server: ModelServer) -> None:
    done = online(*RECORD, "--max-cost", "2")

    assert done.code == 2
    assert "the price of openai/stub is not known, so --max-cost cannot be kept" in done.err
    assert model_server.requests == []
