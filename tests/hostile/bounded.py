"""A process that reads hostile texts within limits that the system holds it to: CPU seconds a text, and memory.

python -m tests.hostile.bounded SIZE CPU_SECONDS MEGABYTES: every text of `pathologies`, about SIZE characters each
python -m tests.hostile.bounded fuzz FIRST SECONDS: texts by number, from FIRST on, for so many CPU seconds

It names each text before it reads it, and ends at the first one that takes more, fails, or is quoted wrongly.
"""

from __future__ import annotations

import asyncio
import resource
import signal
import sys
import time
from itertools import count

from core.document import Document
from extraction.engine import NoJournal, RunContext
from extraction.engines.rules import RulesEngine
from extraction.pipeline import extract
from schemas.registry import select_kinds
from tests.hostile.mutations import mutated
from tests.hostile.pathologies import names, text_of

MEDIA_TYPES = ("text/plain", "text/markdown")
SECONDS_A_KILOBYTE = 0.1
"""CPU that a fuzzed text may take, above a second: a hundred times what a page takes."""
MEGABYTES = 1_500


def main(arguments: list[str]) -> None:
    """Read what the arguments say."""
    if arguments[0] == "fuzz":
        _fuzz(int(arguments[1]), float(arguments[2]))
        return
    size, seconds, megabytes = map(int, arguments)
    _limit_memory(megabytes)
    for name in names():
        for media_type in MEDIA_TYPES:
            _read(f"{name}, {media_type}", text_of(name, size), media_type, seconds)


def _fuzz(first: int, seconds: float) -> None:
    _limit_memory(MEGABYTES)
    began = time.process_time()
    for number in count(first):
        if time.process_time() - began > seconds:
            return
        text = mutated(number)
        allowed = 2 + int(SECONDS_A_KILOBYTE * len(text) / 1000)
        _read(f"text {number}", text, MEDIA_TYPES[number % 2], allowed)


def _limit_memory(megabytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def _read(name: str, text: str, media_type: str, seconds: int) -> None:
    print(name, flush=True)
    # The system ends the process there. RLIMIT_CPU would count all texts so far, by ticks of the clock: over minutes on
    # a busy machine these are seconds away from any time that can be asked for.
    signal.setitimer(signal.ITIMER_PROF, seconds + 1)
    document = Document(text, "hostile", media_type=media_type)
    line = asyncio.run(
        extract(document, select_kinds(None), RulesEngine(), RunContext("run", "extraction", NoJournal()))
    )
    if line.status != "ok":
        raise AssertionError(f"{name}: {line.status}, {[reject.reason for reject in line.rejects][:3]}")
    for record in line.records:
        for row in record.evidence:
            if row.char_start is not None and text[row.char_start : row.char_end] != row.quote:
                raise AssertionError(f"{name}: {row.field} of a {record.kind} is not what stands there")


if __name__ == "__main__":
    main(sys.argv[1:])
