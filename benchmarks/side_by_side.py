"""The same documents with the same answers through every tool, each as a whole process, one after another, in turns.

    python -m benchmarks.side_by_side [DOCUMENTS] [TIMES] [TOOL…]

Each tool runs over a few documents and over many: the difference is what a further document costs, the first run what
it costs to begin. Before any is measured each runs once over the few, so that none pays in a measured run for compiling
its code. Every run has a stub server of its own, which counts what it is sent.
"""

from __future__ import annotations

import json
import math
import statistics
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.answers import Facts, facts_of
from benchmarks.comparison import Figure, where_others_are_better
from benchmarks.corpus import documents_of
from benchmarks.machine import describe_machine
from benchmarks.measurement import Measurement, shown
from benchmarks.page import Plot, Section, Table, markdown
from benchmarks.stub import ROOT, stub
from benchmarks.stub_rate import requests_per_second
from benchmarks.tools import AT_ONCE, CONTEXTGEM, DOCETL, LANGEXTRACT, OURS, PLAIN_LOOP, Tool, emptied, versions
from benchmarks.whole_process import Cost, cost_of
from extraction.reading import read_document

LATENCY_S = 0.1
TOOLS = (OURS, PLAIN_LOOP, LANGEXTRACT, CONTEXTGEM, DOCETL)
BYTES_A_TOKEN = 4
SELDOM = (CONTEXTGEM, DOCETL)
"""Tools that are measured once less than the others: nothing is claimed against them, and they take long."""
FEW = 10
"""Documents of the run that tells what it costs to begin."""


@dataclass(frozen=True)
class Run:
    """One run of one tool over so many documents: what it cost, and what the server was sent."""

    documents: int
    cost: Cost
    requests: int
    bytes_sent: int
    busiest_second: int


@dataclass(frozen=True)
class Rounds:
    """All runs of one tool, over few and over many documents, in the order of the rounds."""

    tool: Tool
    few: Sequence[Run]
    many: Sequence[Run]

    def each(self, figure: Callable[[Run], float]) -> tuple[float, ...]:
        """Return a figure of every run over many documents."""
        return tuple(figure(run) for run in self.many)

    def further(self, figure: Callable[[Cost], float]) -> tuple[float, ...]:
        """Return, for each round, what one further document adds to a figure; nan where the noise is larger than it."""
        found = (
            (figure(many.cost) - figure(few.cost)) / (many.documents - few.documents)
            for few, many in zip(self.few, self.many, strict=True)
        )
        return tuple(each if each > 0 else math.nan for each in found)

    def rates(self) -> tuple[float, ...]:
        """Return, for each round, the documents a second once it runs."""
        return tuple(1 / each for each in self.further(_elapsed))


def section(folder: Path, *, quick: bool) -> Section:
    """Measure every tool; quickly, once and on few documents."""
    return measured(folder, TOOLS, documents=20 if quick else 400, times=1 if quick else 3)


def measured(folder: Path, tools: Sequence[Tool], documents: int, times: int) -> Section:
    """Measure `tools` on `documents` documents, `times` times, in an order that turns with every round.

    Each has run once before that: what it compiles and keeps is there.
    """
    few = documents_of(ROOT / "seeds", folder / "few", FEW)
    documents_of(ROOT / "seeds", folder / "many", documents)
    facts = facts_of([read_document(str(path)) for path in few])
    for tool in tools:
        _run(tool, folder, folder / "few", facts)
    runs: dict[str, tuple[list[Run], list[Run]]] = defaultdict(lambda: ([], []))
    for number in range(times):
        for tool in _in_turn(tools, number, times):
            for place, corpus in enumerate(("few", "many")):
                runs[tool.name][place].append(_run(tool, folder, folder / corpus, facts))
    rounds = [Rounds(tool, *runs[tool.name]) for tool in tools]
    return _section(rounds, documents, requests_per_second(folder / "rate", requests=1000 if times == 1 else 5000))


def _in_turn(tools: Sequence[Tool], number: int, times: int) -> list[Tool]:
    """Return the tools of one round: each begins with another, and the last leaves out what is measured seldom."""
    turned = [*tools[number % len(tools) :], *tools[: number % len(tools)]]
    return [tool for tool in turned if tool not in SELDOM or number < max(1, times - 1)]


def _run(tool: Tool, folder: Path, documents: Path, facts: Sequence[Facts]) -> Run:
    place = emptied(folder / "run")
    answers = folder / "answers.json"
    answers.write_text(json.dumps([tool.answer(one) for one in facts]), encoding="utf-8")
    with stub(answers, LATENCY_S) as server:
        made = tool.prepare(place, documents, server.base_url)
        cost = cost_of(made.command, made.folder, made.environment, made.watched, made.marker)
    count = len(list(documents.iterdir()))
    seconds = Counter(int(second) for second, _ in server.seen)
    print(f"{tool.label}, {count} documents: {cost}", file=sys.stderr, flush=True)
    return Run(count, cost, len(server.seen), server.bytes_in, max(seconds.values(), default=0))


def _section(rounds: Sequence[Rounds], documents: int, rate: float) -> Section:
    tools = tuple(one.tool for one in rounds)
    busiest = max(run.busiest_second for one in rounds for run in one.many)
    return Section(
        "Side by side: the same documents, the same answers",
        _text(documents, versions(tools)),
        [
            *_comparisons({one.tool.name: one for one in rounds}, documents),
            Measurement("stub server: what it can answer", "requests/s", (rate,)),
            Measurement("stub server: the most that any tool asked of it", "requests/s", (float(busiest),)),
        ],
        [_table(rounds, documents), *_others_better(rounds)],
        [
            _bars("documents-per-second", "Documents a second, whole process", "documents/s", rounds, documents),
            Plot(
                "cpu-per-document",
                "Processor time of one further document",
                "",
                "ms",
                {"CPU": [(one.tool.label, 1000 * statistics.median(one.further(_cpu))) for one in rounds]},
                is_bars=True,
            ),
        ],
    )


def _text(documents: int, named: str) -> str:
    return f"""
{documents:,} documents of at most 5 kB, each with the same facts as its answer in the form that the tool asks for,
from a local server that answers after {LATENCY_S} s; {AT_ONCE} requests at once for every tool. {named}, each in an
environment of its own that keeps its bytecode, after one run over {FEW} documents that is not measured. *Whole process*
is from the command to its end, with every process that it starts; *a further document* is what is left when the cost of
a run over {FEW} documents is taken off. What each does is not the same:

- **dossier run** validates every record, places every quote and every printed value in the text, writes a log to disk
  before it goes on, loads and publishes a database, and reports; without a Prefect server that runs, it starts one.
- **instructor, plain loop** validates the answer and writes it down. It places nothing, resumes nothing, loads nothing.
- **langextract** places one text a record; it writes when all documents are done.
- **contextgem** has the model name paragraphs and looks them up; it places no quote.
- **docetl** writes down what the model says; it writes when all documents are done.

Tokens are the bytes of the requests' bodies divided by {BYTES_A_TOKEN}. The rules of what to read are the same for all,
in words or in a schema, as each tool takes them; ours and langextract's prompts have examples beside them.
"""


def _cpu(cost: Cost) -> float:
    return cost.cpu_s


def _elapsed(cost: Cost) -> float:
    return cost.elapsed_s


def _comparisons(found: dict[str, Rounds], documents: int) -> Iterator[Measurement]:
    """Yield how many times the documents a second, and how many times the CPU; round by round, and the budget."""
    own = found.get(OURS.name)
    whole = f"{documents:,} documents, whole process"
    if own and (peer := found.get(LANGEXTRACT.name)):
        name = "against langextract: documents/s"
        elapsed = _ratios(peer.each(_elapsed_of), own.each(_elapsed_of))
        yield Measurement(f"{name}, {whole}", "×", elapsed, "≥ 4")
        yield Measurement(f"{name}, once it runs", "×", _ratios(peer.further(_elapsed), own.further(_elapsed)), "≥ 4")
        cpu = _ratios(own.further(_cpu), peer.further(_cpu))
        yield Measurement("against langextract: CPU of a further document", "×", cpu, "≤ 0.25")
    if own and (peer := found.get(PLAIN_LOOP.name)):
        cpu = _ratios(own.further(_cpu), peer.further(_cpu))
        yield Measurement("against the plain loop: CPU of a further document", "×", cpu, "≤ 2")
        cpu = _ratios(own.each(_cpu_of), peer.each(_cpu_of))
        yield Measurement(f"against the plain loop: CPU, {whole}", "×", cpu, "≤ 2")


def _ratios(over: Sequence[float], under: Sequence[float]) -> tuple[float, ...]:
    return tuple(one / other for one, other in zip(over, under, strict=True))


def _elapsed_of(run: Run) -> float:
    return run.cost.elapsed_s


def _cpu_of(run: Run) -> float:
    return run.cost.cpu_s


FIGURES: tuple[tuple[str, Callable[[Rounds], tuple[float, ...]], bool], ...] = (
    ("documents/s, whole process", lambda one: one.each(lambda run: run.documents / run.cost.elapsed_s), True),
    ("documents/s, once it runs", lambda one: one.rates(), True),
    (
        "CPU a document, whole process, ms",
        lambda one: one.each(lambda run: 1000 * run.cost.cpu_s / run.documents),
        False,
    ),
    ("CPU of a further document, ms", lambda one: tuple(1000 * each for each in one.further(_cpu)), False),
    (f"{FEW} documents, s", lambda one: tuple(run.cost.elapsed_s for run in one.few), False),
    ("peak memory of all its processes, MB", lambda one: one.each(lambda run: run.cost.memory_mb), False),
    ("first record on disk, s", lambda one: one.each(lambda run: run.cost.first_record_s or run.cost.elapsed_s), False),
    ("requests a document", lambda one: one.each(lambda run: run.requests / run.documents), False),
    ("tokens sent a document", lambda one: one.each(lambda run: run.bytes_sent / BYTES_A_TOKEN / run.documents), False),
)
"""What the table says of every tool, and whether more of it is better."""


def _table(rounds: Sequence[Rounds], documents: int) -> Table:
    header = ["", *(one.tool.label for one in rounds)]
    rows = [[name, *(_cell(of(one)) for one in rounds)] for name, of, _ in FIGURES]
    times = sorted({len(one.many) for one in rounds}, reverse=True)
    told = f"{documents:,} documents; median, and the lowest and highest of {' or '.join(map(str, times))} runs"
    return Table(header, rows, told)


def _others_better(rounds: Sequence[Rounds]) -> Iterator[Table]:
    if rounds[0].tool is OURS:
        figures = (
            Figure(name, {one.tool.label: statistics.median(of(one)) for one in rounds}, is_more_better=is_more_better)
            for name, of, is_more_better in FIGURES
        )
        yield where_others_are_better(figures, OURS.label)


def _cell(values: tuple[float, ...]) -> str:
    low, high = min(values), max(values)
    spread = "" if low == high else f" ({shown(low, 3)}–{shown(high, 3)})"
    return f"{shown(statistics.median(values), 3)}{spread}"


def _bars(name: str, title: str, unit: str, rounds: Sequence[Rounds], documents: int) -> Plot:
    points = [
        (one.tool.label, statistics.median(one.each(lambda run: run.documents / run.cost.elapsed_s))) for one in rounds
    ]
    running = [(one.tool.label, statistics.median(one.rates())) for one in rounds]
    return Plot(name, title, "", unit, {f"{documents:,} documents": points, "once it runs": running}, is_bars=True)


def main() -> None:
    """Measure as the command line says, and print the section."""
    documents, times = (int(number) for number in (*sys.argv[1:3], *("100", "1")[len(sys.argv[1:3]) :]))
    tools = tuple(one for one in TOOLS if not sys.argv[3:] or one.name in sys.argv[3:])
    print(describe_machine(f"python -m benchmarks.side_by_side {' '.join(sys.argv[1:])}"), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        print(markdown(measured(Path(folder), tools, documents, times), "benchmarks"))


if __name__ == "__main__":
    main()
