"""How much of a server's limit is used, and how often it has to refuse, minute by minute.

python -m benchmarks.rate_limit [MINUTES] [DIALECT…]

The server, in a process of its own, allows 600 requests a minute (ten a second) and answers after 0.5 s. DIALECT is
what it says of that: `silent` (a 429 and no more), `retry-after`, `headers` (OpenAI's); and after a colon what it
counts by, other than a bucket of a second: `silent:window` (fixed, of a minute), `silent:sliding`. All of DIALECTS, one
after the other, if none is given.
"""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from pydantic import SecretStr

from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement, table
from benchmarks.stub import stub
from core.document import Document
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from extraction.engine import Request, RunContext
from extraction.engines.model import ModelOptions, open_model_engine
from schemas.registry import select_kinds

PER_MINUTE = 600
LATENCY_S = 0.5
AT_ONCE = 64
DIALECTS = ("silent", "silent:window", "silent:sliding", "retry-after", "retry-after:window", "headers")


def measure_rate_limit(folder: Path, minutes: int, dialect: str) -> Iterator[Measurement]:
    """Ask for `minutes` without a pause; yield what was used of the limit after the first minute, and what refused.

    What is written lies in a folder of its own below `folder`.
    """
    folder = folder / dialect.replace(":", "-")
    folder.mkdir(parents=True)
    answers = folder / "answers.json"
    answers.write_text(json.dumps(['{"stances": []}']), encoding="utf-8")
    with stub(answers, LATENCY_S, PER_MINUTE, dialect) as server:
        asyncio.run(_ask_for(minutes * 60.0, server.base_url, LandingLog(folder / "landing")))
    taken = Counter(int(second // 60) for second, status in server.seen if status == 200)
    refused = Counter(int(second // 60) for second, status in server.seen if status == 429)
    later = range(1, minutes)
    used = tuple(100 * taken[minute] / PER_MINUTE for minute in later)
    yield Measurement(f"{dialect}: used of the limit, from the second minute on", "% a minute", used, "≥ 95")
    refusals = tuple(float(refused[minute]) for minute in later)
    yield Measurement(f"{dialect}: refused, from the second minute on", "a minute", refusals, "≤ 0")
    yield Measurement(f"{dialect}: refused in the first minute", "requests", (float(refused[0]),))


async def _ask_for(seconds: float, base_url: str, log: LandingLog) -> None:
    engine = open_model_engine(
        "openai/stub", ModelOptions(base_url=base_url, api_key=SecretStr("none"), concurrency=AT_ONCE)
    )
    kinds, until, numbers = select_kinds(["stance"]), time.monotonic() + seconds, iter(range(10**9))
    with log.writer() as writer:
        journal = RunJournal(LandingIndex.of(log), writer)

        async def ask() -> None:
            while time.monotonic() < until:
                document = Document(f"Report number 0, copy {next(numbers)}.", "bench.txt")
                await engine.ask(Request(document, kinds), RunContext("bench", "bench", journal))

        await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
        await engine.aclose()


def main() -> None:
    """Measure, and print it with the machine and the command."""
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 4
    dialects = sys.argv[2:] or DIALECTS
    print(describe_machine(f"python -m benchmarks.rate_limit {minutes} {' '.join(dialects)}"))
    with tempfile.TemporaryDirectory() as folder:
        found = [one for name in dialects for one in measure_rate_limit(Path(folder), minutes, name)]
    print(table(found))


if __name__ == "__main__":
    main()
