"""A stand-in for a model's server, in a process of its own: real HTTP, an answer after a while, a limit by the minute.

    python -m benchmarks.stub ANSWERS LATENCY_S PER_MINUTE DIALECT

ANSWERS is a JSON list: the answer to the document that begins with `Report number 7` is its item 7, a text or a whole
message. DIALECT is how the server limits and says so: `none`, `silent` (429 and no more), `retry-after`, `headers`
(OpenAI's; a bucket only). After a colon, what it counts by: `silent:window`, `silent:sliding`; a bucket if nothing
is said. It prints its port, a line when it is first asked, and at the end, when its input is closed, what it did:
each request's second since the first, and its status; and how many bytes all bodies had.
"""

from __future__ import annotations

import asyncio
import json
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from benchmarks.stub_limits import LIMITS, Bucket, Limit

ROOT = Path(__file__).parents[1]
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_NUMBER = re.compile(rb"Report number (\d+)")


@dataclass
class Stub:
    """The server's state; `limit` is None if it takes all."""

    answers: list[bytes]
    latency_s: float
    limit: Limit | None
    dialect: str
    bytes_in: int = 0
    seen: list[tuple[float, int]] = field(default_factory=list)

    def headers(self, now: float) -> str:
        """Return what is said of the limit."""
        limit = self.limit
        if self.dialect == "headers" and isinstance(limit, Bucket):
            reset = (limit.size - limit.level) / limit.rate
            return (
                f"x-ratelimit-limit-requests: {limit.size:.0f}\r\n"
                f"x-ratelimit-remaining-requests: {int(limit.level)}\r\n"
                f"x-ratelimit-reset-requests: {reset * 1000:.0f}ms\r\n"
            )
        return f"retry-after: {limit.opens_in(now):.2f}\r\n" if self.dialect == "retry-after" and limit else ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        while (asked := await _request(reader)) is not None:
            body, now = asked, time.monotonic()
            if not self.seen:
                print("asked", flush=True)
            self.bytes_in += len(body)
            is_taken = self.limit is None or self.limit.takes(now)
            self.seen.append((now, 200 if is_taken else 429))
            said = self.headers(now)
            if is_taken:
                await asyncio.sleep(self.latency_s)
            number = _NUMBER.search(body)
            answer = self.answers[int(number[1]) % len(self.answers) if number else 0] if is_taken else b"{}"
            status = "200 OK" if is_taken else "429 Too Many Requests"
            head_out = f"HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {len(answer)}\r\n{said}"
            writer.write(head_out.encode() + b"\r\n" + answer)
            await writer.drain()
        writer.close()


async def _request(reader: asyncio.StreamReader) -> bytes | None:
    """Return the body of the next request; None where the other side has gone, between requests or in one."""
    try:
        found = _LENGTH.search(await reader.readuntil(b"\r\n\r\n"))
        return await reader.readexactly(int(found[1]) if found else 0)
    except (asyncio.IncompleteReadError, ConnectionError):
        return None


def completion(answer: str | dict[str, Any]) -> bytes:
    """Return what a chat completion says that holds this text, or this message."""
    message = {"role": "assistant", **({"content": answer} if isinstance(answer, str) else answer)}
    choice = {"index": 0, "finish_reason": "stop", "message": message}
    usage = {"prompt_tokens": 9000, "completion_tokens": 900, "total_tokens": 9900}
    common = {"id": "1", "object": "chat.completion", "created": 1, "model": "stub"}
    return json.dumps({**common, "choices": [choice], "usage": usage}).encode()


@dataclass
class Running:
    """A stub that runs; `seen` and `bytes_in` are filled when it has ended."""

    base_url: str
    said: IO[str]
    bytes_in: int = 0
    seen: list[tuple[float, int]] = field(default_factory=list)

    def is_asked_within(self, seconds: float) -> bool:
        """Wait until the first request, for so long at most, and say whether there was one. To be called once."""
        return bool(select.select([self.said], [], [], seconds)[0])


@contextmanager
def stub(answers: Path, latency_s: float, per_minute: float = 0.0, dialect: str = "none") -> Iterator[Running]:
    """Run a server in a process of its own for as long as the context lasts."""
    command = [sys.executable, "-m", "benchmarks.stub", str(answers), str(latency_s), str(per_minute), dialect]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if process.stdout is None:
        raise RuntimeError("no pipe")
    running = Running(f"http://127.0.0.1:{int(process.stdout.readline())}/v1", process.stdout)
    try:
        yield running
    finally:
        out, _ = process.communicate()
        done = json.loads(out.splitlines()[-1])
        running.bytes_in = done["bytes_in"]
        running.seen += [(second, status) for second, status in done["seen"]]


async def _main(answers: Path, latency_s: float, per_minute: float, dialect: str) -> None:
    given = json.loads(answers.read_text(encoding="utf-8"))
    says, _, counts = dialect.partition(":")
    limit = None if says == "none" else LIMITS[counts or "bucket"](per_minute)
    state = Stub([completion(answer) for answer in given], latency_s, limit, says)
    server = await asyncio.start_server(state.serve, "127.0.0.1", 0, limit=1 << 20)
    print(server.sockets[0].getsockname()[1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    first = state.seen[0][0] if state.seen else 0.0
    seen = [(round(at - first, 3), status) for at, status in state.seen]
    print(json.dumps({"bytes_in": state.bytes_in, "seen": seen}), flush=True)
    server.close()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), sys.argv[4]))
