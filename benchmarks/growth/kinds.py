"""From 1 to 30 kinds of record: the project as a user has it who has added kinds, each a copy of one that there is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from benchmarks.commands import ROOT
from benchmarks.corpus import documents_of
from benchmarks.page import Plot, Table
from benchmarks.whole_process import Cost, cost_of

PARTS = ("core", "schemas", "prompts", "extraction", "warehouse", "evaluation", "flows", "cli", "seeds")
_CLASS = regex.compile(r"^class (\w+)\(", regex.MULTILINE)
_DOCUMENTS = 20


@dataclass(frozen=True)
class Kinds:
    """What a run costs with so many kinds: of 20 documents, and again; and how long what a model is asked becomes."""

    kinds: int
    first: Cost
    again: Cost
    warehouse_mb: float
    prompt_characters: int


def measure_kinds(folder: Path, numbers: Sequence[int]) -> Iterator[Kinds]:
    """Run a project with each number of kinds with the built-in engine, which finds nothing of those that are made."""
    for number in numbers:
        place = folder / str(number)
        project = place / "project"
        for part in PARTS:
            shutil.copytree(
                ROOT / part,
                project / part,
                ignore=shutil.ignore_patterns("__pycache__", "published", "*.jsonl", "*.db*"),
            )
        chosen = ["--kinds", ",".join(make_kinds(project / "schemas" / "kinds", number))]
        documents_of(ROOT / "seeds", place / "documents", _DOCUMENTS)
        first, again = (_dossier(place, project, "run", "documents", *chosen) for _ in range(2))
        published = (place / "warehouse" / "dossier.duckdb").resolve()
        yield Kinds(number, first, again, published.stat().st_size / 1e6, _prompt_characters(place, project, chosen))


def make_kinds(folder: Path, number: int) -> list[str]:
    """Add copies of the kinds in `folder`, under names of their own, until there are `number`; return so many names."""
    own = sorted(path.stem for path in folder.glob("*.py") if path.name != "__init__.py")
    made = []
    for place in range(len(own), number):
        name = own[place % len(own)]
        text = (folder / f"{name}.py").read_text(encoding="utf-8")
        for model in _CLASS.findall(text):
            text = regex.sub(rf"\b{model}\b", f"{model}{place}", text)
        (folder / f"{name}{place}.py").write_text(text, encoding="utf-8")
        made.append(f"{name}{place}")
    return [*own, *made][:number]


def _dossier(place: Path, project: Path, *arguments: str) -> Cost:
    environment = {**os.environ, "PYTHONPATH": str(project)}
    environment.pop("PREFECT_API_URL", None)
    return cost_of([sys.executable, "-P", "-m", "cli.main", *arguments], place, environment, place / "none")


def _prompt_characters(place: Path, project: Path, chosen: list[str]) -> int:
    """Return how long what a model would be sent is, schema and all, of which one document of 2 kB is a part."""
    document = min((place / "documents").iterdir(), key=lambda path: path.stat().st_size)
    arguments = ["extract", str(document), "--engine", "openai/none", "--show-prompt", "--format", "json", *chosen]
    environment = {**os.environ, "PYTHONPATH": str(project), "OPENAI_API_KEY": "none"}
    command = [sys.executable, "-P", "-m", "cli.main", *arguments]
    done = subprocess.run(command, cwd=place, env=environment, check=True, capture_output=True, text=True)
    return len(done.stdout)


def table_of(measured: Sequence[Kinds]) -> Table:
    """Return one row a number of kinds."""
    rows = [
        [
            f"{one.kinds}",
            *(f"{cost.cpu_s:,.1f}" for cost in (one.first, one.again)),
            f"{one.first.memory_mb:,.0f}",
            f"{one.warehouse_mb:,.1f}",
            f"{one.prompt_characters / 1000:,.0f}",
        ]
        for one in measured
    ]
    header = ["kinds", "CPU s", "again: CPU s", "memory MB", "warehouse MB", "kB that a model is sent"]
    return Table(header, rows, f"By the number of kinds: {_DOCUMENTS} documents")


def plot_of(measured: Sequence[Kinds]) -> Plot:
    """Return processor time over the number of kinds."""
    series = {
        "first time": [(one.kinds, one.first.cpu_s) for one in measured],
        "unchanged": [(one.kinds, one.again.cpu_s) for one in measured],
    }
    return Plot("growth-kinds-cpu", "Processor time by kinds", "kinds", "s", series)
