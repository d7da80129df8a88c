"""A process to be killed: lands documents one by one as a run does, and loads and publishes every few of them.

usage: python -m tests.crash.lander FOLDER DOCUMENTS
Started again, it goes on where the log ends: what is landed is not landed again, and no answer is asked for twice.
"""

from __future__ import annotations

import sys
from pathlib import Path

from core.landing import LandingLog, RunJournal
from core.lines import CallLine, DocumentLine, ExtractionLine
from tests.warehouse import landed
from warehouse.load import load_and_publish

LOAD_EVERY = 4


def land_and_load(folder: Path, documents: int) -> None:
    log = LandingLog(folder / "landing")
    index = log.index()
    with log.writer() as writer:
        journal = RunJournal(index, writer)
        for number in range(documents):
            for line in landed.one_document(number, minutes=number):
                match line:
                    case DocumentLine(document_id=known) if known in index.documents:
                        pass
                    case ExtractionLine(extraction_id=known) if known in index.done:
                        pass
                    case CallLine():
                        if journal.answered(line.request_hash) is None:
                            journal.record(line)
                    case _:
                        writer.append(line)
            if number % LOAD_EVERY == LOAD_EVERY - 1:
                load_and_publish(folder / "dossier.duckdb")
    load_and_publish(folder / "dossier.duckdb")


if __name__ == "__main__":
    print("ready", flush=True)
    land_and_load(Path(sys.argv[1]), int(sys.argv[2]))
