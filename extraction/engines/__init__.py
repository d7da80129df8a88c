"""What turns a document into a raw answer: the built-in rules, language models, and what either answered before."""

from __future__ import annotations

from difflib import get_close_matches

from core.errors import UsageError
from core.settings import Settings
from extraction.engine import Engine

RULES = "rules"
GGUF = "gguf:"
REPLAY = "replay"


def open_engine(name: str, settings: Settings, *, to_ask: bool = True) -> Engine:
    """Return the engine that a user names: `rules`, `openai/<model>`, `<provider>/<model>`, `gguf:<path>`, `replay`.

    Raises UsageError for a name that is none of these, and for a model whose key, file or extra is missing; the key of
    OpenAI may be if the engine is not `to_ask` anything. An engine's libraries are imported here, when it is opened, so
    that no command waits for those of another.
    """
    if name == RULES:
        from extraction.engines.rules import RulesEngine

        return RulesEngine()
    if name == REPLAY or name.startswith(f"{REPLAY}:"):
        from extraction.engines.replay import open_replay_engine

        return open_replay_engine(name, settings.goldens)
    from extraction.engines.model import Backoff, ModelOptions, open_model_engine

    options = ModelOptions(
        base_url=settings.base_url,
        api_key=settings.api_key,
        concurrency=settings.concurrency,
        requests_per_minute=settings.requests_per_minute,
        tokens_per_minute=settings.tokens_per_minute,
        max_output_tokens=settings.max_output_tokens,
        context_tokens=settings.context_tokens,
        timeout_s=settings.timeout_s,
        backoff=Backoff(base_s=settings.backoff_s),
    )
    if name.startswith(GGUF):
        from extraction.engines.gguf import open_gguf_engine

        return open_gguf_engine(name, options, parallel=settings.gguf_parallel, threads=settings.gguf_threads)
    provider, slash, model = name.partition("/")
    if not (provider and slash and model):
        raise UsageError(f"unknown engine: {name!r}", hint=_nearest(name))
    return open_model_engine(name, options, to_ask=to_ask)


def _nearest(name: str) -> str:
    """Return what to type in place of a name that is no engine's."""
    from extraction.engines.model.known_providers import PROVIDERS

    provider, _, model = name.lower().partition("/")
    if provider in PROVIDERS and not model:
        return f"It names no model. Type one as the provider calls it: --engine {provider}/<model>"
    if name.lower().endswith(".gguf"):
        return f"A model in a file is typed like this: --engine {GGUF}{name}"
    if near := get_close_matches(provider, (RULES, REPLAY), n=1):
        return f"Did you mean {near[0]}?"
    return (
        "Engines: rules (built in, offline), openai/<model>, <provider>/<model> with its extra installed, "
        "gguf:<path> for a model in a file, or replay for recorded answers."
    )
