"""How many requests a second the stub server can answer: asked at once over many connections, without a pause.

    python -m benchmarks.stub_rate

What asks is as light as it can be made: the same bytes every time, the answer read by its length and thrown away.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.stub import stub

CONNECTIONS = 32
BODY = b"Report number 7 " * 2500
"""As long as a request of ours: 40 kB."""


def requests_per_second(folder: Path, requests: int) -> float:
    """Return the rate at which a stub that does not wait answers this many requests, with answers of 10 kB."""
    folder.mkdir(parents=True, exist_ok=True)
    answers = folder / "answers.json"
    answers.write_text(json.dumps(["x" * 10_000]), encoding="utf-8")
    with stub(answers, latency_s=0.0) as server:
        port = urlsplit(server.base_url).port or 0
        began = time.perf_counter()
        asyncio.run(_ask(port, requests // CONNECTIONS))
        taken = time.perf_counter() - began
    return len(server.seen) / taken


async def _ask(port: int, times: int) -> None:
    head = f"POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: {len(BODY)}\r\n\r\n".encode()

    async def one() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for _ in range(times):
            writer.write(head + BODY)
            answered = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: (\d+)", answered)
            await reader.readexactly(int(length[1]) if length else 0)
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(f"{requests_per_second(Path(name), 5000):,.0f} requests/s", file=sys.stdout)
