"""The sections of the page, in its order: each a benchmark with its sizes, in full and in a quick run."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from benchmarks import limits_side_by_side, loads_side_by_side, side_by_side
from benchmarks.commands import measure_commands
from benchmarks.evaluation import measure_evaluation
from benchmarks.growth.section import section as growth
from benchmarks.load import measure_load
from benchmarks.model_path import measure_model_path
from benchmarks.page import Section
from benchmarks.profiling.section import section as profile
from benchmarks.stages import measure_stages
from benchmarks.trust.section import section as trust


class Measure(Protocol):
    """Measures in an empty folder of its own; quickly, on little, if that is asked."""

    def __call__(self, folder: Path, *, quick: bool) -> Section:
        """Return what was measured as a section of the page."""


def commands(folder: Path, *, quick: bool) -> Section:
    """Measure what a user waits for at the terminal."""
    text = "Whole commands as they are typed, each a process of its own, without a Prefect server that runs already."
    return Section("At the terminal", text, [*measure_commands(folder / "commands", times=1 if quick else 3)])


def stages(folder: Path, *, quick: bool) -> Section:
    """Measure each stage of the main job alone."""
    text = "Reading, the built-in engine and grounding, by the processor's time of one process."
    return Section("The stages", text, [*measure_stages(folder, documents=100 if quick else 1000)])


def model_path(folder: Path, *, quick: bool) -> Section:
    """Measure our own cost where a model is asked."""
    text = "What a document costs us where a model is asked; the model's own time, in another process, is not in it."
    return Section("Our own cost where a model is asked", text, [*measure_model_path(folder, 100 if quick else 1000)])


def loading(folder: Path, *, quick: bool) -> Section:
    """Measure the load into DuckDB beside DuckDB's own reading."""
    text = "From a landing log to published tables, beside DuckDB's own `INSERT … SELECT read_json` of the same rows."
    return Section("Loading", text, [*measure_load(folder, 10_000 if quick else 100_000)])


def evaluation(folder: Path, *, quick: bool) -> Section:
    """Measure the evaluation of an engine."""
    return Section("Evaluation", "", [*measure_evaluation(documents=100 if quick else 1000)])


SECTIONS: dict[str, Measure] = {
    "side-by-side": side_by_side.section,
    "trust": trust,
    "growth": growth,
    "limits": limits_side_by_side.section,
    "loads": loads_side_by_side.section,
    "commands": commands,
    "profile": profile,
    "stages": stages,
    "model-path": model_path,
    "loading": loading,
    "evaluation": evaluation,
}

ASK_OTHERS = {"side-by-side", "trust", "limits", "loads"}
"""The sections that need other tools installed."""
