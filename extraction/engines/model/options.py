"""How a model is reached and asked: one typed object, without side effects."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Literal

from pydantic import SecretStr

OPENAI_BASE_URL = "https://api.openai.com/v1"

Api = Literal["responses", "chat"]
"""Which of OpenAI's two interfaces a server is spoken to by."""


@dataclass(frozen=True)
class Backoff:
    """When a failed call is tried again: `base_s` doubles with every attempt up to `ceiling_s`, with jitter."""

    attempts: int = 6
    base_s: float = 1.0
    ceiling_s: float = 60.0

    def delay(self, attempt: int, retry_after: float | None) -> float:
        """Return the seconds to wait after the failed `attempt` (from 1): what the server asks for, or our own."""
        jitter = random.uniform(0.5, 1.0)  # noqa: S311 - it spreads calls out, it guards nothing
        if retry_after is not None:
            return retry_after + self.base_s * jitter / 10
        return min(self.ceiling_s, self.base_s * 2.0 ** (attempt - 1)) * jitter


@dataclass(frozen=True)
class ModelOptions:
    """What a user can set about a model. `api` None is Responses for OpenAI itself, chat completions for the others.

    `max_output_tokens` None leaves the limit to the server, except for OpenAI, where it is `RESPONSES_OUTPUT_TOKENS`.
    `temperature` None sends none. `context_tokens` is what the model takes at once, prompt and answer together; None
    where nobody said.
    """

    base_url: str | None = None
    api_key: SecretStr | None = None
    api: Api | None = None
    concurrency: int = 8
    temperature: float | None = 0.0
    max_output_tokens: int | None = None
    context_tokens: int | None = None
    timeout_s: float = 300.0
    backoff: Backoff = field(default_factory=Backoff)
