"""From an engine's name to the engine: what is missing is said before anything is asked."""

from __future__ import annotations

from urllib.parse import urlsplit

from core.errors import UsageError
from extraction.engines.model.engine import ModelEngine
from extraction.engines.model.known_providers import refuse_unsendable
from extraction.engines.model.options import OPENAI_BASE_URL, ModelOptions


def open_model_engine(name: str, options: ModelOptions | None = None, *, to_ask: bool = True) -> ModelEngine:
    """Return the engine for `<provider>/<model>`; raises UsageError that says what is missing and what to type.

    With `to_ask` false OpenAI's key may be missing: for what only looks at what would be asked.
    """
    options = options or ModelOptions()
    provider, _, model = name.partition("/")
    if not provider or not model:
        raise UsageError(f"{name!r} names no model", hint="A model is <provider>/<model>: --engine openai/gpt-5-mini")
    if provider != "openai":
        from extraction.engines.model.providers import provider_engine

        return provider_engine(name, options)
    _check_address(options.base_url)
    if to_ask:
        _check_key(options)
    return ModelEngine(name, options)


def _check_address(base_url: str | None) -> None:
    if base_url and not base_url.startswith(("http://", "https://")):
        raise UsageError(
            "OPENAI_BASE_URL is no address of a server",
            hint="It begins with http:// or https:// and mostly ends in /v1: http://localhost:8000/v1",
        )
    if base_url and "@" in urlsplit(base_url).netloc:
        raise UsageError(
            "OPENAI_BASE_URL holds a name or a password, which cannot be sent beside a key",
            hint="Leave it out there; what the server asks for is sent if you type `export OPENAI_API_KEY=…`.",
        )


def _check_key(options: ModelOptions) -> None:
    key = options.api_key.get_secret_value() if options.api_key else ""
    if not key and (options.base_url or OPENAI_BASE_URL).rstrip("/") == OPENAI_BASE_URL:
        raise UsageError(
            "OPENAI_API_KEY is not set",
            hint="Type `export OPENAI_API_KEY=…` or write it into `.env`. For a compatible server without a key set "
            "OPENAI_BASE_URL instead. `--engine rules` needs neither.",
        )
    if options.api_key:
        refuse_unsendable("OPENAI_API_KEY", options.api_key)
