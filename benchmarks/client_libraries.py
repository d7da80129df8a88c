"""What the client libraries alone take of a call: the same requests and answers, and nothing of ours around them.

instructor over openai over the HTTP client that it recommends for many calls at a time, as lean as they allow: the
request's body is made once and not walked through key by key, the schema is at hand, and the answer's records are
validated once, each by its model.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import cast

import httpx2
import instructor
import openai
from instructor.core import retry_async
from openai.types.chat import ChatCompletion
from pydantic_core import from_json, to_json

import prompts
from core.document import Document
from extraction.engine import Request
from extraction.engines.model.envelope import Envelope, envelope
from extraction.engines.model.messages import PROMPT, messages
from extraction.engines.model.session import completion_of, quiet_client_logs
from schemas.registry import select_kinds

_UNLIMITED = httpx2.Limits(max_connections=0)


def libraries_cpu_s(documents: Sequence[Document], base_url: str, at_once: int) -> float:
    """Return the seconds of processor time that one document takes them."""
    kinds, version = select_kinds(None), prompts.latest(PROMPT).version
    said = [messages(Request(document, kinds), version).as_chat() for document in documents]
    asyncio.run(_ask_all(said[:at_once], base_url, at_once))
    began = time.process_time()
    answers = asyncio.run(_ask_all(said, base_url, at_once))
    for answer in answers:
        items = answer.items()
        for kind in kinds:
            for payload in items.get(kind.table, ()):
                kind.model.model_validate(payload)
    return (time.process_time() - began) / len(documents)


async def _ask_all(said: Sequence[list[dict[str, str]]], base_url: str, at_once: int) -> list[Envelope]:
    quiet_client_logs()
    model, places = envelope(select_kinds(None)), asyncio.Semaphore(at_once)
    schema = {"type": "json_schema", "json_schema": {"name": "Answer", "schema": model.sent_schema, "strict": True}}
    async with openai.DefaultAioHttpClient(timeout=300, limits=_UNLIMITED) as http:
        client = openai.AsyncOpenAI(api_key="none", base_url=base_url, max_retries=0, http_client=http)

        async def create(messages: list[dict[str, str]]) -> ChatCompletion:
            body = {"messages": messages, "model": "stub", "response_format": schema}
            response = await client.post("/chat/completions", content=to_json(body), cast_to=httpx2.Response)
            return completion_of(from_json(response.content)["choices"][0]["message"]["content"], "stub")

        async def one(chat: list[dict[str, str]]) -> Envelope:
            async with places:
                answer = await retry_async(
                    func=create,
                    response_model=model,
                    args=(),
                    kwargs={"messages": chat},
                    max_retries=0,
                    mode=instructor.Mode.JSON_SCHEMA,
                )
                return cast("Envelope", answer)

        return await asyncio.gather(*(one(chat) for chat in said))
