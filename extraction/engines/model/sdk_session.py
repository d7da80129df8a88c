"""Providers with a client library of their own that lets us stand below it: each byte that comes back is journaled.

What a library adds by itself is off: its retries, its redirects, its own connections. The mode of each is the one that
carries our schema as it is: a tool's parameters where the strict modes take fewer nullable fields than we ask
(Anthropic) or depend on the model (Groq, Cerebras), a JSON Schema elsewhere.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import httpx
import httpx2
import instructor
from instructor import Mode
from openai.types.chat import ChatCompletion

from extraction.engines.model.bridge import OverJournal
from extraction.engines.model.envelope import Envelope, titled
from extraction.engines.model.journaled import JournaledClient
from extraction.engines.model.messages import Messages
from extraction.engines.model.session import completion_of, quiet_client_logs


@dataclass(frozen=True)
class Place:
    """What a client library is given: the model, the key, and the HTTP client below it, which is ours."""

    model: str
    key: str
    http: httpx.AsyncClient


class SdkSession:
    """Asks one model through its provider's client library; every call is one request."""

    def __init__(
        self,
        name: str,
        key: str,
        timeout_s: float,
        parameters: dict[str, Any],
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """Connect to the model `name`, a `<provider>/<model>`; a `transport` answers in place of the network."""
        quiet_client_logs()
        provider, _, model = name.partition("/")
        self._journaled = JournaledClient(timeout_s, transport)
        # The client below keeps the time.
        http = httpx.AsyncClient(transport=OverJournal(self._journaled, name), timeout=None)  # noqa: S113
        self._create = CLIENTS[provider](Place(model, key, http))
        self._parameters = parameters

    async def ask(self, messages: Messages, envelope: type[Envelope]) -> Envelope:
        """Return the envelope of the answer; raises instructor's errors, and notes the failure in the exchange."""
        answer: Envelope = await self._create(
            response_model=titled(envelope), max_retries=0, messages=messages.as_chat(), **self._parameters
        )
        return answer

    async def aclose(self) -> None:
        """Close the connections."""
        await self._journaled.aclose()


def _anthropic(place: Place) -> Any:
    import anthropic

    client = anthropic.AsyncAnthropic(api_key=place.key, max_retries=0, http_client=place.http)
    create: Any = instructor.from_anthropic(client, model=place.model, mode=Mode.TOOLS).create

    async def with_marked_prefix(*, messages: list[dict[str, Any]], **options: Any) -> Any:
        # Unlike the others it keeps a prefix only where it is told to: here what is the same for every document ends.
        system, *others = messages
        part = {"type": "text", "text": system["content"], "cache_control": {"type": "ephemeral"}}
        return await create(messages=[{**system, "content": [part]}, *others], **options)

    return with_marked_prefix


def _groq(place: Place) -> Any:
    import groq

    client = groq.AsyncGroq(api_key=place.key, max_retries=0, http_client=place.http)
    return instructor.from_groq(client, model=place.model, mode=Mode.TOOLS).create


def _cerebras(place: Place) -> Any:
    from cerebras.cloud.sdk import AsyncCerebras

    # It would open a connection and send a request when it is made.
    client = AsyncCerebras(api_key=place.key, max_retries=0, http_client=place.http, warm_tcp_connection=False)
    return instructor.from_cerebras(client, model=place.model, mode=Mode.TOOLS).create


def _writer(place: Place) -> Any:
    from writerai import AsyncWriter

    client = AsyncWriter(api_key=place.key, max_retries=0, http_client=place.http)
    return instructor.from_writer(client, model=place.model, mode=Mode.JSON_SCHEMA).create


def _mistral(place: Place) -> Any:
    from mistralai.client import Mistral

    client = Mistral(api_key=place.key, async_client=place.http)
    return instructor.from_mistral(client, model=place.model, mode=Mode.JSON_SCHEMA, use_async=True).create


def _cohere(place: Place) -> Any:
    cohere: Any = importlib.import_module("cohere")
    client = cohere.AsyncClientV2(api_key=place.key, httpx_client=place.http, log_warning_experimental_features=False)
    create: Any = instructor.from_cohere(client, model=place.model, mode=Mode.JSON_SCHEMA).create
    return partial(create, request_options={"max_retries": 0})


def _google(place: Place) -> Any:
    from google import genai
    from google.genai.types import HttpOptions

    # Without an HTTP client of ours it takes aiohttp, and asks again by itself.
    options = HttpOptions(httpx_async_client=place.http)
    client = genai.Client(api_key=place.key, vertexai=False, http_options=options)
    return instructor.patch(create=_Google(client, place.model).create, mode=Mode.JSON_SCHEMA)


class _Google:
    """Gemini with a JSON Schema: instructor's own modes for it refuse one with a field that may be null."""

    def __init__(self, client: Any, model: str) -> None:
        self._client = client
        self._model = model

    async def create(self, *, messages: Any, response_format: Any, max_tokens: int) -> ChatCompletion:
        """Send one request, and return the answer in the shape that instructor reads."""
        system, user = (message["content"] for message in messages)
        answer = await self._client.aio.models.generate_content(
            model=self._model,
            contents=user,
            config={
                "system_instruction": system,
                "response_mime_type": "application/json",
                "response_json_schema": response_format["json_schema"]["schema"],
                "max_output_tokens": max_tokens,
            },
        )
        return completion_of(answer.text or "", self._model)


CLIENTS: dict[str, Callable[[Place], Any]] = {
    "anthropic": _anthropic,
    "cerebras": _cerebras,
    "cohere": _cohere,
    "google": _google,
    "groq": _groq,
    "mistral": _mistral,
    "writer": _writer,
}
