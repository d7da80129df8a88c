"""From an engine's name to the engine: what is missing is said before anything is asked."""

from __future__ import annotations

from core.errors import UsageError
from extraction.engines.model.engine import ModelEngine
from extraction.engines.model.options import OPENAI_BASE_URL, ModelOptions


def open_model_engine(name: str, options: ModelOptions | None = None) -> ModelEngine:
    """Return the engine for `<provider>/<model>`; raises UsageError that says what is missing and what to type."""
    options = options or ModelOptions()
    provider, _, model = name.partition("/")
    if not provider or not model:
        raise UsageError(f"{name!r} names no model", hint="A model is <provider>/<model>: --engine openai/gpt-5-mini")
    if provider != "openai":
        from extraction.engines.model.providers import provider_engine

        return provider_engine(name, options)
    is_openai = options.base_url is None or options.base_url.rstrip("/") == OPENAI_BASE_URL
    if options.api_key is None and is_openai:
        raise UsageError(
            "OPENAI_API_KEY is not set",
            hint="Type `export OPENAI_API_KEY=…` or write it into `.env`. For a compatible server without a key set "
            "OPENAI_BASE_URL instead. `--engine rules` needs neither.",
        )
    return ModelEngine(name, options)
