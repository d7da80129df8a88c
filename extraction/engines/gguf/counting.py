"""What a prompt takes in tokens, counted by the model's own tokeniser: llama.cpp's server lends it."""

from __future__ import annotations

from typing import Any

import httpx2
from pydantic import SecretStr

from extraction.engines.model.messages import Messages
from extraction.engines.model.session import quiet_client_logs

PATIENCE_S = 60.0
"""Tokenising a megabyte takes a second; the server does it while it answers others."""


async def tokens_of(said: Messages, base_url: str, key: SecretStr) -> int | None:
    """Return how many tokens the prompt takes that the server at `base_url` makes of `said`; None if it does not say.

    It is the prompt of a chat: the model's own template around both messages.
    """
    quiet_client_logs()
    headers = {"authorization": f"Bearer {key.get_secret_value()}"}
    root = base_url.removesuffix("/v1")
    try:
        async with httpx2.AsyncClient(base_url=root, headers=headers, timeout=PATIENCE_S, trust_env=False) as http:
            prompt = await _told(http, "/apply-template", {"messages": said.as_chat()}, "prompt")
            tokens = await _told(
                http, "/tokenize", {"content": prompt, "add_special": True, "parse_special": True}, "tokens"
            )
    except (httpx2.HTTPError, ValueError, LookupError):  # whoever is asked next says what is wrong with the server
        return None
    return len(tokens)


async def _told(http: httpx2.AsyncClient, path: str, body: dict[str, Any], name: str) -> Any:
    response = await http.post(path, json=body)
    response.raise_for_status()
    return response.json()[name]
