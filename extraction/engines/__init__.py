"""What turns a document into a raw answer: the built-in rules, and language models."""

from __future__ import annotations

from core.errors import UsageError
from core.settings import Settings
from extraction.engine import Engine

RULES = "rules"
REPLAY = "replay"


def open_engine(name: str, settings: Settings) -> Engine:
    """Return the engine that a user names: `rules`, `openai/<model>` or `<provider>/<model>`.

    Raises UsageError for a name that is none of these, and for a model whose key or extra is missing. An engine's
    libraries are imported here, when it is opened, so that no command waits for those of another.
    """
    if name == RULES:
        from extraction.engines.rules import RulesEngine

        return RulesEngine()
    if name == REPLAY or name.startswith(f"{REPLAY}:"):
        from extraction.engines.replay import open_replay_engine

        return open_replay_engine(name, settings.goldens)
    provider, slash, model = name.partition("/")
    if not (provider and slash and model):
        raise UsageError(
            f"unknown engine: {name!r}",
            hint="Engines: rules (built in, offline), openai/<model>, or <provider>/<model> with its extra installed.",
        )
    from extraction.engines.model import ModelOptions, open_model_engine

    options = ModelOptions(
        base_url=settings.base_url,
        api_key=settings.api_key,
        concurrency=settings.concurrency,
        context_tokens=settings.context_tokens,
    )
    return open_model_engine(name, options)
