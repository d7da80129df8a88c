"""What one document costs our own processor when a model is asked: the model's time, in another process, is not in it.

python -m benchmarks.model_path [DOCUMENTS] [--profile]
"""

from __future__ import annotations

import asyncio
import cProfile
import json
import pstats
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from pydantic import SecretStr

from benchmarks.client_libraries import libraries_cpu_s
from benchmarks.corpus import documents_of
from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement, table
from benchmarks.stages import ROOT
from benchmarks.stub import stub
from core.document import Document
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.lines import ExtractionLine
from core.settings import Settings
from extraction.engine import Engine, Request, RunContext
from extraction.engines import open_engine
from extraction.engines.model import ModelOptions, open_model_engine
from extraction.pipeline import extract, extraction_id
from extraction.reading import read_document
from flows.documents import document_line
from schemas.registry import select_kinds
from warehouse.load import load_and_publish

LATENCY_S = 0.2
AT_ONCE = 64


def measure_model_path(folder: Path, documents: int) -> Iterator[Measurement]:
    """Measure on `documents` texts of about 5 kB, answered with what the rules find in them."""
    paths = documents_of(ROOT / "seeds", folder / "documents", documents)
    read = [read_document(str(path)) for path in paths]
    answers = folder / "answers.json"
    answers.write_text(json.dumps(asyncio.run(_answers(read[:50]))), encoding="utf-8")
    log = LandingLog(folder / "warehouse" / "landing")
    with stub(answers, LATENCY_S) as server:
        options = ModelOptions(base_url=server.base_url, api_key=SecretStr("none"), concurrency=AT_ONCE)
        engine = open_model_engine("openai/stub", options)
        asyncio.run(_extract_all(read[:20], engine, LandingLog(folder / "warm-up")))
        began, cpu = time.perf_counter(), time.process_time()
        lines = asyncio.run(_extract_all(read, engine, log))
        elapsed, cpu = time.perf_counter() - began, time.process_time() - cpu
    calls = (len(server.seen) - 20) / documents
    with stub(answers, LATENCY_S) as server:
        libraries = libraries_cpu_s(read, server.base_url, AT_ONCE)
    loading = time.process_time()
    load_and_publish(folder / "warehouse" / "dossier.duckdb")
    loading = time.process_time() - loading
    records = sum(len(line.records) for line in lines) / documents
    yield Measurement("model path: own CPU", "ms a document", (1000 * cpu / documents,), "≤ 5 with loading")
    yield Measurement("of it: instructor, openai and HTTP alone", "ms a document", (1000 * libraries,))
    yield Measurement("loading", "ms CPU a document", (1000 * loading / documents,))
    yield Measurement("calls", "a document", (calls,))
    yield Measurement("records", "a document", (records,))
    yield Measurement(f"documents, {AT_ONCE} at a time, {LATENCY_S} s each", "a second", (documents / elapsed,))


async def _answers(documents: list[Document]) -> list[str]:
    rules, kinds = open_engine("rules", Settings()), select_kinds(None)
    run = RunContext(
        "bench", "bench", RunJournal(LandingIndex.of(LandingLog(Path("none"))), LandingLog(Path("none")).writer())
    )
    return [json.dumps(dict((await rules.ask(Request(one, kinds), run)).raw), default=str) for one in documents]


async def _extract_all(documents: list[Document], engine: Engine, log: LandingLog) -> list[ExtractionLine]:
    kinds = select_kinds(None)
    places = asyncio.Semaphore(AT_ONCE)
    with log.writer() as writer:
        journal = RunJournal(LandingIndex.of(log), writer)

        async def one(document: Document) -> ExtractionLine:
            async with places:
                writer.append(document_line(document))
                run = RunContext("bench", extraction_id(document, kinds, engine), journal)
                line = await extract(document, kinds, engine, run)
                writer.append(line)
                return line

        try:
            return await asyncio.gather(*(one(document) for document in documents))
        finally:
            await engine.aclose()


def main() -> None:
    """Measure, and print it with the machine and the command; with `--profile` also where the time goes."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--profile"]
    documents = int(arguments[0]) if arguments else 1000
    print(describe_machine(f"python -m benchmarks.model_path {documents}"))
    profile = cProfile.Profile() if "--profile" in sys.argv else None
    with tempfile.TemporaryDirectory() as folder, profile or nullcontext():
        found = list(measure_model_path(Path(folder), documents))
    print(table(found))
    if profile is not None:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(60)


if __name__ == "__main__":
    main()
