"""Lines that are not what they should be: each is named with what to type next, and costs nothing of the others."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from extraction.batch.results import (
    A_REQUEST,
    CUT_OFF,
    NO_ANSWER,
    NO_JSON,
    NO_OBJECT,
    Answered,
    Failed,
    Unreadable,
    read_results,
)
from tests.batch.conftest import Batch, all_answered, engagement, output_line, response_body, says


def read(tmp_path: Path, data: bytes) -> list[object]:
    (tmp_path / "results.jsonl").write_bytes(data)
    return list(read_results(tmp_path / "results.jsonl"))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"no json\n", NO_JSON),
        (b"\xff\xfe{}\n", NO_JSON),
        (b'{"custom_id": "x", "respon', CUT_OFF),
        (b"[]\n", NO_OBJECT),
        (b'{"id": "x"}\n', NO_OBJECT),
        (b'{"custom_id": 7}\n', NO_OBJECT),
        (b'{"custom_id": "x", "method": "POST", "url": "/v1/responses", "body": {}}\n', A_REQUEST),
        (b'{"custom_id": "x"}\n', NO_ANSWER),
        (b'{"custom_id": "x", "response": {}, "error": null}\n', NO_ANSWER),
        (b'{"custom_id": "x", "response": [1]}\n', NO_ANSWER),
    ],
)
def test_a_line_that_says_nothing_is_named_and_passed_over(tmp_path: Path, line: bytes, reason: str) -> None:
    good = json.dumps(output_line({"custom_id": "good"}, response_body("{}"))).encode() + b"\n"
    before, named = read(tmp_path, good + line)
    assert isinstance(before, Answered)
    assert named == Unreadable(2, reason)


def test_blank_lines_and_a_byte_order_mark_are_no_matter(tmp_path: Path) -> None:
    good = json.dumps(output_line({"custom_id": "good"}, response_body("{}")))
    found = read(tmp_path, f"\ufeff{good}\r\n\n\n{good}".encode())
    assert [(type(line), getattr(line, "number", None)) for line in found] == [(Answered, 1), (Answered, 4)]


@pytest.mark.parametrize(
    ("line", "summary", "outcome"),
    [
        ({"response": {"status_code": 500, "body": {"error": {"code": "x"}}}}, "HTTP 500: x", "server_error"),
        ({"response": {"status_code": 429, "body": {}}}, "HTTP 429", "rate_limited"),
        (
            {"response": None, "error": {"code": "batch_expired", "message": "late"}},
            "batch_expired: late",
            "no_response",
        ),
        ({"error": "it broke"}, "it broke", "no_response"),
    ],
)
def test_a_request_that_failed_says_how(tmp_path: Path, line: dict[str, object], summary: str, outcome: str) -> None:
    (failed,) = read(tmp_path, json.dumps({"custom_id": "x", **line}).encode() + b"\n")
    assert isinstance(failed, Failed)
    assert failed.failure.outcome == outcome
    assert summary in failed.failure.summary


def test_every_bad_line_is_reported_and_the_good_ones_are_loaded(batch: Batch) -> None:
    batch.export()
    requests = batch.requests()
    good = all_answered(requests, lambda _: says(engagement()))
    other = output_line(requests[0], response_body(says()))
    unknown = output_line({"custom_id": "0" * 64}, response_body("{}"))
    error = {"error": {"message": f"cannot read: {requests[1]['body']['input'][1]['content'][-80:]}", "code": "bad"}}
    failed = output_line(requests[1], error, 500)
    cut = json.dumps(good[2])[:-40]
    batch.answered("output.jsonl", [good[0], "{not json", unknown, other, failed])
    path = batch.dossier.folder / "output.jsonl"
    path.write_text(path.read_text() + cut)

    done = batch.take("output.jsonl")
    assert done.code == 1
    assert "output.jsonl, line 2: this is no JSON\nWhat was asked there stays open: the next" in done.err
    assert "output.jsonl, line 3: no request of this name was exported into this warehouse" in done.err
    assert "output.jsonl, line 4: the request has another answer already, which is kept" in done.err
    assert "output.jsonl, line 5: the request failed: HTTP 500: bad\nAsk again: dossier batch export" in done.err
    assert "output.jsonl, line 6: the line is cut off" in done.err
    assert batch.ask("SELECT count(*) FROM engagements") == [(1,)]
    assert batch.ask("SELECT stage, reason FROM rejects") == [("engine", "openai/gpt-5-mini: HTTP 500: bad")]
    assert batch.ask("SELECT outcome, error FROM model_calls ORDER BY 1") == [
        ("ok", None),
        ("server_error", f"HTTP 500: bad (batch_req_{requests[1]['custom_id'][:8]})"),
    ]
    batch.take("output.jsonl")
    assert batch.ask("SELECT count(*) FROM model_calls") == [(2,)]
    advised = re.search(r"Ask again: dossier (.*)", done.err)
    assert advised is not None
    assert "2 to extract, 1 done; 2 requests" in batch.dossier(*shlex.split(advised[1])).out
    assert batch.requests("requests-again.jsonl") == requests[1:]


@pytest.mark.parametrize(
    ("pattern", "earlier", "words"),
    [
        (r'"prompt_version":"extract/v2"', '"prompt_version":"extract/v0"', "the prompt extract/v0, and now that is"),
        (r'"schema_hash":"\w+"', '"schema_hash":"0ld"', "another schema: that of these kinds has changed since"),
    ],
    ids=["prompt", "schema"],
)
def test_an_answer_to_what_is_asked_otherwise_today_is_kept_and_not_used(
    pattern: str, earlier: str, words: str, batch: Batch
) -> None:
    batch.export()
    file = batch.answered("output.jsonl", all_answered(batch.requests(), lambda _: says(engagement())))
    (log,) = (batch.dossier.folder / "warehouse" / "landing").glob("*.jsonl")
    texts = [
        re.sub(pattern, earlier, line).replace('"extraction_id":"', '"extraction_id":"00')
        for line in log.read_text().splitlines(keepends=True)
    ]
    log.write_text("".join(texts))
    done = batch.take(file)
    assert done.code == 1
    assert re.search(rf"output\.jsonl, lines 1, 2, 3: asked (with|for) {words}", done.err), done.err
    assert "Ask anew: dossier batch export documents" in done.err
    assert [line["outcome"] for line in batch.landed("call")] == ["ok"] * 3
    assert batch.ask("SELECT count(*) FROM extractions") == [(0,)]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "the file is empty"),
        ("just a note\n", "this is no JSON"),
        (None, "cannot read output.jsonl: No such file"),
        ("its own", "this is a request, and no answer to one"),
    ],
)
def test_a_file_of_no_use_is_bad_usage(batch: Batch, content: str | None, words: str) -> None:
    if content == "its own":
        assert batch.export("output.jsonl").code == 0
    elif content is not None:
        batch.dossier.write("output.jsonl", content)
    done = batch.take("output.jsonl")
    assert (done.code, done.out, words in done.err) == (2, "", True), done.err
