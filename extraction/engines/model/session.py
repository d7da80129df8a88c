"""The client of one event loop: instructor over openai over the journal. Connections are reused within it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any, Protocol

import httpx2
import instructor
import openai
from openai.types.chat import ChatCompletion, ChatCompletionMessage
from openai.types.chat.chat_completion import Choice

from core.identity import digest
from extraction.engines.model.envelope import Envelope
from extraction.engines.model.journaled import JournaledClient
from extraction.engines.model.messages import Messages
from extraction.engines.model.options import Api

CACHE_KEY_LENGTH = 32
_CLIENT_LIBRARIES = (
    *("openai", "httpx", "httpcore", "httpx2", "httpcore2", "anthropic", "groq", "cerebras", "writerai", "cohere"),
    *("instructor", "google_genai", "google.auth", "boto3", "botocore", "urllib3", "LiteLLM", "xai_sdk", "fireworks"),
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
        # No redirects: a document goes to the server that the user named, and nowhere else.
        self._http = JournaledClient(
            timeout=httpx2.Timeout(endpoint.timeout_s), follow_redirects=False, transport=transport
        )
        client = openai.AsyncOpenAI(
            api_key=endpoint.key, base_url=endpoint.base_url, max_retries=0, http_client=self._http
        )
        speaker = _Responses(client, endpoint) if endpoint.api == "responses" else _ChatCompletions(client, endpoint)
        self._create: Any = instructor.patch(create=speaker.create, mode=instructor.Mode.JSON_SCHEMA)
        self._model = endpoint.model

    async def ask(self, messages: Messages, envelope: type[Envelope]) -> Envelope:
        """Return the envelope of the answer; raises instructor's and pydantic's errors, see `Exchange.failure`."""
        # No `context`: instructor would run the document as a Jinja template.
        answer: Envelope = await self._create(
            response_model=envelope, max_retries=0, model=self._model, messages=messages.as_chat()
        )
        return answer

    async def aclose(self) -> None:
        """Close the connections."""
        await self._http.aclose()


class _ChatCompletions:
    """Chat completions, with the `strict` that instructor leaves out."""

    def __init__(self, client: openai.AsyncOpenAI, endpoint: Endpoint) -> None:
        self._client: Any = client  # its overloads do not take parameters by name and value
        self._parameters = endpoint.parameters

    async def create(self, *, model: str, messages: Any, response_format: Any) -> ChatCompletion:
        """Send one request, as instructor prepared it."""
        completion: ChatCompletion = await self._client.chat.completions.create(
            model=model,
            messages=messages,
            response_format={"type": "json_schema", "json_schema": {**response_format["json_schema"], "strict": True}},
            **self._parameters,
        )
        return completion


class _Responses:
    """OpenAI's Responses API, with the schema once: instructor's own mode for it sends it in `tools` and in `text`."""

    def __init__(self, client: openai.AsyncOpenAI, endpoint: Endpoint) -> None:
        self._client: Any = client  # its overloads do not take parameters by name and value
        self._parameters = endpoint.parameters

    async def create(self, *, model: str, messages: Any, response_format: Any) -> ChatCompletion:
        """Send one request, and return the response in the shape that instructor reads."""
        response = await self._client.responses.create(
            model=model,
            input=messages,
            text={"format": {"type": "json_schema", **response_format["json_schema"], "strict": True}},
            store=False,
            # What is the same for every document goes to where it is cached.
            prompt_cache_key=digest(messages[0]["content"])[:CACHE_KEY_LENGTH],
            **self._parameters,
        )
        return completion_of(response.output_text, model)


def completion_of(text: str, model: str) -> ChatCompletion:
    """Return `text` in the shape that instructor reads; how the call ended is in the exchange."""
    message = ChatCompletionMessage(role="assistant", content=text)
    choice = Choice(index=0, finish_reason="stop", message=message)
    return ChatCompletion(id="", object="chat.completion", created=0, model=model, choices=[choice])
