"""How many calls are on their way at a time is the limiter's to say, and nothing below it says less."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass, field

from pydantic import SecretStr

from extraction.engine import NoJournal, RunContext
from extraction.engines.model import ModelOptions, open_model_engine
from tests.model.conftest import request_of

AT_ONCE = 120
"""More than HTTP clients connect by themselves: 100 is what most begin with."""
GROWN = AT_ONCE
"""Calls that must have gone well before the limiter lets so many begin together."""
BODY = json.dumps({"choices": [{"finish_reason": "stop", "message": {"role": "assistant", "content": "{}"}}]}).encode()
ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (len(BODY), BODY)
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass
class Gathering:
    """A server that answers the first calls at once, and all others when `AT_ONCE` of them wait together."""

    answered: int = 0
    waiting: int = 0
    together: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while head := await reader.read(1 << 16):
            found = LENGTH.search(head)
            missing = int(found[1]) - len(head.partition(b"\r\n\r\n")[2]) if found else 0
            await reader.readexactly(missing)
            if self.answered >= GROWN:
                self.waiting += 1
                if self.waiting >= AT_ONCE:
                    self.together.set()
                await self.together.wait()
            self.answered += 1
            writer.write(ANSWER)
        writer.close()


async def test_as_many_calls_as_the_user_allows_are_on_their_way_together() -> None:
    gathering = Gathering()
    server = await asyncio.start_server(gathering.serve, "127.0.0.1", 0)
    base_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    engine = open_model_engine(
        "openai/stub", ModelOptions(base_url=base_url, api_key=SecretStr("none"), concurrency=AT_ONCE)
    )
    run = RunContext("run", "extraction", NoJournal())

    async with asyncio.timeout(60):
        calls = (engine.ask(request_of(f"Report number {number}.", "stance"), run) for number in range(GROWN + AT_ONCE))
        await asyncio.gather(*calls)
        await engine.aclose()

    assert gathering.together.is_set()
    server.close()
