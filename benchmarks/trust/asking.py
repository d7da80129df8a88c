"""Every tool asked about every case, each in a process and an environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.environments import python_of, version_of
from benchmarks.trust.documents import ROOT, Text
from benchmarks.trust.quotes import QuoteCase
from benchmarks.trust.values import ValueCase

TOOLS = Path(__file__).parent / "tools"


@dataclass(frozen=True)
class Tool:
    """A tool: its name on the page, its module in `tools/`, the environment of the peer that it belongs to."""

    name: str
    module: str
    peer: str = ""
    package: str = ""

    @property
    def label(self) -> str:
        """Its name, with the version that is measured."""
        return f"{self.name} {version_of(self.peer, self.package)}" if self.peer else self.name


OURS = Tool("Dossier", "dossier_grounding")
LANGEXTRACT = Tool("langextract", "langextract_aligner.default", "langextract", "langextract")
ALL = (
    OURS,
    LANGEXTRACT,
    Tool("langextract without partial matches,", "langextract_aligner.whole", "langextract", "langextract"),
    Tool("CitationMixin of instructor", "instructor_citation", "plain_loop", "instructor"),
    Tool("the very characters", "exact_substring"),
    Tool("rapidfuzz partial_ratio ≥ 90", "similar_characters"),
)


@dataclass(frozen=True)
class Answers:
    """What a tool said, in the order of the cases; times are milliseconds of the processor."""

    spans: list[tuple[int, int] | None]
    quote_times: list[float]
    accepted: list[bool]
    value_times: list[float]


def ask(
    tool: Tool, texts: Sequence[Text], quotes: Sequence[QuoteCase], values: Sequence[ValueCase], folder: Path
) -> Answers:
    """Put the cases to the tool; `folder` takes its files. Raises RuntimeError with what it said if it fails."""
    cases, answers = folder / "cases.json", folder / f"{tool.module}.json"
    asked = {
        "texts": {text.name: text.text for text in texts},
        "quotes": [[case.document, case.quote] for case in quotes],
        "values": [[case.document, case.quote, case.field, case.value] for case in values],
    }
    cases.write_text(json.dumps(asked), encoding="utf-8")
    python = python_of(tool.peer) if tool.peer else Path(sys.executable)
    command = [str(python), str(TOOLS / "answering.py"), tool.module, str(cases), str(answers)]
    environment = {**os.environ, "PYTHONPATH": "" if tool.peer else str(ROOT)}
    done = subprocess.run(command, cwd=folder, env=environment, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{tool.name} failed:\n{done.stderr[-2000:]}")
    said = json.loads(answers.read_text(encoding="utf-8"))
    return Answers(
        [tuple(span) if span else None for span, _ in said["quotes"]],
        [1000 * seconds for _, seconds in said["quotes"]],
        [accepted for accepted, _ in said["values"]],
        [1000 * seconds for _, seconds in said["values"]],
    )
