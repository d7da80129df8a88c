"""Providers whose client library brings a transport of its own: AWS's, gRPC, a router to others.

Ours cannot stand below it, so what is journaled of an answer are its raw items, before they are validated.
"""

from __future__ import annotations

import asyncio
import importlib
import os
from collections.abc import Callable
from typing import Any

import instructor
from instructor.core.exceptions import InstructorError
from pydantic import ValidationError

from core.identity import canonical_json, digest
from extraction.engines.model.answers import Answer, TokenCounts
from extraction.engines.model.calls import calling
from extraction.engines.model.envelope import Envelope, titled
from extraction.engines.model.exchange import CURRENT
from extraction.engines.model.foreign_failures import failure_of
from extraction.engines.model.limits.headers import ServerLimits
from extraction.engines.model.messages import Messages
from extraction.engines.model.session import quiet_client_logs


class ForeignSession:
    """Asks one model through instructor's client for its provider; one request a call."""

    def __init__(self, name: str, ask: Callable[..., Any], parameters: dict[str, Any]) -> None:
        """Ask the model `name`, a `<provider>/<model>`, by `ask`: instructor's `create_with_completion`."""
        self._name = name
        self._ask = ask
        self._parameters = parameters

    async def ask(self, messages: Messages, envelope: type[Envelope]) -> Envelope:
        """Return the envelope of the answer, from the journal if it is there; raises instructor's errors."""
        exchange = CURRENT.get()
        request_hash = digest(
            self._name, canonical_json(self._parameters), messages.system, messages.user, envelope.sent_schema
        )
        known = exchange.known(request_hash)
        if known is not None:
            return envelope.model_validate_json(known)
        said: Any = messages.as_chat()
        size = len(str(messages).encode()) + len(canonical_json(envelope.sent_schema))
        async with calling(exchange, request_hash, size) as call:
            try:
                answer, completion = await self._ask(
                    response_model=titled(envelope), messages=said, max_retries=0, **self._parameters
                )
            except (InstructorError, ValidationError) as error:
                await call.failed(failure_of(error))
                raise
            raw = canonical_json(answer.items())
            await call.answered(Answer("ok", tokens=_tokens(completion)), raw, ServerLimits())
        found: Envelope = answer
        return found

    async def aclose(self) -> None:
        """Nothing to close: these libraries keep their connections to themselves."""


def foreign_client(name: str, key: str) -> Callable[..., Any]:
    """Return what asks the model `name`, a `<provider>/<model>`, once a call: without retries of its own."""
    quiet_client_logs()
    provider, _, model = name.partition("/")
    return _CLIENTS[provider](model, key)


def _bedrock(model: str, _key: str) -> Callable[..., Any]:
    boto3: Any = importlib.import_module("boto3")
    config: Any = importlib.import_module("botocore.config")
    region = boto3.Session().region_name or "us-east-1"
    once = config.Config(retries={"total_max_attempts": 1, "mode": "standard"})
    client = boto3.client("bedrock-runtime", region_name=region, config=once)
    answering: Any = instructor.from_bedrock(client, model=model, mode=instructor.Mode.TOOLS)

    async def ask(**options: Any) -> Any:
        return await asyncio.to_thread(answering.create_with_completion, **options)

    return ask


def _fireworks(model: str, key: str) -> Callable[..., Any]:
    return instructor.from_provider(f"fireworks/{model}", async_client=True, api_key=key).create_with_completion


def _litellm(model: str, _key: str) -> Callable[..., Any]:
    # It would fetch a list of prices when it is imported.
    os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
    client = instructor.from_provider(f"litellm/{model}", async_client=True)

    async def ask(**options: Any) -> Any:
        return await client.create_with_completion(model=model, num_retries=0, **options)

    return ask


def _xai(model: str, key: str) -> Callable[..., Any]:
    sdk: Any = importlib.import_module("xai_sdk.aio.client")
    client = sdk.Client(api_key=key, channel_options=[("grpc.enable_retries", 0)])
    from_xai: Any = importlib.import_module("instructor.v2.providers.xai.client").from_xai
    create: Callable[..., Any] = from_xai(client, model=model, mode=instructor.Mode.JSON_SCHEMA).create_with_completion
    return create


_CLIENTS: dict[str, Callable[[str, str], Callable[..., Any]]] = {
    "bedrock": _bedrock,
    "fireworks": _fireworks,
    "litellm": _litellm,
    "xai": _xai,
}


def _tokens(completion: Any) -> TokenCounts:
    usage = completion.get("usage") if isinstance(completion, dict) else getattr(completion, "usage", None)

    def count(*names: str) -> int | None:
        values = (usage.get(name) if isinstance(usage, dict) else getattr(usage, name, None) for name in names)
        return next((value for value in values if isinstance(value, int)), None)

    return TokenCounts(
        read=count("prompt_tokens", "input_tokens", "inputTokens"),
        cached=count("cache_read_input_tokens", "cached_prompt_text_tokens", "cacheReadInputTokens"),
        written=count("completion_tokens", "output_tokens", "outputTokens"),
    )
