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
    """When a failed call is tried again. Times in seconds.

    The longest pause doubles from `base_s` with every failure up to `ceiling_s`; the pause is anything up to it (full
    jitter). A call is given up after `attempts` failures of the server, or when it was made to wait for `total_s`;
    where nobody ever took a call, after `attempts_to_reach`: an address or a server has to be mended. A server that
    asks for more than `longest_wait_s` is not waited for: the run stops, and can be resumed.
    """

    attempts: int = 6
    base_s: float = 1.0
    ceiling_s: float = 60.0
    total_s: float = 600.0
    longest_wait_s: float = 600.0
    attempts_to_reach: int = 3

    def delay(self, failures: int) -> float:
        """Return the seconds to wait after so many failures in a row (from 1)."""
        longest = min(self.ceiling_s, self.base_s * 2.0 ** min(failures - 1, 60))
        return random.uniform(0.0, longest)  # noqa: S311 - it spreads calls out, it guards nothing


@dataclass(frozen=True)
class ModelOptions:
    """What a user can set about a model. `api` None is Responses for OpenAI itself, chat completions for the others.

    `max_output_tokens` None leaves the limit to the server, except for OpenAI, where it is `RESPONSES_OUTPUT_TOKENS`.
    `temperature` None sends none. `context_tokens` is what the model takes at once, prompt and answer together; None
    where nobody said. The ceilings by the minute are the user's; None leaves the pace to the server.
    """

    base_url: str | None = None
    api_key: SecretStr | None = None
    api: Api | None = None
    concurrency: int = 8
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    temperature: float | None = 0.0
    max_output_tokens: int | None = None
    context_tokens: int | None = None
    timeout_s: float = 300.0
    backoff: Backoff = field(default_factory=Backoff)
