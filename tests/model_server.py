"""A real OpenAI-compatible HTTP server on loopback, scripted by the test: `/v1/chat/completions` and `/v1/responses`.

    def test_it(model_server):
        model_server.script = lambda asked: Says('{"agreements": []}')
        engine = open_model_engine("openai/stub", model_server.options())

The script is called with each request that a real server would take: right key, known model, one strict schema.
What it returns is how the server behaves; `model_server.then(first, second, …)` scripts a sequence. A process is sent
here by OPENAI_BASE_URL = `model_server.base_url`, OPENAI_API_KEY = `KEY` and `--engine openai/stub`. A folder of tests
has the fixture by importing it in its `conftest.py`, as `tests/model/conftest.py` does.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from pydantic import SecretStr

from extraction.engines.model import Backoff, ModelOptions
from tests.strict_schema import sent_schemas, strict_problems

KEY = "sk-test-5ecret0f0urs"
MODEL = "stub"


@dataclass(frozen=True)
class Asked:
    """One request that reached the server: `text` is its body as sent, `user` its last message with the document.

    `port` is the client's: one for each connection.
    """

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    at: float
    text: str = ""
    port: int = 0

    @property
    def messages(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = self.body.get("messages") or self.body.get("input") or []
        return found

    @property
    def user(self) -> str:
        return self.messages[-1]["content"]

    @property
    def schema(self) -> dict[str, Any]:
        return sent_schemas(self.body)[0]


@dataclass(frozen=True)
class Tokens:
    """What the server counts for a call."""

    read: int = 1000
    cached: int = 800
    written: int = 50
    reasoning: int = 20


@dataclass(frozen=True)
class Says:
    """The model writes `text`; `finish` other than `stop` cuts it off."""

    text: str
    finish: str = "stop"
    tokens: Tokens = Tokens()


@dataclass(frozen=True)
class Refuses:
    """The model refuses."""

    text: str = "I cannot help with that."
    tokens: Tokens = Tokens()


@dataclass(frozen=True)
class Fails:
    """The server answers with an HTTP error."""

    status: int
    code: str | None = None
    message: str = "something is wrong"
    retry_after: str | None = None
    location: str | None = None


@dataclass(frozen=True)
class Sends:
    """The server answers with exactly this body."""

    body: str
    status: int = 200


@dataclass(frozen=True)
class Drops:
    """The connection is reset before any answer."""


@dataclass(frozen=True)
class Waits:
    """The server takes its time before it does `then`."""

    seconds: float
    then: Behaviour


Behaviour = Says | Refuses | Fails | Sends | Drops | Waits
Script = Callable[[Asked], Behaviour]
Watcher = Callable[[Asked, Behaviour, bool], None]
"""Told of each request when it is over: what the server did, and whether the client was there to take it."""


def nobody(_asked: Asked, _behaviour: Behaviour, _taken: bool) -> None:
    """Watch nothing."""


def nothing_found(asked: Asked) -> Behaviour:
    """Answer that the document tells no fact."""
    return Says(json.dumps({table: [] for table in asked.schema["properties"]}))


@dataclass
class ModelServer:
    """The server's address, its log of what was asked, its script, and who is told what became of a request.

    A request with its schema takes some hundred kilobytes: a test with thousands looks at each in its script, and has
    the server keep none.
    """

    base_url: str
    script: Script = nothing_found
    watcher: Watcher = nobody
    is_strict: bool = True
    key: str = KEY
    requests: list[Asked] = field(default_factory=list)
    keeps_requests: bool = True

    def options(self, **changes: Any) -> ModelOptions:
        """Return options that reach this server, with a back-off of milliseconds."""
        known = {"base_url": self.base_url, "api_key": SecretStr(KEY), "backoff": Backoff(4, 0.001, 0.01)}
        return ModelOptions(**{**known, **changes})

    def then(self, *behaviours: Behaviour) -> None:
        """Behave like this, one after the other; the last one stays."""
        left: Iterator[Behaviour] = iter(behaviours)
        current = [behaviours[-1]]

        def script(_: Asked) -> Behaviour:
            return next(left, current[0])

        self.script = script


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """A server of the test's own, on a free port of loopback."""
    state = ModelServer("")
    with serving(state):
        yield state


@contextmanager
def serving(state: ModelServer) -> Iterator[None]:
    """Serve as `state` says on a free port of loopback; its `base_url` is set."""

    class Handler(_Handler):
        server_state = state

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        state.base_url = f"http://127.0.0.1:{http.server_address[1]}/v1"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            http.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_state: ModelServer

    def do_GET(self) -> None:
        is_known = self.headers["authorization"] == f"Bearer {self.server_state.key}"
        models = {"object": "list", "data": [{"id": MODEL, "object": "model"}]}
        self._reply(200, json.dumps(models)) if is_known else self._reply(401, "{}")

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["content-length"])).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        asked = Asked(self.path, headers, json.loads(text), time.monotonic(), text, self.client_address[1])
        if self.server_state.keeps_requests:
            self.server_state.requests.append(asked)
        behaviour = _refusal_of(asked, self.server_state) or self.server_state.script(asked)
        is_taken = True
        try:
            self._do(asked, behaviour)
        except ConnectionError:  # the client has gone
            is_taken, self.close_connection = False, True
        self.server_state.watcher(asked, behaviour, is_taken)

    def _do(self, asked: Asked, behaviour: Behaviour) -> None:
        match behaviour:
            case Waits(seconds=seconds, then=then):
                time.sleep(seconds)
                self._do(asked, then)
            case Drops():
                # With no time to linger, closing resets the connection.
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                self.close_connection = True
            case Sends(body=text, status=status):
                self._reply(status, text)
            case Fails():
                error = {"message": behaviour.message, "type": "error", "code": behaviour.code}
                named: dict[str, str | None] = {"retry-after": behaviour.retry_after, "location": behaviour.location}
                extra = {name: value for name, value in named.items() if value is not None}
                self._reply(behaviour.status, json.dumps({"error": error}), extra)
            case Says() | Refuses():
                compose = _response if asked.path.endswith("/responses") else _completion
                self._reply(200, json.dumps(compose(asked, behaviour)))

    def _reply(self, status: int, text: str, extra: dict[str, str] | None = None) -> None:
        data = text.encode()
        self.send_response(status)
        for name, value in {
            "content-type": "application/json",
            "content-length": str(len(data)),
            **(extra or {}),
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Keep quiet: the requests are in `ModelServer.requests`."""


def _refusal_of(asked: Asked, state: ModelServer) -> Fails | None:
    """What a real server refuses before any model is asked."""
    given = asked.headers.get("authorization", "")
    if given != f"Bearer {state.key}":
        return Fails(401, "invalid_api_key", f"Incorrect API key provided: {given.removeprefix('Bearer ')}.")
    if asked.path not in ("/v1/chat/completions", "/v1/responses"):
        return Fails(404, None, "no such path")
    if asked.body.get("model") != MODEL:
        return Fails(404, "model_not_found", f"The model `{asked.body.get('model')}` does not exist")
    return _schema_refusal_of(asked) if state.is_strict else None


def _schema_refusal_of(asked: Asked) -> Fails | None:
    schemas = sent_schemas(asked.body)
    problems = [f"{len(schemas)} schemas"] if len(schemas) != 1 else strict_problems(schemas[0])
    wrapper = asked.body.get("text", {}).get("format") or asked.body.get("response_format", {}).get("json_schema", {})
    if wrapper.get("strict") is not True:
        problems.append("not strict")
    return Fails(400, "invalid_schema", "; ".join(problems)) if problems else None


def _completion(asked: Asked, behaviour: Says | Refuses) -> dict[str, Any]:
    said, tokens = behaviour if isinstance(behaviour, Says) else None, behaviour.tokens
    message = {
        "role": "assistant",
        "content": said and said.text,
        "refusal": None if said else behaviour.text,
    }
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": asked.body["model"],
        "choices": [{"index": 0, "finish_reason": said.finish if said else "stop", "message": message}],
        "usage": {
            "prompt_tokens": tokens.read,
            "completion_tokens": tokens.written,
            "total_tokens": tokens.read + tokens.written,
            "prompt_tokens_details": {"cached_tokens": tokens.cached},
            "completion_tokens_details": {"reasoning_tokens": tokens.reasoning},
        },
    }


def _response(asked: Asked, behaviour: Says | Refuses) -> dict[str, Any]:
    said, tokens = isinstance(behaviour, Says), behaviour.tokens
    is_cut = isinstance(behaviour, Says) and behaviour.finish == "length"
    content = (
        {"type": "output_text", "text": behaviour.text, "annotations": []}
        if said
        else {"type": "refusal", "refusal": behaviour.text}
    )
    message = {"id": "msg-1", "type": "message", "role": "assistant", "status": "completed", "content": [content]}
    return {
        "id": "resp-1",
        "object": "response",
        "created_at": 1,
        "model": asked.body["model"],
        "status": "incomplete" if is_cut else "completed",
        "incomplete_details": {"reason": "max_output_tokens"} if is_cut else None,
        "error": None,
        "output": [{"id": "rs-1", "type": "reasoning", "summary": []}, message],
        "parallel_tool_calls": True,
        "tool_choice": "auto",
        "tools": [],
        "usage": {
            "input_tokens": tokens.read,
            "input_tokens_details": {"cached_tokens": tokens.cached},
            "output_tokens": tokens.written,
            "output_tokens_details": {"reasoning_tokens": tokens.reasoning},
            "total_tokens": tokens.read + tokens.written,
        },
    }
