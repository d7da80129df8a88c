"""A process to be killed: lands documents one by one as a run does, and loads and publishes every few of them.

usage: python -m tests.crash.lander FOLDER DOCUMENTS [EVERY]
Started again, it goes on where the log ends: what is landed is not landed again, and no answer is asked for twice. It
says what it has done once it is done: `landed <id>` for each line that has one, `loaded <documents>` for each load.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from core.errors import DossierError
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.lines import AnyLine, CallLine, DocumentLine, ExtractionLine
from tests.warehouse import landed
from warehouse.load import load_and_publish

LOAD_EVERY = 4
Told = Callable[[str], None]


def identity(line: AnyLine) -> str | None:
    """Return what a line is known by; None for lines that may come any number of times."""
    match line:
        case DocumentLine():
            return line.document_id
        case CallLine():
            return line.request_hash
        case ExtractionLine():
            return line.extraction_id
    return None


def land(log: LandingLog, numbers: range, tell: Told = lambda _: None) -> None:
    """Land the documents of these numbers with all that a run says of them, but for what is landed already."""
    index = LandingIndex.of(log)
    with log.writer() as writer:
        journal = RunJournal(index, writer)
        for number in numbers:
            for line in landed.one_document(number, minutes=number):
                match line:
                    case DocumentLine(document_id=known) if known in index.documents:
                        continue
                    case ExtractionLine(extraction_id=known) if known in index.done:
                        continue
                    case CallLine() if journal.answered(line.request_hash) is not None:
                        continue
                    case CallLine():
                        journal.record(line)
                    case _:
                        writer.append(line)
                if known_by := identity(line):
                    tell(f"landed {known_by}")


def land_and_load(folder: Path, documents: int, every: int = LOAD_EVERY, tell: Told = lambda _: None) -> None:
    """Land `documents` documents, and load after each `every` of them and at the end."""
    log = LandingLog(folder / "landing")
    for first in range(0, documents, every):
        land(log, range(first, min(first + every, documents)), tell)
        load_and_publish(folder / "dossier.duckdb")
        tell(f"loaded {min(first + every, documents)}")


if __name__ == "__main__":
    print("ready", flush=True)
    try:
        where, how_many, *every = sys.argv[1:]
        load_every = int(every[0]) if every else LOAD_EVERY
        land_and_load(Path(where), int(how_many), load_every, lambda text: print(text, flush=True))
    except DossierError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(1)
