"""The client of one event loop: instructor over openai over the journal. Connections are reused within it."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, cast

import httpx2
import instructor
import openai
from instructor.core import retry_async
from openai.types.chat import ChatCompletion, ChatCompletionMessage
from openai.types.chat.chat_completion import Choice
from pydantic_core import to_json

from core.identity import digest
from extraction.engines.model.envelope import Envelope
from extraction.engines.model.exchange import CURRENT
from extraction.engines.model.journaled import JournaledClient
from extraction.engines.model.messages import Messages
from extraction.engines.model.options import Api

CACHE_KEY_LENGTH = 32
_CLIENT_LIBRARIES = (
    *("openai", "httpx", "httpcore", "httpx2", "httpcore2", "anthropic", "groq", "cerebras", "writerai", "cohere"),
    *("instructor", "google_genai", "google.auth", "boto3", "botocore", "urllib3", "LiteLLM", "xai_sdk", "fireworks"),
    "aiohttp",
)


class Asks(Protocol):
    """What a model engine needs of a connection: one call is one request."""

    async def ask(self, messages: Messages, envelope: type[Envelope]) -> Envelope:
        """Return the envelope of the answer; raises instructor's errors, and notes the failure in the exchange."""

    async def aclose(self) -> None:
        """Give the connections back."""


def quiet_client_logs() -> None:
    """Keep documents, keys and headers out of logs: lines of these libraries hold them, errors of instructor's too.

    Nothing is passed on to the program's handlers, so that it does not matter what level somebody sets on a logger
    below one of these; nor to a handler that somebody attaches to one of these, unless its level is lowered, too. How
    each call went stands in the landing log.
    """
    for name in _CLIENT_LIBRARIES:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL)
        logger.propagate = False
        if not logger.handlers:  # without any, Python prints warnings itself
            logger.addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Endpoint:
    """Where a model is, and how it is spoken to. `parameters` go into the request's body as they are."""

    model: str
    base_url: str
    key: str = field(repr=False)
    api: Api
    timeout_s: float
    parameters: dict[str, Any]


class Session:
    """Asks one model; every call is one request: the retries of openai and of instructor are off."""

    def __init__(self, endpoint: Endpoint, transport: httpx2.AsyncBaseTransport | None = None) -> None:
        """Connect to `endpoint`; with a `transport`, that answers in place of the network."""
        quiet_client_logs()
        self._http = JournaledClient(endpoint.timeout_s, transport)
        client = openai.AsyncOpenAI(
            api_key=endpoint.key, base_url=endpoint.base_url, max_retries=0, http_client=self._http
        )
        self._speaker = (_Responses if endpoint.api == "responses" else _ChatCompletions)(client, endpoint)

    async def ask(self, messages: Messages, envelope: type[Envelope]) -> Envelope:
        """Return the envelope of the answer; raises instructor's and pydantic's errors, see `Exchange.failure`."""
        # instructor's client would walk through the envelope four times to prepare what is prepared here already.
        answer = await retry_async(
            func=self._speaker.create,
            response_model=envelope,
            args=(),
            kwargs={"messages": messages.as_chat(), "envelope": envelope},
            max_retries=0,
            mode=instructor.Mode.JSON_SCHEMA,
        )
        return cast("Envelope", answer)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()


class _Speaker(ABC):
    """Sends a request over openai's client, which is spared what it would do again for every call.

    Its own `create` walks through the schema key by key, and makes objects of the answer that nobody reads: what it
    says is in the exchange by then. The body is its body, byte for byte, fields in its order: the landing log knows
    requests by it.
    """

    path: ClassVar[str]

    def __init__(self, client: openai.AsyncOpenAI, endpoint: Endpoint) -> None:
        self._client = client
        self._model = endpoint.model
        self._parameters = endpoint.parameters
        self._around: dict[tuple[str, type[Envelope]], tuple[bytes, bytes]] = {}

    async def create(self, *, messages: list[dict[str, str]], envelope: type[Envelope]) -> ChatCompletion:
        """Send one request, and return the answer in the shape that instructor reads."""
        before, after = self._encoded_around(messages[0]["content"], envelope)
        content = b"".join((before, to_json(messages[1]["content"]), after))
        await self._client.post(self.path, content=content, cast_to=httpx2.Response)
        answer = CURRENT.get().answer
        return completion_of(answer.text if answer else "", self._model)

    def _encoded_around(self, system: str, envelope: type[Envelope]) -> tuple[bytes, bytes]:
        """Return the body before and after the document: the same for all, ten times as long, and encoded once."""
        key = (system, envelope)
        if key not in self._around:
            said = Messages(system, _HERE).as_chat()
            schema = {"name": envelope.__name__, "schema": envelope.sent_schema, "strict": True}
            before, _, after = to_json(self._body(said, schema)).partition(to_json(_HERE))
            self._around[key] = before, after
        return self._around[key]

    @abstractmethod
    def _body(self, said: list[dict[str, str]], schema: dict[str, Any]) -> dict[str, Any]: ...


_HERE = "\0"
"""Stands for what is said of a document: encoded with its quotation marks, it cannot occur inside another text."""


class _ChatCompletions(_Speaker):
    """Chat completions, with the `strict` that instructor leaves out."""

    path = "/chat/completions"

    def _body(self, said: list[dict[str, str]], schema: dict[str, Any]) -> dict[str, Any]:
        options = {**self._parameters, "response_format": {"type": "json_schema", "json_schema": schema}}
        return {"messages": said, "model": self._model, **dict(sorted(options.items()))}


class _Responses(_Speaker):
    """OpenAI's Responses API, with the schema once: instructor's own mode for it sends it in `tools` and in `text`."""

    path = "/responses"

    def _body(self, said: list[dict[str, str]], schema: dict[str, Any]) -> dict[str, Any]:
        options = {
            "input": said,
            "model": self._model,
            # What is the same for every document goes to where it is cached.
            "prompt_cache_key": _cache_key(said[0]["content"]),
            "store": False,
            "text": {"format": {"type": "json_schema", **schema}},
            **self._parameters,
        }
        return dict(sorted(options.items()))


def _cache_key(system: str) -> str:
    return digest(system)[:CACHE_KEY_LENGTH]


def completion_of(text: str, model: str) -> ChatCompletion:
    """Return `text` in the shape that instructor reads; how the call ended is in the exchange."""
    message = ChatCompletionMessage(role="assistant", content=text)
    choice = Choice(index=0, finish_reason="stop", message=message)
    return ChatCompletion(id="", object="chat.completion", created=0, model=model, choices=[choice])
