"""The stages of the main job, one process, one core: reading, the rules, grounding, loading."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from benchmarks.corpus import documents_of
from benchmarks.measurement import Measurement, cpu_seconds, seconds
from benchmarks.real_texts import CORPUS, OWN, pieces_of, told_apart
from core.document import Document
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.lines import DocumentLine, ExtractionLine
from core.settings import Settings
from extraction.engine import RunContext
from extraction.engines import open_engine
from extraction.grounding.index import index_of
from extraction.grounding.quotes import locate
from extraction.pipeline import extract, extraction_id
from extraction.reading import read_document
from schemas.registry import select_kinds
from warehouse.load import load_and_publish

ROOT = Path(__file__).parents[1]


def measure_stages(folder: Path, documents: int) -> Iterator[Measurement]:
    """Measure on `documents` texts of about 5 kB that are made of the seeds."""
    paths = documents_of(ROOT / "seeds", folder / "documents", documents)
    reading = cpu_seconds(lambda: [read_document(str(path)) for path in paths])
    yield Measurement("reading", "documents/s of CPU", (documents / reading,))
    read = [read_document(str(path)) for path in paths]
    log = LandingLog(folder / "warehouse" / "landing")
    lines: list[ExtractionLine] = []
    extracted(read[:5], log)  # what is read once a process: lexicons
    extracting = cpu_seconds(lambda: lines.extend(extracted(read, log)))
    yield Measurement(
        "rules: extract, validate, ground", "documents of 5 kB/s of CPU", (documents / extracting,), "≥ 200 end to end"
    )
    yield from _rules_on_real_texts(log, documents)
    with log.writer() as writer:
        for document, line in zip(read, lines, strict=True):
            writer.append(_document_line(document))
            writer.append(line)
    records = sum(len(line.records) for line in lines)
    (loading,) = seconds(lambda: load_and_publish(folder / "warehouse" / "dossier.duckdb"), 1)
    name = f"load and publish {records:,} records, a dozen rows each"
    yield Measurement(name, "records/s", (records / loading,), "≥ 50,000; see Loading for what DuckDB itself does")
    yield from _grounding(read)


def _rules_on_real_texts(log: LandingLog, most: int) -> Iterator[Measurement]:
    """Measure the rules on the corpus, where it lies beside the clone, and on pages that hold no record."""
    own = pieces_of(OWN, most)
    empty = [document for document, line in zip(own, extracted(own, log), strict=True) if not line.records]
    for texts, name in ((pieces_of(CORPUS, most), "real texts of the corpus"), (empty, "real texts without a record")):
        if documents := told_apart(texts):
            extracting = cpu_seconds(partial(extracted, documents, log))
            rate = (len(documents) / extracting,)
            yield Measurement(f"rules: the same on {name}", "documents of 5 kB/s of CPU", rate, "≥ 200 end to end")


def extracted(documents: list[Document], log: LandingLog) -> list[ExtractionLine]:
    """Return what the rules find in `documents`; `log` is not written, as no model is called."""
    engine, kinds = open_engine("rules", Settings()), select_kinds(None)

    async def extract_all() -> list[ExtractionLine]:
        with log.writer() as writer:
            journal = RunJournal(LandingIndex.of(log), writer)
            return [
                await extract(one, kinds, engine, RunContext("bench", extraction_id(one, kinds, engine), journal))
                for one in documents
            ]

    return asyncio.run(extract_all())


def _document_line(document: Document) -> DocumentLine:
    return DocumentLine(
        document_id=document.document_id,
        source=document.source,
        title=document.title,
        published_on=document.published_on,
        language=document.language,
        media_type=document.media_type,
        metadata=[],
        text=document.text,
    )


def _grounding(documents: list[Document]) -> Iterator[Measurement]:
    """Place one quote of 600 characters in a text of about 25,000, as printed and with every tenth word left out."""
    text = "\n".join(document.text for document in documents[:5])
    index = index_of(Document(text, "long.txt"))
    start = text.index(" ", len(text) // 2) + 1
    exact = text[start : text.index(" ", start + 600)]
    paraphrased = " ".join(word for place, word in enumerate(exact.split()) if place % 10)
    for name, quote, budget in (("exact", exact, "≤ 0.1"), ("paraphrased", paraphrased, "≤ 3")):
        taken = seconds(partial(locate, index, quote), 20)
        yield Measurement(f"grounding: {name} quote", "ms", tuple(second * 1000 for second in taken), budget)
