"""Documents read by the built-in engine, and records made by hand with all their evidence, as lines of the log."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from core.document import Document
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.lines import Evidence, LandedRecord, RunLine, SightingLine
from core.settings import Settings
from extraction.engine import RunContext
from extraction.engines import open_engine
from extraction.pipeline import extract, extraction_id
from extraction.reading import read_document
from flows.documents import document_line
from schemas.registry import kinds, select_kinds
from schemas.shape import leaves

SEEDS = Path(__file__).parents[2] / "seeds"


def run_over(paths: Iterable[Path], log: LandingLog, run_id: str = "run-1") -> None:
    """Land what a run of the rules over these documents lands."""
    engine, wanted = open_engine("rules", Settings()), select_kinds(None)
    run = RunLine(
        run_id=run_id, event="started", engine="rules", kinds=[kind.name for kind in wanted], command="dossier run"
    )
    with log.writer() as writer:
        journal = RunJournal(LandingIndex.of(log), writer)
        writer.append(run)
        records = documents = 0
        for path in paths:
            document = read_document(str(path))
            identity = extraction_id(document, wanted, engine)
            line = asyncio.run(extract(document, wanted, engine, RunContext(run_id, identity, journal)))
            for landed in (document_line(document), _sighting(document, run_id), line):
                writer.append(landed)
            records, documents = records + len(line.records), documents + 1
        counts = {"documents": documents, "extracted": documents, "skipped": 0, "failed": 0, "records": records}
        writer.append(run.model_copy(update={"event": "finished", "at": line.at, "outcome": "done", **counts}))


def _sighting(document: Document, run_id: str) -> SightingLine:
    return SightingLine(document_id=document.document_id, source=document.source, run_id=run_id)


def proved(record_id: str, kind: str, text: str, **data: Any) -> LandedRecord:
    """A record with evidence for every leaf: the whole text, as far as anybody asks."""
    model = kinds()[kind].model.model_validate({"quotes": [text], "source_kind": "prose", **data})
    span = {"quote": text, "char_start": 0, "char_end": len(text), "match": "derived", "score": 1.0}
    proof = [Evidence.model_validate({"field": leaf.path, "value": str(leaf.value), **span}) for leaf in leaves(model)]
    return LandedRecord(record_id=record_id, kind=kind, data=model.model_dump(mode="json"), evidence=proof)
