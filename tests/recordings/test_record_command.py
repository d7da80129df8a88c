"""`dossier record` with a model behind a real HTTP server, and what `--engine replay` then does without one."""

from __future__ import annotations

import functools
import json
import os
import shutil
from collections.abc import Callable
from typing import Any

import pytest

from tests.conftest import ROOT, Dossier, Finished
from tests.model_server import KEY, MODEL, Asked, Behaviour, Fails, ModelServer, Refuses, Says
from tests.network.test_no_outside_socket import AUDIT, audited
from tests.recordings.conftest import DOCUMENT, GOLDENS, Clone, Typed

Online = Callable[..., Finished]
ENGINE = f"openai/{MODEL}"
SLUG = f"openai-{MODEL}"
QUOTE = "Mexico has taken an unprecedented step by refusing to accept a scheduled U.S. deportation flight."


def flight(**changes: Any) -> dict[str, Any]:
    return {
        "quotes": [QUOTE],
        "modality": "asserted",
        "status": "refused",
        "sending_country": "USA",
        "destination_country": "MEX",
        **changes,
    }


def answer_with(*flights: dict[str, Any]) -> Says:
    return Says(json.dumps({"deportation_flights": list(flights)}))


@pytest.fixture
def online(typed: Typed, clone: Clone, model_server: ModelServer) -> Online:
    """Type a command where the model can be reached; nothing is recorded yet."""
    shutil.rmtree(clone.goldens / DOCUMENT / "recordings")
    return functools.partial(typed, OPENAI_BASE_URL=model_server.base_url, OPENAI_API_KEY=KEY)


def test_what_a_model_answers_is_kept_and_served_again_without_it(
    online: Online, typed: Typed, clone: Clone, model_server: ModelServer
) -> None:
    model_server.then(answer_with(flight(passengers="over 99")), answer_with(flight()))
    asked = online("extract", str(clone.source), "--engine", ENGINE)
    model_server.then(answer_with(flight(passengers="over 99")), answer_with(flight()))
    recorded = online("record", "--engine", ENGINE)

    assert recorded.code == 0, recorded.err
    assert "2 answers, 1 record, 0 rejects" in recorded.out
    assert "1 document" in recorded.err  # what it could cost is said before it is spent
    kept = json.loads(clone.recording(slug=SLUG).read_text())
    assert (kept["engine"], kept["model"], kept["api"], kept["parameters"]) == (
        ENGINE,
        MODEL,
        "chat",
        {"temperature": 0.0},
    )
    assert kept["made_by"].startswith(f"{ENGINE} through dossier ")
    assert [json.loads(each["body"])["object"] for each in kept["exchanges"]] == ["chat.completion"] * 2
    assert kept["exchanges"][0]["usage"]["tokens_cached"] == 800
    text = clone.recording(slug=SLUG).read_text()
    assert all(secret not in text for secret in (KEY, "127.0.0.1", str(clone.root), "uthorization"))

    served = typed("extract", str(clone.source), "--engine", "replay")
    assert served.code == 0, served.err
    assert found_in(served.out) == found_in(asked.out)


def found_in(printed: str) -> Any:
    line = json.loads(printed)
    return [[record["kind"], record["data"], record["evidence"]] for record in line["records"]], line["rejects"]


@pytest.mark.parametrize(
    ("behaviour", "told"),
    [
        (Refuses("I would rather not."), "the model refused to answer: I would rather not; so it was recorded"),
        (Says('{"stances": [', finish="length"), "cut off at its token limit: length; so it was recorded"),
    ],
    ids=["refused", "cut off"],
)
def test_a_refusal_is_an_answer_too(
    behaviour: Behaviour, told: str, online: Online, typed: Typed, clone: Clone, model_server: ModelServer
) -> None:
    model_server.script = lambda _: behaviour

    assert online("record", "--engine", ENGINE).code == 0
    served = typed("extract", str(clone.source), "--engine", f"replay:{SLUG}")
    assert served.code == 1
    assert told in served.err


def test_a_document_that_brings_no_answer_is_named_and_nothing_is_kept(
    online: Online, typed: Typed, clone: Clone, model_server: ModelServer
) -> None:
    model_server.script = lambda _: Fails(401, "invalid_api_key")
    done = online("record", "--engine", ENGINE)

    assert done.code == 1
    assert "the server does not accept the key" in done.err
    assert not clone.recording(slug=SLUG).exists()


def test_a_document_too_long_is_asked_in_the_same_parts_again(
    online: Online, typed: Typed, clone: Clone, model_server: ModelServer
) -> None:
    def short_of_room(asked: Asked) -> Behaviour:
        if "part 1 of" in asked.user or "part 2 of" in asked.user:
            return answer_with(flight()) if QUOTE in asked.user else answer_with()
        return Fails(400, "context_length_exceeded", "the prompt is longer than the context length")

    model_server.script = short_of_room
    done = online("record", "--engine", ENGINE)
    assert done.code == 0, done.err
    assert json.loads(clone.recording(slug=SLUG).read_text())["exchanges"][0]["status"] == 400

    served = typed("extract", str(clone.source), "--engine", "replay")
    assert served.code == 0, served.err
    assert [record["kind"] for record in json.loads(served.out)["records"]] == ["deportation_flight"]


def test_nothing_is_overwritten_unasked(online: Online, typed: Typed, clone: Clone, model_server: ModelServer) -> None:
    model_server.then(answer_with(flight()), answer_with())
    assert online("record", "--engine", ENGINE).code == 0
    before = clone.recording(slug=SLUG).read_bytes()

    again = online("record", "--engine", ENGINE)
    assert (again.code, len(model_server.requests)) == (0, 1)
    assert "is there already: --replace makes it anew" in again.err
    assert online("record", "--engine", ENGINE, str(clone.source), "--case", "second-try").code == 0
    assert clone.recording(slug=SLUG).read_bytes() == before
    assert json.loads(clone.recording("second-try", SLUG).read_text())["exchanges"]
    assert online("record", "--engine", ENGINE, "--replace").code == 0
    assert clone.recording(slug=SLUG).read_bytes() != before


def test_what_the_rules_find_is_kept_as_their_items(online: Online, typed: Typed, clone: Clone) -> None:
    plain = typed("extract", str(clone.source))
    assert typed("record", "--engine", "rules").code == 0
    served = typed("extract", str(clone.source), "--engine", "replay:rules")

    kept = json.loads(clone.recording(slug="rules").read_text())
    assert (kept["level"], kept["model"], kept["prompt_version"]) == ("items", None, None)
    assert found_in(served.out) == found_in(plain.out)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--engine", "hand-annotated"], "hand-annotated is no engine"),
        (["--engine", "replay:rules"], "a replay is a recording already"),
        (["--engine", "rules", "--case", "Two words"], "Type: --case two-words"),
        (["--engine", "rules", "other.txt"], "other.txt has no golden"),
        (["--check", "--restamp"], "are two things"),
        (["--restamp", "seeds/none.json"], "is not where recordings are"),
    ],
)
def test_bad_usage_says_what_to_type(typed: Typed, clone: Clone, arguments: list[str], complaint: str) -> None:
    (clone.root / "other.txt").write_text("Another document.")
    done = typed("record", *arguments)

    assert done.code == 2
    assert complaint in done.err
    assert "Traceback" not in done.err


def test_a_replay_opens_no_socket_at_all(dossier: Dossier, clone: Clone) -> None:
    log = clone.root / "sockets.tsv"
    log.touch()
    dossier.environment |= {
        "PYTHONPATH": os.pathsep.join([str(AUDIT), str(ROOT)]),
        "DOSSIER_TEST_SOCKET_LOG": str(log),
    }
    done = dossier("extract", str(clone.source), "--engine", "replay")

    assert done.code == 0, done.err
    assert "socket.connect" not in log.read_text()
    assert audited(log) == []


def test_the_check_lists_all_recordings_of_the_repository(typed: Typed) -> None:
    done = typed("record", "--check", DOSSIER_GOLDENS=str(GOLDENS))

    listed = [line.partition("  ")[2] for line in done.out.splitlines() if line.startswith(("fresh", "STALE"))]
    assert sorted(listed) == sorted(path.as_posix() for path in GOLDENS.glob("*/recordings/*/*.json"))
    assert f"{len(listed)} recordings, " in done.err
