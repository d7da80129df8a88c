"""A model engine against the local server, with a journal on disk."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from core.document import Document
from core.landing.index import LandingIndex
from core.landing.journal import RunJournal
from core.landing.log import LandingLog
from core.lines import CallLine
from extraction.engine import Request, RunContext
from extraction.engines.model import open_model_engine
from extraction.engines.model.engine import ModelEngine
from schemas.registry import select_kinds
from tests.model_server import MODEL, ModelServer, model_server

__all__ = ["model_server"]

OpenEngine = Callable[..., ModelEngine]


@pytest.fixture
def log(tmp_path: Path) -> LandingLog:
    return LandingLog(tmp_path / "landing")


@pytest.fixture
def run(log: LandingLog) -> Iterator[RunContext]:
    with log.writer() as writer:
        yield RunContext("run-1", "extraction-1", RunJournal(LandingIndex.of(log), writer))


@pytest_asyncio.fixture
async def open_engine(model_server: ModelServer) -> AsyncIterator[OpenEngine]:
    opened: list[ModelEngine] = []

    def open_it(**changes: Any) -> ModelEngine:
        opened.append(open_model_engine(f"openai/{MODEL}", model_server.options(**changes)))
        return opened[-1]

    yield open_it
    for engine in opened:
        await engine.aclose()


@pytest.fixture
def engine(open_engine: OpenEngine) -> ModelEngine:
    return open_engine()


def request_of(text: str = "Honduras accepted a removal flight in May.", *kinds: str) -> Request:
    return Request(Document(text, "news/a.txt", title="A title"), select_kinds(kinds or None))


def landed(log: LandingLog) -> list[CallLine]:
    return [entry.line for entry in log.entries() if isinstance(entry.line, CallLine)]
