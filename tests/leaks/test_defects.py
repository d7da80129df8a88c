"""A defect of ours that a document brings out is named in log and rejects, without a word of the document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from core.landing.log import LandingLog
from core.lines import ExtractionLine, RejectLine
from extraction.engine import Reply, Request, RunContext
from flows.progress import Lines, watching
from flows.request import RunRequest
from flows.run import open_run
from schemas.registry import Kind
from tests.leaks.canaries import KEY, TEXT, loud_logging, seen


class Failing:
    """An engine with a defect that quotes what it was given; matches `extraction.engine.Engine`."""

    name = identity = "failing"
    prompt_version = None
    reask_rounds = 0

    def kinds_answered(self, kinds: Sequence[Kind]) -> tuple[Kind, ...]:
        return tuple(kinds)

    def rendered(self, request: Request) -> str:
        return request.text

    def text_room(self, request: Request, context_tokens: int | None = None) -> int | None:
        return None

    async def ask(self, request: Request, run: RunContext) -> Reply:
        try:
            raise ValueError(f"{KEY} {request.text}")
        except ValueError as error:
            raise KeyError(request.text) from error

    async def aclose(self) -> None:
        pass


class Silent(Lines):
    """Progress that nobody sees."""

    def say(self, message: str) -> None:
        pass


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


async def test_an_exception_is_named_by_type_and_place_alone(tmp_path: Path, report: Path) -> None:
    request = RunRequest(sources=[str(report)], warehouse=tmp_path / "warehouse" / "dossier.duckdb")
    watching.set(Silent(attended=True))
    with loud_logging() as said:
        async with open_run(request, "run-1", Failing()) as run:
            await run.process(str(report))
    assert seen(said.getvalue()) == []
    assert "ValueError" in said.getvalue()  # what caused it is told too
    (reason,) = reasons(tmp_path)
    assert reason.startswith("unexpected KeyError in test_defects.py:")
    assert seen(reason) == []


def reasons(folder: Path) -> list[str]:
    lines = [entry.line for entry in LandingLog(folder / "warehouse" / "landing").entries()]
    extractions = [line for line in lines if isinstance(line, ExtractionLine)]
    read = [line.reason for line in lines if isinstance(line, RejectLine)]
    return read + [reject.reason for line in extractions for reject in line.rejects]
