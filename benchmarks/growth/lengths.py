"""From 1 kB to 5 MB a document: reading, and the built-in engine with validation and grounding, in one process."""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from benchmarks.commands import ROOT, SEEDS
from benchmarks.page import Plot, Table
from benchmarks.trust.alteration import country_rows
from benchmarks.whole_process import Cost, cost_of

_SENTENCE_END = regex.compile(r"(?<=\p{Ll}{3})\.(?=\s)")
_NUMBER = regex.compile(r"\b\d{2,3}\b")


@dataclass(frozen=True)
class Length:
    """What one document of so many characters cost, `dossier extract` as a whole process."""

    characters: int
    cost: Cost


def measure_lengths(folder: Path, lengths: Sequence[int]) -> Iterator[Length]:
    """Extract from one document of each length."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for length in lengths:
        path = folder / f"{length}.txt"
        path.write_text(text_of(length), encoding="utf-8")
        command = [sys.executable, "-m", "cli.main", "extract", str(path)]
        yield Length(length, cost_of(command, folder, environment, folder / "none"))


def text_of(length: int) -> str:
    """Return a text of `length` characters: the seeds over and over, told apart so that no sentence stands twice.

    Countries and numbers change from copy to copy, and every sentence names a paper of its own.
    """
    chance = random.Random(length)  # noqa: S311 - drawn again the same, no secret
    seeds = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))
    parts: list[str] = []
    while sum(map(len, parts)) < length:
        parts.append(f"Report number {len(parts)}\n{_told_apart(seeds, chance)}\n")
    return "".join(parts)[:length]


def _told_apart(text: str, chance: random.Random) -> str:
    rows = country_rows()
    names: dict[str, str] = {}
    for row, other in zip(rows, chance.sample(rows, len(rows)), strict=True):
        names |= {row["name"]: other["name"], row["people"]: other["people"]}
    longest_first = sorted(map(regex.escape, names), key=len, reverse=True)
    renamed = regex.sub(rf"\b(?:{'|'.join(longest_first)})\b", lambda found: names[found[0]], text)
    numbered = _NUMBER.sub(lambda _: str(chance.randint(11, 990)), renamed)
    return _SENTENCE_END.sub(
        lambda _: f", as paper {chance.choice('BCDFGH')}{chance.randint(1000, 99999)} says.", numbered
    )


def table_of(lengths: Sequence[Length]) -> Table:
    """Return one row a length; what a start costs is that of the shortest."""
    start = lengths[0].cost
    rows = [
        [
            f"{one.characters / 1000:,.0f}",
            f"{one.cost.elapsed_s:,.1f}",
            f"{one.cost.cpu_s:,.1f}",
            f"{1e6 * (one.cost.cpu_s - start.cpu_s) / one.characters:,.2f}" if one is not lengths[0] else "",
            f"{one.cost.memory_mb:,.0f}",
        ]
        for one in lengths
    ]
    header = ["kB", "s", "CPU s", "CPU s a MB, without the start", "memory MB"]
    return Table(header, rows, "By the length of one document: `dossier extract`")


def plot_of(lengths: Sequence[Length]) -> Plot:
    """Return processor time over the length."""
    points: list[tuple[float | str, float]] = [(one.characters / 1000, one.cost.cpu_s) for one in lengths]
    series = {"dossier extract": points}
    return Plot("growth-length-cpu", "Processor time by length", "kB", "s", series, is_log_x=True, is_log_y=True)
