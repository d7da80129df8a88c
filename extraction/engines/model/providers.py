"""The other providers that instructor knows, by `<provider>/<model>`, with the package of the provider installed.

Those that speak OpenAI's protocol (Ollama, OpenRouter, DeepSeek, Together, …) are asked like any compatible server.
The others are asked through instructor and their own client library, over our HTTP client where the library takes one.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from extraction.engines.model.engine import NO_KEY, ModelEngine
from extraction.engines.model.known_providers import Provider, address_of, key_of, known_provider
from extraction.engines.model.options import ModelOptions

if TYPE_CHECKING:  # imported when the model is first asked
    import httpx2

    from extraction.engines.model.session import Asks

OUTPUT_TOKENS = 8_192
"""Where the user says nothing: what the models of all these providers can write."""


def provider_engine(name: str, options: ModelOptions) -> ModelEngine:
    """Return the engine for a provider other than OpenAI; raises UsageError naming the package or key it lacks."""
    provider = known_provider(name)
    key = key_of(name, provider)
    address = address_of(name, provider)
    if provider.extra is None:
        base_url, needed = _compatible(name, key, address)
        return ModelEngine(name, dataclasses.replace(options, base_url=base_url, api_key=needed, api="chat"))
    return library_engine(name, provider, dataclasses.replace(options, api_key=key))


def library_engine(
    name: str, provider: Provider, options: ModelOptions, transport: httpx2.AsyncBaseTransport | None = None
) -> ModelEngine:
    """Return the engine for a provider that has a client library; a `transport` answers in place of the network.

    No temperature is sent: some of these models refuse one, and others write worse with it.
    """
    known = provider.prices or f"https://{name.partition('/')[0]}"
    limit = options.max_output_tokens or OUTPUT_TOKENS
    reached = dataclasses.replace(options, base_url=known, api="chat", temperature=None, max_output_tokens=limit)
    key = options.api_key.get_secret_value() if options.api_key else ""

    def connect() -> Asks:
        if not provider.is_journaled:
            from extraction.engines.model.foreign_session import ForeignSession, foreign_client

            return ForeignSession(name, foreign_client(name, key), engine.parameters)
        from extraction.engines.model.sdk_session import SdkSession

        return SdkSession(name, key, options.timeout_s, engine.parameters, transport)

    def elsewhere(transport: httpx2.AsyncBaseTransport) -> ModelEngine:
        keyless = dataclasses.replace(
            options, api_key=SecretStr(NO_KEY), requests_per_minute=None, tokens_per_minute=None
        )
        return library_engine(name, provider, keyless, transport)

    engine = ModelEngine(name, reached, connect)
    engine.elsewhere = elsewhere if provider.is_journaled else None
    return engine


def _compatible(name: str, key: SecretStr | None, address: dict[str, str]) -> tuple[str, SecretStr]:
    """Return address and key of a provider that speaks OpenAI's protocol, the address as instructor knows it."""
    import instructor

    from extraction.engines.model.session import quiet_client_logs

    quiet_client_logs()
    if "azure_endpoint" in address:  # its newer interface is OpenAI's own, without versions in the address
        return f"{address['azure_endpoint'].rstrip('/')}/openai/v1", key or SecretStr("")
    given = {"api_key": key.get_secret_value()} if key else {}
    from_provider: Any = instructor.from_provider  # its overloads do not take parameters by name and value
    server = from_provider(name, async_client=True, **given, **address).client
    return str(server.base_url), SecretStr(server.api_key)
