"""The other providers that instructor knows, by `<provider>/<model>`, with the package of the provider installed.

Those that speak OpenAI's protocol (Ollama, OpenRouter, DeepSeek, Together, …) are asked like any compatible server.
The others are asked through instructor's own client for them: our transport cannot stand below it, so what is
recorded of an answer are its raw items, before they are validated.
"""

from __future__ import annotations

import asyncio
import dataclasses
import time
from typing import Any

import instructor
import openai
from instructor.core.exceptions import IncompleteOutputException, InstructorError
from pydantic import SecretStr

from core.errors import UsageError
from core.identity import canonical_json, digest
from extraction.engines.model.answers import Answer, TokenCounts
from extraction.engines.model.engine import ModelEngine
from extraction.engines.model.envelope import Envelope, titled
from extraction.engines.model.exchange import CURRENT
from extraction.engines.model.failures import Failure
from extraction.engines.model.journaled import retry_after
from extraction.engines.model.messages import Messages
from extraction.engines.model.options import ModelOptions
from extraction.engines.model.session import quiet_client_logs


def provider_engine(name: str, options: ModelOptions) -> ModelEngine:
    """Return the engine for a provider other than OpenAI; raises UsageError naming the package or key it lacks."""
    client = _client(name)
    server = client.client
    if type(server) is openai.AsyncOpenAI:
        reached = dataclasses.replace(
            options, base_url=str(server.base_url), api_key=SecretStr(server.api_key), api="chat"
        )
        return ModelEngine(name, reached)
    return ModelEngine(name, options, connect=lambda: ProviderSession(name, _client(name)))


def _client(name: str) -> instructor.AsyncInstructor:
    quiet_client_logs()
    try:
        return instructor.from_provider(name, async_client=True)
    except (InstructorError, openai.OpenAIError, ImportError, ValueError) as error:
        raise UsageError(f"{name}: {error}") from None


class ProviderSession:
    """Asks one model through instructor's client for its provider; one request a call."""

    def __init__(self, name: str, client: instructor.AsyncInstructor) -> None:
        self._name = name
        self._client = client
        sdk: Any = client.client
        if hasattr(sdk, "max_retries"):
            sdk.max_retries = 0

    async def ask(self, messages: Messages, envelope: type[Envelope]) -> Envelope:
        """Return the envelope of the answer, from the journal if it is there; raises instructor's errors."""
        exchange = CURRENT.get()
        request_hash = digest(self._name, messages.system, messages.user, envelope.sent_schema)
        known = await asyncio.to_thread(exchange.known, request_hash)
        if known is not None:
            return envelope.model_validate_json(known)
        started = time.monotonic()
        try:
            said: Any = messages.as_chat()
            answer, completion = await self._client.create_with_completion(
                response_model=titled(envelope), messages=said, max_retries=0
            )
        except InstructorError as error:
            exchange.failure = _failure(error)
            latency = time.monotonic() - started
            await asyncio.to_thread(exchange.record_failure, request_hash, exchange.failure, latency)
            raise
        latency = time.monotonic() - started
        raw = canonical_json(answer.items())
        accounted = Answer("ok", tokens=_tokens(getattr(completion, "usage", None)))
        await asyncio.to_thread(exchange.record_answer, request_hash, accounted, raw, latency)
        return answer

    async def aclose(self) -> None:
        """Close the provider's client, if it can be."""
        close = getattr(self._client.client, "close", None)
        if close is not None and asyncio.iscoroutinefunction(close):
            await close()


def _failure(error: InstructorError) -> Failure:
    if isinstance(error, IncompleteOutputException):
        return Failure("truncated")
    cause = error.__cause__
    status = getattr(cause, "status_code", None)
    if status is None and not isinstance(cause, OSError) and "Connection" not in type(cause).__name__:
        return Failure("not_json", type(cause).__name__)
    headers = getattr(getattr(cause, "response", None), "headers", {})
    return Failure("error", type(cause).__name__, status, retry_after=retry_after(headers))


def _tokens(usage: Any) -> TokenCounts:
    def count(*names: str) -> int | None:
        return next((n for name in names if isinstance(n := getattr(usage, name, None), int)), None)

    return TokenCounts(
        read=count("prompt_tokens", "input_tokens"),
        cached=count("cache_read_input_tokens"),
        written=count("completion_tokens", "output_tokens"),
    )
