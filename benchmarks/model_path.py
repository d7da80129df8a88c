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
from dataclasses import dataclass, replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from pydantic import SecretStr

from benchmarks.client_libraries import libraries_cpu_s
from benchmarks.corpus import documents_of
from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement, cpu_seconds, table
from benchmarks.real_texts import CORPUS, ROOT, pieces_of
from benchmarks.stub import stub
from core.document import Document
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.lines import ExtractionLine
from extraction.engine import Engine, Request, RunContext
from extraction.engines.model import ModelOptions, open_model_engine
from extraction.engines.rules import RulesEngine
from extraction.pipeline import extract, extraction_id
from extraction.reading import read_document
from flows.documents import document_line
from schemas.registry import select_kinds
from warehouse.load import load_and_publish

LATENCY_S = 0.2
AT_ONCE = 64
OF_LIBRARIES = 300
"""Documents of which it is measured what the client libraries alone take."""


@dataclass(frozen=True)
class Texts:
    """Documents to ask a model about, and what it answers: item n to the one that begins with `Report number n`."""

    name: str
    documents: list[Document]
    answers: list[str]


def measure_model_path(folder: Path, documents: int) -> Iterator[Measurement]:
    """Measure on `documents` texts of about 5 kB made of the seeds, and on real ones where the corpus lies there.

    Each is answered with what the rules find in it. The seeds are dense: real texts hold a fraction of their records.
    """
    for texts in (_seeds(folder, documents), _real(documents)):
        if texts.documents:
            yield from _measured(folder / texts.name, texts)


def _seeds(folder: Path, count: int) -> Texts:
    documents = [read_document(str(path)) for path in documents_of(ROOT / "seeds", folder / "documents", count)]
    return Texts("seeds", documents, _answers(documents[:50]))


def _real(count: int) -> Texts:
    """Return pieces of the corpus, over and over until there are `count`, each with a first line of its own."""
    pieces = pieces_of(CORPUS, count)
    numbered = enumerate(islice(cycle(pieces), count))
    documents = [replace(one, text=f"Report number {number}\n{one.text}") for number, one in numbered]
    return Texts("real texts", documents, _answers(documents[: len(pieces)]))


def _answers(documents: list[Document]) -> list[str]:
    """Return what the rules find in `documents`, read as others than those: nothing of them is worked out by that."""
    rules, kinds = RulesEngine(), select_kinds(None)
    others = [replace(one, text=f"{one.text}\n") for one in documents]
    return [json.dumps(rules.answer(Request(one, kinds)), default=str) for one in others]


def _measured(folder: Path, texts: Texts) -> Iterator[Measurement]:
    folder.mkdir(parents=True, exist_ok=True)
    answers, count = folder / "answers.json", len(texts.documents)
    answers.write_text(json.dumps(texts.answers), encoding="utf-8")
    log = LandingLog(folder / "warehouse" / "landing")
    first = [replace(one, text=f"{one.text}\n\n") for one in texts.documents[:20]]
    with stub(answers, LATENCY_S) as server:
        options = ModelOptions(base_url=server.base_url, api_key=SecretStr("none"), concurrency=AT_ONCE)
        engine = open_model_engine("openai/stub", options)
        asyncio.run(_extract_all(first, engine, LandingLog(folder / "warm-up")))
        began, cpu = time.perf_counter(), time.process_time()
        lines = asyncio.run(_extract_all(texts.documents, engine, log))
        elapsed, cpu = time.perf_counter() - began, time.process_time() - cpu
    calls = (len(server.seen) - len(first)) / count
    with stub(answers, LATENCY_S) as server:
        libraries = libraries_cpu_s(texts.documents[:OF_LIBRARIES], server.base_url, AT_ONCE)
    loading = cpu_seconds(partial(load_and_publish, folder / "warehouse" / "dossier.duckdb"))
    records = sum(len(line.records) for line in lines) / count
    of = texts.name
    yield Measurement(f"{of}: own CPU", "ms a document", (1000 * (cpu + loading) / count,), "≤ 5")
    yield Measurement(f"{of}: of it loading", "ms a document", (1000 * loading / count,))
    yield Measurement(f"{of}: of it instructor, openai and HTTP alone", "ms a document", (1000 * libraries,))
    yield Measurement(f"{of}: calls", "a document", (calls,))
    yield Measurement(f"{of}: records", "a document", (records,))
    yield Measurement(f"{of}: {AT_ONCE} at a time, {LATENCY_S} s each", "documents a second", (count / elapsed,))


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
