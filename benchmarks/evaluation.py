"""The evaluation of 1,000 documents: comparing what was found with what is expected, and the scores with intervals."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks.measurement import Measurement, seconds
from core.document import Document
from core.lines import ExtractionLine
from core.settings import Settings
from evaluation.golden import Goldens
from evaluation.outcome import DocumentOutcome
from evaluation.running import Answers, document_outcome, evaluate
from evaluation.scoring import scores_of
from evaluation.selection import Selection, Task, select
from extraction.engine import RunContext
from extraction.engines import open_engine
from extraction.pipeline import extract, extraction_id
from schemas.registry import select_kinds

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Extracted:
    """A golden with its document, and what the rules found in it."""

    task: Task
    line: ExtractionLine


def measure_evaluation(documents: int) -> Iterator[Measurement]:
    """Measure on `documents` copies of the seeds, each a text of its own by its last line."""
    goldens = Goldens(ROOT / "tests" / "golden")
    kinds = select_kinds(None)
    seeds = [task for task in select(goldens, [], kinds).tasks if task.golden.source.startswith("seeds/")]
    tasks = [_copy(seeds[number % len(seeds)], number) for number in range(documents)]
    selection = Selection(goldens, tuple(tasks), kinds, ())
    (whole,) = seconds(partial(evaluate, "rules", selection, Settings()), 1)
    yield Measurement("evaluation: rules, comparison, scores", f"s for {documents:,} documents", (whole,), "seconds")
    found = asyncio.run(_extracted(tasks))
    scored = frozenset(kind.name for kind in kinds)
    outcomes: list[DocumentOutcome] = []
    (comparing,) = seconds(lambda: outcomes.extend(document_outcome(one.task, one.line, scored) for one in found), 1)
    yield Measurement("evaluation: comparison alone", "documents/s", (documents / comparing,))
    scoring = seconds(partial(scores_of, outcomes), 3)
    yield Measurement(f"evaluation: scores and intervals of {documents:,} documents", "s", scoring)


def _copy(task: Task, number: int) -> Task:
    text = f"{task.document.text}\nCopy number {number}.\n"
    document: Document = replace(task.document, text=text)
    golden = task.golden.model_copy(update={"document_id": document.document_id, "name": f"{number:06}"})
    return Task(golden, document, task.asked)


async def _extracted(tasks: list[Task]) -> list[Extracted]:
    engine = open_engine("rules", Settings())
    found = []
    for task in tasks:
        context = RunContext("bench", extraction_id(task.document, task.asked, engine), Answers())
        found.append(Extracted(task, await extract(task.document, task.asked, engine, context)))
    return found
