"""Flows in this process, against the session's Prefect server."""

from __future__ import annotations

import asyncio
import gc
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from prefect import State
from prefect.settings import PREFECT_API_URL, PREFECT_LOGGING_TO_API_ENABLED, temporary_settings

from flows.extract_documents import extract_documents
from flows.report import RunReport
from flows.request import RunRequest
from tests.model_server import model_server

__all__ = ["model_server"]

RunFlow = Callable[[RunRequest], State[RunReport]]

AGREEMENT = """\
The United States and Honduras signed a safe third country agreement on 25 September 2019, officials said.
"""


@pytest.fixture
def run_flow(prefect_api: str) -> Iterator[RunFlow]:
    """Run the flow and return its final state."""

    def run(request: RunRequest) -> State[RunReport]:
        return asyncio.run(_final_state(request))

    settings = {PREFECT_API_URL: prefect_api, PREFECT_LOGGING_TO_API_ENABLED: False}
    with temporary_settings(settings), warnings.catch_warnings():
        # Prefect's clients leave sockets to the garbage collector when an event loop ends.
        warnings.simplefilter("ignore", ResourceWarning)
        yield run
        gc.collect()


async def _final_state(request: RunRequest) -> State[Any]:
    state: State[Any] = await extract_documents(request, return_state=True)
    return state


def report_of(state: State[RunReport]) -> RunReport:
    """Return what a run reports, also if its state is failed."""
    report = asyncio.run(state.aresult(raise_on_failure=False))
    assert isinstance(report, RunReport)
    return report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three documents and one file that is none."""
    documents = tmp_path / "documents"
    documents.mkdir()
    for name in ("a", "b", "c"):
        (documents / f"{name}.txt").write_text(f"Report {name}.\n\n{AGREEMENT}")
    (documents / "broken.txt").write_bytes(b"\x00\x01\x02" * 100)
    return documents
