"""The profile of the page: each stage of four runs, in seconds of the processor."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.answers import as_json, facts_of
from benchmarks.commands import ROOT, SEEDS
from benchmarks.corpus import documents_of
from benchmarks.page import Section, Table
from benchmarks.profiling.sampler import INTO
from benchmarks.profiling.stages import ORDER
from benchmarks.side_by_side import LATENCY_S
from benchmarks.stub import stub
from benchmarks.tools import AT_ONCE
from benchmarks.whole_process import cost_of
from extraction.reading import read_document

SITE = Path(__file__).parent / "site"
SERVER = "flows.private_api_server"
SHOWN = 0.005
SERVERS = "Prefect's server: "
TEXT = """
Where the processor's time goes in a whole `dossier run`, in all its processes; a sampler in each of them looks every
two milliseconds of work (`benchmarks/profiling/`; it slows a run by a hundredth or two). *Cold*: into no warehouse,
without a Prefect server that runs. Prefect's own server is a process of its own, and its rows are told apart. By the
model: {at_once} requests at once to a local server, which is not counted. Of the runs over {documents:,} documents
the milliseconds are what each document takes beyond the five of the cold start.

To repeat it: `python -m benchmarks.profiling {documents}`. Where within a stage: `python -m cProfile -s cumulative -m
cli.main extract FILE`.
"""


@dataclass(frozen=True)
class Profile:
    """The seconds of every stage of one run, those of Prefect's server by themselves; and what the kernel counted."""

    documents: int
    seconds: Mapping[str, float]
    counted: float


def section(folder: Path, *, quick: bool) -> Section:
    """Profile a cold start, a second run, an archive by the rules, and one by a model."""
    return measured(folder, 30 if quick else 1000)


def measured(folder: Path, documents: int) -> Section:
    """Profile runs over the seeds, and over so many documents of 5 kB at most."""
    cold, again = (_profile(folder / "cold", SEEDS, []) for _ in range(2))
    paths = documents_of(SEEDS, folder / "documents", documents)
    rules = _profile(folder / "rules", folder / "documents", [])
    answers = folder / "answers.json"
    facts = facts_of([read_document(str(path)) for path in paths[:10]])
    answers.write_text(json.dumps([as_json(one) for one in facts]), encoding="utf-8")
    with stub(answers, LATENCY_S) as server:
        model = _profile(folder / "model", folder / "documents", ["--engine", "openai/stub"], server.base_url)
    text = TEXT.format(at_once=AT_ONCE, documents=documents)
    return Section("The profile", text, tables=[_table(cold, again, rules, model)])


def _profile(place: Path, documents: Path, options: Sequence[str], base_url: str = "") -> Profile:
    place.mkdir(exist_ok=True)
    into = place / f"profile{len(list(place.glob('profile*')))}"
    into.mkdir()
    environment = {**os.environ, INTO: str(into), "PYTHONPATH": os.pathsep.join([str(SITE), str(ROOT)])}
    environment |= {"OPENAI_BASE_URL": base_url, "OPENAI_API_KEY": "none", "DOSSIER_CONCURRENCY": str(AT_ONCE)}
    environment.pop("PREFECT_API_URL", None)
    command = [sys.executable, "-m", "cli.main", "run", str(documents), *options]
    cost = cost_of(command, place, environment, place / "none")
    seconds: Counter[str] = Counter()
    for file in into.glob("*.json"):
        told = json.loads(file.read_text(encoding="utf-8"))
        whose = SERVERS if SERVER in told["command"] else ""
        seconds.update({f"{whose}{stage}": taken for stage, taken in told["seconds"].items()})
    return Profile(len(list(documents.glob("*.txt"))), seconds, cost.cpu_s)


def _table(cold: Profile, again: Profile, rules: Profile, model: Profile) -> Table:
    """Return a row for each stage: seconds of the small runs, and of the large ones what a further document takes."""
    rows = []
    for stage in (*ORDER, *(f"{SERVERS}{stage}" for stage in ORDER)):
        cells = [_shown(one.seconds.get(stage, 0)) for one in (cold, again)]
        for many in (rules, model):
            taken = many.seconds.get(stage, 0)
            cells += [_shown(taken), _shown(_further_ms(taken - cold.seconds.get(stage, 0), many, cold))]
        rows += [[stage, *cells]] if any(cells) else []
    counted = [f"{one.counted:.2f}" for one in (cold, again)]
    for many in (rules, model):
        counted += [f"{many.counted:.2f}", f"{_further_ms(many.counted - cold.counted, many, cold):.2f}"]
    header = ["stage", f"{cold.documents} documents, cold: s", "the same again: s"]
    for name, many in (("rules", rules), ("model", model)):
        header += [f"{many.documents:,} by the {name}: s", "ms a further document"]
    return Table(header, [*rows, ["**as the kernel counts**", *counted]])


def _further_ms(seconds: float, many: Profile, few: Profile) -> float:
    return 1000 * seconds / (many.documents - few.documents)


def _shown(value: float) -> str:
    """Return the number, or nothing where it is less than can be told from nothing."""
    return f"{value:.2f}" if value >= SHOWN else ""
