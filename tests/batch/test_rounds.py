"""Export, answers, import: the round trip, in one round and in several."""

from __future__ import annotations

import json
import shutil

from tests.batch.conftest import ENGINE, QUOTE, Batch, all_answered, engagement, output_line, response_body, says
from tests.model_server import KEY, MODEL, ModelServer

WRONG_QUOTE = "met with nobody at all, in a place that is not in the text"


def test_a_round_trip_needs_neither_a_key_nor_the_sources(batch: Batch) -> None:
    exported = batch.export()
    assert exported.code == 0, exported.err
    assert "3 documents: 3 to extract, 0 done; 3 requests" in exported.out
    assert "at batch price" in exported.out
    assert "When they are answered: dossier batch import FILE" in exported.out
    requests = batch.requests()
    assert [sorted(line) for line in requests] == [["body", "custom_id", "method", "url"]] * 3
    assert {(line["method"], line["url"]) for line in requests} == {("POST", "/v1/responses")}
    shutil.rmtree(batch.dossier.folder / "documents")

    file = batch.answered("output.jsonl", all_answered(requests, lambda _: says(engagement())))
    done = batch.take(file)
    assert (done.code, "3 documents: 3 extracted" in done.out) == (0, True), done.err
    assert batch.ask("SELECT count(*), min(place) FROM engagements") == [(3, "Tegucigalpa")]
    assert batch.ask("SELECT DISTINCT quote FROM evidence WHERE field = 'quotes.0'") == [(QUOTE,)]
    assert {row[0] for row in batch.ask("SELECT extraction_id FROM extractions WHERE status = 'ok'")} == {
        line["custom_id"] for line in requests
    }
    # 2,000 tokens in and 100 out of gpt-5-mini at half price, by hand: 2000 × 0.125 + 100 × 1, a million
    calls = batch.ask("SELECT engine, model, outcome, tokens_in, tokens_out, latency_s, cost_usd FROM model_calls")
    assert calls == [(ENGINE, "gpt-5-mini-2025-08-07", "ok", 2000, 100, 0.0, 0.00035)] * 3


def test_what_is_exported_is_what_a_run_sends(batch: Batch, model_server: ModelServer) -> None:
    batch.dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": ""}
    engine = ("--engine", f"openai/{MODEL}", "--kinds", "engagement,stance")
    assert batch.dossier("batch", "export", "documents", *engine, "-o", "requests.jsonl").code == 0
    assert model_server.requests == []
    texts = (batch.dossier.folder / "requests.jsonl").read_text().splitlines()
    batch.dossier.environment["OPENAI_API_KEY"] = KEY
    assert batch.dossier("run", "documents", *engine).code == 0
    sent = {request.text for request in model_server.requests}
    assert {text.partition('"body": ')[2].removesuffix("}") for text in texts} == sent
    assert {json.loads(text)["url"] for text in texts} == {request.path for request in model_server.requests}
    hashes = {line["request_hash"] for line in batch.landed("call")}
    assert {line["request_hash"] for line in batch.landed("request")} == hashes


def test_importing_twice_is_importing_once(batch: Batch) -> None:
    batch.export()
    file = batch.answered("output.jsonl", all_answered(batch.requests(), lambda _: says(engagement())))
    batch.take(file)
    tables = ("engagements", "evidence", "model_calls", "extractions", "rejects")
    rows = {table: batch.ask(f"SELECT * FROM {table} ORDER BY ALL") for table in tables}
    again = batch.take(file)
    assert again.code == 0, again.err
    assert "3 answers had been imported before" in again.err
    assert {table: batch.ask(f"SELECT * FROM {table} ORDER BY ALL") for table in tables} == rows


def test_partial_results_are_loaded_and_the_rest_is_in_the_next_export(batch: Batch) -> None:
    batch.export()
    requests = batch.requests()
    batch.take(batch.answered("first.jsonl", all_answered(requests[:1], lambda _: says(engagement()))))
    assert batch.ask("SELECT count(*) FROM engagements") == [(1,)]
    again = batch.export("rest.jsonl")
    assert "3 documents: 2 to extract, 1 done; 2 requests" in again.out
    rest = sorted(batch.requests("rest.jsonl"), key=lambda line: line["custom_id"])  # parts are planned side by side
    assert rest == sorted(requests[1:], key=lambda line: line["custom_id"])
    batch.take(batch.answered("second.jsonl", all_answered(requests[1:], lambda _: says(engagement()))))
    assert batch.ask("SELECT count(*) FROM engagements") == [(3,)]
    none_left = batch.export("none.jsonl")
    assert (none_left.code, "0 to extract, 3 done; 0 requests" in none_left.out) == (0, True)
    assert not (batch.dossier.folder / "none.jsonl").exists()


def test_what_does_not_hold_is_asked_again_in_the_next_round(batch: Batch) -> None:
    batch.export()
    good, bad = engagement(), engagement(quotes=[WRONG_QUOTE])
    first = batch.take(batch.answered("first.jsonl", all_answered(batch.requests(), lambda _: says(good, bad))))
    assert first.code == 0, first.err
    assert "3 documents loaded, but for some records that did not hold" in first.err
    assert "dossier batch export documents" in first.err
    assert batch.ask("SELECT count(*) FROM engagements") == [(3,)]  # what holds is there at once
    assert batch.ask("SELECT DISTINCT status FROM extractions") == [("partial",)]

    again = batch.export("again.jsonl")
    assert "of these 0 for parts of long documents, 3 for records asked again" in again.out
    requests = batch.requests("again.jsonl")
    assert all("#reask-" in line["custom_id"] and WRONG_QUOTE in json.dumps(line["body"]) for line in requests)
    second = batch.take(batch.answered("second.jsonl", all_answered(requests, lambda _: says())))
    assert (second.code, "loaded, but" in second.err) == (0, False), second.err
    assert batch.ask("SELECT count(*) FROM engagements") == [(3,)]
    assert batch.ask("SELECT DISTINCT status FROM extractions") == [("ok",)]
    assert "0 requests" in batch.export("none.jsonl").out


def test_a_long_document_is_exported_in_parts_and_waits_for_all_of_them(batch: Batch) -> None:
    shutil.rmtree(batch.dossier.folder / "documents")
    paragraphs = [f"Note {number}. The ambassador {QUOTE} on Monday.\n\n" for number in range(400)]
    batch.dossier.write("documents/long.txt", "".join(paragraphs))
    batch.dossier.environment["DOSSIER_CONTEXT_TOKENS"] = "10000"
    batch.export()
    requests = batch.requests()
    assert len(requests) > 1
    assert [line["custom_id"].partition("#")[2].rpartition("-")[0] for line in requests] == [
        f"part{number}of{len(requests)}" for number in range(1, len(requests) + 1)
    ]
    first = batch.take(batch.answered("first.jsonl", all_answered(requests[:1], lambda _: says(engagement()))))
    assert "1 document without all answers" in first.err
    assert batch.ask("SELECT count(*) FROM extractions") == [(0,)]
    assert batch.export("rest.jsonl").code == 0
    assert batch.requests("rest.jsonl") == requests[1:]
    batch.take(batch.answered("second.jsonl", all_answered(requests[1:], lambda _: says(engagement()))))
    assert batch.ask("SELECT status FROM extractions") == [("ok",)]
    assert batch.ask("SELECT count(*) > 0 FROM engagements") == [(True,)]


def test_a_document_that_is_too_long_for_the_model_comes_in_parts_next_time(batch: Batch) -> None:
    batch.dossier.write("documents/0.txt", "".join(f"Note {number} tells nothing new.\n\n" for number in range(900)))
    batch.export()
    request = batch.requests()[0]
    error = {"message": "This model's maximum context length is 12000 tokens.", "code": "context_length_exceeded"}
    refused = output_line(request, {"error": error}, 400)
    done = batch.take(batch.answered("errors.jsonl", [refused]))
    assert done.code == 1
    assert "line 1: the request failed: HTTP 400: context_length_exceeded" in done.err
    batch.export("again.jsonl")
    parts = [line for line in batch.requests("again.jsonl") if line["custom_id"].startswith(request["custom_id"])]
    assert len(parts) > 1
    assert all("#part" in line["custom_id"] for line in parts)


def test_a_run_goes_on_where_a_batch_left_off(batch: Batch, model_server: ModelServer) -> None:
    batch.dossier.environment |= {"OPENAI_BASE_URL": model_server.base_url, "OPENAI_API_KEY": KEY}
    engine = ("--engine", f"openai/{MODEL}", "--kinds", "engagement")
    batch.dossier("batch", "export", "documents", *engine, "-o", "requests.jsonl")
    bodies = [{"custom_id": line["custom_id"], "response": chat(says(engagement()))} for line in batch.requests()[:2]]
    assert batch.take(batch.answered("output.jsonl", list(bodies))).code == 0
    assert batch.ask("SELECT DISTINCT cost_usd FROM model_calls") == [(None,)]
    done = batch.dossier("run", "documents", *engine)
    assert "1 extracted, 2 already done" in done.out, done.err
    assert len(model_server.requests) == 1


def chat(text: str) -> dict[str, object]:
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    return {"object": "chat.completion", "model": MODEL, "choices": [choice], "usage": {"prompt_tokens": 9}}


def test_answers_of_a_server_that_speaks_the_other_interface_are_taken(batch: Batch) -> None:
    batch.export()
    lines = [{"custom_id": line["custom_id"], "body": chat(says(engagement()))} for line in batch.requests()]
    done = batch.take(batch.answered("elsewhere.jsonl", list(lines)))
    assert done.code == 0, done.err
    assert batch.ask("SELECT count(*) FROM engagements") == [(3,)]
    assert batch.ask("SELECT DISTINCT model, tokens_in, tokens_out FROM model_calls") == [(MODEL, 9, None)]


def test_a_refusal_is_an_answer_and_is_not_asked_again(batch: Batch) -> None:
    batch.export()
    requests = batch.requests()
    content = [{"type": "refusal", "refusal": "I cannot help with that."}]
    body = response_body("")
    body["output"][0]["content"] = content
    lines = [output_line(requests[0], body), *all_answered(requests[1:], lambda _: says())]
    done = batch.take(batch.answered("output.jsonl", lines))
    assert (done.code, "1 failed" in done.out) == (1, True)
    again = batch.export("again.jsonl")
    assert (again.code, "0 requests" in again.out) == (1, True)
    assert "its answer cannot be used" in again.err


def test_documents_that_triage_finds_nothing_in_are_left_out(batch: Batch) -> None:
    told = "The United States and Honduras signed an agreement on deportation flights on Monday.\n"
    batch.dossier.write("documents/worth.txt", told)
    exported = batch.export("worth.jsonl", "--triage", "--kinds", "agreement")
    assert exported.code == 0, exported.err
    assert "triage: 3 documents not asked" in exported.out
    assert "about 0 tokens saved" not in exported.out
    (request,) = batch.requests("worth.jsonl")
    assert told.strip() in json.dumps(request)
    left_out = batch.landed("extraction")
    assert [(line["status"], line["rejects"][0]["stage"]) for line in left_out] == [("skipped", "triage")] * 3
    batch.export("all.jsonl", "--kinds", "agreement")
    assert len(batch.requests("all.jsonl")) == 4
