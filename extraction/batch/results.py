"""Result files, line by line: OpenAI's output and error files, and what other servers write of their answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from pydantic_core import from_json

from core.errors import UsageError
from extraction.engines.model.answers import Answer, read_answer
from extraction.engines.model.failures import Failure
from extraction.engines.model.options import Api
from extraction.engines.model.refusals import read_refusal


@dataclass(frozen=True)
class Answered:
    """A line with an answer. `body` is the response's JSON text, `model` the one that it says has answered."""

    number: int
    custom_id: str
    body: str
    answer: Answer
    model: str | None


@dataclass(frozen=True)
class Failed:
    """A line that says why there is no answer. `batch_request` is the name that OpenAI gave to the request."""

    number: int
    custom_id: str
    failure: Failure
    batch_request: str | None


@dataclass(frozen=True)
class Unreadable:
    """A line that says nothing that could be put down to a request. `reason` is the same for all lines alike."""

    number: int
    reason: str


ResultLine = Answered | Failed | Unreadable

CUT_OFF = "the line is cut off: the file did not arrive whole"
NO_JSON = "this is no JSON"
NO_OBJECT = "this is no JSON object with a custom_id"
A_REQUEST = "this is a request, and no answer to one"
NO_ANSWER = "the line holds no answer"


def read_results(path: Path) -> Iterator[ResultLine]:
    """Yield what each line of a result file says, in order; blank lines are passed over.

    Raises UsageError for a file that cannot be read.
    """
    try:
        with path.open("rb") as file:
            for number, data in enumerate(file, start=1):
                if data.strip():
                    yield _read_line(number, data)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}", hint="Type: dossier batch import FILE") from error


def as_api(api: Api, result: Answered) -> str:
    """Return the answer's body as the interface that was asked gives it: another server may have used the other one."""
    data = from_json(result.body)
    if ("choices" in data) == (api == "chat"):
        return result.body
    tokens, is_cut = result.answer.tokens, result.answer.outcome == "truncated"
    refusal = result.answer.detail if result.answer.outcome == "refused" else None
    compose = _chat if api == "chat" else _responses
    composed = compose(result.answer.text, refusal, is_cut=is_cut)
    names = ("prompt_tokens", "completion_tokens") if api == "chat" else ("input_tokens", "output_tokens")
    usage = dict(zip(names, (tokens.read, tokens.written), strict=True))
    return _json({"model": result.model, **composed, "usage": usage})


def _read_line(number: int, data: bytes) -> ResultLine:
    try:
        line = from_json(data.decode("utf-8-sig"), allow_inf_nan=False)
    except ValueError:
        return Unreadable(number, NO_JSON if data.endswith(b"\n") else CUT_OFF)
    name = line.get("custom_id") if isinstance(line, dict) else None
    if not isinstance(name, str) or not name:
        return Unreadable(number, NO_OBJECT)
    if "method" in line and "url" in line and "response" not in line:
        return Unreadable(number, A_REQUEST)
    return _read_result(number, name, line)


def _read_result(number: int, name: str, line: dict[str, Any]) -> ResultLine:
    batch_request = line.get("id") if isinstance(line.get("id"), str) else None
    status, body = _response(line)
    if status is not None and not HTTPStatus(200).value <= status < HTTPStatus.MULTIPLE_CHOICES.value:
        return Failed(number, name, read_refusal(status, _json(body).encode(), None), batch_request)
    if body is None:
        if isinstance(error := line.get("error"), dict | str) and error:
            return Failed(number, name, _not_run(error), batch_request)
        return Unreadable(number, NO_ANSWER)
    text = _json(body)
    answer = read_answer(text)
    if answer.outcome in ("server_error", "rejected", "rate_limited"):
        return Failed(number, name, Failure(answer.outcome, answer.detail, status), batch_request)
    model = body.get("model")
    return Answered(number, name, text, answer, model if isinstance(model, str) else None)


def _response(line: dict[str, Any]) -> tuple[int | None, dict[str, Any] | None]:
    """Return the HTTP status, if the line says one, and the body: in `response`, in `body`, or the line itself."""
    response = line.get("response")
    if isinstance(response, dict) and ("body" in response or "status_code" in response):
        status, body = response.get("status_code"), response.get("body")
        return status if isinstance(status, int) else None, body if isinstance(body, dict) else None
    for body in (response, line.get("body"), line):
        if isinstance(body, dict) and ("choices" in body or "output" in body):
            return None, body
    return None, None


def _not_run(error: dict[str, Any] | str) -> Failure:
    """Read why a request was never run: the batch expired or was cancelled."""
    if isinstance(error, str):
        return Failure("no_response", error)
    code, message = error.get("code"), error.get("message")
    return Failure("no_response", str(message) if message else None, code=str(code) if code else None)


def _chat(text: str, refusal: str | None, *, is_cut: bool) -> dict[str, Any]:
    message = {"role": "assistant", "content": text, "refusal": refusal}
    choice = {"index": 0, "finish_reason": "length" if is_cut else "stop", "message": message}
    return {"object": "chat.completion", "choices": [choice]}


def _responses(text: str, refusal: str | None, *, is_cut: bool) -> dict[str, Any]:
    part = {"type": "refusal", "refusal": refusal} if refusal else {"type": "output_text", "text": text}
    message = {"type": "message", "role": "assistant", "content": [part]}
    reason = {"reason": "max_output_tokens"} if is_cut else None
    return {"object": "response", "output": [message], "incomplete_details": reason}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
