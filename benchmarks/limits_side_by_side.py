"""What each tool makes of a server that allows so many requests a minute: how much of it it uses, and what it loses.

    python -m benchmarks.limits_side_by_side [SECONDS]

Every tool has a server of its own that says when to come back (`retry-after`), and more documents than the limit lets
through. All wait most of the time, so they run beside one another.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks.answers import Facts, facts_of
from benchmarks.corpus import documents_of
from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement
from benchmarks.page import Section, Table, markdown
from benchmarks.rate_limit import LATENCY_S, PER_MINUTE, measure_rate_limit
from benchmarks.stub import ROOT, Running, stub
from benchmarks.tools import AT_ONCE, LANGEXTRACT, OURS, PACED, PACED_LOOP, PLAIN_LOOP, Prepared, Tool, emptied
from extraction.reading import read_document

TOOLS = (OURS, PLAIN_LOOP, PACED_LOOP, LANGEXTRACT)
DIALECT = "retry-after"
DIALECTS = ("silent", "retry-after", "headers")
"""Three of those of `rate_limit`: with more, the machine would be what limits."""
START_S = 120
"""Seconds that a tool may take before its first request."""
PATIENCE_S = 60


@dataclass(frozen=True)
class Limited:
    """How a tool fared: what the server answered and refused in the second half of the time, in all, and its end."""

    tool: Tool
    used: float
    refused_later: int
    answered: int
    refused: int
    ending: str


def section(folder: Path, *, quick: bool) -> Section:
    """Measure two minutes of every tool and of every dialect, all at once; quickly, 15 s of every tool."""
    return measured(folder, seconds=15 if quick else 120, dialects=() if quick else DIALECTS)


def measured(folder: Path, seconds: int, dialects: Sequence[str]) -> Section:
    """Run every tool for so long against a limit, and our own engine for two minutes against every dialect."""
    count = int(PER_MINUTE * seconds / 60 * 1.2)
    documents = documents_of(ROOT / "seeds", folder / "documents", count)
    facts = facts_of([read_document(str(path)) for path in documents[:5]])
    with ThreadPoolExecutor(len(TOOLS) + len(dialects)) as pool:
        tools = [pool.submit(_limited, tool, folder, facts, seconds) for tool in TOOLS]
        ours = [pool.submit(_against, folder, name) for name in dialects]
        found = [one.result() for one in tools]
        measurements = [one for waited in ours for one in waited.result()]
    return _section(found, measurements, count, seconds)


def _against(folder: Path, dialect: str) -> list[Measurement]:
    return list(measure_rate_limit(folder, 2, dialect))


def _limited(tool: Tool, folder: Path, facts: Sequence[Facts], seconds: int) -> Limited:
    place = emptied(folder / tool.name)
    answers = folder / f"{tool.name}.json"
    answers.write_text(json.dumps([tool.answer(one) for one in facts]), encoding="utf-8")
    with stub(answers, LATENCY_S, PER_MINUTE, DIALECT) as server:
        made = tool.prepare(place, folder / "documents", server.base_url)
        ending = _ending(made, server, seconds)
    later = Counter(status for at, status in server.seen if seconds / 2 <= at < seconds)
    all_of_them = Counter(status for _, status in server.seen)
    used = 100 * later[200] / (PER_MINUTE * seconds / 2 / 60)
    return Limited(tool, used, later[429], all_of_them[200], all_of_them[429], ending)


def _ending(made: Prepared, server: Running, seconds: float) -> str:
    """Run it for so long from its first request and return how it ended; one that still works is made to stop."""
    process = subprocess.Popen(
        made.command,
        cwd=made.folder,
        env=made.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    is_asked = server.is_asked_within(START_S)
    try:
        _, said = process.communicate(timeout=seconds if is_asked else 0)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        return "still at work when it was stopped"
    if process.returncode:
        last = [line for line in said.splitlines() if line.strip()][-1:]
        return f"ended with an error after a refusal: {''.join(last)[:120]}"
    return "done with all documents"


def _section(found: Sequence[Limited], measurements: Sequence[Measurement], documents: int, seconds: int) -> Section:
    rows = [
        (
            one.tool.label,
            f"{one.used:.0f} %",
            f"{one.refused_later:,}",
            f"{one.answered:,} of {documents:,}",
            f"{one.refused:,}",
            one.ending,
        )
        for one in found
    ]
    header = ("", "used of the limit", "refused", "answered, in all", "refused, in all", "how it ended")
    own = [Measurement(f"{one.tool.label}: used of the limit", "%", (one.used,), "≥ 95") for one in found[:1]]
    return Section(
        "A server with a limit",
        f"""
{PER_MINUTE} requests a minute, {PER_MINUTE // 60} a second and no more, each answered after {LATENCY_S} s; a request
too many is refused with 429 and the second to come back. {seconds} s of every tool, {AT_ONCE} requests at once, which
is more than the limit bears and is what a user who does not know it would set; the first two columns are of the second
half. The plain loop and langextract leave refusals to the client library, which tries twice more and gives up; neither
takes up again what was answered. Told the pace beforehand, {PACED} requests at once, the loop has its own line.
Below, our own engine against servers that say more or less of their limit.
""",
        [*own, *measurements],
        [Table(header, rows)],
    )


def main() -> None:
    """Measure as the command line says, and print the section."""
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    print(describe_machine(f"python -m benchmarks.limits_side_by_side {' '.join(sys.argv[1:])}"), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(markdown(measured(Path(folder), seconds, DIALECTS if seconds >= 120 else ()), "benchmarks"))


if __name__ == "__main__":
    main()
